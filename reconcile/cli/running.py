"""From paths to a pipeline's report: what the commands that read articles have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reconcile.cli.console import progress, tell, tell_more, write
from reconcile.errors import InputError

if TYPE_CHECKING:
    from reconcile.archive import Archive
    from reconcile.cli.settings import Effective
    from reconcile.config import Settings
    from reconcile.ingest import Ingested
    from reconcile.pipeline import Pipeline

_AT_ONCE = 1 << 18  # characters that are written in one go


def read_articles(paths: list[str], max_bytes: int) -> Ingested:
    """Read the articles and tell what was left out.

    Raises InputError when there are none.
    """
    from reconcile.ingest import NO_ARTICLE_FIELDS, read

    found = read(paths, stdin=sys.stdin.buffer, max_bytes=max_bytes)
    for skipped in found.skipped:
        if not skipped.reason.startswith(NO_ARTICLE_FIELDS):  # other JSON beside the articles is common
            tell(f"skipped {skipped.path}: {skipped.reason}")
    if not found.articles:
        raise InputError(f"nothing to read in {', '.join(paths)}: give text, Markdown, HTML, JSON or JSONL articles")
    for article in found.articles:
        tell_more(f"read {article.path} ({len(article.text)} characters, {article.published or 'no date'})")
    return found


@contextmanager
def pipeline(settings: Settings) -> Iterator[Pipeline]:
    """The stages with their models, telling how far they are."""
    with progress() as told:
        from reconcile.pipeline import Pipeline

        yield Pipeline(settings, progress=told)


@contextmanager
def opened(where: str | None, stages: Pipeline) -> Iterator[Archive | None]:
    """The archive that the user named, of what these stages with their models make."""
    if where is None:
        yield None
        return
    from reconcile.archive import Archive

    with Archive(where, stages.digest) as archive:
        yield archive


@contextmanager
def written(output: Path | None) -> Iterator[Callable[[Iterable[str]], None]]:
    """What takes reports in pieces, and writes each as it comes: no report is in memory as a whole.

    They go where `write` would write them. A file is opened when there is something to write, so that a run that makes
    no report leaves it as it is. Raises InputError when it cannot be written.
    """
    with ExitStack() as stack:
        file: BinaryIO | None = None

        def put(pieces: Iterable[str]) -> None:
            nonlocal file
            for text in _gathered(pieces):
                if output is None:
                    write(text)
                    continue
                if file is None:
                    file = stack.enter_context(_open(output))
                with _told(output):
                    file.write(text.encode("utf-8", "backslashreplace"))
                    file.flush()

        yield put


def tell_settings(effective: Effective) -> None:
    """Which settings are in force, and which variables were surely meant to be some."""
    for name in effective.unknown:
        tell(f"{name} in the environment is no setting: reconcile config lists them")
    if effective.file is not None:
        tell_more(f"settings from {effective.file}")
    for name, value, origin in effective.changed():
        tell_more(f"{name} = {value} ({origin})")


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in pieces that are worth a call to the system."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _AT_ONCE:
            yield "".join(waiting)
            waiting, length = [], 0
    if waiting:
        yield "".join(waiting)


@contextmanager
def _open(output: Path) -> Iterator[BinaryIO]:
    with _told(output):
        file = output.open("wb")
    try:
        yield file
    finally:
        with _told(output):
            file.close()


@contextmanager
def _told(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from None
