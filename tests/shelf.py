"""An archive in memory, stand-ins for the models, and a few articles, two of which are on one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from reconcile import worker
from reconcile.config import Settings
from reconcile.errors import ArchiveError
from reconcile.models import Article, Report
from reconcile.packaged import SHA256
from reconcile.pipeline import Pipeline
from tests.conftest import WordEncoder, WordEntailment

TEXTS = (
    "The flood killed 12 people in Alessandria on Monday. Officials said the river rose by two metres overnight.",
    "The flood killed 30 people in Alessandria on Monday. Officials said help for the town was on its way.",
    "Milk prices rose again in May. Farmers said that fodder had become dearer since the war began.",
    "The court fined the bank 3 million euros on Friday. The bank said it would appeal.",
    "The minister resigned on Thursday. A spokesman said that no successor had been found.",
)


def made_articles() -> list[Article]:
    """One article a text, of one day."""
    texts = enumerate(TEXTS, start=1)
    return [Article(id=f"a{i}", path=f"{i}.txt", text=text, published="2023-06-20") for i, text in texts]


class Packaged(WordEncoder):
    """An encoder that says it is the packaged one, whose framing axes come ready made."""

    def encode(self, texts: Sequence[str]) -> Any:
        return np.pad(super().encode(texts), ((0, 0), (0, 128)))

    def describe(self) -> dict[str, str]:
        return {"name": "words", "sha256": SHA256}


class Unusable(Packaged):
    """The same where nobody must use it."""

    def encode(self, texts: Sequence[str]) -> Any:
        raise AssertionError(f"embeds {len(texts)} texts")


class Shelf:
    """An archive in memory that notes what it is asked for."""

    def __init__(self) -> None:
        self.entries: dict[str, Any] = {}
        self.comparisons: dict[str, Any] = {}
        self.added: list[int] = []
        self.vectors_of: list[str] = []
        self.full = False

    def get(self, keys: Sequence[str], *, vectors: bool = True) -> dict[str, Any]:
        assert not vectors, "vectors are asked for where nobody needs them"
        return {k: replace(self.entries[k], vectors=None, contexts=None) for k in keys if k in self.entries}

    def embedded(self, keys: Sequence[str]) -> set[str]:
        return {key for key in keys if key in self.entries and self.entries[key].vectors is not None}

    def vectors(self, keys: Sequence[str]) -> dict[str, Any]:
        self.vectors_of += keys
        known = {key: self.entries[key] for key in keys if key in self.entries}
        return {key: (entry.vectors, entry.contexts) for key, entry in known.items() if entry.vectors is not None}

    def add(self, entries: Mapping[str, Any]) -> None:
        if self.full:
            raise ArchiveError("the disk is full")
        assert all(entry.opening is not None for entry in entries.values())
        self.added.append(len(entries))
        self.entries |= entries

    def compared(self, keys: Sequence[str]) -> dict[str, bytes]:
        return {key: self.comparisons[key].record for key in keys if key in self.comparisons}

    def add_compared(self, items: Mapping[str, Any]) -> None:
        if self.full:
            raise ArchiveError("the disk is full")
        self.comparisons |= items

    def near(self, vectors: Any, least: float) -> list[str]:
        return sorted(key for key, entry in self.entries.items() if (vectors @ entry.opening).max() >= least)


def report(articles: Sequence[Article], archive: Any, encoder: Any = None, **settings: Any) -> Report:
    stages = Pipeline(Settings(**settings), encoder=encoder or Packaged(), entailment=WordEntailment())
    return stages.report(articles, archive=archive)


def on_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing may load the language model or read a text with it."""

    def refuse(*_: Any) -> Any:
        raise AssertionError("reads texts")

    monkeypatch.setattr(worker, "load_language", refuse)
    monkeypatch.setattr(worker, "extract_claims", refuse)
