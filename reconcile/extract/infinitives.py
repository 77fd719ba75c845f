"""Infinitives with "to": what somebody wants or agrees to do, and what is announced ("the minister is to resign")."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_GOVERNED = frozenset({"xcomp", "ccomp", "advcl", "obl"})
_NEAR = 6  # words behind the verb
_BE = frozenset({"is", "are", "am", "was", "were", "'s", "’s"})


def governed(verb: Token) -> Token | None:
    """The verb of "to leave" behind "wants" or "agreed"."""
    found = (child for child in verb.children if child.i > verb.i and child.dep_ in _GOVERNED)
    return next((child for child in found if _mark(child) is not None), None)


def announced(verb: Token) -> Token | None:
    """The "to" of "minister to resign" and "the minister is to resign"; "the aim is to win" says what the aim is."""
    mark, subject = _mark(verb), labels.subject_of(verb)
    if mark is None or subject is None:
        return None
    copula = next((child for child in verb.children if child.dep_ in ("cop", "aux") and child.lower_ in _BE), None)
    if copula is None:
        return None if labels.is_finite(verb) or _is_address(verb) else mark
    if not _only_adverbs(copula, mark) or {subject.lower_, subject.lemma_.lower()} & words("status", "defined_nouns"):
        return None
    return None if verb.lemma_.lower() in words("status", "defined_verbs") else mark


def _is_address(verb: Token) -> bool:
    """ "Obama to service members: We never forget you": a noun taken for a verb, and a colon before what is said."""
    near = verb.doc[verb.i + 1 : verb.i + _NEAR]
    return any(one.text == ":" and other.tag_ == "PRP" for one, other in pairwise(near))


def _only_adverbs(copula: Token, mark: Token) -> bool:
    """ "Is to" and "is now to", not "is due to"."""
    return all(token.pos_ in ("ADV", "PART") for token in copula.doc[copula.i + 1 : mark.i])


def _mark(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.lower_ == "to" and c.i < verb.i and c.dep_ in ("mark", "aux")), None)
