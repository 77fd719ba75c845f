from __future__ import annotations

import re

import pytest

from reconcile.models import Kind
from reconcile.report.github_summary import to_summary
from reconcile.report.limit import MAX_CHARACTERS
from tests.report.outcomes import outcome


def test_new_findings_stand_with_both_claims_and_the_compared_words(seed_draft):
    written = to_summary(outcome(seed_draft.report()))
    assert written.startswith("# Failed: 4 new findings in 2 articles\n")
    assert "**conflict: time** · high · 0.93 · `0001`<br>the times exclude each other" in written
    assert "On **June 18**, Blinken arrived" in written
    assert "to China **this morning**." in written


def test_a_passed_check_says_what_it_let_pass(seed_draft):
    written = to_summary(outcome(seed_draft.report(), known=("0001", "0002", "gone"), suppressed=("0003", "0004")))
    assert written.startswith("# Passed: 0 new findings, 2 known, 2 suppressed in 2 articles\n")
    assert "as the desk \\<said>" in written
    assert "- stale: baseline entry gone" in written


def test_what_changed_comes_first_then_what_is_known_held_back_and_to_be_tidied_up(seed_draft):
    written = to_summary(outcome(seed_draft.report(), known=("0003", "gone"), suppressed=("0004",)))
    assert re.findall("^## (.*)$", written, re.MULTILINE) == ["New", "Known", "Held back", "To tidy up"]
    new, rest = written.split("## Known")
    assert "`0001`" in new
    assert "`0003`" not in new
    assert "framing: expectations `0003`: “the parties are on the “right track.”” / “But the climate" in rest


def test_every_finding_has_its_anchor_once(seed_draft):
    written = to_summary(outcome(seed_draft.report(), known=("0003",), suppressed=("0004",)))
    assert re.findall('<a id="([^"]+)"></a>', written) == ["f-0001", "f-0002", "f-0003", "f-0004"]


def crowd(draft, findings):
    long = "word " * 400
    draft.article("a1", long)
    draft.article("a2", long)
    claims = [draft.claim("a1", long.strip()), draft.claim("a2", long.strip())]
    for _ in range(findings):
        draft.finding(Kind.CONFLICT, claims)
    return draft.report()


def test_it_fits_into_a_comment_and_says_what_did_not(draft):
    written = to_summary(outcome(crowd(draft, 40), suppressed=("0001", "0002")))
    assert len(written) < MAX_CHARACTERS < 65_536
    shown = written.count("**conflict**")
    assert 5 < shown < 38
    assert f"**Cut here: {38 - shown} more new findings, 2 more suppressed findings. The other" in written


def test_of_what_is_known_only_so_much_is_listed_that_the_new_stands_out(draft):
    written = to_summary(outcome(crowd(draft, 30), known=tuple(f"{n:04x}" for n in range(1, 31))))
    assert written.startswith("# Passed: 0 new findings, 30 known")
    assert written.count('<a id="f-') == 20
    assert written.endswith("- and 10 more\n")
    assert len(written) < 10_000


@pytest.mark.parametrize("text", ["a | b", "<script>x</script>", "](javascript:x)", "line\nbreak", "\x1b[31mred"])
def test_text_stays_text(two_articles, text):
    written = to_summary(outcome(two_articles(f"x {text} y")))
    row = next(line for line in written.splitlines() if "dam broke" in line)
    assert row.count("|") == 3
    assert "<script>" not in written.replace("\\<", "")
    assert "\x1b" not in written
    assert "](" not in written.replace("\\](", "")
