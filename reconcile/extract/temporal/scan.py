"""Finds the atoms of a sentence: only rules whose cues occur are tried, and the longest match wins."""

from __future__ import annotations

import re
from functools import lru_cache

from reconcile.extract.temporal import ages, clock, dates, durations, relative, units, words, years
from reconcile.extract.temporal.atoms import Atom, Rule, Source
from reconcile.extract.temporal.names import names

# Which rules are worth trying is told by the words of the sentence; a word may be a cue of one kind only.
_CUE_WORDS = {
    "month": " ".join(words.MONTHS),
    "weekday": " ".join(words.WEEKDAYS),
    "word": "today tonight yesterday tomorrow morning midmorning afternoon midafternoon evening night dawn dusk sunrise"
    " overnight mid",
    "unit": "second seconds minute minutes min mins hour hours hr hrs day days week weeks weekend weekends fortnight"
    " fortnights month months year years yr yrs decade decades daylong weeklong monthlong yearlong"
    " hourlong hourslong dayslong weekslong monthslong yearslong decadeslong"
    " decadelong",
    "century": "century centuries",
    "quarter": "quarter half q",
    "season": "spring summer autumn fall winter",
    "clock": "noon midday midnight clock",
    "half day": "am pm m",
    "zone": "gmt utc est edt et ct mt pt cst cdt mst mdt pst pdt bst cet cest ist jst aest aedt msk eastern"
    " local time h",
    "age": "age ages aged",
    "old": "old olds older yo",
    "turned": "turn turns turned turning he she who i",
    "decade": "twenties thirties forties fifties sixties seventies eighties nineties teens",
    "fiscal": "fiscal financial tax fy",
    "side": "ago earlier later now hence prior previously beforehand afterwards afterward",
}
_WITH_FIGURES = frozenset({"turned", "half day", "zone"})
_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"[0-9]")
_FIGURE_CUES = re.compile(r"(?P<decade>0'?s\b)|(?P<colon>[0-9][:.][0-5])|(?P<figures>[0-9][-/.][0-9])")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """The kind of cue that a word is."""
    kinds = {word.split()[0].split("'")[0].split(".")[0]: "name" for word in names().cues}
    return kinds | {word: kind for kind, listed in _CUE_WORDS.items() for word in listed.split()}


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    return (
        *names().rules,
        *dates.RULES,
        *years.RULES,
        *relative.RULES,
        *units.RULES,
        *clock.RULES,
        *ages.RULES,
        *durations.RULES,
    )


@lru_cache(maxsize=1024)
def _rules_for(cues: frozenset[str]) -> tuple[tuple[int, Rule], ...]:
    return tuple((index, rule) for index, rule in enumerate(_rules()) if rule.cues & cues)


def cues(low: str) -> frozenset[str]:
    """The kinds of time expressions a folded sentence may hold; empty for most sentences."""
    found = set(map(_kinds().get, _WORD.findall(low)))
    found.discard(None)
    if _DIGIT.search(low):
        found.add("digit")
        found.update(match.lastgroup for match in _FIGURE_CUES.finditer(low))
    else:
        found -= _WITH_FIGURES
    if "century" in found:
        found.add("unit")
    return frozenset(kind for kind in found if kind)


def scan(source: Source, found: frozenset[str]) -> list[Atom]:
    """The atoms of a sentence in order, none overlapping another or a title such as "Friday Night Lights"."""
    matches = [
        (match.start() - match.end(), match.start(), index, match, rule)
        for index, rule in _rules_for(found)
        for match in rule.pattern.finditer(source.text.low)
    ]
    if not matches:
        return []
    taken = bytearray(len(source.text.raw))
    for title in names().titles.finditer(source.text.raw):
        taken[title.start() : title.end()] = b"\1" * (title.end() - title.start())
    atoms: list[Atom] = []
    for _, _, _, match, rule in sorted(matches, key=lambda entry: entry[:3]):
        if 1 in taken[match.start() : match.end()]:
            continue
        atom = rule.build(match, source)
        if atom is not None:
            atoms.append(atom)
            taken[atom.start : atom.end] = b"\1" * (atom.end - atom.start)
    return sorted(atoms, key=lambda atom: atom.start)
