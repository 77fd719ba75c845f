"""Named persons, organisations and places."""

from collections.abc import Callable

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from reconcile.extract.mentions import find_mentions

_VOCAB = spacy.blank("en").vocab
MakeDoc = Callable[[str], Doc]


def _named(doc: Doc) -> list[tuple[str, str]]:
    return [(mention.text, mention.name) for mention in find_mentions(doc)]


def test_spans_are_exact_and_in_order(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Anthony Blinken] visited|VERB LOC[Beijing] .")
    found = find_mentions(doc)
    assert [(m.text, m.label) for m in found] == [("Anthony Blinken", "PER"), ("Beijing", "LOC")]
    assert all(doc.text[m.start : m.end] == m.text for m in found)


def test_a_surname_has_the_full_name_given_anywhere_in_the_article(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Blinken] left|VERB .\nPER[Anthony Blinken] spoke|VERB .")
    assert _named(doc) == [("Blinken", "Anthony Blinken"), ("Anthony Blinken", "Anthony Blinken")]


def test_a_family_name_in_front_is_linked_too(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Xi Jinping] spoke|VERB .\nPER[Xi] left|VERB .")
    assert _named(doc)[1] == ("Xi", "Xi Jinping")


def test_a_surname_that_two_persons_share_stays_as_it_is(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Hillary Clinton] met|VERB PER[Bill Clinton] .\nPER[Clinton] left|VERB .")
    assert _named(doc)[2] == ("Clinton", "Clinton")


def test_a_title_of_courtesy_decides_between_two_persons(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Hillary Clinton] met|VERB PER[Bill Clinton] .\nMrs.|PROPN PER[Clinton] left|VERB .")
    assert _named(doc)[2] == ("Clinton", "Hillary Clinton")


def test_of_two_persons_the_one_not_yet_named_is_not_meant(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Hillary Clinton] spoke|VERB .\nPER[Clinton] left|VERB .\nPER[Bill Clinton] came|VERB .")
    assert _named(doc)[1] == ("Clinton", "Hillary Clinton")


_JUNIOR = "PER[Donald Trump Jr.] met|VERB a|DET lawyer .\n"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Mr. PER[Trump] left|VERB .\n" + _JUNIOR + "PER[Ivanka Trump] came|VERB .", "Trump"),
        ("Mr. PER[Trump] left|VERB .\n" + _JUNIOR + "PER[Eric Trump] came|VERB .", "Eric Trump"),
        ("Mr. PER[Trump] left|VERB .\n" + _JUNIOR + "PER[Donald Trump] came|VERB .", "Donald Trump"),
        ("PER[Donald Trump] left|VERB .\n" + _JUNIOR, "Donald Trump"),
        ("Mr. PER[Stone] left|VERB .\nPER[Roger J. Stone Jr.] met|VERB PER[Ivanka Trump] .", "Roger J. Stone Jr."),
        ("Mr. PER[Stone] left|VERB .\nPER[Roger J. Stone Jr.] met|VERB PER[Roger Stone] .", "Roger J. Stone Jr."),
    ],
)
def test_a_surname_before_a_junior_is_his_only_where_he_has_no_namesake(
    make_doc: MakeDoc, source: str, name: str
) -> None:
    assert _named(make_doc(source))[0][1] == name


def test_a_surname_after_a_junior_and_his_namesake_is_the_namesake(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Donald Trump] left|VERB .\n" + _JUNIOR + "Mr. PER[Trump] spoke|VERB .")
    assert [name for _, name in _named(doc)] == ["Donald Trump", "Donald Trump Jr.", "Donald Trump"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("ORG[the|DET Federal Reserve] cut|VERB rates .", "Federal Reserve"),
        ("PER[President Joe Biden] left|VERB .", "Joe Biden"),
        ("PER[US Secretary of|ADP State Antony Blinken] left|VERB .", "Antony Blinken"),
        ("PER[Sen. Warren] left|VERB .", "Warren"),
        ("PER[Biden ’s|PART] plan failed|VERB .", "Biden"),
        ("LOC[The|DET Hague] ruled|VERB .", "The Hague"),
    ],
)  # fmt: skip
def test_articles_titles_and_endings_are_no_part_of_a_name(make_doc: MakeDoc, source: str, text: str) -> None:
    assert [mention.text for mention in find_mentions(make_doc(source))] == [text]


