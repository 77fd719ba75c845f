"""Shares, mixed numbers and articles: "two-thirds", "one in four", "3 1/2", "a hundred", "half a million"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.numbers import (
    CARDINAL,
    HYPHENS,
    ORDINAL,
    ORDINALS,
    SHARE,
    SMALL,
    VAGUE_WORDS,
    VULGAR,
    Number,
    denominator,
    figure,
    in_words,
    lower_at,
    past_hyphen,
    scaled,
    tidy,
    vague,
    with_magnitude,
)
from reconcile.extract.quantity.tables import tables

_SPANS = frozenset({"second", "minute", "hour", "day", "night", "week", "weekend", "month", "year", "decade"})


def _of_magnitude(lexemes: Sequence[Lexeme], part: Number) -> Number:
    """ "three-quarters of a million" as a number; other shares as they are."""
    at = part.end
    if lower_at(lexemes, at) != "of" or lower_at(lexemes, at + 1) not in ("a", "an"):
        return part
    factor = tables().magnitude.get(lower_at(lexemes, at + 2))
    if factor is None:
        return part
    return scaled(Number(part.start, at, CARDINAL, part.base, part.base, 0.01, 2, part.base), at + 3, factor)


def share(at: int, end: int, fraction: float) -> Number:
    """A share as percent: between the whole percentages on either side, as shares in words are round talk."""
    percent = tidy(100 * fraction)
    low, high = float(percent // 1), float(-(-percent // 1))
    return Number(at, end, SHARE, low, high, 1.0, 2, fraction, approximate=low != high)


def part_of(lexemes: Sequence[Lexeme], number: Number) -> Number | None:
    """A fraction whose numerator is `number`: "two-thirds", "1/3", "three quarters", "nine out of 10"."""
    after = past_hyphen(lexemes, number.end)
    word = lower_at(lexemes, after)
    if not number.figures and number.low < 10 and word:
        parts = denominator(word)
        if parts is not None and (word.endswith("s") or number.low == 1):
            return share(number.start, after + 1, number.low / parts) if number.low < parts else None
    if number.figures and word == "/" and lexemes[after].glued and after + 1 < len(lexemes):
        below = figure(lexemes, after + 1) if lexemes[after + 1].kind == "figure" else None
        if below is not None and number.low < below.low:
            return share(number.start, below.end, number.low / below.low)
    return None


def out_of(lexemes: Sequence[Lexeme], number: Number) -> Number | None:
    """ "one in four", "nine out of 10", "one of every five" as a share.

    "One of five suspects" is a count of some, and so is "two in three days".
    """
    end = _past_relation(lexemes, number.end)
    if end is None:
        return None
    every = lower_at(lexemes, end) == "every"
    below = cardinal(lexemes, end + every)
    if below is None or below.scaled or not 0 < number.low < below.low <= 1000 or below.low % 1:
        return None
    # "12 in 2019" and "two in 17 attacks" are counts; shares have round or small denominators, or count by ones.
    one_of_figures = number.figures and below.figures and number.low == 1
    if below.low > 10 and below.low % 10 and not every and not one_of_figures:
        return None
    if _is_measured(lexemes, below.end):
        return None
    return share(number.start, below.end, number.low / below.low)


def _past_relation(lexemes: Sequence[Lexeme], end: int) -> int | None:
    """The place after "in", "out of" or "of" before "every", between the two numbers of a share."""
    word, following = lower_at(lexemes, end), lower_at(lexemes, end + 1)
    if word == "in" and following not in ("a", "an"):
        return end + 1
    if word in ("out", "-out") and following == "of":
        return end + 2
    if word == "of" and following == "every":
        return end + 1
    if past_hyphen(lexemes, end) > end and following == "in":
        return past_hyphen(lexemes, end + 2)
    return None


def _is_measured(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether the number before `at` tells a time or a size: "in three days", "one in five-member panels"."""
    here = past_hyphen(lexemes, at)
    word = lower_at(lexemes, here)
    return (here > at and word not in HYPHENS and word.isalpha()) or word.removesuffix("s") in _SPANS


