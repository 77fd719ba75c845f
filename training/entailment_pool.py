"""Pairs without labels, which a larger model labels for the small one (distillation: Hinton, Vinyals, Dean 2015).

The sets that may train what ships hold some ten thousand pairs of the breadth of MultiNLI, too few for a small network.
Their texts, and the sentences of the treebanks, make many more pairs: each beside its neighbours, turned round, cut, or
with a word, a figure or a negation changed. What such a pair means is for the larger model to say; it need not make
good sense, only lie where two claims may come to lie.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from training.entailment_data import Pair

if TYPE_CHECKING:
    from reconcile.embed import Vectors

UNLABELLED = ""
CHUNK = 1000  # rows of a matrix of cosines held at once
BROAD = frozenset({"openie-mnli", "taxinli"})  # sets of the breadth of MultiNLI
CAPTIONS = frozenset({"snli", "openie-snli", "counterfactual"})
Similar = Mapping[str, Sequence[str]]
_BE = re.compile(r"\b(is|are|was|were|will|would|can|could|should|has|had|have|did|does|do)\b(?! not|n't)", re.I)
_NOT = re.compile(r"\b(?:not|never) |n't\b", re.I)
_FIGURE = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_COUNT = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many", "a few", "no")
_COUNTED = re.compile(rf"\b(?:{'|'.join(_COUNT)}|all|some|most|every|one)\b", re.I)
_TAIL = re.compile(r",? (?:in|on|at|with|for|because|when|after|before|which|who|while|by|from|to|as|if|and|but) |, ")
_WORD = re.compile(r"[A-Za-z]{4,}")


def similar_words(words: Sequence[str], vectors: Vectors, near: int = 8) -> dict[str, list[str]]:
    """Each word's nearest others by cosine; `vectors` is (len(words), dim), unit rows."""
    return {words[i]: [words[j] for j in others] for i, others in enumerate(nearest(vectors, near))}


def nearest(vectors: Vectors, number: int) -> Iterator[list[int]]:
    """For each row the `number` others with the largest cosine, largest first."""
    for start in range(0, len(vectors), CHUNK):
        cosines = vectors[start : start + CHUNK] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -2.0
        width = min(number, len(vectors) - 1)
        best = np.argpartition(-cosines, width - 1, axis=1)[:, :width] if width else np.empty((len(cosines), 0), int)
        for i, row in enumerate(best):
            yield sorted((int(j) for j in row), key=lambda j: (-cosines[i, j], j))


def _negated(text: str, rng: random.Random) -> str:
    if _NOT.search(text):
        return _NOT.sub("", text, count=1)
    places = list(_BE.finditer(text))
    if not places:
        return text
    end = rng.choice(places).end()
    return f"{text[:end]} not{text[end:]}"


def _counted(text: str, rng: random.Random) -> str:
    figures = list(_FIGURE.finditer(text))
    if figures:
        match = rng.choice(figures)
        value = match[0][:-1] + rng.choice("0123456789") if rng.random() < 0.5 else str(rng.randint(2, 900))
        return text[: match.start()] + value + text[match.end() :]
    return _COUNTED.sub(rng.choice(_COUNT), text, count=1)


def _cut(text: str, rng: random.Random) -> str:
    places = [m for m in _TAIL.finditer(text) if len(text[: m.start()].split()) >= 3]
    return text[: rng.choice(places).start()] if places else text


def _respoken(text: str, rng: random.Random, similar: Similar) -> str:
    places = [m for m in _WORD.finditer(text) if m[0].lower() in similar]
    for match in sorted(rng.sample(places, min(len(places), rng.choice((1, 1, 2)))), key=lambda m: -m.start()):
        other = rng.choice(similar[match[0].lower()])
        text = text[: match.start()] + (other.capitalize() if match[0][0].isupper() else other) + text[match.end() :]
    return text


def _exchanged(text: str, rng: random.Random) -> str:
    places = list(_WORD.finditer(text))
    if len(places) < 3:
        return text
    one, other = sorted(rng.sample(places, 2), key=lambda m: m.start())
    middle = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + middle + one[0] + text[other.end() :]


def edited(text: str, rng: random.Random, similar: Similar) -> str:
    """The text with one or two small changes of any kind."""
    changes: tuple[Callable[[str], str], ...] = (
        lambda t: _respoken(t, rng, similar),
        lambda t: _respoken(t, rng, similar),
        lambda t: _negated(t, rng),
        lambda t: _counted(t, rng),
        lambda t: _cut(t, rng),
        lambda t: _cut(t, rng),
        lambda t: _exchanged(t, rng),
    )
    for change in rng.sample(changes, rng.choice((1, 1, 2))):
        text = change(text)
    return text


def beside(texts: Sequence[str], vectors: Vectors, number: int, rng: random.Random, near: int = 10) -> Iterator[Pair]:
    """Each text with `number` of its nearest others."""
    for text, others in zip(texts, nearest(vectors, near), strict=True):
        for j in rng.sample(others, min(number, len(others))):
            yield Pair(text, texts[j], UNLABELLED, "beside")


def varied(texts: Iterable[str], number: int, rng: random.Random, similar: Similar) -> Iterator[Pair]:
    """Each text with `number` edited forms of itself, in either order."""
    for text in texts:
        for _ in range(number):
            other = edited(text, rng, similar)
            if other != text:
                yield (
                    Pair(text, other, UNLABELLED, "edited")
                    if rng.random() < 0.6
                    else Pair(other, text, UNLABELLED, "edited")
                )


def turned(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The other order; what followed need not follow any more."""
    for pair in pairs:
        yield Pair(pair.b, pair.a, UNLABELLED, "turned")


def runs(sentences: Sequence[str], rng: random.Random, similar: Similar) -> Iterator[Pair]:
    """Two sentences in a row as the premise, and one of them, perhaps edited, as what may follow from it."""
    for one, other in pairwise(sentences):
        said = rng.choice((one, other))
        yield Pair(f"{one} {other}", edited(said, rng, similar) if rng.random() < 0.7 else said, UNLABELLED, "run")


def broad_pool(
    inference: Sequence[Pair], sentences: Sequence[str], embed: Callable[[list[str]], Vectors], similar: Similar
) -> list[Pair]:
    """The unlabelled pairs from the inference sets and from sentences of treebanks, in document order."""
    rng = random.Random(11)  # noqa: S311
    broad = [p for p in inference if p.source in BROAD]
    texts = sorted({t for p in broad for t in (p.a, p.b)} | set(sentences))
    captions = sorted({t for p in inference if p.source in CAPTIONS for t in (p.a, p.b)})
    vectors = embed(texts)
    return [
        *turned(p for p in inference if p.source != "conjnli-auto"),
        *beside(texts, vectors, 2, rng),
        *varied(texts, 3, rng, similar),
        *varied(rng.sample(captions, min(len(captions), 25_000)), 1, rng, similar),
        *runs(sentences, rng, similar),
    ]
