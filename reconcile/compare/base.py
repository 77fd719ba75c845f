"""What the comparators have in common.

A comparison of one feature of two claims ends in an ordered level, as in record linkage (Fellegi and Sunter 1969;
Splink's comparison levels): missing, same, compatible, differs. Only the verdict turns levels into kinds.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from reconcile.models import Claim, Frozen, Span


class Level(StrEnum):
    """How one feature of two claims relates."""

    MISSING = "missing"  # at least one claim does not say
    SAME = "same"
    COMPATIBLE = "compatible"  # both can be true: a bound, a rounding, a coarser grain
    DIFFERS = "differs"


# From what fits best to what says nothing.
ORDER = {Level.SAME: 0, Level.COMPATIBLE: 1, Level.DIFFERS: 2, Level.MISSING: 3}


class Pair(Frozen):
    """Two claims of different articles with the articles' publication days.

    `cosine` is that of the claims' vectors, `context` that of the passages around them, `words` the weighted share of
    common words. A rank counts the claims of the other article that are nearer in all three: `a_rank` 0 says that no
    claim of b's article is nearer to a than b. `a_axes` and `b_axes` place the claims on the framing axes: axis name to
    a position from -1 to 1. `a_utterance` and `b_utterance` are the whole quotations that the claims are part of.
    """

    a: Claim
    b: Claim
    a_day: dt.date | None = None
    b_day: dt.date | None = None
    cosine: float
    context: float = 0.0
    words: float = 0.0
    a_rank: int = 0
    b_rank: int = 0
    a_axes: dict[str, float] = Field(default_factory=dict)
    b_axes: dict[str, float] = Field(default_factory=dict)
    a_utterance: tuple[Span, ...] = ()
    b_utterance: tuple[Span, ...] = ()

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Each claim with the article of the other: what the pair's rivals have in common with it."""
        return (self.a.id, self.b.article_id), (self.b.id, self.a.article_id)


class Comparison(Frozen):
    """What a comparator found: the level, the words compared with the values read from them, and why."""

    level: Level = Level.MISSING
    aspect: str | None = None
    a: Span | None = None
    b: Span | None = None
    a_value: str | None = None
    b_value: str | None = None
    reason: str = ""
    scores: dict[str, float] = Field(default_factory=dict)


MISSING = Comparison()
