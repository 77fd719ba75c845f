from __future__ import annotations

import pytest

from reconcile.errors import IngestError
from reconcile.ingest.fields import article_of, body_text

NEWS_PLEASE = {
    "date_download": "2020-01-01 00:00:00",
    "date_modify": None,
    "date_publish": "2017-09-15T00:00:00",
    "description": "China on Friday said it opposes ballistic missile launches.",
    "source_domain": "africa.chinadaily.com.cn",
    "text": "BEIJING -- China on Friday said it opposes missile launches.",
    "title": "China opposes DPRK's missile launch",
    "url": "http://africa.chinadaily.com.cn/world/2017-09/15/content_32041310.htm",
}
NEWS_API = {
    "source": {"id": None, "name": "The Daily"},
    "title": "Talks begin",
    "description": "A summary",
    "url": "https://www.daily.example/a",
    "publishedAt": "2023-06-19T10:00:00Z",
    "content": "Blinken began his visit.",
}
JSON_LD = {
    "@type": "NewsArticle",
    "headline": "Talks begin",
    "articleBody": "Blinken began his visit.",
    "datePublished": "2023-06-19",
    "dateModified": "2023-06-25",
    "publisher": {"@type": "Organization", "name": "The Daily"},
}


def test_a_news_please_record():
    article = article_of(NEWS_PLEASE)
    assert (article.published, article.source) == ("2017-09-15", "africa.chinadaily.com.cn")
    assert article.title == "China opposes DPRK's missile launch"
    assert article.url == NEWS_PLEASE["url"]


@pytest.mark.parametrize("record", [NEWS_API, JSON_LD])
def test_records_of_news_interfaces(record):
    article = article_of(record)
    assert article.text == "Talks begin\n\nBlinken began his visit."
    assert (article.title, article.source) == ("Talks begin", "The Daily")
    assert article.published is not None
    assert article.published.startswith("2023-06-19")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Blinken began.", "Talks begin\n\nBlinken began."),
        ("Talks begin\nBlinken began.", "Talks begin\nBlinken began."),
        ("  TALKS\n begin. Blinken began.", "  TALKS\n begin. Blinken began."),
        ("Talks began on Monday.", "Talks begin\n\nTalks began on Monday."),
    ],
)
def test_the_title_heads_the_text_unless_the_body_begins_with_it(body, text):
    assert article_of({"title": "Talks  begin\n", "text": body}).text == text


def test_the_body_is_unchanged_when_there_is_no_title():
    assert article_of({"body": " One.\r\n\tTwo. \n"}).text == " One.\r\n\tTwo. \n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (["One.", "Two."], "One.\n\nTwo."),
        ([["One.", "Still one."], ["Two."]], "One. Still one.\n\nTwo."),
        ([{"type": "p", "text": "One."}, {"text": "Two."}], "One.\n\nTwo."),
        (["One.", "", "Two."], "One.\n\nTwo."),
        ([], None),
        (["One.", 2], None),
        ([[["too deep"]]], None),
        (3, None),
        ({"text": "inside an object"}, None),
        (None, None),
    ],
)
def test_bodies_as_lists_of_paragraphs(body, text):
    assert body_text(body) == text


def test_basil_paragraphs_are_a_body():
    article = article_of({"title": "T", "body-paragraphs": [["One.", "More."], ["Two."]], "source": "nyt"})
    assert article.text == "T\n\nOne. More.\n\nTwo."


@pytest.mark.parametrize(
    ("record", "source"),
    [
        ({"outlet": "The Daily", "domain": "daily.example"}, "The Daily"),
        ({"publisher": {"name": "The Daily"}}, "The Daily"),
        ({"source": {"id": "daily", "name": None}}, "daily"),
        ({"source": {"uri": "daily.example", "title": "The Daily"}}, "The Daily"),
        ({"source": "https://www.daily.example/news"}, "daily.example"),
        ({"source": "", "domain": "daily.example"}, "daily.example"),
        ({"source": None, "url": "https://www.daily.example/a"}, "daily.example"),
        ({"source": {}, "publisher": 5}, None),
        ({"url": "http://[broken/a"}, None),
    ],
)
def test_outlets(record, source):
    assert article_of({"text": "Text.", **record}).source == source


def test_the_first_date_that_can_be_read_is_taken():
    assert article_of({"text": "T", "published": "soon", "date": "2023-06-19"}).published == "2023-06-19"
    assert article_of({"text": "T", "published": "3/4/2023", "url": "https://d.example/2023/03/04/a"}).published == (
        "2023-03-04"
    )
    assert article_of({"text": "T", "date_modify": "2023-06-19", "date_download": "2023-06-19"}).published is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/relative", 7])
def test_only_web_addresses_are_kept(url):
    assert article_of({"text": "T", "url": url}).url is None


def test_lone_surrogates_are_replaced_without_shifting_offsets():
    article = article_of({"title": "a\ud800b", "text": "One \udfff two"})
    assert article.text == "a\ufffdb\n\nOne \ufffd two"
    article.text.encode("utf-8")


@pytest.mark.parametrize("record", [{}, {"name": "x", "version": "1"}, {"title": "T", "url": "u"}, "text", 3, None, []])
def test_what_has_no_text_has_no_article_fields(record):
    with pytest.raises(IngestError, match=r"^no article fields"):
        article_of(record)


def test_a_blank_text_is_told_apart():
    with pytest.raises(IngestError, match="blank"):
        article_of({"title": "T", "text": " \n"})
