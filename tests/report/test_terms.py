"""Durations as a reader would write them."""

from __future__ import annotations

import pytest

from reconcile.report.terms import duration

DAY = 86_400.0
YEAR = 365.2425 * DAY


@pytest.mark.parametrize(
    ("low", "high", "text", "told"),
    [
        (2 * DAY, 2 * DAY, "two-day", "2 days"),
        (DAY, DAY, "a day", "1 day"),
        (12_500 * DAY, 12_500 * DAY, "12,500 days", "12,500 days"),
        (48 * 3600.0, 48 * 3600.0, "48 hours", "48 hours"),
        (14 * DAY, None, "at least two weeks", "at least 2 weeks"),
        (None, 90.0, "under 90 seconds", "at most 90 seconds"),
        (2 * DAY, 6 * DAY, "a few days", "2 to 6 days"),
        (5400.0, 5400.0, "an hour and 30 minutes", "90 minutes"),
        (1800.0, 1800.0, "half an hour", "0.5 hours"),
        (1200.0, 1200.0, "20 mins", "20 minutes"),
        (YEAR / 4, YEAR / 4, "three months", "3 months"),
        (42 * YEAR, 42 * YEAR, "42-year-old", "42 years"),
        (42 * YEAR, 43 * YEAR, "aged 42", "42 to 43 years"),
        (200 * YEAR, 200 * YEAR, "two centuries", "2 centuries"),
        # no unit in the words, or only what looks like one
        (2 * DAY, 2 * DAY, "the weekend", "2 days"),
        (7200.0, 7200.0, "", "2 hours"),
        (30.0, 30.0, "Sunday seconded", "30 seconds"),
        (0.0, 0.0, "no time", "0 seconds"),
        (None, None, "a while", "any length"),
    ],
)
def test_a_duration_is_told_in_the_unit_it_was_written_in(
    low: float | None, high: float | None, text: str, told: str
) -> None:
    assert duration(low, high, text) == told
