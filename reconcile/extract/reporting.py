"""Words that attribute: verbs of speech, opinion and stance, and the nouns of what is said."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from reconcile.extract.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX", "NOUN", "X"})


def is_reporting(token: Token) -> bool:
    """Whether the token is a verb of speech, opinion, expectation or showing."""
    return token.pos_ in _VERBAL and _is_in(token, "speech", "opinion", "showing")


def is_speech(token: Token) -> bool:
    """Whether the token is a verb that can stand with somebody's own words in quotation marks."""
    return token.pos_ in _VERBAL and _is_in(token, "speech", "quoting")


def is_plain_speech(token: Token) -> bool:
    """Whether the verb does nothing but report speech or belief, so that what follows "that" is its content."""
    return _is_in(token, "plain")


def is_stance(token: Token) -> bool:
    """Whether the verb's complement, a noun phrase or an infinitive, is what somebody says, wants or holds."""
    return _is_in(token, "stance", "intent")


def is_light(token: Token) -> bool:
    """Whether the verb only carries a noun of content: "express hope", "make a claim"."""
    return _is_in(token, "light")


def is_noun_of_content(token: Token) -> bool:
    """Whether the noun names something said, believed or hoped: "claim", "statement"."""
    return _is_in(token, "nouns")


def is_viewpoint(token: Token) -> bool:
    """Whether the noun, with "in" before it, says from whose point of view: "in his opinion"."""
    return _is_in(token, "viewpoints")


def _is_in(token: Token, *names: str) -> bool:
    lemma = token.lemma_.lower()
    found = _lists().get(lemma) or _lists().get(lemma.removesuffix("e"))  # "exhorte", by a rule for "exhorted"
    return found is not None and not found.isdisjoint(names)


@cache
def _lists() -> dict[str, frozenset[str]]:
    """For each lemma the lists that hold it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in (
        "speech",
        "plain",
        "quoting",
        "opinion",
        "showing",
        "stance",
        "intent",
        "light",
        "nouns",
        "viewpoints",
    ):
        for lemma in words("reporting", name):
            found[lemma].add(name)
    return {lemma: frozenset(names) for lemma, names in found.items()}
