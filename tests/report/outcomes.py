"""Outcomes of checks, for the formats that write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reconcile.gate import Policy, Suppression, check
from reconcile.gate.baseline import Baseline
from reconcile.models import Report
from reconcile.outcome import Known, Outcome

DIFFERENCES = Policy(fail_on="conflict,quote,status,framing")


def outcome(report: Report, *, known: tuple[str, ...] = (), suppressed: tuple[str, ...] = (), **how: Any) -> Outcome:
    """A check of everything but agreements; `known` and `suppressed` are fingerprints."""
    return check(
        report,
        how.get("policy", DIFFERENCES),
        baseline=Baseline(findings=tuple(Known(fingerprint=f, kind="conflict", texts=("Old words.",)) for f in known)),
        suppressions=[Suppression(fingerprint=f, reason="as the desk <said>") for f in suppressed],
        today=dt.date(2026, 1, 15),
    )
