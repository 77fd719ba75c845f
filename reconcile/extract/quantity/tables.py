"""The tables behind quantities, read once from `resources/units.toml`: magnitudes, currencies, measures, outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from reconcile import packaged


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit word: its canonical `unit`, and the factors (low, high) that take a value there after adding `shift`.

    `kind` is "currency", "measure" or "temperature". `low` and `high` differ where the word means two units
    (an American and an imperial gallon).
    """

    unit: str
    kind: str
    low: float = 1.0
    high: float = 1.0
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What happens to the people counted, by the words that say so; every value is the canonical participle."""

    transitive: Mapping[str, str]
    intransitive: Mapping[str, str]
    words: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    nouns: Mapping[str, str]
    people: frozenset[str]
    names: tuple[str, ...]

    def among(self, counted: str | None) -> bool:
        """Whether what is counted ends in an outcome ("people killed")."""
        return counted is not None and counted.endswith(self.names)

    def adjective(self, word: str) -> str | None:
        """The outcome a participle, adjective or adverb names ("wounded", "dead", "aboard")."""
        if word in self.words:
            return self.words[word]
        return self.transitive.get(word) if word.endswith(("ed", "n", "t")) else None


@dataclass(frozen=True, slots=True)
class Tables:
    magnitude: Mapping[str, float]
    magnitude_plural: Mapping[str, float]
    magnitude_suffix: Mapping[str, float]
    sign: Mapping[str, str]
    dollar_prefix: Mapping[str, str]
    code: Mapping[str, str]
    words: Mapping[tuple[str, ...], Measure]  # lower case, plurals included
    exact: Mapping[tuple[str, ...], Measure]  # case as written
    outcomes: Outcomes


def plural(word: str) -> str:
    """The regular English plural of a unit word."""
    return word + ("es" if word.endswith(("ch", "x", "s")) else "s")


def _word_keys(words: str) -> list[tuple[str, ...]]:
    *front, last = words.split()
    keys = [(*front, last), (*front, plural(last))]
    if front and front[0] == "degree":
        keys.append(("degrees", *front[1:], last))
    return keys


def _measures(raw: dict[str, Any]) -> tuple[dict[tuple[str, ...], Measure], dict[tuple[str, ...], Measure]]:
    words: dict[tuple[str, ...], Measure] = {}
    exact: dict[tuple[str, ...], Measure] = {}
    for name, (code, factor) in raw["currency"]["name"].items():
        words.update(dict.fromkeys(_word_keys(name), Measure(code, "currency", factor, factor)))
    for code, unit in raw["currency"]["code"].items():
        exact[(code,)] = Measure(unit, "currency")
    for sign, unit in raw["currency"]["sign"].items():
        exact[(sign,)] = Measure(unit, "currency")
    for unit, table in raw["measure"].items():
        for word, factor in table["words"].items():
            low, high = factor if isinstance(factor, list) else (factor, factor)
            words.update(dict.fromkeys(_word_keys(word), Measure(unit, "measure", float(low), float(high))))
        for word, factor in table["exact"].items():
            exact[tuple(word.split())] = Measure(unit, "measure", float(factor), float(factor))
    for scale in raw["temperature"].values():
        degrees = Measure("degree Celsius", "temperature", scale["factor"], scale["factor"], scale["shift"])
        for word in scale["words"]:
            words.update(dict.fromkeys(_word_keys(word), degrees))
        for word in scale["exact"]:
            # The lexer splits off the degree sign.
            exact[tuple(word.replace("°", "° ").split())] = degrees
    return words, exact


def _outcomes(raw: dict[str, Any]) -> Outcomes:
    table = {name.replace("_", " "): entry for name, entry in raw["outcome"].items()}

    def inverse(field: str) -> dict[str, str]:
        return {word: name for name, entry in table.items() for word in entry[field]}

    return Outcomes(
        transitive=inverse("forms"),
        intransitive=inverse("intransitive"),
        words=inverse("words"),
        phrases={tuple(phrase.split()): name for phrase, name in inverse("phrases").items()},
        nouns=inverse("nouns"),
        people=frozenset(raw["people"]["words"]),
        names=tuple(f" {name}" for name in table),
    )


@cache
def tables() -> Tables:
    """The parsed tables; the file is read on the first call."""
    raw = packaged.table("units")
    words, exact = _measures(raw)
    return Tables(
        magnitude=raw["magnitude"],
        magnitude_plural=raw["magnitude_plural"],
        magnitude_suffix=raw["magnitude_suffix"],
        sign=raw["currency"]["sign"],
        dollar_prefix=raw["currency"]["dollar_prefix"],
        code=raw["currency"]["code"],
        words=words,
        exact=exact,
        outcomes=_outcomes(raw),
    )
