"""The spaCy pipeline that reads article text.

The pipeline never changes the text: a paragraph break is made to start a sentence, and a word that two others were
glued into ("KritenbrinkBlinken") is split into tokens, so that spans stay exact.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reconcile.errors import ModelError
from reconcile.extract.bounds import in_groups, split_sentences, tokenise
from reconcile.loading import uncollected
from reconcile.text import DATELINE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from reconcile.models import Article

_BATCH = 16  # articles; larger batches cost memory (25 KB a word) and save no more time
_MOST_GLUED = 200  # in one article; each split moves all that follows it
# Titles and ranks cut short that spaCy's tokenizer takes for a word and a full stop.
_TITLES = tuple(
    """
    Sens. Reps. Govs. Gens. Atty. Attys. Drs. Profs. Revs. Supt. Lt. Lts. Sgt. Sgts. Cpl. Col. Cols. Capt. Capts. Cmdr.
    Maj. Insp. Det. Amb. Hon. Spc. Pfc. Pvt. Cllr. Mme. Mlle. Ald. Asst.
    """.split()
)
_BEFORE_NAMES = frozenset(
    (*_TITLES, "Sen.", "Rep.", "Gov.", "Gen.", "Dr.", "Mr.", "Mrs.", "Ms.", "Prof.", "Rev.", "Adm.", "St.")
)
_ENDS = re.compile(r"(?<!\.)[.!?:;]$")  # behind an ellipsis a small letter goes on
_LINE_START = re.compile(r"^[^\S\n]*(?=\S)", re.MULTILINE)
_GLUE = re.compile(r"[a-zé][A-Z]")
_GLUED = re.compile(r"^([A-Z][a-zé]{2,})([A-Z][a-zé]{2,})$")


@uncollected()
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
    add_special_case = getattr(nlp.tokenizer, "add_special_case", None)
    if add_special_case is not None:  # another pipeline may have another tokenizer
        for title in _TITLES:
            # As one token its full stop does not end the sentence: "Sens. Whitehouse and Durbin urged …".
            add_special_case(title, [{"ORTH": title}])
    return nlp


def describe_language(nlp: Language) -> dict[str, str]:
    """Name, version and digest of the pipeline's files, for the report's settings."""
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}"
    return {"name": name, "version": str(nlp.meta["version"]), "sha256": _digest(nlp.path)}


def describe_installed(model: str | None = None) -> dict[str, str]:
    """As `describe_language` has it of the loaded pipeline, but from its files: nothing is loaded.

    Raises ModelError when it is not installed.
    """
    folder = _installed(model)
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8")) if folder else {}
        name, version = f"{meta['lang']}_{meta['name']}", str(meta["version"])
    except (OSError, ValueError, KeyError):
        return describe_language(load_language(model))
    inner = folder / f"{name}-{version}" if folder else None  # where a package keeps the pipeline's files
    return {"name": name, "version": version, "sha256": _digest(inner if inner and inner.is_dir() else folder)}


def _installed(model: str | None) -> Path | None:
    """The folder of a pipeline, given by path or as the name of a package."""
    if model is None:
        return Path(str(files("reconcile") / "resources" / "language"))
    if Path(model).is_dir():
        return Path(model)
    try:
        spec = importlib.util.find_spec(model)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec and spec.origin else None


def read_articles(nlp: Language, articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
    """The articles with their analysed text, in order; what a document holds of its text is limited by `bounds`.

    A document is valid until the next batch is read: what the pipeline learns of its words is then forgotten, so that
    memory does not grow with the number of articles.
    """
    waiting = iter(articles)
    while batch := list(islice(waiting, _BATCH)):
        with nlp.memory_zone():
            groups = in_groups([_prepare(nlp, article.text) for article in batch])
            docs = (split_sentences(doc) for group in groups for doc in nlp.pipe(group, batch_size=_BATCH))
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
    import numpy as np

    doc = tokenise(nlp, text)
    if _GLUE.search(text):
        _split_glued(doc)
    if not len(doc):
        return doc
    begins: Any = np.isin(doc.to_array("IDX"), list(_sentence_starts(doc.text))).astype("int64")
    begins[0] = 1
    begins[[i for i in _inside_sentences(doc) if not begins[i]]] = -1
    # All at once: a token that is told to begin a sentence first looks through the whole document.
    return doc.from_array(["SENT_START"], begins.astype("uint64")[:, None])


def _sentence_starts(text: str) -> Iterator[int]:
    """Where a line begins, and where the words behind its dateline do."""
    for line in _LINE_START.finditer(text):
        yield line.end()
        dateline = DATELINE.match(text, line.end())
        if dateline:
            yield dateline.end()


def _inside_sentences(doc: Doc) -> Iterator[int]:
    """Tokens that begin no sentence: small letters where none has ended, and the name behind "Rep." or "Sen."."""
    for before, token in pairwise(doc):
        if token.text[0].islower():
            if not _ENDS.search(before.text) and not before.is_space:
                yield token.i
        elif before.text in _BEFORE_NAMES and token.text[0].isupper():
            yield token.i


def _split_glued(doc: Doc) -> None:
    """Split "KritenbrinkBlinken" where the second half is a word of its own elsewhere in the article."""
    words = {token.text for token in doc}
    glued = ((token, match) for token in doc if (match := _GLUED.match(token.text)) and match[2] in words)
    with doc.retokenize() as retokenizer:
        for token, match in islice(glued, _MOST_GLUED):
            heads: list[tuple[Token, int] | Token] = [(token, 0), (token, 1)]
            retokenizer.split(token, [match[1], match[2]], heads=heads)
