"""The registry: one comparator a feature. Adding one is a module, a line here and a refit of the weights."""

from __future__ import annotations

from collections.abc import Callable

from reconcile.compare.attribution import compare_attribution
from reconcile.compare.base import Comparison, Pair
from reconcile.compare.framing import compare_framing
from reconcile.compare.names import compare_places
from reconcile.compare.numbers import compare_numbers
from reconcile.compare.people import compare_people
from reconcile.compare.polarity import compare_polarity
from reconcile.compare.quotes import compare_quotes
from reconcile.compare.status import compare_status
from reconcile.compare.times import compare_times

COMPARATORS: dict[str, Callable[[Pair], Comparison]] = {
    "number": compare_numbers,
    "time": compare_times,
    "place": compare_places,
    "actor": compare_people,
    "polarity": compare_polarity,
    "quote": compare_quotes,
    "status": compare_status,
    "attribution": compare_attribution,
    "framing": compare_framing,
}


def compare_all(pair: Pair) -> dict[str, Comparison]:
    """Every comparison of the pair, by name."""
    return {name: compare(pair) for name, compare in COMPARATORS.items()}
