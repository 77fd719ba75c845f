"""Who a clause is attributed to."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from reconcile.extract.clauses import find_clauses
from reconcile.extract.language import load_language, read_articles
from reconcile.extract.mentions import find_mentions
from reconcile.extract.quotes import find_quotes
from reconcile.extract.references import References
from reconcile.extract.speakers import find_speakers
from reconcile.models import Article, Speaker

MakeDoc = Callable[[str], Doc]


def _attributed(doc: Doc) -> list[tuple[str, Speaker | None]]:
    clauses = [clause for sentence in doc.sents if sentence.text.strip() for clause in find_clauses(sentence)]
    quotes, mentions = find_quotes(doc.text), find_mentions(doc)
    speakers = find_speakers(doc, clauses, quotes, mentions, References(doc, mentions, quotes))
    return [(doc.text[c.start : c.end], s) for c, s in zip(clauses, speakers, strict=True)]


def _said_by(doc: Doc, words: str) -> str | None:
    """The speaker's span for the clause that begins with `words`."""
    found = [speaker for text, speaker in _attributed(doc) if text.lstrip("“‘\"'").startswith(words)]
    assert found, f"no clause begins with {words!r}: {[text for text, _ in _attributed(doc)]}"
    return found[0].text if found[0] else None


_REPORTED = (
    "In|ADP|2|case turn|NOUN|5|obl ,|PUNCT|2|punct PER[Blinken|PROPN|5|nsubj] said|VERB|0||say that|SCONJ|10|mark "
    "Washington|PROPN|10|nsubj will|AUX|10|aux not|PART|10|advmod send|VERB|5|ccomp troops|NOUN|10|obj and|CCONJ|15|cc "
    "is|AUX|15|aux|be not|PART|15|advmod going|VERB|10|conj|go to|PART|17|mark enter|VERB|15|xcomp the|DET|19|det "
    "war|NOUN|17|obj .|PUNCT|5|punct"
)
_STAY = "“|PUNCT|4|punct We|PRON|4|nsubj will|AUX|4|aux stay|VERB|{verb}|ccomp ,|PUNCT|4|punct ”|PUNCT|4|punct "
_WIN = "“|PUNCT|4|punct We|PRON|4|nsubj will|AUX|4|aux win|VERB|0 .|PUNCT|4|punct ”|PUNCT|4|punct"


def test_reported_speech_has_the_subject_of_the_verb_and_so_have_its_conjuncts(make_doc: MakeDoc) -> None:
    doc = make_doc(_REPORTED)
    assert _said_by(doc, "Washington will not send") == "Blinken"
    assert _said_by(doc, "is not going") == "Blinken"
    assert _said_by(doc, "In turn") is None


def test_the_cue_and_the_exact_span_are_kept(make_doc: MakeDoc) -> None:
    doc = make_doc(_REPORTED)
    speaker = next(speaker for _, speaker in _attributed(doc) if speaker)
    assert (speaker.cue, speaker.name) == ("said", "Blinken")
    assert doc.text[speaker.start : speaker.end] == speaker.text


def test_a_source_with_adverbs_inside_keeps_a_span_that_stands_in_the_text(make_doc: MakeDoc) -> None:
    """ "Biden painfully and unconvincingly declared": adverbs are no part of a source, and "and" stood alone."""
    doc = make_doc(
        "The|DET|2|det torch|NOUN|11|nsubj:pass ,|PUNCT|8|punct PER[Biden|PROPN|8|nsubj] painfully|ADV|8|advmod "
        "and|CCONJ|7|cc unconvincingly|ADV|5|conj declared|VERB|11|parataxis|declare ,|PUNCT|8|punct would|AUX|11|aux "
        "stay|VERB|0||stay .|PUNCT|11|punct"
    )
    said = {speaker for _, speaker in _attributed(doc) if speaker}
    assert {speaker.text for speaker in said} == {"Biden"}
    assert all(doc.text[speaker.start : speaker.end] == speaker.text for speaker in said)


def test_a_quotation_goes_on_after_its_attribution_and_ends_with_its_marks(make_doc: MakeDoc) -> None:
    doc = make_doc(
        _STAY.format(verb=8)
        + "she|PRON|8|nsubj said|VERB|0||say .|PUNCT|8|punct\n"
        + _WIN
        + "\nThe|DET|2|det war|NOUN|3|nsubj goes|VERB|0||go on|ADP|3|advmod .|PUNCT|3|punct"
    )
    assert _said_by(doc, "We will stay") == "she"
    assert _said_by(doc, "We will win") == "she"
    assert _said_by(doc, "The war goes on") is None


