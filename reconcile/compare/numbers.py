"""Quantities as intervals: two figures contradict each other only when they count the same and cannot both hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reconcile.compare.ages import compare_ages
from reconcile.compare.base import MISSING, ORDER, Comparison, Level, Pair
from reconcile.compare.counted import SURE, aligned, is_further, rate, similarity
from reconcile.compare.figures import complement, fits, relative_gap
from reconcile.compare.shares import derived
from reconcile.compare.times import compare_times
from reconcile.compare.words import name_stems, stems
from reconcile.models import Quantity

_DIGITS = 4
_ORDINAL = "ordinal"  # "the second day" tells which, not how many
_POSSIBLY = 0.4  # below, two figures have nothing to do with each other
_SMALL = 12  # equal counts up to a dozen are no coincidence only when they count the same


class _Match(NamedTuple):
    """Two quantities in one unit. `counted` tells how surely they count the same."""

    level: Level
    counted: float
    a: Quantity
    b: Quantity
    a_at: int
    b_at: int

    @property
    def is_sure(self) -> bool:
        """Equal figures speak for themselves; different ones only where they count the same."""
        return self.counted >= SURE or (self.level is Level.SAME and _is_telling(self.a, self.b))


def compare_numbers(pair: Pair) -> Comparison:
    """The worst level among the quantities of the two claims that measure the same thing.

    Each quantity is held against one of the other claim, what fits first: a figure that both claims give is never
    held against a third. Fractions "of" a stated whole are shares of it; ages of one person are compared as numbers.
    Scores: `counted` (how surely the two count the same), `relative_gap` (0 to 1), `same_unit` (both have one and it
    is the same) and `shared_figures` (the share of the compared figures that fit);
    where no two figures surely count the same, `perhaps_counted` and `perhaps_gap` of the two that most likely do.
    """
    times = compare_times(pair)
    another_occasion = times.scores.get("two_occasions") or (times.scores.get("noise") and times.scores["around"])
    if times.level is Level.DIFFERS or another_occasion:
        return compare_ages(pair)  # another day's figure
    found_matches = _matches(pair)
    matches = _assigned([match for match in found_matches if match.is_sure])
    if not matches:
        ages = compare_ages(pair)
        return ages if ages.level is not Level.MISSING else _uncertain(found_matches)
    worst = max(matches, key=lambda m: (ORDER[m.level], m.counted, *_first(m)))
    fitting = sum(match.level is not Level.DIFFERS for match in matches)
    found = _comparison(worst, fitting / len(matches))
    ages = compare_ages(pair)
    return ages if ages.level is Level.DIFFERS and found.level is not Level.DIFFERS else found


def _first(match: _Match) -> tuple[int, list[str]]:
    """Breaks ties by position, then by the values: the order of the claims makes no difference."""
    return -match.a_at - match.b_at, sorted((_value(match.a), _value(match.b)))


def _matches(pair: Pair) -> list[_Match]:
    a, b = ((*claim.quantities, *derived(claim)) for claim in (pair.a, pair.b))
    found = []
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            both_derived = i >= len(pair.a.quantities) and j >= len(pair.b.quantities)
            both = aligned(one, other)
            if both is None or one.unit == _ORDINAL or both_derived or rate(one, pair.a) != rate(other, pair.b):
                continue
            counted, level = similarity(one, other, pair.a, pair.b), _level(*both)
            if level is Level.DIFFERS and complement(*both) and _take_sides(one, other, pair):
                level = Level.COMPATIBLE
            if level is Level.DIFFERS and is_further(one, pair.a) != is_further(other, pair.b):
                continue  # what is left, or comes on top, against all
            found.append(_Match(level, counted, one, other, i, j))
    return found


def _uncertain(matches: Sequence[_Match]) -> Comparison:
    """No level where it is not plain that two figures count the same; how near they come to it."""
    best = max(matches, key=lambda m: (m.counted, -ORDER[m.level], *_first(m)), default=None)
    if best is None or best.counted < _POSSIBLY:
        return MISSING
    gap = relative_gap(*(aligned(best.a, best.b) or (best.a, best.b))) if best.level is Level.DIFFERS else 0.0
    return Comparison(
        aspect="number", scores={"perhaps_counted": round(best.counted, _DIGITS), "perhaps_gap": round(gap, _DIGITS)}
    )


def _is_telling(a: Quantity, b: Quantity) -> bool:
    return a.unit is not None or a.counted is None or b.counted is None or (a.low or 0) > _SMALL


def _level(a: Quantity, b: Quantity) -> Level:
    if (a.low, a.high) == (b.low, b.high):
        return Level.SAME
    return Level.COMPATIBLE if fits(a, b) else Level.DIFFERS


def _take_sides(a: Quantity, b: Quantity, pair: Pair) -> bool:
    """Whether each claim says something of its own of its share: one "against", the other "for", "vacant" and "filled".

    "Turnout was 40 percent" and "turnout was 60 percent" say the same of two shares.
    """
    one, other = (stems(c.proposition) - stems(q.text) - name_stems(c) for q, c in ((a, pair.a), (b, pair.b)))
    return bool(one - other) and bool(other - one)


def _assigned(matches: Sequence[_Match]) -> list[_Match]:
    """One partner a quantity, the best level first, then the surest count; ties go by position."""
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda m: (ORDER[m.level], -m.counted, m.a_at + m.b_at, abs(m.a_at - m.b_at))):
        if match.a_at not in taken_a and match.b_at not in taken_b:
            taken_a.add(match.a_at)
            taken_b.add(match.b_at)
            kept.append(match)
    return kept


_REASONS = {
    Level.SAME: "the same figure",
    Level.COMPATIBLE: "the figures fit each other",
    Level.DIFFERS: "the figures exclude each other",
}


def _comparison(match: _Match, shared: float) -> Comparison:
    a, b = match.a, match.b
    return Comparison(
        level=match.level,
        aspect="number",
        a=a,
        b=b,
        a_value=_value(a),
        b_value=_value(b),
        reason=_REASONS[match.level],
        scores={
            "counted": round(match.counted, _DIGITS),
            "relative_gap": round(relative_gap(*(aligned(a, b) or (a, b))), _DIGITS),
            "same_unit": float(a.unit is not None),
            "shared_figures": round(min(1.0, shared), _DIGITS),
        },
    )


def _value(q: Quantity) -> str:
    low, high = (_figure(x) for x in (q.low, q.high))
    span = low if q.low == q.high else f"{low} to {high}"
    return " ".join(part for part in (span, q.unit, q.counted) if part)


def _figure(x: float | None) -> str:
    return "any" if x is None else f"{x:,.10g}"
