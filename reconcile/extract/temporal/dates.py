"""Rules for dates on the calendar: days and months by name, and dates in figures."""

from __future__ import annotations

import datetime as dt
import re

from reconcile.extract.temporal import calendar as calendar
from reconcile.extract.temporal import words as words
from reconcile.extract.temporal.atoms import Atom, Clock, Role, Rule, Source, rule
from reconcile.extract.temporal.calendar import Direction, Period, Reference, Resolver
from reconcile.extract.temporal.words import DAY, MONTH, WEEKDAY_ANY, YEAR
from reconcile.models import Grain

_RANGE = r"(?: ?(?:-|to|through|and|until) ?)"
_MONTH_FIRST = (
    rf"\b(?:(?P<weekday>{WEEKDAY_ANY}),? )?(?P<month>{MONTH}) ?(?P<day>{DAY})(?:{_RANGE}(?P<to>{DAY}))?"
    rf"(?:,? ?(?P<year>{YEAR})|,?(?: of)? (?P<relative>last|this|next) year\b)?"
)
_DAY_FIRST = (
    rf"(?<![\w$£€#.,:/-])(?:(?P<weekday>{WEEKDAY_ANY}),? )?(?:the )?(?P<day>{DAY})(?:{_RANGE}(?P<to>{DAY}))?"
    rf"(?: of |[ -])(?P<month>{MONTH})"
    rf"(?:(?:,? |-)(?P<year>{YEAR})|(?: of)? (?P<relative>last|this|next) year\b)?"
)
_MONTH_ONLY = (
    rf"\b(?:(?P<which>last|next|this past|this coming|this|the following) )?(?P<month>{MONTH})"
    rf"(?:(?:,| of)? (?:(?P<year>{YEAR})|(?P<relative>last|next|this) year))?"
)
_YEAR_FIRST = (
    r"(?<![\w./-])(?P<date>[12][0-9]{3}(?P<mark>[-/])(?:0[1-9]|1[0-2])(?P=mark)(?:0[1-9]|[12][0-9]|3[01]))"
    r"(?:[t ](?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
    r" ?(?P<zone>z|utc|gmt|[+-][01][0-9]:?[0-5][0-9])?)?(?![\w/-])"
)
_FIGURES = (
    r"(?<![\w./-])(?P<first>[0-3]?[0-9])(?P<mark>[/.-])(?P<second>[0-3]?[0-9])(?P=mark)"
    r"(?P<year>[12][0-9]{3}|(?<=/)[0-9]{2})(?![\w/-]|\.[0-9])"
)

# "The 19 Sept. 11 hijackers": the day of such a month stands behind it; "on 19 September 11 people" begins with a day.
_DAY_BEHIND = re.compile(rf" {DAY}(?![\w:]|\.[0-9]| [ap]\.?m\b)")
_BEFORE_DAY = re.compile(r"\b(?:on|since|until|till|from|before|after|as of|by) $")

# Months whose names are also given names, verbs or adjectives need a word beside them that asks for a time.
_ALSO_WORDS = frozenset({"march", "april", "may", "june", "august"})
_ASKS_FOR_TIME = re.compile(
    r"\b(?:in|of|by|since|until|till|from|to|through|before|after|during|for|late|early|mid|last|next|this|and|or"
    r"|between|the|an?|previous|ending|ended|end)[ -]$"
)
_TO_MONTH = re.compile(rf"(?: (?:to|through|and|or|until) |-){MONTH}")
_CERTAIN = re.compile(r"\b(?:in|early|late|mid|last|next|since|until)[ -]$")
_THERESA_MAY = re.compile(r"\b(?:theresa|mrs?\.?|ms\.?|minister|brian|james) may\b")


