"""Why a finding is one, in words for a reader who has its claims before him."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.models import Claim, Finding, Kind
from reconcile.report.altered import told_alterations


def reason(finding: Finding, claims: Sequence[Claim]) -> str:
    """The finding's explanation, of altered quotations with the altered words in place of the whole quotations.

    Where the words of both claims say one stage, it is added which: the difference was read between the lines.
    """
    text = finding.explanation
    if finding.kind is Kind.QUOTE and (altered := told_alterations(finding)):
        return f"{_without_values(finding)}: {altered}"
    stages = {claim.status for claim in claims}
    inferred = not any(item.value for item in finding.evidence) and finding.signals.get("rule") == "inference"
    if finding.kind is Kind.STATUS and text and inferred and len(stages) == 1:
        return f"{text}; the words alone say “{stages.pop().value}” of both"
    return text


def _without_values(finding: Finding) -> str:
    values = " against ".join(item.value or "" for item in finding.evidence)
    return finding.explanation.removesuffix(f": {values}")
