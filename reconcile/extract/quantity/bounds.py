"""Bounds and approximations around a number, and the closed interval they leave.

How far "about 300" reaches follows how round the number is: round numbers are understood coarsely, others finely
(Krifka, "Approximate interpretation of number words", 2007). The widths are this project's:

    significant digits   1 ("300")   2 ("250" and the like, ending in 5)   2 ("320")   3 ("321")   more
    each way             10 %        10 %                                  5 %         1 %         1 step

where a step is one in the last significant digit, and the least width for two digits and more and for numbers below
ten. "nearly 300" is that interval's lower half, "just over 300" its upper half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.numbers import HYPHENS, SHARE, Number, tidy

MIN: Final = "min"
MAX: Final = "max"
ABOUT: Final = "about"
BELOW: Final = "below"
ABOVE: Final = "above"
PLAIN: Final = "plain"  # belongs to the expression, changes nothing


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): kind for kind, phrases in table.items() for phrase in phrases.split(",")}


_BEFORE: Final = _phrases(
    {
        MIN: "at least,at the least,more than,greater than,higher than,bigger than,larger than,over,well over,far over,"
        "above,well above,exceeding,exceeds,exceeded,exceed,in excess of,upwards of,upward of,north of,no fewer than,"
        "no less than,not less than,not fewer than,"
        "a minimum of,minimum of,minimum,as few as,as little as,"
        "well more than,"
        "much more than,far more than,>,≥,beyond",
        MAX: "up to,as many as,as much as,as high as,fewer than,less than,lower than,"
        "smaller than,under,well under,below,"
        "no more than,not more than,no greater than,at most,at the most,a maximum of,maximum of,maximum,<,≤,"
        "well below,not exceeding,south of",
        ABOUT: "about,around,roughly,approximately,approx,some,an estimated,estimated,estimates of,~,≈,circa,ca,"
        "more or less,or so,somewhere around,in the region of,in the neighborhood of,in the neighbourhood of,"
        "on the order of",
        BELOW: "nearly,almost,just under,just below,close to,approaching,slightly less than,slightly fewer than,"
        "just shy of,a little less than,nearing,slightly under,not quite,a bit less than,a little under",
        ABOVE: "just over,slightly more than,just above,a little more than,"
        "little more than,slightly over,a little over,"
        "a bit more than,just more than,slightly above",
        PLAIN: "exactly,precisely,a total of,a combined,an average of",
    }
)
_LONGEST: Final = max(map(len, _BEFORE))
_CUE_ENDS: Final = frozenset(phrase[-1] for phrase in _BEFORE)
# Prepositions too: they bound large or measured numbers only ("under two governments", "a vote over 3 bills").
_PREPOSITIONS: Final = frozenset({"over", "above", "under", "below", "around", "about", "beyond"})
_TOPIC: Final = frozenset(
    "talk talks talked talking speak speaks spoke speaking spoken hear heard hearing think thought concern concerns "
    "concerned worry worries worried question questions asked complain complained complaints information details story "
    "stories book lied told learned argue argued".split()
)
_OVER: Final = frozenset(
    "dispute disputes fight fights fighting battle control war victory victories clash clashes tension tensions argue "
    "argued argument concern concerns outrage anger protest protests jurisdiction hover hovered flew fly "
    "flying sued sue die dies".split()
)
# "ticked up to 7.9 percent": the particle of a verb that rises, no bound.
_RISING: Final = re.compile(
    r"(?:tick|inch|edg|mov|push|climb|jump|creep|add|shoot|driv|bump|nudg|go)(?:e?s|e?d|ing|e)?$|went$|shot$"
)
_NOT_AFTER: Final = {"about": _TOPIC, "over": _OVER, "above": _OVER}
_AFTER: Final = _phrases(
    {
        MIN: "or more,and more,or greater,or higher,or above,and above,or over,and over,or older,and older,plus,+,"
        "and counting",
        MAX: "or less,or fewer,or below,or under,and under,or lower",
        ABOUT: "or so,odd,or thereabouts,ish,more or less",
    }
)


def cue_before(lexemes: Sequence[Lexeme], at: int, floor: int) -> tuple[str, int] | None:
    """The bound that ends just before lexeme `at` and starts at or after `floor`: its kind and first lexeme."""
    if at <= floor or lexemes[at - 1].lower not in _CUE_ENDS:
        return None
    words: list[str] = []
    best: tuple[str, int] | None = None
    here = at
    while here > floor and len(words) < _LONGEST:
        here -= 1
        if lexemes[here].text in HYPHENS:
            continue
        words.insert(0, lexemes[here].lower)
        if (kind := _BEFORE.get(tuple(words))) is not None:
            best = kind, here
    return best


def misread_preposition(lexemes: Sequence[Lexeme], start: int, end: int, number: Number, *, measured: bool) -> bool:
    """Whether the cue `start`..`end` is a preposition of place or topic rather than a bound."""
    if [lexeme.lower for lexeme in lexemes[start:end]] == ["up", "to"]:
        return start > 0 and _RISING.match(lexemes[start - 1].lower) is not None
    if end - start != 1 or lexemes[start].lower not in _PREPOSITIONS:
        return False
    if start > 0 and lexemes[start - 1].lower in _NOT_AFTER.get(lexemes[start].lower, ()):
        return True
    return lexemes[start].lower != "about" and number.low < 10 and not number.figures and not measured


def cue_after(lexemes: Sequence[Lexeme], at: int) -> tuple[str, int] | None:
    """The bound that starts at lexeme `at` ("or more", "-plus"): its kind and end."""
    if at < len(lexemes) and lexemes[at].text in HYPHENS and lexemes[at].glued:
        at += 1
    for length in (3, 2, 1):
        words = tuple(lexeme.lower for lexeme in lexemes[at : at + length])
        if len(words) == length and (kind := _AFTER.get(words)) is not None:
            following = lexemes[at + length] if at + length < len(lexemes) else None
            if words[0] in ("and", "or") and following and (following.kind == "figure" or following.lower == "than"):
                return None  # "40 percent and over 300 seats"
            if words == ("plus",) and not lexemes[at].glued and at + 1 < len(lexemes) and lexemes[at + 1].lower == "a":
                return None
            return kind, at + length
    return None


def width(number: Number) -> float:
    """How far an approximation of `number` reaches either way; see the module's table."""
    value = abs(number.low)
    if number.digits <= 1:
        return max(value / 10, number.step if value < 10 * number.step and value < 10 else 0.0)
    if number.digits == 2:
        ends_in_five = round(value / number.step) % 10 == 5
        return max(value * (0.1 if ends_in_five else 0.05), number.step)
    return max(value / 100, number.step) if number.digits == 3 else number.step


def bounded(number: Number, kind: str) -> Number:
    """`number` under a bound; `low` is -inf for an open lower side."""
    low, high = number.low, number.high
    if kind == MIN:
        return replace(number, high=None)
    if kind == MAX:
        return replace(number, low=float("-inf"), high=high)
    if kind == PLAIN or high is None:
        return number if kind == PLAIN else replace(number, approximate=True)
    reach = width(number) if low == high or number.kind == SHARE else 0.0
    return replace(
        number,
        low=tidy(low - (reach if kind in (ABOUT, BELOW) else 0.0)),
        high=tidy(high + (reach if kind in (ABOUT, ABOVE) else 0.0)),
        approximate=True,
    )
