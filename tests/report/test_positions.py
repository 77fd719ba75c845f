from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.report.positions import Lines, Places, Region

TEXT = "Premier mot.\r\nZweite Zeile über 北京.\n\nLast one"


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("Premier", (1, 1, 1, 8)),
        ("mot.", (1, 9, 1, 13)),
        ("über 北京", (2, 14, 2, 21)),
        ("北京.\n\nLast", (2, 19, 4, 5)),
        ("Last one", (4, 1, 4, 9)),
    ],
)
def test_lines_and_columns_count_from_one_in_code_points(words, region):
    start = TEXT.index(words)
    assert Lines(TEXT).region(start, start + len(words)) == Region(*region)


def test_a_byte_order_mark_takes_no_column():
    assert Lines("\ufeffFirst.\nSecond.").region(1, 7) == Region(1, 1, 1, 7)
    assert Lines("\ufeffFirst.\nSecond.").region(8, 15) == Region(2, 1, 2, 8)


def test_a_lone_carriage_return_and_unicode_separators_end_no_line():
    text = "a\rb\u2028c\x0bd"
    assert Lines(text).region(6, 7) == Region(1, 7, 1, 8)


@given(st.text(alphabet="a\n\r北", max_size=30), st.data())
def test_a_position_leads_back_to_its_offset(text, data):
    offset = data.draw(st.integers(0, len(text)))
    region = Lines(text).region(offset, offset)
    lines = re.split("(?<=\n)", text)
    assert sum(map(len, lines[: region.line - 1])) + region.column - 1 == offset


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("news/1.txt", "news/1.txt:2:1"),
        ("1.md", "1.md:2:1"),
        ("1", "1:2:1"),
        ("1.html", "1.html"),
        ("1.txt.gz", "1.txt.gz"),
        ("all.json#2", "all.json"),
        ("all.jsonl#17", "all.jsonl:17"),
        ("all.jsonl.gz#17", "all.jsonl.gz"),
        ("-", "-"),
    ],
)
def test_only_what_the_file_itself_holds_has_a_place_in_it(draft, path, shown):
    draft.article("a1", "Head.\nThe dam broke.", path=path)
    draft.claim("a1", "The dam broke.")
    report = draft.report()
    assert str(Places(report).of(report.claims[0])) == shown


def test_without_the_text_no_line_is_made_up(draft):
    draft.article("a1", "Head.\nThe dam broke.")
    draft.claim("a1", "The dam broke.")
    report = draft.report()
    bare = report.model_copy(update={"articles": (report.articles[0].model_copy(update={"text": ""}),)})
    assert str(Places(bare).of(bare.claims[0])) == "a1.txt"
