"""The names under which articles' fields go, and how their values are read.

Keys are compared by `key_form`, so that `datePublished`, `date_published` and `date-published` are one name.
Within a field the names are tried in the order given here: the most specific first.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from reconcile.errors import IngestError
from reconcile.ingest.base import NO_ARTICLE_FIELDS, RawArticle, headed, one_line, printable, web_address
from reconcile.ingest.dates import date_in_url, normalise_date

TEXT_KEYS = (
    *("text", "body", "content", "maintext", "articlebody", "articletext", "fulltext", "article"),
    *("bodytext", "bodyparagraphs", "paragraphs", "contenttext", "story"),
)
TITLE_KEYS = ("title", "headline", "titlepage", "titlerss")
DATE_KEYS = (
    *("published", "publishedat", "publishedon", "datepublished", "datepublish", "publishdate", "publisheddate"),
    *("publicationdate", "pubdate", "publishtime", "publishedtime", "date", "datetime", "created", "createdat"),
    *("datecreated", "timestamp"),
)
SOURCE_KEYS = (
    *("outlet", "source", "publisher", "publication", "newspaper", "sitename", "site", "venue"),
    *("sourcedomain", "domain", "hostname"),
)
URL_KEYS = ("url", "link", "canonicalurl", "articleurl", "sourceurl", "weburl")

_NAME_KEYS = ("name", "title", "id", "uri", "domain", "url")


def key_form(key: str) -> str:
    """A key without case, spaces, hyphens and underscores."""
    return "".join(c for c in key.casefold() if c not in " -_")


def article_of(record: object, part: str = "") -> RawArticle:
    """The article that a JSON object describes.

    Its text is the body, under the title unless the body begins with it. The outlet falls back to the address's host,
    the date to one in the address. Raises IngestError when there is no body or it is blank.
    """
    known = fields_of(record)
    body = next((text for key in TEXT_KEYS if (text := body_text(known.get(key))) is not None), None)
    if body is None:
        raise IngestError(f"{NO_ARTICLE_FIELDS}: the text is expected under text, body, content or article")
    if not body.strip():
        raise IngestError("empty: the article's text is blank")
    title = next((text for key in TITLE_KEYS if (text := one_line(known.get(key)))), None)
    url = next((text for key in URL_KEYS if (text := web_address(known.get(key)))), None)
    dates = (normalise_date(known[key]) for key in DATE_KEYS if key in known)
    return RawArticle(
        text=headed(title, body),
        title=title,
        source=next((name for key in SOURCE_KEYS if (name := _outlet(known.get(key)))), None) or _host(url),
        published=next(filter(None, dates), None) or date_in_url(url),
        url=url,
        part=part,
    )


def fields_of(record: object) -> dict[str, object]:
    """An object's values by the form of their keys, the first of equal forms winning; empty for any other value."""
    known: dict[str, object] = {}
    if isinstance(record, dict):
        for key, value in record.items():
            known.setdefault(key_form(key), value)
    return known


def body_text(value: object) -> str | None:
    """A body given as a string, as a list of paragraphs, or as a list of lists of sentences; None for all else."""
    if isinstance(value, str):
        return printable(value)
    if not isinstance(value, list):
        return None
    paragraphs = [_paragraph(item) for item in value]
    if not paragraphs or None in paragraphs:
        return None
    return "\n\n".join(p for p in paragraphs if p)


def _paragraph(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("text")
    if isinstance(value, list) and all(isinstance(sentence, str) for sentence in value):
        value = " ".join(value)
    return printable(value) if isinstance(value, str) else None


def _outlet(value: object) -> str | None:
    if isinstance(value, dict):
        known = fields_of(value)
        return next((name for key in _NAME_KEYS if (name := _outlet(known.get(key)))), None)
    return _host(web_address(value)) or one_line(value)


def _host(url: str | None) -> str | None:
    if url is None:
        return None
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:  # a malformed IPv6 address
        return None
