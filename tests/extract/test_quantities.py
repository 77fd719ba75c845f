"""Quantities in sentences without tags or a tree; `test_quantities_tree.py` has those that need one."""

from __future__ import annotations

import json
import math
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.extract.quantities import find_quantities
from reconcile.models import Grain, Quantity, Time

CASES = json.loads((Path(__file__).parents[1] / "cases" / "quantities.json").read_text(encoding="utf-8"))
NLP = spacy.blank("en")
PIECES = st.sampled_from(
    "at least|about|nearly|up to|between|and|to|or more|12|1,234|4.3|.5|1 234|million|bn|dozen|dozens|hundreds|of|"
    "people|killed|were|$|£|US$|%|percent|miles|degrees|F|a|half|third|two|twenty|-|–|one|in|four|first|no one|the|(|)|"
    ",|.|3/4|½|years|°C|May|2019|Smith|x|per|day|'|21|st|\n|\t|\u00a0|\u00ad|9/11|5-4|won|K|٣|minus|0".split("|")
)


def quantities(text: str, times: tuple[Time, ...] = ()) -> tuple[Quantity, ...]:
    return find_quantities(NLP(text)[:], times)


def rounded(number: float | None) -> float | None:
    return None if number is None else float(f"{number:.8g}")


def value(quantity: Quantity) -> tuple[Any, ...]:
    return quantity.low, quantity.high, quantity.unit, quantity.counted, quantity.approximate


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_sentence_yields_exactly_these_quantities(case: dict[str, Any]) -> None:
    found = [(q.text, rounded(q.low), rounded(q.high), q.unit, q.counted) for q in quantities(case["text"])]
    assert found == [
        (row["text"], rounded(row["low"]), rounded(row["high"]), row["unit"], row["counted"])
        for row in case["quantities"]
    ]


def test_offsets_count_from_the_start_of_the_document() -> None:
    doc = NLP("Good evening. At least 40 people were killed.")
    (quantity,) = find_quantities(doc[3:])
    assert doc.text[quantity.start : quantity.end] == quantity.text == "At least 40"


def test_number_inside_a_time_is_no_quantity() -> None:
    text = "Over the past 12 sessions 40 people were hurt."
    span = Time(start=5, end=25, text=text[5:25], kind="duration", grain=Grain.DAY)
    assert [q.text for q in quantities(text, (span,))] == ["40"]


@pytest.mark.parametrize(
    ("loose", "exact"),
    [
        ("nearly 300 people", "297 people"),
        ("about $600 million", "$603 million"),
        ("at least 40 people", "42 people"),
        ("dozens of people", "63 people"),
        ("one in four adults", "25 percent of adults"),
        ("one in every five adults", "20 percent of adults"),
        ("9 out of 10 voters", "90 percent of voters"),
        ("two-thirds of adults", "67 percent of adults"),
        ("5 miles", "8 km"),
        ("300 miles", "483 kilometres"),
        ("86F", "30 degrees Celsius"),
        ("a dozen people", "13 people"),
        ("2.5 acres", "1 hectare"),
        ("up to 50 people", "12 people"),
    ],
)
def test_rounded_and_exact_statements_of_one_value_overlap(loose: str, exact: str) -> None:
    (a,), (b,) = quantities(loose), quantities(exact)
    assert a.unit == b.unit
    assert overlaps(a, b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nearly 300 people", "312 people"),
        ("about $600 million", "$700 million"),
        ("at least 40 people", "38 people"),
        ("5 miles", "6 miles"),
        ("6.3-magnitude", "6.4-magnitude"),
        ("up to 50 people", "51 people"),
        ("4.3 billion yuan", "4.2 billion yuan"),
    ],
)
def test_statements_of_different_values_do_not_overlap(one: str, other: str) -> None:
    (a,), (b,) = quantities(one), quantities(other)
    assert a.unit == b.unit
    assert not overlaps(a, b)


def overlaps(a: Quantity, b: Quantity) -> bool:
    low = max(-math.inf if q.low is None else q.low for q in (a, b))
    high = min(math.inf if q.high is None else q.high for q in (a, b))
    return low <= high


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2,000-3,000 troops arrived.", 2000, 3000),
        ("Between 10,000–15,000 residents fled.", 10_000, 15_000),
        ("The country has 1,400,000,000 residents.", 1.4e9, 1.4e9),
        ("In 2,000,000-3,000,000 homes the lights went out.", 2e6, 3e6),
        ("They paid 1,234,567.89 euros.", 1_234_567.89, 1_234_567.89),
        ("1.5-2.5 million people left.", 1.5e6, 2.5e6),
        ("The blast killed 1 000", 1000, 1000),
        ("The blast killed 1 000.", 1000, 1000),
        ("Police counted 25 000 protesters.", 25_000, 25_000),
        ("In 1 000 000 homes the lights went out.", 1e6, 1e6),
        ("10 000–12 000 people came.", 10_000, 12_000),
        ("10 000-12 000 people came.", 10_000, 12_000),
        ("They paid £12 000 for it.", 12_000, 12_000),
        ("A storm killed 3\u202f000 people.", 3000, 3000),
    ],
)
def test_grouped_figures_and_their_ranges_are_quantities(text: str, low: float, high: float) -> None:
    assert [(q.low, q.high) for q in quantities(text)] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "Account 12-345-678-90 was closed.",
        "Call 1-800-555-0199 now.",
        "Call 555-123-4567 or 212.555.0199 now.",
        "The host 192.168.0.1 was blocked.",
        "Version 1.2.3.4 is out.",
        "Case 12,345-6789-12 was heard.",
        "It opens 10.30-11.30 daily.",
        "Agent 007 returned.",
        "Call 020 7946 0958 now.",
        "Call 020 794 000 now.",
        "Call 01 23 45 67 89 now.",
        "Call +44 20 794 000 now.",
        "Call (212) 555 0123 now.",
        "Flight 12 007 landed.",
    ],
)
def test_codes_and_telephone_numbers_are_none(text: str) -> None:
    assert quantities(text) == ()


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_gives_exact_spans(text: str) -> None:
    check_spans(text)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_any_mix_of_number_words_gives_exact_spans(text: str) -> None:
    check_spans(text)


def check_spans(text: str) -> None:
    found = quantities(text)
    for quantity in found:
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low is not None or quantity.high is not None
        assert all(v is None or math.isfinite(v) for v in (quantity.low, quantity.high))
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.lists(PIECES, max_size=20), st.sampled_from([" ", "  ", "\n", "\u00a0", " \t "]))
@settings(deadline=None, max_examples=200)
def test_white_space_does_not_change_the_reading(pieces: list[str], space: str) -> None:
    text = space.join(pieces)
    assert [value(q) for q in quantities(text)] == [value(q) for q in quantities(" ".join(text.split()))]


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1-",
        "a",
        "one ",
        "one hundred and ",
        "1,111",
        "12 to ",
        "@",
        "$",
        "- ",
        "or 1 ",
        "1 000 ",
        "1  000",
        "1,000-",
        "1,000-2,000",
    ],
)
def test_time_grows_linearly_with_hostile_input(piece: str) -> None:
    def seconds(times: int) -> float:
        # The tokeniser is not what is measured.
        sentence = spacy.tokens.Doc(NLP.vocab, words=(piece * times).split())[:]
        begin = time.process_time()
        find_quantities(sentence)
        return time.process_time() - begin

    # Ten times as much takes ten times as long, not a hundred times; the fastest of some runs counts.
    small = max(seconds(200), seconds(200), 0.002)
    assert min(seconds(2_000) for _ in range(3)) < 40 * small
