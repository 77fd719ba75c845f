"""Annotated events as the tool sees them: the candidates, and which annotations each of them meets.

Conflict, status and quote are marked exhaustively in the events, everything else near them is none: real articles
supply the negatives that written pairs lack.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconcile.compare.base import Pair
from reconcile.ingest import read
from reconcile.models import Article, Claim
from reconcile.pipeline import Pipeline

PRIORITY = ("conflict", "quote", "status", "attribution", "framing", "agreement")
FOLDS = 3


@dataclass(frozen=True)
class Side:
    """One half of an annotated pair: the article and the span."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Marked:
    """An annotated relation; `kind` is "trap" for pairs that only look like a conflict."""

    kind: str
    aspect: str | None
    clear: bool
    a: Side
    b: Side


@dataclass(frozen=True)
class Candidate:
    """A pair that reaches comparison, with the numbers of the annotations that it meets."""

    pair: Pair
    marked: tuple[int, ...]


@dataclass(frozen=True)
class AnnotatedEvent:
    """An event as read, extracted and annotated."""

    name: str
    articles: tuple[Article, ...]
    marked: tuple[Marked, ...]
    candidates: tuple[Candidate, ...]

    @property
    def fold(self) -> int:
        """By name, so that adding an event moves no other."""
        return int.from_bytes(hashlib.sha256(self.name.encode()).digest()[:4], "big") % FOLDS


def read_events(root: Path, pipeline: Pipeline) -> Iterator[AnnotatedEvent]:
    """Every folder under `root` that holds a `gold.json`, in order."""
    for gold in sorted(root.rglob("gold.json")):
        articles = tuple(read([str(gold.parent)]).articles)
        marked = tuple(_marked(json.loads(gold.read_text(encoding="utf-8")), articles))
        candidates = tuple(
            Candidate(pair, tuple(i for i, m in enumerate(marked) if meets(pair, m)))
            for pair in pipeline.candidates(articles)
        )
        yield AnnotatedEvent(f"{gold.parent.parent.name}/{gold.parent.name}", articles, marked, candidates)


def _marked(gold: dict[str, Any], articles: Sequence[Article]) -> Iterator[Marked]:
    by_file = {pathlib.PurePath(a.path).name: a for a in articles}
    for row in [*gold["pairs"], *({"kind": "trap", **trap} for trap in gold["not_conflict"])]:
        a, b = (_side(row[key], by_file[row[key]["file"]]) for key in ("a", "b"))
        yield Marked(row["kind"], row.get("aspect"), row.get("certainty", "clear") == "clear", a, b)


def _side(row: dict[str, Any], article: Article) -> Side:
    start = row["start"] if "start" in row else article.text.index(row["quote"])
    end = row["end"] if "end" in row else start + len(row["quote"])
    return Side(article.id, start, end, article.text[start:end])


def meets(pair: Pair, marked: Marked) -> bool:
    """As `score.py` has it: each side covers at least half of the other, or is covered to half."""
    one, other = pair.a, pair.b
    if one.article_id == marked.b.article_id:
        one, other = other, one
    return _share(one, marked.a) >= 0.5 and _share(other, marked.b) >= 0.5


def _share(claim: Claim, side: Side) -> float:
    """Length of the overlap in that of the shorter span."""
    if claim.article_id != side.article_id:
        return 0.0
    common = min(claim.end, side.end) - max(claim.start, side.start)
    return common / min(claim.end - claim.start, side.end - side.start)
