"""Plain text: the file's content is the article, unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.ingest.base import RawArticle, decode, refuse_blank
from reconcile.ingest.dates import normalise_date
from reconcile.ingest.inputs import Input
from reconcile.text import STORED_DATE


class PlainReader:
    """`.txt`, `.text` and names without a suffix."""

    def read(self, source: Input) -> Iterator[RawArticle]:
        """Yield one article whose text is the content decoded as UTF-8 and otherwise untouched.

        Raises IngestError for binary, empty, too large or wrongly encoded input.
        """
        text = decode(source.data())
        refuse_blank(text)
        yield RawArticle(text, published=leading_date(text))


def leading_date(text: str) -> str | None:
    """The publication date that a leading `date YYYY-MM-DD` gives; the words stay part of the text."""
    found = STORED_DATE.match(text)
    return normalise_date(found[1]) if found else None
