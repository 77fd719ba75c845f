"""What surrounds a number that is no quantity: names with figures, years, dates, ages, list numbers, idioms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .quantity_fractions import cardinal, number_at
from .quantity_lexer import Lexeme
from .quantity_numbers import CARDINAL, HYPHENS, ORDINAL, SHARE, lower_at, past_hyphen
from .quantity_tables import tables
from .quantity_units import Amount

_TIME_UNITS: Final = frozenset(
    "year month week day hour minute second decade century night weekend yr yrs hr hrs min mins sec secs fortnight "
    "years months weeks days hours minutes seconds decades centuries nights weekends fortnights am pm "
    "millisecond milliseconds quarter-hour o'clock semester semesters century-old".split()
)
_BETWEEN_TIME: Final = frozenset(
    "more additional consecutive straight full long short whole calendar working business solid extra other further "
    "successive of plus odd light half trading".split()
)
_MONTHS: Final = frozenset(
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
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
    "aged age ages catch-22 act scene bowl convention treaty local".split()
)
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
_DETERMINERS: Final = frozenset("the these those all both our your their his her its my".split())
_SHARE_OF: Final = frozenset("of the its their his her our your my all those these that".split())
_SUPERLATIVE: Final = re.compile(r"(?:\w+est|most|least|best|worst)$")
_NUMBER_WORD_NAMES: Final = frozenset("one two three four five six seven eight nine ten eleven twelve".split())


def _at(lexemes: Sequence[Lexeme], at: int) -> Lexeme | None:
    return lexemes[at] if 0 <= at < len(lexemes) else None


def is_title_case(lexemes: Sequence[Lexeme]) -> bool:
    """Whether most words are capitalised, as in headlines; capitals then say nothing about names."""
    words = [lexeme.text for lexeme in lexemes if lexeme.kind == "word" and len(lexeme.text) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _starts_sentence(lexemes: Sequence[Lexeme], at: int) -> bool:
    return at == 0 or (lexemes[at - 1].kind == "sign" and lexemes[at - 1].text in "“\"‘'«:.!?—–•*-(")


def before_time(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether the number that ends at `at` counts hours, days, years: a duration, so no quantity."""
    for _ in range(4):
        at = past_hyphen(lexemes, at)
        word = lower_at(lexemes, at).removesuffix("'s").removesuffix("’s").rstrip("'’")
        if word in _TIME_UNITS:
            return True
        if word in (",", "or", "to", "and") and (listed := cardinal(lexemes, at + 1)) is not None:
            at = listed.end  # "20, 30 or 40 years"
        elif word in _BETWEEN_TIME:
            at += 1
        else:
            return False
    return False


def _is_year(lexemes: Sequence[Lexeme], amount: Amount, *, cue: bool) -> bool:
    number = amount.number
    text = lexemes[number.start].text
    if not (number.figures and len(text) == 4 and text.isdecimal() and 1500 <= number.low < 2100):
        return False
    if number.end != number.start + 1 or amount.unit is not None:
        return False
    following = lower_at(lexemes, number.end)
    if number.low < 1900 and following.isalpha() and following.endswith(("s", "ren", "men")):
        return lexemes[number.end].text[0].isupper()
    return not (following in tables().outcomes.people or (cue and following.isalpha() and number.low % 100 == 0))


