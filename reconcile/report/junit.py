"""The outcome of a check as JUnit XML, which CI servers show as test results.

A finding is a test case of its kind's class: a new one fails, a known or suppressed one is skipped. Without findings
one case says that the check passed, because an empty suite reads as a run that did not happen.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from reconcile.models import Finding
from reconcile.outcome import Outcome
from reconcile.report.check import headline, quiet, verdict
from reconcile.report.escape import one_line
from reconcile.report.layout import Index
from reconcile.report.positions import Places

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production 2


def to_junit(outcome: Outcome) -> str:
    """One suite; names are stable across runs, so that a server can follow a finding."""
    index, places = Index(outcome.report), Places(outcome.report)
    total = len(outcome.new) + len(outcome.known) + len(outcome.suppressed)
    counts = {
        "name": "reconcile",
        "tests": str(total or 1),
        "failures": str(len(outcome.new)),
        "errors": "0",
        "skipped": str(len(outcome.known) + len(outcome.suppressed)),
    }
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", counts)
    for finding in outcome.new:
        words = _words(finding, index, places)
        message = _clean(finding.explanation or headline(finding))
        case = _case(suite, finding, index, places)
        ET.SubElement(case, "failure", {"message": message, "type": finding.kind.value}).text = words
    for finding in outcome.known:
        ET.SubElement(_case(suite, finding, index, places), "skipped", {"message": "in the baseline"})
    for held in outcome.suppressed:
        reason = _clean(f"suppressed: {held.reason}")
        ET.SubElement(_case(suite, held.finding, index, places), "skipped", {"message": reason})
    if not total:
        ET.SubElement(suite, "testcase", {"classname": "reconcile", "name": "no findings"})
    said = [verdict(outcome), *(f"{notice.concern.value}: {_clean(notice.text)}" for notice in outcome.notices)]
    ET.SubElement(suite, "system-out").text = "\n".join(said)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _case(suite: ET.Element, finding: Finding, index: Index, places: Places) -> ET.Element:
    place = places.of(index.claims[finding.claim_ids[0]])
    named = {
        "classname": f"reconcile.{finding.kind.value}",
        "name": _clean(f"{headline(finding)} {finding.fingerprint}"),
        "file": _clean(place.file),
    }
    return ET.SubElement(suite, "testcase", named | ({"line": str(place.line)} if place.line is not None else {}))


def _words(finding: Finding, index: Index, places: Places) -> str:
    claims = [index.claims[claim_id] for claim_id in finding.claim_ids]
    return "\n".join(quiet(_clean(f"{places.of(claim)}: “{claim.text}”")) for claim in claims)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", one_line(text))
