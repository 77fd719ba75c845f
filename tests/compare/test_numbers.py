"""Figures as intervals."""

from collections.abc import Callable

import pytest

from reconcile.compare.base import Level, Pair
from reconcile.compare.numbers import compare_numbers
from reconcile.models import Quantity


def quantity(
    low: float | None, high: float | None, counted: str | None = "people killed", unit: str | None = None
) -> Quantity:
    return Quantity(start=0, end=1, text="T", low=low, high=high, counted=counted, unit=unit)


CASES = [
    ("the same figure", quantity(12, 12), quantity(12, 12), Level.SAME),
    ("another figure", quantity(12, 12), quantity(13, 13), Level.DIFFERS),
    ("a lower bound fits every larger figure", quantity(60, None), quantity(84, 84), Level.COMPATIBLE),
    ("two lower bounds fit each other", quantity(200, None), quantity(270, None), Level.COMPATIBLE),
    ("a lower bound excludes a smaller figure", quantity(60, None), quantity(50, 50), Level.DIFFERS),
    ("a rounded figure fits the exact one", quantity(270, 300), quantity(297, 297), Level.COMPATIBLE),
    ("a range excludes what lies outside", quantity(10, 15), quantity(20, 20), Level.DIFFERS),
    ("other things are counted", quantity(12, 12), quantity(30, 30, "people injured"), Level.MISSING),
    ("other units", quantity(12, 12, None, "USD"), quantity(13, 13, None, "EUR"), Level.MISSING),
    ("sums of money without a noun", quantity(12, 12, None, "USD"), quantity(13, 13, None, "USD"), Level.DIFFERS),
    ("bare figures could count anything", quantity(12, 12, None), quantity(13, 13, None), Level.MISSING),
]


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_levels(make_pair: Callable[..., Pair], a: Quantity, b: Quantity, level: Level) -> None:
    assert compare_numbers(make_pair({"quantities": (a,)}, {"quantities": (b,)})).level is level
    assert compare_numbers(make_pair({"quantities": (b,)}, {"quantities": (a,)})).level is level


def test_a_figure_that_fits_one_of_several_is_no_difference(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair({"quantities": (quantity(3, 3), quantity(12, 12))}, {"quantities": (quantity(12, 12),)})
    assert (
        compare_numbers(make_pair({"quantities": pair.b.quantities}, {"quantities": pair.a.quantities})).level
        is Level.SAME
    )


def test_the_values_compared_are_told(make_pair: Callable[..., Pair]) -> None:
    found = compare_numbers(
        make_pair(
            {"quantities": (quantity(4.3e9, 4.3e9, None, "CNY"),)}, {"quantities": (quantity(1, None, None, "CNY"),)}
        )
    )
    assert (found.a_value, found.b_value) == ("4,300,000,000 CNY", "1 to any CNY")
