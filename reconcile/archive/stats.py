"""What an archive holds and what it takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Stats:
    """`articles` counts texts; one that is stored under two digests has two entries.

    `digests` are (name, entries), most entries first. `size` is what the archive takes, in bytes; `live` how much of
    that the entries themselves take, the rest being superseded. `oldest` and `newest` are publication days.
    """

    articles: int
    entries: int
    claims: int
    digests: tuple[tuple[str, int], ...]
    size: int
    live: int
    oldest: dt.date | None
    newest: dt.date | None


@dataclass(frozen=True)
class Compacted:
    """Bytes before and after; not `complete` when what others may still be reading was kept."""

    before: int
    after: int
    complete: bool
