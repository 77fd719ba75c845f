"""What is known of one article, and how it is written as one row of a table.

Everything about an article stands in its row, so a row that can be seen is a whole article. Articles and claims are
JSON, compressed by Zstandard; vectors are little-endian float32, row after row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reconcile.archive.table import PRIMARY_KEY
from reconcile.errors import ArchiveError
from reconcile.models import Article, Claim, Frozen, Skipped

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

LAYOUT = "1"
"""Version of the table's layout; goes up when older programs could not read the rows, or newer ones older rows."""

LAYOUT_KEY = "reconcile.layout"

_PARTS = ("opening", "vectors", "contexts")
_FLOAT = "<f4"


@dataclass(frozen=True, eq=False)
class Stored:
    """What is known of one article.

    `article` is as first read, its id included. `opening` is the unit vector `(dim,)` of the words that tell its event;
    `vectors` and `contexts` are `(n_claims, dim)`, unit rows. None: not embedded yet. Arrays that come out of an
    archive are read-only.
    """

    article: Article
    claims: tuple[Claim, ...]
    notes: tuple[Skipped, ...] = ()
    opening: Matrix | None = None
    vectors: Matrix | None = None
    contexts: Matrix | None = None


class _Record(Frozen):
    article: Article
    claims: tuple[Claim, ...] = ()
    notes: tuple[Skipped, ...] = ()


def article_key(article: Article) -> str:
    """SHA-256 in hex of all that extraction depends on; not of the id and the path, which change from run to run."""
    parts = [article.text, article.title, article.published, article.source, article.url]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def row_id(digest: str, key: str) -> str:
    """What tells a row from all others: the models and settings, and the article."""
    return f"{digest}:{key}"


def schema() -> pa.Schema:
    """The table's columns; the layout's version stands in its metadata."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("id", pa.string(), nullable=False, metadata=PRIMARY_KEY),
            pa.field("digest", pa.string(), nullable=False),
            pa.field("key", pa.string(), nullable=False),
            pa.field("path", pa.string(), nullable=False),
            pa.field("day", pa.date32()),
            pa.field("claims", pa.int32(), nullable=False),
            # What is known, in columns that cost little to look at: the width of the vectors, if there is an opening.
            pa.field("width", pa.int32()),
            pa.field("opened", pa.bool_(), nullable=False),
            pa.field("record", pa.large_binary(), nullable=False),
            *(pa.field(name, pa.large_binary()) for name in _PARTS),
        ],
        metadata={LAYOUT_KEY: LAYOUT},
    )


def to_table(digest: str, items: Mapping[str, Stored]) -> pa.Table:
    """The items as rows. Raises ValueError when vectors do not fit the claims."""
    import pyarrow as pa

    return pa.Table.from_pylist([_row(digest, key, stored) for key, stored in items.items()], schema=schema())


def from_row(row: Mapping[str, Any]) -> Stored:
    """The opposite of `to_table`, for one row; its vectors may be left out. Raises ArchiveError when damaged."""
    with _told(row["path"]):
        # Faster than pydantic's own parser, and lone surrogates and infinities come back as they were.
        record = _Record.model_validate(json.loads(uncompressed(row["record"])))
        shape = (len(record.claims), row["width"])
        return Stored(
            article=record.article,
            claims=record.claims,
            notes=record.notes,
            opening=_array(row["opening"], (-1,)),
            vectors=_array(row.get("vectors"), shape),
            contexts=_array(row.get("contexts"), shape),
        )


def vectors_of(row: Mapping[str, Any]) -> tuple[Matrix, Matrix] | None:
    """Vectors and contexts of a row alone; None: not embedded yet. Raises ArchiveError when damaged."""
    with _told(row["path"]):
        shape = (row["claims"], row["width"])
        vectors, contexts = _array(row["vectors"], shape), _array(row["contexts"], shape)
        return None if vectors is None or contexts is None else (vectors, contexts)


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, TypeError) as error:  # pydantic's ValidationError is a ValueError
        reason = str(error).splitlines()[0]
        raise ArchiveError(
            f"the archive's entry of {path} cannot be read ({reason}): reconcile archive forget DIR --path PATTERN"
        ) from None


def completed(new: Stored, old: Stored) -> Stored:
    """`new` with the vectors that only `old` has."""
    both = new.vectors is None and len(new.claims) == len(old.claims)
    return Stored(
        article=new.article,
        claims=new.claims,
        notes=new.notes,
        opening=old.opening if new.opening is None else new.opening,
        vectors=old.vectors if both else new.vectors,
        contexts=old.contexts if both else new.contexts,
    )


def lacks_vectors(stored: Stored) -> bool:
    """Whether the archive may know more than this."""
    return stored.opening is None or stored.vectors is None


def compressed(data: bytes) -> bytes:
    """By Zstandard."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def uncompressed(data: bytes) -> bytes:
    """The opposite. Raises OSError when damaged."""
    import pyarrow as pa

    return bytes(pa.CompressedInputStream(pa.BufferReader(data), "zstd").read())


def _row(digest: str, key: str, stored: Stored) -> dict[str, Any]:
    _check(stored)
    record = _Record(article=stored.article, claims=stored.claims, notes=stored.notes)
    data = json.dumps(record.model_dump(exclude_defaults=True), separators=(",", ":")).encode()
    return {
        "id": row_id(digest, key),
        "digest": digest,
        "key": key,
        "path": stored.article.path.encode("utf-8", "replace").decode(),
        "day": stored.article.day,
        "claims": len(stored.claims),
        "width": None if stored.vectors is None else stored.vectors.shape[1],
        "opened": stored.opening is not None,
        "record": compressed(data),
        **{part: _bytes(getattr(stored, part)) for part in _PARTS},
    }


def _check(stored: Stored) -> None:
    """Raise ValueError when shapes do not fit: a wrong row must not reach the disk."""
    if (stored.vectors is None) != (stored.contexts is None):
        raise ValueError("vectors and contexts are stored together or not at all")
    if stored.opening is not None and stored.opening.ndim != 1:
        raise ValueError(f"opening has shape {stored.opening.shape}, want (dim,)")
    if stored.vectors is not None and stored.contexts is not None:
        if stored.vectors.ndim != 2 or len(stored.vectors) != len(stored.claims):
            raise ValueError(f"vectors have shape {stored.vectors.shape}, want ({len(stored.claims)}, dim)")
        if stored.contexts.shape != stored.vectors.shape:
            raise ValueError(f"contexts have shape {stored.contexts.shape}, vectors {stored.vectors.shape}")


def _bytes(array: Matrix | None) -> bytes | None:
    return None if array is None else array.astype(_FLOAT).tobytes()


def _array(data: bytes | None, shape: tuple[int, ...]) -> Matrix | None:
    import numpy as np

    if data is None:
        return None
    return np.frombuffer(data, dtype=_FLOAT).astype(np.float32, copy=False).reshape(shape)
