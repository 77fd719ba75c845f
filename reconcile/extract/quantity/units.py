"""Currencies and measures around a number, and its value in the canonical unit of the dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from reconcile.extract.quantity.fractions import cardinal
from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.numbers import CARDINAL, HYPHENS, SHARE, Number, letter_suffix, lower_at
from reconcile.extract.quantity.tables import Measure, tables

_RATE_WORDS: Final = frozenset(
    "day week month year hour minute second night person head capita share barrel gallon litre liter ton tonne pound "
    "ounce mile kilometre kilometer kilogram kilo piece household family student child unit vote acre ticket bottle "
    "plate room bushel megawatt game user customer employee worker passenger resident voter".split()
)
_METRE_AFTER: Final = frozenset(
    "tall high deep wide long above below away from sprint race final dash freestyle hurdles butterfly backstroke "
    "relay walk".split()
)
_RACES: Final = frozenset({"run", "race", "walk"})
_BETWEEN_UNIT: Final = frozenset("vertical linear more additional extra further full".split())
_BEFORE_UNIT: Final = {"magnitude": "magnitude", "category": "category"}
_POUND: Final = 0.45359237
_PLAIN_CURRENCY: Final = "currency"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, over the lexemes `start`..`end`; the number's value is still in the unit as written."""

    number: Number
    start: int
    end: int
    measure: Measure | None = None
    rate: str = ""
    prefixed: bool = False

    @property
    def unit(self) -> str | None:
        """The canonical unit, with the denominator of a rate ("USD/barrel")."""
        name = self.measure.unit if self.measure else None
        if name is None and self.number.kind == SHARE:
            name = "percent"
        return f"{name or ''}{self.rate}" or None


def _hyphen(lexemes: Sequence[Lexeme], at: int) -> int:
    """1 if a glued hyphen stands at `at`, else 0."""
    return int(at + 1 < len(lexemes) and lexemes[at].text in HYPHENS and lexemes[at].glued and lexemes[at + 1].glued)


def currency_before(lexemes: Sequence[Lexeme], at: int) -> tuple[Measure, int] | None:
    """The currency that stands before the number at `at` ("$", "US$", "Rs.") and its first lexeme."""
    table = tables()
    here = at - 1
    if here > 0 and lexemes[here].text == "." and lexemes[here].glued:
        here -= 1
    if here < 0:
        return None
    sign = lexemes[here].text
    code = table.sign.get(sign)
    if code is None:
        code = table.code.get(sign)
        return (Measure(code, _PLAIN_CURRENCY), here) if code is not None else None
    abbreviated = here > 0 and len(lexemes[here - 1].text) > 1 and lexemes[here - 1].text.isupper()
    if sign == "$" and here > 0 and (lexemes[here].glued or abbreviated):
        prefix = table.dollar_prefix.get(lexemes[here - 1].lower)
        if prefix is not None:
            return Measure(prefix, _PLAIN_CURRENCY), here - 1
    return Measure(code, _PLAIN_CURRENCY), here


def _table_unit(lexemes: Sequence[Lexeme], at: int) -> tuple[Measure, int] | None:
    table = tables()
    # Hyphens between the words of a unit ("square-mile", "mile-per-hour") count as spaces.
    places: list[int] = []
    here = at
    while here < len(lexemes) and len(places) < 3:
        places.append(here)
        here += 1
        here += _hyphen(lexemes, here)
    for length in range(len(places), 0, -1):
        part = places[:length]
        measure = table.exact.get(tuple(lexemes[p].text for p in part))
        if measure is None:
            measure = table.words.get(tuple(lexemes[p].lower for p in part))
        if measure is not None:
            return measure, part[-1] + 1
    return None


def _pound(lexemes: Sequence[Lexeme], number: Number, at: int) -> Measure:
    """Pounds of money or of weight, as far as the words around tell; else the unit stays "pound"."""
    if number.scaled:
        return Measure("GBP", _PLAIN_CURRENCY)
    weighs = any(lexeme.lower.startswith("weigh") for lexeme in lexemes[max(0, number.start - 4) : number.start])
    if lexemes[at - 1].text in HYPHENS or lower_at(lexemes, at + 1) == "of" or weighs:
        return Measure("kilogram", "measure", _POUND, _POUND)
    return Measure("pound", "measure")


