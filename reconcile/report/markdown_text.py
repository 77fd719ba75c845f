"""A claim's words as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from reconcile.models import Article, Claim
from reconcile.report.escape import emphasise, inline
from reconcile.report.marks import around, missing

BRIEF = 110  # characters of a claim where it is only pointed to

Spans = Iterable[tuple[int, int]]


def claim_text(claim: Claim, article: Article, spans: Spans, separator: str = "<br>") -> str:
    """The claim's words, those in `spans` (code points in the article) in bold, and who says so if they don't tell."""
    before, after = around(claim, article)
    own = [(start - claim.start, end - claim.start) for start, end in spans]
    text = f"{before}{emphasise(claim.text, own)}{after}"
    speaker = claim.speaker
    if speaker is None:
        return text
    name = speaker.name or speaker.text
    if name in claim.text:
        return text
    role = speaker.role if speaker.role != name else None
    return f"{text}{separator}— {inline(', '.join(filter(None, [name, role])))}"


def brief(claim: Claim, article: Article, spans: Spans) -> str:
    """As much of the claim's words as a line holds, around the first of `spans`."""
    before, after = around(claim, article)
    whole, shift = f"{before}{claim.text}{after}", len(before) - claim.start
    own = sorted((start + shift, end + shift) for start, end in spans)
    start, end = window(whole, own[0] if own else (0, 0), BRIEF)
    cut = whole[start:end]
    lead, tail = missing(cut)
    text = emphasise(cut, [(a - start, b - start) for a, b in own])
    return f"{lead or ('… ' if start else '')}{text}{tail or (' …' if end < len(whole) else '')}"


def window(text: str, span: tuple[int, int], width: int) -> tuple[int, int]:
    """Where to cut `text` at words so that `width` code points with the beginning of `span` are left."""
    if len(text) <= width:
        return 0, len(text)
    start = 0
    if span[1] > width:
        space = text.find(" ", max(0, min(span[0] - width // 3, len(text) - width)), span[0])
        start = space + 1 if space >= 0 else span[0]
    if len(text) - start <= width:
        return start, len(text)
    space = text.rfind(" ", start, start + width)
    return start, space if space > start else start + width
