from __future__ import annotations

import pytest

from reconcile.models import Kind
from reconcile.report.github_summary import MAX_CHARACTERS, to_summary
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


def test_it_fits_into_a_comment_and_says_what_did_not(draft):
    long = "word " * 400
    draft.article("a1", long)
    draft.article("a2", long)
    claims = [draft.claim("a1", long.strip()), draft.claim("a2", long.strip())]
    for _ in range(40):
        draft.finding(Kind.CONFLICT, claims)
    written = to_summary(outcome(draft.report()))
    assert len(written) < 65_000
    shown = written.count("**conflict**")
    assert 5 < shown < 40
    assert f"{40 - shown} more new findings did not fit in here." in written
    assert MAX_CHARACTERS < 65_536


@pytest.mark.parametrize("text", ["a | b", "<script>x</script>", "](javascript:x)", "line\nbreak", "\x1b[31mred"])
def test_text_stays_text(two_articles, text):
    written = to_summary(outcome(two_articles(f"x {text} y")))
    row = next(line for line in written.splitlines() if "dam broke" in line)
    assert row.count("|") == 3
    assert "<script>" not in written.replace("\\<", "")
    assert "\x1b" not in written
    assert "](" not in written.replace("\\](", "")
