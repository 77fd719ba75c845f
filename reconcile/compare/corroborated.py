"""What an article says in one claim, the other article may say in a claim beside the one it is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.compare.base import Comparison, Level, Pair

# In the annotated events these settled two conflicts of numbers, seven of times and seven other sources that were told;
# none was marked. A place or a stage that stands elsewhere in the other article says nothing of the difference.
SETTLED = ("number", "time", "attribution")


def corroborated(pairs: Sequence[Pair], compared: Sequence[Mapping[str, Comparison]]) -> list[frozenset[str]]:
    """For each pair of an event, the comparators whose difference is settled by another pair.

    "Crews left at 11:36" and "crews returned by 7:33" are no conflict where the first article has 7:33, too: a value of
    one claim that the other article gives in another claim belongs to something else.
    """
    known = {
        (name, *end, value)
        for pair, own in zip(pairs, compared, strict=True)
        for name in SETTLED
        if own[name].level is Level.SAME
        for end, value in zip(pair.ends, _values(own[name]), strict=True)
    }
    return [
        frozenset(
            name
            for name in SETTLED
            if own[name].level is Level.DIFFERS
            and any((name, *end, value) in known for end, value in zip(pair.ends, _values(own[name]), strict=True))
        )
        for pair, own in zip(pairs, compared, strict=True)
    ]


def _values(comparison: Comparison) -> tuple[str | None, str | None]:
    return comparison.a_value, comparison.b_value
