"""Rules for periods counted from the publication day or from another time: last week, the past year, two days ago."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import replace

from reconcile.extract.temporal import calendar as calendar
from reconcile.extract.temporal import words as words
from reconcile.extract.temporal.atoms import Atom, Role, Rule, Source, rule
from reconcile.extract.temporal.calendar import Direction, Period, Reference
from reconcile.extract.temporal.relative import beside, is_title
from reconcile.extract.temporal.words import NUMBER, UNIT, VAGUE
from reconcile.models import Grain

_UNIT_NAMED = (
    r"\b(?P<the>the )?(?:(?P<shift>earlier|later) )?(?P<which>last|past|previous|next|coming|following|this past"
    r"|this coming|this|current|same|that|first|prior)(?P<fiscal> (?:fiscal|calendar|financial))?"
    r" (?P<unit>day|weekend|week|month|quarter|year|decade|century)\b(?!-)"
)
_UNIT_OF = (
    r"\b(?:end|start|beginning|middle|close|turn|later in|earlier in|early in|late in)(?: of)? (?P<span>"
    r"(?:the|this) (?P<unit>week|month|year|decade|century))\b"
)
_YEAR_END = r"\b(?:the )?(?:year-end|(?:the )?year's end|end of year)\b"
_WEEKEND = r"\b(?:over|at|during|on) (?P<span>the weekend)\b(?! of\b)"
_UNITS_NAMED = (
    rf"\b(?:the |these |this |his |her |its |their )?(?P<which>last|past|previous|next|coming|following|recent|ensuing)"
    rf"(?: (?P<number>{NUMBER}|{VAGUE})(?: (?:to|or) (?P<to>{NUMBER}))?)? (?P<unit>days|hours|weeks|months"
    r"|years|decades|centuries|minutes)\b(?!-)"
)
_FIRST_UNITS = (
    rf"\b(?:the )?(?P<which>first|last|final) (?P<number>{NUMBER}) (?P<unit>months|weeks|days|quarters) of"
    rf" (?:(?P<year>{words.YEAR})|(?P<relative>the|this|last|next) year)\b"
)
_OFFSET = (
    r"\b(?:(?P<about>about|around|roughly|approximately|nearly|almost|some|more than|over|less than|just over|at least"
    rf"|only|just|barely) )?(?:(?P<number>{NUMBER}|{VAGUE}|an?|half an?)(?P<half> and a half| full)?[ -]|"
    rf"(?=[a-z]+s\b))(?P<unit>{UNIT})"
    r"(?P<half_after> and a half)? (?P<side>ago|earlier|later|from now|from today|hence|prior|previously"
    r"|beforehand|afterwards?)\b"
)
_INEXACT = frozenset("about around roughly approximately nearly almost some".split()) | {
    "more than", "over", "less than", "just over", "at least", "barely",
}  # fmt: skip
_ROLLING = frozenset({"last", "past", "next", "coming"})
_FEW = (2, 6)


def _unit_named(match: re.Match[str], source: Source) -> Atom | None:
    which, unit, the = match["which"], match["unit"], match["the"]
    if is_title(match.start("unit"), source) or which == "first":
        return None
    if unit == "day" and (which not in ("next", "following", "previous", "same") or not the):
        return None
    if the and which in ("last", "next") and source.text.low.startswith(" of ", match.end()):
        return None  # "the last year of the war" is not told from the publication day
    grain = words.UNITS[unit].grain
    if which in ("same", "that", "following", "previous", "prior") or unit == "day":
        if which == "that" and the:
            return None
        return Atom(*match.span(), Role.DAY if unit == "day" else Role.PERIOD, grain, beside(which, unit))
    shift, fiscal = match["shift"], bool(match["fiscal"])

    def resolve(reference: Reference) -> Period | None:
        period = _named_period(
            reference, which, unit, rolling=which == "this past" or (bool(the) and which in _ROLLING)
        )
        if (
            period
            and reference.published
            and shift == "earlier"
            and (period.last or dt.date.min) >= reference.published
        ):
            return replace(period, last=reference.published)
        if period and reference.published and shift == "later" and (period.first or dt.date.max) <= reference.published:
            return replace(period, first=reference.published)
        return replace(period, approximate=True) if period and fiscal else period

    return Atom(*match.span(), Role.PERIOD, grain, resolve)


def _named_period(reference: Reference, which: str, unit: str, *, rolling: bool) -> Period | None:
    """The calendar unit before, around or after the publication day, or the stretch of that length beside it."""
    base = reference.published
    if base is None:
        return None
    back = which in ("last", "past", "this past")
    if rolling and unit not in ("weekend", "quarter"):
        other = calendar.shift(base, -1 if back else 1, unit)
        return Period(min(base, other), max(base, other), words.UNITS[unit].grain, approximate=True)
    if unit == "weekend":
        return _weekend(reference, which)
    step = -1 if back else 1 if which in ("next", "coming", "this coming") else 0
    if step == 0 and unit == "week" and base.weekday() == 6 and reference.look() is Direction.FUTURE:
        step = 1  # on a Sunday, what lies ahead "this week" is in the week that begins
    if unit in ("decade", "century"):
        length = 10 if unit == "decade" else 100
        inside = dt.date(base.year + step * length, 1, 1)
        return calendar.enclosing(inside, unit)
    return calendar.enclosing(calendar.shift(calendar.enclosing(base, unit).first or base, step, unit), unit)


def _weekend(reference: Reference, which: str) -> Period | None:
    base = reference.published
    if base is None:
        return None
    current, week = calendar.weekend(base), dt.timedelta(days=7)
    during = base.weekday() >= 5
    if which in ("last", "past", "this past"):
        return calendar.weekend(base - week)
    if which == "next":
        return calendar.weekend(base + week)
    if which in ("coming", "this coming"):
        return calendar.weekend(base + week) if during else current
    if (
        during
        or reference.look() is Direction.FUTURE
        or (base.weekday() >= 3 and reference.look() is not Direction.PAST)
    ):
        return current
    return calendar.weekend(base - week)


def _the_weekend(match: re.Match[str], _source: Source) -> Atom:
    return Atom(*match.span("span"), Role.PERIOD, Grain.DAY, lambda reference: _weekend(reference, "the"))


def _unit_of(match: re.Match[str], _source: Source) -> Atom:
    unit = match["unit"]
    grain = words.UNITS[unit].grain
    return Atom(
        *match.span("span"), Role.PERIOD, grain, lambda reference: _named_period(reference, "this", unit, rolling=False)
    )


def _year_end(match: re.Match[str], _source: Source) -> Atom:
    def resolve(reference: Reference) -> Period | None:
        if reference.published is None:
            return None
        return calendar.narrowed(calendar.year(reference.published.year), "late")

    return Atom(*match.span(), Role.PERIOD, Grain.SEASON, resolve)


def _units_named(match: re.Match[str], _source: Source) -> Atom | None:
    which, unit = match["which"], words.unit(match["unit"])
    if not match["number"] and which not in ("recent", "coming", "ensuing"):
        return None
    low, high, vague = words.number(match["number"]) if match["number"] else (float(_FEW[0]), float(_FEW[1]), True)
    if match["to"]:
        high, vague = words.number(match["to"])[1], True
    back = which in ("last", "past", "recent", "previous")
    count = math.ceil((high or low) * unit.seconds / 86_400) if unit.seconds < 86_400 else int(high or low)
    name = "day" if unit.seconds < 86_400 else unit.name

    def resolve(reference: Reference) -> Period | None:
        base = reference.published
        if which == "previous":
            base = reference.previous.first if reference.previous else None
        if base is None:
            return None
        other = calendar.shift(base, -count if back else count, name)
        grain = Grain.DAY if name == "day" else unit.grain
        return Period(min(base, other), max(base, other), grain, vague)

    return Atom(*match.span(), Role.PERIOD, Grain.DAY if name == "day" else unit.grain, resolve)


def _first_units(match: re.Match[str], _source: Source) -> Atom:
    count, unit = int(words.number(match["number"])[0]), match["unit"].removesuffix("s")
    year, relative, from_start = match["year"], match["relative"], match["which"] == "first"

    def resolve(reference: Reference) -> Period | None:
        if not year and reference.published is None:
            return None
        base = int(year) if year else reference.published.year + {"last": -1, "next": 1}.get(relative, 0)  # type: ignore[union-attr]
        whole = calendar.year(base)
        if whole.first is None or whole.last is None:
            return None
        grain = words.UNITS[unit].grain
        if from_start:
            return Period(whole.first, calendar.shift(whole.first, count, unit) - dt.timedelta(days=1), grain)
        return Period(calendar.shift(whole.last + dt.timedelta(days=1), -count, unit), whole.last, grain)

    return Atom(*match.span(), Role.PERIOD, words.UNITS[unit].grain, resolve, explicit=bool(year))


def offset(count: float, unit: str, base: dt.date, *, approximate: bool) -> Period:
    """The calendar unit `count` units away from `base`; anything but whole days is approximate."""
    if words.UNITS[unit].seconds < 86_400:
        other = base + dt.timedelta(seconds=count * words.UNITS[unit].seconds)
        whole = base + dt.timedelta(days=math.floor(count * words.UNITS[unit].seconds / 86_400))
        return Period(min(base, whole, other), max(base, whole, other), Grain.DAY, approximate=True)
    if count != int(count):
        count, unit = round(count * words.UNITS[unit].seconds / words.UNITS["month"].seconds), "month"
    period = calendar.enclosing(
        calendar.shift(base, int(count), unit), "year" if unit in ("decade", "century") else unit
    )
    return replace(period, approximate=approximate or unit != "day")


def _offset(match: re.Match[str], _source: Source) -> Atom | None:
    number, unit = match["number"], words.unit(match["unit"])
    half = "half" in (match["half"] or "") or bool(match["half_after"])
    if number is None:
        low, most, vague = float(_FEW[0]), float(_FEW[1]), True
    else:
        low, upper, vague = (0.5, 0.5, False) if number.startswith("half") else words.number(number)
        most = low if upper is None else upper
    low, high = low + 0.5 * half, most + 0.5 * half
    side, inexact = match["side"], vague or match["about"] in _INEXACT
    sign = -1 if side in ("ago", "earlier", "prior", "previously", "beforehand") else 1
    grain = unit.grain if unit.seconds >= 86_400 else Grain.DAY

    def resolve(reference: Reference) -> Period | None:
        if side in ("ago", "from now", "from today", "hence"):
            base = reference.published
        else:
            base = reference.previous.first if reference.previous else None
            if reference.previous and reference.previous.first != reference.previous.last:
                base = None
        if base is None:
            return None
        near = offset(sign * low, unit.name, base, approximate=inexact)
        far = offset(sign * high, unit.name, base, approximate=inexact)
        edges = [edge for edge in (near.first, near.last, far.first, far.last) if edge]
        return replace(near, first=min(edges), last=max(edges))

    return Atom(*match.span(), Role.DAY if grain is Grain.DAY else Role.PERIOD, grain, resolve)


RULES: tuple[Rule, ...] = (
    rule("unit", _UNIT_NAMED, _unit_named),
    rule("unit", _UNIT_OF, _unit_of),
    rule("unit", _YEAR_END, _year_end),
    rule("unit", _WEEKEND, _the_weekend),
    rule("unit", _UNITS_NAMED, _units_named),
    rule("unit", _FIRST_UNITS, _first_units),
    rule("side", _OFFSET, _offset),
)