def test_an_inverted_attribution_takes_the_apposition_with_it(make_doc: MakeDoc) -> None:
    doc = make_doc(
        _STAY.format(verb=7)
        + "said|VERB|0||say PER[John|PROPN|7|nsubj Smith|PROPN|8|flat] ,|PUNCT|12|punct the|DET|12|det "
        "mayor|NOUN|8|appos .|PUNCT|7|punct"
    )
    speaker = next(speaker for text, speaker in _attributed(doc) if text.startswith("“We will stay"))
    assert speaker is not None
    assert (speaker.text, speaker.name, speaker.role) == ("John Smith, the mayor", "John Smith", "mayor")


def test_the_words_beside_the_marks_help_where_the_tree_errs(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "“|PUNCT|4|punct We|PRON|4|nsubj will|AUX|4|aux stay|VERB|0 ,|PUNCT|4|punct ”|PUNCT|4|punct the|DET|8|det "
        "mayor|NOUN|4|obj said|VERB|8|acl|say .|PUNCT|4|punct"
    )
    assert _said_by(doc, "We will stay") == "the mayor"


def test_a_quotation_in_paragraphs_of_its_own_keeps_its_speaker(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "She|PRON|2|nsubj said|VERB|0||say :|PUNCT|2|punct “|PUNCT|7|punct We|PRON|7|nsubj will|AUX|7|aux "
        "stay|VERB|2|ccomp .|PUNCT|2|punct\n\n" + _WIN
    )
    assert _said_by(doc, "We will stay") == "She"
    assert _said_by(doc, "We will win") == "She"


def test_a_name_signs_a_quotation(make_doc: MakeDoc) -> None:
    doc = make_doc(_WIN + " —|PUNCT|4|punct PER[Ann|PROPN|4|parataxis Lee|PROPN|9|flat]")
    assert _said_by(doc, "We will win") == "Ann Lee"


def test_a_sentence_that_leads_on_with_a_colon_names_the_speaker(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Lee|PROPN|2|nsubj] went|VERB|0||go further|ADV|2|advmod :|PUNCT|2|punct\n\n" + _WIN)
    assert _said_by(doc, "We will win") == "Lee"


def test_a_turn_of_phrase_in_the_outlets_own_sentence_has_no_speaker(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "He|PRON|2|nsubj came|VERB|0||come amid|ADP|7|case “|PUNCT|7|punct cold|ADJ|7|amod bilateral|ADJ|7|amod "
        "ties|NOUN|2|obl .|PUNCT|2|punct ”|PUNCT|7|punct"
    )
    assert _said_by(doc, "He came") is None


def test_a_quotation_that_nobody_is_near_has_no_speaker(make_doc: MakeDoc) -> None:
    assert _said_by(make_doc(_WIN), "We will win") is None


def test_according_to_and_points_of_view_hold_for_the_rest_of_the_sentence(make_doc: MakeDoc) -> None:
    according = make_doc(
        "According|VERB|4|case|accord to|ADP|1|fixed the|DET|4|det police|NOUN|8|obl ,|PUNCT|4|punct two|NUM|7|nummod "
        "people|NOUN|8|nsubj died|VERB|0||die in|ADP|11|case the|DET|11|det fire|NOUN|8|obl .|PUNCT|8|punct"
    )
    assert _said_by(according, "According to") == "the police"
    opinion = make_doc(
        "In|ADP|3|case his|PRON|3|nmod:poss opinion|NOUN|8|obl ,|PUNCT|3|punct the|DET|6|det "
        "chances|NOUN|8|nsubj|chance "
        "are|AUX|8|cop|be minimal|ADJ|0 .|PUNCT|8|punct"
    )
    assert [speaker and (speaker.text, speaker.cue) for _, speaker in _attributed(opinion)] == [
        ("his", "In his opinion")
    ]


def test_nouns_of_content_belong_to_the_subject_of_the_verb_that_carries_them(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "PER[Asafov|PROPN|2|nsubj] expressed|VERB|0||express the|DET|4|det opinion|NOUN|2|obj that|SCONJ|9|mark "
        "the|DET|7|det chances|NOUN|9|nsubj|chance are|AUX|9|cop|be minimal|ADJ|4|acl .|PUNCT|2|punct"
    )
    assert {speaker.text for _, speaker in _attributed(doc) if speaker} == {"Asafov"}


