"""The findings that are known: a file to commit, one entry a finding, stable under everything but the findings.

Entries are found again by fingerprint. Kind, aspect and the claims' words are there for whoever reviews the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field, ValidationError

from reconcile.errors import InputError
from reconcile.models import Finding, Frozen, Kind
from reconcile.outcome import Known, Outcome

SCHEMA: Literal["reconcile.baseline/1"] = "reconcile.baseline/1"
_WIDTH = 120  # characters of a claim: enough to recognise it, short enough for a line of a review
_KINDS = tuple(Kind)


class Baseline(Frozen):
    """The file's content."""

    schema_: Literal["reconcile.baseline/1"] = Field(SCHEMA, alias="schema")
    findings: tuple[Known, ...] = ()

    @property
    def fingerprints(self) -> frozenset[str]:
        return frozenset(entry.fingerprint for entry in self.findings)


class Update(Frozen):
    """A new baseline, and how it differs from the old."""

    baseline: Baseline
    added: int
    kept: int
    removed: int


def parse_baseline(text: str, where: str) -> Baseline:
    """Read a baseline; `where` names the file in messages.

    Raises InputError saying what is wrong.
    """
    try:
        baseline = Baseline.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise InputError(f"{where}: no baseline of reconcile ({place}: {first['msg']}): make it anew") from None
    if "schema_" not in baseline.model_fields_set:
        raise InputError(f"{where}: no baseline of reconcile (schema: missing): make it anew")
    return baseline


def write_baseline(baseline: Baseline) -> str:
    """The file's text: sorted, one value a line, so that differences are easy to read."""
    entries = sorted(baseline.findings, key=lambda entry: (_KINDS.index(entry.kind), entry.fingerprint))
    data = baseline.model_copy(update={"findings": tuple(entries)}).model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode("utf-8") + "\n"


def update_baseline(outcome: Outcome, old: Baseline) -> Update:
    """Accept what the check found. What is suppressed stays out, so that it comes back when the suppression ends."""
    text_of = {claim.id: claim.text for claim in outcome.report.claims}
    entries = tuple(_entry(finding, text_of) for finding in (*outcome.new, *outcome.known))
    found = {entry.fingerprint for entry in entries}
    return Update(
        baseline=Baseline(findings=entries),
        added=len(found - old.fingerprints),
        kept=len(found & old.fingerprints),
        removed=len(old.fingerprints - found),
    )


def stale(baseline: Baseline, findings: Iterable[Finding]) -> list[Known]:
    """The entries that none of the findings has any more."""
    found = {finding.fingerprint for finding in findings}
    return [entry for entry in baseline.findings if entry.fingerprint not in found]


def _entry(finding: Finding, text_of: Mapping[str, str]) -> Known:
    # In the order of the words, not of the articles: a renamed or redated file must not change the entry.
    texts = sorted(_short(text_of[claim_id]) for claim_id in finding.claim_ids)
    return Known(fingerprint=finding.fingerprint, kind=finding.kind, aspect=finding.aspect, texts=tuple(texts))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1].rstrip()}…"
