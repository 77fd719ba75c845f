"""How precisely a figure is meant: "140,000" is a round number, "141,200" is not.

Round numbers are understood coarsely (Krifka, "Approximate interpretation of number words", 2007), and "more than 200"
suggests no more than the next few round numbers (Cummins, Sauerland and Solt, "Granularity and scalar implicature in
numerical expressions", 2012).
"""

from __future__ import annotations

import math
import re

from reconcile.models import Quantity

_EXACT_BELOW = 100  # plain counts below are counted out, their zeros are meant: "30 people"
_SAME_REACH = 1e-9
_REST = 1.5  # percentage points that rounding may leave over
_DIGIT = re.compile(r"\d")
_MORE = re.compile(r"(?:more than|over|above)\b", re.IGNORECASE)
# "Nearly 44 million" leaves the half below its figure, which is not its middle.
_ONE_SIDED = re.compile(
    r"(?:nearly|almost|just|slightly|(?:a )?little|a bit|close to|approaching|nearing|not quite)\b", re.IGNORECASE
)
_FAR = 3.0  # times its figure: what "more than" no longer suggests; "at least" suggests nothing
_FRACTION = 3.0  # percentage points either way: "three in five" stands for 61 percent too


def reach(quantity: Quantity) -> tuple[float, float]:
    """The interval that the figure as written allows, wider than `low` to `high` where it is rounded.

    "3.5 billion" stands for all that rounds to it; "about 3.6 billion" for no more than that. A bound stays a bound.
    """
    low = -math.inf if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    if math.isinf(low) or math.isinf(high):
        return low, high
    middle = (low + high) / 2
    half = step(middle, quantity.unit) / 2
    if quantity.unit == "percent" and not _DIGIT.search(quantity.text):
        return min(low, middle - _FRACTION), max(high, middle + _FRACTION)
    if low == high:
        return low - half, high + half
    if quantity.approximate and _is_fine(middle) and not _ONE_SIDED.match(quantity.text):
        return max(low, middle - half), min(high, middle + half)
    return low, high


def step(value: float, unit: str | None = None) -> float:
    """The unit in the last significant place: 10,000 for 140,000, 0.1 for 3.6, 1 for small counts and percentages."""
    value = abs(value)
    if value == 0:
        return 0.0
    whole = round(value, 6)
    exact = unit is None or unit in ("percent", "percentage point", "ordinal", "score")
    if exact and whole < _EXACT_BELOW and whole == int(whole):
        return 0.0 if unit is None else 1.0
    place = math.floor(math.log10(whole)) if whole else 0
    while place > -6 and abs(round(whole / 10**place) * 10**place - whole) > _SAME_REACH * max(1.0, whole):
        place -= 1
    return float(10**place)


def _is_fine(value: float) -> bool:
    """Two significant digits or more, the last no 5: "3.6" and "260", not "300" or "250"."""
    digits = f"{abs(value):.6e}".split("e")[0].replace(".", "").rstrip("0")
    return len(digits) >= 2 and not digits.endswith("5")


def fits(a: Quantity, b: Quantity) -> bool:
    """Whether both figures can be right of one thing."""
    (a_low, a_high), (b_low, b_high) = reach(a), reach(b)
    if _is_far_above(a, b_low) or _is_far_above(b, a_low):
        return False
    if a_low == a_high and b_low == b_high:
        return math.isclose(a_low, b_low, rel_tol=1e-9)
    # What only touches does not fit: 3.5 rounds up to 3.55, and 3.6 begins there.
    overlap = min(a_high, b_high) - max(a_low, b_low)
    slack = 1e-9 * max((abs(x) for x in (a_low, a_high, b_low, b_high) if not math.isinf(x)), default=0.0)
    if a_low == a_high or b_low == b_high:
        return overlap >= -slack
    return overlap > slack or _nested(a, b)


def complement(a: Quantity, b: Quantity) -> bool:
    """Whether two shares make up the whole: a third for and two thirds against can be one count.

    Whether they are shares of two sides of one question is not for the figures to say.
    """
    return a.unit == b.unit == "percent" and abs(_figure(a) + _figure(b) - 100) <= _REST and not fits(a, b)


def _is_far_above(bound: Quantity, low: float) -> bool:
    """Whether "more than 4,000" would be an odd way to speak of a figure: 23,000."""
    return (
        bound.high is None and bool(bound.low) and _MORE.match(bound.text) is not None and low > _FAR * (bound.low or 0)
    )


def _nested(a: Quantity, b: Quantity) -> bool:
    """A closed bound holds its own end: "at least 60" fits 60."""
    return (a.low, a.high) == (b.low, b.high)


def relative_gap(a: Quantity, b: Quantity) -> float:
    """Distance of the nearest values over the greater of them, 0 to 1; the ends of a bound count as its figure."""
    a_value, b_value = _figure(a), _figure(b)
    greatest = max(abs(a_value), abs(b_value))
    return min(1.0, abs(a_value - b_value) / greatest) if greatest else 0.0


def _figure(quantity: Quantity) -> float:
    known = [x for x in (quantity.low, quantity.high) if x is not None]
    return sum(known) / len(known) if known else 0.0
