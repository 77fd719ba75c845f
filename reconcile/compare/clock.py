"""Hours of the day: "10:15 p.m." against "9:45 am"."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from reconcile.models import Grain, Time

_FINE = frozenset({Grain.MINUTE, Grain.HOUR})
_EXACT = 5  # minutes apart that two exact times may be: clocks and rounding
_ROUGH = 30  # minutes where one of them is approximate, or on the full hour
_HOUR, _DAY = 60, 24 * 60
_PERIOD = 12 * _HOUR  # a longer period is no time of the clock
_NO_DAY = dt.date(1, 1, 2)  # a time without a day; a zone may move it to the day before


class Hours(NamedTuple):
    """A stretch of the clock in minutes, counted from one fixed day; in universal time where the zone is named.

    "8 p.m." is the full hour, not all that is called so; "between 2 and 4 p.m." is what it says.
    """

    first: int
    last: int
    dated: bool
    zoned: bool


def hours(time: Time) -> Hours | None:
    """The hours of a time; None for what is no time of the clock, or has an open side."""
    if time.grain not in _FINE or not time.first or not time.last:
        return None
    first, last = _moment(time.first), _moment(time.last)
    if first is None or last is None:
        return None
    length = _minutes(last) - _minutes(first)
    if not 0 <= length <= _PERIOD:
        return None
    end = first if length < _HOUR else last
    return Hours(_minutes(first), _minutes(end), not time.first.startswith("T"), first.tzinfo is not None)


def is_point(time: Time) -> bool:
    """Whether it is a time of the clock, and no stretch such as "Monday morning"."""
    own = hours(time)
    return own is not None and own.first == own.last


def minutes_apart(a: Time, b: Time) -> int | None:
    """Minutes between two times of the clock, round midnight; None where they cannot be compared.

    A time with a zone cannot be held against a local one. Two times with their days are apart by those, too.
    """
    one, other = hours(a), hours(b)
    if one is None or other is None or one.zoned != other.zoned:
        return None
    if one.dated and other.dated:
        return _between(one, other)
    gap = _between(_without_day(one), _without_day(other))
    return min(gap, _DAY - gap)


def _between(a: Hours, b: Hours) -> int:
    return max(a.first - b.last, b.first - a.last, 0)


def _without_day(own: Hours) -> Hours:
    first = own.first % _DAY
    return own._replace(first=first, last=first + own.last - own.first)


def tolerance(a: Time, b: Time) -> int:
    """How many minutes apart they may be and still be one time: "about 5am" fits "around 5:10"."""
    rough = any(
        time.approximate or time.grain is Grain.HOUR or (found is not None and found.first % _HOUR == 0)
        for time, found in ((a, hours(a)), (b, hours(b)))
    )
    return _ROUGH if rough else _EXACT


def _moment(words: str) -> dt.datetime | None:
    day, mark, clock = words.partition("T")
    if not mark:
        return None
    try:
        return dt.datetime.combine(dt.date.fromisoformat(day) if day else _NO_DAY, dt.time.fromisoformat(clock))
    except ValueError:
        return None


def _minutes(moment: dt.datetime) -> int:
    offset = moment.utcoffset() or dt.timedelta()
    return moment.toordinal() * _DAY + moment.hour * _HOUR + moment.minute - int(offset.total_seconds()) // 60
