"""Listed phrases in a text, in any inflection."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from reconcile.models import Frozen

_TOKENS = 32_768  # words whose forms are remembered
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""))


class Found(Frozen):
    """A listed phrase in a text: `first` and `last` count its words, `start` and `end` its characters (exclusive)."""

    phrase: str
    first: int
    last: int
    start: int
    end: int


def find_phrases(text: str, phrases: frozenset[str]) -> list[Found]:
    """The phrases in a text, in any inflection, from left to right; of phrases that overlap, the longest."""
    by_first = _by_first(phrases)
    tokens = list(_TOKEN.finditer(text))
    forms = [_forms(token[0]) for token in tokens]
    found, i = [], 0
    while i < len(tokens):
        fits = (words for form in forms[i] for words in by_first.get(form, ()) if _fits(words, forms[i:]))
        words = max(fits, key=lambda words: (len(words), words), default=None)
        if words is None:
            i += 1
            continue
        last = i + len(words) - 1
        place = {"start": tokens[i].start(), "end": tokens[last].end()}
        found.append(Found(phrase=" ".join(words), first=i, last=last, **place))
        i = last + 1
    return found


def _fits(words: tuple[str, ...], forms: list[frozenset[str]]) -> bool:
    return len(words) <= len(forms) and all(word in form for word, form in zip(words, forms, strict=False))


@cache
def _by_first(phrases: frozenset[str]) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in sorted(phrases):
        words = tuple(phrase.split())
        table[words[0]].append(words)
    return table


def words_of(text: str) -> list[str]:
    """The words in lower case, with straight apostrophes."""
    return [token.casefold().replace("’", "'") for token in _TOKEN.findall(text)]


@lru_cache(maxsize=_TOKENS)
def _forms(token: str) -> frozenset[str]:
    """The word and what it may be an inflected form of: "slammed" gives "slam" among others that are no words."""
    word = token.casefold().replace("’", "'").removesuffix("'s")
    forms = {word}
    for ending, stem_ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            forms.add(stem + stem_ending)
            if not stem_ending and stem[-1] == stem[-2]:
                forms.add(stem[:-1])
    return frozenset(forms)
