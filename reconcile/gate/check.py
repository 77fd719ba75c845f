"""A report held against the policy, the baseline and the suppressions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reconcile.gate.baseline import Baseline, stale
from reconcile.gate.policy import Policy
from reconcile.gate.suppressions import Suppression, tidy_up
from reconcile.models import Finding, Kind, Report, Severity
from reconcile.outcome import Concern, Known, Notice, Outcome, Suppressed

_KINDS, _SEVERITIES = tuple(Kind), tuple(Severity)


def check(
    report: Report,
    policy: Policy,
    *,
    baseline: Baseline | None = None,
    suppressions: Sequence[Suppression] = (),
    today: dt.date,
) -> Outcome:
    """Sort the findings that the policy covers into new, known and suppressed.

    A suppression wins over the baseline. `today` decides which suppressions have expired. Baseline entries are stale
    when the report has no such finding at all, whatever the policy.
    """
    known_before = baseline or Baseline()
    path_of_article = {article.id: article.path for article in report.articles}
    path_of = {claim.id: path_of_article[claim.article_id] for claim in report.claims}
    active = [item for item in suppressions if not item.has_expired(today)]
    new: list[Finding] = []
    known: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[Suppression] = set()
    for finding in sorted(filter(policy.covers, report.findings), key=_weight):
        paths = [path_of[claim_id] for claim_id in finding.claim_ids]
        fitting = [item for item in active if item.fits(finding, paths)]
        if fitting:
            used.update(fitting)
            suppressed.append(Suppressed(finding=finding, reason=fitting[0].reason))
        elif finding.fingerprint in known_before.fingerprints:
            known.append(finding)
        else:
            new.append(finding)
    notices = [_stale(entry) for entry in stale(known_before, report.findings)]
    return Outcome(
        report=report,
        policy=policy.describe(),
        new=tuple(new),
        known=tuple(known),
        suppressed=tuple(suppressed),
        notices=(*notices, *tidy_up(suppressions, used, today)),
    )


def _weight(finding: Finding) -> tuple[int, int, float]:
    """Most important first; findings of equal weight stay in the report's order."""
    return _KINDS.index(finding.kind), _SEVERITIES.index(finding.severity), -finding.confidence


def _stale(entry: Known) -> Notice:
    words = f" ({' / '.join(entry.texts)})" if entry.texts else ""
    text = f"baseline entry {entry.fingerprint}, {entry.kind.value}, is not found any more: update the baseline{words}"
    return Notice(concern=Concern.STALE, text=text)
