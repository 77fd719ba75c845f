"""New findings as annotations on a pull request: workflow commands on standard output of a GitHub job.

GitHub shows ten annotations of a level for each step, so no more are written; the job summary (`github_summary`) has
all of them. Inside a command `%`, CR and LF are percent-encoded, in properties `:` and `,` as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reconcile.models import Finding, Severity
from reconcile.outcome import Outcome
from reconcile.report.check import headline, quiet, verdict
from reconcile.report.escape import one_line
from reconcile.report.layout import Index
from reconcile.report.positions import Place, Places
from reconcile.report.terms import count

PER_LEVEL = 10
_LEVEL = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice"}


def to_github(outcome: Outcome) -> str:
    """One line an annotation, then what wants tidying up, how many did not fit, and the verdict as plain lines."""
    return "\n".join(_lines(outcome)) + "\n"


def _lines(outcome: Outcome) -> Iterator[str]:
    index, places = Index(outcome.report), Places(outcome.report)
    written: Counter[str] = Counter()
    for finding in outcome.new:
        level = _LEVEL[finding.severity]
        written[level] += 1
        if written[level] <= PER_LEVEL:
            yield _annotation(level, finding, index, places)
    over = {level: number - PER_LEVEL for level, number in written.items() if number > PER_LEVEL}
    for notice in outcome.notices:
        yield f"{notice.concern.value}: {quiet(one_line(notice.text))}"
    if over:
        yield f"{', '.join(count(number, f'more {level}') for level, number in over.items())}: see the job summary"
    yield verdict(outcome)


def _annotation(level: str, finding: Finding, index: Index, places: Places) -> str:
    claims = [index.claims[claim_id] for claim_id in finding.claim_ids]
    place = places.of(claims[0])
    said = "\n".join(f"{one_line(str(places.of(claim)))}: “{one_line(claim.text)}”" for claim in claims)
    head = f"{one_line(finding.explanation)}\n" if finding.explanation else ""
    title = f"{headline(finding)} ({finding.fingerprint})"
    properties = {**_position(place), "title": title}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {listed}::{_data(head + said)}"


def _position(place: Place) -> dict[str, str]:
    position = {"file": place.file}
    if place.line is not None:
        position["line"] = str(place.line)
    if place.region is not None:
        position["endLine"] = str(place.region.end_line)
        if place.region.line == place.region.end_line:  # columns are refused on several lines
            position |= {"col": str(place.region.column), "endColumn": str(place.region.end_column)}
    return position


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
