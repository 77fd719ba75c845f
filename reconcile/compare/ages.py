"""The age of one person in both claims. Ages of different people have nothing to do with each other."""

from __future__ import annotations

from reconcile.compare.base import MISSING, Comparison, Level, Pair
from reconcile.compare.naming import same_name
from reconcile.models import Claim, Time

_YEAR = 31556952.0  # seconds
_BEFORE, _AFTER = 60, 40  # characters: how far from its name an age may stand


def compare_ages(pair: Pair) -> Comparison:
    """`same` or `differs` where both claims tell the age of one person: "Smith" can be Mary, John Smith cannot.

    A birthday may lie between the articles: ages one year apart are `compatible` when the days differ.
    """
    b_ages = _ages(pair.b)
    for name, a in _ages(pair.a).items():
        b = next((age for other, age in b_ages.items() if same_name(name, other)), None)
        if b is not None:
            return _compare(a, b, apart=pair.a_day != pair.b_day)
    return MISSING


def _ages(claim: Claim) -> dict[str, Time]:
    """Name to the age beside it."""
    people = [mention for mention in claim.entities if mention.label == "PER"]
    found: dict[str, Time] = {}
    for time in claim.times:
        if time.kind != "age" or time.seconds is None or None in time.seconds:
            continue
        near = [p for p in people if 0 <= time.start - p.end <= _AFTER or 0 <= p.start - time.end <= _BEFORE]
        nearest = min(near, key=lambda p: min(abs(time.start - p.end), abs(p.start - time.end)), default=None)
        if nearest is not None:
            found.setdefault(nearest.name, time)
    return found


def _years(time: Time) -> float:
    low, high = time.seconds or (0.0, 0.0)
    return round(((low or 0.0) + (high or 0.0)) / 2 / _YEAR, 1)


def _compare(a: Time, b: Time, *, apart: bool) -> Comparison:
    a_years, b_years = _years(a), _years(b)
    if a_years == b_years:
        level, reason = Level.SAME, "the same age"
    elif a.approximate or b.approximate or (apart and abs(a_years - b_years) <= 1):
        level, reason = Level.COMPATIBLE, "ages that go together"
    else:
        level, reason = Level.DIFFERS, "another age of the same person"
    return Comparison(
        level=level,
        aspect="number",
        a=a,
        b=b,
        a_value=f"{a_years:g} years old",
        b_value=f"{b_years:g} years old",
        reason=reason,
        scores={"age": 1.0, "relative_gap": round(abs(a_years - b_years) / max(a_years, b_years, 1.0), 4)},
    )
