"""A part of a stated whole is a share: "4,000 of the city's 93,000 residents" is 4.3 percent, and half of 26 is 13."""

from __future__ import annotations

import re
from itertools import pairwise

from reconcile.models import Claim, Quantity

# At most six words without a comma between part and whole.
_OF = re.compile(r"\s*(?:[^\W\d]+ ){0,2}?(?:out )?of (?:[^\s,;:.]+ ){0,6}", re.IGNORECASE)
_LONGEST = 90  # characters between part and whole
_SLACK = 0.5  # percentage points either way


def derived(claim: Claim) -> tuple[Quantity, ...]:
    """What each part with its whole beside it makes: the share of a count, or the count of a share."""
    found = (_derived(claim, part, whole) for part, whole in pairwise(claim.quantities))
    return tuple(quantity for quantity in found if quantity is not None)


def _derived(claim: Claim, part: Quantity, whole: Quantity) -> Quantity | None:
    between = claim.text[part.end - claim.start : whole.start - claim.start]
    if whole.unit is not None or len(between) > _LONGEST or not _OF.fullmatch(between):
        return None
    value, total = _figure(part), _figure(whole)
    if value is None or not total:
        return None
    counted = part.counted or whole.counted
    if part.unit == "percent":
        half = max(0.5, total * _SLACK / 100)
        return _quantity(claim, part, whole, value * total / 100, half, None, counted)
    if part.unit is None and 0 < value <= total:
        return _quantity(claim, part, whole, 100 * value / total, _SLACK, "percent", counted)
    return None


def _quantity(
    claim: Claim, part: Quantity, whole: Quantity, value: float, half: float, unit: str | None, counted: str | None
) -> Quantity:
    return Quantity(
        start=part.start,
        end=whole.end,
        text=claim.text[part.start - claim.start : whole.end - claim.start],
        low=round(value - half, 2),
        high=round(value + half, 2),
        unit=unit,
        counted=counted,
        approximate=True,
    )


def _figure(quantity: Quantity) -> float | None:
    """The figure named, for a bound too: "more than 4,000 of 93,000" is about that share."""
    known = [x for x in (quantity.low, quantity.high) if x is not None]
    return sum(known) / len(known) if known else None
