"""Pairs that the written sets lack: the same said twice, and things that merely stand near each other.

The written pairs never hold the same sentence on both sides, and in the contrast sets one changed word makes a
conflict: trained on them alone, a cross-encoder takes verbatim repetitions, of which news is full, for conflicts. Nor
has it seen clauses of one article, which share names and topic and are about different matters. Both kinds of pair come
for nothing: from the written pairs' own texts, and from news-like genres of the treebanks that may train what ships.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from reconcile.models import Article
from training.entailment_data import Pair, normal
from training.language_data import NON_COMMERCIAL, read_conllu

if TYPE_CHECKING:
    from reconcile.embed import Encoder, Vectors
    from reconcile.pipeline import Pipeline

GENRES = frozenset({"news", "interview", "speech", "bio", "court", "essay", "newsgroup", "weblog"})
TREEBANKS = ("ud-english-gum/en_gum-ud-train.rebuilt.conllu", "ud-english-ewt/en_ewt-ud-train.rebuilt.conllu")
STRANGERS = 5  # nearest other items that one is drawn from
NEAR = (0.2, 0.65)  # cosines: nearer, and clauses of one article may say the same again
PER_CLAUSE = 2
Clauses: TypeAlias = "Sequence[tuple[list[str], Vectors]]"
_DIGITS = {word: str(i) for i, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_SAME = (
    (re.compile(r"[“”]"), '"'),
    (re.compile(r"’"), "'"),
    (re.compile(r"\bpercent\b|\bper cent\b"), "%"),
    (re.compile(r"\bU\.S\."), "US"),
    (re.compile(r"\bSept(?:ember|\.)"), "Sep."),
    (re.compile(r"\b(January|February|August|October|November|December)\b"), lambda m: m[0][:3] + "."),
    (re.compile(r"(?<=\d),(?=\d{3})"), ""),
    (re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\b"), lambda m: _DIGITS[m[0]]),
    (re.compile(r"\.$"), ""),
    (re.compile(r"^(?:On|In|At) [^,]{3,40}, "), ""),
)
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys)|told|accord|confirm|announc|claim|admit|insist|acknowledg|not|n't|no|never)", re.I
)


def respelled(text: str, rng: random.Random) -> str:
    """The text with some other spellings of the same, and perhaps cut at a comma; it still says the same or less.

    A tail that attributes or denies is never cut off.
    """
    for pattern, replacement in _SAME:
        if rng.random() < 0.5:
            text = pattern.sub(replacement, text)
    head, comma, tail = text.rpartition(", ")
    if comma and len(head.split()) >= 6 and not _SAYS.search(tail) and rng.random() < 0.5:
        return head
    return text


def repetitions(texts: Sequence[str], seed: int = 5) -> list[Pair]:
    """Every text beside itself: a third verbatim, the others respelled. They agree."""
    rng = random.Random(seed)  # noqa: S311
    return [Pair(t, t if rng.random() < 1 / 3 else respelled(t, rng), "agreement", "repetition") for t in texts]


def strangers(news: Sequence[Pair], vectors: Vectors, seed: int = 5) -> list[Pair]:
    """Each written claim beside one of the five nearest of other items: another event, so unrelated.

    `vectors` is `(len(news), dim)`, unit rows, of the pairs' `a`.
    """
    rng = random.Random(seed)  # noqa: S311
    same: dict[str, set[int]] = {}
    for i, pair in enumerate(news):
        same.setdefault(normal(pair.a), set()).add(i)
    pairs = []
    for i, pair in enumerate(news):
        own = same[normal(pair.a)]
        order = [
            int(j) for j in np.argsort(-(vectors @ vectors[i]), kind="stable")[: len(own) + 5] if int(j) not in own
        ]
        other = news[rng.choice(order[:5])]
        pairs.append(Pair(pair.a, rng.choice((other.a, other.b)), "unrelated", "stranger"))
    return pairs


def read_clauses(data: Path, pipeline: Pipeline) -> Clauses:
    """Clauses as the tool cuts them, document by document, with their vectors; news-like genres of both treebanks."""
    documents = [d for file in TREEBANKS for d in read_conllu(data / file) if d.genre in GENRES - NON_COMMERCIAL]
    articles = [
        Article(id=f"d{i}", path=d.name, text=d.text, published="2018-06-12") for i, d in enumerate(documents) if d.text
    ]
    found = pipeline.claims(articles).claims
    clauses = []
    for article in articles:
        own = [claim.proposition for claim in found if claim.article_id == article.id]
        if len(own) > PER_CLAUSE:
            clauses.append((own, pipeline.worker.encoder.encode(own)))
    return clauses


def bystanders(clauses: Clauses, seed: int = 5) -> Iterator[Pair]:
    """Each clause beside two of the nearest of its own document that do not say nearly the same: unrelated."""
    rng = random.Random(seed)  # noqa: S311
    for own, vectors in clauses:
        cosines = vectors @ vectors.T
        for i, text in enumerate(own):
            near = [int(j) for j in np.argsort(-cosines[i], kind="stable") if NEAR[0] <= cosines[i, j] <= NEAR[1]]
            for j in rng.sample(near[:8], min(PER_CLAUSE, len(near[:8]))):
                yield Pair(text, own[j], "unrelated", "bystander")


def contrast_pairs(news: Sequence[Pair], clauses: Clauses, encoder: Encoder) -> dict[str, list[Pair]]:
    """Repetitions, strangers and bystanders, by these names, in a fixed order. Only what `news` holds is repeated."""
    written = sorted({text for pair in news for text in (pair.a, pair.b)})
    said = sorted({text for own, _ in clauses for text in own})
    return {
        "repetition": repetitions([*written, *said]),
        "stranger": strangers(news, encoder.encode([pair.a for pair in news])),
        "bystander": list(bystanders(clauses)),
    }
