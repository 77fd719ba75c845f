"""Claims cut to a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.models import Article, Claim
from reconcile.report.markdown_text import brief, window
from tests.report.hostile import hostile

TEXT = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("span", "width", "words"),
    [
        ((0, 3), 100, TEXT),
        ((0, 3), 10, "one two"),
        ((24, 27), 18, "five six seven"),
        ((45, 48), 18, "eight nine ten"),
    ],
)
def test_the_cut_is_between_words_and_holds_the_words_that_count(span: tuple[int, int], width: int, words: str) -> None:
    start, end = window(TEXT, span, width)
    assert TEXT[start:end] == words


@given(hostile, st.integers(0, 40), st.integers(0, 40), st.integers(1, 30))
def test_the_cut_lies_in_the_text_and_holds_where_the_span_begins(text: str, a: int, b: int, width: int) -> None:
    low, high = sorted((min(a, len(text)), min(b, len(text))))
    start, end = window(text, (low, high), width)
    assert 0 <= start <= low
    assert start <= end <= len(text)
    assert end - start <= max(width, 0) or len(text) <= width


def in_brief(text: str, marked: str) -> str:
    claim = Claim(id="c", article_id="a1", start=0, end=len(text), text=text, proposition=text)
    at = text.index(marked)
    return brief(claim, Article(id="a1", path="a1.txt", text=f"{text} and more”"), [(at, at + len(marked))])


LEAD = "“As a result, in a manner that complies with all laws and regulations of the country, the issuing of permits "


def test_a_quotation_cut_to_a_line_has_both_its_marks() -> None:
    cut = in_brief(f"{LEAD}is being put on hold", "being")
    assert cut.startswith("“… ")
    assert cut.endswith(" the issuing of permits is **being** put on hold …”")
    cut = in_brief(f"{LEAD}is on hold", "As a")
    assert cut.startswith("“**As a** result, in a manner")
    assert cut.endswith(" …”")
    assert cut.count("…") == 1


def test_words_without_marks_are_cut_with_ellipses_alone() -> None:
    cut = in_brief(f"{LEAD[1:]}is being put on hold in all the states of the union and in its territories", "being")
    assert cut.startswith("… ")
    assert cut.endswith(" of permits is **being** put on hold in all the states of the union and in its territories")
