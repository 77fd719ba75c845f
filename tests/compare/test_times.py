"""Times by grain: what fits, what excludes, what cannot be compared."""

from collections.abc import Callable

import pytest

from reconcile.compare.base import Level, Pair
from reconcile.compare.times import compare_times
from reconcile.models import Grain, Time


def time(first: str | None, last: str | None = None, kind: str = "point", open_end: bool = False) -> Time:
    last = None if open_end else last or first
    return Time(start=0, end=1, text="T", kind=kind, grain=Grain.DAY, first=first, last=last)


CASES = [
    ("the same day", time("2023-06-18"), time("2023-06-18"), Level.SAME),
    ("another day", time("2023-06-18"), time("2023-06-19"), Level.DIFFERS),
    ("a month fits its day", time("2023-06-01", "2023-06-30"), time("2023-06-18"), Level.COMPATIBLE),
    ("another month does not", time("2023-05-01", "2023-05-31"), time("2023-06-18"), Level.DIFFERS),
    ("a morning fits its day", time("2023-06-19T00:00", "2023-06-19T11:59"), time("2023-06-19"), Level.SAME),
    ("a morning of another day", time("2023-06-19T00:00", "2023-06-19T11:59"), time("2023-06-18"), Level.DIFFERS),
    ("since then fits a later day", time("2018-01-01", open_end=True), time("2023-06-18"), Level.COMPATIBLE),
    ("since then excludes an earlier day", time("2018-01-01", open_end=True), time("2017-06-18"), Level.DIFFERS),
    ("an unresolved time", time(None), time("2023-06-18"), Level.MISSING),
    ("a bare hour names no day", time("T05:10"), time("2023-06-18"), Level.MISSING),
    ("a duration is no day", time(None, kind="duration"), time("2023-06-18"), Level.MISSING),
]


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_levels(make_pair: Callable[..., Pair], a: Time, b: Time, level: Level) -> None:
    assert compare_times(make_pair({"times": (a,)}, {"times": (b,)})).level is level
    assert compare_times(make_pair({"times": (b,)}, {"times": (a,)})).level is level


def test_one_time_that_fits_is_enough(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair({"times": (time("2023-06-18"), time("2023-06-10"))}, {"times": (time("2023-06-18"),)})
    assert compare_times(pair).level is Level.SAME


def test_the_values_compared_are_told(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair({"times": (time("2018-01-01", open_end=True),)}, {"times": (time("2023-06-01", "2023-06-30"),)})
    found = compare_times(pair)
    assert (found.a_value, found.b_value) == ("from 2018-01-01", "2023-06-01 to 2023-06-30")
