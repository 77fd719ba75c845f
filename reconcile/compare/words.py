"""Words as the comparators see them: folded letters, truncated stems, no function words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reconcile.models import Claim, Span

TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "ʼ": "'"}
)
_STEM = 6  # letters, as in candidates.py: the simplest stemmer that keeps most of the gain (McNamee and Mayfield 2004)
# Function words, and verbs that say nothing of what happened.
_FUNCTION = frozenset(
    """
a about after again all also although am among an and another any are as at back be became because become becomes
been before being between both but by came can come could did do does doing done down during each either else even
ever few first for from further get gets getting go goes going gone got had has have having he her here hers
herself him himself his how however i if in into is it its itself just last like made make makes making many may me
might more most much must my myself neither next no nor not now of off on once one only onto or other others our
ours out over own per put rather said same say says she should since so some still such take taken takes taking
than that the their theirs them themselves then there these they this those though through thus to told too took
toward towards two under until up upon us very was we went were what when where whether which while who whom whose
why will with within without would yet you your yours n't 's 'd 'll 're 've 'm
""".split()
)


def fold(text: str) -> str:
    """Lower case without accents: "Vardø" and "Vardo", "Türkiye" and "Turkiye" are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """Folded words in their order; a clitic stays on its word except the possessive, which is dropped."""
    return tuple(word.removesuffix("'s") for word in TOKEN.findall(fold(text)))


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """Truncated content words and figures; regular plurals and verb endings of short words are cut off."""
    return frozenset(stem(word) for word in tokens(text) if word not in _FUNCTION and (len(word) > 2 or word.isdigit()))


def stem(word: str) -> str:
    """ "accepted", "acceptance" -> "accept"; "rules", "ruled" -> "rule"."""
    if len(word) > _STEM:
        return word[:_STEM]
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending).removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that is also in the larger; 0 where one is empty."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def content(a: Claim, b: Claim) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of two claims without the names of either."""
    names = name_stems(a) | name_stems(b)
    return stems(a.proposition) - names, stems(b.proposition) - names


def beside(span: Span, claim: Claim, width: int) -> tuple[str, str]:
    """What stands before and behind a span of the claim, as many characters of it as `width`."""
    at = span.start - claim.start
    end = max(0, at + len(span.text))
    return claim.text[max(0, at - width) : max(0, at)], claim.text[end : end + width]


def name_stems(claim: Claim) -> frozenset[str]:
    """Stems of the names in the claim: two claims of one event share them whatever they say."""
    return frozenset().union(*(stems(mention.text) for mention in claim.entities)) if claim.entities else frozenset()
