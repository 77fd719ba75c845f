"""The sidecar `sources.json`: what text files cannot say of themselves.

    [{"file": "1.txt", "source": "The Daily", "published": "2023-06-19", "title": "Talks begin", "url": "https://…"}]

It describes the files beside it and is no article. What it states goes before what a reader found in the file, since
somebody wrote it down for that very file; a null or missing value leaves the reader's. It never changes a text.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from reconcile.errors import IngestError
from reconcile.ingest.base import RawArticle, decode, one_line, web_address
from reconcile.ingest.dates import normalise_date
from reconcile.ingest.fields import DATE_KEYS, SOURCE_KEYS, TITLE_KEYS, URL_KEYS, fields_of
from reconcile.ingest.inputs import file_input
from reconcile.ingest.jsonfile import parse

SIDECAR = "sources.json"
_FORM = 'expected a list such as [{"file": "1.txt", "source": "…", "published": "2023-06-19", "title": "…"}]'


@dataclass(frozen=True, slots=True)
class Details:
    """What a sidecar says of one file."""

    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A folder's sidecar: details by file name, and what is wrong with it."""

    details: dict[str, Details] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def applied(self, article: RawArticle, file_name: str) -> RawArticle:
        """The article with the details stated for its file."""
        said = self.details.get(file_name)
        if said is None:
            return article
        return replace(
            article,
            title=said.title or article.title,
            source=said.source or article.source,
            published=said.published or article.published,
            url=said.url or article.url,
        )


def load_sidecar(folder: Path, max_bytes: int) -> Sidecar:
    """The sidecar of `folder`; empty when there is none, with `problems` when it cannot be read. Never raises."""
    path = folder / SIDECAR
    try:
        if not path.is_file():
            return Sidecar()
        value = parse(decode(file_input(path, max_bytes).data()))
        present = {entry.name for entry in folder.iterdir()}
    except (IngestError, OSError) as error:
        return Sidecar(problems=(f"not used: {error}",))
    if not isinstance(value, list):
        return Sidecar(problems=(f"not used: {_FORM}",))
    details: dict[str, Details] = {}
    problems: list[str] = []
    for number, entry in enumerate(value, start=1):
        name = entry.get("file") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            problems.append(f'entry {number} names no "file"; {_FORM}')
        elif name not in present:
            problems.append(f"entry {number} is about {one_line(name[:80])!r}, which is not in this folder")
        else:
            details[name], complaint = _details(entry)
            problems += [f"entry {number}: {complaint}"] if complaint else []
    return Sidecar(details, tuple(problems))


def _details(entry: object) -> tuple[Details, str | None]:
    known = fields_of(entry)

    def first(keys: tuple[str, ...]) -> str | None:
        return next((text for key in keys if (text := one_line(known.get(key)))), None)

    stated = next((known[key] for key in DATE_KEYS if known.get(key) is not None), None)
    published = normalise_date(stated)
    complaint = None if published or stated is None else "its date cannot be read: write YYYY-MM-DD"
    return Details(first(TITLE_KEYS), first(SOURCE_KEYS), published, web_address(first(URL_KEYS))), complaint
