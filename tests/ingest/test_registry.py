from __future__ import annotations

import io
import itertools
import json
import time

import pytest

from reconcile.ingest.html import HtmlReader
from reconcile.ingest.jsonfile import JsonLinesReader, JsonReader
from reconcile.ingest.markdown import MarkdownReader
from reconcile.ingest.plain import PlainReader
from reconcile.ingest.registry import reader_for, sniff

ONE = json.dumps({"title": "T", "text": "Blinken began his visit."})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("1.txt", PlainReader),
        ("1.TXT", PlainReader),
        ("article", PlainReader),
        ("article.gz", PlainReader),
        ("1.txt.gz", PlainReader),
        ("1.md", MarkdownReader),
        ("1.htm", HtmlReader),
        ("1.json", JsonReader),
        ("1.json.gz", JsonReader),
        ("1.v2.jsonl.GZ", JsonLinesReader),
        ("1.ndjson", JsonLinesReader),
    ],
)
def test_readers_go_by_suffix(name, kind):
    assert type(reader_for(name)) is kind


@pytest.mark.parametrize("name", ["1.docx", "1.txt~", "1.pdf.gz", "photo.jpeg", "a.tar.gz", "1.txt.bak"])
def test_other_types_have_none(name):
    assert reader_for(name) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ONE, JsonReader),
        (json.dumps(json.loads(ONE), indent=1), JsonReader),
        (f"[\n{ONE},\n{ONE}\n]", JsonReader),
        (f"[\n{ONE}\n]", JsonReader),
        (f"[{ONE}]", JsonReader),
        ("[]", JsonReader),
        (f"{ONE}\n{ONE}\n", JsonLinesReader),
        (f"\n\n{ONE}\n\n{ONE}\n", JsonLinesReader),
        (f"\ufeff{ONE}\n{ONE}\n", JsonLinesReader),
        (f'{{"text": "broken\n{ONE}\n', JsonLinesReader),
        (ONE[:-5], JsonReader),
        ("<!DOCTYPE html><html><body><p>x</p></body></html>", HtmlReader),
        ("\n <p>x</p>", HtmlReader),
        ("[Update] Blinken began his visit.", PlainReader),
        ("{sic} He said.", PlainReader),
        ("<3 from Beijing", PlainReader),
        ('"Quoted" he said', PlainReader),
        ("42 people died", PlainReader),
        ("", PlainReader),
    ],
)
def test_streams_are_told_by_content_and_nothing_of_them_is_lost(data, kind):
    reader, source = sniff(io.BytesIO(data.encode()), 100_000)
    assert type(reader) is kind
    assert source.data() == data.encode()


def test_json_lines_are_not_read_ahead():
    class Endless(io.RawIOBase):
        def __init__(self):
            self.lines = (f"{ONE}\n".encode() for _ in itertools.count())

        def readline(self, size=-1):
            return next(self.lines)

        def read(self, size=-1):
            return next(self.lines)

    reader, source = sniff(Endless(), 1000)
    first = list(itertools.islice(reader.read(source), 5000))
    assert [article.part for article in first[-2:]] == ["#4999", "#5000"]


def test_a_long_run_of_blank_lines_is_read_in_linear_time():
    data = b"\n" * 2_000_000 + ONE.encode()
    started = time.process_time()
    reader, source = sniff(io.BytesIO(data), 5_000_000)
    assert type(reader) is JsonReader
    assert source.data() == data
    assert time.process_time() - started < 10
