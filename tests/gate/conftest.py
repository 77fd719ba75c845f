"""Reports for the gate: the small ones of the report tests."""

from tests.report.conftest import draft, seed_draft, two_articles

__all__ = ["draft", "seed_draft", "two_articles"]
