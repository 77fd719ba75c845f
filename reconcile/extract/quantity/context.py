"""What surrounds a number that is no quantity: names with figures, years, dates, ages, list numbers, idioms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reconcile.extract.quantity.dates import before_time, is_age, is_date, is_short_year, is_year, lexeme_at
from reconcile.extract.quantity.fractions import number_at
from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.numbers import CARDINAL, HYPHENS, ORDINAL, SHARE, SMALL, lower_at
from reconcile.extract.quantity.tables import tables
from reconcile.extract.quantity.units import Amount

# "Article 5", "Boeing 737", "Room 12": a figure after one of these is part of a name.
_LABELS: Final = frozenset(
    "article section chapter chap paragraph para page pages p pp flight boeing airbus apollo channel route highway "
    "interstate freeway motorway line title room no nos number numbers game level grade type class stage step part "
    "volume vol episode season phase unit building bus train platform gate terminal formula psalm verse figure fig "
    "table exhibit proposition prop resolution bill sb hb hr act amendment district ward precinct zone area "
    "schedule rule lot item question answer version chart appendix annex clause tier division group pool section "
    "super windows iphone ipad galaxy playstation xbox android ios chapter protocol opus symphony route exit junction "
    "studio pier apartment apt suite block box extension ext call dial dialing hotline dialling fiscal year years week "
    "day round lane seat seed pick quarter camp sector plot ship squad kilometer kilometre mile hole lap heat gen "
    "generation sol mark mk model beta psalms matthew mark luke john corinthians romans genesis exodus isaiah agenda "
    "fortune aged age ages catch-22 act scene bowl convention treaty local".split()
)
_EMERGENCY: Final = frozenset({"911", "999", "112"})
_FUNCTION_WORDS: Final = frozenset("from with that which when will were have into".split())
_BROADCAST: Final = frozenset("news live investigates eyewitness sports action".split())
_NAME_NOUNS: Final = frozenset(
    "avenue street amendment lady ladies minister circuit army fleet republic congress reich corps infantry battalion "
    "brigade regiment cavalry division armored airborne squadron baptist presbyterian methodist church bank national "
    "responder responders aid name names family families hand person place base glance thing step thought thoughts "
    "nature party parties world class degree grade grader graders floor century centuries baron of gentleman class "
    "light instance impression impressions principles sight foot fiddle wave dog daughter couple estate".split()
)
_IDIOM_AFTER: Final = frozenset(
    "way ways tier faced piece man sided on tone-deaf tolerance sum time times fold".split()
)
_SHARE_OF: Final = frozenset("of the its their his her our your my all those these that".split())
_SUPERLATIVE: Final = re.compile(r"(?:\w+est|most|least|best|worst)$")


def is_title_case(lexemes: Sequence[Lexeme]) -> bool:
    """Whether most words are capitalised, as in headlines; capitals then say nothing about names."""
    words = [lexeme.text for lexeme in lexemes if lexeme.kind == "word" and len(lexeme.text) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _starts_sentence(lexemes: Sequence[Lexeme], at: int) -> bool:
    return at == 0 or (lexemes[at - 1].kind == "sign" and lexemes[at - 1].text in "“\"‘'«:.!?—–•*-(")


def _is_list_number(lexemes: Sequence[Lexeme], amount: Amount, *, first: bool) -> bool:
    """ "1. Read", "2) Wait", "3 — Rest", "(4)"."""
    at, after = amount.number.start, lexeme_at(lexemes, amount.number.end)
    if after is None or amount.number.low >= 2100:
        return False
    if lower_at(lexemes, at - 1) in ("(", "[") and after.text in (")", "]"):
        return True
    if amount.number.low >= 100:
        return False
    if first:
        return after.text in (".", ":", ")") or (after.text in "—–-" and not after.glued)
    opened = any(lexeme.text == "(" for lexeme in lexemes[max(0, at - 12) : at])
    return after.text == ")" and after.glued and not opened


def _is_cell(lexemes: Sequence[Lexeme], at: int, step: int) -> bool:
    """Whether the neighbour is a bare figure too, as in a table laid out as text ("Ohio -1.0 -2.2 +8.1")."""
    if 0 <= at < len(lexemes) and lexemes[at].text in "+-−" and not lexemes[at].glued:
        at += step
    return 0 <= at < len(lexemes) and lexemes[at].kind == "figure"


def _is_label(lexemes: Sequence[Lexeme], amount: Amount, *, title_case: bool) -> bool:
    """ "Article 5", "No. 10", "5 News", "Gang of Eight", "1."."""
    number = amount.number
    if amount.prefixed or amount.unit is not None:
        return False
    before = number.start - 1
    while before >= 0 and (lexemes[before].text in HYPHENS or lexemes[before].text in "#.№"):
        if lexemes[before].text in "#№":
            return True
        before -= 1
    first = _starts_sentence(lexemes, number.start)
    word = lexemes[number.start]
    if word.kind == "word" and word.text[0].isupper() and not first and not title_case:
        return True
    if _is_labelled(lexemes, amount, before):
        return True
    if not number.figures:
        return False
    if _is_list_number(lexemes, amount, first=first) or _is_fixed(lexemes, amount, title_case=title_case):
        return True
    return number.kind == CARDINAL and not title_case and _is_named(lexemes, amount, before)


def _is_labelled(lexemes: Sequence[Lexeme], amount: Amount, before: int) -> bool:
    """Whether the word at `before` makes the number a label: "Room 12", "Article 5"."""
    number, previous = amount.number, lexeme_at(lexemes, before)
    if number.kind != CARDINAL or previous is None:
        return False
    label = previous.lower
    if label not in _LABELS and label.removesuffix("s") not in _LABELS:
        return False
    # "line"/"page" and so on name what follows; "those aged 12" is a time.
    plain = number.figures or previous.text[0].isupper() or label in ("aged", "age", "number")
    also_verb = label in ("call", "act", "mark", "pick", "rule") and lexeme_at(lexemes, number.end) is not None
    return plain and not (number.figures and also_verb)


def _is_fixed(lexemes: Sequence[Lexeme], amount: Amount, *, title_case: bool) -> bool:
    """Figures with a fixed meaning: "911", "March '18", "the age of 16", "the S&P 500 index", "5 News", table cells."""
    number = amount.number
    after = lexeme_at(lexemes, number.end)
    if lexemes[number.start].text in _EMERGENCY and amount.end == number.start + 1:
        return after is None or after.lower not in tables().outcomes.people
    if lower_at(lexemes, number.start - 2) in ("age", "ages") and lower_at(lexemes, number.start - 1) == "of":
        return True
    if is_short_year(lexemes, number.start) or (after is not None and after.lower == "index"):
        return True
    if after is not None and after.text[0].isupper() and after.lower in _BROADCAST and not title_case:
        return True
    return _is_cell(lexemes, number.start - 1, -1) or _is_cell(lexemes, number.end, 1)


def _is_named(lexemes: Sequence[Lexeme], amount: Amount, before: int) -> bool:
    """A bare figure after a capitalised word belongs to it ("Apollo 11", "iPhone 12") unless a noun takes it."""
    number, previous = amount.number, lexeme_at(lexemes, before)
    if previous is None or previous.kind != "word" or previous.text.islower() or lexemes[number.start].glued:
        return False
    if _starts_sentence(lexemes, before) or number.end != number.start + 1:
        return False
    after = lexeme_at(lexemes, number.end)
    noun = after is not None and after.kind == "word" and after.text[0].islower() and len(after.text) > 3
    return not noun or lower_at(lexemes, number.end) in _FUNCTION_WORDS


def _bad_ordinal(lexemes: Sequence[Lexeme], amount: Amount, *, title_case: bool) -> bool:
    number = amount.number
    at = number.end
    if number.figures and at < len(lexemes) and lexemes[at].text[0].isupper() and not title_case:
        return True  # "501st Legion", "115th Congress"
    if at + 1 < len(lexemes) and lexemes[at].text in HYPHENS and lexemes[at].glued:
        return _SUPERLATIVE.match(lexemes[at + 1].lower) is None
    following = lower_at(lexemes, at)
    if following.endswith("ed") and following not in ("seed", "hundred", "shed", "bed"):
        return True  # "first reported"
    return not following.isalpha() or following in _NAME_NOUNS or number_at(lexemes, at) is not None


def _bad_share(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """ "half" but "half of": "half brother", "first half", "halfway", "half past"."""
    number = amount.number
    following = lexemes[number.end + 1 : number.end + 2]
    if (
        lower_at(lexemes, number.end) == "of"
        and following
        and len(following[0].text) == 4
        and following[0].text.isdecimal()
    ):
        return True  # "three quarters of 2013"
    if lower_at(lexemes, number.start) != "half" or amount.measure is not None:
        return False
    return lower_at(lexemes, number.end) not in _SHARE_OF or lower_at(lexemes, number.start - 1) in ("other", "better")


def rejects(lexemes: Sequence[Lexeme], amount: Amount, *, cue: bool, title_case: bool) -> bool:
    """Whether the amount is no quantity: part of a name, a year, a date, an age, a list number, an idiom."""
    number = amount.number
    if amount.end < len(lexemes) and lexemes[amount.end].glued and lexemes[amount.end].kind == "word":
        return True  # "4chan"
    if number.kind == ORDINAL:
        bad = _bad_ordinal(lexemes, amount, title_case=title_case) or is_date(lexemes, amount)
        return bad or _is_label(lexemes, amount, title_case=title_case)
    if amount.measure is None and before_time(lexemes, number.end):
        return True
    if number.kind == SHARE:
        at = number.end
        part_of_time = lower_at(lexemes, at) in ("a", "an") or lower_at(lexemes, at) == "of"
        if part_of_time and before_time(lexemes, at + 1 + (lower_at(lexemes, at + 1) in ("a", "an"))):
            return True
        return _bad_share(lexemes, amount)
    return (
        is_year(lexemes, amount, cue=cue)
        or is_date(lexemes, amount)
        or is_age(lexemes, amount)
        or _is_label(lexemes, amount, title_case=title_case)
    )


def is_pronoun(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """A small number word that stands for people or things already named: "the two", "all three", "one of the"."""
    number = amount.number
    if number.figures or number.kind != CARDINAL or amount.unit is not None or number.scaled:
        return False
    return number.low < 100 and not number.approximate and lexemes[number.start].lower in SMALL


def is_idiom(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """ "two-way", "one-sided", "three-piece": a number word inside a fixed compound."""
    at, start = amount.end, amount.start
    if lower_at(lexemes, start - 1) == "or" and lexemes[start].lower == "two":
        following = lexemes[at].kind if at < len(lexemes) else "sign"
        if following != "word" or lower_at(lexemes, at) in ("of", "that", "to", "in", "on", "after", "before"):
            return True  # "a month or two"
    if start > 1 and lexemes[start].glued and lexemes[start - 1].text in HYPHENS and lexemes[start - 1].glued:
        return True  # "high-five"
    hyphenated = at + 1 < len(lexemes) and lexemes[at].text in HYPHENS and lexemes[at].glued
    first = lexemes[amount.number.start].lower
    if not hyphenated:
        return False
    return lower_at(lexemes, at + 1) in _IDIOM_AFTER or (first in ("one", "zero") and amount.unit is None)