def _is_month_name(match: re.Match[str], source: Source) -> bool:
    """Whether the matched word is the month rather than a verb, a name or an adjective."""
    name, start = match["month"], match.start("month")
    if not source.text.capitalised(start) and (name in _ALSO_WORDS or len(name) < 5):
        return False
    return not (name in ("may", "march") and source.tag(start) in ("AUX", "VERB") and start > 0 and not match["year"])


def _stands_alone(match: re.Match[str], source: Source) -> bool:
    """Whether a month without a day or a year is meant as a time."""
    name, start, end = match["month"], match.start("month"), match.end("month")
    low, raw = source.text.low, source.text.raw
    if len(name.rstrip(".")) <= 4 and name.rstrip(".") not in ("june", "july", "may", "sept"):
        return bool(_ASKS_FOR_TIME.search(low, max(0, start - 12), start)) and name.endswith(".")
    if name not in _ALSO_WORDS or match["which"] or match["relative"]:
        return True
    if _TO_MONTH.match(low, end):
        return True
    if not _ASKS_FOR_TIME.search(low, max(0, start - 12), start):
        return False
    followed_by_name = raw[end : end + 1] == " " and raw[end + 1 : end + 2].isupper() and not raw[start:end].isupper()
    if name == "march" and (followed_by_name or low.startswith((" for ", " on ", " of "), end)):
        return False
    if (
        name == "may"
        and _THERESA_MAY.search(low, max(0, start - 200), end + 200)
        and not _CERTAIN.search(low, max(0, start - 8), start)
    ):
        return False
    determined = low.endswith(("the ", "a ", "an "), 0, start)
    return determined or not (followed_by_name and name in ("april", "june", "august"))


def _near(month: int, day: int, weekday: int | None) -> Resolver:
    """A day of the year without its year: the nearest by tense, and one that is the named weekday if there is such."""

    def resolve(reference: Reference) -> Period | None:
        if reference.published is None:
            return None
        days = []
        for number in range(reference.published.year - 4, reference.published.year + 5):
            try:
                days.append(dt.date(number, month, day))
            except ValueError:  # 29 February, or the end of the calendar
                continue
        fitting = [date for date in days if weekday is None or date.weekday() == weekday] or days
        candidates = [calendar.day(date) for date in fitting]
        return calendar.nearest(candidates, reference.published, reference.look()) if candidates else None

    return resolve


def _in_relative_year(month: int, day: int, step: int) -> Resolver:
    def resolve(reference: Reference) -> Period | None:
        if reference.published is None:
            return None
        return calendar.day(dt.date(reference.published.year + step, month, day))

    return resolve


def _until(resolve: Resolver, day: int) -> Resolver:
    """The days from a resolved one to a later day of the same month."""

    def resolve_both(reference: Reference) -> Period | None:
        start = resolve(reference)
        if start is None or start.first is None:
            return None
        return Period(start.first, start.first.replace(day=day), Grain.DAY)

    return resolve_both


def _fixed(period: Period) -> Resolver:
    return lambda _: period


def _day_number(text: str) -> int:
    return int(text.rstrip("stndrh"))


def _exists(day: int, month: int, year: str | None) -> bool:
    try:
        dt.date(int(year or 2000), month, day)  # 2000 is a leap year
    except ValueError:
        return False
    return True


def _has_day_behind(match: re.Match[str]) -> bool:
    """Whether the number in front of the month counts something, since the day is the number behind it."""
    low, end = match.string, match.end("month")
    if match.start("month") < match.start("day") or match["weekday"] or not _DAY_BEHIND.match(low, end):
        return False
    return not _BEFORE_DAY.search(low, max(0, match.start() - 8), match.start())


