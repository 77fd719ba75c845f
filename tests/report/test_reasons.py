"""Why a finding is one, for a reader."""

from __future__ import annotations

from reconcile.models import Kind, Status
from reconcile.report.reasons import reason

INFERRED = "another stage or certainty, as the inference model reads it"


def told(report, kind: Kind, statuses: tuple[Status, Status], rule: str = "inference", explanation: str = INFERRED):
    claims = [claim.model_copy(update={"status": s}) for claim, s in zip(report.claims, statuses, strict=True)]
    update = {"kind": kind, "signals": {"rule": rule}, "explanation": explanation}
    return reason(report.findings[0].model_copy(update=update), claims)


def test_a_stage_that_no_word_tells_is_told_with_what_the_words_say(two_articles):
    both = (Status.EXPECTED, Status.EXPECTED)
    assert told(two_articles(), Kind.STATUS, both) == f"{INFERRED}; the words alone say “expected” of both"


def test_where_the_words_tell_the_stages_nothing_is_added(two_articles):
    assert told(two_articles(), Kind.STATUS, (Status.HAPPENED, Status.EXPECTED)) == INFERRED


def test_other_kinds_and_rules_are_explained_as_they_are(two_articles):
    both = (Status.HAPPENED, Status.HAPPENED)
    assert told(two_articles(), Kind.FRAMING, both) == INFERRED
    assert told(two_articles(), Kind.STATUS, both, rule="status") == INFERRED
    assert told(two_articles(), Kind.STATUS, both, explanation="") == ""
    assert told(two_articles(), Kind.QUOTE, both, explanation="other words") == "other words"
