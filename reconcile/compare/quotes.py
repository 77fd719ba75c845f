"""The same utterance in quotation marks, with other words inside the marks."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from reconcile.compare.base import MISSING, Comparison, Level, Pair
from reconcile.models import Span

_SAME_UTTERANCE = 72.0  # percent: below, two quotations are two utterances
_MIN_WORDS = 4  # shorter quotations are turns of phrase that two speakers can share
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def compare_quotes(pair: Pair) -> Comparison:
    """The closest two quotations: `same` words, a shorter excerpt of them (`compatible`), or altered words."""
    best = MISSING
    for a in pair.a.quotes:
        for b in pair.b.quotes:
            found = _compare(a, b)
            if found.scores.get("quote_ratio", 0.0) > best.scores.get("quote_ratio", 0.0):
                best = found
    return best


def _compare(a: Span, b: Span) -> Comparison:
    a_words, b_words = (_words(span.text) for span in (a, b))
    short, long = sorted((a_words, b_words), key=len)
    if len(short) < _MIN_WORDS:
        return MISSING
    ratio = fuzz.partial_ratio(" ".join(short), " ".join(long))
    if ratio < _SAME_UTTERANCE:
        return MISSING
    if a_words == b_words:
        level, reason = Level.SAME, "the same words"
    elif _is_excerpt(short, long):
        level, reason = Level.COMPATIBLE, "one quotation is an excerpt of the other"
    else:
        level, reason = Level.DIFFERS, "the words inside the quotation marks differ"
    return Comparison(
        level=level,
        a=a,
        b=b,
        a_value=a.text,
        b_value=b.text,
        reason=reason,
        scores={"quote_ratio": round(ratio / 100, 4)},
    )


def _words(text: str) -> list[str]:
    return [word.replace("’", "'").casefold() for word in _WORD.findall(text)]


def _is_excerpt(short: list[str], long: list[str]) -> bool:
    n = len(short)
    return any(long[i : i + n] == short for i in range(len(long) - n + 1))
