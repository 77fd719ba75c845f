"""The exact words inside quotation marks.

One pass over the marks, with a stack of the quotations open at that point. What a mark does follows from its form and
its neighbours, since straight marks, inverted pairs („…“, »…«) and slips of the keyboard leave the form ambiguous.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from reconcile.models import Span

_MARK = re.compile(r"``|''|[\"“”„‟＂«»‹›「」『』'‘’‚‛]")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_LINE_END = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]")
_FAMILY = {
    **dict.fromkeys(("``", "''", *'"“”„‟＂'), "double"),
    **dict.fromkeys("'‘’‚‛", "single"),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "angle"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
}
_ALWAYS_OPEN = frozenset({"``", "„", "‟", "‚", "‛", "「", "『"})
_ALWAYS_CLOSE = frozenset({"」", "』"})
_BEFORE_OPENING = frozenset("([{-–—―/:=*_>…") | frozenset(_FAMILY)
_FEET = re.compile(r"\d['’′]\s?\d{1,2}\Z")  # 6'2"
_ELIDED = re.compile(r"\d0s\b|(?:em|til|tis|twas|twere|cause|bout|round|n|s)\b", re.IGNORECASE)  # ’90s, ’em, ’tis
_NEXT_MARK = re.compile(r"\s*(``|[\"“„«‹»›「『'‘])")
_WORD_AFTER = re.compile(r" \w")
_INTERRUPTION = 60  # characters: “I have nothing to hide,” she told a local radio station, “and nowhere to run”


class _Does(Enum):
    OPENS = 1
    CLOSES = 2
    EITHER = 3
    NOTHING = 4


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    family: str
    does: _Does


@dataclass(frozen=True)
class _Open:
    """A quotation not closed yet: the mark's family and the first code point after the mark."""

    family: str
    start: int


def find_quotes(text: str) -> tuple[Span, ...]:
    """The quotations of an article, in order, as spans of the words between the marks.

    A quotation inside a quotation belongs to the outer one. One that goes on in the next paragraph gives a span for
    each paragraph. Apostrophes and marks of feet and inches are no quotation marks. Linear in the length of the text.
    """
    found: list[Span] = []
    pending: _Open | None = None
    for line in _LINE.finditer(text):
        if line[0].isspace():
            continue
        pieces, pending = _read_line(text, line.start(), line.end(), pending)
        for start, end in pieces:
            words = text[start:end].strip()
            if any(c.isalnum() for c in words):
                start = text.index(words, start)
                found.append(Span(start=start, end=start + len(words), text=words))
    return tuple(found)


def find_utterances(text: str) -> tuple[tuple[Span, ...], ...]:
    """The quotations in groups: those of one paragraph with no more than a reporting clause between them."""
    groups: list[list[Span]] = []
    for quote in find_quotes(text):
        before = groups[-1][-1].end if groups else None
        if (
            before is not None
            and quote.start - before <= _INTERRUPTION
            and not _LINE_END.search(text, before, quote.start)
        ):
            groups[-1].append(quote)
        else:
            groups.append([quote])
    return tuple(map(tuple, groups))


def _read_line(text: str, first: int, last: int, pending: _Open | None) -> tuple[list[tuple[int, int]], _Open | None]:
    """The quotations in one paragraph, and the one that it leaves open.

    `pending` is the quotation that the paragraph before left open.
    """
    marks = list(_marks(text, first, last))
    taken_up = _taken_up(text, last)
    pieces: list[tuple[int, int]] = []
    stack: list[_Open] = []
    depths: Counter[str] = Counter()
    if pending is not None and _goes_on(pending, marks):
        stack.append(_Open(pending.family, first))
        depths[pending.family] += 1
    for mark, single_after in zip(marks, _next_single(marks), strict=True):
        if mark.does is _Does.OPENS or (mark.does is _Does.EITHER and not depths[mark.family]):
            if mark.family != "single" or single_after or taken_up == mark.family:
                stack.append(_Open(mark.family, mark.end))
                depths[mark.family] += 1
        elif depths[mark.family] and not (single_after is _Does.CLOSES and _is_possessive(text, mark)):
            while stack:
                quote = stack.pop()
                depths[quote.family] -= 1
                if quote.family == mark.family:
                    break
            while pieces and pieces[-1][0] > quote.start:
                pieces.pop()
            pieces.append((quote.start, mark.start))
    return _close_line(text, last, pieces, stack, taken_up)


