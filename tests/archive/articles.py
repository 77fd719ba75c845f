"""Articles with claims and vectors that depend on a number alone, so that two processes agree on what they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from reconcile.archive import Stored, article_key
from reconcile.models import Article, Claim, Mention, Quantity, Skipped, Status

WIDTH = 16
CLAIMS = 3


def stored(number: int, *, opening: bool = True, vectors: bool = True, width: int = WIDTH, **fields: Any) -> Stored:
    """Article `number`, published on one of the first 28 days of 2024."""
    random = np.random.default_rng(number)
    text = f"The mayor of Linz opened bridge {number} on Monday. About {number} people came. He thanked them."
    fields = {
        "id": f"a{number}",
        "path": f"feed/{number:04}.txt",
        "text": text,
        "title": f"Bridge {number}",
        "source": "Stadtblatt",
        "published": f"2024-01-{1 + number % 28:02}",
    } | fields
    article = Article(**fields)
    mayor = Mention(start=4, end=9, text="mayor", name="the mayor of Linz", label="PERSON")
    people = Quantity(start=0, end=1, text="A", low=float(number), high=None, counted="people", approximate=True)
    claims = tuple(
        Claim(
            id=f"{article.id}.c{i}",
            article_id=article.id,
            start=i,
            end=i + 9,
            text=article.text[i : i + 9],
            proposition=f"claim {i} of {number}",
            status=Status.EXPECTED,
            entities=(mayor,),
            quantities=(people,) if i else (),
        )
        for i in range(CLAIMS)
    )
    parts = (_unit(random, width), _unit(random, CLAIMS, width), _unit(random, CLAIMS, width))
    return Stored(
        article=article,
        claims=claims,
        notes=(Skipped(path=article.path, reason="a table"),) if number % 2 else (),
        opening=parts[0] if opening else None,
        vectors=parts[1] if vectors else None,
        contexts=parts[2] if vectors else None,
    )


def several(*numbers: int, **how: Any) -> dict[str, Stored]:
    """Articles by their keys."""
    made = [stored(number, **how) for number in numbers]
    return {article_key(each.article): each for each in made}


def key(number: int) -> str:
    return article_key(stored(number).article)


def same(a: Stored, b: Stored) -> bool:
    """Whether two entries hold the same, bit by bit."""
    arrays = ((a.opening, b.opening), (a.vectors, b.vectors), (a.contexts, b.contexts))
    return (a.article, a.claims, a.notes) == (b.article, b.claims, b.notes) and all(
        (x is None) == (y is None) and (x is None or y is None or (x.dtype == y.dtype and np.array_equal(x, y)))
        for x, y in arrays
    )


def _unit(random: np.random.Generator, *shape: int) -> Any:
    rows = random.normal(size=shape).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)
