"""Places and people: names that mean the same, and names that exclude each other in one role."""

from collections.abc import Callable
from typing import Any

import pytest

from reconcile.compare.base import Level, Pair
from reconcile.compare.gazetteer import Relation, find_place, relation
from reconcile.compare.names import compare_people, compare_places
from reconcile.compare.naming import same_name
from reconcile.models import Mention

Said = dict[str, Any]

SAME = [
    ("Zelenskyy", "Volodymyr Zelensky"),
    ("Kiev", "Kyiv"),
    ("FBI", "F.B.I."),
    ("FBI", "Federal Bureau of Investigation"),
    ("UN", "United Nations"),
    ("Mr. Trump", "Donald Trump"),
    ("Richard A. McFeely", "Richard McFeely"),
    ("Mike Pence", "Michael Pence"),
    ("J. Smith", "Jane Smith"),
    ("PA Martin Bamford", "Martin Bamford"),
    ("Vardø", "Vardo"),
    ("Mohammed Morsi", "Mohamed Mursi"),
    ("Broadcom", "Broadcom Limited"),
]
OTHER = [
    ("John Smith", "Jane Smith"),
    ("Joe Lieberman", "Joe Biden"),
    ("North Carolina", "South Carolina"),
    ("FBI", "CIA"),
    ("Iran", "Iraq"),
    ("Struga", "Strumica"),
    ("", "Smith"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_name_in_two_forms(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_two_names(a: str, b: str) -> None:
    assert not same_name(a, b)
    assert not same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("Kiev", "Kyiv", Relation.SAME),
        ("Oslo", "Norway", Relation.NESTED),
        ("Texas", "United States", Relation.NESTED),
        ("Oslo", "Stockholm", Relation.APART),
        ("Oslo", "Sweden", Relation.APART),
        ("Seneffe", "Belgium", Relation.UNCLEAR),
        ("Atlantic", "La Palma", Relation.UNCLEAR),
    ],
)
def test_how_places_lie_to_each_other(a: str, b: str, how: Relation) -> None:
    assert relation(find_place(a), find_place(b)) is how
    assert relation(find_place(b), find_place(a)) is how


def claim(text: str, *names: tuple[str, str], **more: Any) -> Said:
    """A claim with its mentions, each found in the text: (name, label)."""
    mentions = tuple(
        Mention(start=text.index(n), end=text.index(n) + len(n), text=n, name=n, label=label) for n, label in names
    )
    return {"text": text, "entities": mentions} | more


OSLO = claim("Mediators met both sides separately in Oslo on Thursday.", ("Oslo", "LOC"))
PLACES = [
    (
        "two cities",
        OSLO,
        claim("The mediators received both sides in Stockholm on Thursday.", ("Stockholm", "LOC")),
        Level.DIFFERS,
    ),
    (
        "a city and its country",
        OSLO,
        claim("The mediators received both sides in Norway on Thursday.", ("Norway", "LOC")),
        Level.COMPATIBLE,
    ),
    (
        "two towns that are not listed",
        claim("In Strubel unknown persons in masks burned a ballot box.", ("Strubel", "LOC")),
        claim("At a school in Mirvac masked men burned a ballot box.", ("Mirvac", "LOC")),
        Level.DIFFERS,
    ),
    (
        "a town that may lie in the country",
        claim("The bottles had been filled in Belgium.", ("Belgium", "LOC")),
        claim("The bottles were filled at a plant in Seneffe.", ("Seneffe", "LOC")),
        Level.MISSING,
    ),
    (
        "rooms of a house",
        claim("Her body was found in the laundry by her sister."),
        claim("Her body was found in the garage by her friend."),
        Level.DIFFERS,
    ),
    (
        "the garage is named by both",
        claim("Her body was found in the laundry beside the garage."),
        claim("Her body was found in the garage."),
        Level.MISSING,
    ),
    (
        "from one place and to another",
        claim("The chancellor's plane flew from Cologne on Monday.", ("Cologne", "LOC")),
        claim("The chancellor's plane flew to Nairobi on Monday.", ("Nairobi", "LOC")),
        Level.MISSING,
    ),
    (
        "off from one place, in another",
        claim("The flight took off from Auckland at midnight on Sunday.", ("Auckland", "LOC")),
        claim("The flight took off at midnight and landed in Honolulu on Sunday.", ("Honolulu", "LOC")),
        Level.MISSING,
    ),
    (
        "two places of one name",
        claim("The plane crashed in Georgia near Atlanta.", ("Georgia", "LOC"), ("Atlanta", "LOC")),
        claim("The plane crashed in Georgia near Tbilisi.", ("Georgia", "LOC"), ("Tbilisi", "LOC")),
        Level.MISSING,
    ),
    (
        "one place, told with another in one claim",
        claim("The plane crashed in Georgia near Tbilisi.", ("Georgia", "LOC"), ("Tbilisi", "LOC")),
        claim("The plane crashed in Georgia.", ("Georgia", "LOC")),
        Level.SAME,
    ),
    (
        "other matters in two cities",
        claim("Doctors operated on the singer in Geneva.", ("Geneva", "LOC")),
        claim("Farmers blocked a bridge in Lyon.", ("Lyon", "LOC")),
        Level.MISSING,
    ),
]


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_places(make_pair: Callable[..., Pair], a: Said, b: Said, level: Level) -> None:
    one, other = compare_places(make_pair(a, b)), compare_places(make_pair(b, a))
    assert one.level is other.level is level
    assert one.scores == other.scores


def scene(text: str, subject: str, *names: tuple[str, str]) -> Said:
    return claim(text, *names, subject=subject)


PER, ORG = "PER", "ORG"
VOLOSHIN = scene("Voloshin beat Aubert in the final in Madrid", "Voloshin", ("Voloshin", PER), ("Aubert", PER))
PEOPLE = [
    (
        "winner and loser change places",
        VOLOSHIN,
        scene("Aubert beat Voloshin in the final in Madrid", "Aubert", ("Aubert", PER), ("Voloshin", PER)),
        Level.DIFFERS,
    ),
    (
        "a passive turns them back",
        VOLOSHIN,
        scene("Aubert was beaten by Voloshin in the final in Madrid", "Aubert", ("Aubert", PER), ("Voloshin", PER)),
        Level.SAME,
    ),
    (
        "a meeting has two sides",
        scene("Trump met Kim at the summit", "Trump", ("Trump", PER), ("Kim", PER)),
        scene("Kim met Trump at the summit", "Kim", ("Kim", PER), ("Trump", PER)),
        Level.MISSING,
    ),
    (
        "soldiers of another country",
        scene("Tajik servicemen opened fire first on the outpost", "Tajik servicemen"),
        scene("the Kyrgyz servicemen were first to open fire on the outpost", "the Kyrgyz servicemen"),
        Level.DIFFERS,
    ),
    (
        "another person does the same",
        scene("Konstantin Marbach sold his tenth of the shipyard", "Konstantin Marbach", ("Konstantin Marbach", PER)),
        scene("Friederike Marbach sold her tenth of the shipyard", "Friederike Marbach", ("Friederike Marbach", PER)),
        Level.DIFFERS,
    ),
    (
        "two persons do two things",
        scene("Joe Lieberman served in the Senate", "Joe Lieberman", ("Joe Lieberman", PER)),
        scene("Frank Keating governed Oklahoma", "Frank Keating", ("Frank Keating", PER)),
        Level.MISSING,
    ),
    (
        "one office with two names",
        claim("Foreign Minister Raghav Deshmukh opened the talks", ("Raghav Deshmukh", PER)),
        claim("Foreign Minister Arvind Kulkarni opened the talks", ("Arvind Kulkarni", PER)),
        Level.DIFFERS,
    ),
    (
        "many can be senators",
        claim("Senator John McCain backed him", ("John McCain", PER)),
        claim("Senator Joe Lieberman backed him", ("Joe Lieberman", PER)),
        Level.MISSING,
    ),
    (
        "a former holder and the present one",
        claim("former President George Bush started the war", ("George Bush", PER)),
        claim("President Barack Obama chose the war", ("Barack Obama", PER)),
        Level.MISSING,
    ),
    (
        "former holders of two offices",
        claim("Former president Bill Clinton praised him", ("Bill Clinton", PER)),
        claim("Former chancellor Angela Merkel praised him", ("Angela Merkel", PER)),
        Level.MISSING,
    ),
    (
        "a former holder, told with the country",
        claim("Former British Prime Minister David Cameron spoke", ("David Cameron", PER)),
        claim("British Prime Minister Theresa May resigned", ("Theresa May", PER)),
        Level.MISSING,
    ),
    (
        "whose, not who",
        scene("Ryan's budget assumes the savings in Medicare", "Ryan's budget", ("Ryan", PER)),
        scene("McCain would assume the savings in Medicare", "McCain", ("McCain", PER)),
        Level.MISSING,
    ),
]


@pytest.mark.parametrize(("a", "b", "level"), [case[1:] for case in PEOPLE], ids=[case[0] for case in PEOPLE])
def test_people(make_pair: Callable[..., Pair], a: Said, b: Said, level: Level) -> None:
    one, other = compare_people(make_pair(a, b)), compare_people(make_pair(b, a))
    assert one.level is other.level is level
    assert one.scores == other.scores


def test_claims_without_names_say_nothing(make_pair: Callable[..., Pair]) -> None:
    assert compare_people(make_pair({}, {})).level is Level.MISSING
    assert compare_places(make_pair({}, {})).level is Level.MISSING
