"""Times by grain: "June" fits "June 18"; two days of one event do not fit each other."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import NamedTuple

from reconcile.compare.base import MISSING, ORDER, Comparison, Level, Pair
from reconcile.compare.clock import is_point, minutes_apart, tolerance
from reconcile.compare.occasions import is_of_the_fact, thing_named
from reconcile.compare.periods import compare_durations, compare_firsts
from reconcile.compare.words import beside, containment, fold, name_stems, stems
from reconcile.models import Claim, Polarity, Status, Time

_EVER = ("0001-01-01", "9999-12-31")
_DIGITS = 4
_WINDOW = 70  # characters on either side of a time in which the claims must have a word in common
_FAR = math.log1p(3650)  # days; ten years apart or more is as far as it gets
_END = re.compile(
    r"\b(?:end(?:s|ed|ing)?|expir\w+|conclud\w+|finish\w*|until|till|through|clos\w+)\b[^.;]{0,40}$", re.I
)
_NOT_BEFORE = re.compile(r"(?:until|till|before)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?")
_AGO = re.compile(r"\b(?:ago|earlier|before|later)\b", re.IGNORECASE)
_AHEAD = frozenset({Status.PLANNED, Status.EXPECTED})
_GRAIN_DAYS = {"week": 3, "month": 16, "season": 46, "year": 366, "decade": 1096}
_CALENDAR = re.compile(r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


class _Period(NamedTuple):
    """A time with the first and last day it allows; `ends` where something ends then."""

    time: Time
    first: str
    last: str
    ends: bool


def compare_times(pair: Pair) -> Comparison:
    """The best level among the resolved points and periods of the two claims, then lengths of time.

    Several times in one claim belong to several facts, so one that fits is enough; the day on which a source spoke and
    the year that names a thing ("his 2008 run") are no times of the fact, and the day that names one ("the Sept. 11
    attack") is one only beside claims of that thing. Times of the clock are compared where the days fit; a day that is
    only a weekday counts from its article's publication. Scores: `days_apart` (0 to 1, logarithmic, ten years are 1),
    `dated` (both name a date, not only a weekday), `around` (share of common words beside the times; without any
    nothing is said), `noise` (the publication days may explain it; where it may be another occasion nothing is said),
    `two_occasions` (one names another thing, or lies ahead while the other is past: nothing is said either),
    `one_each` (one time in each claim), `clock`; `duration`, `duration_gap` and `first_since` as in `periods`.
    """
    firsts = compare_firsts(pair)
    if firsts.level is not Level.MISSING:
        return firsts
    a_times, b_times = _periods(pair.a), _periods(pair.b)
    found = min((_compare(a, b, pair) for a in a_times for b in b_times), key=lambda c: ORDER[c.level], default=MISSING)
    hours = _compare_hours(pair)
    if hours.level is not Level.MISSING and (found.level is not Level.DIFFERS or _is_midnight(found, hours)):
        found = hours
    durations = compare_durations(pair)
    if durations.level is not Level.MISSING and (
        found.level is Level.MISSING or (durations.level is Level.DIFFERS and found.level is not Level.DIFFERS)
    ):
        found = durations
    if found.level is Level.MISSING and not found.scores:
        return MISSING
    one_each = float(len(pair.a.times) == len(pair.b.times) == 1)
    return found.model_copy(update={"scores": found.scores | {"one_each": one_each}})


def _periods(claim: Claim) -> list[_Period]:
    """Times resolved to days on at least one side; a bare hour ("T05:10") names no day."""
    return [_period(t, claim) for t in claim.times if t.kind == "point" and _is_dated(t) and is_of_the_fact(t, claim)]


def _is_dated(time: Time) -> bool:
    return (time.first or time.last or "T")[0] != "T"


def _period(time: Time, claim: Claim) -> _Period:
    """ "Since 2018" has no last day and "by Friday" no first; "not until September" begins in September."""
    first, last = (time.first or _EVER[0])[:10], (time.last or _EVER[1])[:10]
    if time.first is None and claim.polarity is Polarity.NEGATIVE and _NOT_BEFORE.match(time.text):
        return _Period(time, _start_of(time), _EVER[1], ends=False)
    if _AGO.search(time.text):
        days = _GRAIN_DAYS.get(time.grain.value, 0)
        first, last = _shifted(first, -days), _shifted(last, days)
    before = claim.text[: max(0, time.start - claim.start)]
    ends = bool(_END.search(before)) or (time.first is None and _NOT_BEFORE.match(time.text) is not None)
    return _Period(time, first, last, ends)


def _shifted(day: str, days: int) -> str:
    """ "Two years ago" is said of what is nearly two years ago."""
    try:
        return day if day in _EVER else (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
    except OverflowError:  # two thousand years ago
        return day


def _start_of(time: Time) -> str:
    last = (time.last or _EVER[1])[:10]
    return {"year": f"{last[:4]}-01-01", "month": f"{last[:7]}-01"}.get(time.grain.value, last)


def _compare(a: _Period, b: _Period, pair: Pair) -> Comparison:
    dated = all(_CALENDAR.search(period.time.text) for period in (a, b))
    around = containment(_around(a.time, pair.a), _around(b.time, pair.b))
    scores = {"dated": float(dated), "around": round(around, _DIGITS)}
    level, reason = _level(a, b)
    if level is Level.DIFFERS:
        scores["days_apart"] = _days_apart(a, b)
        noise = _is_noise(a, b, pair)
        scores["noise"] = float(noise)
        two = _names_another_thing(a, b, pair) or _one_is_ahead(a, b, pair)
        if two:
            scores["two_occasions"] = 1.0
        if not around or two or (noise and _may_be_two_occasions(a, b, pair)):
            return Comparison(aspect="time", scores=scores)
        if not dated and (fold(a.time.text) == fold(b.time.text) or _a_week_off(a, b)):
            level, reason = Level.COMPATIBLE, "the same words, or weekday, counted from different days"
    return Comparison(
        level=level,
        aspect="time",
        a=a.time,
        b=b.time,
        a_value=_value(a),
        b_value=_value(b),
        reason=reason,
        scores=scores,
    )


def _level(a: _Period, b: _Period) -> tuple[Level, str]:
    if (a.first, a.last) == (b.first, b.last):
        return Level.SAME, "the same time"
    if a.ends and b.ends and a.last != b.last and not _within(a, b):
        return Level.DIFFERS, "another end"
    if (a.first <= b.last and b.first <= a.last) or _meet(a, b):
        return Level.COMPATIBLE, "one time lies within the other"
    return Level.DIFFERS, "the times exclude each other"


def _meet(a: _Period, b: _Period) -> bool:
    """Whether two bounds have one end: "by 2036" and "after 2036", "until June" and "from June"."""
    one, other = sorted((a, b), key=lambda period: period.last)
    if one.first != _EVER[0] or other.last != _EVER[1]:
        return False
    return (dt.date.fromisoformat(other.first) - dt.date.fromisoformat(one.last)).days <= 1


def _a_week_off(a: _Period, b: _Period) -> bool:
    """Whether one is a bare weekday, which may mean the next one as well as the last, and the other a week from it."""
    if not any(_WEEKDAY.fullmatch(fold(period.time.text)) for period in (a, b)):
        return False
    days = (dt.date.fromisoformat(a.first) - dt.date.fromisoformat(b.first)).days
    return abs(days) == 7 and a.first == a.last and b.first == b.last


def _around(time: Time, claim: Claim) -> frozenset[str]:
    """Stems of the words beside the time, the names of the claim apart: what happened then."""
    return _words_beside(time, claim) - name_stems(claim)


def _words_beside(time: Time, claim: Claim) -> frozenset[str]:
    before, after = beside(time, claim, _WINDOW)
    return stems(before) | stems(after)


def _names_another_thing(a: _Period, b: _Period, pair: Pair) -> bool:
    """Whether a time names a thing that the other claim does not speak of.

    "The Friday deadline" is not held against another day, but against that of "the deadline".
    """
    things = ((thing_named(a.time, pair.a), pair.b), (thing_named(b.time, pair.b), pair.a))
    return any(thing is not None and not stems(thing) <= stems(other.text) for thing, other in things)


def _one_is_ahead(a: _Period, b: _Period, pair: Pair) -> bool:
    """Whether one claim dates what has happened and the other what is to come: two occasions, or two stages.

    A plan is dated after its article appeared, what happened before.
    """
    return (_is_past(a, pair.a, pair.a_day) and _is_to_come(b, pair.b, pair.b_day)) or (
        _is_past(b, pair.b, pair.b_day) and _is_to_come(a, pair.a, pair.a_day)
    )


def _is_past(period: _Period, claim: Claim, day: dt.date | None) -> bool:
    return claim.status is Status.HAPPENED and day is not None and period.last <= day.isoformat()


def _is_to_come(period: _Period, claim: Claim, day: dt.date | None) -> bool:
    return claim.status in _AHEAD and day is not None and period.first > day.isoformat()


def _is_noise(a: _Period, b: _Period, pair: Pair) -> bool:
    """Whether the gap is no longer than that between the publication days, from which one of the times is counted."""
    if pair.a_day is None or pair.b_day is None or all(_CALENDAR.search(p.time.text) for p in (a, b)):
        return False
    one, other = min(a.last, b.last), max(a.first, b.first)
    if one in _EVER or other in _EVER:
        return False
    gap = (dt.date.fromisoformat(other) - dt.date.fromisoformat(one)).days
    return 0 < gap <= abs((pair.a_day - pair.b_day).days)


def _may_be_two_occasions(a: _Period, b: _Period, pair: Pair) -> bool:
    """Whether each time is one before its own article, which may tell of another day than the other article does.

    "They met Sunday" in Monday's paper and "they met Thursday" in Friday's are two meetings; a date of the calendar is
    held against the other article's "this morning" where they appeared one day apart.
    """
    if not any(_CALENDAR.search(period.time.text) for period in (a, b)):
        return True
    return pair.a_day is not None and pair.b_day is not None and abs((pair.a_day - pair.b_day).days) > 1


def _within(a: _Period, b: _Period) -> bool:
    """Whether one end is only told more coarsely than the other: "until June" and "until June 12"."""
    fine, coarse = sorted((a, b), key=lambda p: p.last)
    same_month = fine.last[:7] == coarse.last[:7] and "month" in (a.time.grain.value, b.time.grain.value)
    return same_month or (fine.last[:4] == coarse.last[:4] and "year" in (a.time.grain.value, b.time.grain.value))


def _days_apart(a: _Period, b: _Period) -> float:
    if a.ends and b.ends and a.first <= b.last and b.first <= a.last:
        one, other = a.last, b.last
    else:
        one, other = min(a.last, b.last), max(a.first, b.first)
    days = abs((dt.date.fromisoformat(other) - dt.date.fromisoformat(one)).days)
    return round(min(1.0, math.log1p(days) / _FAR), _DIGITS)


def _compare_hours(pair: Pair) -> Comparison:
    """The nearest times of the clock, on one day or round one midnight, beside words that both claims have."""
    best: tuple[int, Time, Time] | None = None
    for a in pair.a.times:
        for b in pair.b.times:
            apart = minutes_apart(a, b)
            if apart is None or not (_same_day(a, b) or apart <= tolerance(a, b)):
                continue
            if not apart and not (is_point(a) and is_point(b)):
                continue  # an hour of that part of the day: no more is told than the day
            if best is None or apart < best[0]:
                best = (apart, a, b)
    if best is None:
        return MISSING
    apart, a, b = best
    level = Level.SAME if apart == 0 else Level.COMPATIBLE if apart <= tolerance(a, b) else Level.DIFFERS
    if level is Level.DIFFERS and not _words_beside(a, pair.a) & _words_beside(b, pair.b):
        return MISSING  # of two deeds
    return Comparison(
        level=level,
        aspect="time",
        a=a,
        b=b,
        a_value=a.text,
        b_value=b.text,
        reason="another hour" if level is Level.DIFFERS else "the same hour",
        scores={"clock": 1.0, "days_apart": 0.0, "dated": 1.0},
    )


def _is_midnight(days: Comparison, hours: Comparison) -> bool:
    """Whether the two times have other days only because a midnight lies between, or another zone."""
    return hours.level is not Level.DIFFERS and (days.a, days.b) == (hours.a, hours.b)


def _same_day(a: Time, b: Time) -> bool:
    a_day, b_day = ((t.first or "T").partition("T")[0] for t in (a, b))
    return not a_day or not b_day or a_day == b_day


def _value(period: _Period) -> str:
    first, last = period.first, period.last
    if first == last:
        return first
    if first == _EVER[0]:
        return f"until {last}"
    return f"from {first}" if last == _EVER[1] else f"{first} to {last}"
