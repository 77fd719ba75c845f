"""Publication dates as found in the wild, as ISO 8601.

A date is only taken when day, month and year are all given: nothing is ever filled in from today, and a numeric date
that could be read both ways (03/04/2024) stays unknown rather than guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

_LONGEST = 100
_EARLIEST = 1600  # before the first newspapers lie only the placeholders of data bases, such as 0001-01-01
_SECONDS = (1e8, 1e10)
_MILLISECONDS = (1e11, 1e13)
_LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "ru",
    "uk",
    "tr",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "ro",
    "el",
)

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_TWITTER = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3} \d{1,2}) (\d\d:\d\d:\d\d [+-]\d{4}) (\d{4})")
_ENGLISH = re.compile(
    rf"\b({_MONTHS})[a-z]*\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)"
    rf"|(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTHS})[a-z]*\.?,? (\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)([-/])(\d{1,2})\2(\d{1,2})(?=[/-])")


def normalise_date(value: object) -> str | None:
    """An ISO 8601 date or date-time for `value`, None when it holds no complete date.

    Takes ISO 8601, numeric and written-out dates, RFC 2822 dates and Unix times in seconds or milliseconds (read as
    UTC). A midnight without time zone is how data bases say "no time", and becomes a date.
    """
    if isinstance(value, dict):  # MongoDB's extended JSON
        value = value.get("$date")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _unix(value) or (_words(str(value)) if isinstance(value, int) and 0 < value < 1e8 else None)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = " ".join(value.split())
    if text.isascii() and text.isdigit() and len(text) in (9, 10, 12, 13):
        return _unix(float(text))
    return _words(text)


def date_in_url(url: str | None) -> str | None:
    """The date that news sites put into an article's address (`/2016/12/01/` or `/2016-12-01/`), None without one."""
    found = _IN_URL.search(url[:1000]) if url else None
    return _calendar(int(found[1]), int(found[3]), int(found[4])) if found else None


def _unix(number: float) -> str | None:
    if _MILLISECONDS[0] <= number < _MILLISECONDS[1]:
        number /= 1000
    elif not _SECONDS[0] <= number < _SECONDS[1]:
        return None
    return dt.datetime.fromtimestamp(int(number), dt.UTC).isoformat()


def _words(text: str) -> str | None:
    try:
        return _shown(dt.datetime.fromisoformat(text))
    except ValueError:
        pass
    if found := _YEAR_FIRST.search(text):
        return _calendar(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.search(text):
        return _year_last(found)
    if found := _TWITTER.fullmatch(text):
        text = f"{found[1]} {found[3]} {found[2]}"
    # dateparser would complete "Monday" or "10:30" from the clock; a date with a year has nothing to complete.
    return (_written(text) or _amid_words(text)) if re.search(r"(?<!\d)\d{4}(?!\d)", text) else None


def _amid_words(text: str) -> str | None:
    """The one English date in "Published: June 19, 2023 at 10:30 a.m. by our staff", without its time."""
    found = {
        _calendar(int(m[3] or m[6]), _MONTHS.split("|").index((m[1] or m[5]).lower()) + 1, int(m[2] or m[4]))
        for m in _ENGLISH.finditer(text)
    }
    return found.pop() if len(found) == 1 else None


def _year_last(found: re.Match[str]) -> str | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        year += 2000 if year < 69 else 1900  # POSIX
    if found[2] == "." or first > 12 or first == second:  # points: day.month.year wherever they are used
        return _calendar(year, second, first)
    return _calendar(year, first, second) if second > 12 else None


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        return _shown(dt.datetime(year, month, day))
    except ValueError:
        return None


def _shown(moment: dt.datetime) -> str | None:
    if moment.year < _EARLIEST:
        return None
    if moment.tzinfo is None and moment.time() == dt.time.min:
        return moment.date().isoformat()
    return moment.isoformat()


@lru_cache(maxsize=4096)
def _written(text: str) -> str | None:
    try:
        found = _date_parser().get_date_data(text)
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):  # seen on malformed strings
        return None
    if found.date_obj is None:
        return None
    if found.period != "time":
        return _calendar(found.date_obj.year, found.date_obj.month, found.date_obj.day)
    return _shown(found.date_obj)


@lru_cache(maxsize=1)
def _date_parser() -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=_LANGUAGES,
        settings={
            "PARSERS": ["absolute-time"],  # "yesterday" would be counted from today
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RETURN_TIME_AS_PERIOD": True,
        },
    )
