"""Scores to kinds: what is told, what is left alone, and that it can be replayed."""

from collections.abc import Callable

import pytest

from reconcile.compare.base import Pair
from reconcile.compare.entailment import KINDS, NLI, Relation
from reconcile.compare.event import Read
from reconcile.compare.features import Standing
from reconcile.compare.linear import Linear, Models
from reconcile.compare.matter import matter_features
from reconcile.compare.verdict import CARRIERS, Verdict, chances_of, decide, judge, judge_all, replay
from reconcile.config import Settings
from reconcile.models import Kind, Quantity, Span, Status

Make = Callable[..., Pair]
TEXT = "The flood killed people in the valley of Alessandria on Monday"
EVEN = Relation(nli=dict.fromkeys(NLI, 1 / 3), kind=dict.fromkeys(KINDS, 1 / 7))
LABELS = [kind.value for kind in CARRIERS] + ["none"]
KIND = Linear(
    bias=dict.fromkeys(LABELS, 0.0) | {"none": 2.0},
    weights={label: dict[str, float]() for label in LABELS}
    | {"conflict": {"number.differs": 6.0}, "status": {"status.differs": 5.0}, "agreement": {"number.same": 6.0}},
)
EMPTY = Linear(bias={}, weights={})
MODELS = Models(closeness=EMPTY, matter=EMPTY, kind=KIND)
SETTINGS = Settings(conflict_confidence=0.1)
EVEN_ODDS = dict.fromkeys(CARRIERS, 0.5)


def killed(n: float, **more: object) -> dict[str, object]:
    quantity = Quantity(start=0, end=3, text=TEXT[:3], low=n, high=n, counted="people killed")
    return {"text": TEXT, "quantities": (quantity,)} | more


def read(pair: Pair, relation: Relation = EVEN) -> Read:
    return Read(pair=pair, relation=relation, features=matter_features(pair, relation), standing=Standing(matter=0.9))


def test_the_kind_farthest_above_its_threshold_is_told() -> None:
    found = decide({"number.differs": 1.0}, KIND, EVEN_ODDS)
    assert found is not None
    assert found[0] is Kind.CONFLICT
    assert found[1] == pytest.approx(0.97, abs=0.02)
    assert decide({"number.differs": 1.0}, KIND, EVEN_ODDS | {Kind.CONFLICT: 0.99}) is None


def test_nothing_sure_is_nothing_told() -> None:
    assert decide({}, KIND, EVEN_ODDS) is None


def test_a_difference_goes_before_agreement() -> None:
    both = {"number.same": 1.0, "status.differs": 1.2}
    found = decide(both, KIND, dict.fromkeys(CARRIERS, 0.3))
    assert found is not None
    assert found[0] is Kind.STATUS


def test_a_verdict_names_the_comparator_and_its_values(make_pair: Make) -> None:
    verdict = judge(read(make_pair(killed(12), killed(30))), MODELS, SETTINGS)
    assert verdict is not None
    assert (verdict.kind, verdict.aspect, verdict.signals["rule"]) == (Kind.CONFLICT, "number", "number")
    assert "12" in verdict.explanation
    assert "30" in verdict.explanation
    assert [e.text for e in verdict.evidence] == [TEXT[:3], TEXT[:3]]


def test_signals_replay_to_the_same_kind(make_pair: Make) -> None:
    for pair in (make_pair(killed(12), killed(30)), make_pair(killed(12), killed(12))):
        verdict = judge(read(pair), MODELS, SETTINGS)
        assert verdict is not None
        assert replay(verdict.signals, KIND) == verdict.kind
        weaker = verdict.signals | {"features": {}}
        assert replay(weaker, KIND) is None


