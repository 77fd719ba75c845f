"""Numbers in figures and words: cardinals, ordinals, fractions, vague plurals ("dozens")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.tables import tables

CARDINAL: Final = "cardinal"
ORDINAL: Final = "ordinal"
SHARE: Final = "share"  # value in percent

SMALL: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety".split()
)
_JOINING: Final = frozenset({"hundred", "thousand", "million", "billion"})  # what text2num reads inside a number
ORDINALS: Final = {
    "first": "one", "second": "two", "third": "three", "fourth": "four", "fifth": "five", "sixth": "six",
    "seventh": "seven", "eighth": "eight", "ninth": "nine", "tenth": "ten", "eleventh": "eleven",
    "twelfth": "twelve", "thirteenth": "thirteen", "fourteenth": "fourteen", "fifteenth": "fifteen",
    "sixteenth": "sixteen", "seventeenth": "seventeen", "eighteenth": "eighteen", "nineteenth": "nineteen",
    "twentieth": "twenty", "thirtieth": "thirty", "fortieth": "forty", "fiftieth": "fifty", "sixtieth": "sixty",
    "seventieth": "seventy", "eightieth": "eighty", "ninetieth": "ninety", "hundredth": "hundred",
    "thousandth": "thousand",
}  # fmt: skip
_PARTS: Final = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "fourths": 4}
VULGAR: Final = {
    "¼": 1 / 4, "½": 1 / 2, "¾": 3 / 4, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 1 / 10, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5,
    "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
VAGUE_WORDS: Final = frozenset({"several", "few", "couple"})
HYPHENS: Final = frozenset("-‐‑–")
_MAX_WORDS: Final = 12
_MAX_DIGITS: Final = 18

STARTERS: Final = SMALL | _JOINING | ORDINALS.keys() | _PARTS.keys() | VAGUE_WORDS | {"a", "an"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the lexemes `start`..`end` (end exclusive).

    `low`..`high` is what it allows, `high` None when it has no upper end ("dozens"). `step` is the size of its last
    significant digit, `digits` how many significant digits it has. `base` is the figure before its magnitude.
    """

    start: int
    end: int
    kind: str
    low: float
    high: float | None
    step: float
    digits: int
    base: float
    scaled: bool = False
    approximate: bool = False
    figures: bool = False


def tidy(value: float) -> float:
    """`value` without the noise of binary multiplication (2.2 million is 2200000.0)."""
    return float(f"{value:.12g}")


def _exact(start: int, end: int, kind: str, value: float, *, figures: bool = False, written: str = "") -> Number:
    whole, _, decimals = (written or f"{value:.0f}").partition(".")
    stripped = whole.lstrip("0") + decimals
    if decimals:
        step, digits = 10.0 ** -len(decimals), len(stripped.lstrip("0"))
    else:
        digits = len(stripped.rstrip("0"))
        step = 10.0 ** (len(stripped) - digits)
    return Number(start, end, kind, value, value, step, max(digits, 1), value, figures=figures)


def scaled(number: Number, end: int, factor: float) -> Number:
    high = None if number.high is None else tidy(number.high * factor)
    return replace(
        number,
        end=end,
        low=tidy(number.low * factor),
        high=high,
        step=number.step * factor,
        scaled=number.scaled or factor >= 100,
    )


def scale(number: Number, factor: float) -> Number:
    """`number` times a magnitude that stands elsewhere ("10 to 15 million")."""
    return scaled(number, number.end, factor)


def lower_at(lexemes: Sequence[Lexeme], at: int) -> str:
    return lexemes[at].lower if 0 <= at < len(lexemes) else ""


def past_hyphen(lexemes: Sequence[Lexeme], at: int) -> int:
    """The place after a glued hyphen at `at`, else `at`."""
    joined = at + 1 < len(lexemes) and lexemes[at].text in HYPHENS and lexemes[at].glued and lexemes[at + 1].glued
    return at + 1 if joined else at


def _spoken(words: Sequence[str]) -> int | None:
    from text_to_num import text2num

    try:
        value = text2num(" ".join(words), "en")
    except ValueError:
        return None
    return int(value)


def denominator(word: str) -> int | None:
    """The denominator a word names: "thirds" is 3."""
    base = word.removesuffix("s")
    if word in _PARTS or base not in ORDINALS or base in ("first", "second"):
        return _PARTS.get(word)
    return _spoken([ORDINALS[base]])


