"""The same matter in another light."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from reconcile.compare.axes import framing_data, load_axes
from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.framing import compare_framing, cues_oppose
from reconcile.embed import SentenceEncoder
from reconcile.models import Speaker

MIDDLE = {"expectations": 0.0, "tone": 0.0}
TIERS = ("favourable", "neutral", "unfavourable")
Compare = Callable[..., Comparison]
Place = Callable[..., list[dict[str, float]]]


@pytest.fixture
def compare(make_pair: Callable[..., Pair]) -> Compare:
    """Compare two texts, both in the middle of the axes unless placed elsewhere."""

    def compared(
        a: str, b: str, a_axes: dict[str, float] = MIDDLE, b_axes: dict[str, float] = MIDDLE, **fields: Any
    ) -> Comparison:
        pair = make_pair({"text": a, **fields}, {"text": b})
        return compare_framing(pair.model_copy(update={"a_axes": a_axes, "b_axes": b_axes}))

    return compared


# --- axes


def test_opposite_sides_of_an_axis_differ(compare: Compare) -> None:
    found = compare(
        "It went on.", "So it stayed.", {"tone": 0.1, "expectations": 0.6}, {"tone": 0.2, "expectations": -0.6}
    )
    assert (found.level, found.aspect) == (Level.DIFFERS, "expectations")
    assert (found.a_value, found.b_value) == ("high (0.60)", "low (-0.60)")
    assert found.scores == {"axis_gap": 1.2, "cue_gap": 0.0, "wording": 0.0}
    assert "expectations" in found.reason


def test_evidence_without_cue_words_is_the_whole_claim(compare: Compare) -> None:
    found = compare("It went on.", "So it stayed.", {"tone": 0.9}, {"tone": -0.9})
    assert found.a is None
    assert found.b is None


def test_the_same_side_is_no_difference(compare: Compare) -> None:
    assert compare("It went on.", "So it stayed.", {"tone": 0.9}, {"tone": 0.7}).level is Level.SAME
    assert compare("It went on.", "So it stayed.", {"tone": 0.9}, {"tone": 0.3}).level is Level.COMPATIBLE


def test_near_the_middle_a_wider_gap_is_needed(compare: Compare) -> None:
    assert compare("It went on.", "So it stayed.", {"tone": 1.0}, {"tone": -0.1}).level is Level.COMPATIBLE


def test_an_axis_of_the_user_is_compared_like_any_other(compare: Compare) -> None:
    assert compare("It went on.", "So it stayed.", {"gloom": 0.9}, {"gloom": -0.5}).aspect == "gloom"


def test_claims_without_positions_and_listed_words_are_missing(compare: Compare) -> None:
    assert compare("It went on.", "So it stayed.", {}, {}).level is Level.MISSING


# --- cue words


def test_cue_words_on_opposite_sides_are_the_evidence(compare: Compare) -> None:
    a, b = "The talks are on the right track.", "The talks remain in deadlock, he said."
    found = compare(a, b)
    assert (found.level, found.aspect) == (Level.DIFFERS, "expectations")
    assert found.a is not None
    assert found.b is not None
    assert (found.a.text, found.b.text) == ("right track", "deadlock")
    assert a[found.a.start : found.a.end] == "right track"
    assert found.scores["cue_gap"] == 1.0
    assert found.scores["cues_on_event"] == 1.0


def test_cue_words_towards_somebody_tell_nothing_by_themselves(make_pair: Callable[..., Pair]) -> None:
    """From two reports of one debate: who is accused there is not who is praised here."""
    bare = make_pair({"text": "Ryan accused Obama."}, {"text": "Ryan praised Mr. Romney."})
    pair = bare.model_copy(update={"a_axes": MIDDLE, "b_axes": MIDDLE})
    scores = compare_framing(pair).scores
    assert scores["cue_gap"] == 1.0
    assert not {"cues_on_event", "cues_on_matter"} & scores.keys()
    assert not cues_oppose(pair)


@pytest.mark.parametrize(
    "negated",
    [
        "There was no progress on Cyprus.",
        "They are anything but optimistic.",
        "He does not expect significant breakthroughs.",
        "It is no longer promising.",
        "Nobody was hopeful.",
    ],
)
def test_a_negated_cue_speaks_for_the_other_pole(compare: Compare, negated: str) -> None:
    found = compare("A thaw is in sight.", negated)
    assert (found.level, found.aspect, found.b_value) == (Level.DIFFERS, "expectations", "low (-0.50)")
    assert found.b is not None
    assert len(found.b.text.split()) > 1, "the negator is part of the evidence"


@pytest.mark.parametrize(
    "affirmed",
    [
        "No, it was encouraging.",  # the negator is cut off by a comma
        "Not that the seventh day of the visit was promising.",  # too far away
        "Notable optimism prevailed.",  # "not" is not a word here
    ],
)
def test_a_negator_elsewhere_changes_nothing(compare: Compare, affirmed: str) -> None:
    assert compare("It went on.", affirmed).b_value == "high (0.50)"


def test_a_cue_word_is_known_in_every_inflection_but_not_inside_another_word(compare: Compare) -> None:
    assert compare("It went on.", "The minister slammed the plan.").b_value == "low (-0.50)"
    assert compare("It went on.", "Slamming the plan").b_value == "low (-0.50)"
    assert compare("It went on.", "The slamdunk contest and the hopefully named ship").scores["cue_gap"] == 0.0


def test_words_of_a_claim_nested_in_the_span_do_not_count(compare: Compare) -> None:
    text = "The visit, which the envoys praised warmly, began on Monday."
    assert compare(text, "It went on.", proposition="The visit began on Monday.").scores["cue_gap"] == 0.0
    assert compare(text, "It went on.").scores["cue_gap"] == 0.5


def test_evidence_is_counted_from_the_start_of_the_article(make_pair: Callable[..., Pair]) -> None:
    text = "The talks are on the right track."
    pair = make_pair({"text": text, "start": 100, "end": 100 + len(text)}, {"text": "The talks are in deadlock."})
    found = compare_framing(pair.model_copy(update={"a_axes": MIDDLE, "b_axes": MIDDLE})).a
    assert found is not None
    assert (found.start, found.end) == (121, 132)


# --- words for one thing


@pytest.mark.parametrize(
    ("a", "b", "thing", "score"),
    [
        ("Militants seized the town.", "Terrorists seized the town.", "armed opposition", 0.5),
        ("Freedom fighters hold it.", "Extremists hold it.", "armed opposition", 1.0),
        ("The government fell.", "The regime fell.", "government of a country", 0.5),
        ("They passed the reform.", "They passed the overhaul.", "change of rules", 0.5),
        ("A pro-life group met.", "An anti-abortion group met.", "abortion opponents", 0.5),
        ("Estate tax is due.", "The death tax is due.", "estate tax", 0.5),
        ("He was asked to leave.", "He was thrown off.", "made to leave", 1.0),
    ],
)
def test_words_of_another_slant_differ(compare: Compare, a: str, b: str, thing: str, score: float) -> None:
    found = compare(a, b)
    assert (found.level, found.aspect, found.scores["wording"]) == (Level.DIFFERS, "wording", score)
    assert thing in found.reason
    assert found.a is not None
    assert found.b is not None
    assert (found.a.text, found.b.text) == (a[found.a.start : found.a.end], b[found.b.start : found.b.end])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Militants seized the town.", "Insurgents seized the town."),  # both neutral
        ("The regime fell.", "The dictatorship fell."),  # both unfavourable
        ("Militants, or terrorists, came.", "Terrorists came."),  # one claim uses both
        ("The government fell.", "Terrorists came."),  # different things
        ("The regimen is strict.", "The government is strict."),  # another word
        ("It is a matter of life.", "The anti-abortion group met."),
        ("", ""),
        ("‘’“”'s", "-- '"),
    ],
)
def test_no_other_slant_is_seen(compare: Compare, a: str, b: str) -> None:
    assert compare(a, b).scores["wording"] == 0.0


def test_the_longest_phrase_counts(compare: Compare) -> None:
    # "fighter" alone is neutral, and so is "militant".
    assert compare("Resistance fighters came.", "Militants came.").a_value == "resistance fighter (favourable)"


def test_the_reporting_verb_is_read_where_it_reports(make_pair: Callable[..., Pair]) -> None:
    said, claimed = (Speaker(start=0, end=2, text="He", cue=cue) for cue in ("said", "claimed"))
    pair = make_pair({"text": "It works.", "speaker": said}, {"text": "It works.", "speaker": claimed})
    found = compare_framing(pair.model_copy(update={"a_axes": MIDDLE, "b_axes": MIDDLE}))
    assert (found.aspect, found.a_value, found.b_value) == ("wording", "said (neutral)", "claim (unfavourable)")
    assert found.a is None, "the verb stands outside the claim"


def test_a_verb_that_reports_nobody_is_no_reporting_verb(compare: Compare) -> None:
    assert compare("The group claimed responsibility.", "The group said no word.").scores["wording"] == 0.0


def test_both_orders_give_the_same_verdict(compare: Compare) -> None:
    a, b = "Militants were on the right track.", "Terrorists were in deadlock."
    one, other = compare(a, b), compare(b, a)
    assert (one.level, one.aspect, one.scores) == (other.level, other.aspect, other.scores)
    assert (one.a_value, one.b_value) == (other.b_value, other.a_value)


# --- the data file


def test_every_group_names_one_thing_in_at_least_two_tiers() -> None:
    groups = framing_data()["groups"]
    assert len({group["thing"] for group in groups}) == len(groups) >= 60
    for group in groups:
        words = [word.strip() for tier in TIERS for word in group[tier].split(";") if word.strip()]
        assert sum(bool(group[tier]) for tier in TIERS) >= 2, group["thing"]
        assert [word for word, n in Counter(words).items() if n > 1] == [], group["thing"]


def test_no_cue_speaks_for_both_poles_of_an_axis() -> None:
    for name, axis in framing_data()["axes"].items():
        high, low = ({cue.strip() for cue in axis[key].split(";")} for key in ("high_cues", "low_cues"))
        assert not high & low, name


# --- with the packaged model


@pytest.fixture(scope="module")
def place() -> Place:
    encoder = SentenceEncoder()
    axes = load_axes(encoder)
    return lambda *texts: axes.project(encoder.encode(texts))


@pytest.mark.model
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("the parties are on the “right track.”", "the disputes have significantly lowered expectations"),
        ("progress was made in relations between the countries", "the US does not expect “significant breakthroughs”"),
        ("He hoped for an early end of the strike.", "An end of the strike is nowhere in sight."),
    ],
)
def test_hopes_against_low_expectations(compare: Compare, place: Place, a: str, b: str) -> None:
    a_axes, b_axes = place(a, b)
    found = compare(a, b, a_axes, b_axes)
    assert found.level is Level.DIFFERS
    assert found.aspect in {"expectations", "outcome"}
    assert found.scores["axis_gap"] > 1


@pytest.mark.model
def test_two_plain_reports_of_one_fact_do_not_differ(compare: Compare, place: Place) -> None:
    a, b = "Blinken arrived in Beijing on Sunday.", "The US Secretary of State arrived in the Chinese capital."
    assert compare(a, b, *place(a, b)).level is not Level.DIFFERS
