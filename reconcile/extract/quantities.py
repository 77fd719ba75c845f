"""Quantities: numbers as the closed interval they allow, with their unit and what is counted.

Read from the text (`lexer`, `numbers`, `units`), bounded by the words around
(`bounds`), freed of figures that are names (`context`), and tied to what they count by the tree where
there is one (`counted`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from reconcile.extract.quantity.bounds import ABOUT, MAX, MIN, bounded, cue_after, cue_before, misread_preposition
from reconcile.extract.quantity.context import is_idiom, is_pronoun, is_title_case, rejects
from reconcile.extract.quantity.convert import canonical
from reconcile.extract.quantity.counted import Counter, counter_for
from reconcile.extract.quantity.lexer import Lexeme, lex, name_ranges
from reconcile.extract.quantity.numbers import CARDINAL, ORDINAL, STARTERS, Number
from reconcile.extract.quantity.pairs import amount_from, pair_of
from reconcile.extract.quantity.tables import tables
from reconcile.extract.quantity.units import Amount, unit_after
from reconcile.models import Quantity, Time

if TYPE_CHECKING:
    from spacy.tokens import Span

_MAYBE: Final = re.compile(
    r"\d|[¼½¾⅐-⅞]|\b(?:one|two|three|thir|four|fif|five|six|seven|eigh|nin|ten|eleven|twel|twenty|dozen|score|hundred|"
    r"thousand|lakh|million|crore|billion|trillion|half|quarter|several|few|couple|none|no\s|nobody|zero|first|second)",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\b[Nn]os?\.?\s*$")  # "No. 2" cut in two by the sentence splitter
_NOBODY: Final = {("no", "one"): 2, ("no", "person"): 2, ("no", "people"): 2, ("nobody",): 1, ("none",): 1}


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression over lexemes `start`..`end` with the amount inside it; `number` is bounded and converted."""

    start: int
    end: int
    amount: Amount
    number: Number
    unit: str | None
    counted: str | None = None
    cued: bool = False


def find_quantities(sentence: Span, times: Sequence[Time] = ()) -> tuple[Quantity, ...]:
    """The quantities of a sentence in order of appearance.

    `low` and `high` close the interval the words allow, None is an open side; how wide approximations reach is said in
    `bounds`. `unit` is None for plain counts, else an ISO 4217 currency, "percent" (shares too: "one in four"
    is 25 percent), "percentage point", "ordinal", "score" (the two sides of a result as two quantities), "times",
    "ratio" ("17-to-1"), or the canonical unit of a measure, the value converted to it ("5 miles" is about 8047 metres);
    a rate adds its denominator ("USD/barrel"). `counted` is the head noun's lemma with what restricts it ("people
    killed").

    A number inside one of `times` is none, nor is one that counts hours, days or years. Vague words ("several") are
    taken only where they count an outcome ("several people were injured").
    """
    text = sentence.text
    if _MAYBE.search(text) is None:
        return ()
    lexemes = lex(text)
    offset = int(sentence.start_char)
    blocked = _blocked(lexemes, text, offset, times)
    if lexemes[0].kind == "figure" and _NUMBERED.search(sentence.doc[max(0, sentence.start - 3) : sentence.start].text):
        blocked[0] = True
    found = list(_scan(lexemes, blocked))
    if not found:
        return ()
    counter = counter_for(sentence, lexemes)
    quantities: list[Quantity] = []
    for item in found:
        quantity = _quantity(item, text, offset, counter, lexemes)
        if quantity is None:
            continue
        before = quantities[-1] if quantities else None
        if before is not None and _restates(text[before.end - offset : quantity.start - offset], before, quantity):
            counted = {"counted": before.counted or quantity.counted}
            quantities[-1], quantity = before.model_copy(update=counted), quantity.model_copy(update=counted)
        quantities.append(quantity)
    return tuple(quantities)


def _restates(between: str, first: Quantity, second: Quantity) -> bool:
    """Whether the second says the first again in another unit: "4.3 billion yuan ($603 million)"."""
    if first.unit is None or second.unit is None or not between.endswith("("):
        return False
    return not between[:-1].strip() or (first.unit == second.unit and len(between) < 40)


