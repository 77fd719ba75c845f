"""Which claims meet an annotation."""

from collections.abc import Callable

import pytest

from reconcile.compare.base import Pair
from reconcile.models import Claim
from training.events import Marked, Side, meets

TEXT = "The river rose by two metres."


@pytest.fixture
def pair(make_claim: Callable[..., Claim]) -> Pair:
    return Pair(a=make_claim(TEXT), b=make_claim(TEXT, article="a2"), cosine=0.9)


def on(a: Side, b: Side, kind: str = "conflict", clear: bool = True) -> Marked:
    return Marked(kind, None, clear, a, b)


def test_half_of_the_shorter_span_is_enough_and_less_is_not(pair: Pair) -> None:
    whole, half, part = (Side("a1", 0, n, TEXT[:n]) for n in (29, 14, 29))
    far = Side("a1", 20, 80, "x" * 60)
    other = Side("a2", 0, 29, TEXT)
    assert meets(pair, on(whole, other))
    assert meets(pair, on(half, other))
    assert meets(pair, on(part, other))
    assert not meets(pair, on(far, other))


def test_the_order_of_the_articles_does_not_matter(pair: Pair) -> None:
    a, b = Side("a1", 0, 29, TEXT), Side("a2", 0, 29, TEXT)
    assert meets(pair, on(b, a))