def test_a_conflict_needs_values_that_exclude_each_other(make_pair: Make) -> None:
    sure = Relation(nli=EVEN.nli, kind=dict(EVEN.kind) | {"conflict": 0.9})
    model = Models(closeness=EMPTY, matter=EMPTY, kind=KIND.model_copy(update={"bias": KIND.bias | {"conflict": 9.0}}))
    pair = make_pair({"text": TEXT}, {"text": TEXT})
    verdict = judge(
        Read(pair=pair, relation=sure, features=matter_features(pair, sure), standing=Standing(matter=0.9)),
        model,
        SETTINGS,
    )
    assert verdict is None or verdict.kind is not Kind.CONFLICT


def test_claims_whose_figures_exclude_each_other_do_not_agree(make_pair: Make) -> None:
    model = Models(
        closeness=EMPTY, matter=EMPTY, kind=KIND.model_copy(update={"bias": KIND.bias | {"agreement": 20.0}})
    )
    same, other = (judge(read(make_pair(killed(12), killed(n))), model, SETTINGS) for n in (12, 30))
    assert same is not None
    assert same.kind is Kind.AGREEMENT
    assert other is None or other.kind is not Kind.AGREEMENT


def stage(make_pair: Make, words: str, status: Status) -> Verdict | None:
    """The verdict on two stages where the cross-encoder is sure of a change."""
    sure = Relation(nli=EVEN.nli, kind=dict(EVEN.kind) | {"status": 0.9})
    model = Models(closeness=EMPTY, matter=EMPTY, kind=KIND.model_copy(update={"bias": KIND.bias | {"status": 9.0}}))
    pair = make_pair({"text": TEXT, "status": Status.PLANNED}, {"text": words, "status": status})
    known = matter_features(pair, sure)
    return judge(Read(pair=pair, relation=sure, features=known, standing=Standing(matter=0.9)), model, SETTINGS)


def test_a_stage_that_only_the_cross_encoder_sees_points_at_the_whole_claims(make_pair: Make) -> None:
    verdict = stage(make_pair, "the operation is over", Status.HAPPENED)
    assert verdict is not None
    assert (verdict.kind, verdict.signals["rule"]) == (Kind.STATUS, "inference")
    assert [e.text for e in verdict.evidence] == [TEXT, "the operation is over"]


def test_the_cross_encoder_does_not_overrule_stages_that_were_read_and_go_together(make_pair: Make) -> None:
    verdict = stage(make_pair, "the operation is expected", Status.PLANNED)
    assert verdict is None or verdict.kind is not Kind.STATUS


def quoted(words: str, **more: object) -> dict[str, object]:
    text = f"“{words}”"
    return {"text": text, "quotes": (Span(start=1, end=1 + len(words), text=words),), "quoted": True} | more


QUOTE_MODELS = Models(closeness=EMPTY, matter=EMPTY, kind=KIND.model_copy(update={"bias": KIND.bias | {"quote": 9.0}}))


def test_altered_words_inside_the_marks_are_told(make_pair: Make) -> None:
    pair = make_pair(
        quoted("we are not going to pay any single cent for such a wall"),
        quoted("we are not going to pay a single cent for such a wall"),
    )
    verdict = judge(read(pair), QUOTE_MODELS, SETTINGS)
    assert verdict is not None
    assert (verdict.kind, verdict.signals["rule"]) == (Kind.QUOTE, "quote")


def test_an_excerpt_and_the_same_words_are_no_altered_quote(make_pair: Make) -> None:
    whole = "we are not going to pay any single cent for such a wall"
    for other in (whole, "not going to pay any single cent"):
        verdict = judge(read(make_pair(quoted(whole), quoted(other))), QUOTE_MODELS, SETTINGS)
        assert verdict is None or verdict.kind is not Kind.QUOTE


CUES = {"framing.differs": 1.0, "framing.cue_gap": 1.0, "framing.axis_gap": 1.65, "kind_framing": -2.0}


def test_opposite_cue_words_on_what_is_expected_of_the_event_are_framing_by_themselves() -> None:
    cues = CUES | {"framing.cues_on_event": 1.0, "context": 0.6}
    assert chances_of(cues, KIND)["framing"] == pytest.approx(0.33)
    for change in ({"framing.cue_gap": 0.5}, {"context": 0.3}, {"framing.cues_on_event": 0.0}):
        assert chances_of(cues | change, KIND)["framing"] < 0.2


