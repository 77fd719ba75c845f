"""Words on opposite sides of one question, and how a text uses them: "not approved" stands where "rejected" stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from reconcile.compare.words import TOKEN, fold, stems
from reconcile.packaged import table

_REACH = 3  # words: how far before a word its negation may stand ("did not, however, accept")
_NEGATIONS = frozenset("not never no neither nor without cannot hardly scarcely barely".split())
# With "to" behind them these negate the infinitive: "refused to pay".
_REFUSALS = frozenset(
    "refuse refuses refused refusing fail fails failed failing decline declines declined declining".split()
)
_MORE_THAN = frozenset("only just merely simply".split())  # "not only signed" affirms
_WINDOW = 5  # words on each side in which two uses must have a word in common
_LONGEST = 4  # words of the longest phrase
_VOWELS = "aeiou"


class Use(NamedTuple):
    """A word that takes a side in a text.

    `question` is an opposition's number, or a stem: whether a thing is so or not is a question too. `side` is 0 or 1,
    turned round where the word is negated; `near` are the stems of the words around it.
    """

    question: int | str
    side: int
    word: str
    near: frozenset[str]
    negated: bool = False


class Opposed(NamedTuple):
    """Two uses, one in each text, that answer one question in the same way or in opposite ways."""

    a: Use
    b: Use

    @property
    def excludes(self) -> bool:
        return self.a.side != self.b.side

    @property
    def by_negation(self) -> bool:
        return isinstance(self.a.question, str)


def compare_uses(a: str, b: str) -> list[Opposed]:
    """One entry for each question that both texts answer with the same neighbouring words, in a stable order.

    A text that answers a question both ways ("rose in May and fell in June") does not answer it.
    """
    a_uses, b_uses = _answers(a), _answers(b)
    both = (Opposed(use, b_uses[question]) for question, use in a_uses.items() if question in b_uses)
    return sorted((pair for pair in both if pair.a.near & pair.b.near), key=lambda pair: str(pair.a.question))


@lru_cache(maxsize=8192)
def _answers(text: str) -> Mapping[int | str, Use]:
    found: dict[int | str, list[Use]] = defaultdict(list)
    for use in _uses(text):
        found[use.question].append(use)
    return {question: uses[0] for question, uses in found.items() if len({use.side for use in uses}) == 1}


def _uses(text: str) -> Iterator[Use]:
    spans = [match.span() for match in TOKEN.finditer(text)]
    words = [fold(text[start:end]) for start, end in spans]
    forms = _lexicon()
    at = 0
    while at < len(words):
        length = next(
            (n for n in range(min(_LONGEST, len(words) - at), 0, -1) if tuple(words[at : at + n]) in forms), 1
        )
        word = text[spans[at][0] : spans[at + length - 1][1]]
        negated = _is_negated(words, at)
        around = words[max(0, at - _WINDOW) : at] + words[at + length : at + length + _WINDOW]
        near = frozenset().union(*map(stems, around)) if around else frozenset()
        for question, side in forms.get(tuple(words[at : at + length]), ()):
            yield Use(question, side ^ negated, word, near, negated)
        if length == 1 and (own := stems(words[at])):
            yield Use(min(own), int(negated), word, near, negated)
        at += length


def _is_negated(words: list[str], at: int) -> bool:
    """Whether an odd number of negations applies to the word: those before it with no other content word between."""
    count = 0
    for here in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = words[here]
        refused = word in _REFUSALS and words[here + 1] == "to"
        if (refused or word in _NEGATIONS or word.endswith("n't")) and words[here + 1] not in _MORE_THAN:
            count += 1
        elif stems(word) and not word.endswith("ly"):
            break
    return count % 2 == 1


@cache
def _lexicon() -> Mapping[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """Words of a form to the oppositions that it takes a side in."""
    data = table("antonyms")
    irregular = {lemma: forms.split() for lemma, forms in data["irregular"].items()}
    forms: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    number = 0
    for kind in ("verbs", "words"):
        for entry in data[kind]:
            for side, name in enumerate(("one", "other")):
                for phrase in entry[name].split():
                    for form in _inflected(phrase, irregular) if kind == "verbs" else [tuple(phrase.split("-"))]:
                        forms[form].append((number, side))
            number += 1
    return {form: tuple(dict.fromkeys(places)) for form, places in forms.items()}


def _inflected(phrase: str, irregular: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    first, *rest = phrase.split("-")
    for form in {first, *_regular(first), *irregular.get(first, ())}:
        yield (form, *rest)


def _regular(verb: str) -> Iterator[str]:
    """The regular third person, past and present participle; a form that does not exist does no harm."""
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
        return
    yield f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"
    stem = verb.removesuffix("e")
    yield from (f"{stem}ed", f"{stem}ing")
    if verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3:-2] not in tuple(_VOWELS):
        yield from (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
