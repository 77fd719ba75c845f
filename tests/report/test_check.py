from __future__ import annotations

import json

import pytest

from reconcile.models import Kind
from reconcile.report import CHECK_RENDERERS, to_json
from reconcile.report.check import quiet, to_check_json, to_check_text
from tests.report.outcomes import outcome


def test_text_names_the_places_of_both_claims(two_articles):
    report = two_articles(aspect="polarity", fingerprint="abc", explanation="one denies it")
    assert to_check_text(outcome(report)).splitlines() == [
        "conflict: polarity · medium · 0.80 · abc",
        "  one denies it",
        "  a1.txt:1:1: “The dam holds.”",
        "  a2.txt:1:1: “The dam broke.”",
        "",
        "1 new finding in 2 articles",
    ]


def test_text_of_a_clean_check_is_one_line(two_articles):
    assert to_check_text(outcome(two_articles(kind=Kind.AGREEMENT))) == "0 new findings in 2 articles\n"


def test_text_tells_what_to_tidy_up(two_articles):
    assert "stale: baseline entry gone, conflict" in to_check_text(outcome(two_articles(), known=("gone",)))


@pytest.mark.parametrize("attack", ["\x1b[2J", "\n::error::x", "\r", "\u202e", "##[stop-commands]x"])
def test_text_of_articles_drives_neither_terminal_nor_runner(two_articles, attack):
    written = to_check_text(outcome(two_articles(f"The dam {attack} holds.", explanation=attack)))
    assert not set(written) & {"\x1b", "\r", "\u202e"}
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())
    assert "##[" not in written


@pytest.mark.parametrize(
    "name", ["::error::pwned.txt", " ::error::pwned.txt", ":::error::x", "\u2003::x", "\r::x", "##[x"]
)
def test_names_of_files_and_explanations_are_no_commands_to_the_runner(two_articles, name):
    written = to_check_text(outcome(two_articles(explanation=name, a_fields={"path": name})))
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())
    assert "##[" not in written
    assert len(written.splitlines()) == 6


@pytest.mark.parametrize("line", ["a1.txt:1:1: “::error::”", "std::vector", ": one", ":", ""])
def test_a_line_that_is_no_command_stays_as_it_is(line):
    assert quiet(line) == line


def test_json_has_the_report_and_the_verdict(seed_draft):
    report = seed_draft.report()
    data = json.loads(to_check_json(outcome(report, known=("0001", "gone"), suppressed=("0002",))))
    assert (data["schema"], data["failed"]) == ("reconcile.check/1", True)
    assert [f["fingerprint"] for f in data["known"]] == ["0001"]
    assert [(f["fingerprint"], f["reason"]) for f in data["suppressed"]] == [("0002", "as the desk <said>")]
    assert [f["fingerprint"] for f in data["new"]] == ["0003", "0004"]
    assert [n["concern"] for n in data["notices"]] == ["stale"]
    assert data["known"][0]["places"][0]["line"] == 13
    assert data["report"] == json.loads(to_json(report))


@pytest.mark.parametrize("text", ["half \ud83d of a pair", "line\u2028break", "a\nb", 'quote " here', "back\\slash"])
def test_json_holds_any_text(two_articles, text):
    written = to_check_json(outcome(two_articles(text, a_fields={"path": f"{text}.txt"}, explanation=text)))
    data = json.loads(written.encode("utf-8"))
    assert data["report"]["claims"][0]["text"] == text


@pytest.mark.parametrize("name", sorted(CHECK_RENDERERS))
def test_every_format_is_byte_stable_and_ends_in_a_line_feed(seed_draft, name):
    def checked():
        return outcome(seed_draft.report(), known=("0001", "gone"), suppressed=("0002", "none"))

    assert CHECK_RENDERERS[name](checked()) == CHECK_RENDERERS[name](checked())
    assert CHECK_RENDERERS[name](checked()).endswith("\n")
