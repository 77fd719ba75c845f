"""From articles to prepared ones: each text is read once, and not at all where an archive knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from reconcile.engine.base import Engine, Failed
from reconcile.errors import InputError, ReconcileError
from reconcile.models import Article, Skipped
from reconcile.prepared import Prepared, slim
from reconcile.worker import Worker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

T = TypeVar("T")

FAULT = "cannot be analysed"
"""How the reason begins where an article or an event broke the analysis."""

_ARTICLES = 32  # read in one go: twice what the language model takes at a time
_OPENINGS = 256  # embedded in one go
_KEYS = 256  # asked of an archive in one go
_ADDED = 256  # articles given to an archive in one go, as each addition costs it a commit


class Archive(Protocol):
    """What is needed of `reconcile.archive.Archive`."""

    def get(self, keys: Sequence[str], *, vectors: bool = True) -> Mapping[str, Any]: ...
    def add(self, entries: Mapping[str, Any]) -> None: ...
    def near(self, vectors: Matrix, least: float) -> Sequence[str]: ...


class Intake:
    """Prepares articles by an engine, and with an archive if there is one; `told` hears how far it is."""

    def __init__(self, engine: Engine[Worker], archive: Archive | None, told: Callable[[str, int, int], None]) -> None:
        self._engine = engine
        self._archive = archive
        self._told = told

    def prepare(self, articles: Sequence[Article]) -> tuple[list[Prepared], list[Skipped]]:
        """The articles with their claims, in order, and notes on what was left out.

        Raises InputError when none of the articles can be analysed.
        """
        done = self._known(articles)
        missing = [article for article in articles if article.id not in done]
        twins: dict[tuple[str | None, ...], list[Article]] = {}
        for article in missing:
            twins.setdefault(_content(article), []).append(article)
        faults: list[Skipped] = []
        batches = list(in_batches([same[0] for same in twins.values()], _ARTICLES))
        step = Worker.read if self._archive is None else Worker.complete
        with Additions(self._archive.add if self._archive else None, _ADDED) as additions:
            for batch, results in zip(batches, self._engine.map(step, batches), strict=True):
                for article, result in zip(batch, results, strict=True):
                    same = twins[_content(article)]
                    if isinstance(result, Failed):
                        faults += [Skipped(path=twin.path, reason=f"{FAULT} ({result.reason})") for twin in same]
                        continue
                    fresh = [result.named(twin) for twin in same]
                    if self._archive is not None:
                        additions.take(entries_of(fresh))
                    done |= {prepared.article.id: prepared for prepared in fresh}
                self._told("reading", len(done) + len(faults), len(articles))
        if faults and not done:
            raise InputError(f"none of the articles can be analysed: {faults[0].path}: {faults[0].reason}")
        prepared = [done[article.id] for article in articles if article.id in done]
        return prepared, [*(note for p in prepared for note in p.notes), *faults]

    def open(self, articles: Sequence[Article]) -> Iterator[Matrix | None]:
        """For each article the vector of its opening, None where it could not be made."""
        done = 0
        batches = list(in_batches(articles, _OPENINGS))
        for batch, results in zip(batches, self._engine.map(Worker.openings, batches), strict=True):
            done += len(batch)
            self._told("grouping", done, len(articles))
            yield from (None if isinstance(result, Failed) else result for result in results)

    def nearby(self, prepared: Sequence[Prepared], least: float) -> list[Prepared]:
        """What the archive has near the openings of these articles, under ids that these do not have."""
        import numpy as np

        if self._archive is None:
            return []
        openings = [p.opening for p in prepared if p.opening is not None]
        own = set(keys_of([p.article for p in prepared]))
        keys = [key for key in self._archive.near(np.array(openings), least) if key not in own] if openings else []
        entries = (self._archive.get(batch, vectors=False) for batch in in_batches(keys, _KEYS))
        found = [_prepared(entry) for batch in entries for entry in batch.values()]
        found.sort(key=lambda p: (p.article.published or "9999", p.article.path, p.article.text))
        taken = {p.article.id for p in prepared}
        names = (name for i in range(1, len(taken) + len(found) + 1) if (name := f"a{i}") not in taken)
        return [p.named(p.article.model_copy(update={"id": name})) for p, name in zip(found, names, strict=False)]

    def _known(self, articles: Sequence[Article]) -> dict[str, Prepared]:
        """By article id what an archive knows."""
        done: dict[str, Prepared] = {}
        if self._archive is None:
            return done
        for batch in in_batches(articles, _KEYS):
            keys = keys_of(batch)
            stored = self._archive.get(sorted(set(keys)), vectors=False)
            for article, key in zip(batch, keys, strict=True):
                if key in stored:
                    done[article.id] = _prepared(stored[key]).named(article)
            self._told("looking up", len(done), len(articles))
        return done


class Additions:
    """What an archive has yet to be given: it is at the latest when the work ends or breaks off.

    `add` takes entries by their keys and is given about `size` of them at once; None: there is no archive.
    """

    def __init__(self, add: Callable[[Mapping[str, Any]], None] | None, size: int) -> None:
        self._add = add
        self._size = size
        self._waiting: dict[str, Any] = {}

    def __enter__(self) -> Additions:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, traceback: object) -> None:
        # Where something else went wrong, or the user stopped the run, that is what has to be told.
        with suppress(ReconcileError) if kind else nullcontext():
            self._flush()

    def take(self, entries: Mapping[str, Any]) -> None:
        """Of entries with the same key the last one counts."""
        self._waiting |= entries
        if len(self._waiting) >= self._size:
            self._flush()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        if self._add is not None and waiting:
            self._add(waiting)


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items, `size` at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _content(article: Article) -> tuple[str | None, ...]:
    """All that claims and vectors depend on."""
    return (article.text, article.published, article.title)


def keys_of(articles: Sequence[Article]) -> list[str]:
    """The names under which an archive has the articles."""
    from reconcile.archive import article_key

    return [article_key(article) for article in articles]


def entries_of(prepared: Sequence[Prepared]) -> dict[str, Any]:
    """As an archive takes them; copies with the same title, date, outlet and address are one."""
    from reconcile.archive import Stored

    keys = keys_of([p.article for p in prepared])
    stored = [Stored(p.article, p.claims, p.notes, p.opening, p.vectors, p.contexts) for p in prepared]
    return dict(zip(keys, stored, strict=True))


def _prepared(entry: Any) -> Prepared:
    """What an archive has of an article, without the vectors of the claims."""
    return Prepared(entry.article, slim(entry.claims), entry.notes, entry.opening)
