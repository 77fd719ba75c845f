"""HTML: the article's text and metadata as trafilatura finds them, without any request to the network."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from typing import Any

from reconcile.errors import IngestError
from reconcile.ingest.base import (
    RawArticle,
    decode,
    headed,
    one_line,
    printable,
    refuse_binary,
    refuse_blank,
    web_address,
)
from reconcile.ingest.dates import date_in_url, normalise_date
from reconcile.ingest.inputs import Input
from reconcile.ingest.markup import refuse_excessive

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_PROLOGUE_BYTES = 4096
_DATES = {
    "original_date": True,
    "extensive_search": False,  # takes a copyright line's year for a date
    "min_date": "1900-01-01",
    "max_date": "2999-12-31",  # the default is today, which would make the result depend on the day of the run
}


class HtmlReader:
    """`.html`, `.htm` and `.xhtml`."""

    def read(self, source: Input) -> Iterator[RawArticle]:
        """Yield one article: its text is the extracted body, under the title unless the body begins with it.

        Raises IngestError for binary, empty, too large or wrongly encoded input, and for pages without an article.
        """
        page = _decode(source.data())
        refuse_blank(page)
        refuse_excessive(page)
        found = _extract(page)
        body = printable(found.text or "") if found is not None else ""
        if not body.strip():
            raise IngestError("no article text found in the page: save the article's own text as .txt")
        title, url = one_line(found.title), web_address(found.url)
        yield RawArticle(
            text=headed(title, body),
            title=title,
            source=one_line(found.sitename) or one_line(found.hostname),
            published=normalise_date(found.date) or date_in_url(url),
            url=url,
        )


def _decode(data: bytes) -> str:
    """The page's text in the encoding it declares, UTF-8 without a declaration, and nothing guessed."""
    declared = _CHARSET.search(data, 0, _PROLOGUE_BYTES)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    # Browsers read Latin-1 as its superset; a page whose declaration can be read is not in UTF-16, whatever it says.
    name = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "us-ascii": "windows-1252"}.get(name, name)
    if data.startswith(codecs.BOM_UTF8) or name.startswith(("utf-8", "utf8", "utf-16", "utf-32", "utf-7")):
        return decode(data).removeprefix("\ufeff")
    refuse_binary(data)
    try:
        return data.decode(name)
    except LookupError:
        raise IngestError(f"declares the unknown encoding {name}: convert it to UTF-8") from None
    except ValueError:
        raise IngestError(f"not in the encoding it declares ({name}): convert it to UTF-8") from None


def _extract(page: str) -> Any:
    """trafilatura's document for `page`, None when it finds nothing."""
    try:
        import trafilatura
    except ImportError as error:
        raise IngestError(f"reading HTML needs trafilatura, which cannot be imported: {_first_line(error)}") from None
    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            logger.addHandler(logging.NullHandler())  # else its complaints about a page go to stderr beside ours
    if not re.search(r"<(?:html|body)\b", page[:_PROLOGUE_BYTES], re.IGNORECASE):
        page = f"<html><body>{page}</body></html>"
    try:
        return trafilatura.bare_extraction(
            page, include_comments=False, with_metadata=True, date_extraction_params=_DATES
        )
    except Exception as error:  # noqa: BLE001 - hostile markup may break the parser anywhere
        what = type(error).__name__
        raise IngestError(f"the page cannot be parsed as HTML ({what}): save its text as .txt") from None


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
