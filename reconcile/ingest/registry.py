"""Which reader reads what: by suffix for files, by content for streams."""

from __future__ import annotations

import io
import json
import re
from pathlib import PurePath
from typing import BinaryIO

from reconcile.ingest.base import Reader
from reconcile.ingest.html import HtmlReader
from reconcile.ingest.inputs import Input, stream_input
from reconcile.ingest.jsonfile import JsonLinesReader, JsonReader
from reconcile.ingest.markdown import MarkdownReader
from reconcile.ingest.plain import PlainReader

READERS: dict[str, Reader] = {
    "": PlainReader(),
    ".txt": PlainReader(),
    ".text": PlainReader(),
    ".md": MarkdownReader(),
    ".markdown": MarkdownReader(),
    ".html": HtmlReader(),
    ".htm": HtmlReader(),
    ".xhtml": HtmlReader(),
    ".json": JsonReader(),
    ".jsonl": JsonLinesReader(),
    ".ndjson": JsonLinesReader(),
}
"""The reader for each suffix, lower case; the empty suffix stands for names without one. `.gz` may follow any."""

_TAG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?A-Za-z]")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[{\]])")


def reader_for(name: str) -> Reader | None:
    """The reader for a file of that name, None for a type that is not read."""
    path = PurePath(name.lower())
    suffix = PurePath(path.stem).suffix if path.suffix == ".gz" else path.suffix
    return READERS.get(suffix)


def sniff(stream: BinaryIO, max_bytes: int) -> tuple[Reader, Input]:
    """The reader for what `stream` holds, and the stream as its input.

    JSON and JSON Lines when it begins as they do, HTML when it begins with a tag, else plain text. JSON Lines are not
    read ahead beyond the second line, so that a stream of any length will do.
    """
    head = _lines_until_content(stream, max_bytes)
    if _is_object(head):
        second = _lines_until_content(stream, max_bytes)
        reader = READERS[".jsonl" if second.strip() else ".json"]
        return reader, stream_input(stream, max_bytes, already_read=head + second)
    data = head + stream.read(max(max_bytes + 1 - len(head), 0))
    source = stream_input(stream, max_bytes, already_read=data)
    if _JSON.match(data):
        return READERS[".jsonl" if _is_object(_second_line(data)) and not _parses(data) else ".json"], source
    return READERS[".html" if _TAG.match(data) else ""], source


def _lines_until_content(stream: BinaryIO, max_bytes: int) -> bytes:
    """The blank lines up to and including the first that is not blank."""
    taken = bytearray()
    while len(taken) <= max_bytes and (line := stream.readline(max_bytes + 1)):
        taken += line
        if line.strip():
            break
    return bytes(taken)


def _is_object(line: bytes) -> bool:
    text = line.removeprefix(b"\xef\xbb\xbf").strip()
    return text.startswith(b"{") and text.endswith(b"}") and _parses(text)


def _parses(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _second_line(data: bytes) -> bytes:
    lines = (line for line in io.BytesIO(data) if line.strip())
    next(lines, None)
    return next(lines, b"")