def test_a_stance_is_its_holders_but_not_what_the_outlet_adds(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "PER[Biden|PROPN|2|nsubj] praised|VERB|0||praise PER[Blinken|PROPN|2|obj] ,|PUNCT|6|punct who|PRON|6|nsubj "
        "arrived|VERB|3|acl:relcl|arrive in|ADP|9|case Beijing|PROPN|9|compound yesterday|NOUN|6|obl .|PUNCT|2|punct"
    )
    assert _said_by(doc, "Biden praised") == "Biden"
    assert _said_by(doc, "who arrived") is None


def test_an_attribution_set_between_commas_holds_on_both_sides(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "The|DET|2|det benefit|NOUN|9|nsubj ,|PUNCT|5|punct he|PRON|5|nsubj said|VERB|9|parataxis|say ,|PUNCT|5|punct "
        "would|AUX|9|aux be|AUX|9|cop small|ADJ|0 .|PUNCT|9|punct"
    )
    assert _said_by(doc, "The benefit") == "he"


def test_passives_have_their_agent_or_nobody_as_speaker(make_doc: MakeDoc) -> None:
    told = make_doc(
        "He|PRON|3|nsubj:pass was|AUX|3|aux:pass|be told|VERB|0||tell by|ADP|5|case "
        "officials|NOUN|3|obl:agent|official "
        "that|SCONJ|10|mark the|DET|8|det plane|NOUN|10|nsubj had|AUX|10|aux|have landed|VERB|3|ccomp|land "
        ".|PUNCT|3|punct"
    )
    assert _said_by(told, "the plane had landed") == "officials"
    expected = make_doc(
        "The|DET|2|det plane|NOUN|4|nsubj:pass is|AUX|4|aux:pass|be expected|VERB|0||expect to|PART|6|mark "
        "land|VERB|4|xcomp on|ADP|8|case Friday|PROPN|6|obl .|PUNCT|4|punct"
    )
    assert _said_by(expected, "The plane") is None


def test_adding_that_has_the_subject_of_the_main_verb(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "The|DET|2|det senator|NOUN|3|nsubj posted|VERB|0||post a|DET|5|det video|NOUN|3|obj ,|PUNCT|7|punct "
        "adding|VERB|3|advcl|add that|SCONJ|12|mark the|DET|10|det vote|NOUN|12|nsubj was|AUX|12|cop|be "
        "close|ADJ|7|ccomp .|PUNCT|3|punct"
    )
    assert _said_by(doc, "the vote was close") == "The senator"


def test_a_relative_pronoun_speaks_for_its_antecedent(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "PER[Ann|PROPN|11|nsubj Smith|PROPN|1|flat] ,|PUNCT|5|punct who|PRON|5|nsubj says|VERB|1|acl:relcl|say "
        "that|SCONJ|9|mark taxes|NOUN|9|nsubj|tax are|AUX|9|cop|be high|ADJ|5|ccomp ,|PUNCT|5|punct "
        "left|VERB|0||leave .|PUNCT|11|punct"
    )
    speaker = next(speaker for text, speaker in _attributed(doc) if text.startswith("taxes are high"))
    assert speaker is not None
    assert (speaker.text, speaker.name) == ("who", "Ann Smith")