def figure(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    written = "".join(lexemes[at].text.replace(",", "").split())
    if len(written) > _MAX_DIGITS:
        return None
    return _exact(at, at + 1, CARDINAL, float(written), figures=True, written=written)


def in_words(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """The longest number in words that starts at `at`: "a hundred and five", "twenty-first"."""
    words: list[str] = []
    best: Number | None = None
    here = at
    if lower_at(lexemes, at) in ("a", "an"):
        if lower_at(lexemes, past_hyphen(lexemes, at + 1)) not in _JOINING:
            return None
        words, here = ["one"], past_hyphen(lexemes, at + 1)
    while here < len(lexemes) and len(words) < _MAX_WORDS:
        word = lexemes[here].lower
        if word in SMALL or word in _JOINING:
            words.append("forty" if word == "fourty" else word)
            if (value := _spoken(words)) is not None:
                best = _exact(at, here + 1, CARDINAL, float(value))
        elif word in ORDINALS:
            value = _spoken([*words, ORDINALS[word]])
            return best if value is None else _exact(at, here + 1, ORDINAL, float(value))
        elif word != "and" or not words or words[-1] not in _JOINING:
            break
        else:
            words.append(word)
        here = past_hyphen(lexemes, here + 1)
    if best is not None and words[:1] == ["one"] and best.digits == 1 and lower_at(lexemes, at) in ("a", "an"):
        return replace(best, approximate=True)
    return best


def _counts_people(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether "scores" goes on as a number: "scores of people", "scores were injured"."""
    if lower_at(lexemes, at) == "of":
        return at + 1 < len(lexemes) and lexemes[at + 1].kind == "word"
    outcomes = tables().outcomes
    return any(outcomes.adjective(lower_at(lexemes, here)) is not None for here in (at, at + 1, at + 2))


def vague(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """ "dozens", "hundreds of thousands", "several hundred", "a few dozen", "several"."""
    table = tables()
    word = lower_at(lexemes, at)
    if (least := table.magnitude_plural.get(word)) is not None:
        low, end = float(least), at + 1
        while lower_at(lexemes, end) == "of" and lower_at(lexemes, end + 1) in table.magnitude_plural:
            unit = table.magnitude_plural[lower_at(lexemes, end + 1)]
            low, end = low * (unit / (2 if unit > 100 else 1)), end + 2
        if word == "tens" and end == at + 1:
            return None
        if word == "scores" and not _counts_people(lexemes, at + 1):
            return None  # test scores
        return Number(at, end, CARDINAL, tidy(low), None, low, 1, low, scaled=low >= 1e6, approximate=True)
    here = at + 1 if word in ("a", "the") else at
    if lower_at(lexemes, here) not in VAGUE_WORDS:
        return None
    end = here + 1
    if lower_at(lexemes, here) == "couple" and lower_at(lexemes, end) == "of":
        end += 1
    factor = table.magnitude.get(lower_at(lexemes, end))
    if factor is not None:
        return Number(
            at,
            end + 1,
            CARDINAL,
            tidy(2 * factor),
            tidy(10 * factor - 1),
            factor,
            1,
            2,
            factor >= 100,
            approximate=True,
        )
    return Number(at, here + 1, CARDINAL, 2.0, None, 1.0, 1, 2.0, approximate=True)


def with_magnitude(lexemes: Sequence[Lexeme], number: Number) -> Number:
    table = tables()
    while True:
        at = number.end
        if at < len(lexemes) and number.figures and lexemes[at].glued and not number.scaled:
            suffix = table.magnitude_suffix.get(lexemes[at].lower)
            # Single letters: k and m alone are read so without a currency before them; see `money_suffix`.
            if suffix is not None and lexemes[at].lower not in ("b", "t", "m"):
                return scaled(number, at + 1, suffix)
        after = past_hyphen(lexemes, at)
        word = lower_at(lexemes, after)
        if word in ("mn", "bn", "tn") and not number.scaled:
            return scaled(number, after + 1, table.magnitude_suffix[word])
        factor = table.magnitude.get(word)
        if factor is None or number.low >= 1e12:
            return number
        number = replace(scaled(number, after + 1, factor), approximate=number.approximate or word == "dozen")


def letter_suffix(lexemes: Sequence[Lexeme], number: Number) -> Number | None:
    """`number` with a glued or spaced "m", "b" or "t" read as its magnitude; None if there is none."""
    suffix = lower_at(lexemes, number.end)
    if suffix not in ("m", "b", "t") or number.scaled or not number.figures:
        return None
    return scaled(number, number.end + 1, tables().magnitude_suffix[suffix])
