"""The archive itself: a table whose rows are articles, and one whose rows are what came of comparing some of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fnmatch import fnmatchcase
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any

from reconcile.archive import comparisons
from reconcile.archive.comparisons import Comparison
from reconcile.archive.lance import committed, load, quoted, told
from reconcile.archive.place import TABLE, Place
from reconcile.archive.records import (
    LAYOUT,
    LAYOUT_KEY,
    Stored,
    completed,
    from_row,
    lacks_vectors,
    row_id,
    schema,
    to_table,
    vectors_of,
)
from reconcile.archive.stats import Compacted, Stats
from reconcile.archive.table import Table, make_table, open_table
from reconcile.errors import ArchiveError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_DIGITS = 6  # of cosines: those behind depend on which texts the model and the product took in one go
_ARTICLE = ["key", "path", "width", "record", "opening"]
_VECTORS = ["vectors", "contexts"]
# Of two runs that store one article at once, the one that knows less must not win.
_KNOWS_MORE = "(source.width IS NOT NULL OR target.width IS NULL) AND (source.opened OR NOT target.opened)"


class Archive:
    """Articles seen before with their claims and vectors, and what came of comparing them.

    `where` is a folder or an object-store URL, which goes to LanceDB as it is. `digest` names the settings and models
    that made claims and vectors: what others made is not seen. With `create` an archive is begun where there is none.

    All methods raise ArchiveError when the archive cannot be read or written: no permission, a full disk, no archive.
    """

    def __init__(self, where: str, digest: str, *, create: bool = True) -> None:
        self._digest = digest
        self._where = where
        lancedb = load()
        self._place = Place(where, create=create)
        try:
            with told(where):
                # Every read looks for what other runs have committed.
                self._connection = lancedb.connect(self._place.uri, read_consistency_interval=dt.timedelta(0))
                self._table = committed(partial(_open, self._connection, where, create))
            _check_layout(self._table.metadata, where)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder; the archive is of no use afterwards."""
        self._place.close()

    def get(self, keys: Iterable[str], *, vectors: bool = True) -> dict[str, Stored]:
        """What is known of the articles, in the order of the keys; those that are not there are left out.

        Without `vectors` those of the claims are not read, which are most of the bytes.
        """
        return dict(self.stream(keys, vectors=vectors))

    def embedded(self, keys: Iterable[str]) -> set[str]:
        """Those of the articles whose claims have vectors, which are not read for it."""
        return {key for key, row in self._rows(keys, ["key", "width"]) if row["width"] is not None}

    def vectors(self, keys: Iterable[str]) -> dict[str, tuple[Matrix, Matrix]]:
        """Vectors and contexts, `(n_claims, dim)` each, of the articles that have them; nothing else is read."""
        rows = self._rows(keys, ["key", "path", "claims", "width", *_VECTORS])
        return {key: found for key, row in rows if (found := vectors_of(row)) is not None}

    def stream(self, keys: Iterable[str], *, vectors: bool = True) -> Iterator[tuple[str, Stored]]:
        """`get` piece by piece: never more than a few hundred articles in memory."""
        for key, row in self._rows(keys, _ARTICLE + (_VECTORS if vectors else [])):
            yield key, from_row(row)

    def add(self, items: Mapping[str, Stored]) -> None:
        """Store articles by their keys, in one commit: all of them or, when it fails, none.

        What is there already is replaced, but vectors that only the archive has stay. Raises ValueError when vectors do
        not fit the claims.
        """
        left = dict(items)
        while left:
            # Another run may know vectors of these articles that this one has not made.
            left |= {
                key: completed(left[key], old)
                for key, old in self.stream(key for key, stored in left.items() if lacks_vectors(stored))
            }
            rows = to_table(self._digest, left)
            # Fewer: another run has stored vectors since they were looked up. Take them over, too.
            if self._table.merge(rows, _KNOWS_MORE) >= len(left):
                return

    def compared(self, keys: Iterable[str]) -> dict[str, bytes]:
        """What came of comparisons, by their keys, as it was given to `add_compared`; unknown ones are left out."""
        table = self._comparisons
        if table is None:
            return {}
        rows = table.rows((row_id(self._digest, key) for key in keys), comparisons.COLUMNS)
        return {row["key"]: comparisons.from_row(row) for row in rows}

    def add_compared(self, items: Mapping[str, Comparison]) -> None:
        """Store what came of comparisons by their keys, in one commit; what is there already is replaced."""
        if not items:
            return
        table = self._comparisons
        if table is None:
            with told(self._where):
                make = partial(make_table, self._connection, self._where, comparisons.TABLE, comparisons.schema())
                table = committed(make)
        table.merge(comparisons.to_table(self._digest, items))

    def near(self, vectors: Matrix, least: float) -> list[str]:
        """Keys, sorted, of the articles whose opening has a cosine of at least `least` with any of the vectors.

        `vectors` is `(n, dim)`, unit rows. Every opening is looked at, exactly and in bounded memory.
        """
        import numpy as np

        if not len(vectors):
            return []
        wanted = vectors.astype(np.float64).T
        found: set[str] = set()
        for batch in self._table.scan(["digest", "key", "opening"]):
            width = len(wanted) * np.dtype(np.float32).itemsize
            rows = [
                (key, opening)
                for digest, key, opening in zip(*(batch[name].to_pylist() for name in batch.schema.names), strict=True)
                if digest == self._digest and opening is not None and len(opening) == width
            ]
            if rows:
                openings = np.frombuffer(b"".join(opening for _, opening in rows), dtype="<f4").reshape(len(rows), -1)
                cosines = (openings.astype(np.float64) @ wanted).round(_DIGITS)
                found |= {rows[i][0] for i in np.flatnonzero(cosines.max(axis=1) >= least)}
        return sorted(found)

    def stats(self) -> Stats:
        """What the archive holds, of all digests."""
        keys: set[str] = set()
        digests: Counter[str] = Counter()
        days: set[dt.date] = set()
        claims = 0
        for batch in self._table.scan(["digest", "key", "day", "claims"]):
            keys.update(batch["key"].to_pylist())
            digests.update(batch["digest"].to_pylist())
            days.update(day for day in batch["day"].to_pylist() if day)
            claims += sum(batch["claims"].to_pylist())
        others = self._comparisons
        live = self._table.bytes + (others.bytes if others else 0)
        return Stats(
            articles=len(keys),
            entries=digests.total(),
            claims=claims,
            digests=tuple(sorted(digests.items(), key=lambda item: (-item[1], item[0]))),
            size=live if self._place.size is None else self._place.size,
            live=live,
            oldest=min(days, default=None),
            newest=max(days, default=None),
        )

    def compact(self) -> Compacted:
        """Join the files of many small additions, and free what no entry uses any more.

        While another run uses the archive, what that run may read is kept for a day; at a URL always. Needs as much
        free space as the entries take.
        """
        before = self.stats().size
        with told(self._where), self._place.alone() as alone:
            if alone:
                self._place.sweep()
            for table in (self._table, self._comparisons):
                if table is not None:
                    table.tidy(alone=alone)
        return Compacted(before=before, after=self.stats().size, complete=alone)

    def forget(
        self,
        *,
        keys: Sequence[str] = (),
        before: dt.date | None = None,
        other_digests: bool = False,
        paths: Sequence[str] = (),
    ) -> int:
        """Remove articles, of all digests, and say how many; all conditions that are given must fit.

        One of `keys`; published before a day (articles without one never fit); made under other digests than this
        archive's; a path that fits one of the patterns `paths` (* ? [] as in file names). What is removed takes its
        space until `compact`. Raises ValueError when no condition is given.
        """
        conditions = []
        if keys:
            conditions.append(f"key IN ({quoted(list(keys))})")
        if before is not None:
            conditions.append(f"day < DATE '{before.isoformat()}'")
        if other_digests:
            conditions.append(f"digest <> {quoted([self._digest])}")
        if not conditions and not paths:
            raise ValueError("say what to forget")
        gone = {
            row_id(row["digest"], row["key"]): row["key"]
            for batch in self._table.scan(["digest", "key", "path"], " AND ".join(conditions))
            for row in batch.to_pylist()
            if not paths or any(fnmatchcase(row["path"], pattern) for pattern in paths)
        }
        self._table.delete(gone)
        self._forget_compared(set(gone.values()), other_digests=other_digests)
        return len(set(gone.values()))

    def _forget_compared(self, keys: AbstractSet[str], *, other_digests: bool) -> None:
        """Remove what was made of articles that are forgotten, as it holds words of theirs.

        With `other_digests` only where those were the makers: this digest still has the articles.
        """
        table = self._comparisons
        if table is None or not keys:
            return
        condition = f"digest <> {quoted([self._digest])}" if other_digests else ""
        table.delete(
            row["id"]
            for batch in table.scan(["id", "articles"], condition)
            for row in batch.to_pylist()
            if not keys.isdisjoint(row["articles"])
        )

    @property
    def _comparisons(self) -> Table | None:
        """The second table; None as long as no run has stored a comparison."""
        with told(self._where):
            return committed(partial(open_table, self._connection, self._where, comparisons.TABLE))

    def _rows(self, keys: Iterable[str], columns: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Rows of this digest with their keys, in the order of the keys."""
        rows = self._table.rows((row_id(self._digest, key) for key in keys), columns)
        return ((row["key"], row) for row in rows)


def _open(connection: Any, where: str, create: bool) -> Table:
    table = open_table(connection, where, TABLE)
    if table is not None:
        return table
    if not create:
        raise ArchiveError(f"{where}: there is no archive")
    return make_table(connection, where, TABLE, schema())


def _check_layout(metadata: Mapping[bytes, bytes], where: str) -> None:
    found = metadata.get(LAYOUT_KEY.encode())
    if found is None:
        raise ArchiveError(f"{where}: is a LanceDB folder of something else: give an empty or a new one")
    if found != LAYOUT.encode():
        raise ArchiveError(
            f"{where}: was made by another version of reconcile (layout {found.decode('utf-8', 'replace')}, this one "
            f"reads {LAYOUT}): give a new folder, which is filled from the articles again, and delete this one"
        )