def _named_day(match: re.Match[str], source: Source) -> Atom | None:
    if not _is_month_name(match, source):
        return None
    if _has_day_behind(match):
        return None
    month, year = words.month(match["month"]), match["year"]
    day, last = _day_number(match["day"]), _day_number(match["to"]) if match["to"] else 0
    start, end = match.span()
    joined = match["to"] and " and " in match.string[match.start("day") : match.end("to")]
    if last and (last <= day or (joined and last != day + 1)):  # two separate days, or an unrelated number
        if match.start("month") < match.start("day"):
            end = match.end("day")
        else:
            start, day = match.start("to"), last
        last = 0
    if not _exists(day, month, year) or (last and not _exists(last, month, year)):
        return None
    if year:
        resolve = _fixed(calendar.day(dt.date(int(year), month, day)))
    elif match["relative"]:
        resolve = _in_relative_year(month, day, {"last": -1, "this": 0, "next": 1}[match["relative"]])
    else:
        resolve = _near(month, day, words.weekday(match["weekday"]) if match["weekday"] else None)
    if last:
        resolve = _until(resolve, last)
    return Atom(start, end, Role.DAY, Grain.DAY, resolve, explicit=bool(year))


def _month(match: re.Match[str], source: Source) -> Atom | None:
    if not _is_month_name(match, source):
        return None
    number = words.month(match["month"])
    start, end = match.span()
    if match["year"]:
        period = calendar.months(int(match["year"]), number, 1, Grain.MONTH)
        return Atom(start, end, Role.PERIOD, Grain.MONTH, _fixed(period), explicit=True)
    if not _stands_alone(match, source):
        return None
    which, relative = match["which"], match["relative"]

    def resolve(reference: Reference) -> Period | None:
        base = reference.published
        if which == "the following":
            base = reference.previous.last if reference.previous else None
        if base is None:
            return None
        if relative:
            year = base.year + {"last": -1, "this": 0, "next": 1}[relative]
            return calendar.months(year, number, 1, Grain.MONTH)
        around = [calendar.months(base.year + step, number, 1, Grain.MONTH) for step in (-1, 0, 1)]
        if which in ("last", "this past"):
            return max((p for p in around if p.last and p.last < base), key=lambda p: p.first or base)
        if which in ("next", "this coming", "the following"):
            return min((p for p in around if p.first and p.first > base), key=lambda p: p.first or base)
        return calendar.nearest(around, base, Direction.UNKNOWN if which == "this" else reference.look())

    return Atom(start, end, Role.PERIOD, Grain.MONTH, resolve)


def _iso(match: re.Match[str], _source: Source) -> Atom | None:
    try:
        resolve = _fixed(calendar.day(dt.date.fromisoformat(match["date"].replace("/", "-"))))
    except ValueError:
        return None
    clock = None
    if match["hour"]:
        minute = dt.time(int(match["hour"]), int(match["minute"]))
        zone = match["zone"] or ""
        if zone.isalpha():
            zone = "+00:00"
        elif zone and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        clock = Clock(minute, minute, Grain.MINUTE, zone=zone)
    return Atom(*match.span(), Role.DAY, clock.grain if clock else Grain.DAY, resolve, clock, explicit=True)


def _figures(match: re.Match[str], _source: Source) -> Atom | None:
    """Day, month and year in figures; left unresolved where 3/4 may be March or April."""
    first, second = int(match["first"]), int(match["second"])
    if first > 12 >= second > 0 or first == second:
        order = "DMY"
    elif second > 12 >= first > 0:
        order = "MDY"
    elif 0 < first <= 12 and 0 < second <= 12:
        return Atom(*match.span(), Role.DAY, Grain.DAY, lambda _: None, explicit=True)
    else:
        return None
    try:
        date = calendar.parse_date(match.group().replace("-", "/"), order=order)
    except ValueError:
        return None
    return Atom(*match.span(), Role.DAY, Grain.DAY, _fixed(calendar.day(date)), explicit=True)


RULES: tuple[Rule, ...] = (
    rule("month", _MONTH_FIRST, _named_day),
    rule("month", _DAY_FIRST, _named_day),
    rule("month", _MONTH_ONLY, _month),
    rule("figures", _YEAR_FIRST, _iso),
    rule("figures", _FIGURES, _figures),
)
