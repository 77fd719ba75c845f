"""What several stages know of article text."""

from __future__ import annotations

import re
from types import MappingProxyType

# Some archives store the publication date in front of the text: " date 2023-06-20 US President …".
STORED_DATE = re.compile(r"\ufeff?\s*date:?[ \t]+(\d{4}-\d{2}-\d{2})(?!\S)[ \t]*", re.IGNORECASE)
# "PLOIESTI, Romania, April 17 (Reuters) — " or "WASHINGTON -- " in front of an agency's report.
_DASH = r"(?:[ ]?(?:—|–|--)[ ]?|[ ]-[ ])(?=\S)"
DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:,[ ][A-Z][\w.’' ]{1,20}){0,3}(?:,[ ]\d{1,2})?(?:[ ]\([^()\n]{2,30}\))?" + _DASH + "|"
    r"[A-Z][\w.’' ,-]{2,40}[ ]\([A-Z][\w. /]{1,20}\)" + _DASH
)
_DAY = 86_400.0
_YEAR = 365.2425 * _DAY
UNIT_SECONDS = MappingProxyType(
    {
        "second": 1.0,
        "minute": 60.0,
        "hour": 3600.0,
        "day": _DAY,
        "weekend": 2 * _DAY,
        "week": 7 * _DAY,
        "fortnight": 14 * _DAY,
        "month": _YEAR / 12,
        "quarter": _YEAR / 4,
        "year": _YEAR,
        "decade": 10 * _YEAR,
        "century": 100 * _YEAR,
    }
)
"""The length of each unit of time; calendar averages for months and longer."""
SHORT_UNITS = MappingProxyType({"min": "minute", "hr": "hour", "yr": "year", "centurie": "century"})
"""Other stems of their names, without the s of the plural."""


def shorten(text: str, characters: int) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= characters else line[:characters].rsplit(" ", 1)[0] + " …"


def passage(text: str, start: int, end: int, reach: int = 150) -> str:
    """The span with up to `reach` characters of its paragraph on either side, cut at words."""
    first = max(text.rfind("\n", 0, start) + 1, start - reach)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + reach)
    before, after = text[first:start], text[end:last]
    if first > 0 and not text[first - 1].isspace():
        before = before.partition(" ")[2]
    if last < len(text) and not text[last].isspace():
        after = after.rpartition(" ")[0]
    return f"{before}{text[start:end]}{after}".strip()
