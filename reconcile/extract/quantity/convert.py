"""Values in canonical units, and the unit and magnitude that the two ends of a range have in common."""

from __future__ import annotations

from dataclasses import replace

from reconcile.extract.quantity.numbers import SHARE, Number, scale, tidy
from reconcile.extract.quantity.tables import Measure
from reconcile.extract.quantity.units import Amount


def shared(first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Two ends of a range with the unit and magnitude both have in common; None if they cannot belong together."""
    if first.measure and second.measure and first.measure.unit != second.measure.unit:
        return None
    if first.measure and not first.prefixed and second.measure is None:
        return None  # "16% to 24.64"
    measure = first.measure or second.measure
    number = first.number
    if not number.scaled and second.number.scaled and second.number.base and number.low:
        factor = second.number.low / second.number.base
        # "$10 to $15 million", but "between 500,000 and 2 million".
        if number.low < 1000:
            number = scale(number, tidy(factor))
    rate = second.rate or first.rate
    return replace(first, number=number, measure=measure, rate=rate), replace(second, measure=measure, rate=rate)


def canonical(amount: Amount) -> Number:
    """The number in the canonical unit of its dimension.

    A figure converted by anything but a power of ten is good to half its last digit only ("5 miles" may be 8 km), and
    to 2.5 % where it ends in zeros, so it becomes the interval just inside that: wide enough for rounding in the other
    unit, too narrow to touch its neighbours in its own.
    """
    number, measure = amount.number, amount.measure
    if number.kind == SHARE and measure is not None:
        number = replace(number, low=number.base, high=number.base, step=0.25, approximate=False)
    if measure is None:
        return number
    low, high = number.low, number.high
    if _rounds(measure) and low == high and not number.approximate:
        reach = 0.49 * min(number.step, max(abs(low) / 20, 1.0))
        low, high = low - reach, low + reach
        number = replace(number, approximate=True)
    low = (low + measure.shift) * measure.low
    high = None if high is None else tidy((high + measure.shift) * measure.high)
    return replace(number, low=tidy(low), high=high)


def _rounds(measure: Measure) -> bool:
    if measure.kind == "currency":
        return False
    factor = f"{measure.low:.6e}"
    return measure.low != measure.high or not factor.startswith("1.000000")
