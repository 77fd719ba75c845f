"""Static word vectors distilled from MiniLM (Apache-2.0): what the encoder knows, at the price of a look-up.

A word's vector is made of two parts: the mean of its word-piece embeddings, and its hidden states in a lower layer of
the encoder averaged over its occurrences (Bommasani, Davis & Cardie 2020 find such averages better than any vector the
encoder gives a lone word). The texts are the training treebanks and the Wikipedia passages of FoolMeTwice. For words
that occur seldom or never there, the second part is predicted from the word alone by ridge regression. The
concatenation is reduced by principal components. Words are spaCy's NORMs, so that case and the style of apostrophes do
not matter.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from spacy.language import Language
from spacy.vectors import Vectors  # type: ignore[import-not-found]

from training.language_data import Document

Array = NDArray[np.float32]
LAYER = 3
ENOUGH = 4  # occurrences from which the average is trusted as it is


def sentences_of(nlp: Language, documents: list[Document], texts: Iterable[str]) -> Iterator[list[str]]:
    """Sequences of NORMs: the sentences of the treebanks, then other passages."""
    for document in documents:
        for sentence in document.sentences:
            yield [token.norm_ for token in nlp.make_doc(sentence.text) if not token.is_space]
    for text in texts:
        yield [token.norm_ for token in nlp.make_doc(text) if not token.is_space]


def wikipedia_passages(data: Path) -> list[str]:
    """The claims and evidence passages of FoolMeTwice, each once."""
    passages: dict[str, None] = {}
    for name in ("dev", "test"):
        for line in (data / "fool-me-twice" / "dataset" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            for evidence in item["gold_evidence"] + item["retrieved_evidence"]:
                passages.setdefault(evidence["text"])
            passages.setdefault(item["text"])
    return list(passages)


class Encoder:
    """MiniLM with its tokenizer: hidden states and piece embeddings a word."""

    def __init__(self, path: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(str(path))
        self.model: Any = AutoModel.from_pretrained(str(path)).eval()
        self.model.encoder.layer = self.model.encoder.layer[:LAYER]
        self.pieces: Array = self.model.embeddings.word_embeddings.weight.detach().numpy()

    def states(self, batch: list[list[str]]) -> Iterator[tuple[int, int, Array]]:
        """(sentence, word, state of ``LAYER``: (384,)) of every word, the mean over its pieces."""
        coded = self.tokenizer(
            batch, is_split_into_words=True, return_tensors="pt", padding=True, truncation=True, max_length=160
        )
        with torch.inference_mode():
            hidden = self.model(**coded).last_hidden_state.numpy()
        for i in range(len(batch)):
            ids = np.array([-1 if word is None else word for word in coded.word_ids(i)])
            for word in range(int(ids.max(initial=-1)) + 1):
                at = np.flatnonzero(ids == word)
                if at.size:
                    yield i, word, hidden[i, at].mean(axis=0)

    def alone(self, words: list[str]) -> tuple[Array, Array]:
        """(mean piece embeddings, states) of words without context, (n_words, 384) each."""
        static = np.zeros((len(words), self.pieces.shape[1]), dtype=np.float32)
        states = np.zeros_like(static)
        for start in range(0, len(words), 512):
            chunk = words[start : start + 512]
            ids = self.tokenizer(chunk, add_special_tokens=False)["input_ids"]
            for i, pieces in enumerate(ids):
                if pieces:
                    static[start + i] = self.pieces[pieces].mean(axis=0)
            for i, _, state in self.states([[text] for text in chunk]):
                states[start + i] = state
        return static, states


def vocabulary(encoder: Encoder, counts: Counter[str], size: int) -> list[str]:
    """Words that occur twice or more in the texts, then whole words of MiniLM's own vocabulary, at most ``size``."""
    frequent = [word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count > 1]
    pieces = sorted(encoder.tokenizer.get_vocab().items(), key=lambda item: item[1])
    whole = [piece for piece, _ in pieces if piece.isascii() and piece.isalpha() and len(piece) > 1]
    return list(dict.fromkeys(frequent + whole))[:size]


