"""Times by grain: what fits, what excludes, what cannot be compared."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reconcile.compare.base import Level, Pair
from reconcile.compare.times import compare_times
from reconcile.models import Grain, Mention, Polarity, Status, Time

Said = dict[str, Any]
DAY = 86400.0
YEAR = 31556952.0


def point(words: str, first: str | None, last: str | None = "", grain: Grain = Grain.DAY) -> tuple[str, Said]:
    return words, {"kind": "point", "grain": grain, "first": first, "last": first if last == "" else last}


def length(words: str, seconds: float, grain: Grain = Grain.HOUR) -> tuple[str, Said]:
    return words, {"kind": "duration", "grain": grain, "seconds": (seconds, seconds)}


def claim(text: str, *times: tuple[str, Said], **more: Any) -> Said:
    found = []
    for words, fields in times:
        at = text.index(words)
        found.append(Time(start=at, end=at + len(words), text=words, **fields))
    return {"text": text, "times": tuple(found)} | more


def visit(words: str, first: str | None, last: str | None = "", grain: Grain = Grain.DAY) -> Said:
    return claim(f"Blinken began his visit to Beijing {words}.", point(words, first, last, grain))


JUNE_18 = visit("on June 18", "2023-06-18")
POINTS = [
    ("the same day", JUNE_18, visit("on Sunday", "2023-06-18"), Level.SAME),
    ("another day", JUNE_18, visit("on June 19", "2023-06-19"), Level.DIFFERS),
    ("a month fits its day", visit("in June", "2023-06-01", "2023-06-30", Grain.MONTH), JUNE_18, Level.COMPATIBLE),
    ("another month", visit("in May", "2023-05-01", "2023-05-31", Grain.MONTH), JUNE_18, Level.DIFFERS),
    (
        "the morning of another day",
        visit("this morning", "2023-06-19T00:00", "2023-06-19T11:59", Grain.HOUR),
        JUNE_18,
        Level.DIFFERS,
    ),
    ("since then fits a later day", visit("since 2018", "2018-01-01", None, Grain.YEAR), JUNE_18, Level.COMPATIBLE),
    (
        "since then excludes an earlier day",
        visit("since 2018", "2018-01-01", None, Grain.YEAR),
        visit("on June 18, 2017", "2017-06-18"),
        Level.DIFFERS,
    ),
    (
        "two bounds that meet",
        claim("The funds will be depleted by 2036", point("by 2036", None, "2036-12-31", Grain.YEAR)),
        claim("The funds will be depleted after 2036", point("after 2036", "2037-01-01", None, Grain.YEAR)),
        Level.COMPATIBLE,
    ),
    ("an unresolved time", visit("then", None), JUNE_18, Level.MISSING),
    (
        "times of other matters",
        claim("The Turkish side had sent it to Athens in February", point("in February", "2024-02-01", "2024-02-29")),
        claim("overflights fell by two thirds in 2023", point("in 2023", "2023-01-01", "2023-12-31")),
        Level.MISSING,
    ),
    (
        "two years ago is not to the day",
        claim("Tamimi made news two years ago", point("two years ago", "2016-01-01", "2016-12-31", Grain.YEAR)),
        claim("Tamimi made news in 2015", point("in 2015", "2015-01-01", "2015-12-31", Grain.YEAR)),
        Level.COMPATIBLE,
    ),
    (
        "one word counted from two publication days",
        claim("Falcon Heavy will launch next month", point("next month", "2018-01-01", "2018-01-31", Grain.MONTH)),
        claim("Falcon Heavy is due to launch next month", point("next month", "2018-02-01", "2018-02-28", Grain.MONTH)),
        Level.COMPATIBLE,
    ),
    (
        "a bare weekday may mean the next",
        claim("Members are to return to work on Thursday", point("Thursday", "2022-09-08")),
        claim("Members are to return to work on 15 September", point("15 September", "2022-09-15")),
        Level.COMPATIBLE,
    ),
    (
        "two ends of one thing",
        claim("The walkout is due to end on Friday", point("Friday", "2025-06-27")),
        claim("The walkout will last until Sunday", point("until Sunday", None, "2025-06-29")),
        Level.DIFFERS,
    ),
    (
        "one end told more coarsely",
        claim("His contract runs until June 2029", point("until June 2029", None, "2029-06-30", Grain.MONTH)),
        claim("His contract runs until 15 June 2029", point("until 15 June 2029", None, "2029-06-15")),
        Level.COMPATIBLE,
    ),
    (
        "not until is from then on",
        claim(
            "The envoys do not take up their posts until September",
            point("until September", None, "2025-09-30", Grain.MONTH),
            polarity=Polarity.NEGATIVE,
        ),
        claim("The commissioners will take up their posts before the end of June",
              point("before the end of June", None, "2025-06-30", Grain.WEEK)),
        Level.DIFFERS,
    ),
]  # fmt: skip
LANDED = "The plane landed in Honolulu at {}."


def landed(
    words: str, clock: str, grain: Grain = Grain.MINUTE, day: str = "2017-12-31", end: str | None = None
) -> Said:
    return claim(LANDED.format(words), point(words, f"{day}T{clock}", f"{day}T{end or clock}", grain))


CLOCK = [
    ("morning and evening", landed("10:15 a.m.", "10:15"), landed("10:15 p.m.", "22:15"), Level.DIFFERS),
    ("half an hour between exact times", landed("9:45 am", "09:45"), landed("10:15 am", "10:15"), Level.DIFFERS),
    ("about five and ten past", landed("5am", "05:00", Grain.HOUR), landed("5:10", "05:10"), Level.COMPATIBLE),
    ("one full hour and the next", landed("8 p.m.", "20:00", Grain.HOUR), landed("9 p.m.", "21:00"), Level.DIFFERS),
    (
        "two sides of one midnight",
        landed("11:59 p.m. on Sunday", "23:59"),
        landed("12:01 a.m. on Monday", "00:01", day="2018-01-01"),
        Level.COMPATIBLE,
    ),
    (
        "an hour of the morning",
        landed("Sunday morning", "00:00", Grain.HOUR, end="11:59"),
        landed("5:10 on Sunday", "05:10"),
        Level.SAME,  # as far as both tell, which is the day
    ),
    (
        "the morning and an hour of the evening",
        landed("Sunday morning", "00:00", Grain.HOUR, end="11:59"),
        landed("6 p.m. on Sunday", "18:00", Grain.HOUR),
        Level.DIFFERS,
    ),
    (
        "hours of two deeds",
        landed("11:36 a.m.", "11:36"),
        claim("Crews returned by 7:33 p.m.", point("7:33 p.m.", "2017-12-31T19:33", grain=Grain.MINUTE)),
        Level.SAME,  # the day is all that both tell
    ),
    ("the same minute", landed("10:15 a.m.", "10:15"), landed("10.15am", "10:15"), Level.SAME),
    (
        "a zone and local time",
        landed("02:14 UTC", "02:14+00:00"),
        landed("11:40 p.m.", "23:40"),
        Level.SAME,  # the day is all that both tell
    ),
]
LENGTHS = [
    (
        "another length of one thing",
        claim("a two-hour delay at the airport", length("two-hour", 7200)),
        claim("a three-hour delay at the airport", length("three-hour", 10800)),
        Level.DIFFERS,
    ),
    (
        "lengths of other things",
        claim("a five-year deal with the club", length("five-year", 5 * YEAR, Grain.YEAR)),
        claim("a two-year ban for doping", length("two-year", 2 * YEAR, Grain.YEAR)),
        Level.MISSING,
    ),
    (
        "a visit of two days, the first in five years",
        claim("began his two-day visit to China", length("two-day", 2 * DAY, Grain.DAY)),
        claim("the first to visit China in five years", length("five years", 5 * YEAR, Grain.YEAR)),
        Level.MISSING,
    ),
    (
        "terms far apart for the same deed",
        claim("jailed for two years for the theft", length("two years", 2 * YEAR, Grain.YEAR)),
        claim("jailed for 30 years for the theft", length("30 years", 30 * YEAR, Grain.YEAR)),
        Level.DIFFERS,
    ),
    (
        "up to ten years and up to fourteen",
        claim("could be jailed for 10 years in prison", length("10 years", 10 * YEAR, Grain.YEAR)),
        claim("could face 14 years in prison", length("14 years", 14 * YEAR, Grain.YEAR)),
        Level.DIFFERS,
    ),
]
CASES = POINTS + CLOCK + LENGTHS


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_levels(make_pair: Callable[..., Pair], a: Said, b: Said, level: Level) -> None:
    one, other = compare_times(make_pair(a, b)), compare_times(make_pair(b, a))
    assert one.level is level
    assert (other.level, other.scores, other.b_value) == (level, one.scores, one.a_value)


def test_the_first_in_five_years_is_not_the_first_since_2021(make_pair: Callable[..., Pair]) -> None:
    a = claim("the first Greek minister to visit the capital in five years", length("five years", 5 * YEAR, Grain.YEAR))
    b = claim("the first to visit the capital since 2021", point("since 2021", "2021-01-01", None, Grain.YEAR))
    c = claim("the first to visit the capital since 2019", point("since 2019", "2019-01-01", None, Grain.YEAR))
    day = dt.date(2024, 3, 13)
    assert compare_times(make_pair(a, b, a_day=day, b_day=day)).level is Level.DIFFERS
    assert compare_times(make_pair(a, c, a_day=day, b_day=day)).level is Level.SAME
    assert compare_times(make_pair(a, c)).level is not Level.DIFFERS


def test_the_first_since_monday_is_the_first_since_no_year(make_pair: Callable[..., Pair]) -> None:
    since = claim("the first treatment of patients since Monday", point("since Monday", "2024-05-06", None))
    years = claim("the first treatment of patients in five years", length("in five years", 5 * YEAR, Grain.YEAR))
    assert compare_times(make_pair(since, years, a_day=dt.date(2024, 5, 8), b_day=dt.date(2024, 5, 8))).level not in (
        Level.DIFFERS,
        Level.SAME,
    )


def test_what_has_happened_and_what_is_to_come_are_two_occasions(make_pair: Callable[..., Pair]) -> None:
    past = claim("Manafort received his prison sentence last month", point("last month", "2019-02-01", "2019-02-28"))
    words = "Manafort is to begin his prison sentence in April"
    plan = claim(words, point("in April", "2019-04-01", "2019-04-30"), status=Status.PLANNED)
    days = {"a_day": dt.date(2019, 3, 10), "b_day": dt.date(2019, 3, 12)}
    assert compare_times(make_pair(past, plan, **days)).level is Level.MISSING
    moved = claim(words.replace("April", "June"), point("in June", "2019-06-01", "2019-06-30"), status=Status.PLANNED)
    assert compare_times(make_pair(moved, plan, **days)).level is Level.DIFFERS


def test_a_gap_that_the_publication_days_explain_is_marked(make_pair: Callable[..., Pair]) -> None:
    a, b = visit("on Sunday", "2023-06-18"), visit("yesterday", "2023-06-19")
    days = {"a_day": dt.date(2023, 6, 19), "b_day": dt.date(2023, 6, 20)}
    assert compare_times(make_pair(a, b, **days)).scores["noise"] == 1.0
    assert compare_times(make_pair(a, b, a_day=days["a_day"], b_day=days["a_day"])).scores["noise"] == 0.0


def test_days_before_two_publication_days_may_be_two_occasions(make_pair: Callable[..., Pair]) -> None:
    sunday, thursday = visit("on Sunday", "2013-03-03"), visit("on Thursday", "2013-03-07")
    apart = {"a_day": dt.date(2013, 3, 4), "b_day": dt.date(2013, 3, 8)}
    assert compare_times(make_pair(sunday, thursday, **apart)).level is Level.MISSING
    assert compare_times(make_pair(visit("on March 3", "2013-03-03"), thursday, **apart)).level is Level.MISSING
    both = compare_times(make_pair(visit("on March 3", "2013-03-03"), visit("on March 7", "2013-03-07"), **apart))
    assert both.level is Level.DIFFERS, "dates of the calendar do not depend on the day of publication"
    one_day = {"a_day": dt.date(2013, 3, 7), "b_day": dt.date(2013, 3, 7)}
    assert compare_times(make_pair(sunday, thursday, **one_day)).level is Level.DIFFERS


def test_a_date_against_this_morning_of_the_day_before_differs(make_pair: Callable[..., Pair]) -> None:
    morning = visit("this morning", "2023-06-19T00:00", "2023-06-19T11:59", Grain.HOUR)
    days = {"a_day": dt.date(2023, 6, 19), "b_day": dt.date(2023, 6, 20)}
    assert compare_times(make_pair(morning, JUNE_18, **days)).level is Level.DIFFERS


def test_one_time_that_fits_is_enough(make_pair: Callable[..., Pair]) -> None:
    a = claim(
        "The talks began on June 18 and ended on June 19",
        point("on June 18", "2023-06-18"),
        point("on June 19", "2023-06-19"),
    )
    assert compare_times(make_pair(a, JUNE_18)).level is Level.SAME


def test_names_alone_do_not_bind_two_times(make_pair: Callable[..., Pair]) -> None:
    mention = Mention(start=0, end=7, text="Blinken", name="Antony Blinken", label="PER")
    a = claim("Blinken flew on June 18", point("on June 18", "2023-06-18"), entities=(mention,))
    b = claim("Blinken wept on June 20", point("on June 20", "2023-06-20"), entities=(mention,))
    assert compare_times(make_pair(a, b)).level is Level.MISSING


def test_the_values_compared_are_told(make_pair: Callable[..., Pair]) -> None:
    a = visit("since 2018", "2018-01-01", None, Grain.YEAR)
    found = compare_times(make_pair(a, visit("in June", "2023-06-01", "2023-06-30", Grain.MONTH)))
    assert (found.a_value, found.b_value) == ("from 2018-01-01", "2023-06-01 to 2023-06-30")


def test_a_time_at_the_beginning_of_the_calendar_is_no_fault(make_pair: Callable[..., Pair]) -> None:
    a = claim("The visit was 2,000 years ago", point("2,000 years ago", "0001-01-02", "0001-12-31", Grain.YEAR))
    assert compare_times(make_pair(a, JUNE_18)).level in Level


@pytest.mark.parametrize(
    ("named", "other", "level"),
    [
        ("Six Americans died in the Sept. 11 attack", "Four Americans died on Wednesday", Level.MISSING),
        ("Congress passed money through the Friday deadline", "Congress passed money on Jan. 25", Level.MISSING),
        ("He spoke at the March 3 meeting", "He spoke at a meeting on March 4", Level.DIFFERS),
        ("His Nov. 6 proposal followed a visit", "Two proposals followed a visit on Nov. 2", Level.DIFFERS),
    ],
)
def test_a_time_that_names_a_thing_is_held_only_against_times_of_that_thing(
    make_pair: Callable[..., Pair], named: str, other: str, level: Level
) -> None:
    days = {
        "Sept. 11": "2001-09-11",
        "Wednesday": "2012-09-12",
        "Friday": "2019-02-15",
        "Jan. 25": "2019-01-25",
        "March 3": "2019-03-03",
        "March 4": "2019-03-04",
        "Nov. 6": "2017-11-06",
        "Nov. 2": "2017-11-02",
    }
    pair = make_pair(*(claim(text, *(point(d, at) for d, at in days.items() if d in text)) for text in (named, other)))
    assert compare_times(pair).level is level


def test_a_time_that_names_a_thing_may_still_fit(make_pair: Callable[..., Pair]) -> None:
    pair = make_pair(
        claim("Shutdown looms at the Friday deadline", point("Friday", "2019-02-15")),
        claim("Shutdown looms on Feb. 15", point("Feb. 15", "2019-02-15")),
    )
    assert compare_times(pair).level is Level.SAME
