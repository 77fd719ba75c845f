"""Times of the clock: how far apart, and how far they may be and still be one."""

import pytest

from reconcile.compare.clock import minutes_apart, tolerance
from reconcile.models import Grain, Time


def at(first: str, last: str | None = None, grain: Grain = Grain.MINUTE) -> Time:
    return Time(start=0, end=1, text="x", kind="point", grain=grain, first=first, last=last or first)


def hour(first: str) -> Time:
    return at(first, f"{first[:-2]}59", Grain.HOUR)


@pytest.mark.parametrize(
    ("a", "b", "minutes"),
    [
        (at("T10:15"), at("T10:15"), 0),
        (hour("2024-05-06T20:00"), hour("2024-05-06T21:00"), 60),
        (hour("T20:00"), at("T20:55"), 55),
        (at("T23:59"), at("T00:01"), 2),
        (at("2024-05-06T23:59"), at("2024-05-07T00:01"), 2),
        (at("2024-05-06T23:59"), at("2024-05-06T00:01"), 1438),
        (at("2024-05-06T14:00", "2024-05-06T16:00"), at("2024-05-06T18:00"), 120),
        (at("2024-05-06T14:00", "2024-05-06T16:00"), at("2024-05-06T15:30"), 0),
        (hour("2024-05-06T10:00"), at("T11:00"), 60),
    ],
)
def test_minutes_apart(a: Time, b: Time, minutes: int) -> None:
    assert minutes_apart(a, b) == minutes_apart(b, a) == minutes


def test_zones_are_brought_to_one() -> None:
    assert minutes_apart(at("2024-05-06T10:00-05:00"), at("2024-05-06T07:00-08:00")) == 0
    assert minutes_apart(at("2024-05-06T23:00-05:00"), at("2024-05-07T04:00+00:00")) == 0
    assert minutes_apart(at("T10:00+00:00"), at("T05:00-05:00")) == 0


@pytest.mark.parametrize("local", [at("2024-05-06T10:00"), at("T10:00")])
def test_a_time_with_a_zone_is_not_held_against_a_local_one(local: Time) -> None:
    assert minutes_apart(at("2024-05-06T10:00-05:00"), local) is None
    assert minutes_apart(at("T10:00+00:00"), local) is None


@pytest.mark.parametrize(
    "time",
    [
        at("2024-05-06", "2024-05-06", Grain.DAY),
        at("T25:00"),
        at("T10:00", "T09:00"),
        Time(start=0, end=1, text="x", kind="point", grain=Grain.HOUR, first="T10:00"),
        Time(
            start=0, end=1, text="x", kind="point", grain=Grain.DAY, first="2024-05-06T00:00", last="2024-05-06T23:59"
        ),
    ],
)
def test_what_is_no_time_of_the_clock_is_not_compared(time: Time) -> None:
    assert minutes_apart(time, at("T10:00")) is None


def test_round_hours_may_be_further_apart_than_exact_times() -> None:
    assert tolerance(at("T10:17"), at("T10:21")) < tolerance(hour("T10:00"), at("T10:21"))
