"""The outcome of a check as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning and editors.

A result stands at the first claim; the other claims are its related locations and are linked from the message. What is
suppressed stays out, because not every reader of SARIF heeds suppressions; known findings are `unchanged`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from reconcile.models import Claim, Finding, Kind, Severity
from reconcile.outcome import Outcome
from reconcile.report.check import headline
from reconcile.report.escape import one_line
from reconcile.report.layout import Index
from reconcile.report.positions import Place, Places

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "reconcileFinding/v1"

_LEVEL = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}
_RULES = {
    Kind.CONFLICT: (
        "Claims that cannot both be true",
        "Two articles make claims about the same matter that exclude each other: in a number, a time, a place, who did "
        "it, or whether it happened at all. Check the sources and correct one of the articles.",
    ),
    Kind.QUOTE: (
        "One utterance, quoted in different words",
        "Both articles quote the same utterance, and the words inside the quotation marks differ. Compare them with "
        "the original, or take the marks away.",
    ),
    Kind.STATUS: (
        "Another stage or certainty",
        "One article reports as done or certain what the other plans, expects or doubts. Often the later article is "
        "simply newer; check whether the earlier one wants an update.",
    ),
    Kind.ATTRIBUTION: (
        "Said by someone else",
        "The same proposition has another speaker, or stands in one outlet's own voice. Check who said it.",
    ),
    Kind.FRAMING: (
        "Facts that fit, in a different light",
        "The facts of the two claims are compatible; their evaluation is not. Check whether the wording is meant.",
    ),
    Kind.AGREEMENT: ("The same claim", "Both articles make the same claim, whatever the wording."),
    Kind.SINGLE_SOURCE: ("In one article only", "No other article makes this claim. Check whether it is confirmed."),
}


def to_sarif(outcome: Outcome) -> str:
    """One run with a rule a kind and a result a finding; valid against the schema of the OASIS."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(outcome).as_dict()]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class _Run:
    outcome: Outcome

    @cached_property
    def _places(self) -> Places:
        return Places(self.outcome.report)

    @cached_property
    def _index(self) -> Index:
        return Index(self.outcome.report)

    def as_dict(self) -> dict[str, Any]:
        tool = self.outcome.report.tool
        results = [self._result(finding, "new") for finding in self.outcome.new]
        results += [self._result(finding, "unchanged") for finding in self.outcome.known]
        driver = {"name": tool.name, "semanticVersion": tool.version, "rules": [_rule(kind) for kind in _RULES]}
        return {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [self._invocation()],
            "results": results,
        }

    def _invocation(self) -> dict[str, Any]:
        skipped = [f"left out {item.path}: {item.reason}" for item in self.outcome.report.skipped]
        tidy = [notice.text for notice in self.outcome.notices]
        return {
            "executionSuccessful": True,
            "exitCode": int(self.outcome.failed),
            "toolExecutionNotifications": [_notification(text, "warning") for text in skipped],
            "toolConfigurationNotifications": [_notification(text, "note") for text in tidy],
        }

    def _result(self, finding: Finding, state: str) -> dict[str, Any]:
        first, *others = [self._index.claims[claim_id] for claim_id in finding.claim_ids]
        return {
            "ruleId": finding.kind.value,
            "ruleIndex": list(_RULES).index(finding.kind),
            "kind": "fail",
            "level": _LEVEL[finding.severity],
            "message": {"text": self._message(finding, first, others)},
            "locations": [self._location(first)],
            "relatedLocations": [self._location(claim, i) for i, claim in enumerate(others, start=1)],
            "partialFingerprints": {FINGERPRINT: finding.fingerprint},
            "baselineState": state,
            "properties": {"aspect": finding.aspect, "confidence": finding.confidence},
        }

    def _message(self, finding: Finding, first: Claim, others: Sequence[Claim]) -> str:
        head = _text(f"{headline(finding)}{f' — {finding.explanation}' if finding.explanation else ''}")
        said = [f"{_text(self._name(first))}: “{_text(first.text)}”"]
        said += [f"[{_text(self._name(c))}]({i}): “{_text(c.text)}”" for i, c in enumerate(others, start=1)]
        return ". ".join((head, " · ".join(said)))

    def _name(self, claim: Claim) -> str:
        return self._index.names[claim.article_id]

    def _location(self, claim: Claim, number: int | None = None) -> dict[str, Any]:
        place = self._places.of(claim)
        physical = {
            "artifactLocation": {"uri": _uri(place.file), "uriBaseId": "%SRCROOT%"},
            "region": _region(place, claim),
        }
        location: dict[str, Any] = {} if number is None else {"id": number}
        return location | {"physicalLocation": physical, "message": {"text": _text(claim.text)}}


def _rule(kind: Kind) -> dict[str, Any]:
    title, text = _RULES[kind]
    return {
        "id": kind.value,
        "name": "".join(part.capitalize() for part in kind.value.split("_")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": f"**{title}**\n\n{text}"},
        "properties": {"tags": ["news", "consistency"]},
    }


def _region(place: Place, claim: Claim) -> dict[str, Any]:
    snippet = {"snippet": {"text": one_line(claim.text)}}
    if place.region is None:
        # Code scanning wants a line; where the article is not its file's content, the first stands for the file.
        return {"startLine": place.line or 1} | snippet
    region = place.region
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    } | snippet


def _notification(text: str, level: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": _text(text)}}


def _text(text: str) -> str:
    r"""Plain text for a message: `[` would begin a link and `{` a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    line = one_line(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return line.replace("{", "{{").replace("}", "}}")


def _uri(path: str) -> str:
    """A relative reference; a colon in its first segment would read as a scheme (RFC 3986, 4.2)."""
    return quote(path.encode("utf-8", "replace"), safe="/._-~!$&'()*+,;=@")
