"""The word lists of `resources/lexicon.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(section: str, name: str) -> frozenset[str]:
    """The lemmas of one list, lower case."""
    return frozenset(_lexicon()[section][name].split())


@cache
def _lexicon() -> dict[str, dict[str, str]]:
    text = files("reconcile").joinpath("resources/lexicon.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
