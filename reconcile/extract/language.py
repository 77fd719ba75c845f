"""The spaCy pipeline that reads article text.

The pipeline never changes the text: a paragraph break is made to start a sentence, and a word that two others were
glued into ("KritenbrinkBlinken") is split into tokens, so that spans stay exact.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.errors import ModelError
from reconcile.text import DATELINE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from reconcile.models import Article

_BATCH = 16  # articles; larger batches cost memory (25 KB a word) and save no more time
_LINE_START = re.compile(r"^[^\S\n]*(?=\S)", re.MULTILINE)
_GLUE = re.compile(r"[a-zé][A-Z]")
_GLUED = re.compile(r"^([A-Z][a-zé]{2,})([A-Z][a-zé]{2,})$")


def load_language(model: str | None = None) -> Language:
    """The packaged pipeline, or any installed spaCy pipeline with a tagger, a parser and named entities.

    Raises ModelError when it is not installed or lacks one of them.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    # numpy's own matrix product is about twice as fast here as the bundled BLIS on one core.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        if model is not None:
            nlp = spacy.load(model)
        else:
            with as_file(files("reconcile") / "resources" / "language") as folder:
                nlp = spacy.load(folder)
    except (OSError, ValueError) as error:
        name = model or "the packaged language model"
        raise ModelError(f"language_model: {name} cannot be loaded: {str(error).splitlines()[0]}") from None
    missing = {"parser", "ner"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(f"language_model: {model} has no {' and no '.join(sorted(missing))}")
    return nlp


def describe_language(nlp: Language) -> dict[str, str]:
    """Name, version and digest of the pipeline's files, for the report's settings."""
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}"
    return {"name": name, "version": str(nlp.meta["version"]), "sha256": _digest(nlp.path)}


def read_articles(nlp: Language, articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
    """The articles with their analysed text, in order.

    A document is valid until the next batch is read: what the pipeline learns of its words is then forgotten, so that
    memory does not grow with the number of articles.
    """
    waiting = iter(articles)
    while batch := list(islice(waiting, _BATCH)):
        with nlp.memory_zone():
            docs = nlp.pipe([_prepare(nlp, article.text) for article in batch], batch_size=_BATCH)
            yield from zip(batch, docs, strict=True)
        for _, component in nlp.pipeline:
            getattr(component, "cache", {}).clear()


def _digest(folder: Path | None) -> str:
    if folder is None or not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\n" + file.read_bytes())
    return digest.hexdigest()


def _prepare(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    if _GLUE.search(text):
        _split_glued(doc)
    for place in _sentence_starts(text):
        i = bisect_left(doc, place, key=lambda token: token.idx)
        if 0 < i < len(doc) and doc[i].idx == place:
            doc[i].is_sent_start = True
    return doc


def _sentence_starts(text: str) -> Iterator[int]:
    """Where a line begins, and where the words behind its dateline do."""
    for line in _LINE_START.finditer(text):
        yield line.end()
        dateline = DATELINE.match(text, line.end())
        if dateline:
            yield dateline.end()


def _split_glued(doc: Doc) -> None:
    """Split "KritenbrinkBlinken" where the second half is a word of its own elsewhere in the article."""
    words = {token.text for token in doc}
    with doc.retokenize() as retokenizer:
        for token in doc:
            match = _GLUED.match(token.text)
            if match and match[2] in words:
                heads: list[tuple[Token, int] | Token] = [(token, 0), (token, 1)]
                retokenizer.split(token, [match[1], match[2]], heads=heads)
