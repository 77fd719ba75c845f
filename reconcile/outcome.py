"""What a check of a report found: the hand-off from the gate to the formats that write it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from reconcile.models import Finding, Frozen, Kind, Report


class Known(Frozen):
    """A finding that was accepted before: an entry of the baseline. `texts` are its claims, shortened for a reader."""

    fingerprint: str
    kind: Kind
    aspect: str | None = None
    texts: tuple[str, ...] = ()


class Suppressed(Frozen):
    """A finding that a suppression holds back, and the reason it gives."""

    finding: Finding
    reason: str


class Concern(StrEnum):
    """What a notice is about."""

    STALE = "stale"  # a baseline entry that no finding has any more
    EXPIRED = "expired"  # a suppression whose last day is over
    UNUSED = "unused"  # a suppression that holds nothing back


class Notice(Frozen):
    """Something about the baseline or the suppressions that wants tidying up; it never fails a check."""

    concern: Concern
    text: str


class Outcome(Frozen):
    """A report held against the policy. `policy` says in plain values what was asked.

    `new`, `known` and `suppressed` are disjoint and hold every finding that the policy is about, most important first.
    """

    report: Report
    policy: dict[str, Any]
    new: tuple[Finding, ...]
    known: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the check fails: there are findings that are neither known nor suppressed."""
        return bool(self.new)
