"""Fixtures shared by all tests."""

import re
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reconcile import worker
from reconcile.compare.entailment import KINDS, Relation
from reconcile.extract.language import load_language
from reconcile.models import Article, Claim

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"


class WordEncoder:
    """Vectors of hashed words: texts with the same words are alike. Stands in for a model."""

    def encode(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.casefold()):
                row[zlib.crc32(word.encode()) % 256] += 1
            row /= np.linalg.norm(row) or 1
        return rows

    def describe(self) -> dict[str, str]:
        return {"name": "words", "sha256": ""}


class WordEntailment:
    """Texts that share most words agree, others have nothing to do with each other. Stands in for a model."""

    def relate(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        return [self._relation(*(set(re.findall(r"\w+", text.casefold())) for text in pair)) for pair in pairs]

    def _relation(self, a: set[str], b: set[str]) -> Relation:
        shared = len(a & b) / max(1, min(len(a), len(b)))
        rest = dict.fromkeys(KINDS, 0.0)
        nli = {"entailment": shared, "neutral": 1 - shared, "contradiction": 0.0}
        return Relation(nli=nli, kind=rest | {"agreement": shared, "unrelated": 1 - shared})

    def describe(self) -> dict[str, str]:
        return {"name": "words", "sha256": ""}


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The packaged language pipeline, which takes a second to load."""
    return load_language()


@pytest.fixture
def loaded_once(monkeypatch: pytest.MonkeyPatch, nlp: Any) -> None:
    """Workers read with the session's pipeline."""
    monkeypatch.setattr(worker, "load_language", lambda _: nlp)


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def entailment() -> WordEntailment:
    return WordEntailment()


@pytest.fixture
def make_article() -> Callable[..., Article]:
    def make(text: str, published: str | None = "2023-06-20", **fields: Any) -> Article:
        fields = {"id": "a1", "path": "1.txt"} | fields
        return Article(text=text, published=published, **fields)

    return make


@pytest.fixture
def make_claim() -> Callable[..., Claim]:
    def make(text: str = "The minister resigned.", article: str = "a1", **fields: Any) -> Claim:
        fields = {"id": f"{article}.c1", "start": 0, "end": len(text), "proposition": text} | fields
        return Claim(article_id=article, text=text, **fields)

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with the measuring data is not there")
    return SHARED
