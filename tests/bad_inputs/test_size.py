"""Too much of everything: each costs the time and the memory that its size deserves, and the rest is read."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from reconcile.ingest import iter_articles, read
from reconcile.models import Article
from tests.bad_inputs.conftest import SAID, SENTENCE, Within

MEGABYTE = 1_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(SENTENCE, encoding="utf-8")
    return tmp_path


def record(text: str) -> str:
    return json.dumps({"text": text}) + "\n"


def test_a_line_of_100_megabytes_is_passed_over_and_its_neighbours_read(folder: Path, within: Within) -> None:
    with (folder / "lines.jsonl").open("w", encoding="utf-8") as file:
        file.write(record(SENTENCE) + '{"text": "')
        for _ in range(100):
            file.write("x" * MEGABYTE)
        file.write('"}\n' + record(SAID))
    tracemalloc.start()
    with within(10):
        found = read(["."], cwd=folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [article.path for article in found.articles] == ["good.txt", "lines.jsonl#1", "lines.jsonl#3"]
    assert [(s.path, s.reason) for s in found.skipped] == [
        ("lines.jsonl:2", "the line is too long: raise max_file_bytes")
    ]
    assert peak < 60 * MEGABYTE


def test_a_text_of_100_megabytes_is_too_large(folder: Path, within: Within) -> None:
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(100 * MEGABYTE)
    with within(5):
        found = read(["."], cwd=folder)
    assert [article.path for article in found.articles] == ["good.txt"]
    assert found.skipped[0].reason == "larger than 20000000 bytes: split it or raise max_file_bytes"


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.json.gz", "bomb.html.gz"])
def test_gzip_data_that_swell_are_read_no_further_than_allowed(folder: Path, within: Within, name: str) -> None:
    with gzip.open(folder / name, "wb", compresslevel=1) as file:
        for _ in range(100):
            file.write(bytes(MEGABYTE))
    tracemalloc.start()
    with within(5):
        found = read(["."], cwd=folder, max_bytes=MEGABYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [article.path for article in found.articles] == ["good.txt"]
    assert found.skipped[0].reason.startswith("larger than 1000000 bytes")
    assert peak < 10 * MEGABYTE


def test_a_line_without_end_is_given_up(folder: Path, within: Within) -> None:
    with gzip.open(folder / "bomb.jsonl.gz", "wb", compresslevel=1) as file:
        file.write(record(SENTENCE).encode())
        for _ in range(60):
            file.write(bytes(MEGABYTE))
    with within(5):
        found = read(["."], cwd=folder, max_bytes=MEGABYTE)
    assert [article.path for article in found.articles] == ["bomb.jsonl.gz#1", "good.txt"]
    assert found.skipped[0].reason.startswith("line 2 is longer than")


def test_ten_thousand_equal_articles_are_ten_thousand_articles(folder: Path, within: Within) -> None:
    (folder / "copies.jsonl").write_text(record(SENTENCE) * 10_000, encoding="utf-8")
    with within(30):
        found = read(["copies.jsonl"], cwd=folder)
    assert len({article.id for article in found.articles}) == 10_000
    assert found.skipped == ()


def test_lines_are_read_one_by_one(folder: Path) -> None:
    (folder / "copies.jsonl").write_text(record(SENTENCE * 100) * 2_000, encoding="utf-8")
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in iter_articles(["copies.jsonl"], cwd=folder))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2_000
    assert peak < MEGABYTE


def test_a_title_of_a_megabyte_is_cut_but_in_the_text(folder: Path, within: Within) -> None:
    title = SENTENCE * (MEGABYTE // len(SENTENCE))
    (folder / "title.json").write_text(json.dumps({"title": title, "text": SAID, "source": title}), encoding="utf-8")
    with within(5):
        (article,) = read(["title.json"], cwd=folder).articles
    assert article.text == f"{title.strip()}\n\n{SAID}"
    assert article.title is not None
    assert article.source is not None
    assert len(article.title) < 1_100
    assert len(article.source) < 1_100


def test_an_address_of_a_megabyte_is_none(folder: Path) -> None:
    address = "https://example.com/" + "a" * MEGABYTE
    (folder / "address.json").write_text(json.dumps({"url": address, "text": SAID}), encoding="utf-8")
    (article,) = read(["address.json"], cwd=folder).articles
    assert article.url is None
    assert article.source is None


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 40_000 + SENTENCE,
        "<b>" * 40_000 + SENTENCE + "</b>" * 40_000,
        "<p>" + "<a b " * 40_000,
        "<!--" * 200_000,
        "<![CDATA[" * 100_000,
        "<p>" + "&amp;" * 200_000,
        "<p>" + "&" * 1_000_000,
        "<table>" + "<tr><td>" * 20_000 + SENTENCE,
        "<" * 1_000_000,
        "<p " + "a='" * 200_000,
        "<script>" * 40_000,
    ],
    ids=[
        "nested blocks",
        "nested marks",
        "open tags",
        "comments",
        "character data",
        "entities",
        "ampersands",
        "nested cells",
        "brackets",
        "quotes",
        "scripts",
    ],
)
def test_a_page_that_is_hard_to_parse_takes_no_time(folder: Path, within: Within, page: str) -> None:
    (folder / "page.html").write_text(f"<html><body>{page}", encoding="utf-8")
    with within(20):
        found = read(["."], cwd=folder)
    assert "good.txt" in {article.path for article in found.articles}
    assert len(found.articles) + len(found.skipped) == 2


@pytest.mark.parametrize("depth", [1_000, 100_000, 5_000_000])
@pytest.mark.parametrize("form", ["[", '{"text":', '[{"text":'])
def test_json_nested_beyond_reason_is_told(folder: Path, within: Within, form: str, depth: int) -> None:
    (folder / "deep.json").write_text((form * depth)[:19_000_000], encoding="utf-8")
    with within(10):
        found = read(["."], cwd=folder)
    assert [article.path for article in found.articles] == ["good.txt"]
    assert found.skipped[0].reason.startswith("malformed JSON")
