"""The word lists of `resources/roles.toml`: titles, offices, gender and countries."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from reconcile import packaged

# Words in front of an office that make another office of it.
_QUALIFIERS = frozenset({"vice", "deputy", "assistant", "associate", "acting", "under", "junior"})


@dataclass(frozen=True)
class Lists:
    """The lists, lower case. `covers` and `heads_of` map a noun to the offices that it can stand for."""

    courtesy: frozenset[str]
    titles: frozenset[str]
    departments: frozenset[str]
    suffixes: frozenset[str]
    short: dict[str, str]
    company_endings: frozenset[str]
    nouns: frozenset[str]
    bodies: frozenset[str]
    covers: dict[str, frozenset[str]]
    heads_of: dict[str, frozenset[str]]
    male: frozenset[str]
    female: frozenset[str]
    male_names: frozenset[str]
    female_names: frozenset[str]
    countries: dict[str, str]


@cache
def lists() -> Lists:
    """The lists, read once."""
    data = packaged.table("roles")

    def words(section: str, name: str) -> frozenset[str]:
        return frozenset(data[section][name].split())

    def table(section: str) -> dict[str, frozenset[str]]:
        return {noun: frozenset(covered.split()) for noun, covered in data["roles"][section].items()}

    return Lists(
        courtesy=words("names", "courtesy"),
        titles=words("names", "titles") | words("names", "courtesy"),
        departments=words("names", "departments"),
        suffixes=words("names", "suffixes"),
        short=data["names"]["short"],
        company_endings=words("names", "company_endings"),
        nouns=words("roles", "nouns"),
        bodies=words("roles", "bodies"),
        covers=table("covers"),
        heads_of=table("heads_of"),
        male=words("gender", "male"),
        female=words("gender", "female"),
        male_names=words("gender", "male_names"),
        female_names=words("gender", "female_names"),
        countries={word: country for country, forms in data["countries"].items() for word in forms.split()},
    )


def bare(word: str) -> str:
    """A title as the lists have it: lower case, no full stop at the end."""
    return word.lower().rstrip(".")


def singular(word: str) -> str:
    """The singular of a role noun that is listed, else the word itself; lower case."""
    word = word.lower()
    nouns = lists().nouns
    if word in nouns:
        return word
    for form in (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("men") + "man"):
        if form in nouns and form != word:
            return form
    return word


def is_role(word: str) -> bool:
    """Whether a noun says what a person is."""
    return singular(word) in lists().nouns or bare(word) in lists().titles


def gender_of(word: str) -> str | None:
    """ "m" or "f" for a title or noun that tells the gender of the person."""
    word = bare(word)
    return "m" if word in lists().male else "f" if word in lists().female else None


def gender_of_name(first: str) -> str | None:
    """ "m" or "f" for a first name that is nearly always a man's, or a woman's."""
    first = first.lower()
    return "m" if first in lists().male_names else "f" if first in lists().female_names else None


def countries(words: Iterable[str]) -> frozenset[str]:
    """The countries that a phrase names, by name, adjective or capital."""
    table = lists().countries
    lower = [word.lower() for word in words]
    pairs = [f"{a}-{b}" for a, b in itertools.pairwise(lower)]
    return frozenset(table[word] for word in (*lower, *pairs) if word in table)


def offices(words: Iterable[str]) -> frozenset[str]:
    """The offices that a role names, as the lists write them: "secretary-of-state", and "secretary" too."""
    lower = [word.lower() for word in words]
    found = set()
    for i, word in enumerate(lower):
        noun = lists().short.get(bare(word), singular(word))
        if noun not in lists().nouns and bare(word) not in lists().titles:
            continue
        if i and lower[i - 1] in _QUALIFIERS:
            found.add(f"{lower[i - 1]}-{noun}")
            continue
        found.add(noun)
        if i:
            found.add(f"{lower[i - 1]}-{noun}")
        if lower[i + 1 : i + 2] == ["of"] and i + 2 < len(lower):
            found.add(f"{noun}-of-{lower[i + 2]}")
    return frozenset(found)