def _blocked(lexemes: Sequence[Lexeme], text: str, offset: int, times: Sequence[Time]) -> list[bool]:
    """For each lexeme whether it lies in a time expression or a name with figures."""
    ranges = name_ranges(text) + [(time.start - offset, time.end - offset) for time in times]
    if not ranges:
        return [False] * len(lexemes)
    ranges.sort()
    flags: list[bool] = []
    at, reach = 0, -1
    for lexeme in lexemes:
        while at < len(ranges) and ranges[at][0] < lexeme.end:
            reach = max(reach, ranges[at][1])
            at += 1
        flags.append(lexeme.start < reach)
    return flags


def _scan(lexemes: Sequence[Lexeme], blocked: Sequence[bool]) -> Iterator[_Found]:
    vague = tables().magnitude_plural
    title_case: bool | None = None
    at = floor = 0
    while at < len(lexemes):
        lexeme = lexemes[at]
        if blocked[at]:
            at = floor = at + 1
            continue
        if lexeme.lower in ("no", "nobody", "none"):
            nobody = _nobody(lexemes, at)
            if nobody is not None:
                yield nobody
                at = floor = nobody.end
                continue
        starts = lexeme.kind in ("figure", "vulgar") or lexeme.lower in STARTERS or lexeme.lower in vague
        amount = amount_from(lexemes, blocked, at) if starts else None
        if amount is None:
            at += 1
            continue
        if amount.start < floor:  # the sign before it belongs to the number before
            amount = Amount(amount.number, amount.number.start, amount.number.end)
        if title_case is None:
            title_case = is_title_case(lexemes)
        found, end = _expression(lexemes, blocked, amount, floor, title_case=title_case)
        yield from found
        at = max(end, at + 1)
        floor = at if found else floor


def _nobody(lexemes: Sequence[Lexeme], at: int) -> _Found | None:
    """ "no one", "none" and "no casualties" as zero; kept later only where an outcome is counted."""
    words = tuple(lexeme.lower for lexeme in lexemes[at : at + 2])
    length = _NOBODY.get(words) or _NOBODY.get(words[:1])
    if length is None:
        # "no deaths", "no reported injuries"
        noun = next((w.lower for w in lexemes[at + 1 : at + 4] if w.lower in tables().outcomes.nouns), None)
        if noun is None or words[0] != "no":
            return None
        length = 1
    number = Number(at, at + length, CARDINAL, 0.0, 0.0, 1.0, 1, 0.0)
    return _Found(at, at + length, Amount(number, at, at + length), number, None)


def _expression(
    lexemes: Sequence[Lexeme], blocked: Sequence[bool], amount: Amount, floor: int, *, title_case: bool
) -> tuple[list[_Found], int]:
    """What the amount is part of (a range, a score, a bounded number) and where reading goes on."""
    pair = pair_of(lexemes, blocked, amount, floor)
    if pair is not None and pair[0] == "ratio":  # "17-to-1"
        ratio = replace(amount, end=pair[2].end)
        return [_Found(amount.start, ratio.end, ratio, amount.number, "ratio")], ratio.end
    if pair is not None and pair[0] == "score":
        sides = sorted((pair[1], pair[2]), key=lambda side: -side.number.low)
        names = {id(sides[0]): "winning side", id(sides[1]): "losing side"}
        return [
            _Found(side.start, side.end, side, side.number, "score", names[id(side)]) for side in (pair[1], pair[2])
        ], pair[2].end
    last = amount
    if pair is not None:
        amount, last = pair[1], pair[2]
    if pair is not None and pair[0] == "change":
        sides = [side for side in (amount, last) if not rejects(lexemes, side, cue=False, title_case=title_case)]
        return [_single(lexemes, side, floor) for side in sides], last.end
    found = _single(lexemes, amount, floor, last)
    refused = any(rejects(lexemes, side, cue=found.cued, title_case=title_case) for side in (amount, last))
    if refused or is_idiom(lexemes, amount):
        return [], last.end
    return [found], found.end


