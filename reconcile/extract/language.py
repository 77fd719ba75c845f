"""The spaCy pipeline that reads article text.

The pipeline never changes the text: a paragraph break is made to start a sentence, and a word that two others were
glued into ("KritenbrinkBlinken") is split into tokens, so that spans stay exact.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.errors import ModelError
from reconcile.text import DATELINE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_LINE_START = re.compile(r"^[ \t]*", re.MULTILINE)
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


def read_texts(nlp: Language, texts: Iterable[str]) -> Iterator[Doc]:
    """Analysed documents in the order of `texts`."""
    yield from nlp.pipe((_prepare(nlp, text) for text in texts), batch_size=64)


def _digest(folder: Path | None) -> str:
    if folder is None or not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _prepare(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    if _GLUE.search(text):
        _split_glued(doc)
    begins = {match.end() for match in _dateline_ends(text)}
    for token in doc[1:]:
        before = doc[token.i - 1]
        if (before.is_space and "\n" in before.text) or token.idx in begins:
            token.is_sent_start = True
    return doc


def _dateline_ends(text: str) -> Iterator[re.Match[str]]:
    """The datelines at the beginnings of lines; what follows one is a sentence of its own."""
    for line in _LINE_START.finditer(text):
        match = DATELINE.match(text, line.end())
        if match:
            yield match


def _split_glued(doc: Doc) -> None:
    """Split "KritenbrinkBlinken" where the second half is a word of its own elsewhere in the article."""
    words = {token.text for token in doc}
    with doc.retokenize() as retokenizer:
        for token in doc:
            match = _GLUED.match(token.text)
            if match and match[2] in words:
                heads: list[tuple[Token, int] | Token] = [(token, 0), (token, 1)]
                retokenizer.split(token, [match[1], match[2]], heads=heads)
