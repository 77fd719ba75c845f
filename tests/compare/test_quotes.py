"""Altered quotations against excerpts and other utterances."""

from collections.abc import Callable

import pytest

from reconcile.compare.base import Level, Pair
from reconcile.compare.quotes import compare_quotes
from reconcile.models import Span

CASES = [
    ("the same words", "nothing to hide and nowhere to run", "nothing to hide and nowhere to run", Level.SAME),
    ("curly or straight apostrophes", "We won’t pay a cent of it", "We won't pay a cent of it", Level.SAME),
    (
        "an excerpt",
        "We have nothing to hide and nowhere to run.",
        "nothing to hide and nowhere to run",
        Level.COMPATIBLE,
    ),
    ("altered words", "nothing to hide and nowhere to run", "nothing to hide and no reason to run", Level.DIFFERS),
    ("another utterance", "nothing to hide and nowhere to run", "the court will decide on this", Level.MISSING),
    ("too short to tell", "right track", "wrong track", Level.MISSING),
]


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_levels(make_pair: Callable[..., Pair], a: str, b: str, level: Level) -> None:
    one, other = ({"quotes": (Span(start=0, end=len(text), text=text),)} for text in (a, b))
    assert compare_quotes(make_pair(one, other)).level is level
    assert compare_quotes(make_pair(other, one)).level is level
