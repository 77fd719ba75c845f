"""From offsets in an article's text to files, lines and columns.

Lines end in LF or CRLF, lines and columns count from 1, columns count Unicode code points (what SARIF 2.1.0 calls
`unicodeCodePoints`), and a byte order mark takes no column. Only an article that is its file's content unchanged has
positions in that file: plain text and Markdown. In JSON Lines the line is known, in HTML and JSON only the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from reconcile.models import Article, Claim, Report

_PART = re.compile(r"(?P<file>.+)#(?P<number>[0-9]{1,12})")
_VERBATIM = {"", ".txt", ".text", ".md", ".markdown"}
_LINEWISE = {".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Region:
    """Where a stretch of text stands in its file; the end column is that of the first character behind it."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A file and, as far as it is known, the line or the region in it."""

    file: str
    line: int | None = None
    region: Region | None = None

    def __str__(self) -> str:
        if self.region is not None:
            return f"{self.file}:{self.region.line}:{self.region.column}"
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Lines:
    """Finds lines in one text."""

    def __init__(self, text: str) -> None:
        self._starts: Sequence[int] = (0, *(match.end() for match in re.finditer("\n", text)))
        self._mark = text.startswith("\ufeff")

    def region(self, start: int, end: int) -> Region:
        """The region of `text[start:end]`."""
        return Region(*self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return line, max(1, column - 1) if self._mark and line == 1 else column


@dataclass(frozen=True)
class Places:
    """The places of a report's claims."""

    report: Report

    @cached_property
    def _articles(self) -> dict[str, tuple[Article, Lines | None]]:
        return {a.id: (a, Lines(a.text) if _is_verbatim(a) else None) for a in self.report.articles}

    def of(self, claim: Claim) -> Place:
        article, lines = self._articles[claim.article_id]
        if lines is not None:
            region = lines.region(claim.start, claim.end)
            return Place(article.path, region.line, region)
        match = _PART.fullmatch(article.path)
        if match is None:
            return Place(article.path)
        linewise = PurePosixPath(match["file"]).suffix.lower() in _LINEWISE
        return Place(match["file"], int(match["number"]) if linewise else None)


def _is_verbatim(article: Article) -> bool:
    # Without the text, as in a report read back from JSON, no line can be counted.
    path = PurePosixPath(article.path)
    return bool(article.text) and article.path != "-" and path.suffix.lower() in _VERBATIM
