"""The outcome the tree says of the people counted: killed, injured, aboard; see `[outcome]` in `units.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reconcile.extract.quantity.tables import tables
from reconcile.extract.quantity.tree import CLAUSE, NOMINAL, OBJECT, OBLIQUE, PASSIVE, PREDICATIVE, SUBJECT, governor_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def conjuncts(token: Token) -> Iterator[Token]:
    """`token` and the first conjuncts it shares its place with."""
    for _ in range(4):
        yield token
        if token.dep_ not in ("conj", "appos") or token.head is token:
            return
        token = token.head


class OutcomeReader:
    """Finds outcomes around nouns and numbers of one sentence, given its tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._table = tables().outcomes

    def of(self, anchor: Token) -> str | None:
        """The outcome of the table that the tree says of `anchor`."""
        for token in conjuncts(anchor):
            found = self._own_outcome(token) or self._clause_outcome(token)
            if found is not None:
                return found
            governor = governor_of(token)
            if governor is not None:
                head, preposition = governor
                if preposition in ("including", "among") and head.pos_ in NOMINAL | {"NUM"}:
                    return self.of(head) if head.i < token.i else None
                if preposition in ("of", "to") and head.lower_ in self._table.nouns and head.pos_ == "NOUN":
                    return self._table.nouns[head.lower_]
        return None

    def after(self, noun: Token) -> str | None:
        """The outcome in the words right after the noun, for sentences the parser got wrong."""
        at = noun.i - self._tokens[0].i + 1
        for token in self._tokens[at : at + 4]:
            found = self._table.adjective(token.lower_) or self._table.intransitive.get(token.lower_)
            found = found or (self._phrase_at(token) if token.pos_ != "NOUN" else None)
            if found is not None:
                return found
            if token.pos_ not in ("AUX", "ADV", "PART", "ADP") or token.lower_ in ("to", "by"):
                return None
        return None

    def _own_outcome(self, token: Token) -> str | None:
        """From what hangs on the noun itself: "people killed in", "people who died", "people on board"."""
        for child in token.rights:
            if child.dep_ in CLAUSE:
                found = self._verb_outcome(
                    child, passive=child.tag_ == "VBN" or "Part" in child.morph.get("VerbForm", [])
                )
                if found is not None:
                    return found
            elif child.dep_ in ("advmod", "amod", "acomp") and (found := self._table.adjective(child.lower_)):
                return found
        return self._phrase_outcome(token)

    def _clause_outcome(self, token: Token) -> str | None:
        """From the clause the noun is subject or object of."""
        verb = token.head
        if token.dep_ in SUBJECT:
            passive = token.dep_ in PASSIVE or verb.tag_ == "VBN"
            found = self._verb_outcome(verb, passive=passive) or self._phrase_outcome(verb)
            return found or self._predicative(verb)
        if token.dep_ in OBJECT:
            if verb.lemma_ in ("take", "hold") and any(c.lower_ == "hostage" for c in verb.children):
                return "abducted"
            return self._table.transitive.get(verb.lower_) or self._predicative(verb) or self._phrase_outcome(verb)
        return None

    def _verb_outcome(self, verb: Token, *, passive: bool) -> str | None:
        word = verb.lower_
        if (found := self._table.intransitive.get(word)) is not None:
            return found
        if word in self._table.transitive and passive and not any(c.dep_ in OBJECT for c in verb.children):
            return self._table.transitive[word]
        return self._table.words.get(word) or self._phrase_at(verb)

    def _predicative(self, verb: Token) -> str | None:
        for child in verb.rights:
            if child.dep_ in PREDICATIVE and (found := self._table.words.get(child.lower_)) is not None:
                return found
            if child.dep_ in ("xcomp", "oprd") and child.tag_ == "VBN":
                return self._table.transitive.get(child.lower_)
        return None

    def _phrase_outcome(self, token: Token) -> str | None:
        for child in token.rights:
            found = self._phrase_at(child) if child.dep_ in OBLIQUE | {"prep"} else None
            if found is not None:
                return found
        return None

    def _phrase_at(self, token: Token) -> str | None:
        """An outcome phrase ("on board", "in custody") that starts or ends at `token`."""
        for phrase, name in self._table.phrases.items():
            at = token.i - self._tokens[0].i
            for start in (at, at - len(phrase) + 1):
                words = tuple(t.lower_ for t in self._tokens[max(start, 0) : start + len(phrase)])
                if words == phrase:
                    return name
        return None