def averages(encoder: Encoder, sentences: list[list[str]], row: dict[str, int]) -> tuple[Array, Array]:
    """(sum of states, number of occurrences) of every word of ``row``: (n_words, 384) and (n_words,)."""
    total = np.zeros((len(row), encoder.pieces.shape[1]), dtype=np.float32)
    seen = np.zeros(len(row), dtype=np.float32)
    ordered = sorted((sentence[:120] for sentence in sentences if sentence), key=len)
    start = 0
    while start < len(ordered):
        batch = ordered[start : start + max(1, 2000 // len(ordered[start]))]
        start += len(batch)
        for i, word, state in encoder.states(batch):
            at = row.get(batch[i][word])
            if at is not None:
                total[at] += state
                seen[at] += 1
    return total, seen


def _ridge(x: Array, y: Array, weight: Array, strength: float = 30.0) -> Array:
    """Weights of the weighted least-squares map from x to y, with a bias as last row."""
    x = np.hstack([x, np.ones((len(x), 1), dtype=np.float32)])
    weighted = x * weight[:, None]
    solved = np.linalg.solve(weighted.T @ x + strength * np.eye(x.shape[1], dtype=np.float32), weighted.T @ y)
    return np.asarray(solved, dtype=np.float32)


def _scaled(part: Array) -> Array:
    part = part - part.mean(axis=0)
    return np.asarray(part / np.linalg.norm(part, axis=1).mean(), dtype=np.float32)


def distil(
    nlp: Language, encoder: Encoder, sentences: list[list[str]], size: int, dims: int
) -> tuple[list[str], Array]:
    """(words, vectors: (n_words, dims) with rows of mean length 1)."""
    counts = Counter(word for sentence in sentences for word in sentence)
    words = vocabulary(encoder, counts, size)
    static, alone = encoder.alone(words)
    total, seen = averages(encoder, sentences, {word: i for i, word in enumerate(words)})
    known = seen > 0
    features = np.hstack([static, alone])
    mean = total[known] / seen[known, None]
    weights = _ridge(features[known], mean, np.minimum(seen[known] / 50, 1).astype(np.float32))
    predicted = np.hstack([features, np.ones((len(words), 1), dtype=np.float32)]) @ weights
    context = (total + ENOUGH * predicted) / (seen + ENOUGH)[:, None]
    joined = np.hstack([0.5 * _scaled(static), _scaled(context)])
    joined -= joined.mean(axis=0)
    _, axes = np.linalg.eigh(joined.T @ joined)
    reduced = joined @ axes[:, ::-1][:, :dims]
    # Partly whitened: the first components carry frequency more than meaning.
    reduced /= np.sqrt(reduced.std(axis=0))
    reduced /= np.linalg.norm(reduced, axis=1).mean()
    return words, reduced.astype(np.float32)


def spellings(nlp: Language, words: list[str], texts: Iterable[str]) -> dict[str, int]:
    """Row of every spelling: lower case, capitalised, upper case, and the forms in the texts with that NORM.

    spaCy looks vectors up by the word as written (a table keyed by another attribute does not survive being saved), so
    several keys share a row.
    """
    row = {word: i for i, word in enumerate(words)}
    found: dict[str, int] = {}
    for word, i in row.items():
        for spelling in (word, word.capitalize(), word.upper()):
            found.setdefault(spelling, i)
    for text in texts:
        for token in nlp.make_doc(text):
            if token.norm_ in row:
                found.setdefault(token.text, row[token.norm_])
    return found


def table(nlp: Language, words: list[str], data: Array, texts: Iterable[str]) -> Vectors:
    """spaCy's vector table with a key for every spelling. The words themselves are not stored, only their hashes."""
    vectors = Vectors(strings=nlp.vocab.strings, data=data)
    for spelling, row in spellings(nlp, words, texts).items():
        vectors.add(spelling, row=row)
    return vectors
