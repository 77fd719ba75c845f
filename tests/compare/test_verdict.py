"""Levels and scores to kinds: what is reported, and what must not be."""

from collections.abc import Callable

import pytest

from reconcile.compare.base import Pair
from reconcile.compare.verdict import judge
from reconcile.config import Settings
from reconcile.models import Kind, Mention, Polarity, Quantity, Span, Status, Time

SETTINGS = Settings()
TEXT = "The flood killed people in the valley of Alessandria on Monday"


def killed(n: float) -> dict[str, object]:
    quantity = Quantity(start=0, end=3, text=TEXT[:3], low=n, high=n, counted="people killed")
    return {"text": TEXT, "quantities": (quantity,)}


def on(day: str, **more: object) -> dict[str, object]:
    time = Time(start=0, end=3, text=TEXT[:3], kind="point", grain="day", first=day, last=day)
    return {"text": TEXT, "times": (time,)} | more


CASES = [
    ("figures that exclude each other", killed(12), killed(30), Kind.CONFLICT, "number"),
    ("days that exclude each other", on("2023-06-18"), on("2023-06-19"), Kind.CONFLICT, "time"),
    (
        "affirmed against denied",
        {"text": TEXT},
        {"text": TEXT, "polarity": Polarity.NEGATIVE},
        Kind.CONFLICT,
        "polarity",
    ),
    ("planned against done", {"text": TEXT}, {"text": TEXT, "status": Status.PLANNED}, Kind.STATUS, "stage"),
    ("possible against done", {"text": TEXT}, {"text": TEXT, "status": Status.POSSIBLE}, Kind.STATUS, "certainty"),
    ("the same", {"text": TEXT}, {"text": TEXT}, Kind.AGREEMENT, None),
    (
        "a plan for another day is no conflict of times",
        on("2023-06-18"),
        on("2023-06-19", status=Status.PLANNED),
        Kind.STATUS,
        "stage",
    ),
]


@pytest.mark.parametrize(("a", "b", "kind", "aspect"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_kinds(
    make_pair: Callable[..., Pair], a: dict[str, object], b: dict[str, object], kind: Kind, aspect: str | None
) -> None:
    for one, other in ((a, b), (b, a)):
        verdict = judge(make_pair(one, other), SETTINGS)
        assert verdict is not None
        assert (verdict.kind, verdict.aspect) == (kind, aspect)


def test_another_days_figure_is_no_conflict_of_numbers(make_pair: Callable[..., Pair]) -> None:
    verdict = judge(make_pair(killed(12) | on("2023-06-18"), killed(30) | on("2023-06-20")), SETTINGS)
    assert verdict is None or verdict.aspect != "number"


def test_a_claim_that_has_a_nearer_counterpart_is_not_set_against_another(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair(killed(12), killed(30))
    assert judge(pair.model_copy(update={"a_rank": 1, "b_rank": 2}), SETTINGS) is None
    assert judge(pair.model_copy(update={"a_rank": 0, "b_rank": 2}), SETTINGS) is None


def test_one_sided_neighbours_that_name_the_same_person_are_counterparts(make_pair: Callable[..., Pair]) -> None:
    named = {"entities": (Mention(start=0, end=3, text=TEXT[:3], name="Xi Jinping", label="PER"),)}
    pair = make_pair(killed(12) | named, killed(30) | named)
    verdict = judge(pair.model_copy(update={"b_rank": 2}), SETTINGS)
    assert verdict is not None
    assert verdict.kind is Kind.CONFLICT


def test_claims_on_other_matters_are_left_alone(make_pair: Callable[..., Pair]) -> None:
    a = killed(12)
    b = killed(30) | {"text": "Thirty miners died underground near Soma when a pit collapsed"}
    assert judge(make_pair(a, b, cosine=0.3), SETTINGS) is None


def test_signals_replay_to_the_same_verdict(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair(killed(12), killed(30))
    first = judge(pair, SETTINGS)
    assert first is not None
    again = judge(pair.model_copy(update={"cosine": first.signals["scores"]["cosine"][0]}), SETTINGS)
    assert again == first
    assert first.signals["rule"] == "number"
    assert first.signals["values"]["number"] == ["12 people killed", "30 people killed"]


def test_evidence_points_at_the_words_compared(make_pair: Callable[..., Pair]) -> None:
    cue = Span(start=4, end=8, text="will")
    pair = make_pair({"text": TEXT}, {"text": TEXT, "status": Status.PLANNED, "status_cue": cue})
    verdict = judge(pair, SETTINGS)
    assert verdict is not None
    assert [(e.claim_id, e.text, e.value) for e in verdict.evidence] == [("a2.c1", "will", "planned")]
