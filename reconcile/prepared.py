"""An article on its way: what was read from it, and the vectors as far as they are needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from reconcile.models import Article, Claim, Cluster, Event, Frozen, Skipped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reconcile.compare.verdict import Verdict

    Vectors = NDArray[np.float32]

F = TypeVar("F", bound=Frozen)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An article with its claims; None for vectors that were not made.

    `opening` is `(dim,)` and tells which event the article is about. Row i of `vectors` and `contexts`
    `(n_claims, dim)` belongs to claim i.
    """

    article: Article
    claims: tuple[Claim, ...]
    notes: tuple[Skipped, ...] = ()
    opening: Vectors | None = None
    vectors: Vectors | None = None
    contexts: Vectors | None = None

    def named(self, article: Article) -> Prepared:
        """The same under the ids and the path of an article with the same text and date."""
        if article is self.article:
            return self
        claims = tuple(
            claim
            if claim.article_id == article.id
            else claim.model_copy(update={"id": _claim_id(article.id, claim), "article_id": article.id})
            for claim in self.claims
        )
        notes = tuple(Skipped(path=article.path, reason=note.reason) for note in self.notes)
        return replace(self, article=article, claims=slim(claims), notes=notes)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """An event to be compared, with those of its articles that are compared.

    Of every pair of articles one must be among the `wanted` ids; none: all pairs are compared.
    """

    event: Event
    members: tuple[Prepared, ...]
    wanted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What came of an event."""

    clusters: tuple[Cluster, ...]
    verdicts: tuple[Verdict, ...]


def slim(items: Iterable[F]) -> tuple[F, ...]:
    """The same claims, or whatever else it is, in about half the memory.

    pydantic gives every object a set of the names of its fields that were given: 2 KB of the 4 KB of a claim. One
    set for all that have the same names does as well, as the objects are frozen.
    """
    told = tuple(items)
    for item in told:
        _share(item)
        if isinstance(item, Claim) and item.proposition == item.text:
            item.__dict__["proposition"] = item.text  # one string instead of two equal ones
    return told


_NAMES: dict[frozenset[str], set[str]] = {}  # a few dozen at most: one for each choice of optional fields


def _share(item: Frozen) -> None:
    names = frozenset(item.__pydantic_fields_set__)
    object.__setattr__(item, "__pydantic_fields_set__", _NAMES.setdefault(names, set(names)))
    for value in item.__dict__.values():
        if isinstance(value, Frozen):
            _share(value)
        elif isinstance(value, tuple):
            for part in value:
                if isinstance(part, Frozen):
                    _share(part)


def _claim_id(article_id: str, claim: Claim) -> str:
    return f"{article_id}{claim.id.removeprefix(claim.article_id)}"
