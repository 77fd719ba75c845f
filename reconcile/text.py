"""What several stages know of article text."""

from __future__ import annotations

import re

# Some archives store the publication date in front of the text: " date 2023-06-20 US President …".
STORED_DATE = re.compile(r"\ufeff?\s*date:?[ \t]+(\d{4}-\d{2}-\d{2})(?!\S)[ \t]*", re.IGNORECASE)
# "PLOIESTI, Romania, April 17 (Reuters) — " or "WASHINGTON -- " in front of an agency's report.
_DASH = r"(?:[ ]?(?:—|–|--)[ ]?|[ ]-[ ])(?=\S)"
DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:,[ ][A-Z][\w.’' ]{1,20}){0,3}(?:,[ ]\d{1,2})?(?:[ ]\([^()\n]{2,30}\))?" + _DASH + "|"
    r"[A-Z][\w.’' ,-]{2,40}[ ]\([A-Z][\w. /]{1,20}\)" + _DASH
)


def shorten(text: str, characters: int) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= characters else line[:characters].rsplit(" ", 1)[0] + " …"
