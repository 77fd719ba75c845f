"""From events to verdicts: each event is compared once, and not at all where an archive knows what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from reconcile.engine.base import Engine, Failed
from reconcile.intake import FAULT, Additions, entries_of, in_batches, keys_of
from reconcile.models import Skipped
from reconcile.prepared import Case, Compared, Prepared
from reconcile.recorded import from_record, record_key, to_record
from reconcile.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_CLAIMS = 600  # of the events that are compared in one go: their pairs are what takes memory
_ARTICLES = 32  # embedded in one go
_EMBEDDED = 256  # articles given to an archive in one go, as each addition costs it a commit; 60 MB of vectors
_KEYS = 256  # asked of an archive in one go
_ADDED = 64  # events given to an archive in one go, as each addition costs it a commit


class Archive(Protocol):
    """What is needed of `reconcile.archive.Archive`."""

    def add(self, entries: Mapping[str, Any]) -> None: ...
    def embedded(self, keys: Sequence[str]) -> Collection[str]: ...
    def vectors(self, keys: Sequence[str]) -> Mapping[str, tuple[Matrix, Matrix]]: ...
    def compared(self, keys: Sequence[str]) -> Mapping[str, bytes]: ...
    def add_compared(self, items: Mapping[str, Any]) -> None: ...


class Comparing:
    """Compares events by an engine, and with an archive if there is one; `told` hears how far it is.

    `digest` names the models and settings that make a comparison what it is.
    """

    def __init__(
        self, engine: Engine[Worker], archive: Archive | None, told: Callable[[str, int, int], None], digest: str
    ) -> None:
        self._engine = engine
        self._archive = archive
        self._told = told
        self._digest = digest

    def compare(self, cases: Sequence[Case]) -> tuple[list[Compared], list[Skipped]]:
        """What came of the cases, in order, and notes on those that could not be compared."""
        done = self._known(cases)
        faults: list[Skipped] = []
        total = sum(len(case.members) for case in cases)
        gone = sum(len(case.members) for case in cases if case.event.id in done)
        self._told("comparing", gone, total)
        left = [case for case in cases if case.event.id not in done]
        self._embed([member for case in left for member in case.members])
        batches = list(case_batches(left))
        loaded = ([replace(case, members=self._recalled(case)) for case in batch] for batch in batches)
        with Additions(self._archive.add_compared if self._archive else None, _ADDED) as additions:
            for batch, results in zip(batches, self._engine.map(Worker.compare, loaded), strict=True):
                for case, result in zip(batch, results, strict=True):
                    if isinstance(result, Failed):
                        reason = f"event {case.event.id} {FAULT} ({result.reason})"
                        faults.append(Skipped(path=case.members[0].article.path, reason=reason))
                        continue
                    done[case.event.id] = result
                    if self._archive is not None:
                        additions.take(self._entry(case, result))
                gone += sum(len(case.members) for case in batch)
                self._told("comparing", gone, total)
        return [done[case.event.id] for case in cases if case.event.id in done], faults

    def _known(self, cases: Sequence[Case]) -> dict[str, Compared]:
        """By event id what an archive knows."""
        done: dict[str, Compared] = {}
        for batch in in_batches(cases if self._archive is not None else (), _KEYS):
            keys = [record_key(self._digest, _keys(case), _wanted(case)) for case in batch]
            records = self._archive.compared(keys) if self._archive is not None else {}
            for case, key in zip(batch, keys, strict=True):
                if key in records and (compared := from_record(case, records[key])) is not None:
                    done[case.event.id] = compared
        return done

    def _embed(self, members: Sequence[Prepared]) -> None:
        """Give an archive the vectors that it lacks, so that the event's next comparison does not make them again."""
        if self._archive is None:
            return
        lacking = []
        for batch in in_batches(members, _KEYS):
            keys = keys_of([member.article for member in batch])
            stored = self._archive.embedded(keys)
            lacking += [member for member, key in zip(batch, keys, strict=True) if key not in stored]
        batches = list(in_batches(lacking, _ARTICLES))
        gone = 0
        with Additions(self._archive.add, _EMBEDDED) as additions:
            for batch, results in zip(batches, self._engine.map(Worker.embed, batches), strict=True):
                # What cannot be embedded cannot be compared either, and is told then.
                additions.take(entries_of([result for result in results if not isinstance(result, Failed)]))
                gone += len(batch)
                self._told("embedding", gone, len(lacking))

    def _recalled(self, case: Case) -> tuple[Prepared, ...]:
        """The members with the vectors of their claims, as far as an archive has them."""
        if self._archive is None:
            return case.members
        keys = _keys(case)
        stored = self._archive.vectors(keys)
        return tuple(
            replace(member, vectors=stored[key][0], contexts=stored[key][1]) if key in stored else member
            for member, key in zip(case.members, keys, strict=True)
        )

    def _entry(self, case: Case, compared: Compared) -> dict[str, Any]:
        from reconcile.archive import Comparison

        keys = _keys(case)
        return {record_key(self._digest, keys, _wanted(case)): Comparison(tuple(keys), to_record(case, compared))}


def case_batches(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """The cases, so many at a time that their claims fill the models' batches."""
    batch: list[Case] = []
    claims = 0
    for case in cases:
        batch.append(case)
        claims += sum(len(member.claims) for member in case.members)
        if claims >= _CLAIMS:
            yield batch
            batch, claims = [], 0
    if batch:
        yield batch


def _wanted(case: Case) -> list[int]:
    """The places of the articles that every pair must have one of."""
    return [i for i, member in enumerate(case.members) if member.article.id in case.wanted]


def _keys(case: Case) -> list[str]:
    return keys_of([member.article for member in case.members])
