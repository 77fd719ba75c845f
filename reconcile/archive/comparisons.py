"""What came of comparing some articles, and how it is written as one row of a table.

The record is whatever the run wrote, compressed by Zstandard. The keys of the articles stand beside it, as it holds
words of theirs: when one of them is forgotten, so is the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reconcile.archive.records import compressed, row_id, uncompressed
from reconcile.archive.table import PRIMARY_KEY

if TYPE_CHECKING:
    import pyarrow as pa

TABLE = "comparisons"
COLUMNS = ["key", "record"]


class Comparison(NamedTuple):
    """The keys of the articles that were compared, and what came of it."""

    articles: tuple[str, ...]
    record: bytes


def schema() -> pa.Schema:
    """The table's columns."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("id", pa.string(), nullable=False, metadata=PRIMARY_KEY),
            pa.field("digest", pa.string(), nullable=False),
            pa.field("key", pa.string(), nullable=False),
            pa.field("articles", pa.list_(pa.string()), nullable=False),
            pa.field("record", pa.large_binary(), nullable=False),
        ]
    )


def to_table(digest: str, items: Mapping[str, Comparison]) -> pa.Table:
    """The items as rows."""
    import pyarrow as pa

    rows = [
        {
            "id": row_id(digest, key),
            "digest": digest,
            "key": key,
            "articles": list(item.articles),
            "record": compressed(item.record),
        }
        for key, item in items.items()
    ]
    return pa.Table.from_pylist(rows, schema=schema())


def from_row(row: Mapping[str, Any]) -> bytes:
    """The record of a row; nothing where it is damaged, so that it is made again."""
    try:
        return uncompressed(row["record"])
    except OSError:
        return b""
