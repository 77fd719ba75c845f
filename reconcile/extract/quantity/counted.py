"""What a number counts, from the dependency tree: the noun, what restricts it, and the outcome said of it.

Understands Universal Dependencies and the ClearNLP labels of spaCy's own pipelines. "12 people were killed", "killed
12 people", "12 dead" and "a death toll of 12" all count "people killed"; "five people were on board" counts "people
aboard", so that the two are never compared.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

from reconcile.extract.quantity.flat import FlatCounter
from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.numbers import HYPHENS
from reconcile.extract.quantity.outcome import OutcomeReader, conjuncts
from reconcile.extract.quantity.tables import tables
from reconcile.extract.quantity.tree import (
    CHANGE,
    CLAUSE,
    GENERIC,
    IDIOMS,
    LABEL,
    LEVEL,
    LIGHT,
    MODIFIER,
    NOMINAL,
    OBJECT,
    PASSIVE,
    SUBJECT,
    complement_of,
    governor_of,
    lemma_of,
    participle,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MAX_WORDS: Final = 6


class Counter(Protocol):
    """Names what the number over the sentence's characters `start`..`end` counts."""

    def counted(self, start: int, end: int, unit: str | None) -> str | None: ...

    def is_label(self, start: int, end: int) -> bool:
        """Whether the number names the noun before it ("posts 542 and 543", "day five") rather than counting."""


def counter_for(sentence: Span, lexemes: Sequence[Lexeme]) -> Counter:
    """A counter by the tree if the document has one, else by the neighbouring words."""
    return TreeCounter(sentence) if sentence.doc.has_annotation("DEP") else FlatCounter(lexemes)


