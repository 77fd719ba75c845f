"""Which stretches of an article can hold claims.

Scraped pages carry lines that state nothing about the event: share buttons, newsletters, bylines, photo credits,
related stories, and standfirsts that the body repeats. They are left out by making no claim of them.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass

from rapidfuzz import fuzz

from reconcile.text import DATELINE, STORED_DATE

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_BLANK = re.compile(r"\s*")
_LINE = re.compile(r"[^\r\n]+")

_BOILERPLATE = re.compile(
    r"""^\s*(?:
      (?:sign\ up|subscribe|register|log\ in)\b.{0,80}$
    | (?:share|follow|like|tweet|email|print|pin\ it)\b(?:\ (?:this|us|on|via|with))?.{0,40}$
    | (?:facebook|twitter|whats?app|linkedin|reddit|pinterest|instagram|telegram|e?mail)\s*$
    | (?:read|see|watch|listen|more)\ (?:more|also|next|now|on)\b.{0,120}$
    | (?:related|recommended|trending|most\ (?:read|popular|viewed)|advertisement|story\ continues|continue\ reading
        |image\ (?:source|caption|copyright)|media\ caption|photo|picture|video|gallery|caption|credit)s?\b\s*(?::.*|$)
    | (?:click|tap)\ here\b.*$
    | (?:by|written\ by|reporting\ by|edited\ by|editing\ by|additional\ reporting\ by|compiled\ by)\ [A-Z][^.!?]{0,80}$
    | (?:\(?c\)|©|copyright\b|all\ rights\ reserved).*$
    | .{0,60}\b(?:getty\ images|ap\ photo|afp/|reuters/|/reuters|shutterstock)\b.{0,60}$
    | .{0,40}\b(?:contributed\ to\ this\ (?:report|story|article))\b.*$
    | this\ (?:story|article|material|page)\ (?:has\ been|was|is|may\ not|originally)\b.{0,200}$
    | (?:updated?|published|posted|last\ (?:updated|modified))\b\s*:?.{0,60}\d.{0,30}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FACT_WORD = re.compile(r"\w+")
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty hundred thousand"
    " million billion".split()
)
_REPEATED = 90.0  # percent of aligned characters; the copies met differ by a word or two
_NEAREST = 50  # sentences with the same five words that are looked back at; a table has thousands


@dataclass(frozen=True)
class Paragraph:
    """A line of the article that may hold claims: `text[start:end]`."""

    start: int
    end: int
    is_closed: bool  # ends like a sentence; a headline, a caption or a standfirst often does not


def paragraphs(text: str) -> list[Paragraph]:
    """The lines of `text` that are no boilerplate, without a stored date at their beginning."""
    found = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        for prefix in (STORED_DATE, _BLANK, DATELINE):
            match = prefix.match(text, start, end)
            start = match.end() if match else start
        while end > start and text[end - 1].isspace():
            end -= 1
        words = text[start:end]
        if words and not _BOILERPLATE.match(words):
            found.append(Paragraph(start, end, bool(_SENTENCE_END.search(words))))
    return found


def repeats(sentences: list[str], is_standfirst: list[bool]) -> set[int]:
    """Indices of sentences that say again, but for a word or two, what another sentence of the article says.

    The first of two copies is kept, unless it is the standfirst above the body that carries the full sentence.
    """
    by_words: dict[tuple[str, ...], deque[int]] = defaultdict(lambda: deque(maxlen=_NEAREST))
    dropped: set[int] = set()
    for i, sentence in enumerate(sentences):
        keys = _runs(sentence)
        near = sorted({j for key in keys for j in by_words.get(key, ())} - dropped)
        for j in near:
            copy, kept = (j, i) if is_standfirst[j] and not is_standfirst[i] else (i, j)
            if _alike(sentences[j], sentence) and _facts(sentences[copy]) <= _facts(sentences[kept]):
                dropped.add(copy)
                break
        for key in keys if i not in dropped else ():
            by_words[key].append(i)
    return dropped


def _runs(sentence: str) -> set[tuple[str, ...]]:
    """All runs of five words: two sentences without one in common are no copies."""
    words = sentence.casefold().split()
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def _facts(sentence: str) -> set[str]:
    """Figures and names: a sentence that has one more than its copy is kept. The first word's capital says nothing."""
    words = _FACT_WORD.findall(sentence)
    return {
        word.casefold()
        for i, word in enumerate(words)
        if word[0].isdigit() or _is_number(word) or (i and word[0].isupper())
    }


def _is_number(word: str) -> bool:
    return word.casefold() in _NUMBER_WORDS


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= 0.8 * len(long) and fuzz.ratio(short, long, score_cutoff=_REPEATED) > 0
