"""Hours of the day: "10:15 p.m." against "9:45 am"."""

from __future__ import annotations

import datetime as dt

from reconcile.models import Grain, Time

_FINE = frozenset({Grain.MINUTE, Grain.HOUR})
_EXACT = 5  # minutes apart that two exact times may be: clocks and rounding
_ROUGH = 30  # minutes where one of them is approximate, or on the full hour
_PERIOD = 90  # minutes: a longer period ("in the morning") is no time of the clock


def clock(time: Time) -> tuple[int, int] | None:
    """First and last minute of the day; None for what is no time of the clock, or has an open side."""
    if time.grain not in _FINE or not time.first or not time.last:
        return None
    first, last = _minutes(time.first), _minutes(time.last)
    if first is None or last is None or not 0 <= last - first <= _PERIOD:
        return None
    return first, last


def has_zone(time: Time) -> bool:
    """Whether the time names its zone ("02:14 UTC"): it cannot be held against a local one."""
    return bool(time.first) and ("+" in (time.first or "")[10:] or (time.first or "").endswith("Z"))


def minutes_apart(a: Time, b: Time) -> int | None:
    """Minutes between two times of the clock, round midnight; None where they cannot be compared."""
    one, other = clock(a), clock(b)
    if one is None or other is None or has_zone(a) != has_zone(b):
        return None
    gap = max(one[0] - other[1], other[0] - one[1], 0)
    return min(gap, 24 * 60 - gap)


def tolerance(a: Time, b: Time) -> int:
    """How many minutes apart they may be and still be one time: "about 5am" fits "around 5:10"."""
    rough = any(time.approximate or time.grain is Grain.HOUR or (clock(time) or (1, 1))[0] % 60 == 0 for time in (a, b))
    return _ROUGH if rough else _EXACT


def _minutes(moment: str) -> int | None:
    at = moment.find("T")
    if at < 0:
        return None
    try:
        value = dt.time.fromisoformat(moment[at + 1 :])
    except ValueError:
        return None
    return value.hour * 60 + value.minute
