"""What several stages know of article text."""

from __future__ import annotations

import re

# Some archives store the publication date in front of the text: " date 2023-06-20 US President …".
STORED_DATE = re.compile(r"\ufeff?\s*date:?[ \t]+(\d{4}-\d{2}-\d{2})(?!\S)[ \t]*", re.IGNORECASE)


def shorten(text: str, characters: int) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= characters else line[:characters].rsplit(" ", 1)[0] + " …"
