"""What is committed in reports/ is what the tool writes today, and says what a reader of the seeds would say."""

from pathlib import Path

import pytest

from reconcile.ingest import read
from reconcile.models import Kind, Report
from reconcile.pipeline import Pipeline
from reconcile.report import RENDERERS
from tests.conftest import ROOT

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("default")]
FORMATS = {"markdown": "md", "json": "json", "html": "html"}


@pytest.fixture(scope="module")
def seeds() -> Report:
    patch = pytest.MonkeyPatch()
    patch.chdir(ROOT)
    found = read(["seeds/"])
    patch.undo()
    return Pipeline().report(found.articles, found.skipped)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_committed_reports_are_current(seeds: Report, format: str) -> None:
    committed = Path(ROOT, "reports", f"blinken-beijing.{FORMATS[format]}")
    told = "stale: run the first command of README.md and read the difference"
    assert committed.read_text(encoding="utf-8") == RENDERERS[format](seeds), told


def found(report: Report, kind: Kind, *words: str) -> bool:
    """Whether a finding of the kind has claims that hold all the words, each in one of them."""
    text = {claim.id: claim.text for claim in report.claims}
    return any(
        finding.kind is kind and all(any(word in text[claim_id] for claim_id in finding.claim_ids) for word in words)
        for finding in report.findings
    )


def test_the_date_of_arrival_conflicts(seeds: Report) -> None:
    assert found(seeds, Kind.CONFLICT, "On June 18, Blinken arrived", "two-day visit to China this morning")


def test_both_say_first_in_five_years(seeds: Report) -> None:
    assert found(seeds, Kind.AGREEMENT, "first senior US diplomat", "first secretary of state")


@pytest.mark.xfail(strict=True, reason="the inference model takes the talks for two matters: 0.07, told from 0.1")
def test_talks_held_in_one_are_expected_in_the_other(seeds: Report) -> None:
    assert found(seeds, Kind.STATUS, "said at a meeting with Blinken", "will probably hold talks")


def test_hopes_and_lowered_expectations_stand_side_by_side(seeds: Report) -> None:
    assert found(seeds, Kind.FRAMING, "right track", "does not expect “significant breakthroughs”")
    # What Xi hopes for.
    assert found(seeds, Kind.FRAMING, "would make a positive contribution", "significantly lowering expectations")
    told = [f for f in seeds.findings if f.kind is Kind.FRAMING]
    assert sum(f.aspect == "expectations" for f in told) * 2 >= len(told)
