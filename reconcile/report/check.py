"""The outcome of a check as plain text and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from reconcile.models import Claim, Finding
from reconcile.outcome import Outcome
from reconcile.report.escape import one_line
from reconcile.report.json import to_json
from reconcile.report.layout import Index
from reconcile.report.positions import Place, Places
from reconcile.report.terms import count, kind_name

SCHEMA = "reconcile.check/1"
_COMMAND = re.compile(r"\A(\s*)::")


def to_check_text(outcome: Outcome) -> str:
    """One block a new finding, then what is known or held back, what wants tidying up, and the verdict."""
    return "\n".join(map(quiet, _lines(outcome))) + "\n"


def to_check_json(outcome: Outcome) -> str:
    """The outcome with the whole report inside; findings are named by their fingerprints."""
    places, claims = Places(outcome.report), Index(outcome.report).claims
    data = {
        "schema": SCHEMA,
        "failed": outcome.failed,
        "policy": outcome.policy,
        "new": [_located(finding, claims, places) for finding in outcome.new],
        "known": [_located(finding, claims, places) for finding in outcome.known],
        "suppressed": [_located(s.finding, claims, places) | {"reason": s.reason} for s in outcome.suppressed],
        "notices": [notice.model_dump(mode="json") for notice in outcome.notices],
    }
    report = to_json(outcome.report).rstrip("\n").replace("\n", "\n  ")
    return f'{json.dumps(data, indent=2)[:-2]},\n  "report": {report}\n}}\n'


def headline(finding: Finding) -> str:
    """Kind and aspect, as a person names them."""
    kind = kind_name(finding.kind)
    return f"{kind}: {one_line(finding.aspect)}" if finding.aspect else kind


def verdict(outcome: Outcome) -> str:
    """The last line: how many findings are new, known and suppressed."""
    rest = [(len(outcome.known), "known"), (len(outcome.suppressed), "suppressed")]
    parts = [count(len(outcome.new), "new finding"), *(f"{number} {what}" for number, what in rest if number)]
    if outcome.report.skipped:
        parts.append(f"{len(outcome.report.skipped)} left out")
    compared = count(len(outcome.report.articles), "article")
    return f"{', '.join(parts)} in {compared}"


def _lines(outcome: Outcome) -> Iterator[str]:
    places, claims = Places(outcome.report), Index(outcome.report).claims
    for finding in outcome.new:
        head = f"{headline(finding)} · {finding.severity.value} · {finding.confidence:.2f} · {finding.fingerprint}"
        yield one_line(head)
        if finding.explanation:
            yield f"  {one_line(finding.explanation)}"
        for claim_id in finding.claim_ids:
            claim = claims[claim_id]
            yield f"  {one_line(str(places.of(claim)))}: “{one_line(claim.text)}”"
        yield ""
    for notice in outcome.notices:
        yield f"{notice.concern.value}: {one_line(notice.text)}"
    yield verdict(outcome)


def quiet(line: str) -> str:
    """The line without what the log of a GitHub job would take for a command to its runner.

    The runner finds `##[` wherever it stands, and `::` after nothing but blanks.
    """
    return _COMMAND.sub(r"\1: :", line.replace("##[", "## ["))


def _located(finding: Finding, claims: dict[str, Claim], places: Places) -> dict[str, object]:
    return {
        "id": finding.id,
        "fingerprint": finding.fingerprint,
        "kind": finding.kind.value,
        "places": [_place(places.of(claims[claim_id])) for claim_id in finding.claim_ids],
    }


def _place(place: Place) -> dict[str, object]:
    region = place.region
    return {
        "file": place.file,
        "line": place.line,
        "column": region.column if region else None,
        "end_line": region.end_line if region else None,
        "end_column": region.end_column if region else None,
    }