class TreeCounter:
    """Reads what is counted from the sentence's tree."""

    def __init__(self, sentence: Span) -> None:
        self._tokens = list(sentence)
        self._starts = [token.idx - sentence.start_char for token in self._tokens]
        self._outcomes = tables().outcomes
        self._said = OutcomeReader(self._tokens)

    def counted(self, start: int, end: int, unit: str | None) -> str | None:
        """See `Counter.counted`."""
        core = self._core(start, end)
        if not core:
            return None
        inside = {token.i for token in core}
        root = next((t for t in core if t.head.i not in inside or t.head is t), core[0])
        if unit == "ratio":
            return None
        named = self._noun(root, core, inside, unit)
        if named is not None:
            noun, anchor = named
            return self._phrase(noun, anchor, inside, unit)
        if unit == "ordinal":
            return None  # "first", said of no noun, is an adverb
        if unit is not None:
            return self._governed(root, inside)
        outcome = self._bare_outcome(root, core[-1])
        return f"people {outcome}" if outcome is not None else self._governed(root, inside)

    def _core(self, start: int, end: int) -> list[Token]:
        first = max(bisect_right(self._starts, start) - 1, 0)
        return self._tokens[first : bisect_left(self._starts, end)]

    def _noun(self, root: Token, core: list[Token], inside: set[int], unit: str | None) -> tuple[Token, Token] | None:
        """The noun counted, and the token whose place in the clause says what happens to it."""
        following = self._next(core[-1])
        adjective = following is not None and self._outcomes.adjective(following.lower_) is not None
        if adjective and following is not None and not (following.dep_ == "amod" and following.head.i > following.i):
            return None
        of = ("of",) if unit in (None, "percent", "ordinal") else ("of", "in", "for")
        complement = None if unit == "ordinal" else complement_of(root, *of)
        if complement is not None and complement.i not in inside:
            if complement.pos_ == "PRON":
                after = self._next(complement)
                complement = after if after is not None and after.pos_ == "NOUN" else complement
            counted = complement.pos_ in NOMINAL and complement.is_alpha and complement.lower_ not in IDIOMS
            return (complement, root) if counted else None
        if unit is not None and root.head.lower_ == "percent" and root.lower_ != "percent":
            root = root.head  # "a 55-45 percent margin"
        head = root.head
        if unit == "ordinal" and head.pos_ in ("ADJ", "ADV") and head.i > root.i:
            # "second-largest economy", "second-most senior senator"
            ranked = next((t for t in (head.head, head.head.head) if t.pos_ in NOMINAL and t.i > root.i), None)
            return (ranked, ranked) if ranked is not None else None
        if root.dep_ in MODIFIER and head.i > core[-1].i and head.pos_ in NOMINAL | {"ADJ", "NUM", "SYM"}:
            head = self._compound_head(head, core[-1])
            return (head, head) if head.pos_ in NOMINAL else None
        closing = core[-1].i - self._tokens[0].i + 1
        if closing < len(self._tokens) and self._tokens[closing].lower_ == ")" and unit is not None:
            noun = self._following_noun(self._tokens[closing])  # "a 4.3 billion yuan ($603 million) investment"
        else:
            noun = self._following_noun(core[-1]) if unit in (None, "ordinal") else None
        return None if noun is None else (noun, noun)

    def _compound_head(self, noun: Token, last: Token) -> Token:
        """The noun a compound ends in ("first senior US diplomat"); a hyphen closes it ("15-member council")."""
        at = last.i - self._tokens[0].i + 1
        if at < len(self._tokens) and self._tokens[at].lower_ in HYPHENS:
            return noun
        for _ in range(3):
            if noun.dep_ != "compound" or noun.head.i < noun.i or noun.head.pos_ not in NOMINAL:
                break
            noun = noun.head
        return noun

    def _next(self, token: Token) -> Token | None:
        at = token.i - self._tokens[0].i + 1
        while at < len(self._tokens) and (self._tokens[at].is_space or self._tokens[at].lower_ in ("more", "others")):
            at += 1
        return self._tokens[at] if at < len(self._tokens) else None

    def _following_noun(self, token: Token) -> Token | None:
        """The head of a noun phrase that starts right after `token`, where the tree did not join the two."""
        at = token.i - self._tokens[0].i + 1
        noun: Token | None = None
        for follower in self._tokens[at : at + 4]:
            if follower.pos_ in NOMINAL:
                noun = follower
            elif noun is not None or follower.pos_ != "ADJ":
                break
        return noun

    def _phrase(self, noun: Token, anchor: Token, inside: set[int], unit: str | None) -> str:
        outcome = self._said.of(anchor) or (self._said.of(noun) if noun is not anchor else None)
        whole = noun is anchor and (above := governor_of(noun)) is not None and above[0].pos_ == "NUM"
        if outcome is None and not whole:  # of "three of the five workers were killed" five were not
            outcome = self._said.after(noun)
        words = [word for word in self._modifiers(noun, inside) if self._outcomes.adjective(word) is None]
        own = next((o for w in self._modifiers(noun, inside) if (o := self._outcomes.adjective(w))), None)
        outcome = own or outcome
        lower = noun.lower_
        if unit is None and outcome is None and lower in self._outcomes.nouns and not words:
            return f"people {self._outcomes.nouns[lower]}"
        head = lemma_of(noun)
        if lower in self._outcomes.people and (outcome or lower != "victims"):
            head = "people"
        complement = complement_of(noun, "of")
        parts = [*words, head]
        if complement is not None and complement.pos_ in NOMINAL and complement.i not in inside:
            parts += ["of", lemma_of(complement)]
        # A rank or a share is of the noun alone; what happens to it belongs to the claim.
        if outcome is not None and unit is None:
            parts.append(outcome)
        elif unit is None and (said := self._predicate(anchor)) is not None:
            parts.append(said)
        return " ".join(parts[-_MAX_WORDS:])

    def _modifiers(self, noun: Token, inside: set[int]) -> list[str]:
        words: list[str] = []
        for child in noun.lefts:
            if child.dep_ not in ("amod", "compound", "nmod", "nmod:desc") or child.lower_ in GENERIC:
                continue
            family = list(child.subtree)
            if any(token.i in inside for token in family) or child.pos_ not in ("ADJ", "NOUN", "PROPN", "VERB"):
                continue
            # A name is taken whole ("Boko Haram fighters"), other modifiers by their head.
            words += [t.lower_ for t in (family[:3] if child.pos_ == "PROPN" else [child]) if t.is_alpha]
        return words

    def is_label(self, start: int, end: int) -> bool:
        """See `Counter.is_label`."""
        core = self._core(start, end)
        if not core:
            return False
        first = core[0]
        while first.dep_ == "conj" and first.head.i < first.i and first.head.pos_ == "NUM":
            first = first.head
        if first.dep_ not in LABEL or first.head.i != first.i - 1 or first.head.pos_ not in NOMINAL:
            return False
        following = self._next(core[-1])
        return following is None or following.pos_ not in NOMINAL

    def _predicate(self, anchor: Token) -> str | None:
        """Any other participle or verb that restricts the noun: "workers hired", "people protest"."""
        for token in conjuncts(anchor):
            clause = next((c for c in token.rights if c.dep_ in CLAUSE and c.tag_ == "VBN"), None)
            if clause is not None and lemma_of(clause) not in LIGHT:
                return participle(clause)
            verb = token.head
            if verb.pos_ != "VERB" or not verb.is_alpha or lemma_of(verb) in LIGHT or verb is token:
                continue
            if token.dep_ in PASSIVE or token.dep_ in OBJECT:
                return participle(verb)
            if token.dep_ in SUBJECT and not any(c.dep_ in OBJECT | {"ccomp"} for c in verb.children):
                return lemma_of(verb)
        return None

    def _bare_outcome(self, root: Token, last: Token) -> str | None:
        """The outcome said of a number without a noun: "12 dead", "killed 12", "none were hurt", "a toll of 12"."""
        following = self._next(last)
        if following is not None and (found := self._outcomes.adjective(following.lower_)) is not None:
            return found
        if root.pos_ == "DET" and root.head.lower_ in self._outcomes.nouns:
            return self._outcomes.nouns[root.head.lower_]
        return self._said.of(root)

    def _governed(self, root: Token, inside: set[int], depth: int = 0) -> str | None:
        """What a number, sum or share without a noun says: "the toll rose to 12", "a fine of $5m", "paid $5m"."""
        subject = next((c for c in root.lefts if c.dep_ in SUBJECT), None)
        if subject is not None:
            return self._subject(subject, inside)
        head, preposition = governor_of(root) or (root.head, "")
        if head is root:
            return None
        if root.dep_ in ("conj", "appos") and depth < 3:
            # "won the cup and $5m", "500 miles (800 km)": what holds of the first holds of the second.
            return self._governed(head, inside, depth + 1)
        if head.pos_ in NOMINAL and preposition in ("of", "for", "at", "from", ""):
            return self._subject(head, inside) if head.i < root.i else None
        if head.pos_ not in ("VERB", "AUX") or not head.is_alpha:
            return None
        subject = next((c for c in head.lefts if c.dep_ in SUBJECT), None)
        lemma = lemma_of(head)
        if lemma in CHANGE and subject is not None:
            name = self._subject(subject, inside)
            level = lemma in LEVEL or preposition in ("to", "at", "from")
            return name if level or name is None else f"{name} {lemma}"
        if root.dep_ in OBJECT and lemma not in LIGHT:
            return participle(head)
        return None

    def _subject(self, noun: Token, inside: set[int]) -> str | None:
        if noun.pos_ not in NOMINAL or noun.i in inside or not noun.is_alpha or noun.lower_ == "percent":
            return None
        number_of = complement_of(noun, "of") if noun.lower_ in ("number", "numbers", "total", "count") else None
        if number_of is not None:
            return self._subject(number_of, inside)
        words = self._modifiers(noun, inside)
        if noun.lower_ in self._outcomes.nouns and set(words) <= {"death"}:
            return f"people {self._outcomes.nouns[noun.lower_]}"
        return " ".join([*words, lemma_of(noun)][-_MAX_WORDS:])
