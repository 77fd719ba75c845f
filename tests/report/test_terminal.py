from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings

from reconcile.models import Kind
from reconcile.report.terminal import to_terminal
from tests.report.hostile import hostile


def flat(text):
    """The words without the table around them."""
    return " ".join(re.sub("[─│┃━┏┓┗┛├┤┬┴┼┡┩╇┳┌└┐┘]", " ", text).split())


def test_differences_stand_side_by_side(seed_draft):
    written = to_terminal(seed_draft.report(), width=120)
    assert "conflict: time" in written
    assert "f1 · high · 0.93" in written
    assert written.index("conflict: time") < written.index("status: stage") < written.index("framing")
    assert "1 agreement, 2 claims of one article only" in flat(written)


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_window(seed_draft, width):
    assert all(len(line) <= width for line in to_terminal(seed_draft.report(), width=width).splitlines())


def test_without_colour_there_is_no_escape(seed_draft):
    assert "\x1b" not in to_terminal(seed_draft.report())


def test_with_colour_the_compared_words_stand_out(seed_draft):
    written = to_terminal(seed_draft.report(), width=200, color=True)
    assert re.search("\x1b\\[[0-9;]*4[0-9;]*mJune 18\x1b", written)


def test_the_environment_changes_no_byte(seed_draft, monkeypatch):
    before = to_terminal(seed_draft.report(), color=True)
    for name, value in {"NO_COLOR": "1", "COLUMNS": "40", "TERM": "dumb", "FORCE_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert to_terminal(seed_draft.report(), color=True) == before


def test_agreement_alone_is_no_table(two_articles):
    assert to_terminal(two_articles(kind=Kind.AGREEMENT)).startswith("No differences.\n2 articles")


def test_a_report_without_findings_says_so(draft):
    assert to_terminal(draft.report()).startswith("No findings.")


def test_what_was_left_out_is_named_up_to_ten(draft):
    draft.skipped += [{"path": f"{i}.txt", "reason": "no UTF-8"} for i in range(13)]
    assert "9.txt and 3 more" in flat(to_terminal(draft.report()))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile, hostile)
def test_text_cannot_drive_the_terminal(two_articles, a, b):
    attack = f"x{a}\x1b]0;title\x07[bold]:smile:{b}y"
    report = two_articles(attack, explanation=a, aspect=b, a_fields={"source": attack, "path": f"{a}.txt"})
    plain = to_terminal(report, width=120)
    assert not {char for char in plain if ord(char) < 32 and char != "\n"}
    colored = re.sub("\x1b\\[[0-9;]*m", "", to_terminal(report, width=120, color=True))
    assert "\x1b" not in colored
    wide = flat(to_terminal(report, width=1000))
    assert "⟨U+001B⟩]0;title⟨U+0007⟩[bold]:smile:" in wide


def test_a_word_wider_than_its_column_loses_no_letter(two_articles):
    word = "".join(f"{i:04}" for i in range(60))
    column = "".join(line.split("│")[2].strip() for line in to_terminal(two_articles(word)).splitlines() if "│" in line)
    assert word in column


def test_spans_that_overlap_or_reach_too_far_lose_no_word(draft):
    from reconcile.models import Evidence

    draft.article("a1", "Twelve people died here.")
    draft.article("a2", "Nine people died.")
    claim = draft.claim("a1", "Twelve people died here.")
    draft.finding(Kind.CONFLICT, [claim, draft.claim("a2", "Nine people died.")])
    spans = [(0, 13), (7, 18), (19, 99)]
    evidence = tuple(Evidence(claim_id=claim, start=a, end=b, text="") for a, b in spans)
    draft.findings[0] = draft.findings[0].model_copy(update={"evidence": evidence})
    assert "Twelve people died here." in flat(to_terminal(draft.report(), width=150))
