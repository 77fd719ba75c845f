"""Who a phrase means: titles, appositions, role names and pronouns, resolved inside the article."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from reconcile.extract.mentions import find_mentions
from reconcile.extract.people import People
from reconcile.extract.quotes import find_quotes
from reconcile.extract.references import References

MakeDoc = Callable[[str], Doc]


def _roles(doc: Doc, name: str) -> list[str]:
    return People(doc, find_mentions(doc)).persons[name].roles


def _name_of(doc: Doc, word: str) -> str | None:
    """Whom the phrase means that the last token `word` heads."""
    head = [token for token in doc if token.text == word][-1]
    references = References(doc, find_mentions(doc), find_quotes(doc.text))
    return references.resolve([token for token in head.subtree if token.dep_ != "punct"]).name


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("US Secretary of|ADP State PER[Anthony Blinken] left|VERB .", "US Secretary of State"),
        ("between|ADP Chinese|ADJ President PER[Anthony Blinken] and|CCONJ others", "Chinese President"),
        ("US Secretary of|ADP State ,|PUNCT PER[Anthony Blinken] ,|PUNCT left|VERB .", "US Secretary of State"),
        ("met|VERB the|DET foreign|ADJ minister ,|PUNCT PER[Anthony Blinken] .", "foreign minister"),
        (
            "PER[Anthony Blinken] ,|PUNCT a|DET spokesman for|ADP the|DET ministry ,|PUNCT left|VERB .",
            "spokesman for the ministry",
        ),
        ("PER[Anthony Blinken] ,|PUNCT 54|NUM ,|PUNCT a|DET Tulane professor ,|PUNCT left|VERB .", "Tulane professor"),
        ("said|VERB political|ADJ analyst PER[Anthony Blinken] .", "political analyst"),
    ],
)
def test_titles_and_appositions_are_roles(make_doc: MakeDoc, source: str, role: str) -> None:
    assert _roles(make_doc(source), "Anthony Blinken") == [role]


@pytest.mark.parametrize(
    "source",
    [
        "met|VERB the|DET president ,|PUNCT PER[Anthony Blinken] said|VERB .",
        "Mr. PER[Anthony Blinken] left|VERB .",
        "PER[Anthony Blinken] ,|PUNCT President PER[Joe Biden] and|CCONJ others left|VERB .",
        "PER[Anthony Blinken] ,|PUNCT in|ADP a|DET speech to|ADP the|DET president ,|PUNCT spoke|VERB .",
        "the|DET president ’s|PART lawyer|NOUN met|VERB PER[Anthony Blinken] .",
        "two ministers|NOUN|||minister PER[Anthony Blinken] knew|VERB .",
        "the|DET lawyer of|ADP PER[Anthony Blinken] left|VERB .",
    ],
)
def test_a_role_beside_a_name_may_be_another_s(make_doc: MakeDoc, source: str) -> None:
    assert _roles(make_doc(source), "Anthony Blinken") == []


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("said|VERB Editor -|PUNCT In|ADP -|PUNCT Chief PER[Anthony Blinken] .", "Editor-In-Chief"),
        ("said|VERB editor -|PUNCT in|ADP -|PUNCT chief|ADJ PER[Anthony Blinken] .", "editor-in-chief"),
        ("said|VERB attorney -|PUNCT at|ADP -|PUNCT law|NOUN PER[Anthony Blinken] .", "attorney-at-law"),
        ("PER[Anthony Blinken] ,|PUNCT editor -|PUNCT in|ADP -|PUNCT chief ,|PUNCT left|VERB .", "editor-in-chief"),
        ("the|DET aide in|ADP president PER[Anthony Blinken] .", "president"),
    ],
)
def test_a_title_is_not_cut_at_its_hyphens(make_doc: MakeDoc, source: str, role: str) -> None:
    doc = make_doc(source)
    glued = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[
            bool(token.whitespace_) and token.text != "-" and doc[token.i + 1 : token.i + 2].text != "-"
            for token in doc
        ],
        pos=[token.pos_ for token in doc],
        tags=[token.tag_ for token in doc],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    )
    assert _roles(glued, "Anthony Blinken") == [role]


def test_gender_comes_from_titles_nouns_and_first_names(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "Mrs. PER[Kritenbrink] met|VERB PER[Donald Xu] and|CCONJ spokeswoman PER[Ning Mao] and|CCONJ PER[Ning Yu] ."
    )
    persons = People(doc, find_mentions(doc)).persons
    genders = [persons[name].gender for name in ("Kritenbrink", "Donald Xu", "Ning Mao", "Ning Yu")]
    assert genders == ["f", "m", "f", None]


_TWO_PRESIDENTS = (
    "US|PROPN|3|compound President|PROPN|3|compound PER[Biden|PROPN|4|nsubj] met|VERB|0 "
    "Chinese|ADJ|6|amod President|PROPN|7|compound PER[Xi|PROPN|4|obj] .|PUNCT|4|punct"
)


@pytest.mark.parametrize(
    ("phrase", "head", "name"),
    [
        ("The|DET|3|det American|ADJ|3|amod leader|NOUN|4|nsubj spoke|VERB|0", "leader", "Biden"),
        ("The|DET|3|det Chinese|ADJ|3|amod President|PROPN|4|nsubj spoke|VERB|0", "President", "Xi"),
        ("The|DET|2|det president|NOUN|3|nsubj spoke|VERB|0", "president", "president"),
        ("The|DET|3|det French|ADJ|3|amod president|NOUN|4|nsubj spoke|VERB|0", "president", "French president"),
        ("A|DET|3|det Chinese|ADJ|3|amod president|NOUN|4|nsubj spoke|VERB|0", "president", "Chinese president"),
        (
            "The|DET|4|det American|ADJ|4|amod vice|NOUN|4|compound president|NOUN|5|nsubj spoke|VERB|0",
            "president",
            "American vice president",
        ),
        ("The|DET|3|det American|ADJ|3|amod lawyer|NOUN|4|nsubj spoke|VERB|0", "lawyer", "American lawyer"),
    ],
)
def test_role_names_mean_the_only_person_whose_role_fits(make_doc: MakeDoc, phrase: str, head: str, name: str) -> None:
    assert _name_of(make_doc(_TWO_PRESIDENTS + "\n" + phrase), head) == name


@pytest.mark.parametrize(
    ("role", "phrase", "head"),
    [
        (
            "US Secretary of|ADP State",
            "the|DET|2|det head|NOUN|6|nsubj of|ADP|5|case US|PROPN|5|compound diplomacy|NOUN|2|nmod left|VERB|0",
            "head",
        ),
        ("Sen.", "the|DET|2|det senator|NOUN|3|nsubj left|VERB|0", "senator"),
        ("Senator", "the|DET|2|det lawmaker|NOUN|3|nsubj left|VERB|0", "lawmaker"),
        ("Foreign Ministry spokesman|NOUN", "the|DET|2|det spokesman|NOUN|3|nsubj left|VERB|0", "spokesman"),
    ],
)
def test_an_office_goes_by_other_names(make_doc: MakeDoc, role: str, phrase: str, head: str) -> None:
    doc = make_doc(f"{role} PER[Anthony Kim] spoke|VERB .\n{phrase}")
    assert _name_of(doc, head) == "Anthony Kim"


def test_an_age_names_the_person_of_that_age(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "PER[Anthony|PROPN|6|nsubj Kim|PROPN|1|flat] ,|PUNCT|1|punct 54|NUM|1|appos ,|PUNCT|1|punct met|VERB|0 "
        "PER[Joe|PROPN|6|obj Hill|PROPN|7|flat]\n"
        "The|DET|2|det 54-year-old|NOUN|3|nsubj spoke|VERB|0"
    )
    assert _name_of(doc, "54-year-old") == "Anthony Kim"


_MET = "PER[{0}|PROPN|2|nsubj] met|VERB|0 PER[{1}|PROPN|2|obj] .|PUNCT|2|punct\n"


@pytest.mark.parametrize(
    ("before", "pronoun", "name"),
    [
        (_MET.format("Blinken", "Qin"), "He", "Blinken"),  # the subject goes first
        (_MET.format("Hillary", "Donald"), "He", "Donald"),  # unless the gender excludes it
        (_MET.format("Hillary", "Donald"), "She", "Hillary"),
        (_MET.format("Donald", "Joe"), "She", None),
        (
            "PER[Blinken|PROPN|4|nsubj] and|CCONJ|3|cc PER[Qin|PROPN|1|conj] met|VERB|0 .|PUNCT|4|punct\n",
            "He",
            "Blinken",
        ),
        (
            "Talks|NOUN|2|nsubj between|VERB|0 PER[Blinken|PROPN|2|obl] and|CCONJ|5|cc PER[Qin|PROPN|3|conj]\n",
            "He",
            None,
        ),
        ("Talks|NOUN|2|nsubj began|VERB|0 .|PUNCT|2|punct\n", "He", None),
        (_MET.format("Blinken", "Qin"), "They", None),
        (_MET.format("Blinken", "Qin"), "It", None),
    ],
)
def test_pronouns_go_to_the_nearest_fitting_subject_or_to_nobody(
    make_doc: MakeDoc, before: str, pronoun: str, name: str | None
) -> None:
    doc = make_doc(f"{before}{pronoun}|PRON|2|nsubj spoke|VERB|0 .|PUNCT|2|punct")
    assert _name_of(doc, pronoun) == name


def test_a_pronoun_that_is_resolved_hands_its_person_on(make_doc: MakeDoc) -> None:
    doc = make_doc(
        _MET.format("Blinken", "Qin") + "He|PRON|2|nsubj left|VERB|0 PER[Joe|PROPN|2|obj]\nHe|PRON|2|nsubj spoke|VERB|0"
    )
    assert _name_of(doc, "He") == "Blinken"


def test_a_person_named_inside_a_quotation_is_no_antecedent_outside_it(make_doc: MakeDoc) -> None:
    doc = make_doc(
        "PER[Blinken|PROPN|2|nsubj] said|VERB|0|ROOT|say :|PUNCT|2|punct “|PUNCT|6|punct PER[Qin|PROPN|6|nsubj] "
        "agreed|VERB|2|ccomp ”|PUNCT|6|punct\n"
        "He|PRON|2|nsubj left|VERB|0"
    )
    assert _name_of(doc, "He") == "Blinken"


def test_phrases_without_a_name_are_normalised(make_doc: MakeDoc) -> None:
    doc = make_doc("The|DET|3|det two|NUM|3|nummod officials|NOUN|4|nsubj|official spoke|VERB|0")
    assert _name_of(doc, "officials") == "two officials"


def test_the_conjunction_at_the_beginning_is_no_part_of_the_name(make_doc: MakeDoc) -> None:
    doc = make_doc("But|CCONJ|2|cc a|DET|2|det attendant|NOUN|3|nsubj|attendant spoke|VERB|0")
    assert _name_of(doc, "attendant") == "attendant"


def test_the_head_of_a_phrase_says_who_it_is_not_a_name_inside_it(make_doc: MakeDoc) -> None:
    doc = make_doc("a|DET|2|det spokesman|NOUN|5|nsubj for|ADP|4|case PER[Trump|PROPN|2|nmod] spoke|VERB|0")
    assert _name_of(doc, "spokesman") == "spokesman for Trump"
