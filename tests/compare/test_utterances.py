"""Whole quotations, word by word."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.base import Level, Pair
from reconcile.compare.quotes import compare_quotes
from reconcile.compare.utterances import align, part_of, quoted_words
from reconcile.models import Claim, Span

LONG = (
    "I believe that, based upon the interview he gave today, he had changed his view, but you’re a better judge than I"
)
ALTERED = LONG.replace("he gave", "that he gave").removesuffix(" than I")


def said(text: str, part: str) -> dict[str, Any]:
    """A claim that is a part of a longer quotation."""
    start = text.index(part)
    own = Span(start=start, end=start + len(part), text=part)
    return {"start": start, "end": start + len(part), "text": part, "quotes": (own,), "quoted": True}


def pair(make_pair: Callable[..., Pair], a: str, a_part: str, b: str, b_part: str) -> Pair:
    whole = {"a_utterance": (Span(start=0, end=len(a), text=a),), "b_utterance": (Span(start=0, end=len(b), text=b),)}
    return make_pair(said(a, a_part), said(b, b_part)).model_copy(update=whole)


@pytest.mark.parametrize(
    ("a_part", "b_part", "level"),
    [
        ("based upon the interview he gave today", "based upon the interview that he gave today", Level.DIFFERS),
        ("a better judge than I", "you’re a better judge", Level.COMPATIBLE),
        ("he had changed his view", "he had changed his view", Level.SAME),
        ("he had changed his view", "he had changed his view, but you’re", Level.COMPATIBLE),
        ("I believe that", "but you’re a better judge", Level.MISSING),
    ],
    ids=["a word put in", "words cut off at the end", "untouched", "a longer part", "other parts"],
)
def test_what_happened_to_the_words_of_the_two_claims(
    make_pair: Callable[..., Pair], a_part: str, b_part: str, level: Level
) -> None:
    found = compare_quotes(pair(make_pair, LONG, a_part, ALTERED, b_part))
    turned = compare_quotes(pair(make_pair, ALTERED, b_part, LONG, a_part))
    assert found.level is turned.level
    assert found.level is level


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("a decorated F.B.I. special agent of the bureau", "a decorated FBI special agent of the bureau"),
        ("we have nothing to hide … and nowhere to run", "we have nothing to hide at all and nowhere to run"),
        ("never send money through e-mail to anyone", "never send money through email to anyone"),
        ("we won't pay for that fucking wall at all", "we won't pay for that f***ing wall at all"),
    ],
    ids=["initials", "an ellipsis", "a hyphen", "a masked word"],
)
def test_spelling_and_marked_gaps_alter_nothing(a: str, b: str) -> None:
    found = align(quoted_words(a), quoted_words(b))
    assert found.is_one
    assert not found.altered


def test_other_utterances_on_one_topic_are_not_one() -> None:
    a = quoted_words("Mexican people, we are not going to pay any single cent for such a stupid wall")
    b = quoted_words("I'm not going to pay for that ugly wall")
    assert not align(a, b).is_one


def test_the_words_between_two_quotations_are_a_gap() -> None:
    text = "“We seek peace,” she told them, “and we mean it”"
    utterance = tuple(
        Span(start=text.index(quote), end=text.index(quote) + len(quote), text=quote)
        for quote in ("We seek peace,", "and we mean it")
    )
    last = utterance[1]
    claim = Claim(
        id="a.c1", article_id="a", start=last.start, end=last.end, text=last.text, proposition="", quotes=(last,)
    )
    part = part_of(claim, utterance)
    assert part.words == ("we", "seek", "peace", "§", "and", "we", "mean", "it")
    assert part.words[part.first : part.last] == ("and", "we", "mean", "it")


WORDS = st.lists(st.sampled_from("we will not pay for that wall § ever".split()), min_size=1, max_size=12).map(tuple)


@given(WORDS, WORDS)
def test_common_and_altered_stretches_cover_the_middle_in_order(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    found = align(a, b)
    for start, end, b_start, b_end in found.common:
        assert a[start:end] == b[b_start:b_end]
    ordered = sorted((*found.common, *found.altered))
    assert all(one[1] <= other[0] and one[3] <= other[2] for one, other in pairwise(ordered))
    assert 0 <= found.share <= 1
    assert 0 <= found.cover <= 1


def test_an_ampersand_is_an_and() -> None:
    assert quoted_words("conservation & healthy herds") == quoted_words("conservation and healthy herds")
    assert quoted_words("an AT&T store") != quoted_words("an AT and T store")
