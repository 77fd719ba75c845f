from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings

from reconcile.models import Kind, Severity
from reconcile.report.github import to_github
from tests.report.hostile import hostile
from tests.report.outcomes import outcome

COMMAND = re.compile(r"::(?P<name>[a-z]+) (?P<properties>[^:]*)::(?P<data>.*)")


def parse(line):
    """A workflow command as the runner reads it."""
    match = COMMAND.fullmatch(line)
    assert match, line
    pairs = dict(item.split("=", 1) for item in match["properties"].split(","))
    return match["name"], {k: _decode(v) for k, v in pairs.items()}, _decode(match["data"])


def _decode(text):
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def many(draft, numbers):
    draft.article("a1", "The dam holds.")
    draft.article("a2", "The dam broke.")
    claims = [draft.claim("a1", "The dam holds."), draft.claim("a2", "The dam broke.")]
    for severity, number in numbers.items():
        for _ in range(number):
            draft.finding(Kind.CONFLICT, claims, severity=severity)
    return outcome(draft.report())


def test_an_annotation_stands_at_the_first_claim_and_quotes_both(two_articles):
    lines = to_github(outcome(two_articles(severity=Severity.HIGH, aspect="polarity", fingerprint="abc"))).splitlines()
    name, properties, data = parse(lines[0])
    assert name == "error"
    assert properties == {
        "file": "a1.txt",
        "line": "1",
        "endLine": "1",
        "col": "1",
        "endColumn": "15",
        "title": "conflict: polarity (abc)",
    }
    assert data == "a1.txt:1:1: “The dam holds.”\na2.txt:1:1: “The dam broke.”"


@pytest.mark.parametrize(
    ("severity", "name"), [(Severity.HIGH, "error"), (Severity.MEDIUM, "warning"), (Severity.LOW, "notice")]
)
def test_severity_is_the_level(two_articles, severity, name):
    assert to_github(outcome(two_articles(severity=severity))).startswith(f"::{name} ")


def test_ten_of_each_level_are_shown_and_the_rest_is_counted(draft):
    lines = to_github(many(draft, {Severity.HIGH: 12, Severity.MEDIUM: 10, Severity.LOW: 11})).splitlines()
    names = [parse(line)[0] for line in lines if line.startswith("::")]
    assert [names.count(name) for name in ("error", "warning", "notice")] == [10, 10, 10]
    assert "2 more errors, 1 more notice: see the job summary" in lines
    assert lines[-1] == "33 new findings in 2 articles"


def test_ten_leave_nothing_to_add(draft):
    assert "summary" not in to_github(many(draft, {Severity.HIGH: 10}))


def test_paths_and_titles_are_encoded_as_properties(two_articles):
    line = to_github(outcome(two_articles(a_fields={"path": "a,b: 50%.txt"}))).splitlines()[0]
    assert "file=a%2Cb%3A 50%25.txt," in line
    assert parse(line)[1]["file"] == "a,b: 50%.txt"


def test_a_claim_over_several_lines_has_no_column(two_articles):
    properties = parse(to_github(outcome(two_articles("The dam\nholds."))).splitlines()[0])[1]
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert not {"col", "endColumn"} & set(properties)


@pytest.mark.parametrize("path", ["-", "page.html", "all.json#1"])
def test_where_the_line_is_unknown_none_is_given(two_articles, path):
    properties = parse(to_github(outcome(two_articles(a_fields={"path": path}))).splitlines()[0])[1]
    assert set(properties) == {"file", "title"}


def test_known_and_suppressed_findings_are_not_annotated(seed_draft):
    written = to_github(outcome(seed_draft.report(), known=("0001", "0002"), suppressed=("0003", "0004")))
    assert written == "0 new findings, 2 known, 2 suppressed in 2 articles\n"


def test_what_wants_tidying_up_is_told_without_an_annotation(two_articles):
    report = two_articles("The dam holds.", "The dam broke.")
    lines = to_github(outcome(report, known=("gone", "##[error]x"))).splitlines()
    assert [line.startswith("::") for line in lines] == [True, False, False, False]
    assert lines[1].startswith("stale: baseline entry gone, conflict, is not found any more")
    assert lines[2].startswith("stale: baseline entry ## [error]x")


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile, hostile)
def test_text_never_becomes_a_command_of_its_own(two_articles, text, explanation):
    attack = f"{text}\n::stop-commands::x\r::error::{text}"
    report = two_articles(f"x{attack}y", explanation=f"{explanation}\n::add-mask::x", aspect="a:b,c")
    lines = to_github(outcome(report)).split("\n")
    assert [line.startswith("::") for line in lines] == [True, False, False]
    assert parse(lines[0])[0] == "warning"
    assert "\r" not in lines[0]
