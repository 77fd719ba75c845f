"""Figures as intervals: what counts the same, what fits, what excludes."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.base import Level, Pair
from reconcile.compare.figures import fits, reach, relative_gap, step
from reconcile.compare.numbers import compare_numbers
from reconcile.models import Grain, Mention, Quantity, Time

Said = dict[str, Any]
YEAR = 31556952.0


def figure(
    text: str, low: float | None, high: float | None, counted: str | None = None, unit: str | None = None
) -> tuple[str, Said]:
    approximate = text.split()[0] in ("about", "some", "nearly", "almost")
    return text, {"low": low, "high": high, "counted": counted, "unit": unit, "approximate": approximate}


def exactly(text: str, value: float, counted: str | None = None, unit: str | None = None) -> tuple[str, Said]:
    return figure(text, value, value, counted, unit)


def claim(text: str, *figures: tuple[str, Said], **more: Any) -> Said:
    """A claim with its quantities, each found in the text by its words."""
    quantities = []
    for words, fields in figures:
        at = text.index(words)
        quantities.append(Quantity(start=at, end=at + len(words), text=words, **fields))
    return {"text": text, "quantities": tuple(quantities)} | more


def killed(words: str, low: float | None, high: float | None) -> Said:
    text = f"{words} people were killed when the truck drove into the crowd in Nice."
    return claim(text, figure(words, low, high, "people killed"))


DEAD = killed("84", 84, 84)
FITTING = [
    ("the same figure", DEAD, killed("84", 84, 84), Level.SAME),
    ("a lower bound fits every larger figure", killed("At least 60", 60, None), DEAD, Level.COMPATIBLE),
    ("two lower bounds", killed("More than 200", 200, None), killed("More than 270", 270, None), Level.COMPATIBLE),
    ("a rounded figure below its limit", killed("Nearly 300", 270, 300), killed("297", 297, 297), Level.COMPATIBLE),
    ("another exact figure", DEAD, killed("85", 85, 85), Level.DIFFERS),
    ("an upper bound below", killed("Fewer than 60", None, 60), DEAD, Level.DIFFERS),
    ("a range that leaves it out", killed("Between 10 and 15", 10, 15), killed("20", 20, 20), Level.DIFFERS),
    ("a bound far below is odd", killed("More than 20", 20, None), killed("84", 84, 84), Level.DIFFERS),
    ("an early toll is no such bound", killed("At least 20", 20, None), killed("84", 84, 84), Level.COMPATIBLE),
]
BUDGET = "to build the wall from the military construction budget"
MONEY = [
    (
        "about a fine figure is no more than its rounding",
        claim(f"Trump will use about $3.6 billion {BUDGET}", figure("about $3.6 billion", 3.42e9, 3.78e9, None, "USD")),
        claim(f"Trump would take $3.5 billion {BUDGET}", exactly("$3.5 billion", 3.5e9, None, "USD")),
        Level.DIFFERS,
    ),
    (
        "nearly a figure leaves all that is just below it",
        claim("The couple paid nearly $44 million in tax", figure("nearly $44 million", 4.18e7, 4.4e7, "tax", "USD")),
        claim("The couple paid $43,885,310 in tax", exactly("$43,885,310", 43885310, "tax", "USD")),
        Level.COMPATIBLE,
    ),
    (
        "about a round figure reaches farther",
        claim(f"Trump will use about $600 million {BUDGET}", figure("about $600 million", 5.4e8, 6.6e8, None, "USD")),
        claim(f"Trump would take $603 million {BUDGET}", exactly("$603 million", 6.03e8, None, "USD")),
        Level.COMPATIBLE,
    ),
    (
        "a figure rounded in writing",
        claim("The rocket cost the agency $3.6 billion", exactly("$3.6 billion", 3.6e9, "cost", "USD")),
        claim("The rocket cost the agency $3.58 billion", exactly("$3.58 billion", 3.58e9, "cost", "USD")),
        Level.COMPATIBLE,
    ),
    (
        "other currencies",
        claim("The deal is worth 12 million dollars", exactly("12 million dollars", 1.2e7, "deal", "USD")),
        claim("The deal is worth 13 million euros", exactly("13 million euros", 1.3e7, "deal", "EUR")),
        Level.MISSING,
    ),
    (
        "a rate and a total",
        claim("The club pays the player £110,000 a week", exactly("£110,000", 1.1e5, "pay", "GBP")),
        claim("The club pays the player £5.7m", exactly("£5.7m", 5.7e6, "pay", "GBP")),
        Level.MISSING,
    ),
    (
        "pounds that weigh, in kilograms",
        claim(
            "The rocket can carry more than 140,000lb into lower Earth orbit",
            figure("more than 140,000lb", 63502.9, None, "carried", "kilogram"),
        ),
        claim(
            "The rocket can carry 119,000 pounds into lower Earth orbit",
            exactly("119,000 pounds", 119000, None, "pound"),
        ),
        Level.DIFFERS,
    ),
]
COUNTED = [
    (
        "a day after is no rate",
        claim("The blast killed 20 people a day after the truce", exactly("20", 20, "people killed")),
        claim("The blast killed 35 people after the truce", exactly("35", 35, "people killed")),
        Level.DIFFERS,
    ),
    (
        "other people are counted",
        claim("12 people were killed in the crash", exactly("12", 12, "people killed")),
        claim("30 people were injured in the crash", exactly("30", 30, "people injured")),
        Level.MISSING,
    ),
    (
        "all on board and the dead among them",
        claim("51 people were on the tram at Croydon", exactly("51", 51, "people aboard")),
        claim("7 people were killed on the tram at Croydon", exactly("7", 7, "people killed")),
        Level.MISSING,
    ),
    (
        "those to come and all of them",
        claim("There are two more presidential debates on the calendar", exactly("two", 2, "presidential debate")),
        claim("It is the second of three presidential debates", exactly("three", 3, "presidential debate")),
        Level.MISSING,
    ),
    (
        "those that came on top, twice",
        claim("Police arrested another 12 men on Monday", exactly("12", 12, "man arrested")),
        claim("Police arrested 14 more men on Monday", exactly("14", 14, "man arrested")),
        Level.DIFFERS,
    ),
    (
        "another word for the same",
        claim("The singer posted three photos on Instagram", exactly("three", 3, "photo posted")),
        claim("The singer posted four pictures on Instagram", exactly("four", 4, "picture posted")),
        Level.DIFFERS,
    ),
    (
        "the same noun in another matter",
        claim("Shops near the station sold 40 tickets", exactly("40", 40, "ticket sold")),
        claim("Police found 12 forged tickets in a flat", exactly("12", 12, "ticket forged")),
        Level.MISSING,
    ),
    (
        "bare figures could count anything",
        claim("12 were taken away", exactly("12", 12)),
        claim("13 were taken away", exactly("13", 13)),
        Level.MISSING,
    ),
    (
        "an ordinal is no count",
        claim("It was her second victory", exactly("second", 2, "victory", "ordinal")),
        claim("It was her third victory", exactly("third", 3, "victory", "ordinal")),
        Level.MISSING,
    ),
    (
        "a figure that both give is not held against a third",
        claim(
            "Her bloc had 54 seats in the 120-member assembly, against 43 for the Homeland Union",
            exactly("54", 54, "seat"),
            exactly("43", 43),
        ),
        claim(
            "Her bloc holds 54 of the 120 seats in the assembly", exactly("54", 54), exactly("120 seats", 120, "seat")
        ),
        Level.SAME,
    ),
]
SHARES = [
    (
        "a part of a stated whole against another share",
        claim(
            "More than 4,000 of the city's 93,000 residents had left their homes",
            figure("More than 4,000", 4000, None, "resident"),
            exactly("93,000", 93000, "resident"),
        ),
        claim(
            "a quarter of Alessandria's 93,000 residents fled for their lives",
            exactly("a quarter", 25, "resident", "percent"),
            exactly("93,000", 93000, "resident"),
        ),
        Level.DIFFERS,
    ),
    (
        "half of a stated whole is a count",
        claim(
            "Half of the 26 containers lost off Brest have been recovered",
            exactly("Half", 50, "container", "percent"),
            exactly("26", 26, "container"),
        ),
        claim("13 containers lost off Brest have been recovered", exactly("13", 13, "container")),
        Level.COMPATIBLE,
    ),
    (
        "a third for and two thirds against",
        claim("A third of the posts are vacant", figure("A third", 33, 34, "post", "percent")),
        claim("Two thirds of the posts are filled", figure("Two thirds", 66, 67, "post", "percent")),
        Level.COMPATIBLE,
    ),
    (
        "a fraction in words is rounded",
        claim("Three in five shareholders voted against", exactly("Three in five", 60, "shareholder", "percent")),
        claim("61 percent of shareholders voted against", exactly("61 percent", 61, "shareholder", "percent")),
        Level.COMPATIBLE,
    ),
    (
        "two percentages of one thing",
        claim("Turnout in the election was 47%", exactly("47%", 47, "turnout", "percent")),
        claim("Turnout in the election was 60%", exactly("60%", 60, "turnout", "percent")),
        Level.DIFFERS,
    ),
    (
        "two percentages of one thing that happen to make up a whole",
        claim("Turnout in the election was 40%", exactly("40%", 40, "turnout", "percent")),
        claim("Turnout in the election was 60%", exactly("60%", 60, "turnout", "percent")),
        Level.DIFFERS,
    ),
]
CASES = FITTING + MONEY + COUNTED + SHARES


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_levels(make_pair: Callable[..., Pair], a: Said, b: Said, level: Level) -> None:
    one, other = compare_numbers(make_pair(a, b)), compare_numbers(make_pair(b, a))
    assert one.level is level
    assert (other.level, other.scores, other.b_value) == (level, one.scores, one.a_value)


def test_another_days_figure_is_no_difference(make_pair: Callable[..., Pair]) -> None:
    def counted(day: str, name: str, n: int) -> Said:
        text = f"The ministry counted {n} Chinese aircraft near the island on {name}."
        time = Time(
            start=text.index(name), end=text.index(name) + len(name), text=name, kind="point", grain=Grain.DAY,
            first=day, last=day,
        )  # fmt: skip
        return claim(text, exactly(str(n), n, "aircraft counted"), times=(time,))

    monday, saturday = counted("2023-06-19", "Monday", 36), counted("2023-06-17", "Saturday", 51)
    assert compare_numbers(make_pair(monday, saturday)).level is Level.MISSING
    assert compare_numbers(make_pair(monday, counted("2023-06-19", "Monday", 51))).level is Level.DIFFERS


def aged(name: str, years: int, full: str | None = None) -> Said:
    text = f"Police arrested {name}, {years}, in Slidell."
    at = text.index(f"{years}")
    age = Time(
        start=at, end=at + 2, text=str(years), kind="age", grain=Grain.YEAR, seconds=(years * YEAR, years * YEAR)
    )
    mention = Mention(
        start=text.index(name), end=text.index(name) + len(name), text=name, name=full or name, label="PER"
    )
    return {"text": text, "times": (age,), "entities": (mention,)}


def test_ages_are_compared_for_one_person_only(make_pair: Callable[..., Pair]) -> None:
    assert compare_numbers(make_pair(aged("Neu", 67), aged("Neu", 76))).level is Level.DIFFERS
    assert compare_numbers(make_pair(aged("Neu", 67), aged("Neu", 67))).level is Level.SAME
    assert compare_numbers(make_pair(aged("Neu", 67), aged("Fandal", 76))).level is Level.MISSING
    assert compare_numbers(make_pair(aged("John Neu", 67), aged("Mary Neu", 61))).level is Level.MISSING
    assert compare_numbers(make_pair(aged("Neu", 67, full="Michael Neu"), aged("Mike Neu", 76))).level is Level.DIFFERS


def test_what_may_count_the_same_leaves_a_score_but_no_level(make_pair: Callable[..., Pair]) -> None:
    a = claim("12 players of the orchestra were ill in Lyon", exactly("12", 12, "player ill"))
    b = claim("5 players of the home team travelled to Rome", exactly("5", 5, "player travelled"))
    found = compare_numbers(make_pair(a, b))
    assert found.level is Level.MISSING
    assert 0.4 <= found.scores["perhaps_counted"] < 0.75
    assert found.scores["perhaps_gap"] == pytest.approx(7 / 12, abs=0.001)


def test_the_values_compared_are_told(make_pair: Callable[..., Pair]) -> None:
    a = claim("The firm paid 4.3 billion yuan for it", exactly("4.3 billion yuan", 4.3e9, "paid", "CNY"))
    b = claim("The firm paid more than 1 yuan for it", figure("more than 1 yuan", 1, None, "paid", "CNY"))
    found = compare_numbers(make_pair(a, b))
    assert (found.a_value, found.b_value) == ("4,300,000,000 CNY paid", "1 to any CNY paid")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (140000, None, 10000),
        (141200, None, 100),
        (30, None, 0),
        (120, None, 10),
        (3.6e9, "USD", 1e8),
        (50, "percent", 1),
    ],
)
def test_the_last_significant_place(value: float, unit: str | None, expected: float) -> None:
    assert step(value, unit) == expected


BOUNDS = st.one_of(st.none(), st.floats(0, 1e12, allow_nan=False))


@given(BOUNDS, BOUNDS, BOUNDS, BOUNDS)
def test_fitting_does_not_depend_on_order(a: float | None, b: float | None, c: float | None, d: float | None) -> None:
    one, other = (Quantity(start=0, end=1, text="x", low=low, high=high) for low, high in ((a, b), (c, d)))
    assert fits(one, other) == fits(other, one)
    assert relative_gap(one, other) == relative_gap(other, one)
    low, high = reach(one)
    assert a is None or low <= a
    assert b is None or b <= high
