"""Article text for a page: every character visible, and cut where a highlight begins or ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from reconcile.report.escape import visible

CONTEXT = 600  # characters of a paragraph on each side of a claim: some articles are a single line

Range = tuple[int, int]

_SPACE = re.compile(r"\s+")
_WEB = re.compile(r"https?://[^\s/?#\\][^\s\\]*", re.IGNORECASE)
_NOT_IN_AN_ANCHOR = re.compile(r"[^A-Za-z0-9_.-]")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that looks the same throughout."""

    text: str
    in_claim: bool
    marked: bool


def shown(text: str) -> str:
    """The text with unseen characters as `⟨U+202E⟩` and every run of white space as one space, also at its ends."""
    return _SPACE.sub(" ", visible(text))


def pieces(text: str, window: Range, claim: Range, marks: Iterable[Range]) -> tuple[Piece, ...]:
    """The part of `text` in `window`, cut at the edges of the claim and of the marks (code points in `text`)."""
    start, end = _trimmed(text, window)
    inside = [_trimmed(text, mark) for mark in marks]
    edges = {start, end, *(min(max(edge, start), end) for span in (claim, *inside) for edge in span)}
    cuts = sorted(edges)
    found: list[Piece] = []
    for a, b in pairwise(cuts):
        piece = Piece(text[a:b], claim[0] <= a and b <= claim[1], any(m <= a and b <= n for m, n in inside))
        if found and (found[-1].in_claim, found[-1].marked) == (piece.in_claim, piece.marked):
            piece = Piece(found.pop().text + piece.text, piece.in_claim, piece.marked)
        found.append(piece)
    return tuple(found)


def paragraph(text: str, span: Range) -> Range:
    """The lines that `span` lies in; of very long ones the words within `CONTEXT` characters of it."""
    start, end = span
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    last = min(ends, default=len(text))
    if start - first > CONTEXT:
        space = text.find(" ", start - CONTEXT, start)
        first = space + 1 if space >= 0 else start - CONTEXT
    if last - end > CONTEXT:
        space = text.rfind(" ", end, end + CONTEXT)
        last = space if space >= 0 else end + CONTEXT
    return first, last


def web_address(url: str | None) -> str | None:
    """The address if it is safe to link to: http or https, with a host and without a hidden character."""
    return url if url and _WEB.fullmatch(url) and visible(url) == url else None


def anchor(name: str) -> str:
    """A name as (part of) an element's id."""
    return _NOT_IN_AN_ANCHOR.sub("-", name)


def _trimmed(text: str, span: Range) -> Range:
    start, end = max(0, span[0]), min(len(text), span[1])
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, max(start, end)
