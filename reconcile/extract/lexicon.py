"""The word lists of `resources/lexicon.toml`, read once."""

from __future__ import annotations

from functools import cache

from reconcile.packaged import table


@cache
def words(section: str, name: str) -> frozenset[str]:
    """The lemmas of one list, lower case."""
    return frozenset(table("lexicon")[section][name].split())