def cardinal(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """The cardinal, with its magnitude, that starts at `at`; None if none does."""
    if at >= len(lexemes):
        return None
    number = figure(lexemes, at) if lexemes[at].kind == "figure" else in_words(lexemes, at)
    if number is None or number.kind != CARDINAL:
        return None
    return with_magnitude(lexemes, with_half(lexemes, number))


def with_half(lexemes: Sequence[Lexeme], number: Number) -> Number:
    """Adds "and a half", "½" or "1/2" to a whole number."""
    end, more = number.end, 0.0
    if end < len(lexemes) and lexemes[end].kind == "vulgar":
        end, more = end + 1, VULGAR[lexemes[end].text]
    else:
        tail = [lexeme.lower for lexeme in lexemes[end : end + 6] if lexeme.text not in HYPHENS][:3]
        if tail[:2] == ["and", "a"] and tail[2:] in (["half"], ["quarter"]):
            more = 0.5 if tail[2] == "half" else 0.25
            while lexemes[end].lower != tail[2]:
                end += 1
            end += 1
        elif number.figures and end + 2 < len(lexemes) and lexemes[end + 1].text == "/" and lexemes[end + 1].glued:
            fraction = figure(lexemes, end) if lexemes[end].kind == "figure" and not lexemes[end].glued else None
            part = part_of(lexemes, fraction) if fraction else None
            if part is not None:
                end, more = part.end, part.base
    if not more or number.low % 1:
        return number
    value = number.low + more
    return replace(number, end=end, low=value, high=value, base=value, step=0.5, digits=2)


def ordinal_figure(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """ "21st", "3rd"."""
    number = figure(lexemes, at)
    if number is None or at + 1 >= len(lexemes) or not lexemes[at + 1].glued or number.low % 1:
        return None
    if lexemes[at + 1].lower not in ("st", "nd", "rd", "th"):
        return None
    return replace(number, end=at + 2, kind=ORDINAL)


def number_at(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """The number of any kind that starts at lexeme `at`, or None."""
    lexeme = lexemes[at]
    if lexeme.kind == "vulgar":
        return share(at, at + 1, VULGAR[lexeme.text])
    if lexeme.kind == "figure":
        if (ordinal := ordinal_figure(lexemes, at)) is not None:
            return ordinal
        number = cardinal(lexemes, at)
        return number and (part_of(lexemes, number) or out_of(lexemes, number) or number)
    word = lexeme.lower
    if word in ("a", "an", "half", "the"):
        return with_article(lexemes, at)
    if word in VAGUE_WORDS or word in tables().magnitude_plural:
        return vague(lexemes, at)
    if word in ORDINALS:
        return in_words(lexemes, at)
    if word not in SMALL:
        return None
    number = cardinal(lexemes, at)
    if number is None:
        return in_words(lexemes, at)
    part = part_of(lexemes, number)
    return _of_magnitude(lexemes, part) if part is not None else out_of(lexemes, number) or number


def with_article(lexemes: Sequence[Lexeme], at: int) -> Number | None:
    """ "a hundred", "a dozen", "half a million", "half of", "a third of", "a few hundred"."""
    table = tables()
    word = lexemes[at].lower
    here = past_hyphen(lexemes, at + 1)
    following = lower_at(lexemes, here)
    if word == "half":
        if following in ("a", "an"):
            following, here = lower_at(lexemes, past_hyphen(lexemes, here + 1)), past_hyphen(lexemes, here + 1)
        if (factor := table.magnitude.get(following)) is not None:
            half = Number(at, here, CARDINAL, 0.5, 0.5, 0.1, 1, 0.5, approximate=True)
            return scaled(half, here + 1, factor)
        return share(at, at + 1, 0.5)
    if following in VAGUE_WORDS:
        return vague(lexemes, at)
    if word in ("a", "an"):
        if following in table.magnitude:
            one = Number(at, here, CARDINAL, 1.0, 1.0, 1.0, 1, 1.0, approximate=True)
            return words_or(lexemes, at, scaled(one, here + 1, table.magnitude[following]))
        parts = denominator(following)
        if parts is not None and lower_at(lexemes, here + 1) == "of":
            return _of_magnitude(lexemes, share(at, here + 1, 1 / parts))
    return None


def words_or(lexemes: Sequence[Lexeme], at: int, simple: Number) -> Number:
    """The longer of the number in words ("a hundred and five thousand") and "a" with one magnitude word."""
    number = in_words(lexemes, at)
    if number is None or number.kind != CARDINAL:
        return with_magnitude(lexemes, simple)
    longer = with_magnitude(lexemes, number)
    return longer if longer.end >= simple.end else simple
