"""What a figure counts, and how surely two figures count the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz import fuzz

from reconcile.compare.words import beside, containment, fold, stem, stems
from reconcile.models import Claim, Quantity
from reconcile.packaged import table

SURE = 0.75
_WINDOW = 60  # characters on either side of a figure
_SAME_NOUN = 0.6
_PERIOD = r"second|minute|hour|day|night|week|month|quarter|year|season"
_SPAN = "ago|after|before|earlier|later|old|long"  # "a day after" tells when, not how often
_PER = re.compile(
    rf"(?: [^\s,;.]+){{0,4}}? (?:a|an|per|each|every) (?P<period>{_PERIOD})\b(?! (?:{_SPAN})\b)", re.IGNORECASE
)
_EVERY = re.compile(r"\b(?P<every>hourly|daily|weekly|monthly|quarterly|yearly|annual)(?: \w+){0,3}\W*$", re.IGNORECASE)
_MORE = re.compile(r" (?:more(?! than)|additional|further|extra)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|additional|further|extra) $", re.IGNORECASE)
_PERIODS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
}
# Ambiguous units to what they may be, with the factor to it: pounds weigh or pay.
_READINGS: Mapping[str, Mapping[str, float]] = {"pound": {"kilogram": 0.45359237, "GBP": 1.0}}


def aligned(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity] | None:
    """The two in one unit, None where they have none in common: no money against percentages, no rate against a sum."""
    if a.unit == b.unit:
        return a, b
    if b.unit in _READINGS.get(a.unit or "", {}):
        return _converted(a, b.unit), b
    if a.unit in _READINGS.get(b.unit or "", {}):
        return a, _converted(b, a.unit)
    return None


def _converted(quantity: Quantity, unit: str | None) -> Quantity:
    factor = _READINGS[quantity.unit or ""][unit or ""]
    low, high = (None if x is None else x * factor for x in (quantity.low, quantity.high))
    return quantity.model_copy(update={"low": low, "high": high, "unit": unit})


def similarity(a: Quantity, b: Quantity, a_claim: Claim, b_claim: Claim) -> float:
    """How surely both count the same, 0 to 1; 1 for the same noun or a synonym of it.

    Where only the noun is the same ("jobs cut", "jobs eliminated") the words around the figures decide, and so they do
    for sums, measures and shares, which often stand without a noun. A bare figure could be anything: 0.
    """
    around = containment(_around(a, a_claim), _around(b, b_claim))
    if a.unit is None:
        if not a.counted or not b.counted:
            return 0.0
        named = _similar(a.counted, b.counted)
        return max(named, 0.5 + 0.5 * around) if named >= _SAME_NOUN else named
    named = _similar(a.counted, b.counted) if a.counted and b.counted else 0.0
    return max(named, around) if named or not (a.counted and b.counted) else 0.9 * around


def rate(quantity: Quantity, claim: Claim) -> str | None:
    """The period a figure is for ("a day", "per year", "annual"); a rate and a total are not comparable."""
    at = quantity.start - claim.start
    end = at + len(quantity.text)
    after = _PER.match(claim.text[max(0, end) : end + _WINDOW])
    before = _EVERY.search(claim.text[max(0, at - _WINDOW // 2) : max(0, at)])
    if after:
        return after["period"].casefold()
    return _PERIODS[before["every"].casefold()] if before else None


def is_further(quantity: Quantity, claim: Claim) -> bool:
    """Whether a figure comes on top of one that it does not name ("two more debates", "another 12 men")."""
    before, after = beside(quantity, claim, _WINDOW)
    return bool(_MORE.match(after) or _ANOTHER.search(before))


@lru_cache(maxsize=16384)
def _similar(a: str, b: str) -> float:
    """1 for the same words, `_SAME_NOUN` for the same noun with different words beside it, less otherwise.

    "People killed" and "people injured" share a word and count different people: what happened to them decides.
    """
    a_words, b_words = (_canonical(text) for text in (a, b))
    if not a_words or not b_words:
        return 0.0
    if a_words == b_words:
        return 1.0
    _, outcomes = _lexicon()[1:]
    if a_words & outcomes != b_words & outcomes:
        return 0.3
    if a_words & b_words - outcomes:
        return _SAME_NOUN
    return 0.6 * fuzz.token_sort_ratio(" ".join(sorted(a_words)), " ".join(sorted(b_words))) / 100


def _canonical(text: str) -> frozenset[str]:
    groups, ignored, _ = _lexicon()
    words = [word for word in fold(text).split() if word not in ignored]
    return frozenset(groups.get(word, stem(word)) for word in words)


def _around(quantity: Quantity, claim: Claim) -> frozenset[str]:
    before, after = beside(quantity, claim, _WINDOW)
    return stems(before) | stems(after)


@cache
def _lexicon() -> tuple[Mapping[str, str], frozenset[str], frozenset[str]]:
    """Words to what stands for their group; words without meaning; what can happen to the people counted."""
    data = table("counted")
    groups: dict[str, str] = {}
    for group in data["same"]["groups"]:
        head, *others = group.split()
        for word in (head, *others):
            groups.setdefault(word, stem(head))
    outcomes = frozenset(groups.get(word, stem(word)) for word in data["outcomes"]["words"].split())
    return groups, frozenset(data["ignored"]["words"].split()), outcomes