def test_two_glued_names_are_two_mentions() -> None:
    words = ["Daniel", "Kritenbrink", "Blinken", "will", "go", ".", "Blinken", "left", "."]
    ents = ["B-PER", "I-PER", "I-PER", "O", "O", "O", "B-PER", "O", "O"]
    doc = Doc(_VOCAB, words=words, spaces=[True, False, *[True] * 7], ents=ents)
    assert [mention.text for mention in find_mentions(doc)] == ["Daniel Kritenbrink", "Blinken", "Blinken"]


def test_a_known_surname_is_found_where_the_recogniser_missed_it(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Joe Biden] spoke|VERB .\nThen|ADV Biden left|VERB .")
    assert _named(doc)[1] == ("Biden", "Joe Biden")


def test_a_known_surname_is_a_person_where_the_recogniser_saw_a_place(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Anthony Blinken] spoke|VERB .\nLOC[Blinken] left|VERB .\nLOC[Blinken] sat|VERB .")
    assert [(mention.name, mention.label) for mention in find_mentions(doc)] == [("Anthony Blinken", "PER")] * 3
    doc = make_doc("PER[Denzel Washington] spoke|VERB .\nLOC[Washington] waits|VERB .")
    assert [mention.label for mention in find_mentions(doc)] == ["PER", "LOC"]


def test_a_surname_inside_another_name_is_not_taken_for_the_person(make_doc: MakeDoc) -> None:
    doc = make_doc("PER[Donald Trump] spoke|VERB .\nHe|PRON left|VERB Trump Tower .")
    assert len(find_mentions(doc)) == 1


@pytest.mark.parametrize(
    ("source", "short", "full"),
    [
        ("ORG[Federal Reserve] (|PUNCT ORG[Fed] )|PUNCT cut|VERB .\nORG[Fed] acted|VERB .", "Fed", "Federal Reserve"),
        ("the|DET LOC[United States] agreed|VERB .\nLOC[U.S.] ships left|VERB .", "U.S.", "United States"),
        ("ORG[Micron Technology] grew|VERB .\nORG[Micron] fell|VERB .", "Micron", "Micron Technology"),
        ("ORG[Bureau of|ADP Investigation] came|VERB .\nORG[BI] left|VERB .", "BI", "Bureau of Investigation"),
    ],
)  # fmt: skip
def test_short_names_of_bodies_are_linked_by_the_article(make_doc: MakeDoc, source: str, short: str, full: str) -> None:
    assert (short, full) in _named(make_doc(source))


def test_a_short_name_without_a_link_stays_as_it_is(make_doc: MakeDoc) -> None:
    doc = make_doc("the|DET ORG[Federal Reserve] cut|VERB .\nORG[Fed] acted|VERB .")
    assert _named(doc)[1] == ("Fed", "Fed")
    doc = make_doc("ORG[Washington Post] wrote|VERB .\nLOC[Washington] waits|VERB .")
    assert _named(doc)[1] == ("Washington", "Washington")


_WORD = st.sampled_from(["the", "President", "Mr.", "Xi", "'s", "\n", ",", "(", "U.S.", "Ltd", "ǅ", "1", "–"])
_WORDS = st.lists(_WORD, min_size=1, max_size=12)


@given(_WORDS, st.data())
def test_any_recogniser_output_goes_through_and_spans_hold(words: list[str], data: st.DataObject) -> None:
    ents = [data.draw(st.sampled_from(["O", "B-PER", "B-ORG", "B-LOC"])) for _ in words]
    doc = Doc(_VOCAB, words=words, ents=ents, pos=["PROPN"] * len(words))
    end = 0
    for mention in find_mentions(doc):
        assert doc.text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        assert mention.name
        end = mention.end
