"""Escaping against GitHub's own parser, which links addresses that plain CommonMark leaves alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from reconcile.report import to_markdown
from reconcile.report.escape import emphasise, inline, visible
from reconcile.report.tables import table
from tests.report.hostile import hostile

cmarkgfm = pytest.importorskip("cmarkgfm", reason="cmarkgfm, the binding of GitHub's parser, is not installed")


class Page(HTMLParser):
    """The tags of a page, the text of its table cells and of what is bold."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.cells: list[str] = []
        self.bold = ""
        self._strong = 0
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self._strong += tag == "strong"
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag):
        self._strong -= tag == "strong"

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data
        if self._strong:
            self.bold += data


def ink(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None)  # other work on the machine must not fail a test
@given(hostile, hostile)
def test_cells_read_back_unchanged_and_hold_no_markup(a, b):
    page = Page(table(["A", "B"], [[inline(a), inline(b)]]))
    assert [ink(cell) for cell in page.cells] == ["A", "B", ink(visible(a)), ink(visible(b))]
    assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "span"}


@settings(deadline=None)  # other work on the machine must not fail a test
@given(hostile, hostile, hostile)
def test_bold_begins_and_ends_where_it_should(before, words, after):
    text = before + words + after
    page = Page(table(["A"], [[emphasise(text, [(len(before), len(before + words))])]]))
    whole = ink(words) == ink(text)
    assert ink(page.bold) == ("" if whole else ink(visible(words)))


@pytest.mark.parametrize(
    "text", ["mail u@x.org", "http://x.org", "www.x.org", "ftp://x.org", "mailto:u@x.org", "xmpp:u@x.org"]
)
def test_no_address_becomes_a_link(two_articles, text):
    markdown = to_markdown(two_articles(f"Before {text} after", f"{text}.", explanation=text))
    page = cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    assert re.findall(r'href="([^"]*)"', page) == ["#f-0001"]  # the report's own
