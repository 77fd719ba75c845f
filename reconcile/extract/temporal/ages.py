"""Rules for ages: the 54-year-old, aged 54, "Smith, 54, of Boston", in her fifties."""

from __future__ import annotations

import re

from reconcile.extract.temporal import words as words
from reconcile.extract.temporal.atoms import Atom, Role, Rule, Seconds, Source, rule
from reconcile.models import Grain

_YEARS = rf"(?:[0-9]{{1,3}}|{words.WORD_NUMBER}|a hundred)"
_YEAR_OLD = (
    rf"(?<![\w.,:$£€/])(?:(?:ages|aged) )?(?P<age>{_YEARS})(?:-? ?(?:to|or|and|-)[ -]?(?P<to>{_YEARS}))?"
    r"(?P<half>½| and a half|-and-a-half)?"
    r"(?:[ -](?P<unit>year|month|week|day|hour)s?[ -]old(?:s|er)?|[ -]?yo)\b|"
    rf"(?<![\w.,:$£€/])(?:between )?(?:(?P<of_from>{_YEARS})(?: (?:and|to|or) |-))?(?P<of>{_YEARS}) years of age\b"
)
_AGED = (
    rf"\b(?:(?:under|over|below|above|the|an|minimum|at|by|from|of|her|his|their) ){{0,2}}"
    rf"(?P<cue>aged?|ages)(?: of)?(?: between| from)? (?P<age>{_YEARS})(?:(?: to |(?: and "
    rf"(?=[0-9a-z -]{{1,14}}(?:years|[,.;]|$))|-))(?P<to>{_YEARS}))?"
    r"(?P<more> (?:and|or) (?:over|older|up|above))?(?P<less> (?:and|or) (?:under|younger|below))?\b(?![%.,][0-9]|%)"
)
_AFTER_NAME = (
    r", (?<=[a-z.'\")], )(?P<age>[1-9][0-9]?|1[01][0-9])(?=, ?(?:[a-z]|$)|[;)]|\.(?:$| [a-z\"'“])| (?:of|from|and) |$)"
)
_TURNED = (
    r"\b(?P<verb>turn(?:s|ed|ing)?|(?:he|she|who|i)(?: is| was|'s|'m| am)) (?P<age>[1-9][0-9]?"
    r"|1[01][0-9])(?= (?:on|in|this|last|next|and|when|at|but)\b|[,.;!?](?:[ \"'”]|$)|$)"
)
_IN_TENS = (
    r"\b(?:his|her|their|my|our) (?:(?P<part>early|mid|late)[ -])?(?P<age>[1-9]0s|teens|twenties|thirties"
    r"|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
_TENS = {"teens": 13} | {
    word: 10 * value
    for value, word in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)
}


def _years(low: float, high: float | None, unit: str = "year") -> Seconds:
    return words.length(low, high, words.UNITS[unit])


def _age(text: str) -> float:
    return words.number(text)[0]


def _year_old(match: re.Match[str], _source: Source) -> Atom | None:
    if match["of"]:
        high = _age(match["of"])
        low = _age(match["of_from"]) if match["of_from"] else high
        return Atom(*match.span(), Role.AGE, Grain.YEAR, seconds=_years(low, high)) if low <= high else None
    low, unit = _age(match["age"]) + 0.5 * bool(match["half"]), match["unit"] or "year"
    high = _age(match["to"]) if match["to"] else low
    if high < low:
        return None
    return Atom(*match.span(), Role.AGE, words.UNITS[unit].grain, seconds=_years(low, high, unit))


def _aged(match: re.Match[str], _source: Source) -> Atom | None:
    low = _age(match["age"])
    high = _age(match["to"]) if match["to"] else low
    prefix = match.group()[: match.start("cue") - match.start()]
    seconds: Seconds = (low, high)
    if match["more"] or "over" in prefix or "above" in prefix or "minimum" in prefix:
        seconds = (low, None)
    elif match["less"] or "under" in prefix or "below" in prefix:
        seconds = (None, high)
    if not low <= high <= 150:
        return None
    years = words.UNITS["year"].seconds
    low_seconds = None if seconds[0] is None else seconds[0] * years
    high_seconds = None if seconds[1] is None else seconds[1] * years
    start = match.start() if None in seconds else match.start("cue")
    return Atom(start, match.end(), Role.AGE, Grain.YEAR, seconds=(low_seconds, high_seconds))


def _after_name(match: re.Match[str], source: Source) -> Atom | None:
    """ "Smith, 54, of Boston": a number between commas after a capitalised word that is no month or place of a list."""
    before = source.text.raw[max(0, match.start() - 40) : match.start()].rsplit(" ", 1)[-1].strip("\"'“”()")
    bare = before.rstrip(".").lower().removesuffix("'s")
    if not before[:1].isupper() or bare in words.MONTHS or bare in words.WEEKDAYS:
        return None
    start, end = match.span("age")
    listed = re.search(r"[0-9], [A-Z]\w*$", source.text.raw[max(0, match.start() - 30) : match.start()])
    if listed or re.match(r"(?:,| and| or) [0-9]", source.text.raw[end:]):
        return None
    age = float(match["age"])
    return Atom(start, end, Role.AGE, Grain.YEAR, seconds=_years(age, age))


def _turned(match: re.Match[str], _source: Source) -> Atom | None:
    age = float(match["age"])
    start = match.start("age")
    return Atom(start, match.end(), Role.AGE, Grain.YEAR, seconds=_years(age, age))


def _in_tens(match: re.Match[str], _source: Source) -> Atom:
    word = match["age"]
    low = float(_TENS[word] if word in _TENS else int(word[:-1]))
    high = 19.0 if word in ("teens", "10s") else low + 9
    third = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(match["part"] or "")
    if third:
        low, high = low - low % 10 + third[0], low - low % 10 + third[1]
    return Atom(*match.span(), Role.AGE, Grain.YEAR, seconds=_years(low, high), approximate=bool(third))


RULES: tuple[Rule, ...] = (
    rule("old, age", _YEAR_OLD, _year_old),
    rule("age", _AGED, _aged),
    rule("digit", _AFTER_NAME, _after_name),
    rule("turned", _TURNED, _turned),
    rule("decade", _IN_TENS, _in_tens),
)