def _special_unit(lexemes: Sequence[Lexeme], number: Number, at: int) -> tuple[Measure, int] | None:
    """Units that depend on what stands around: pounds, degrees, metres as "m", won, glued "C" and "F"."""
    word, text, glued = lexemes[at].lower, lexemes[at].text, lexemes[at].glued
    if word in ("pound", "pounds"):
        return _pound(lexemes, number, at), at + 1
    if word == "won" and number.scaled:
        return Measure("KRW", _PLAIN_CURRENCY), at + 1
    if word in ("degree", "degrees") and (number.figures or number.low >= 10):
        return Measure("degree", "measure"), at + 1
    if text == "°":
        return Measure("degree", "measure"), at + 1
    if number.figures and glued and text in ("C", "F"):
        shift, factor = (0.0, 1.0) if text == "C" else (-32.0, 5 / 9)
        return Measure("degree Celsius", "temperature", factor, factor, shift), at + 1
    if word == "m" and number.figures and not number.scaled:
        after = at + 1 + _hyphen(lexemes, at + 1)
        if lower_at(lexemes, after) in _METRE_AFTER or (not glued and text == "m" and number.low % 1):
            return Measure("metre", "measure"), at + 1
    return None


def unit_after(lexemes: Sequence[Lexeme], number: Number) -> tuple[Measure, int] | None:
    """The unit that follows the number, with or without a hyphen, and its end."""
    at = number.end
    if number.kind == SHARE:
        if lower_at(lexemes, at) == "of" and lower_at(lexemes, at + 1) in ("a", "an"):
            at += 2
        elif lower_at(lexemes, at) in ("a", "an"):
            at += 1
    elif number.high is None and lower_at(lexemes, at) == "of":
        at += 1
    at += _hyphen(lexemes, at)
    if at >= len(lexemes):
        return None
    between = at + 1 if lexemes[at].lower in _BETWEEN_UNIT and at + 1 < len(lexemes) else at
    found = _table_unit(lexemes, between) or _special_unit(lexemes, number, at)
    if found is None or (lexemes[at].text == "x" and not lexemes[at].glued):
        return None
    return found


def _rate(lexemes: Sequence[Lexeme], at: int) -> tuple[str, int]:
    word = lower_at(lexemes, at)
    hyphenated = _hyphen(lexemes, at)
    if hyphenated and lower_at(lexemes, at + 1) in ("a", "an", "per") and _hyphen(lexemes, at + 2):
        last = lower_at(lexemes, at + 3)
        return (f"/{last}", at + 4) if last in _RATE_WORDS else ("", at)
    following = lower_at(lexemes, at + 1)
    if word in ("a", "an") and lower_at(lexemes, at + 2) in ("ago", "earlier", "later", "before"):
        return "", at
    if word in ("a", "an", "per") and following in _RATE_WORDS:
        return f"/{following}", at + 2
    if word == "per" and lower_at(lexemes, at + 2) in _RATE_WORDS:
        return f"/{lower_at(lexemes, at + 2)}", at + 3  # "per active user"
    if word == "per" and following.isalpha():
        return f"/{following}", at + 2
    if word == "/" and lexemes[at].glued and following in _RATE_WORDS:
        return f"/{following}", at + 2
    return "", at


def _per_number(lexemes: Sequence[Lexeme], number: Number) -> tuple[str, int] | None:
    """ "per 100,000": the denominator of a rate between counts."""
    at = number.end
    if lower_at(lexemes, at) != "per":
        return None
    below = cardinal(lexemes, at + 1)
    return None if below is None else (f"per {below.low:.0f}", below.end)


