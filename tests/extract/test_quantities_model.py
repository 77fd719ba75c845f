"""What quantities count, with the language pipeline that ships with the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from reconcile.extract.quantities import find_quantities

pytestmark = pytest.mark.model

CASES = [
    ("Nearly 300 people were killed in the blast.", [("Nearly 300", "people killed")]),
    ("The blast killed at least 12 people and injured 24 others.",
     [("at least 12", "people killed"), ("24", "people injured")]),
    ("Police arrested five men on Friday.", [("five", "man arrested")]),
    ("Five people were on board the submersible.", [("Five", "people aboard")]),
    ("The death toll rose to 12.", [("12", "people killed")]),
    ("No one was injured in the fire.", [("No one", "people injured")]),
    ("Dozens of people were injured.", [("Dozens", "people injured")]),
    ("Three of the five workers were killed.", [("Three", "worker killed"), ("five", "worker")]),
    ("The semiconductor giant Micron announced a 4.3 billion yuan ($603 million) investment.",
     [("4.3 billion yuan", "investment"), ("$603 million", "investment")]),
    ("The company hired 300 engineers in March.", [("300", "engineer hired")]),
    ("Unemployment fell to 4 percent.", [("4 percent", "unemployment")]),
    ("He won a third term.", [("third", "term")]),
]  # fmt: skip


@pytest.fixture(scope="module")
def pipeline() -> Language:
    path = Path(str(resources.files("reconcile.resources") / "language"))
    if not (path / "meta.json").exists():
        pytest.skip("the language pipeline has not been trained yet")
    return spacy.load(path)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_counted_in_news_sentences(pipeline: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = pipeline(text)
    found = [q for sentence in doc.sents for q in find_quantities(sentence)]
    assert [(q.text, q.counted) for q in found] == expected
