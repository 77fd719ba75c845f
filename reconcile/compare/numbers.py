"""Quantities as intervals: two figures contradict each other only when they count the same and cannot both hold."""

from __future__ import annotations

from rapidfuzz import fuzz

from reconcile.compare.base import MISSING, Comparison, Level, Pair
from reconcile.models import Quantity

_SAME_COUNTED = 75.0  # percent of shared words: "people killed" and "killed people", not "people" and "police officers"


def compare_numbers(pair: Pair) -> Comparison:
    """The worst level among the quantities of the two claims that measure the same thing."""
    found = MISSING
    for a in pair.a.quantities:
        rivals = [b for b in pair.b.quantities if _comparable(a, b)]
        if not rivals:
            continue
        best = min((_compare(a, b) for b in rivals), key=lambda c: _ORDER[c.level])
        if found is MISSING or _ORDER[best.level] > _ORDER[found.level]:
            found = best
    return found


_ORDER = {Level.SAME: 0, Level.COMPATIBLE: 1, Level.DIFFERS: 2}


def _comparable(a: Quantity, b: Quantity) -> bool:
    if a.unit != b.unit:
        return False
    if a.counted is None or b.counted is None:
        # Money and percentages often stand alone; a bare figure without a noun could be anything.
        return a.unit is not None and a.counted is b.counted
    return fuzz.token_sort_ratio(a.counted, b.counted) >= _SAME_COUNTED


def _compare(a: Quantity, b: Quantity) -> Comparison:
    if (a.low, a.high) == (b.low, b.high):
        level, reason = Level.SAME, "the same figure"
    elif _overlap(a, b):
        level, reason = Level.COMPATIBLE, "the figures fit each other"
    else:
        level, reason = Level.DIFFERS, "the figures exclude each other"
    return Comparison(level=level, aspect="number", a=a, b=b, a_value=_value(a), b_value=_value(b), reason=reason)


def _overlap(a: Quantity, b: Quantity) -> bool:
    above = a.high is None or b.low is None or a.high >= b.low
    below = b.high is None or a.low is None or b.high >= a.low
    return above and below


def _value(q: Quantity) -> str:
    low, high = (_figure(x) for x in (q.low, q.high))
    span = low if q.low == q.high else f"{low} to {high}"
    return " ".join(part for part in (span, q.unit, q.counted) if part)


def _figure(x: float | None) -> str:
    return "any" if x is None else f"{x:,.10g}"
