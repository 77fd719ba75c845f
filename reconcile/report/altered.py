"""Which words of a quotation were altered.

A finding's evidence holds the quotations as they stand in the articles, and thirty words in bold hide the one that
differs. Both are aligned word by word (longest common subsequence), and what differs is left. Case, punctuation,
spelling in one word or two, and what an editor left out or put in brackets make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reconcile.models import Evidence, Finding, Kind

MAX_WORDS = 2_000  # of a quotation: the alignment takes the product of both lengths
_LEAST = 0.5  # of the shorter quotation's words in common: less, and everything would be marked
_GAP = "§"  # what an editor left out, put in or masked
_TOKEN = re.compile(
    r"""
      (?P<gap> [\[(][^\[\]()]{0,80}[\])] | \.{2,} | … | (?:\.[ ]){2,}\.? )
    | (?:[^\W_]|\*)+ (?: ['’.,:] [^\W_]+ )*        # "don't", "U.S", "1,000"
    | [&%$€£+=]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Word:
    """A word of a quotation, as it is compared, and its place in the quotation."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Alteration:
    """Words of the one quotation (code points, end exclusive) where the other has others; empty where it has none."""

    a: tuple[int, int]
    b: tuple[int, int]


def telling(finding: Finding) -> tuple[Evidence, ...]:
    """The words that a reader should look at: a finding's evidence, of altered quotations only the altered words.

    Where the other quotation has no words in their place, none of its words are among them.
    """
    pair = _quotations(finding)
    altered = alterations(pair[0].text, pair[1].text) if pair else ()
    if not pair or not altered:
        return finding.evidence
    found = []
    for item, spans in zip(pair, ([one.a for one in altered], [one.b for one in altered]), strict=True):
        for start, end in spans:
            if start < end:
                place = {"start": item.start + start, "end": item.start + end, "text": item.text[start:end]}
                found.append(item.model_copy(update=place))
    return tuple(found)


def told_alterations(finding: Finding, most: int = 3) -> str:
    """The altered words of both quotations, "“our” / “the”"; nothing where the whole quotations are to be told."""
    pair = _quotations(finding)
    altered = alterations(pair[0].text, pair[1].text) if pair else ()
    if not pair:
        return ""
    a, b = pair
    told = [f"{_told(a.text[slice(*one.a)])} / {_told(b.text[slice(*one.b)])}" for one in altered[:most]]
    return "; ".join([*told, *(["…"] if len(altered) > most else [])])


def _told(words: str) -> str:
    return f"“{' '.join(words.split())}”" if words else "nothing"


def _quotations(finding: Finding) -> tuple[Evidence, Evidence] | None:
    if finding.kind is not Kind.QUOTE or len(finding.evidence) != 2:
        return None
    a, b = finding.evidence
    return (a, b) if a.claim_id != b.claim_id else None


@lru_cache(maxsize=1024)
def alterations(a: str, b: str) -> tuple[Alteration, ...]:
    """What differs between two quotations of one utterance, in their order; nothing if they have too little in common.

    Words that only one has before the first or behind the last common one are no alteration, as one is then an excerpt
    of the other, unless nothing else differs.
    """
    from rapidfuzz.distance import LCSseq

    a_words, b_words = _words(a), _words(b)
    shorter = min(len(a_words), len(b_words))
    if not shorter or max(len(a_words), len(b_words)) > MAX_WORDS:
        return ()
    codes = LCSseq.opcodes([w.folded for w in a_words], [w.folded for w in b_words])
    stretches = _stretches([(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end) for op in codes])
    common = [stretch for stretch in stretches if stretch[0]]
    if sum(stretch[2] - stretch[1] for stretch in common) < _LEAST * shorter:
        return ()
    first, last = stretches.index(common[0]), stretches.index(common[-1])
    differing = [
        (not first < n < last and (s[1] == s[2] or s[3] == s[4]), s)
        for n, s in enumerate(stretches)
        if not s[0] and not _is_same(a_words[s[1] : s[2]], b_words[s[3] : s[4]])
    ]
    inner = [stretch for at_edge, stretch in differing if not at_edge] or [stretch for _, stretch in differing]
    return tuple(Alteration(_span(a_words[s[1] : s[2]]), _span(b_words[s[3] : s[4]])) for s in inner)


def _words(text: str) -> list[Word]:
    return [
        Word(
            _GAP if match["gap"] or "*" in match[0] else match[0].casefold().replace("’", "'"),
            match.start(),
            match.end(),
        )
        for match in _TOKEN.finditer(text)
    ]


_Stretch = tuple[bool, int, int, int, int]


def _stretches(codes: Sequence[_Stretch]) -> list[_Stretch]:
    """Neighbours of one sort as one: a deletion next to an insertion is a replacement."""
    joined: list[_Stretch] = []
    for code in codes:
        if joined and joined[-1][0] == code[0]:
            before = joined.pop()
            joined.append((code[0], before[1], code[2], before[3], code[4]))
        else:
            joined.append(code)
    return joined


def _is_same(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """ "E-mail" is "email", "U.S." is "US", and where an editor marks a gap, the other may have anything."""
    a_word, b_word = (re.sub(r"\W", "", "".join(w.folded for w in side if w.folded != _GAP)) for side in (a, b))
    if any(w.folded in "&%$€£+=" for w in (*a, *b)):
        return False
    return a_word == b_word or any(bool(side) and not word for side, word in ((a, a_word), (b, b_word)))


def _span(words: Sequence[Word]) -> tuple[int, int]:
    return (words[0].start, words[-1].end) if words else (0, 0)
