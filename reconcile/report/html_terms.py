"""How the page words what the models name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from reconcile.models import Severity

STRENGTH = {Severity.HIGH: 3, Severity.MEDIUM: 2, Severity.LOW: 1}

_MONTHS = "January February March April May June July August September October November December".split()
_YEAR, _MONTH = 365.2425, 30.436875  # days


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def words(key: object) -> str:
    """A name from the code as a reader would write it."""
    return str(key).replace("_", " ")


def plain(value: Any) -> str:
    """Anything a report's free-form parts hold, in one line."""
    if isinstance(value, Mapping):
        return "; ".join(f"{words(key)}: {plain(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return " / ".join(map(plain, value))
    return "none" if value is None else str(value)


def day(date: dt.date) -> str:
    """ "19 June 2023"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def period(first: dt.date | None, last: dt.date | None) -> str:
    """Days in the shortest words that name them: "2009", "June 2023", "16–18 June 2023", "since 3 May 2018"."""
    if first is None or last is None:
        return f"since {day(first)}" if first else f"until {day(last)}" if last else "undated"
    if first == last:
        return day(first)
    opens, closes = (first.month, first.day) == (1, 1), (last.month, last.day) == (12, 31)
    if opens and closes:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) != (last.year, last.month):
        return f"{day(first)} – {day(last)}"
    if first.day == 1 and (last == dt.date.max or (last + dt.timedelta(days=1)).day == 1):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return f"{first.day}–{day(last)}"


def distance(days: int) -> str:
    """A length of time in its largest unit, rounded: "12 days", "5 months", "9 years"."""
    if days >= _YEAR:
        return count(round(days / _YEAR), "year")
    return count(round(days / _MONTH), "month") if days >= 2 * _MONTH else count(days, "day")
