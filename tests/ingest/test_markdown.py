from __future__ import annotations

import pytest

from reconcile.errors import IngestError
from reconcile.ingest.markdown import MarkdownReader

PAGE = """---
title: "Blinken in Beijing: talks begin"
date: June 19, 2023
outlet: The Daily
link: https://daily.example/blinken
tags:
  - china
---

# Another heading

He met Qin Gang.
"""


def test_front_matter_gives_the_metadata_and_the_text_stays_whole(results):
    (article,) = results(MarkdownReader(), PAGE)
    assert article.text == PAGE
    assert (article.title, article.published) == ("Blinken in Beijing: talks begin", "2023-06-19")
    assert (article.source, article.url) == ("The Daily", "https://daily.example/blinken")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Intro\n\n# Talks in *Beijing*\n\n# Second\n", "Talks in *Beijing*"),
        ("# Talks in Beijing ##\nText", "Talks in Beijing"),
        ("# Learning C#\nText", "Learning C#"),
        ("```sh\n# a comment\n```\n\n# Talks\n", "Talks"),
        ("~~~\n```\n# inside\n~~~\n# Talks\n", "Talks"),
        ("## Only a second level\nText", None),
        ("#hashtag politics\nText", None),
        ("    # an indented code line\nText", None),
        ("#\nText", None),
        ("\ufeff# Talks\nText", "Talks"),
    ],
)
def test_the_first_top_heading_is_the_title(results, text, title):
    (article,) = results(MarkdownReader(), text)
    assert article.title == title
    assert article.text == text


def test_an_unclosed_front_matter_is_text(results):
    (article,) = results(MarkdownReader(), "---\ntitle: Not a title\n\n# Talks\n")
    assert article.title == "Talks"


def test_a_rule_in_the_middle_opens_no_front_matter(results):
    (article,) = results(MarkdownReader(), "Text\n\n---\ntitle: no\n---\n")
    assert article.title is None


def test_front_matter_without_a_usable_date_falls_back_to_none(results):
    (article,) = results(MarkdownReader(), "---\ndate: next Tuesday\n---\nText")
    assert article.published is None


def test_a_leading_date_line_counts_as_in_plain_text(results):
    (article,) = results(MarkdownReader(), " date 2023-06-19 Text")
    assert article.published == "2023-06-19"


def test_blank_and_binary_are_refused(results):
    for data in (b"\n\n", b"# a\0b"):
        with pytest.raises(IngestError):
            results(MarkdownReader(), data)
