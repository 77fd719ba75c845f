"""The report as JSON: the contract other programs rely on.

Fields keep their names and meaning; `schema` is raised when one changes. The articles' text stays out: it can be huge,
and whoever needs it has the files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from reconcile.models import Article, Frozen, Report

# Lone surrogates cannot be written as UTF-8, and the line separators that JSON allows inside strings would break
# JSON Lines for readers that split as `str.splitlines` does. Outside strings none of these occurs.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def json_parts(report: Report, indent: int | None = 2) -> Iterator[str]:
    """The text of `to_json`, one article, claim or finding at a time.

    As one dict and one string a report of thousands of articles would take several times the memory that it takes
    itself.
    """
    layout = _Layout(indent)
    lists = [name for name in type(report).model_fields if isinstance(getattr(report, name), tuple | list)]
    rest = report.model_dump(mode="json", by_alias=True, exclude=set(lists))
    start = "{"
    for name, field in type(report).model_fields.items():
        key = field.alias or name
        yield f"{start}{layout.line(1)}{layout.text(key)}: "
        if name in lists:
            yield from _list(getattr(report, name), layout)
        else:
            yield layout.text(rest[key], depth=1)
        start = layout.comma
    yield f"{layout.line(0)}}}\n"


def to_json(report: Report, indent: int | None = 2) -> str:
    """One JSON object and a line feed; on a single line if `indent` is None. Safe to encode as UTF-8."""
    return "".join(json_parts(report, indent))


def to_json_line(report: Report) -> str:
    """The report as one line of JSON Lines."""
    return to_json(report, indent=None)


class _Layout:
    """How `json.dumps` lays out what stands in an object that is not there as a whole."""

    def __init__(self, indent: int | None) -> None:
        self._indent = indent
        self._encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=indent)
        self.comma = ", " if indent is None else ","

    def line(self, depth: int) -> str:
        """The beginning of a line so many levels deep; nothing where all is one line."""
        return "" if self._indent is None else "\n" + " " * (self._indent * depth)

    def text(self, value: Any, depth: int = 0) -> str:
        """A value that begins so many levels deep. In strings a line feed is escaped, so that each one is layout."""
        text = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", self._encoder.encode(value))
        return text.replace("\n", self.line(depth)) if depth else text


def _list(items: tuple[Frozen, ...] | list[Frozen], layout: _Layout) -> Iterator[str]:
    start = "["
    for item in items:
        data = item.model_dump(mode="json", by_alias=True, exclude={"text"} if isinstance(item, Article) else None)
        yield f"{start}{layout.line(2)}{layout.text(data, depth=2)}"
        start = layout.comma
    yield f"{layout.line(1)}]" if items else "[]"
