"""Rules for times told from the publication day or from another time: weekdays, today, last week, two days ago."""

from __future__ import annotations

import datetime as dt
import re

from reconcile.extract.temporal import calendar as calendar
from reconcile.extract.temporal import words as words
from reconcile.extract.temporal.atoms import Atom, Role, Rule, Source, rule
from reconcile.extract.temporal.calendar import Direction, Period, Reference, Resolver
from reconcile.extract.temporal.clock import PARTS
from reconcile.extract.temporal.words import WEEKDAY
from reconcile.models import Grain

_WEEKDAY = (
    rf"\b(?:(?P<which>last|next|this past|this coming|the coming|the following|the next|this) )?(?P<day>{WEEKDAY})\b"
    r"(?:(?:,| of)? (?P<week>last|next|this) week\b)?"
)
# "Every Monday" recurs; "a Monday" after "on" is any Monday; the others are names.
_NO_CERTAIN_WEEKDAY = re.compile(
    r"\b(?:every|each|any|most|many|other|alternate|bloody|cyber|ruby|fat|holy|maundy|freaky|casual|on an?|per) $"
)
_DEICTIC = r"\b(?:(?P<word>today|tonight|yesterday|tomorrow)|the day (?P<far>before yesterday|after tomorrow))\b"
_PART_OF_DAY = (
    r"\b(?:later )?(?P<which>this|last|that|the same|the next|the following|the previous) "
    r"(?P<part>morning|afternoon|evening|night)\b"
)
_DAY_BESIDE = (
    r"\b(?:the day (?P<side>before|after)(?=[.,;:]|$| (?:that|and|but|in|at|he|she|it|they|the|when)\b)|"
    r"(?:earlier|later) (?:that|in the|the same) (?P<same>day)|that (?P<that>day)(?=[.,;:]|$| (?:that|and"
    r"|but|in|at|he|she|it|they|the|when)\b))"
)


def _weekday(match: re.Match[str], source: Source) -> Atom | None:
    start, end = match.span()
    low = source.text.low
    if _NO_CERTAIN_WEEKDAY.search(low, max(0, start - 12), start):
        return None
    which, number, week = match["which"], words.WEEKDAYS[match["day"]], match["week"]

    def resolve(reference: Reference) -> Period | None:
        base = reference.published
        if which in ("the following", "the next"):
            base = reference.previous.last if reference.previous else None
        if base is None:
            return None
        ahead = (number - base.weekday()) % 7
        later = base + dt.timedelta(days=ahead or 7)
        earlier = later - dt.timedelta(days=14 if ahead == 0 else 7)
        if week:
            monday = base - dt.timedelta(days=base.weekday() + {"last": 7, "this": 0, "next": -7}[week])
            return calendar.day(monday + dt.timedelta(days=number))
        match which:
            case "last" | "this past":
                same_week = earlier >= base - dt.timedelta(days=base.weekday())
                return calendar.day(earlier, approximate=same_week and which == "last")
            case "the coming" | "this coming" | "the following" | "the next":
                return calendar.day(later)
            case "next":
                return _next(later, base)
            case "this":
                look = reference.look()
                return calendar.day(
                    calendar.weekday_near(base, number, look if look is Direction.PAST else Direction.FUTURE)
                )
        return calendar.day(calendar.weekday_near(base, number, reference.look()))

    return Atom(start, end, Role.DAY, Grain.DAY, resolve)


def _next(coming: dt.date, base: dt.date) -> Period:
    """The day that "next" and a weekday mean, `coming` being the first such day after `base`.

    Where it still lies in the week of `base`, some writers mean it and some the one a week later, which nothing in the
    text tells apart: the period covers both, so that it fits either. Else the coming one lies in the next week by
    either reading.
    """
    if coming.weekday() <= base.weekday():
        return calendar.day(coming)
    return Period(coming, coming + dt.timedelta(days=7), Grain.DAY, approximate=True)


def _from_published(days: int) -> Resolver:
    def resolve(reference: Reference) -> Period | None:
        if reference.published is None:
            return None
        return calendar.day(reference.published + dt.timedelta(days=days))

    return resolve


def is_title(start: int, source: Source) -> bool:
    """Whether a capital inside a sentence shows a name ("Russia Today"), unless the whole sentence is in title case."""
    raw = source.text.raw
    if start < 2 or not source.text.capitalised(start) or not raw[start - 2].isalnum():
        return False
    long_words = [
        word for word in raw[max(0, start - 150) : start + 150].split() if len(word) > 3 and word[0].isalpha()
    ]
    return sum(word[0].isupper() for word in long_words) < 0.7 * len(long_words)


def _deictic(match: re.Match[str], source: Source) -> Atom | None:
    if is_title(match.start(), source):
        return None
    if match["far"]:
        days = -2 if match["far"].startswith("before") else 2
    else:
        days = {"yesterday": -1, "tomorrow": 1}.get(match["word"], 0)
    clock = PARTS["night"] if match["word"] == "tonight" else None
    grain = Grain.HOUR if clock else Grain.DAY
    return Atom(*match.span(), Role.DAY, grain, _from_published(days), clock)


def beside(which: str, unit: str) -> Resolver:
    """The day, week or year that is the same as, before or after the one named before."""
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1, "prior": -1}.get(which, 0)

    def resolve(reference: Reference) -> Period | None:
        previous = reference.previous
        if previous is None or previous.first is None or previous.first != previous.last:
            return None
        return calendar.enclosing(calendar.shift(previous.first, step, unit), unit)

    return resolve


def _part_of_day(match: re.Match[str], source: Source) -> Atom | None:
    if is_title(match.start("part"), source):
        return None
    which, clock = match["which"], PARTS[match["part"]]
    if which == "this":
        resolve = _from_published(0)
    elif which == "last":
        resolve = _from_published(-1)
    else:
        resolve = beside(which.removeprefix("the "), "day")
    return Atom(*match.span(), Role.DAY, Grain.HOUR, resolve, clock)


def _day_beside(match: re.Match[str], _source: Source) -> Atom:
    return Atom(*match.span(), Role.DAY, Grain.DAY, beside(match["side"] or "same", "day"))


RULES: tuple[Rule, ...] = (
    rule("weekday", _WEEKDAY, _weekday),
    rule("word", _DEICTIC, _deictic),
    rule("word", _PART_OF_DAY, _part_of_day),
    rule("unit", _DAY_BESIDE, _day_beside),
)