def test_opposite_cue_words_on_other_axes_need_one_matter() -> None:
    cues = CUES | {"framing.cues_on_matter": 1.0, "context": 0.5}
    assert chances_of(cues, KIND)["framing"] < 0.2
    assert chances_of(cues | {"kind_framing": 0.0}, KIND)["framing"] == pytest.approx(0.275)


def test_harsh_words_for_one_and_warm_ones_for_another_are_no_framing() -> None:
    assert chances_of(CUES | {"kind_framing": 2.0, "context": 0.9}, KIND)["framing"] < 0.2


def test_evidence_points_at_the_words_compared(make_pair: Make) -> None:
    cue = Span(start=4, end=8, text="will")
    pair = make_pair({"text": TEXT}, {"text": TEXT, "status": Status.PLANNED, "status_cue": cue})
    verdict = judge(read(pair), MODELS, SETTINGS)
    assert verdict is not None
    assert verdict.kind is Kind.STATUS
    assert ("a2.c1", "will", "planned") in [(e.claim_id, e.text, e.value) for e in verdict.evidence]


def test_a_claim_differs_from_an_article_once(make_pair: Make) -> None:
    one = killed(12)
    reads = [read(make_pair(one, killed(30, id="a2.c1"))), read(make_pair(one, killed(40, id="a2.c2")))]
    assert len(judge_all(reads, MODELS, SETTINGS)) == 1


def test_a_claim_may_agree_with_several(make_pair: Make) -> None:
    reads = [read(make_pair(killed(12), killed(12, id=f"a2.c{i}"))) for i in range(3)]
    assert [v.kind for v in judge_all(reads, MODELS, SETTINGS)] == [Kind.AGREEMENT] * 3


def test_the_order_of_the_articles_changes_nothing(make_pair: Make) -> None:
    pair = make_pair(killed(12), killed(30))
    turned = pair.model_copy(update={"a": pair.b, "b": pair.a})
    one, other = (judge(read(p), MODELS, SETTINGS) for p in (pair, turned))
    assert one is not None
    assert other is not None
    assert (one.kind, one.confidence, set(one.claims)) == (other.kind, other.confidence, set(other.claims))


def test_words_altered_inside_an_aligned_utterance_count_by_themselves() -> None:
    aligned = {"quote.differs": 1.0, "quote.same_utterance": 1.0}
    assert decide(aligned, KIND, EVEN_ODDS) == (Kind.QUOTE, chances_of(aligned, KIND)["quote"])
    assert decide({"quote.differs": 1.0}, KIND, EVEN_ODDS) is None


def test_of_words_that_the_other_article_has_verbatim_nothing_else_is_an_altered_form() -> None:
    sure = Linear(bias={"quote": 3.0, "none": 0.0}, weights={"quote": {}, "none": {}})
    assert decide({}, sure, {Kind.QUOTE: 0.5}) is not None
    assert decide({"verbatim": 1.0}, sure, {Kind.QUOTE: 0.5}) is None
    aligned = {"quote.differs": 1.0, "quote.same_utterance": 1.0, "verbatim": 1.0}
    assert decide(aligned, sure, {Kind.QUOTE: 0.5}) is not None  # quoted twice, once altered


def test_a_figure_that_the_other_article_gives_elsewhere_is_no_conflict(make_pair: Make) -> None:
    apart, same = make_pair(killed(12), killed(30)), make_pair(killed(30) | {"id": "a1.c2"}, killed(30))
    kinds = {verdict.kind for verdict in judge_all([read(apart)], MODELS, SETTINGS)}
    assert Kind.CONFLICT in kinds
    both = judge_all([read(apart), read(same)], MODELS, SETTINGS)
    assert Kind.CONFLICT not in {verdict.kind for verdict in both}
