"""Which place lies in which: a small gazetteer, enough for the names that news repeats."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from reconcile.compare.naming import same_name
from reconcile.compare.words import tokens
from reconcile.packaged import table


class Size(StrEnum):
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    WIDE = "wide"  # a sea, a continent, a region that is known without its country
    UNKNOWN = "unknown"
    KIND = "kind"  # "the cellar": a kind of place, not a name


class Relation(StrEnum):
    SAME = "same"
    NESTED = "nested"
    APART = "apart"
    UNCLEAR = "unclear"


class Place(NamedTuple):
    """A place; `inside` is its country, or the line of kinds that it belongs to."""

    name: str
    size: Size
    inside: str | None = None


@lru_cache(maxsize=16384)
def find_place(name: str) -> Place:
    """The place of a name; a people's name is its country ("Greek")."""
    words = [word for word in tokens(name) if word not in ("the", "city", "of")] or list(tokens(name))
    key = "-".join(words)
    return _places().get(key) or _places().get("-".join(tokens(name))) or Place(key, Size.UNKNOWN)


def find_country(word: str) -> str | None:
    """The country of a word for it or for its people, in lower case; None for any other word."""
    place = _places().get(word)
    return place.name if place is not None and place.size is Size.COUNTRY else None


def relation(a: Place, b: Place) -> Relation:
    """How two places lie to each other; what is not listed may lie in whatever is larger than a city."""
    if a.name == b.name or (
        Size.UNKNOWN in (a.size, b.size) and Size.KIND not in (a.size, b.size) and same_name(_spoken(a), _spoken(b))
    ):
        return Relation.SAME
    if Size.KIND in (a.size, b.size):
        return Relation.APART if a.size is b.size and a.inside == b.inside else Relation.UNCLEAR
    if a.inside == b.name or b.inside == a.name:
        return Relation.NESTED
    if Size.WIDE in (a.size, b.size):
        return Relation.UNCLEAR
    if a.size is b.size:
        return Relation.APART
    if a.inside and b.inside and a.inside != b.inside:
        return Relation.APART
    # What is not listed is rarely larger than a city; it may be a part of one, which the reader has to weigh.
    if {a.size, b.size} == {Size.UNKNOWN, Size.CITY}:
        return Relation.APART
    countries = {place.name if place.size is Size.COUNTRY else place.inside for place in (a, b)} - {None}
    return Relation.APART if len(countries) == 2 else Relation.UNCLEAR


def _spoken(place: Place) -> str:
    return place.name.replace("-", " ")


@cache
def kinds() -> Mapping[str, Place]:
    """Words for kinds of places."""
    return {
        word: Place(f"the {word}", Size.KIND, line)
        for line, words in table("places")["kinds"].items()
        for word in words.split()
    }


@cache
def _places() -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for country, line in table("places")["countries"].items():
        names, _, cities = line.partition("/")
        for name in (country, *names.split()):
            found.setdefault(name, Place(country, Size.COUNTRY))
        for city in cities.split():
            found.setdefault(city, Place(city, Size.CITY, country))
    for country, regions in table("places")["regions"].items():
        for region in regions.split():
            found.setdefault(region, Place(region, Size.REGION, country))
    for name in table("places")["wide"]["names"].split():
        found.setdefault(name, Place(name, Size.WIDE))
    return found