def _listed_measure(lexemes: Sequence[Lexeme], number: Number) -> Measure | None:
    """The unit at the end of a list of figures: "12, 25 and 39.6 percent"."""
    at, joined = number.end, False
    if not number.figures or (1500 <= number.low < 2100 and number.step >= 1):
        return None
    for _ in range(8):
        at += 1 if lower_at(lexemes, at) == "," else 0
        joined = lower_at(lexemes, at) in ("and", "or")
        at += 1 if joined else 0
        if at in (number.end, len(lexemes)) or lexemes[at].kind != "figure" or lexemes[at - 1].kind == "figure":
            return None
        following = cardinal(lexemes, at)
        if following is None:
            return None
        found = _table_unit(lexemes, following.end)
        if found is not None:
            return found[0] if found[0].unit == "percent" and joined else None
        number, at = following, following.end
    return None


def _inches(lexemes: Sequence[Lexeme], number: Number, end: int) -> tuple[Number, int]:
    """ "6 feet 2 inches", "6-foot-2": the inches as part of the feet."""
    here = end + (1 if lower_at(lexemes, end) in (",", "and") else 0) + _hyphen(lexemes, end)
    inches = cardinal(lexemes, here)
    if inches is None or inches.low >= 12 or inches.scaled:
        return number, end
    follows = inches.end + _hyphen(lexemes, inches.end)
    if lower_at(lexemes, follows) in ("inch", "inches"):
        last = follows + 1
    elif here == end + 1 and _hyphen(lexemes, end):
        last = inches.end
    else:
        return number, end
    feet = number.low + inches.low / 12
    return replace(number, low=feet, high=feet, step=1 / 12), last


def amount_at(lexemes: Sequence[Lexeme], number: Number) -> Amount:
    """`number` with the currency before it and the unit and rate behind it."""
    return _signed(lexemes, _unsigned(lexemes, number))


def _signed(lexemes: Sequence[Lexeme], amount: Amount) -> Amount:
    """ "minus 5 degrees", "-0.3%"; a sign counts only before a unit, elsewhere a dash is a dash."""
    at = amount.start - 1
    if at < 0 or amount.unit is None or amount.number.high is None:
        return amount
    glued_sign = lexemes[at].text in "-−" and lexemes[amount.start].glued and not lexemes[at].glued
    if not glued_sign and lexemes[at].lower != "minus":
        return amount
    number = replace(amount.number, low=-amount.number.high, high=-amount.number.low)
    return replace(amount, number=number, start=at)


def _unsigned(lexemes: Sequence[Lexeme], number: Number) -> Amount:
    before = currency_before(lexemes, number.start) if number.kind == CARDINAL else None
    if before is not None:
        number = letter_suffix(lexemes, number) or number
        end = number.end
        rate, rate_end = _rate(lexemes, end)
        code = tables().code.get(lexemes[end].text) if end < len(lexemes) else None
        if code is not None and rate == "":
            return Amount(number, before[1], end + 1, Measure(code, _PLAIN_CURRENCY), prefixed=True)
        return Amount(number, before[1], rate_end, before[0], rate, prefixed=True)
    prefix = lower_at(lexemes, number.start - 1)
    after = None if number.kind not in (CARDINAL, SHARE) else unit_after(lexemes, number)
    if after is None and number.kind == CARDINAL:
        longer = letter_suffix(lexemes, number)
        if longer is not None and lexemes[number.end].lower == "m":
            number, after = longer, unit_after(lexemes, longer)
    if after is not None:
        measure, end = after
        if measure.unit == "metre" and measure.low == 0.3048:
            number, end = _inches(lexemes, number, end)
        rate, end = _rate(lexemes, end)
        return Amount(number, number.start, end, measure, rate)
    if number.kind == CARDINAL and (listed := _listed_measure(lexemes, number)) is not None:
        return Amount(number, number.start, number.end, listed)
    skip = 1 if prefix in ("of", "-") else 0
    prefix = lower_at(lexemes, number.start - 1 - skip)
    if prefix in _BEFORE_UNIT and number.kind == CARDINAL:
        return Amount(number, number.start - 1 - skip, number.end, Measure(_BEFORE_UNIT[prefix], "measure"))
    if number.kind == CARDINAL and (per := _per_number(lexemes, number)) is not None:
        return Amount(number, number.start, per[1], None, per[0])
    return Amount(number, number.start, number.end)


def is_race(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """ "5K run": a distance that names an event."""
    return lexemes[amount.end - 1].lower == "k" and lower_at(lexemes, amount.end) in _RACES
