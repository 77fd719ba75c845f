"""The same utterance, quoted twice: which words of the one stand where in the other, and what was altered.

A quotation is cut into clauses, and what an editor changed often stands in another clause than what was kept. So whole
quotations are aligned word by word (longest common subsequence), and a pair of claims is judged by what the alignment
says of the words that they cover.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from reconcile.compare.words import fold
from reconcile.models import Claim, Span

GAP = "§"  # words left out, put in or masked by the editor
_LEAST = 4  # words in common
_SHARE = 0.65  # of the words between the first and the last common one
_COVER = 0.6  # of the shorter quotation's words
_BRACKET = re.compile(r"[\[(][^\[\]()]{0,80}[\])]")
_ELLIPSIS = re.compile(r"\.{2,}|…|(?:\. ){2,}\.?")
_ABBREVIATION = re.compile(r"\b((?:[a-z]\.){2,})")
_MASKED = re.compile(r"(?<![\w*])\w*\*[\w*]*")
_WORD = re.compile(r"§|\w+(?:'\w+)*")

Words = tuple[str, ...]


class Alignment(NamedTuple):
    """What two whole quotations have in common.

    `words` counts the common ones, gaps left aside; `share` and `cover` are common words over all between the first
    and the last of them, and over the shorter quotation. `altered` holds the stretches in between that differ, as word
    indices `(a, a_end, b, b_end)`, `common` those that do not.
    """

    words: int
    share: float
    cover: float
    altered: tuple[tuple[int, int, int, int], ...]
    common: tuple[tuple[int, int, int, int], ...]

    @property
    def is_one(self) -> bool:
        """Whether both are plainly the same utterance."""
        return self.words >= _LEAST and self.share >= _SHARE and self.cover >= _COVER


class Part(NamedTuple):
    """The words of a claim, `words[first:last]`, in the whole quotation."""

    words: Words
    first: int
    last: int


@lru_cache(maxsize=8192)
def quoted_words(text: str) -> Words:
    """Folded words; what the editor left out, put in or masked is one `GAP` each."""
    plain = _ABBREVIATION.sub(lambda match: match[1].replace(".", ""), fold(text).replace("‘", "'"))
    plain = plain.replace(" & ", " and ")
    marked = _MASKED.sub(f" {GAP} ", _ELLIPSIS.sub(f" {GAP} ", _BRACKET.sub(f" {GAP} ", plain)))
    return tuple(_WORD.findall(marked))


def part_of(claim: Claim, utterance: Sequence[Span]) -> Part:
    """Where the claim stands in the utterance that it is part of; between two quotations of it there is a `GAP`."""
    first = sum(len(quoted_words(_slice(quote, quote.start, claim.start))) for quote in utterance)
    own = sum(len(quoted_words(_slice(quote, claim.start, claim.end))) for quote in utterance)
    words: list[str] = []
    for quote in utterance:
        words += [*([GAP] if words else []), *quoted_words(quote.text)]
    breaks = [quote for quote in utterance[1:] if quote.start <= claim.start]
    inside = [quote for quote in utterance[1:] if claim.start < quote.start < claim.end]
    return Part(tuple(words), first + len(breaks), first + own + len(breaks) + len(inside))


def _slice(quote: Span, start: int, end: int) -> str:
    return quote.text[max(0, start - quote.start) : max(0, end - quote.start)]


@lru_cache(maxsize=8192)
def align(a: Words, b: Words) -> Alignment:
    """The longest common subsequence of the words, and what stands between its parts."""
    codes = [op for op in LCSseq.opcodes(a, b) if op.src_end > op.src_start or op.dest_end > op.dest_start]
    equal = [i for i, op in enumerate(codes) if op.tag == "equal"]
    if not equal:
        return Alignment(0, 0.0, 0.0, (), ())
    inner = codes[equal[0] : equal[-1] + 1]
    stretches = _joined([(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end) for op in inner])
    common = tuple(s[1:] for s in stretches if s[0])
    altered = tuple(s[1:] for s in stretches if not s[0] and not _is_spelling(a[s[1] : s[2]], b[s[3] : s[4]]))
    (a_first, _, b_first, _), (_, a_last, _, b_last) = common[0], common[-1]
    words = sum(_count(a[start:end]) for start, end, _, _ in common)
    between = _count(a[a_first:a_last]) + _count(b[b_first:b_last])
    shorter = min(_count(a), _count(b))
    return Alignment(words, 2 * words / max(1, between), words / max(1, shorter), altered, common)


def _count(words: Words) -> int:
    return sum(word != GAP for word in words)


def _joined(stretches: Sequence[tuple[bool, int, int, int, int]]) -> list[tuple[bool, int, int, int, int]]:
    """Neighbours of one sort as one: a deletion next to an insertion is a replacement."""
    joined: list[tuple[bool, int, int, int, int]] = []
    for one in stretches:
        if joined and joined[-1][0] == one[0]:
            before = joined.pop()
            joined.append((one[0], before[1], one[2], before[3], one[4]))
        else:
            joined.append(one)
    return joined


def _is_spelling(a: Words, b: Words) -> bool:
    """ "E-mail" is "email", and where the editor marks a gap, the other may have anything."""
    a_word, b_word = ("".join(word for word in side if word != GAP) for side in (a, b))
    return a_word == b_word or (GAP in a and not a_word) or (GAP in b and not b_word)
