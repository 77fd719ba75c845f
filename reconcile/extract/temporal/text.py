"""A sentence made uniform for pattern matching, with the way back to the document's offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_IRREGULAR = re.compile(r"[^\S ]|  ")
_PIECE = re.compile(r"\s+|\S+")
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_PLAIN = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2212"} | {
    ord(mark): "'" for mark in "\u2018\u2019\u02bc"
}


@dataclass(frozen=True, slots=True)
class FoldedText:
    """`raw` has single spaces; `low` is `raw` in lower case with plain hyphens and apostrophes; both are equally long.

    A blank line stays a line break, so that nothing is read across paragraphs.
    """

    raw: str
    low: str
    _origins: tuple[int, ...] | None
    _skipped: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the original text of `raw[start:end]`."""
        if self._origins is None:
            return self._skipped + start, self._skipped + end
        return self._skipped + self._origins[start], self._skipped + self._origins[end - 1] + 1

    def capitalised(self, index: int) -> bool:
        return self.raw[index].isupper()


def fold(text: str) -> FoldedText:
    """Collapse white space and fold case, hyphens and apostrophes, one character for one."""
    stripped = text.lstrip()
    skipped = len(text) - len(stripped)
    text = stripped.rstrip()
    raw, origins = _collapse(text) if _IRREGULAR.search(text) else (text, None)
    low = raw.lower()
    if len(low) != len(raw):  # a few capitals, such as "İ", have a lower case of two characters
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in raw)
    if not low.isascii():
        low = low.translate(_PLAIN)
    return FoldedText(raw, low, origins, skipped)


def _collapse(text: str) -> tuple[str, tuple[int, ...]]:
    pieces: list[str] = []
    origins: list[int] = []
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece.isspace():
            pieces.append("\n" if len(piece) > 1 and len(_LINE_BREAK.findall(piece)) > 1 else " ")
            origins.append(match.start())
        else:
            pieces.append(piece)
            origins.extend(range(match.start(), match.end()))
    return "".join(pieces), tuple(origins)
