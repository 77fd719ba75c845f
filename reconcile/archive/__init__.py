"""The embedded store of what was worked out of articles, so that it need not be again: claims, vectors, comparisons."""

from __future__ import annotations

from reconcile.archive.comparisons import Comparison
from reconcile.archive.records import Stored, article_key
from reconcile.archive.stats import Compacted, Stats
from reconcile.archive.store import Archive

__all__ = ["Archive", "Compacted", "Comparison", "Stats", "Stored", "article_key"]
