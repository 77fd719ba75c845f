"""Markdown: the text as it stands, with metadata from front matter and the first heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reconcile.ingest.base import RawArticle, decode, one_line, refuse_blank, web_address
from reconcile.ingest.dates import normalise_date
from reconcile.ingest.fields import DATE_KEYS, SOURCE_KEYS, TITLE_KEYS, URL_KEYS, key_form
from reconcile.ingest.inputs import Input
from reconcile.ingest.plain import leading_date

_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r" {0,3}#[ \t]+(\S.*)")


class MarkdownReader:
    """`.md` and `.markdown`."""

    def read(self, source: Input) -> Iterator[RawArticle]:
        """Yield one article; its text is the decoded content untouched, front matter and markup included.

        Raises IngestError for binary, empty, too large or wrongly encoded input.
        """
        text = decode(source.data())
        refuse_blank(text)
        lines = text.lstrip("\ufeff").splitlines()
        known, body = _front_matter(lines)

        def first(keys: tuple[str, ...]) -> str | None:
            return next((known[key] for key in keys if key in known), None)

        yield RawArticle(
            text,
            title=first(TITLE_KEYS) or _first_heading(lines[body:]),
            source=first(SOURCE_KEYS),
            published=normalise_date(first(DATE_KEYS)) or leading_date(text),
            url=web_address(first(URL_KEYS)),
        )


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """The `key: value` lines between two `---` at the very beginning, and the number of the line after them."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return values, number + 1
        key, colon, value = line.partition(":")
        text = one_line(_unquoted(value.strip()))
        if colon and text and not line[0].isspace():
            values.setdefault(key_form(key), text)
    return {}, 0  # never closed: a thematic break, not front matter


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _first_heading(lines: list[str]) -> str | None:
    fence = ""
    for line in lines:
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence and (heading := _HEADING.match(line)):
            title = heading[1].rstrip()
            closing = title.rstrip("#")
            return one_line(closing if closing.endswith((" ", "\t")) else title)
    return None
