"""Altered quotations against excerpts and other utterances."""

import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from reconcile.compare.base import Level, Pair
from reconcile.compare.quotes import compare_quotes
from reconcile.models import Claim, Span, Speaker

FALSE_PROPHET = "because they are followers of a false prophet"
CASES = [
    ("the same words", "nothing to hide and nowhere to run", "Nothing to hide, and nowhere to run!", Level.SAME),
    ("curly or straight apostrophes", "We won’t pay a cent of it", "We won't pay a cent of it", Level.SAME),
    ("a hyphen", "Never give out money through e-mail", "Never give out money through email", Level.SAME),
    ("full stops in initials", "a decorated F.B.I. special agent", "a decorated FBI Special Agent.", Level.SAME),
    (
        "an excerpt",
        "We have nothing to hide and nowhere to run.",
        "nothing to hide and nowhere to run",
        Level.COMPATIBLE,
    ),
    (
        "an ellipsis",
        "If you help me win this race you may have someone with your voice on the committee",
        "If you help me win this race … your voice on the committee",
        Level.COMPATIBLE,
    ),
    (
        "an editor's insertion",
        "He did not tell me that the bridge was closed",
        "[The mayor] did not tell me that the bridge was closed",
        Level.COMPATIBLE,
    ),
    (
        "a masked swear word",
        "I’m not going to pay for that fucking wall",
        "I'm not going to pay for that f***ing wall!",
        Level.COMPATIBLE,
    ),
    (
        "two excerpts that overlap",
        "It was a mistake and I am sorry for it",
        "I am sorry for it and will step down today",
        Level.COMPATIBLE,
    ),
    ("altered words", "nothing to hide and nowhere to run", "nothing to hide and no reason to run", Level.DIFFERS),
    (
        "a contraction counts as altered",
        "I'd like to know who those Hispanics are, " + FALSE_PROPHET,
        "I would like to know who those Hispanics are, " + FALSE_PROPHET,
        Level.DIFFERS,
    ),
    (
        "two translations that keep their words",
        "We have moved from silence to conversation",
        "We've gone from silence to a conversation",
        Level.DIFFERS,
    ),
    ("another utterance", "nothing to hide and nowhere to run", "the court will decide on this", Level.MISSING),
    ("the same beginning", "I’m not going to say that", "I’m not going to finish it", Level.MISSING),
    ("only small words in common", "and then we really never see each other", "we love each other", Level.MISSING),
    ("one name in two sayings", "a nuclear button is always on my desk", "I too have a nuclear button", Level.MISSING),
    (
        "one body in two sayings",
        "A senior Trump campaign official was directed to contact Stone",
        "to senior Trump Campaign officials",
        Level.MISSING,
    ),
    (
        "the same few words in another order",
        "D-Money, Smoothie and Shifty",
        "Smoothie, D-Money, and Shifty",
        Level.DIFFERS,
    ),
    ("too short to tell", "right track", "wrong track", Level.MISSING),
]


def quoting(text: str, speaker: str | None = None) -> dict[str, Any]:
    who = Speaker(start=0, end=1, text=speaker[:1], name=speaker, cue="said") if speaker else None
    return {"quotes": (Span(start=0, end=len(text), text=text),), "speaker": who, "quoted": True}


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_levels(make_pair: Callable[..., Pair], a: str, b: str, level: Level) -> None:
    one, other = compare_quotes(make_pair(quoting(a), quoting(b))), compare_quotes(make_pair(quoting(b), quoting(a)))
    assert one.level is other.level is level
    assert one.scores == other.scores


def test_other_utterances_keep_their_scores(make_pair: Callable[..., Pair]) -> None:
    a, b = "nothing to hide and nowhere to run", "the court will decide on this tomorrow"
    found = compare_quotes(make_pair(quoting(a, "Jane Smith"), quoting(b, "Jane Smith")))
    assert found.level is Level.MISSING
    assert found.scores["both_quote"] == 1.0
    assert found.scores["same_speaker"] == 1.0
    assert found.scores["quote_ratio"] < 0.72


