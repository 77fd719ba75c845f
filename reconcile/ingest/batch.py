"""The ingest stage as a whole: arguments in, numbered articles and what was left out, out."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reconcile.config import Settings
from reconcile.errors import IngestError
from reconcile.ingest.base import Flaw, RawArticle, Reader, printable
from reconcile.ingest.discover import STDIN, Found, discover
from reconcile.ingest.inputs import Input, file_input
from reconcile.ingest.paths import shown_child
from reconcile.ingest.registry import reader_for, sniff
from reconcile.ingest.sources import SIDECAR, Sidecar, load_sidecar
from reconcile.models import Article, Frozen, Skipped
from reconcile.text import shorten

_LONGEST_DETAIL = 1_000  # characters of a title or outlet that are kept apart from the text, which has all of them
MAX_BYTES: int = Settings.model_fields["max_file_bytes"].default


class Ingested(Frozen):
    """The articles, numbered in their order, and what could not be read."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]


def read(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, max_bytes: int = MAX_BYTES, cwd: Path | None = None
) -> Ingested:
    """Read every article that `paths` stand for: files, folders, patterns and `-` for standard input.

    The result does not depend on the order of `paths`: articles are sorted by publication date (unknown dates last),
    path and content, and numbered `a1`, `a2`, … in that order. Paths are never absolute; an article out of several in
    one file has `#N` behind its path, N being its element or line from 1.

    `max_bytes` bounds a file, or one line of a file that is read line by line. Whatever cannot be read is in
    `skipped` with a reason; nothing is raised for it. `cwd` is the folder that relative paths start from.
    """
    articles: list[Article] = []
    skipped: set[Skipped] = set()
    for item in iter_articles(paths, stdin=stdin, max_bytes=max_bytes, cwd=cwd):
        if isinstance(item, Article):
            articles.append(item)
        else:
            skipped.add(item)
    articles.sort(key=_order)
    return Ingested(
        articles=tuple(a.model_copy(update={"id": f"a{i}"}) for i, a in enumerate(articles, start=1)),
        skipped=tuple(sorted(skipped, key=lambda s: (s.path, s.reason))),
    )


def iter_articles(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, max_bytes: int = MAX_BYTES, cwd: Path | None = None
) -> Iterator[Article | Skipped]:
    """As `read`, but one at a time, for batches that do not fit into memory.

    Files come in the order of their paths, standard input first; as the dates of later articles are not known yet,
    ids number the articles in that order.
    """
    folder = Path.cwd() if cwd is None else cwd.absolute()
    found, skipped = discover(paths, folder)
    yield from skipped
    number = 0
    for item in _read_all(found, paths, stdin, max_bytes):
        if isinstance(item, Article):
            number += 1
            item = item.model_copy(update={"id": f"a{number}"})
        yield item


def _order(article: Article) -> tuple[str, ...]:
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    details = (article.source or "", article.title or "", article.url or "")
    return (article.published or "9999", article.path, digest, *details)


def _read_all(
    found: Sequence[Found], paths: Sequence[str], stdin: BinaryIO | None, max_bytes: int
) -> Iterator[Article | Skipped]:
    if STDIN in paths:
        yield from _read_stream(sys.stdin.buffer if stdin is None else stdin, STDIN, max_bytes)
    sidecars: dict[Path, Sidecar] = {}
    for item in found:
        folder = item.path.parent
        if folder not in sidecars:
            sidecars[folder] = load_sidecar(folder, max_bytes)
            place = shown_child(item.shown.rpartition("/")[0], SIDECAR)
            yield from (Skipped(path=place, reason=printable(problem)) for problem in sidecars[folder].problems)
        yield from _read_file(item, sidecars[folder], max_bytes)


def _read_file(item: Found, sidecar: Sidecar, max_bytes: int) -> Iterator[Article | Skipped]:
    reader = reader_for(item.path.name)
    if reader is None or not _is_regular(item.path):  # a pipe such as <(command) tells its type by content alone
        try:
            with item.path.open("rb") as stream:
                yield from _read_stream(stream, item.shown, max_bytes)
        except OSError as error:
            yield Skipped(path=item.shown, reason=f"cannot be read: {error.strerror or type(error).__name__}")
        return
    for result in _results(reader, file_input(item.path, max_bytes)):
        if isinstance(result, RawArticle) and not result.part:
            result = sidecar.applied(result, item.path.name)
        yield _handed_on(result, item.shown)


def _is_regular(path: Path) -> bool:
    return path.is_file() or not path.exists()  # one that has vanished is told by the reader


def _read_stream(stream: BinaryIO, shown: str, max_bytes: int) -> Iterator[Article | Skipped]:
    try:
        reader, source = sniff(stream, max_bytes)
    except OSError as error:
        yield Skipped(path=shown, reason=f"cannot be read: {error.strerror or type(error).__name__}")
        return
    for result in _results(reader, source):
        yield _handed_on(result, shown)


def _results(reader: Reader, source: Input) -> Iterator[RawArticle | Flaw]:
    """What the reader yields, a failure of the whole as a last Flaw."""
    try:
        yield from reader.read(source)
    except IngestError as error:
        yield Flaw("", str(error))


def _handed_on(result: RawArticle | Flaw, shown: str) -> Article | Skipped:
    if isinstance(result, Flaw):
        return Skipped(path=f"{shown}{result.part}", reason=printable(result.reason))
    return Article(
        id="",
        path=f"{shown}{result.part}",
        text=result.text,
        source=shorten(result.source, _LONGEST_DETAIL) if result.source else None,
        title=shorten(result.title, _LONGEST_DETAIL) if result.title else None,
        published=result.published,
        url=result.url,
    )
