"""The embedded store of articles, their claims and vectors, so that what was seen before is not worked out again."""

from __future__ import annotations

from reconcile.archive.records import Stored, article_key
from reconcile.archive.stats import Compacted, Stats
from reconcile.archive.store import Archive

__all__ = ["Archive", "Compacted", "Stats", "Stored", "article_key"]
