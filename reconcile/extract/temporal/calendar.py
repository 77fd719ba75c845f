"""Calendar arithmetic: periods with a grain, and how a reader resolves a partial date against a reference day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from reconcile.models import Grain

_ONE_DAY = dt.timedelta(days=1)
# A day on the wrong side of the publication day for its tense must be this many times nearer to be preferred; a month
# or a season there is hardly ever meant.
_WRONG_SIDE = 6
_WRONG_PERIOD = 30


class Direction(StrEnum):
    """Where the tense of a clause looks from the publication day."""

    PAST = "past"
    FUTURE = "future"
    PRESENT = "present"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both inclusive; None is an open side."""

    first: dt.date | None
    last: dt.date | None
    grain: Grain
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """What a relative expression is resolved against.

    `look` gives the direction of the clause (asked only when needed); `previous` is the last day or period named
    before in the sentence, for "the same day" and "two days later".
    """

    published: dt.date | None
    look: Callable[[], Direction]
    previous: Period | None = None


Resolver = Callable[[Reference], Period | None]


def day(date: dt.date, *, approximate: bool = False) -> Period:
    return Period(date, date, Grain.DAY, approximate)


def week(date: dt.date) -> Period:
    """The week, Monday to Sunday, that `date` lies in."""
    monday = date - dt.timedelta(days=date.weekday())
    return Period(monday, monday + dt.timedelta(days=6), Grain.WEEK)


def weekend(date: dt.date) -> Period:
    """Saturday and Sunday of the week that `date` lies in."""
    saturday = date + dt.timedelta(days=5 - date.weekday())
    return Period(saturday, saturday + _ONE_DAY, Grain.DAY)


def months(year: int, month: int, count: int, grain: Grain) -> Period:
    """`count` whole months from the first of `month`, which may lie outside 1-12."""
    index = 12 * year + month - 1
    end = index + count
    first = dt.date(index // 12, index % 12 + 1, 1)
    return Period(first, dt.date(end // 12, end % 12 + 1, 1) - _ONE_DAY, grain)


def year(number: int, count: int = 1, grain: Grain = Grain.YEAR) -> Period:
    return Period(dt.date(number, 1, 1), dt.date(number + count - 1, 12, 31), grain)


def season(name: str, number: int) -> Period:
    """A meteorological season of the northern half; winter is named after the year it begins in."""
    start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    return months(number, start, 3, Grain.SEASON)


def enclosing(date: dt.date, unit: str) -> Period:
    """The calendar unit that `date` lies in."""
    match unit:
        case "week" | "fortnight":
            return week(date)
        case "weekend":
            return weekend(date)
        case "month":
            return months(date.year, date.month, 1, Grain.MONTH)
        case "quarter":
            return months(date.year, date.month - (date.month - 1) % 3, 3, Grain.SEASON)
        case "year":
            return year(date.year)
        case "decade":
            return year(date.year - date.year % 10, 10, Grain.DECADE)
        case "century":
            return year(date.year - (date.year - 1) % 100, 100, Grain.DECADE)
    return day(date)


@lru_cache(maxsize=4096)
def shift(date: dt.date, count: int, unit: str) -> dt.date:
    """The day `count` units after (before, if negative) `date`. Raises ValueError where the calendar ends.

    Months and longer are left to dateparser, which clips to the length of the month.
    """
    if count == 0:
        return date
    if unit in ("day", "week", "weekend", "fortnight"):
        return date + dt.timedelta(days=count * {"day": 1, "fortnight": 14}.get(unit, 7))
    if unit == "quarter":
        count, unit = 3 * count, "month"
    return parse_date(f"{-count} {unit}s ago" if count < 0 else f"in {count} {unit}s", date)


@lru_cache(maxsize=4096)
def parse_date(text: str, relative_to: dt.date | None = None, order: str = "MDY") -> dt.date:
    """What dateparser reads in a string already recognised as a date. Raises ValueError when it reads none."""
    import dateparser  # takes a third of a second to load and is needed for few texts

    settings = {"DATE_ORDER": order, "RETURN_AS_TIMEZONE_AWARE": False, "REQUIRE_PARTS": ["day", "month", "year"]}
    if relative_to is not None:
        settings["RELATIVE_BASE"] = dt.datetime.combine(relative_to, dt.time())
        del settings["REQUIRE_PARTS"]
    parsed = dateparser.parse(text, languages=["en"], settings=settings)
    if parsed is None:
        raise ValueError(f"no date in {text!r}")
    return parsed.date()


def nearest(candidates: list[Period], reference: dt.date, direction: Direction) -> Period:
    """The candidate nearest to the reference day, where the tense makes the wrong side further away."""

    def distance(period: Period) -> int:
        wrong = _WRONG_SIDE if period.grain is Grain.DAY else _WRONG_PERIOD
        first, last = period.first or reference, period.last or reference
        if first <= reference <= last:
            return 0
        if last < reference:
            return (reference - last).days * (wrong if direction is Direction.FUTURE else 1)
        return (first - reference).days * (wrong if direction is Direction.PAST else 1)

    return min(candidates, key=distance)


def weekday_near(reference: dt.date, number: int, direction: Direction) -> dt.date:
    """The day a weekday's name means: the reference day itself or, by tense, the last, next or nearest such day."""
    ahead = (number - reference.weekday()) % 7
    if direction is Direction.FUTURE or (direction is Direction.PRESENT and ahead <= 3) or ahead == 0:
        return reference + dt.timedelta(days=ahead)
    return reference + dt.timedelta(days=ahead - 7)


def narrowed(period: Period, part: str) -> Period:
    """The early, mid or late third of a period longer than a day, as a grain finer and approximate."""
    if period.first is None or period.last is None:
        return period
    finer = {Grain.MONTH: Grain.WEEK, Grain.YEAR: Grain.SEASON, Grain.DECADE: Grain.YEAR, Grain.SEASON: Grain.MONTH}
    length = (period.last - period.first).days + 1
    third = max(1, round(length / 3))
    start = {"early": 0, "mid": third, "late": length - third}[part]
    end = {"early": third, "mid": length - third, "late": length}[part]
    first = period.first + dt.timedelta(days=start)
    last = period.first + dt.timedelta(days=max(end, start + 1) - 1)
    return replace(period, first=first, last=last, grain=finer.get(period.grain, Grain.DAY), approximate=True)


def easter(number: int) -> dt.date:
    """Easter Sunday of the Gregorian year `number` (Meeus/Jones/Butcher)."""
    a, b, c = number % 19, number // 100, number % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(number, f // 31, f % 31 + 1)
