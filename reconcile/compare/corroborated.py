"""What an article says in one claim, the other article may say in a claim beside the one it is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reconcile.compare.base import Comparison, Level, Pair

# In the annotated events these settled two conflicts of numbers, seven of times and seven other sources that were told;
# none was marked. A place or a stage that stands elsewhere in the other article says nothing of the difference.
SETTLED = ("number", "time", "attribution")


def corroborated(pairs: Sequence[Pair], compared: Sequence[Mapping[str, Comparison]]) -> list[frozenset[str]]:
    """For each pair of an event, the comparators whose difference is settled by another pair.

    "Crews left at 11:36" and "crews returned by 7:33" are no conflict where the first article has 7:33, too: a value of
    one claim that the other article gives in another claim belongs to something else.
    """
    both = list(zip(pairs, compared, strict=True))
    known = {value for pair, own in both for value in _values(pair, own, Level.SAME)}
    return [
        frozenset(value.comparator for value in _values(pair, own, Level.DIFFERS) if value in known)
        for pair, own in both
    ]


class _Value(NamedTuple):
    """What a comparator reads in a claim that is held against an article."""

    comparator: str
    claim: str
    article: str
    value: str | None


def _values(pair: Pair, compared: Mapping[str, Comparison], level: Level) -> Iterator[_Value]:
    """Of both claims, for the comparators that end in this level."""
    for name in SETTLED:
        found = compared[name]
        if found.level is level:
            for end, value in zip(pair.ends, (found.a_value, found.b_value), strict=True):
                yield _Value(name, *end, value)
