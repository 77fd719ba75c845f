from __future__ import annotations

import json
import math
import re

import pytest
from hypothesis import HealthCheck, given, settings

from reconcile.models import Kind, Report, Severity
from reconcile.report import RENDERERS, in_pieces, to_json, to_json_line
from reconcile.report.json import json_parts
from tests.report.hostile import hostile

FIELDS = {  # the contract; more fields may stand beside these
    "articles": {"id", "path", "source", "title", "published", "event_id", "origin_id"},
    "events": {"id", "label", "article_ids"},
    "claims": {
        "id",
        "article_id",
        "start",
        "end",
        "text",
        "speaker",
        "quoted",
        "status",
        "polarity",
        "times",
        "quantities",
        "entities",
    },
    "clusters": {"id", "event_id", "topic", "claim_ids"},
    "findings": {
        "id",
        "fingerprint",
        "kind",
        "aspect",
        "severity",
        "confidence",
        "event_id",
        "cluster_id",
        "claim_ids",
        "explanation",
        "evidence",
        "signals",
    },
    "skipped": {"path", "reason"},
}


def test_has_every_field_of_the_contract(seed_draft):
    seed_draft.skipped.append({"path": "broken.txt", "reason": "no UTF-8"})
    data = json.loads(to_json(seed_draft.report()))
    assert data["schema"] == "reconcile.report/1"
    assert data["tool"] == {"name": "reconcile", "version": "0.0.0"}
    assert data["settings"] == {}
    for part, fields in FIELDS.items():
        assert data[part], part
        for item in data[part]:
            assert fields <= item.keys(), part
    evidence = [e for finding in data["findings"] for e in finding["evidence"]]
    assert all({"claim_id", "start", "end", "text", "value"} <= e.keys() for e in evidence)
    assert data["claims"][2]["speaker"]["name"] == "Xi Jinping"
    assert data["claims"][0]["speaker"] is None


def test_leaves_out_the_articles_text_and_nothing_else(seed_draft):
    report = seed_draft.report()
    data = json.loads(to_json(report))
    assert all("text" not in article for article in data["articles"])
    texts = {article.id: article.text for article in report.articles}
    for claim in data["claims"]:
        assert texts[claim["article_id"]][claim["start"] : claim["end"]] == claim["text"]
    restored = data | {"articles": [a | {"text": texts[a["id"]]} for a in data["articles"]]}
    assert Report.model_validate(restored) == report


def test_enumerations_are_their_plain_values(two_articles):
    data = json.loads(to_json(two_articles(kind=Kind.QUOTE, severity=Severity.HIGH)))
    assert (data["findings"][0]["kind"], data["findings"][0]["severity"]) == ("quote", "high")
    assert data["claims"][0]["status"] == "happened"


def test_both_layouts_hold_the_same_data_and_end_in_one_line_feed(seed_draft):
    report = seed_draft.report()
    indented, line = to_json(report), to_json_line(report)
    assert json.loads(indented) == json.loads(line)
    assert indented.endswith("}\n")
    assert line.endswith("}\n")
    assert len(indented.splitlines()) > 100


def test_letters_stay_readable(two_articles):
    assert '"text": "Пекин 北京 “voilà”"' in to_json(two_articles(a="Пекин 北京 “voilà”"))


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e", "\n", "\r", "\0", "\x7f"])
def test_a_line_of_json_lines_stays_one_line_for_every_reader(two_articles, char):
    text = f"before{char}after"
    line = to_json_line(two_articles(a=text))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["claims"][0]["text"] == text


@pytest.mark.parametrize("text", ["half \ud83d of a pair", "\udc00", "the other \udfff half"])
def test_lone_surrogates_can_be_written_and_come_back(two_articles, text):
    written = to_json(two_articles(a=text)).encode("utf-8")
    assert json.loads(written)["claims"][0]["text"] == text


def test_a_backslash_before_an_escaped_character_keeps_its_meaning(two_articles):
    text = "\\\ud800 \\u2028 \\\u2028"
    assert json.loads(to_json(two_articles(a=text)))["claims"][0]["text"] == text


def test_numbers_json_does_not_have_become_null(two_articles):
    report = two_articles().model_copy(update={"settings": {"cap": math.inf, "score": math.nan}})
    assert json.loads(to_json(report))["settings"] == {"cap": None, "score": None}


def test_an_empty_report_is_complete(draft):
    data = json.loads(to_json(draft.report(events=())))
    assert [data[part] for part in FIELDS] == [[]] * len(FIELDS)


def test_is_in_the_registry_under_its_name(seed_draft):
    report = seed_draft.report()
    assert RENDERERS["json"](report) == to_json(report)


def whole(report: Report, indent: int | None) -> str:
    """The report by way of one dict and one `json.dumps`."""
    data = report.model_dump(mode="json", by_alias=True, exclude={"articles": {"__all__": {"text"}}})
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
    return re.sub("[\x7f-\x9f\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


@pytest.mark.parametrize("indent", [2, None, 0, 4])
def test_the_pieces_are_the_bytes_of_the_whole(seed_draft, indent):
    seed_draft.skipped.append({"path": "broken.txt", "reason": "no UTF-8"})
    report = seed_draft.report(settings={"axes": {"a": {"high": ["x", "y"], "low": []}}, "none": {}, "cap": math.inf})
    assert "".join(json_parts(report, indent)) == whole(report, indent) == to_json(report, indent)


@pytest.mark.parametrize("indent", [2, None])
def test_the_pieces_of_an_empty_report_are_the_bytes_of_the_whole(draft, indent):
    report = draft.report(events=())
    assert "".join(json_parts(report, indent)) == whole(report, indent)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(a=hostile, b=hostile, setting=hostile)
def test_whatever_the_articles_say_the_pieces_are_the_bytes_of_the_whole(two_articles, a, b, setting):
    fields = {"title": b, "source": a}
    report = two_articles(a=f"{a}.", b=f"{b}!", a_fields=fields, explanation=a, topic=b, label=a)
    report = report.model_copy(update={"settings": {setting: [setting, {"\n  ": a}]}})
    for indent in (2, None):
        assert "".join(json_parts(report, indent)) == whole(report, indent)


def test_no_piece_is_larger_than_the_thing_it_tells_of(seed_draft):
    report = seed_draft.report()
    pieces = list(json_parts(report))
    things = [*report.articles, *report.events, *report.claims, *report.clusters, *report.findings, *report.skipped]
    assert len(pieces) > len(things)
    assert max(map(len, pieces)) < len(to_json(report)) / 10


def test_pieces_are_made_when_they_are_asked_for(two_articles):
    """What cannot be written at the end of a report does not keep its beginning from being written."""
    pieces = json_parts(two_articles().model_copy(update={"skipped": (object(),)}))
    assert '"schema"' in next(pieces)
    with pytest.raises(AttributeError):
        list(pieces)


def test_the_registry_gives_the_same_text_whole_and_in_pieces(seed_draft):
    report = seed_draft.report()
    for name, render in RENDERERS.items():
        pieces = list(in_pieces(render, report))
        assert "".join(pieces) == render(report)
        assert (len(pieces) > 20) == (name == "json")


def test_a_renderer_that_is_a_plain_function_makes_one_piece(seed_draft):
    report = seed_draft.report()
    assert list(in_pieces(lambda r: f"{len(r.articles)} articles\n", report)) == ["2 articles\n"]
