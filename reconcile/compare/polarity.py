"""Whether one claim affirms what the other denies."""

from __future__ import annotations

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.models import Claim, Span


def compare_polarity(pair: Pair) -> Comparison:
    """`differs` when exactly one of the claims is negated."""
    same = pair.a.polarity == pair.b.polarity
    return Comparison(
        level=Level.SAME if same else Level.DIFFERS,
        aspect="polarity",
        a=_cue(pair.a),
        b=_cue(pair.b),
        a_value=pair.a.polarity.value,
        b_value=pair.b.polarity.value,
        reason="both affirm or both deny" if same else "one side affirms what the other denies",
    )


def _cue(claim: Claim) -> Span | None:
    return claim.polarity_cue