def _close_line(
    text: str, last: int, pieces: list[tuple[int, int]], stack: list[_Open], taken_up: str | None
) -> tuple[list[tuple[int, int]], _Open | None]:
    """End what the paragraph leaves open.

    A mark that stands before complete quotations, and that the next paragraph does not take up, is a slip. `taken_up`
    is the family of the mark with which the next paragraph begins.
    """
    for quote in stack:
        complete = bisect(pieces, (quote.start, last))
        inner = len(pieces) - complete
        if quote.family == taken_up or (quote.family != "single" and not inner):
            end = last
            while end > quote.start and text[end - 1].isspace():
                end -= 1
            return [*pieces[:complete], (quote.start, end)], quote
        if inner:
            break
    return pieces, None


def _taken_up(text: str, last: int) -> str | None:
    """The family of the opening mark with which the next paragraph begins; None without one."""
    following = _NEXT_MARK.match(text, last)
    if following is None or text[following.end() : following.end() + 1].isspace():
        return None
    return _FAMILY[following[1]]


def _goes_on(pending: _Open, marks: list[_Mark]) -> bool:
    """Whether a paragraph without an opening mark goes on with the quotation: its next mark closes one."""
    return next((mark.does is _Does.CLOSES for mark in marks if mark.family == pending.family), False)


def _next_single(marks: list[_Mark]) -> list[_Does | None]:
    """For each mark, what the next single mark does; None where none follows."""
    following: list[_Does | None] = []
    does: _Does | None = None
    for mark in reversed(marks):
        following.append(does)
        if mark.family == "single":
            does = mark.does
    return following[::-1]


def _is_possessive(text: str, mark: _Mark) -> bool:
    """Whether a single mark that closes nothing else can be the apostrophe of "the workers’ rights"."""
    return (
        mark.family == "single"
        and text[mark.start - 1 : mark.start] in ("s", "S", "z", "x")
        and _WORD_AFTER.match(text, mark.end) is not None
    )


def _marks(text: str, first: int, last: int) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, first, last):
        start, end = match.span()
        family = _FAMILY[match[0]]
        before = text[start - 1] if start > first else " "
        after = text[end] if end < last else " "
        if family == "single":
            does = _single(text, start, end, before, after)
        elif _FEET.search(text, max(first, start - 6), start):
            does = _Does.NOTHING
        else:
            does = _double(match[0], before, after)
        if does is not _Does.NOTHING:
            yield _Mark(start, end, family, does)


def _double(mark: str, before: str, after: str) -> _Does:
    """What a double mark or a guillemet does, by the room around it, else by its form."""
    if mark in _ALWAYS_OPEN:
        return _Does.OPENS
    if mark in _ALWAYS_CLOSE:
        return _Does.CLOSES
    free_before, free_after = before.isspace(), after.isspace()
    if free_before and not free_after and after not in ",;:.!?)]":
        return _Does.OPENS
    if free_after and not free_before:
        return _Does.CLOSES
    if mark in "\"＂''" and free_before:
        return _Does.EITHER
    if mark in "“«‹":
        return _Does.OPENS if not (before.isalnum() and after in ".,;:!?") else _Does.CLOSES
    if mark in "”»›":
        return _Does.CLOSES
    if before in _BEFORE_OPENING and after.isalnum():
        return _Does.OPENS
    return _Does.CLOSES if before.isalnum() or before in ".,!?…" else _Does.OPENS


def _single(text: str, start: int, end: int, before: str, after: str) -> _Does:
    """What a single mark does: a letter on both sides makes it an apostrophe."""
    mark = text[start]
    if before.isalnum() and after.isalnum():
        return _Does.NOTHING
    opens = not before.isalnum() and (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    if opens and mark != "’":
        return _Does.NOTHING if mark == "'" and _ELIDED.match(text, end) else _Does.OPENS
    if mark in "’'" and not before.isspace() and not after.isalnum():
        return _Does.CLOSES
    return _Does.NOTHING
