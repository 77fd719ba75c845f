"""What a number counts, read from the neighbouring words alone: for documents without a dependency tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.numbers import STARTERS
from reconcile.extract.quantity.tables import tables

_STOP: Final = frozenset(
    "is are was were be been being am has have had do does did will would can could may might must shall should who "
    "which that what when where while because if in on at by from to for with without and or but nor after before as "
    "during into onto over under than per via near between against about since until till through across among "
    "amid despite including not no it he she they we i you its his her their our my your this these those there "
    "said says say told so yet just also then even only still alone each ago later earlier away apart both next "
    "last of the a an "
    "inside outside aboard onboard remain remained remains died die dies".split()
)
_SKIP_FIRST: Final = frozenset(
    "of the these those other more additional their his her its our my all such them us".split()
)
_BETWEEN: Final = frozenset(
    "is are was were be been being has have had also all still reportedly remain remains remained reported found "
    "left feared confirmed believed".split()
)
_PLURAL: Final = frozenset("people men women children personnel staff aircraft sheep fish feet teeth mice".split())
_MAX_NOUN_PHRASE: Final = 4


def singular(word: str) -> str:
    """The likely singular of an English noun; "people" stands for persons of any number."""
    if word in ("person", "persons", "people"):
        return "people"
    irregular = {"men": "man", "women": "woman", "children": "child", "lives": "life", "wives": "wife", "feet": "foot"}
    if word in irregular:
        return irregular[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _is_plural(word: str) -> bool:
    return word in _PLURAL or (word.endswith("s") and not word.endswith(("ss", "us", "is")) and word != "news")


class FlatCounter:
    """Reads what is counted from the lexemes around a number."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self._lexemes = lexemes
        self._starts = {lexeme.start: index for index, lexeme in enumerate(lexemes)}
        self._ends = {lexeme.end: index + 1 for index, lexeme in enumerate(lexemes)}

    def counted(self, start: int, end: int, unit: str | None) -> str | None:
        """What the number over the sentence's characters `start`..`end` counts, lower case; None if unknown."""
        first, last = self._starts[start], self._ends[end]
        noun, after = self._measured(last) if unit not in (None, "ordinal") else self._noun(last, one=unit is not None)
        if noun is not None and unit is None and not _is_plural(noun[-1]):
            # A count takes a plural; "one" takes the next word, the second part of a compound is read as it stands.
            if self._lexemes[last - 1].lower in ("one", "1"):
                noun = noun[:1]
            elif self._lexemes[min(last, len(self._lexemes) - 1)].text not in "-‐‑":
                noun = None
        outcome = self._outcome_before(first) or self._outcome_after(after)
        outcomes = tables().outcomes
        if unit == "ratio":
            return None
        if noun is None:
            return f"people {outcome}" if outcome and unit is None else None
        head = noun[-1]
        if outcome is None and len(noun) == 1 and head in outcomes.nouns and unit is None:
            return f"people {outcomes.nouns[head]}"
        phrase = " ".join([*noun[:-1], singular(head)])
        if outcome and unit is None:
            people = len(noun) == 1 and head in outcomes.people
            return f"{'people' if people else phrase} {outcome}"
        return "people" if head in ("others", "persons") else phrase

    def is_label(self, start: int, end: int) -> bool:
        """Unknown without a tree: never."""
        return False

    def _word(self, at: int) -> str:
        return self._lexemes[at].lower if 0 <= at < len(self._lexemes) and self._lexemes[at].kind == "word" else ""

    def _measured(self, at: int) -> tuple[list[str] | None, int]:
        """The noun after a share or a measure: "half of the patients", "6.3-magnitude quake"."""
        if self._word(at) in ("of", "the", "all"):
            return self._noun(at)
        hyphenated = any(lexeme.text in "-‐‑" and lexeme.glued for lexeme in self._lexemes[max(at - 2, 0) : at])
        noun, after = self._noun(at, one=hyphenated)
        if noun is None or not (hyphenated or _is_plural(noun[-1])):
            return None, at
        return (noun[:1] if hyphenated else noun), after

    def _noun(self, at: int, *, one: bool = False) -> tuple[list[str] | None, int]:
        while self._skipped(at):
            if self._word(at) == "more" and tables().outcomes.adjective(self._word(at + 1)):
                break
            at += 1
        words: list[str] = []
        # "52-person workforce" counts persons.
        limit = 1 if self._lexemes[at - 1].text in "-‐‑" and not one else _MAX_NOUN_PHRASE
        while len(words) < limit:
            word = self._word(at)
            if not word or word in _STOP or tables().outcomes.adjective(word) or (words and word.endswith("ed")):
                break
            words.append(word)
            at += 1
            if not one and _is_plural(word):
                break
        if not words or words[0].endswith("ly"):
            return None, at
        return words, at

    def _skipped(self, at: int) -> bool:
        if self._word(at) in _SKIP_FIRST:
            return True
        if at + 1 >= len(self._lexemes):
            return False
        # "three of the five workers"
        number = self._lexemes[at].kind == "figure" or self._word(at) in STARTERS
        return self._lexemes[at].text in "-‐‑" or (number and self._word(at - 1) in _SKIP_FIRST)

    def _outcome_after(self, at: int) -> str | None:
        outcomes = tables().outcomes
        for here in range(at, min(at + 5, len(self._lexemes))):
            for phrase, name in outcomes.phrases.items():
                if tuple(lexeme.lower for lexeme in self._lexemes[here : here + len(phrase)]) == phrase:
                    return name
            word = self._word(here)
            found = outcomes.adjective(word) or outcomes.intransitive.get(word)
            if found is not None:
                return found
            if word not in _BETWEEN:
                return None
        return None

    def _outcome_before(self, at: int) -> str | None:
        outcomes = tables().outcomes
        for here in range(at - 1, max(at - 5, -1), -1):
            word = self._word(here)
            if word in outcomes.transitive:
                return outcomes.transitive[word]
            if word == "of" and (noun := outcomes.nouns.get(self._word(here - 1))):
                return noun
            if word not in (
                "at",
                "least",
                "more",
                "than",
                "about",
                "some",
                "nearly",
                "almost",
                "over",
                "up",
                "to",
                "the",
            ):
                return None
        return None