def _is_date(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    number = amount.number
    if not 1 <= number.low <= 31 or amount.unit is not None:
        return False
    before, after = _at(lexemes, number.start - 1), _at(lexemes, number.end)
    if before and before.text == "." and number.start > 1:
        before = lexemes[number.start - 2]
    if before and before.text in _MONTHS and (number.figures or number.kind == ORDINAL):
        return not (before.text in ("May", "March") and number.start == 1 and number.kind == CARDINAL)
    if after and after.lower == "of":
        after = _at(lexemes, number.end + 1)
    return bool(after and after.text in _MONTHS and (number.figures or number.kind == ORDINAL))


def _is_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """ "Smith, 54, said", "Smith (54)"."""
    number = amount.number
    before, after = _at(lexemes, number.start - 1), _at(lexemes, number.end)
    if not (number.figures and 1 <= number.low < 120 and not number.low % 1 and amount.unit is None and before):
        return False
    name = _at(lexemes, number.start - 2)
    closes = after is None or after.text in (",", ".", ")", ";") or after.lower in ("and", "of", "from")
    return before.text in (",", "(") and closes and name is not None and (name.text[0].isupper() or before.text == "(")


def _is_label(lexemes: Sequence[Lexeme], amount: Amount, *, title_case: bool) -> bool:
    """ "Article 5", "No. 10", "5 News", "Gang of Eight", "1."."""
    number = amount.number
    before = number.start - 1
    if amount.prefixed or amount.unit is not None:
        return False
    while before >= 0 and (lexemes[before].text in HYPHENS or lexemes[before].text in "#.№"):
        if lexemes[before].text in "#№":
            return True
        before -= 1
    previous = _at(lexemes, before)
    after = _at(lexemes, number.end)
    if number.kind == CARDINAL and previous and previous.lower in _LABELS:
        # "line"/"page" and so on name what follows; "those aged 12" is a time.
        plain = number.figures or previous.text[0].isupper() or previous.lower in ("aged", "age", "number")
        if plain and not (number.figures and previous.lower in ("call", "act", "mark", "pick", "rule") and after):
            return True
    if (
        number.figures
        and lower_at(lexemes, number.start - 2) in ("age", "ages")
        and previous
        and previous.lower == "of"
    ):
        return True
    if after and number.figures and after.lower == "index":
        return True  # "the S&P 500 index"
    if after and number.figures and after.text[0].isupper() and after.lower in _BROADCAST and not title_case:
        return True
    first = _starts_sentence(lexemes, number.start)
    if first and number.figures and after and after.text in ").:" and number.low < 100:
        return True
    if after and previous and previous.text in "([" and after.text in ")]" and number.figures and number.low < 2100:
        return True
    word = lexemes[number.start]
    if word.kind == "word" and word.text[0].isupper() and not first and not title_case:
        return True
    if number.figures and number.kind == CARDINAL and previous and not title_case:
        # A bare figure after a capitalised word belongs to it ("Apollo 11", "iPhone 12") unless a noun takes it.
        named = any(char.isupper() for char in previous.text) and previous.kind == "word"
        glued = not lexemes[number.start].glued
        if named and glued and not _starts_sentence(lexemes, before) and number.end == number.start + 1:
            return not (after and after.kind == "word" and after.text[0].islower() and len(after.text) > 3) or (
                lower_at(lexemes, number.end)
                in ("from", "with", "that", "which", "when", "will", "were", "have", "into")
            )
    return False


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
        bad = _bad_ordinal(lexemes, amount, title_case=title_case) or _is_date(lexemes, amount)
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
        _is_year(lexemes, amount, cue=cue)
        or _is_date(lexemes, amount)
        or _is_age(lexemes, amount)
        or _is_label(lexemes, amount, title_case=title_case)
    )


def is_pronoun(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """A small number word that stands for people or things already named: "the two", "all three", "one of the"."""
    number = amount.number
    if number.figures or number.kind != CARDINAL or amount.unit is not None or number.scaled:
        return False
    return number.low <= 12 and lexemes[number.start].lower in _NUMBER_WORD_NAMES


def is_idiom(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """ "two-way", "one-sided", "three-piece": a number word inside a fixed compound."""
    at, start = amount.end, amount.start
    if start > 1 and lexemes[start].glued and lexemes[start - 1].text in HYPHENS and lexemes[start - 1].glued:
        return True  # "high-five"
    hyphenated = at + 1 < len(lexemes) and lexemes[at].text in HYPHENS and lexemes[at].glued
    first = lexemes[amount.number.start].lower
    if not hyphenated:
        return False
    return lower_at(lexemes, at + 1) in _IDIOM_AFTER or (first in ("one", "zero") and amount.unit is None)
