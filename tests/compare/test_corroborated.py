"""A difference of values is none where the other article gives the value elsewhere."""

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.corroborated import SETTLED, corroborated
from reconcile.models import Claim

NOTHING = dict.fromkeys(SETTLED, Comparison())


def claim(number: int, article: str) -> Claim:
    return Claim(id=f"{article}.c{number}", article_id=article, start=0, end=1, text="x", proposition="x")


def pair(a: int, b: int, other: str = "a2") -> Pair:
    return Pair(a=claim(a, "a1"), b=claim(b, other), cosine=0.5)


def times(level: Level, a: str, b: str) -> dict[str, Comparison]:
    return NOTHING | {"time": Comparison(level=level, a_value=a, b_value=b)}


LEFT_AND_RETURNED = times(Level.DIFFERS, "11:36", "19:33")


def test_a_value_that_the_other_article_gives_elsewhere_is_settled() -> None:
    # The first article has 19:33 in its second claim.
    found = corroborated([pair(1, 1), pair(2, 1)], [LEFT_AND_RETURNED, times(Level.SAME, "19:33", "19:33")])
    assert found == [frozenset({"time"}), frozenset()]


def test_a_value_that_only_one_article_gives_is_not() -> None:
    assert corroborated([pair(1, 1)], [LEFT_AND_RETURNED]) == [frozenset()]
    elsewhere = times(Level.SAME, "08:00", "08:00")
    assert corroborated([pair(1, 1), pair(2, 2)], [LEFT_AND_RETURNED, elsewhere])[0] == frozenset()


def test_a_third_article_settles_nothing_between_two() -> None:
    third = times(Level.SAME, "19:33", "19:33")
    assert corroborated([pair(1, 1), pair(2, 1, "a3")], [LEFT_AND_RETURNED, third])[0] == frozenset()


def test_another_value_of_the_same_claim_settles_nothing() -> None:
    other = times(Level.SAME, "20:00", "20:00")
    assert corroborated([pair(1, 1), pair(2, 1)], [LEFT_AND_RETURNED, other])[0] == frozenset()
