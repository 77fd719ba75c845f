from __future__ import annotations

import json

import pytest

from reconcile.errors import InputError
from reconcile.report import CHECK_RENDERERS, to_json, to_json_line
from reconcile.report.parse import parse_report, with_texts
from tests.report.outcomes import outcome


def test_what_was_written_comes_back_but_for_the_texts(seed_draft):
    report = seed_draft.report()
    read = parse_report(to_json(report), "r.json")
    assert all(article.text == "" for article in read.articles)
    assert with_texts(read, report.articles) == report


def test_the_report_inside_a_check_is_read(seed_draft):
    report = seed_draft.report()
    assert parse_report(CHECK_RENDERERS["json"](outcome(report)), "c.json") == parse_report(to_json(report), "r.json")


def test_a_text_that_has_changed_since_is_not_taken(two_articles, make_article):
    read = parse_report(to_json(two_articles()), "r.json")
    changed = [make_article("The dam held.", path="a1.txt"), make_article("The dam broke.", path="a2.txt")]
    assert [article.text for article in with_texts(read, changed).articles] == ["", "The dam broke."]


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", "{}", '{"schema": "reconcile.report/2"}', '{"schema": "reconcile.report/1"}', "[" * 100_000],
)
def test_anything_else_is_refused_in_one_line(text):
    with pytest.raises(InputError, match=r"^r\.json: [^\n]+$"):
        parse_report(text, "r.json")


def test_several_reports_are_not_taken_for_one(two_articles):
    with pytest.raises(InputError, match="several reports"):
        parse_report(to_json_line(two_articles()) * 2, "r.jsonl")


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [("findings", "claim_ids", ["a9.c1", "a2.c1"]), ("findings", "claim_ids", []), ("claims", "article_id", "a9")],
)
def test_ids_that_lead_nowhere_are_refused(two_articles, part, field, value):
    data = json.loads(to_json(two_articles()))
    data[part][0][field] = value
    with pytest.raises(InputError, match="make the report anew"):
        parse_report(json.dumps(data), "r.json")
