"""The spaCy pipeline that reads article text.

The pipeline never changes the text: a paragraph break is made to start a sentence, and a word that two others were
glued into ("KritenbrinkBlinken") is split into tokens, so that spans stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_GLUED = re.compile(r"^([A-Z][a-zé]{2,})([A-Z][a-zé]{2,})$")


def load_language() -> Language:
    """A pipeline with tokens and sentence boundaries."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…"]})
    return nlp


def read_texts(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Analysed documents in the order of `texts`."""
    for doc in nlp.pipe(_prepare(nlp, text) for text in texts):
        _close_quotations(doc)
        yield doc


def _prepare(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    _split_glued(doc)
    return doc


def _split_glued(doc: Doc) -> None:
    """Split "KritenbrinkBlinken" where the second half is a word of its own elsewhere in the article."""
    words = {token.text for token in doc}
    with doc.retokenize() as retokenizer:
        for token in doc:
            match = _GLUED.match(token.text)
            if match and match[2] in words:
                heads: list[tuple[Token, int] | Token] = [(token, 0), (token, 1)]
                retokenizer.split(token, [match[1], match[2]], heads=heads)


def _close_quotations(doc: Doc) -> None:
    """Begin a sentence after every line break, and never with the mark that closes a quotation."""
    for token in doc:
        if token.i and "\n" in doc[token.i - 1].text:
            token.is_sent_start = True
