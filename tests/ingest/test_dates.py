from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.ingest.dates import date_in_url, normalise_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-06-19", "2023-06-19"),
        (" 2023-06-19 ", "2023-06-19"),
        ("2023-06-19T10:00:00Z", "2023-06-19T10:00:00+00:00"),
        ("2017-12-27T11:57:08", "2017-12-27T11:57:08"),
        ("2017-09-15T00:00:00", "2017-09-15"),
        ("2017-09-15T00:00:00+02:00", "2017-09-15T00:00:00+02:00"),
        ("2023-06-19 10:00:00 +0000 UTC", "2023-06-19"),
        ("20230619", "2023-06-19"),
        (20230619, "2023-06-19"),
        ("2016-1-5", "2016-01-05"),
        ("2023/06/19", "2023-06-19"),
        ("06/19/2023", "2023-06-19"),
        ("19/06/2023 10:30", "2023-06-19"),
        ("4/18/18", "2018-04-18"),
        ("7/7/99", "1999-07-07"),
        ("04.03.2023", "2023-03-04"),
        ("Mon, 19 Jun 2023 10:00:00 +0200", "2023-06-19T10:00:00+02:00"),
        ("Mon Jun 19 10:00:00 +0000 2023", "2023-06-19T10:00:00+00:00"),
        ("June 19, 2023", "2023-06-19"),
        ("19 June 2023", "2023-06-19"),
        ("19th of June 2023", "2023-06-19"),
        ("Jun. 19, 2023 10:30 AM EDT", "2023-06-19T10:30:00-04:00"),
        ("Published: June 19, 2023 at 10:30 a.m.", "2023-06-19"),
        ("19 juin 2023", "2023-06-19"),
        ("19. Juni 2023", "2023-06-19"),
        (1687168800, "2023-06-19T10:00:00+00:00"),
        (1687168800000, "2023-06-19T10:00:00+00:00"),
        ("1687168800", "2023-06-19T10:00:00+00:00"),
        ({"$date": "2023-06-19T10:00:00Z"}, "2023-06-19T10:00:00+00:00"),
    ],
)
def test_complete_dates_become_iso_8601(value, expected):
    assert normalise_date(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        *("", "yesterday", "Monday", "10:30", "June 2023", "June 19", "2023", "2023-06", "3 hours ago", "now"),
        *("2023-13-45", "32 June 2023", "June 31, 2023", "0000-00-00 00:00:00", "0001-01-01T00:00:00"),
        *("May 5 2023 May 6 2024", "n/a", "x" * 5000 + " 2023", "9999999999999999", "\ud800 2023"),
        *(None, True, 0, -1, 2023, 12, 1e300, float("nan"), float("inf"), [2023, 6, 19], {"day": 19}),
    ],
)
def test_incomplete_and_impossible_dates_stay_unknown(value):
    assert normalise_date(value) is None


@pytest.mark.parametrize("digits", [14, 20, 309, 400, 5000])  # floats end at 308, figures that Python shows at 4300
def test_a_number_that_is_no_time_stays_unknown_however_long(digits):
    number = 10**digits - 1
    assert [normalise_date(value) for value in (number, -number, {"$date": number})] == [None] * 3


@pytest.mark.parametrize("value", ["3/4/2023", "03-04-2023", "11/12/13"])
def test_a_numeric_date_that_reads_both_ways_stays_unknown(value):
    assert normalise_date(value) is None


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.none(), st.booleans()))
def test_any_value_gives_a_valid_date_or_none_and_never_today(value):
    result = normalise_date(value)
    if result is not None:
        dt.datetime.fromisoformat(result)
        assert any(c.isdigit() for c in str(value))


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1600, 1, 1)))
def test_iso_dates_are_kept(day):
    assert normalise_date(day.isoformat()) == day.isoformat()


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2039, 12, 31)))
def test_american_long_dates_are_read(day):
    assert normalise_date(f"{day:%B} {day.day}, {day.year}") == day.isoformat()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.foxnews.com/opinion/2016/12/01/five-ways.html", "2016-12-01"),
        ("https://www.kitco.com/commentaries/2022-07-29/Recent.html", "2022-07-29"),
        ("https://a.example/2016/12/index.html", None),
        ("https://a.example/2016/13/45/x", None),
        ("https://a.example/news/world-48990760", None),
        ("https://a.example/?d=2016/12/01", None),
        (None, None),
    ],
)
def test_dates_in_addresses(url, expected):
    assert date_in_url(url) == expected
