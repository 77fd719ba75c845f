"""Which words of a quotation were altered: only those, on both sides."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.models import Evidence, Finding, Kind, Severity
from reconcile.report.altered import MAX_WORDS, alterations, telling, told_alterations
from tests.report.hostile import hostile


def differing(a: str, b: str) -> list[tuple[str, str]]:
    return [(a[slice(*one.a)], b[slice(*one.b)]) for one in alterations(a, b)]


def finding(a: str, b: str, kind: Kind = Kind.QUOTE) -> Finding:
    """Quotations that begin ten characters into articles a1 and a2."""
    evidence = tuple(
        Evidence(claim_id=name, start=10, end=10 + len(text), text=text, value=text)
        for name, text in (("a1", a), ("a2", b))
    )
    return Finding(
        id="f1",
        fingerprint="cafe",
        kind=kind,
        aspect=None,
        severity=Severity.MEDIUM,
        confidence=0.8,
        event_id="e1",
        cluster_id="t1",
        claim_ids=("a1", "a2"),
        explanation="",
        evidence=evidence,
    )


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        (
            "We stand by our reporting and the sources who informed it",
            "We stand by the reporting and the sources who informed it",
            [("our", "the")],
        ),
        ("conservation and healthy herds are critical", "conservation & healthy herds are critical.", [("and", "&")]),
        ("permits are being put on hold", "permits are put on hold…", [("being", "")]),
        ("I will sign the bill on Monday", "They will veto the bill on Monday", [("I", "They"), ("sign", "veto")]),
        ("we saw 1,000 people in the square", "we saw 1,100 people in the square", [("1,000", "1,100")]),
        ("I'm going to build a big wall", "I’m going to build a wall", [("big", "")]),
        ("this is not a bad deal for us", "this is a bad deal for us", [("not", "")]),
    ],
)
def test_the_words_that_differ_are_found(a: str, b: str, words: list[tuple[str, str]]) -> None:
    assert differing(a, b) == words
    assert differing(b, a) == [(other, one) for one, other in words]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("We will not pay a cent", "we WILL not pay, a cent."),
        ("I don't know his e-mail at all", "I don’t know his email at all"),
        ("the U.S. will act at once", "the US will act at once"),
        ("he [the president] will act at once", "he will act at once"),
        ("it is … a very good day", "it is, I think, a very good day"),
        ("they don't know s*** about it", "they don't know shit about it"),
        ("", ""),
        ("...", "nothing of the kind"),
        ("A senior official was told to call", "We never agreed with anybody"),
    ],
)
def test_spelling_and_what_an_editor_marks_is_no_alteration_nor_another_saying(a: str, b: str) -> None:
    assert differing(a, b) == differing(b, a) == []


def test_what_stands_around_an_excerpt_is_no_alteration() -> None:
    long = "As I told you before, we stand by our reporting and our sources, come what may"
    assert differing(long, "we stand by the reporting and our sources") == [("our", "the")]


def test_words_put_at_an_end_are_told_where_nothing_else_differs() -> None:
    assert differing("it was a terrible mistake", "it was a terrible mistake indeed") == [("", "indeed")]


def test_the_place_of_the_altered_words_is_that_in_the_article() -> None:
    items = telling(finding("it was a big mistake", "it was a mistake"))
    assert [(item.claim_id, item.start, item.end, item.text) for item in items] == [("a1", 19, 22, "big")]


def test_other_kinds_keep_their_evidence() -> None:
    conflict = finding("it was a big mistake", "it was a small mistake", Kind.CONFLICT)
    assert telling(conflict) == conflict.evidence
    assert told_alterations(conflict) == ""


def test_quotations_with_nothing_to_point_at_keep_their_evidence() -> None:
    same = finding("it was a big mistake", "It was a big mistake.")
    assert telling(same) == same.evidence
    assert told_alterations(same) == ""


def test_at_most_a_few_alterations_are_told() -> None:
    a = " ".join(f"word{n} it is so" for n in range(6))
    assert told_alterations(finding(a, a.replace("word", "name")), most=2) == "“word0” / “name0”; “word1” / “name1”; …"
    assert told_alterations(finding("it was a big mistake", "it was a mistake")) == "“big” / nothing"


def test_very_long_quotations_take_no_time() -> None:
    long = "so it goes and goes " * (MAX_WORDS // 5)
    began = time.perf_counter()
    assert differing(long + "on", long + "off") in ([], [("on", "off")])
    assert differing("[(" * 50_000, ". " * 50_000) == []
    assert time.perf_counter() - began < 5


@given(hostile, hostile)
def test_altered_words_lie_in_the_quotations(a: str, b: str) -> None:
    places = [(one.a, one.b) for one in alterations(a, b)]
    for text, spans in ((a, [place[0] for place in places]), (b, [place[1] for place in places])):
        assert all(0 <= start <= end <= len(text) for start, end in spans)


@given(st.lists(st.sampled_from("the a dog cat ran not of".split()), min_size=6, max_size=30), st.integers(0, 29))
def test_one_word_replaced_is_the_word_found(words: list[str], at: int) -> None:
    at %= len(words)
    other = [*words[:at], "zebra", *words[at + 1 :]]
    assert differing(" ".join(words), " ".join(other)) == [(words[at], "zebra")]
