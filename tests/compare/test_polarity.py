"""Affirmed here and denied there: by a negation or by a word of opposite meaning."""

from collections.abc import Callable

import pytest

from reconcile.compare.antonyms import compare_uses
from reconcile.compare.base import Level, Pair
from reconcile.compare.polarity import compare_polarity
from reconcile.models import Mention, Polarity

NEGATIVE = {"polarity": Polarity.NEGATIVE}
OPPOSED = [
    (
        "a negated verb",
        "Paul LePage apologized for the voicemail to the lawmaker",
        "LePage did not apologize for the voicemail to the lawmaker",
    ),
    (
        "opposite verbs",
        "The union accepted the offer of an 11 percent pay rise",
        "The union turned down the offer of an 11 percent pay rise",
    ),
    (
        "a refusal and the deed",
        "Diagnolab refused to pay the ransom of 40 bitcoin",
        "Diagnolab transferred the ransom of 40 bitcoin",
    ),
    ("no and some", "No passengers were aboard the tram", "Passengers were aboard the tram"),
    ("opposite adjectives", "The verdict was guilty on all counts", "The verdict was innocent on all counts"),
    (
        "survived and killed",
        "The general was killed in the ambush on the road",
        "The general survived the ambush on the road",
    ),
]
AGREED = [
    (
        "two negations",
        "The chancellor did not rule out sending fighter jets",
        "The chancellor is considering sending fighter jets",
    ),
    (
        "not accepted and rejected",
        "The union did not accept the offer of a pay rise",
        "The union rejected the offer of a pay rise",
    ),
    ("both negated", "The ministry did not ask for extradition", "The ministry has not asked for extradition"),
    ("both sides in one text", "Shares rose in May and fell in June", "Shares fell in June"),
    (
        "what is denied is another thing",
        "The office did not call for a boycott of the vote",
        "The office said that the boycott of the vote failed to draw crowds",
    ),
    (
        "refused and would not",
        "The deputy refused to swear the oath on the Bible",
        "The deputy would not take the oath on the Bible",
    ),
]


def polarity(text: str) -> dict[str, object]:
    """The extraction's reading of these sentences: a negating word in the clause."""
    cues = (" not ", "refused", "turned down", "No ", "failed")
    return {"text": text} | (NEGATIVE if any(cue in text for cue in cues) else {})


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in OPPOSED], ids=[case[0] for case in OPPOSED])
def test_opposite_claims_differ(make_pair: Callable[..., Pair], a: str, b: str) -> None:
    one, other = (compare_polarity(make_pair(polarity(x), polarity(y), cosine=0.8)) for x, y in ((a, b), (b, a)))
    assert one.level is other.level is Level.DIFFERS
    assert one.scores == other.scores
    assert one.scores["negated"] or one.scores["antonyms"]
    assert (one.a_value, one.b_value) == (other.b_value, other.a_value)


@pytest.mark.parametrize(("a", "b"), [case[1:] for case in AGREED], ids=[case[0] for case in AGREED])
def test_claims_that_go_together_do_not(make_pair: Callable[..., Pair], a: str, b: str) -> None:
    assert compare_polarity(make_pair(polarity(a), polarity(b))).level is not Level.DIFFERS


def test_claims_that_share_only_a_name_are_not_compared(make_pair: Callable[..., Pair]) -> None:
    def about(text: str) -> dict[str, object]:
        return {"text": text, "entities": (Mention(start=0, end=6, text="Weiner", name="Anthony Weiner", label="PER"),)}

    a, b = about("Weiner denied sending the photo"), about("Weiner confirmed a fundraiser")
    found = compare_polarity(make_pair(a, b))
    assert found.level is Level.MISSING


def test_a_negation_whose_object_is_not_plain_leaves_only_a_score(make_pair: Callable[..., Pair]) -> None:
    a = {"text": "None of the fourteen doctors contacted the consulate in Brasilia"} | NEGATIVE
    b = {"text": "The consulate in Brasilia gave papers to three of the fourteen doctors"}
    found = compare_polarity(make_pair(a, b))
    assert found.level is Level.MISSING
    assert found.scores["negation_gap"] == 1.0


def test_the_words_compared_stand_in_the_article(make_pair: Callable[..., Pair]) -> None:
    text = "The union turned down the offer of a pay rise"
    found = compare_polarity(
        make_pair({"text": text, "start": 100, "end": 100 + len(text)}, {"text": text.replace("turned down", "took")})
    )
    assert found.level is not Level.DIFFERS
    found = compare_polarity(
        make_pair(
            {"text": text, "start": 100, "end": 100 + len(text)}, {"text": text.replace("turned down", "accepted")}
        )
    )
    assert found.a is not None
    assert text[found.a.start - 100 : found.a.end - 100] == found.a.text == "turned down"


@pytest.mark.parametrize(
    ("a", "b", "opposed"),
    [
        ("shares rose sharply", "shares plummeted sharply", True),
        ("shares rose sharply", "shares did not rise sharply", True),
        ("shares climbed sharply", "shares rose sharply", False),
        ("the bridge reopened early", "the bridge was shut early", True),
        ("they withdrew the offer", "they stood by the offer", True),
    ],
)
def test_inflected_and_irregular_forms_are_known(a: str, b: str, opposed: bool) -> None:
    assert any(use.excludes for use in compare_uses(a, b)) is opposed
    assert any(use.excludes for use in compare_uses(b, a)) is opposed


def test_not_only_affirms(make_pair: Callable[..., Pair]) -> None:
    a = {"text": "The premier not only signed the treaty with Norway but praised the treaty"} | NEGATIVE
    b = {"text": "The premier signed the treaty with Norway and praised the treaty"}
    assert compare_polarity(make_pair(a, b)).level is not Level.DIFFERS


def test_the_word_is_found_as_a_word_and_told_with_its_negation(make_pair: Callable[..., Pair]) -> None:
    a = {"text": "The designer did not sign the contract with the firm"} | NEGATIVE
    b = {"text": "The designer did sign the contract with the firm"}
    found = compare_polarity(make_pair(a, b))
    assert found.level is Level.DIFFERS
    assert (found.a_value, found.b_value) == ("not sign", "sign")
    assert found.a is not None
    assert found.a.start == a["text"].index(" sign ") + 1