def _single(lexemes: Sequence[Lexeme], first: Amount, floor: int, last: Amount | None = None) -> _Found:
    """The amount, or the range from `first` to `last`, under the bounds before and after it."""
    ranged, last = last is not None and last is not first, last or first
    number = replace(last.number, low=first.number.low, start=first.number.start)
    number = replace(number, figures=first.number.figures or last.number.figures)
    start, end, kinds = first.start, last.end, []
    after = cue_after(lexemes, end)
    if after is not None:
        kinds.append(after[0])
        end = after[1]
        measure = unit_after(lexemes, replace(last.number, end=end)) if last.measure is None else None
        if measure is not None:  # "80+ percent"
            last, end = replace(last, measure=measure[0], end=measure[1]), measure[1]
    measured = first.unit is not None or first.number.scaled
    start = _bounds_before(lexemes, number, start, floor, kinds, ranged=ranged, measured=measured)
    cued = bool(kinds) or start < first.start
    # Bounds nearest the number apply first; "at least nearly 300" is rare, "at least about 40" is not.
    kinds.sort(key=lambda kind: kind in (MIN, MAX))
    if number.approximate and not kinds and number.kind == CARDINAL and number.low == number.high:
        kinds.append(ABOUT)  # "a dozen", "half a million": round by the words chosen
    for kind in dict.fromkeys(kinds):
        number = bounded(number, kind)
    unit = last.unit
    if number.kind == ORDINAL:
        unit = "ordinal"
    else:
        number = canonical(replace(last, number=number))
    return _Found(start, end, replace(first, end=last.end), number, unit, cued=cued)


def _bounds_before(
    lexemes: Sequence[Lexeme], number: Number, start: int, floor: int, kinds: list[str], *, ranged: bool, measured: bool
) -> int:
    """Adds the bounds before lexeme `start` to `kinds`, nearest first, and says where they begin."""
    while True:
        here = start - 1 if start > floor and lexemes[start - 1].lower in ("another", "a", "an", "extra") else start
        cue = cue_before(lexemes, here, floor)
        if cue is None and ranged and start > floor and lexemes[start - 1].lower == "between":
            start -= 1
            continue
        if cue is None or misread_preposition(lexemes, cue[1], here, number, measured=measured):
            return start
        kinds.append(cue[0])
        start = cue[1]


def _quantity(found: _Found, text: str, offset: int, counter: Counter, lexemes: Sequence[Lexeme]) -> Quantity | None:
    number, amount = found.number, found.amount
    span = lexemes[amount.start].start, lexemes[max(amount.end, found.end) - 1].end
    if found.unit is None and not found.cued and number.low == number.high and counter.is_label(*span):
        return None
    counted = found.counted or counter.counted(*span, found.unit)
    if not _worth(found, lexemes, counted):
        return None
    low = None if number.low == float("-inf") else number.low
    if low is None and number.high is None:
        return None
    start, end = lexemes[found.start].start, lexemes[found.end - 1].end
    return Quantity(
        start=offset + start,
        end=offset + end,
        text=text[start:end],
        low=low,
        high=number.high,
        unit=found.unit,
        counted=counted,
        approximate=number.approximate,
    )


def _worth(found: _Found, lexemes: Sequence[Lexeme], counted: str | None) -> bool:
    """Whether a plain count is one: it counts something, and vague words, "one" and zero count an outcome."""
    number, amount = found.number, found.amount
    if number.kind == ORDINAL or found.unit == "score":
        return counted is not None
    outcome = tables().outcomes.among(counted)
    word = lexemes[number.start].lower
    vague = number.approximate and not number.figures and number.base == 2.0 and number.high is None
    if found.unit is not None:
        return not vague  # "a few miles"
    if word == "zero" and not outcome and not found.cued:
        return False
    if word in ("no", "nobody", "none") or vague:
        return outcome
    if word == "one" and number.end == number.start + 1:
        return outcome or (found.cued and counted is not None)
    return counted is not None or not is_pronoun(lexemes, amount)
