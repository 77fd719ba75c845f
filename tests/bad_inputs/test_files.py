"""Every file of the corpus: what is said of it in one line, or the articles it gives."""

from __future__ import annotations

import pytest

from reconcile.ingest import read
from tests.bad_inputs.conftest import FILES

REFUSED = {
    "blank.txt": "empty: nothing but white space",
    "damaged.txt.gz": "damaged gzip data: fetch the file again",
    "empty.html": "empty",
    "empty.json": "empty",
    "empty.txt": "empty",
    "latin-1.txt": "not UTF-8 (byte 0xfc at offset 26): convert it",
    "letter.json": "a ZIP archive or office document, not text",
    "letter.txt": "a ZIP archive or office document, not text",
    "long-number.json": "malformed JSON: a number is too long",
    "mark-alone.txt": "empty: nothing but white space",
    "mixed-encodings.txt": "encodings are mixed (UTF-8 up to byte 0xe8 at offset 45)",
    "names-alone.json": "no article fields",
    "nested.json": "malformed JSON: nested too deeply",
    "no-gzip.txt.gz": "no gzip data",
    "no-text.json": "empty: the article's text is blank",
    "not-json.jsonl": "none of its 5 records is an article; the first (:1): malformed JSON",
    "nul-bytes.txt": "a binary file (it holds NUL bytes), not text",
    "null.json": "no article fields",
    "number.json": "no article fields",
    "page.txt": "RTF, not plain text: convert it",
    "paper.txt": "a PDF, not text: convert it",
    "picture.html": "a picture, not text",
    "picture.txt": "a picture, not text",
    "script-alone.html": "no article text found in the page",
    "text-alone.json": "no article fields",
    "truncated.json": "malformed JSON: Unterminated string",
    "truncated.txt.gz": "truncated gzip data: fetch the file again",
    "utf-16-be.txt": "UTF-16BE without a byte order mark, not UTF-8: convert it",
    "utf-16-le.txt": "UTF-16LE without a byte order mark, not UTF-8: convert it",
    "utf-16-mark.txt": "UTF-16, not UTF-8: convert it",
    "utf-32.txt": "UTF-32, not UTF-8: convert it",
}
READ = {
    "carriage-returns.txt": 1,
    "control-characters.txt": 1,
    "dates.jsonl": 15,
    "entities.xhtml": 1,
    "good.txt": 1,
    "lines.jsonl": 99,
    "old-mac.txt": 1,
    "other.txt": 1,
    "repeated-ids.jsonl": 3,
    "repeated-keys.json": 1,
    "right-to-left.txt": 1,
    "two-marks.txt": 1,
    "zero-width.txt": 1,
}


def test_every_file_of_the_corpus_is_accounted_for() -> None:
    assert {path.name for path in FILES.iterdir()} == REFUSED.keys() | READ.keys()


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_read_is_told_in_one_line(name: str) -> None:
    found = read([name], cwd=FILES)
    assert found.articles == ()
    (skipped,) = found.skipped
    assert skipped.path == name
    assert skipped.reason.startswith(REFUSED[name])
    assert skipped.reason.isprintable()
    assert len(skipped.reason) < 200


@pytest.mark.parametrize("name", sorted(READ))
def test_what_is_strange_but_text_is_read(name: str) -> None:
    assert len(read([name], cwd=FILES).articles) == READ[name]


@pytest.mark.parametrize("name", sorted(name for name in READ if name.endswith(".txt")))
def test_a_text_is_not_touched(name: str) -> None:
    (article,) = read([name], cwd=FILES).articles
    assert article.text == (FILES / name).read_bytes().decode("utf-8")


def test_one_broken_line_of_a_hundred_costs_that_line_alone() -> None:
    (skipped,) = read(["lines.jsonl"], cwd=FILES).skipped
    assert skipped.path == "lines.jsonl:42"
    assert skipped.reason.startswith("malformed JSON")


def test_ids_that_repeat_in_the_data_are_of_no_consequence() -> None:
    articles = read(["repeated-ids.jsonl", "lines.jsonl"], cwd=FILES).articles
    assert [article.id for article in articles] == [f"a{i}" for i in range(1, 103)]


def test_of_keys_that_repeat_the_last_counts() -> None:
    (article,) = read(["repeated-keys.json"], cwd=FILES).articles
    assert article.title == "Two"
    assert article.text.startswith("Two\n\nThe river rose")


def test_dates_that_are_none_stay_unknown() -> None:
    articles = read(["dates.jsonl"], cwd=FILES).articles
    assert {article.path: article.published for article in articles if article.published} == {
        "dates.jsonl#13": "2024-05-03"  # with a time that is none
    }


def test_entities_of_a_page_are_not_expanded() -> None:
    (article,) = read(["entities.xhtml"], cwd=FILES).articles
    assert len(article.text) < 100
