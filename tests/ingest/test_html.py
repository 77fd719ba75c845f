from __future__ import annotations

import logging
import socket
import sys

import pytest

from reconcile.errors import IngestError
from reconcile.ingest.html import HtmlReader

SENTENCES = [
    "US Secretary of State Antony Blinken began a two-day visit to China on Sunday, officials said.",
    "He is the first secretary of state to travel to Beijing in five years, the ministry noted.",
    "Both sides said that they wanted to keep communication open despite their differences.",
    "The two men spoke for five and a half hours and agreed to meet again in Washington.",
]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">
<title>Blinken in Beijing – The Daily</title>
<meta property="og:title" content="Blinken in Beijing">
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="{date}">
<link rel="canonical" href="https://daily.example/world/blinken">
</head><body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article>{heading}{paragraphs}</article>
<footer>© 2019 The Daily. All rights reserved.</footer><script>var x = "not text";</script></body></html>"""


def page(
    charset: str = "utf-8", date: str = "2023-06-18T10:00:00Z", heading: str = "<h1>Blinken in Beijing</h1>"
) -> str:
    paragraphs = "".join(f"<p>{s}</p>" for s in SENTENCES)
    return PAGE.format(charset=charset, date=date, heading=heading, paragraphs=paragraphs)


def test_text_title_date_outlet_and_address_are_found(results):
    (article,) = results(HtmlReader(), page())
    assert all(sentence in article.text for sentence in SENTENCES)
    assert "not text" not in article.text
    assert "Home" not in article.text
    assert article.title == "Blinken in Beijing"
    assert (article.published, article.source) == ("2023-06-18", "The Daily")
    assert article.url == "https://daily.example/world/blinken"


def test_the_title_heads_the_text_exactly_once(results):
    for heading in ("<h1>Blinken in Beijing</h1>", ""):
        (article,) = results(HtmlReader(), page(heading=heading))
        assert article.text.startswith("Blinken in Beijing\n")
        assert article.text.count("Blinken in Beijing") == 1


def test_a_date_after_today_is_taken_as_it_stands(results):
    (article,) = results(HtmlReader(), page(date="2161-06-18"))
    assert article.published == "2161-06-18"


def test_a_page_without_a_date_gets_none_and_not_its_copyright_year(results):
    (article,) = results(HtmlReader(), page(date=""))
    assert article.published is None


def test_a_declared_encoding_is_honoured(results):
    text = page("windows-1252").replace("officials said", "officials said – “café”")
    (article,) = results(HtmlReader(), text.encode("windows-1252"))
    assert "“café”" in article.text


def test_a_fragment_without_html_and_body_is_read(results):
    (article,) = results(HtmlReader(), f"<p>{SENTENCES[0]}</p>")
    assert article.text == SENTENCES[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (page("utf-8").replace("officials", "café").encode("latin-1", "replace"), "not UTF-8"),
        (page("x-unknown-9"), "unknown encoding x-unknown-9"),
        (page("shift_jis").replace("–", "-").replace("©", "").encode() + b"\x81", "shift_jis"),
        (page("zlib"), "zlib"),
        (page().encode("utf-16"), "UTF-16"),
        (b"<html><body>\0</body></html>", "NUL"),
        (b"", "empty"),
        ("<html><head><title>x</title></head><body><script>var a = 1</script></body></html>", "no article text"),
        ("<html><body><img src=a.png></body></html>", "no article text"),
        ("<div>" * 100_000 + "text" + "</div>" * 100_000, "more than 50000 tags"),
        ("<div>" * 20_000 + "text" + "</div>" * 20_000, "no article text"),
        ("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">text</p>", "attributes"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(results, data, words):
    with pytest.raises(IngestError) as caught:
        results(HtmlReader(), data, max_bytes=3_000_000)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_is_fetched_and_nothing_logged_to_stderr(results, monkeypatch, capfd):
    def refuse(*args, **kwargs):
        raise AssertionError("a reader must not open connections")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    linked = page().replace("<article>", '<article><img src="http://x.example/a.png"><iframe src="http://x.example">')
    assert results(HtmlReader(), linked)
    with pytest.raises(IngestError):
        results(HtmlReader(), "<html></html>")
    assert capfd.readouterr().err == ""
    assert logging.getLogger("trafilatura").propagate


def test_a_parser_that_breaks_costs_only_this_page(results, monkeypatch):
    import trafilatura

    def broken(*args, **kwargs):
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", broken)
    with pytest.raises(IngestError, match="RecursionError"):
        results(HtmlReader(), page())


def test_a_missing_library_is_one_line(results, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(IngestError, match="needs trafilatura"):
        results(HtmlReader(), page())
