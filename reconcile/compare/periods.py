"""Lengths of time ("a two-hour delay" against "a three-hour delay"), and how long ago something last happened."""

from __future__ import annotations

import datetime as dt
import re

from reconcile.compare.base import MISSING, Comparison, Level, Pair
from reconcile.compare.words import containment, stems
from reconcile.models import Claim, Grain, Time

_WINDOW = 32  # characters on either side of a duration: what lasts so long stands next to it
_AROUND = 0.34  # share of the words around that both must have
_TOLERANCE = 0.15  # relative: durations are rounded to their unit
_ROUGH = 0.35
_OTHER_SCALE = 0.9  # beyond, other things are measured: a two-day visit, five years in office
_YEAR = 31556952.0
_YEARS = frozenset({Grain.YEAR, Grain.DECADE})
_NUMBERED_YEAR = re.compile(r"\b\d{4}\b")
_FIRST = re.compile(r"\b(?:first|last)\b", re.IGNORECASE)
_IN = re.compile(r"\bin (?:the (?:past|last) )?(?:almost |nearly |about |more than |over |at least )?$", re.IGNORECASE)


def compare_durations(pair: Pair) -> Comparison:
    """Durations of the same thing, where each claim has exactly one that could be meant.

    `duration` tells how near their words are, `duration_gap` how far apart they are relative to the longer.
    """
    best = MISSING
    for a in _durations(pair.a):
        for b in _durations(pair.b):
            around = containment(_around(a, pair.a), _around(b, pair.b))
            if around > best.scores.get("duration", _AROUND):
                best = _compare(a, b, around)
    return best


def compare_firsts(pair: Pair, *, tolerance: int = 1) -> Comparison:
    """ "The first visit in five years" against "the first since 2021": the year of the one before."""
    a, b = _before(pair.a, pair.a_day), _before(pair.b, pair.b_day)
    if a is None or b is None:
        return MISSING
    gap = abs(a[1] - b[1])
    level = Level.SAME if gap == 0 else Level.COMPATIBLE if gap <= tolerance else Level.DIFFERS
    return Comparison(
        level=level,
        aspect="time",
        a=a[0],
        b=b[0],
        a_value=f"first since {a[1]}",
        b_value=f"first since {b[1]}",
        reason="the first since then" if level is not Level.DIFFERS else "the first since another year",
        scores={"first_since": 1.0},
    )


def _durations(claim: Claim) -> list[Time]:
    """Lengths of something; "the first in five years" tells when, not how long."""
    found = []
    for time in claim.times:
        before = claim.text[: max(0, time.start - claim.start)]
        if time.kind == "duration" and time.seconds is not None and not _IN.search(before):
            found.append(time)
    return found


def _around(time: Time, claim: Claim) -> frozenset[str]:
    at = time.start - claim.start
    end = at + len(time.text)
    before, after = claim.text[max(0, at - _WINDOW) : max(0, at)], claim.text[max(0, end) : max(0, end) + _WINDOW]
    # A word cut in half at the window's edge is no word.
    whole = end + _WINDOW >= len(claim.text)
    return stems(before.partition(" ")[2] if at > _WINDOW else before) | stems(
        after if whole else after.rpartition(" ")[0]
    )


def _compare(a: Time, b: Time, around: float) -> Comparison:
    (a_low, a_high), (b_low, b_high) = _bounds(a), _bounds(b)
    longest = max(x for x in (a_low, a_high, b_low, b_high) if x != float("inf"))
    gap = max(a_low - b_high, b_low - a_high, 0.0) / longest if longest else 0.0
    allowed = _ROUGH if a.approximate or b.approximate else _TOLERANCE
    if a.seconds == b.seconds:
        level, reason = Level.SAME, "the same length of time"
    elif gap > _OTHER_SCALE and (around < 1 or a.grain is not b.grain):
        return MISSING
    elif gap <= allowed:
        level, reason = Level.COMPATIBLE, "lengths of time that fit each other"
    else:
        level, reason = Level.DIFFERS, "another length of time"
    return Comparison(
        level=level,
        aspect="time",
        a=a,
        b=b,
        a_value=a.text,
        b_value=b.text,
        reason=reason,
        scores={"duration": round(around, 4), "duration_gap": round(min(1.0, gap), 4)},
    )


def _bounds(time: Time) -> tuple[float, float]:
    low, high = time.seconds or (None, None)
    return (low or 0.0, float("inf") if high is None else high)


def _before(claim: Claim, day: dt.date | None) -> tuple[Time, int] | None:
    """The time that says how long ago the one before was, and its year. "The first since Monday" tells no year."""
    for time in claim.times:
        before = claim.text[: max(0, time.start - claim.start)]
        if not _FIRST.search(before):
            continue
        since = time.kind == "point" and time.first and not time.last and time.text.casefold().startswith("since")
        if since and (time.grain in _YEARS or _NUMBERED_YEAR.search(time.text)):
            return time, int((time.first or "")[:4])
        length = time.seconds[0] if time.kind == "duration" and time.seconds else None
        ago = _IN.search(before) or time.text.casefold().startswith("in ")
        if day is not None and ago and length and length >= _YEAR:
            return time, day.year - round(length / _YEAR)
    return None
