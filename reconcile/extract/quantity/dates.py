"""Years, dates, durations and ages: numbers that times are made of, so no quantities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconcile.extract.quantity.fractions import cardinal
from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.numbers import CARDINAL, ORDINAL, lower_at, past_hyphen
from reconcile.extract.quantity.tables import tables
from reconcile.extract.quantity.units import Amount

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
_AGED_PEOPLE: Final = frozenset(
    "people persons voters adults women men children kids girls boys workers americans those anyone everyone "
    "residents citizens patients players drivers teens students".split()
)
_AGE_BOUNDS: Final = frozenset({"older", "younger"})


def lexeme_at(lexemes: Sequence[Lexeme], at: int) -> Lexeme | None:
    return lexemes[at] if 0 <= at < len(lexemes) else None


def before_time(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether the number that ends at `at` counts hours, days, years: a duration, so no quantity."""
    if lower_at(lexemes, at) in ("a", "p") and lower_at(lexemes, at + 1) == "." and lower_at(lexemes, at + 2) == "m":
        return True
    for _ in range(4):
        at = past_hyphen(lexemes, at)
        if lower_at(lexemes, at) == "-" and lower_at(lexemes, at + 1) in ("and", "or", "to"):
            at += 1  # "16- and 17-year-olds"
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


def is_year(lexemes: Sequence[Lexeme], amount: Amount, *, cue: bool) -> bool:
    number = amount.number
    text = lexemes[number.start].text
    if not (number.figures and len(text) == 4 and text.isdecimal() and 1500 <= number.low < 2100):
        return False
    if number.end != number.start + 1 or amount.unit is not None:
        return False
    following = lower_at(lexemes, number.end)
    if number.low < 1900 and following.isalpha() and following.endswith(("s", "ren", "men")):
        return lexemes[number.end].text[0].isupper()
    return not (
        (following in tables().outcomes.people and following != "more")
        or (cue and following.isalpha() and number.low % 100 == 0)
    )


def is_date(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    number = amount.number
    if not 1 <= number.low <= 31 or amount.unit is not None:
        return False
    before, after = lexeme_at(lexemes, number.start - 1), lexeme_at(lexemes, number.end)
    if before and before.text == "." and number.start > 1:
        before = lexemes[number.start - 2]
    if before and before.text in _MONTHS and (number.figures or number.kind == ORDINAL):
        verb = before.text in ("May", "March") and number.start == 1 and number.kind == CARDINAL
        return not (verb and after and after.text[0].islower())
    if after and after.lower == "of":
        after = lexeme_at(lexemes, number.end + 1)
    return bool(after and after.text in _MONTHS and (number.figures or number.kind == ORDINAL))


def _age_list(lexemes: Sequence[Lexeme], at: int) -> bool:
    """ "ages 21, 22 and 28", "voters under 35"."""
    for _ in range(6):
        before = lower_at(lexemes, at - 1)
        if before not in (",", "and", "or", "to", "-") or at < 2 or lexemes[at - 2].kind != "figure":
            break
        at -= 2
    if lower_at(lexemes, at - 1) in ("age", "ages", "aged"):
        return True
    following = lexemes[at + 1 : at + 2]
    grown = lower_at(lexemes, at - 2) in _AGED_PEOPLE and lower_at(lexemes, at - 1) in ("under", "over")
    return grown and (not following or following[0].kind == "sign")


def is_age(lexemes: Sequence[Lexeme], amount: Amount) -> bool:
    """ "Smith, 54, said", "Smith (54)"."""
    number = amount.number
    before, after = lexeme_at(lexemes, number.start - 1), lexeme_at(lexemes, number.end)
    if after is not None and after.lower in ("and", "or") and lower_at(lexemes, number.end + 1) in _AGE_BOUNDS:
        return amount.unit is None
    if _age_list(lexemes, number.start) and number.low < 120:
        return True
    if before is not None and before.lower == "at" and number.start == 1 and after is not None and after.text == ",":
        return number.figures and 14 < number.low < 100  # "At 26, he was the youngest"
    turned = before is not None and before.lower in ("turn", "turns", "turned", "turning")
    if turned and number.low < 120 and (after is None or after.kind == "sign"):
        return True
    if not (number.figures and 1 <= number.low < 120 and not number.low % 1 and amount.unit is None and before):
        return False
    name = lexeme_at(lexemes, number.start - 2)
    closes = after is None or after.text in (",", ".", ")", ";") or after.lower in ("and", "of", "from")
    return before.text in (",", "(") and closes and name is not None and (name.text[0].isupper() or before.text == "(")


def is_short_year(lexemes: Sequence[Lexeme], at: int) -> bool:
    """ "March '18", "the class of '04"."""
    if at < 2 or lexemes[at - 1].text not in "'’‘" or not lexemes[at].glued or len(lexemes[at].text) != 2:
        return False
    return lexemes[at - 2].text in _MONTHS or lexemes[at - 2].lower in ("of", "in", "since", "summer", "winter")
