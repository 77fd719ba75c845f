"""Whether two sources are one."""

import pytest

from reconcile.compare.base import Level
from reconcile.compare.speakers import compare_speakers, is_person
from reconcile.models import Speaker


def speaker(name: str) -> Speaker:
    return Speaker(start=0, end=len(name), text=name, name=name)


@pytest.mark.parametrize("name", ["Tim Kaine", "Tim Cook", "Vicente Fox", "Megan Fox", "Jane Smith", "Luis Gutiérrez"])
def test_a_given_name_with_a_surname_is_a_person(name: str) -> None:
    assert is_person(speaker(name))


@pytest.mark.parametrize(
    "name",
    [
        "Fox News",
        "Fox Business",
        "The Times",
        "Associated Press",
        "Washington Post",
        "Justice Department",
        "Chief Prosecutor",
        "Boston Police",
        "White House Officials",
        "Smith",
        "they all",
    ],
)
def test_outlets_bodies_and_single_words_are_none(name: str) -> None:
    assert not is_person(speaker(name))


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("Tim Cook", "Elon Musk", Level.DIFFERS),
        ("Tim Cook", "Cook", Level.SAME),
        ("Tim Cook", "The Times", Level.COMPATIBLE),
        ("Washington Post", "Jane Smith", Level.COMPATIBLE),
        ("they", "Jane Smith", Level.MISSING),
    ],
)
def test_levels(a: str, b: str, level: Level) -> None:
    assert compare_speakers(speaker(a), speaker(b)) is level
    assert compare_speakers(speaker(b), speaker(a)) is level
