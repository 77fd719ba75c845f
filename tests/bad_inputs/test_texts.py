"""Texts that are no news: each is read in time proportional to its length, and makes no claim that is not there."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from reconcile.config import Settings
from reconcile.extract.bounds import LONGEST_SENTENCE, MAX_WORDS, in_groups, tokenise
from reconcile.extract.claims import extract_claims
from reconcile.extract.language import read_articles
from reconcile.models import Article, Claim, Skipped
from tests.bad_inputs.conftest import FILES, SAID, SENTENCE, Within

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("default")]
LENGTH = 6_000  # characters
SECONDS = 10.0  # a loaded machine takes a tenth of that for as much news


def claims_of(nlp: Language, text: str) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    """Claims and notes, the claims checked against the text."""
    article = Article(id="a1", path="1.txt", text=text, published="2024-05-03")
    claims, notes = next(extract_claims([article], nlp, Settings()))
    for claim in claims:
        inside = [claim, *claim.times, *claim.quantities, *claim.quotes, *claim.entities]
        inside += [cue for cue in (claim.status_cue, claim.polarity_cue, claim.speaker) if cue]
        assert all(text[span.start : span.end] == span.text for span in inside)
    return claims, notes


def repeated(unit: str) -> str:
    return (unit * (LENGTH // len(unit) + 1))[:LENGTH]


TEXTS = {
    "pictures": repeated("😀🎉🇩🇪👩‍👩‍👧"),
    "marks": repeated(".,;:!?-"),
    "quotation marks": repeated('"'),
    "opening marks": repeated("“so "),
    "opening marks in lines": repeated("“So it is,\n"),
    "single marks": repeated("'so ") + "\n" * LENGTH,
    "marks in marks": repeated("“so ‘it "),
    "brackets": repeated("("),
    "nested brackets": "(so " * (LENGTH // 8) + "it) " * (LENGTH // 8),
    "commas": repeated("so, "),
    "one word": repeated("word "),
    "one letter": repeated("a"),
    "one digit": repeated("1"),
    "digits": repeated("1,"),
    "hyphens": repeated("one-two-"),
    "addresses": repeated("http://example.com/a?b=c/"),
    "numbers": repeated("12 million to 13 million and "),
    "days": repeated("on Monday, "),
    "lengths of time": repeated("three years and "),
    "reported speech": repeated("he said that "),
    "relative clauses": repeated("the man who saw "),
    "names before colons": repeated("Smith: no  Jones: yes  "),
    "glued names": repeated("KritenbrinkBlinken Blinken "),
    "one surname": " ".join(f"{chr(65 + i % 26)}{chr(97 + i // 26)}n Smith left." for i in range(LENGTH // 15)),
    "one office": " ".join(f"President {chr(65 + i % 26)}{chr(97 + i // 26)}n left the president." for i in range(600)),
    "a table": "\n".join(f"{i}\t{i * 7}\t{i * 13}" for i in range(LENGTH // 16)),
    "sentences but for a number": " ".join(f"The flood killed {i} people in the town." for i in range(LENGTH // 40)),
    "white space": "so" + " " * LENGTH + "it is",
    "line breaks": "so" + "\n" * LENGTH + "it is",
    "combining marks": repeated("a" + "\u0301" * 500 + " "),
    "no spaces": repeated("部长周一表示，洪水造成12人死亡。"),
    "capitals": repeated("WASHINGTON, "),
    "nothing visible": repeated("\u200b\u2060\ufeff"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_the_square_of_its_length(nlp: Language, within: Within, name: str) -> None:
    with within(SECONDS):
        claims_of(nlp, TEXTS[name])


@pytest.mark.parametrize("name", ["pictures", "marks", "quotation marks", "brackets", "nothing visible", "one digit"])
def test_what_says_nothing_makes_no_claim(nlp: Language, name: str) -> None:
    assert claims_of(nlp, TEXTS[name]) == ((), ())


@pytest.mark.parametrize("unit", ["the flood killed people near the river and the town ", "word ", "June 18 "])
def test_no_claim_is_longer_than_a_sentence_can_be(nlp: Language, unit: str) -> None:
    claims, _ = claims_of(nlp, repeated(unit))
    assert claims
    assert max(len(claim.text.split()) for claim in claims) <= LONGEST_SENTENCE


def test_an_article_beyond_the_limit_is_read_up_to_a_sentence_end_and_a_note_says_so(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reconcile.extract.bounds.MAX_WORDS", 100)
    text = SENTENCE + SAID * 9 + "The mayor resigned on Friday. " * 20
    article = Article(id="a1", path="1.txt", text=text)
    for _, doc in read_articles(nlp, [article]):
        assert 80 <= len(doc) <= 100
        read = doc.text
    assert text.startswith(read)
    assert read.rstrip().endswith(".")
    _, (note,) = claims_of(nlp, text)
    assert note.path == "1.txt"
    assert note.reason.startswith(f"only the first {len(read)} of {len(text)} characters were read")


def test_of_an_article_of_two_megabytes_the_first_forty_thousand_words_are_read(within: Within) -> None:
    text = "".join(f"The flood of {1000 + i} killed {i} people in the town.\n" for i in range(44_000))
    assert len(text) > 2_000_000
    with within(SECONDS):
        doc = tokenise(spacy.blank("en"), text)
    assert 0.9 * MAX_WORDS < len(doc) <= MAX_WORDS
    assert text.startswith(doc.text)


def test_documents_go_together_as_long_as_they_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reconcile.extract.bounds.MAX_WORDS", 10)
    nlp = spacy.blank("en")
    docs = [nlp("word " * size) for size in (3, 3, 4, 1, 12, 2, 0, 8)]
    assert [[len(doc) for doc in group] for group in in_groups(docs)] == [[3, 3, 4], [1], [12], [2, 0, 8]]


def test_a_long_word_is_cut_and_the_words_around_it_are_not(nlp: Language) -> None:
    text = f"Officials didn't say {'ab/' * 200} why.\n\nThe mayor's aide left."
    doc = tokenise(nlp, text)
    assert doc.text == text
    words = [token.text for token in doc]
    assert words[:4] == ["Officials", "did", "n't", "say"]
    assert words[-5:] == ["mayor", "'s", "aide", "left", "."]
    assert [token.norm_ for token in doc][2] == "not"


@pytest.mark.parametrize("name", ["right-to-left.txt", "zero-width.txt", "control-characters.txt", "two-marks.txt"])
def test_characters_that_are_not_seen_stay_in_the_claims(nlp: Language, name: str) -> None:
    text = (FILES / name).read_bytes().decode("utf-8")
    claims, _ = claims_of(nlp, text)
    unseen = dict.fromkeys(map(ord, "\u200b\u200d\u2060"))
    assert any(word in claim.text.translate(unseen) for claim in claims for word in ("army", "would"))
    assert all(claim.text == text[claim.start : claim.end] for claim in claims)


@pytest.mark.parametrize("name", ["carriage-returns.txt", "old-mac.txt"])
def test_line_ends_of_other_systems_end_paragraphs(nlp: Language, name: str) -> None:
    claims, _ = claims_of(nlp, (FILES / name).read_bytes().decode("utf-8"))
    assert claims
    assert not any("\r" in claim.text for claim in claims)
