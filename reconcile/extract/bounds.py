"""What one article may ask of the language pipeline, so that time and memory stay linear in the text for any text.

News has words of a few dozen letters, sentences of a few dozen words and articles of some thousands. What goes far
beyond that is a table, a dump or no language at all. It is read in pieces, so that whatever costs the square of a word
or of a sentence costs little; no text is left out but what lies beyond the longest article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_WORDS = 40_000  # words and marks read of one article, which hold about 1 GB while they are parsed
LONGEST_SENTENCE = 400  # words and marks
_LONGEST_WORD = 300  # characters without white space; longer than addresses on the web are
_PIECE = 100  # characters of what is longer: the tokenizer takes the square of them
_CHARACTERS = 20  # so many for each word are looked at
_LAST_BREAK = 2_000  # characters from the end in which a line or sentence should end

_RUN = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_BREAK = re.compile(r"\n|[.!?…][\"'”’»)\]]*\s")


def tokenise(nlp: Language, text: str) -> Doc:
    """The tokens of `text`, or of its first MAX_WORDS words up to the end of a line or sentence."""
    end = MAX_WORDS * _CHARACTERS
    doc = _tokenised(nlp, text if len(text) <= end else text[: _last_break(text, end)])
    if len(doc) <= MAX_WORDS:
        return doc
    return _tokenised(nlp, text[: _last_break(text, doc[MAX_WORDS].idx)])


def _last_break(text: str, end: int) -> int:
    """Where the last line or sentence before `end` ends; `end` where none does."""
    breaks = [found.end() for found in _BREAK.finditer(text, max(0, end - _LAST_BREAK), end)]
    return breaks[-1] if breaks else end


def _tokenised(nlp: Language, text: str) -> Doc:
    pieces = list(_pieces(text))
    if len(pieces) == 1:
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    joined = Doc.from_docs([nlp.make_doc(piece) for piece in pieces], ensure_whitespace=False)
    return joined if joined is not None else nlp.make_doc("")


def _pieces(text: str) -> Iterator[str]:
    """The text, cut only inside of what is too long for a word."""
    start = 0
    for run in _RUN.finditer(text):
        for cut in range(run.start() + _PIECE, run.end(), _PIECE):
            yield text[start:cut]
            start = cut
    yield text[start:]


def in_groups(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    """The documents in order, as many together as have no more than MAX_WORDS words."""
    group: list[Doc] = []
    size = 0
    for doc in docs:
        if group and size + len(doc) > MAX_WORDS:
            yield group
            group, size = [], 0
        group.append(doc)
        size += len(doc)
    if group:
        yield group


def split_sentences(doc: Doc) -> Doc:
    """The document, its overlong sentences cut into pieces: what hung on a word of another piece is a root."""
    import numpy as np
    from spacy.attrs import DEP, HEAD  # type: ignore[import-not-found]  # a compiled module without stubs

    if not doc.has_annotation("SENT_START") or not doc.has_annotation("DEP"):
        return doc
    starts = np.flatnonzero(doc.to_array("SENT_START") == 1)
    ends = np.append(starts[1:], len(doc))
    overlong = (ends - starts) > LONGEST_SENTENCE
    if not overlong.any():
        return doc
    begins = np.zeros(len(doc), dtype=np.int64)
    begins[starts] = 1
    for start, end in zip(starts[overlong].tolist(), ends[overlong].tolist(), strict=True):
        begins[start:end:LONGEST_SENTENCE] = 1
    piece = begins.cumsum()
    tree = doc.to_array([HEAD, DEP])
    heads = tree[:, 0].astype(np.int64) + np.arange(len(doc))
    cut = piece[heads] != piece
    tree[cut, 0] = 0
    tree[cut, 1] = doc.vocab.strings.add("ROOT")
    return doc.from_array([HEAD, DEP], tree)  # type: ignore[arg-type]  # the stubs know no unsigned numbers
