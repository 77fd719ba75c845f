"""From paths to a pipeline's report: what the commands that read articles have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reconcile.cli.console import STDIN, progress, standard_input, tell, tell_more
from reconcile.errors import InputError

if TYPE_CHECKING:
    from reconcile.archive import Archive
    from reconcile.cli.settings import Effective
    from reconcile.config import Settings
    from reconcile.ingest import Ingested
    from reconcile.pipeline import Pipeline


def read_articles(paths: list[str], max_bytes: int) -> Ingested:
    """Read the articles and tell what was left out.

    Raises InputError when there are none, or when standard input is asked for and closed.
    """
    from reconcile.ingest import NO_ARTICLE_FIELDS, read

    found = read(paths, stdin=standard_input() if STDIN in paths else None, max_bytes=max_bytes)
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


def tell_settings(effective: Effective) -> None:
    """Which settings are in force, and which variables were surely meant to be some."""
    for name in effective.unknown:
        tell(f"{name} in the environment is no setting: reconcile config lists them")
    if effective.file is not None:
        tell_more(f"settings from {effective.file}")
    for name, value, origin in effective.changed():
        tell_more(f"{name} = {value} ({origin})")
