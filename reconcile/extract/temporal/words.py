"""The vocabulary of time expressions: names, numbers, units, and the patterns that recognise them.

All patterns are written for text folded by `text.fold`: lower case, single spaces, plain hyphens and apostrophes.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from reconcile.models import Grain
from reconcile.text import SHORT_UNITS, UNIT_SECONDS

_MONTH_NAMES = "january february march april may june july august september october november december".split()
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()

MONTHS = MappingProxyType(
    {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
    | {"sept": 9}
)
WEEKDAYS = MappingProxyType(
    {name: number for number, name in enumerate(_WEEKDAY_NAMES)}
    | {name[:3]: number for number, name in enumerate(_WEEKDAY_NAMES)}
    | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)

MONTH = rf"(?:{'|'.join(_MONTH_NAMES)}|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)(?![a-z])"
WEEKDAY = rf"(?:{'|'.join(_WEEKDAY_NAMES)})"
WEEKDAY_ANY = rf"(?:{WEEKDAY}|(?:mon|tues?|weds?|thurs?|thu|fri|sat|sun)\b\.?)"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9a-z%]|[.:/][0-9]|,[0-9]{3}(?![0-9]))"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2})(?![0-9a-z%]|[,.:/][0-9])"
SEASON = r"(?:spring|summer|autumn|fall|winter)"

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = MappingProxyType(
    {word: value for value, word in enumerate(_ONES, 1)}
    | {word: value for value, word in enumerate(_TEENS, 10)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {"hundred": 100, "dozen": 12}
)
ORDINALS = MappingProxyType({"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4})

WORD_NUMBER = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)})"
NUMBER = (
    r"(?:(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,4})(?:\.[0-9]{1,2})?(?:½|(?<=[0-9]) ?1/2)?"
    rf"|{WORD_NUMBER}(?: hundred)?)"
)
VAGUE = r"(?:a couple(?: of)?|a few|few|several|many|dozens of|hundreds of|thousands of|a dozen|a hundred)"
# "Few" and "several" have no agreed bounds; these contain what readers accept, and the reading says "approximate".
_VAGUE_RANGES = MappingProxyType(
    {
        "a couple": (2.0, 3.0),
        "a few": (2.0, 6.0),
        "few": (2.0, 6.0),
        "several": (3.0, 10.0),
        "many": (3.0, None),
        "dozens": (24.0, 99.0),
        "hundreds": (200.0, 999.0),
        "thousands": (2000.0, 9999.0),
    }
)


class Unit(NamedTuple):
    """A unit of time: its length in seconds (calendar averages for months and longer) and the grain it speaks in."""

    name: str
    seconds: float
    grain: Grain


_GRAINS = {
    "second": Grain.MINUTE,
    "minute": Grain.MINUTE,
    "hour": Grain.HOUR,
    "day": Grain.DAY,
    "weekend": Grain.DAY,
    "week": Grain.WEEK,
    "fortnight": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.SEASON,
    "year": Grain.YEAR,
    "decade": Grain.DECADE,
    "century": Grain.DECADE,
}
UNITS = MappingProxyType({name: Unit(name, UNIT_SECONDS[name], grain) for name, grain in _GRAINS.items()})
UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|years?|yrs?|decades?|century|centuries)"
)


def unit(word: str) -> Unit:
    """The unit a word that matched `UNIT` names."""
    stem = word.removesuffix("s")
    return UNITS[SHORT_UNITS.get(stem, stem)]


def month(word: str) -> int:
    """The number (1-12) of a month name or abbreviation, with or without its full stop."""
    return MONTHS[word.rstrip(".")]


def weekday(word: str) -> int:
    """The number (Monday is 0) of a weekday's name or abbreviation."""
    return WEEKDAYS[word.rstrip(".")]


def number(text: str) -> tuple[float, float | None, bool]:
    """The (low, high, vague) of what matched `NUMBER`, `VAGUE` or an article."""
    words = text.removesuffix(" of")
    if words in _VAGUE_RANGES:
        low, high = _VAGUE_RANGES[words]
        return low, high, True
    if words in ("a", "an"):
        return 1.0, 1.0, False
    if words[0].isdigit():
        half = 0.5 if words.endswith(("½", "1/2")) else 0.0
        digits = words.replace(",", "").removesuffix("½").removesuffix("1/2").strip()
        return float(digits) + half, float(digits) + half, False
    total = 0.0
    for word in words.replace("-", " ").split():
        if word == "a":
            total = 1.0
        elif word in ("hundred", "dozen"):
            total *= _NUMBERS[word]
        else:
            total += _NUMBERS[word]
    return total, total, False


def length(low: float, high: float | None, unit: Unit) -> tuple[float, float | None]:
    """From `low` to `high` units, in seconds."""
    return low * unit.seconds, None if high is None else high * unit.seconds
