"""One table of an archive: rows under an id, of which all operations that LanceDB's archive needs are made here.

LanceDB writes new files beside the old ones and makes them visible by one atomic commit, so a run that is killed leaves
what was there before; of two commits at once the later one is checked against the earlier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from reconcile.archive.lance import committed, quoted, told

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 256  # rows asked for in one go: bounds memory, and the length of a query
_SCANNED = 2048  # rows of a scan in memory at once
_NOW = dt.timedelta(milliseconds=1)  # LanceDB warns of zero, as it cannot know that nobody else is there
_LONG_AGO = dt.timedelta(days=1)  # no run reads a version so old
# Rows of one id are one row for writers at the same time, too: the second insert of an id is a conflict.
PRIMARY_KEY = {"lance-schema:unenforced-primary-key:position": "1"}


class Table:
    """A table whose column `id` tells its rows apart; `where` is the archive's place, for messages.

    All methods raise ArchiveError when the table cannot be read or written.
    """

    def __init__(self, where: str, table: Any) -> None:
        self._where = where
        self._table = table

    @property
    def metadata(self) -> Mapping[bytes, bytes]:
        """Of the schema that the table was made with."""
        return self._table.schema.metadata or {}

    @property
    def bytes(self) -> int:
        """What the rows take that are in use."""
        with told(self._where):
            return int(self._table.stats()["total_bytes"])

    def scan(self, columns: list[str], where: str = "") -> Iterator[pa.RecordBatch]:
        """Record batches of some columns; only these are read from the disk."""
        with told(self._where):
            query = self._table.search().select(columns)
            yield from (query.where(where) if where else query).to_batches(batch_size=_SCANNED)

    def rows(self, ids: Iterable[str], columns: list[str]) -> Iterator[dict[str, Any]]:
        """The rows of these ids, in the order of the ids; those that are not there are left out."""
        for some in _batches(dict.fromkeys(ids), _AT_ONCE):
            batches = self.scan(["id", *columns], f"id IN ({quoted(some)})")
            found = {row["id"]: row for batch in batches for row in batch.to_pylist()}
            yield from (found[name] for name in some if name in found)

    def merge(self, rows: pa.Table, unless: str | None = None) -> int:
        """Write the rows in one commit, over those of the same ids that fit `unless`; how many were written."""
        with told(self._where):
            result = committed(partial(self._merge, rows, unless))
        return int(result.num_inserted_rows + result.num_updated_rows)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove rows; they take their space until `tidy`."""
        with told(self._where):
            for some in _batches(ids, _AT_ONCE):
                committed(partial(self._table.delete, f"id IN ({quoted(some)})"))

    def tidy(self, *, alone: bool) -> None:
        """Join small files and free what no row uses; unless `alone`, what others may be reading stays for a day."""
        with told(self._where):
            self._part_from_deleted()
            keep = _NOW if alone else _LONG_AGO
            committed(lambda: self._table.optimize(cleanup_older_than=keep, delete_unverified=alone))

    def _merge(self, rows: pa.Table, when: str | None) -> Any:
        merge = self._table.merge_insert("id").when_matched_update_all(where=when)
        return merge.when_not_matched_insert_all().execute(rows)

    def _part_from_deleted(self) -> None:
        """Have the next compaction rewrite files of which only a few rows were deleted.

        LanceDB lets such files be, for speed; but what was forgotten has to leave the disk. A second file beside them
        makes it join the two.
        """
        newest = max(self._table.list_versions(), key=lambda version: int(version["version"]))
        if int(newest["metadata"].get("total_deletion_files", 0)):
            first = self._table.search().select(["id"]).limit(1).to_arrow()["id"].to_pylist()
            if first:
                committed(lambda: self._table.update(where=f"id IN ({quoted(first)})", values_sql={"id": "id"}))


def open_table(connection: Any, where: str, name: str) -> Table | None:
    """The table, None where there is none of this name."""
    try:
        return Table(where, connection.open_table(name))
    except ValueError as error:
        if "not found" not in str(error):
            raise
    return None


def make_table(connection: Any, where: str, name: str, schema: pa.Schema) -> Table:
    """A new table, or the one that another run has made in the meantime."""
    try:
        return Table(where, connection.create_table(name, schema=schema))
    except ValueError as error:
        if "already exists" not in str(error):
            raise
    return Table(where, connection.open_table(name))


def _batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while some := list(islice(iterator, size)):
        yield some