def test_two_persons_do_not_share_one_utterance(make_pair: Callable[..., Pair]) -> None:
    a = quoting("These guys are on the wrong side of history.", "Mason Tvert")
    b = quoting("they are on the wrong side of history", "Brian Vicente")
    assert compare_quotes(make_pair(a, b)).level is Level.MISSING
    assert compare_quotes(make_pair(a, b | {"speaker": a["speaker"]})).level is Level.DIFFERS


def test_claims_without_quotations_have_no_scores(make_pair: Callable[..., Pair]) -> None:
    assert compare_quotes(make_pair({}, quoting("nothing to hide and nowhere to run"))).scores == {}


def speech(words: int, seed: int) -> list[str]:
    """Made-up words in any order, as unlike as two speeches are."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    return ["".join(chance.choices("abcdefghilmnoprstuvw", k=chance.randint(2, 9))) for _ in range(words)]


def ratio(make_pair: Callable[..., Pair], a: str, b: str) -> float:
    return 100 * compare_quotes(make_pair(quoting(a), quoting(b))).scores["quote_ratio"]


def test_quotations_of_several_hundred_words_take_no_time(make_pair: Callable[..., Pair]) -> None:
    a, b = " ".join(speech(600, 1)), " ".join(speech(600, 2))
    began = time.process_time()
    assert ratio(make_pair, a, b) < 60
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("length", [5, 20, 40, 60])
def test_quotations_of_ordinary_length_have_the_ratio_of_the_best_window(
    make_pair: Callable[..., Pair], length: int
) -> None:
    for seed in range(5):
        a, b = speech(length, seed), speech(length, seed + 100)
        for other in (b, a[: length // 2] + b, b[:3] + a + b[3:], a[length // 2 :] + a[: length // 2]):
            expected = fuzz.partial_ratio(" ".join(a), " ".join(other))
            assert ratio(make_pair, " ".join(a), " ".join(other)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("seed", range(3))
def test_long_quotations_have_nearly_the_ratio_of_the_best_window_and_never_more(
    make_pair: Callable[..., Pair], seed: int
) -> None:
    a, b = speech(150, seed), speech(150, seed + 100)
    altered = [other if i % 9 == 0 else word for i, (word, other) in enumerate(zip(a, b, strict=True))]
    for other in (b, altered, b[:40] + altered + b[40:], altered[:60] + altered[75:], altered[20:] + b[:20]):
        text, there = " ".join(a), " ".join(other)
        best = fuzz.partial_ratio(text, there)
        assert best - 5 < ratio(make_pair, text, there) <= best + 0.01


def test_a_long_excerpt_is_one_and_an_altered_one_is_told(make_pair: Callable[..., Pair]) -> None:
    a = speech(300, 7)
    excerpt = a[80:240]
    found = compare_quotes(make_pair(quoting(" ".join(a)), quoting(" ".join(excerpt))))
    assert (found.level, found.scores["quote_ratio"]) == (Level.COMPATIBLE, 1.0)
    excerpt[50] = "never"
    assert compare_quotes(make_pair(quoting(" ".join(a)), quoting(" ".join(excerpt)))).level is Level.DIFFERS


WORDS = st.text(alphabet=st.sampled_from("ab'’.…*[]() -§é"), max_size=60)


@given(WORDS, WORDS)
def test_any_marks_are_compared_alike_from_both_sides(a: str, b: str) -> None:
    one, other = (
        Claim(
            id=i, article_id=i, start=0, end=1, text="x", proposition="x",
            quotes=(Span(start=0, end=len(t), text=t),),
        )
        for i, t in (("a", a), ("b", b))
    )  # fmt: skip
    there = compare_quotes(Pair(a=one, b=other, cosine=0.5))
    back = compare_quotes(Pair(a=other, b=one, cosine=0.5))
    assert (there.level, there.scores) == (back.level, back.scores)
