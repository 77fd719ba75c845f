"""Times by grain: "June" fits "June 18"; two days of one event do not fit each other."""

from __future__ import annotations

from reconcile.compare.base import MISSING, Comparison, Level, Pair
from reconcile.models import Time


def compare_times(pair: Pair) -> Comparison:
    """The best level among the resolved points and periods of the two claims.

    Several times in one claim belong to several facts, so one that fits is enough for `compatible`.
    """
    a_times, b_times = (_points(claim.times) for claim in (pair.a, pair.b))
    if not a_times or not b_times:
        return MISSING
    return min((_compare(a, b) for a in a_times for b in b_times), key=lambda c: _ORDER[c.level])


_EVER = ("0001-01-01", "9999-12-31")
_ORDER = {Level.SAME: 0, Level.COMPATIBLE: 1, Level.DIFFERS: 2}


def _points(times: tuple[Time, ...]) -> list[Time]:
    """Times resolved to days on at least one side; a bare hour ("T05:10") names no day."""
    return [t for t in times if t.kind == "point" and (t.first or t.last or "T")[0] != "T"]


def _compare(a: Time, b: Time) -> Comparison:
    a_days, b_days = _days(a), _days(b)
    if a_days == b_days:
        level, reason = Level.SAME, "the same time"
    elif a_days[0] <= b_days[1] and b_days[0] <= a_days[1]:
        level, reason = Level.COMPATIBLE, "one time lies within the other"
    else:
        level, reason = Level.DIFFERS, "the times exclude each other"
    return Comparison(
        level=level, aspect="time", a=a, b=b, a_value=_value(a_days), b_value=_value(b_days), reason=reason
    )


def _days(time: Time) -> tuple[str, str]:
    """First and last day as ISO dates, which order as text; "since 2018" has no last, "by Friday" no first."""
    return (time.first or _EVER[0])[:10], (time.last or _EVER[1])[:10]


def _value(days: tuple[str, str]) -> str:
    first, last = days
    if first == last:
        return first
    if first == _EVER[0]:
        return f"until {last}"
    return f"from {first}" if last == _EVER[1] else f"{first} to {last}"
