"""For programs: articles in, a report out, in three lines.

import reconcile
report = reconcile.compare_articles(["seeds/"])
print(report.to_markdown())
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import ValidationError

from reconcile import models
from reconcile.errors import InputError
from reconcile.models import Article, Skipped

if TYPE_CHECKING:
    from reconcile.compare.entailment import Entailment
    from reconcile.config import Settings
    from reconcile.embed import Encoder
    from reconcile.pipeline import Pipeline

Source: TypeAlias = "Article | Mapping[str, Any] | str | os.PathLike[str]"
"""An article, its fields (`text` and any of `title`, `source`, `published`, `url`, `path`, `id`), or a path to read."""


class Report(models.Report):
    """A report that can write itself. It compares, validates and dumps as its base does."""

    def to_markdown(self) -> str:
        """GitHub Flavored Markdown, for reading side by side."""
        return self.render("markdown")

    def to_json(self) -> str:
        """The JSON of the contract, `reconcile.report/1`."""
        return self.render("json")

    def to_html(self) -> str:
        """One HTML file that needs no other."""
        return self.render("html")

    def to_csv(self) -> str:
        """The findings as comma-separated values."""
        return self.render("csv")

    def render(self, format: str) -> str:
        """The report in any of the formats of `reconcile.report.RENDERERS`.

        Raises InputError for another format.
        """
        from reconcile.report import RENDERERS

        if format not in RENDERERS:
            raise InputError(f"{format!r} is no format: want one of {', '.join(RENDERERS)}")
        return RENDERERS[format](self)

    def explain(self, name: str) -> str:
        """One finding in full, by id or fingerprint, as plain text.

        Raises InputError if there is no such finding.
        """
        from reconcile.report.explain import explain

        return explain(self, name)


def compare_articles(
    articles: Iterable[Source],
    *,
    settings: Settings | None = None,
    encoder: Encoder | None = None,
    entailment: Entailment | None = None,
    archive: str | os.PathLike[str] | None = None,
) -> Report:
    """Compare articles claim by claim.

    Articles come as `Article` objects, as mappings with a `text` and what else is known, or as paths of files and
    folders (a string is a path, never a text). What cannot be read is in the report's `skipped`. The order of the
    articles does not matter; those without an id are numbered by date. Settings files and the environment are not
    read: give `settings` for anything but the defaults, and models of your own as `encoder` and `entailment`. An
    `archive` (a folder or an object-store URL) lends what it knows of the articles, and takes up what it does not.

    >>> report = compare_articles([
    ...     {"source": "Star", "published": "2024-05-03", "text": "The flood killed 30 people in Alessandria."},
    ...     {"source": "Post", "published": "2024-05-02", "text": "The flood killed 12 people in Alessandria."},
    ... ])
    >>> [article.label for article in report.articles]
    ['Post', 'Star']
    >>> report.to_markdown().splitlines()[0]
    '# The flood killed 12 people in Alessandria.'

    Raises InputError when nothing is left to compare or an article's fields are wrong, ConfigError and ModelError when
    the models cannot be used.
    """
    from reconcile.config import Settings
    from reconcile.pipeline import Pipeline

    chosen = settings or Settings()
    if isinstance(articles, str | Mapping):
        raise InputError("give a list of articles, even of one")
    gathered, skipped = _gather(list(articles), chosen.max_file_bytes)
    if not gathered:
        raise InputError("nothing to compare: give articles with text, or paths of some")
    pipeline = Pipeline(chosen, encoder=encoder, entailment=entailment)
    made = _report(pipeline, _numbered(gathered), skipped, archive)
    return Report.model_construct(**{name: getattr(made, name) for name in type(made).model_fields})


def _report(
    pipeline: Pipeline, articles: Sequence[Article], skipped: Sequence[Skipped], where: str | os.PathLike[str] | None
) -> models.Report:
    if where is None:
        return pipeline.report(articles, skipped)
    from reconcile.archive import Archive

    with Archive(os.fspath(where), pipeline.digest) as archive:
        return pipeline.report(articles, skipped, archive)


def _gather(sources: Sequence[Source], max_bytes: int) -> tuple[list[Article], tuple[Skipped, ...]]:
    paths = [os.fspath(source) for source in sources if isinstance(source, str | os.PathLike)]
    given = [source for source in sources if not isinstance(source, str | os.PathLike)]
    articles = [source if isinstance(source, Article) else _article(source) for source in given]
    if not paths:
        return articles, ()
    from reconcile.ingest import read

    found = read(paths, max_bytes=max_bytes)
    return [*articles, *(article.model_copy(update={"id": ""}) for article in found.articles)], found.skipped


def _article(fields: Mapping[str, Any]) -> Article:
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("an article needs a text that is not blank")
    # A name made of the content, so that the order in which articles are given leaves no trace.
    name = f"article-{sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"
    try:
        return Article(**{"id": "", "path": name, **{key: _plain(value) for key, value in fields.items()}})
    except (ValidationError, TypeError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": ("fields",), "msg": str(error)}
        raise InputError(f"an article's {'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def _plain(value: Any) -> Any:
    """Dates and paths as the model has them."""
    if isinstance(value, Path):
        return value.as_posix()
    return value.isoformat() if hasattr(value, "isoformat") else value


def _numbered(articles: Sequence[Article]) -> list[Article]:
    """The articles by date, path and content; those without an id get one that is free.

    Raises InputError when an id is there twice.
    """
    taken = [article.id for article in articles if article.id]
    if len(set(taken)) < len(taken):
        raise InputError("two articles have the same id: give every article its own, or none")
    free = (name for name in (f"a{i}" for i in range(1, 2 * len(articles) + 1)) if name not in set(taken))
    return [a if a.id else a.model_copy(update={"id": next(free)}) for a in sorted(articles, key=_order)]


def _order(article: Article) -> tuple[str, ...]:
    details = (article.source or "", article.title or "", article.url or "", article.id)
    digest = sha256(article.text.encode("utf-8", "replace")).hexdigest()
    return (article.published or "9999", article.path, digest, *details)
