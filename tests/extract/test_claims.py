"""Claims of the seed articles as a reader would tell them, and properties that hold for any text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reconcile.config import Settings
from reconcile.extract.claims import extract_claims
from reconcile.ingest import read
from reconcile.models import Article, Claim
from tests.conftest import ROOT, SEEDS

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("default")]
TABLE = json.loads(Path(ROOT, "tests", "cases", "seeds.json").read_text(encoding="utf-8"))
FIELDS = ("speaker", "status", "polarity", "times", "quantities")
ROWS = [
    pytest.param(
        row["article"],
        row["claim"],
        field,
        row[field],
        id=f"{row['article']}-{field}-{row['claim'][:40]}",
        marks=[pytest.mark.xfail(strict=True, reason=row["known_failure"])] if "known_failure" in row else [],
    )
    for row in TABLE
    for field in FIELDS
    if field in row
]


@pytest.fixture(scope="module")
def seeds(nlp: Language) -> dict[str, tuple[Claim, ...]]:
    articles = read([str(SEEDS)]).articles
    found = extract_claims(articles, nlp, Settings())
    return {Path(a.path).name[:3]: claims for a, (claims, _) in zip(articles, found, strict=True)}


def value(claim: Claim, field: str) -> Any:
    if field == "speaker":
        return claim.speaker.name if claim.speaker else None
    if field == "times":
        return [[t.first, t.last] for t in claim.times if t.kind == "point" and t.first]
    if field == "quantities":
        return [[q.low, q.high] + ([q.unit] if q.unit not in (None, "ordinal") else []) for q in claim.quantities]
    return getattr(claim, field).value


@pytest.mark.parametrize(("article", "words", "field", "expected"), ROWS)
def test_seeds_as_a_reader_would_say(
    seeds: dict[str, tuple[Claim, ...]], article: str, words: str, field: str, expected: Any
) -> None:
    claim = min((c for c in seeds[article] if words in c.text), key=lambda c: len(c.text), default=None)
    assert claim is not None, f"no claim holds {words!r}"
    assert value(claim, field) == expected


@pytest.mark.parametrize("debris", ["newsletter", "Facebook", "Share this", "date 2023"])
def test_debris_of_the_seeds_makes_no_claim(seeds: dict[str, tuple[Claim, ...]], debris: str) -> None:
    assert not [claim.text for claims in seeds.values() for claim in claims if debris in claim.text]


def claims_of(nlp: Language, text: str) -> list[str]:
    article = Article(id="a1", path="1.txt", text=text, published="2023-06-20")
    return [claim.text for claim in next(extract_claims([article], nlp, Settings()))[0]]


@pytest.mark.parametrize(
    "text",
    [
        "Will the minister resign on Friday?",
        "By John Smith, Political Editor",
        "Photo: Jane Roe/Getty Images",
        "Subscribe to our newsletter for more stories",
        "Yes.",
        "",
        "\n\n \n",
    ],
)
def test_what_states_nothing_makes_no_claim(nlp: Language, text: str) -> None:
    assert claims_of(nlp, text) == []


def test_three_facts_make_three_claims(nlp: Language) -> None:
    text = "The minister resigned on Friday, the president accepted his letter, and parliament will vote on Monday."
    assert len(claims_of(nlp, text)) == 3


def test_a_repeated_paragraph_makes_no_claims(nlp: Language) -> None:
    text = "The minister resigned on Friday after a long dispute over the budget."
    assert claims_of(nlp, f"{text}\n\nThe president accepted the letter.\n\n{text}") == claims_of(
        nlp, f"{text}\n\nThe president accepted the letter."
    )


def test_a_cap_that_bites_is_noted(nlp: Language, make_article: Callable[..., Article]) -> None:
    article = make_article("The minister resigned on Friday. The president accepted the letter.")
    claims, notes = next(extract_claims([article], nlp, Settings(max_claims=1)))
    assert len(claims) == 1
    assert "max_claims" in notes[0].reason


WORDS = st.sampled_from(
    "said “ ” ‘ ’ \" ' , . ! \n \r\n \t he Biden 12 % $ million not will June 18 – — \u202e \x00 é 中".split(" ")
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_goes_through_and_every_span_holds(nlp: Language, text: str) -> None:
    article = Article(id="a1", path="1.txt", text=text, published="2023-06-20")
    for claim in next(extract_claims([article], nlp, Settings()))[0]:
        inside = [claim, *claim.times, *claim.quantities, *claim.quotes, *claim.entities]
        inside += [span for span in (claim.speaker, claim.status_cue, claim.polarity_cue) if span]
        assert all(text[span.start : span.end] == span.text for span in inside)