@pytest.mark.parametrize(
    "source",
    [
        "The|DET|2|det company|NOUN|3|nsubj added|VERB|0||add 500|NUM|5|nummod jobs|NOUN|3|obj|job .|PUNCT|3|punct",
        "The|DET|2|det plane|NOUN|3|nsubj landed|VERB|0||land in|ADP|5|case Rome|PROPN|3|obl .|PUNCT|3|punct",
        "I|PRON|2|nsubj think|VERB|0||think it|PRON|5|nsubj is|AUX|5|cop|be late|ADJ|2|ccomp .|PUNCT|2|punct",
        "This|PRON|2|nsubj means|VERB|0||mean it|PRON|5|nsubj is|AUX|5|cop|be late|ADJ|2|ccomp .|PUNCT|2|punct",
        "It|PRON|3|expl is|AUX|3|aux:pass|be said|VERB|0||say that|SCONJ|7|mark it|PRON|7|nsubj is|AUX|7|cop|be "
        "late|ADJ|3|ccomp .|PUNCT|3|punct",
        "“|PUNCT|4|punct We|PRON|4|nsubj will|AUX|4|aux stay|VERB|0 ,|PUNCT|4|punct ”|PUNCT|4|punct said|VERB|4|"
        "parataxis|say Thursday|PROPN|7|obl morning|NOUN|8|flat .|PUNCT|4|punct",
        "“|PUNCT|4|punct We|PRON|4|nsubj will|AUX|4|aux stay|VERB|0 ,|PUNCT|4|punct ”|PUNCT|4|punct said|VERB|4|"
        "parataxis|say early|ADJ|9|amod Friday|PROPN|7|obl .|PUNCT|4|punct",
        "“|PUNCT|4|punct We|PRON|4|nsubj will|AUX|4|aux stay|VERB|0 ,|PUNCT|4|punct ”|PUNCT|4|punct said|VERB|4|"
        "parataxis|say two|NUM|9|nummod days|NOUN|10|obl|day later|ADV|7|advmod .|PUNCT|4|punct",
        "Note|NOUN|0 :|PUNCT|1|punct The|DET|4|det plane|NOUN|5|nsubj landed|VERB|1|parataxis|land late|ADV|5|advmod",
    ],
)
def test_the_outlets_own_words_have_no_speaker(make_doc: MakeDoc, source: str) -> None:
    assert [speaker for _, speaker in _attributed(make_doc(source)) if speaker] == []


def test_a_name_before_a_colon_at_the_start_of_a_line_speaks(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "PER[Blinken|PROPN|0] :|PUNCT|1|punct No|DET|4|det change|NOUN|1|parataxis on|ADP|6|case Taiwan|PROPN|4|nmod"
    )
    assert {speaker.text for _, speaker in _attributed(doc) if speaker} == {"Blinken"}


_GROWS = (
    "Impeachment|PROPN|4|compound talk|NOUN|5|nsubj grows|VERB|1|parataxis|grow among|ADP|7|case Democrats|PROPN|5|obl"
)


@pytest.mark.parametrize(
    "source",
    [
        "PER[More|PROPN|0] :|PUNCT|1|punct " + _GROWS,
        "ORG[Exclusive|PROPN|0] :|PUNCT|1|punct " + _GROWS,
        "Live|ADJ|2|amod updates|NOUN|0 :|PUNCT|2|punct " + _GROWS,
    ],
)
def test_a_heading_before_a_colon_does_not_speak(make_doc: MakeDoc, source: str) -> None:
    assert [speaker for _, speaker in _attributed(make_doc(source)) if speaker] == []


@pytest.mark.parametrize(("first", "speaks"), [("", False), ("PER[Yates|PROPN|2|nsubj] spoke|VERB|0\n\n", True)])
def test_one_word_glued_to_a_colon_speaks_where_the_article_names_it_again(
    make_doc: MakeDoc, first: str, speaks: bool
) -> None:
    doc = make_doc(first + "PER[Yates|PROPN|0] :|PUNCT|1|punct " + _GROWS)
    glued = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) and token.text != ":" for token in doc],
        heads=[token.head.i for token in doc],
        pos=[token.pos_ for token in doc],
        deps=[token.dep_ for token in doc],
        lemmas=[token.lemma_ for token in doc],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    )
    assert bool([speaker for _, speaker in _attributed(glued) if speaker]) is speaks


_LANGUAGE = files("reconcile") / "resources" / "language"
_ROOT = Path(__file__).parents[2]
_WORDS = "“ ” \" ' said , . : \n\n he Blinken According to – “We ( that In his opinion US President who told As".split(
    " "
)


@cache
def _article(text: str) -> Article:
    return Article(id="a1", path="1.txt", text=text)


def _nlp() -> Language:
    return load_language()


@pytest.mark.model
@pytest.mark.skipif(not _LANGUAGE.is_dir(), reason="the language model is not there")
@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_WORDS) | st.text(max_size=5), max_size=60))
def test_any_text_goes_through_and_spans_hold(words: list[str]) -> None:
    for _, doc in read_articles(_nlp(), [_article(" ".join(words))]):
        for _, speaker in _attributed(doc):
            assert speaker is None or doc.text[speaker.start : speaker.end] == speaker.text
