"""Sentences to clauses: a sentence that states three facts gives three clauses.

The split follows clause-based open information extraction (ClausIE, Del Corro and Gemulla 2013): main clauses,
conjoined verbs with complements of their own, relative and adverbial clauses that state facts, and content apart from
the verb that reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.reporting import is_reporting

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# What these introduce is not said to be so.
_NOT_STATED = frozenset({"if", "unless", "lest", "whether", "to", "until", "till", "like", "than", "without"})
_OPENING = frozenset("“‘«\"'([$£€¥")
_TRAILING = frozenset({",", ";", ":", "-", "–", "—", "--", "(", "[", "“", "‘"})
_MIN_WORDS = 3


@dataclass(frozen=True)
class Clause:
    """A clause that states one thing.

    `tokens` are its own words in order, without those of clauses nested in it; the subject phrase may be shared with
    another clause or be a relative pronoun's antecedent. `governor` is the predicate that reports a reported clause.
    """

    head: Token
    tokens: tuple[Token, ...]
    subject: tuple[Token, ...]
    governor: Token | None

    @property
    def start(self) -> int:
        """First code point in the document."""
        return self.tokens[0].idx

    @property
    def end(self) -> int:
        """Code point after the last one."""
        return self.tokens[-1].idx + len(self.tokens[-1])


def find_clauses(sentence: Span) -> list[Clause]:
    """The clauses of a sentence in the order of their first words; one for the whole sentence if it has no verb."""
    if not sentence.doc.has_annotation("DEP"):
        return [Clause(sentence.root, tuple(_trim(list(sentence))), (), None)]
    heads = _heads(sentence)
    owner = _owners(sentence, heads)
    clauses = []
    for head in heads:
        own = _trim([token for token in sentence if owner[token.i] == head.i])
        if own:
            clauses.append(Clause(head, tuple(own), tuple(_subject(head)), _governor(head)))
    return sorted(clauses, key=lambda clause: clause.start)


def _heads(sentence: Span) -> list[Token]:
    """The tokens that head clauses of their own; the root always does."""
    return [token for token in sentence if token.head.i == token.i or token == sentence.root or _opens_clause(token)]


def _opens_clause(token: Token) -> bool:
    if not labels.is_predicate(token) or _size(token) < _MIN_WORDS:
        return False
    if token.dep_ in labels.CONTENT:
        return labels.is_finite(token) or is_reporting(token.head)
    if token.dep_ in labels.RELATIVE:
        return _size(token) > _MIN_WORDS and labels.is_finite(token)
    if token.dep_ in labels.ADVERBIAL:
        return labels.introduced_by(token) not in _NOT_STATED and (
            labels.is_finite(token) or (token.tag_ == "VBG" and _size(token) >= 2 * _MIN_WORDS)
        )
    if token.dep_ in labels.SIDE:
        return labels.subject_of(token) is not None and not is_reporting(token)
    return token.dep_ in labels.CONJUNCT and _is_own_fact(token)


def _is_own_fact(token: Token) -> bool:
    """Whether a conjoined predicate says something by itself: it hangs on a predicate and has a complement."""
    return labels.is_predicate(token.head) and any(
        child.dep_ in labels.COMPLEMENT or child.dep_ in labels.SUBJECT for child in token.children
    )


def _size(token: Token) -> int:
    return sum(not other.is_punct for other in token.subtree)


def _owners(sentence: Span, heads: list[Token]) -> dict[int, int]:
    """For each token the clause head it belongs to: the nearest one above it."""
    marked = {head.i for head in heads}
    owner: dict[int, int] = {}
    for token in sentence:
        path = []
        here = token
        while here.i not in marked and here.i not in owner and here.head.i != here.i:
            path.append(here.i)
            here = here.head
        found = owner.get(here.i, here.i if here.i in marked else sentence.root.i)
        owner[here.i] = found
        for i in path:
            owner[i] = found
    return owner


def _trim(tokens: list[Token]) -> list[Token]:
    """Without the conjunction in front and the punctuation around."""
    start, end = 0, len(tokens)
    while start < end and _is_lead(tokens[start]):
        start += 1
    while end > start and (tokens[end - 1].is_space or tokens[end - 1].text in _TRAILING):
        end -= 1
    if end > start and tokens[end - 1].dep_ == "cc":
        end -= 1
    return [token for token in tokens[start:end] if not token.is_space]


def _is_lead(token: Token) -> bool:
    if token.is_space or token.dep_ == "cc":
        return True
    if token.dep_ == "mark" and token.lower_ in ("that", "as", "and"):
        return True
    return token.is_punct and token.text not in _OPENING


def _subject(head: Token) -> Iterator[Token]:
    """The subject phrase: the clause's own, the one a conjunct shares, or the noun a relative clause describes."""
    here = head
    for _ in range(4):  # conjuncts of conjuncts; a bound, since parsers err
        own = labels.subject_of(here)
        if own is not None and not _is_relative_pronoun(own):
            yield from _phrase(own)
            return
        if here.dep_ in labels.RELATIVE:
            yield from _phrase(here.head)
            return
        if here.dep_ not in labels.CONJUNCT | labels.ADVERBIAL | {"xcomp"}:
            return
        here = here.head


def _is_relative_pronoun(token: Token) -> bool:
    return token.lower_ in ("who", "which", "that", "whom", "whose")


def _phrase(noun: Token) -> list[Token]:
    """A noun with its modifiers, without clauses and appositions that hang on it."""
    left_out = {
        token.i
        for child in noun.children
        if child.dep_ in labels.RELATIVE | {"acl", "appos", "parataxis", "conj", "cc", "punct"}
        for token in child.subtree
    }
    return [token for token in noun.subtree if token.i not in left_out and not token.is_space]


def _governor(head: Token) -> Token | None:
    """The predicate that reports the clause, directly or through the clause it is joined to."""
    here = head
    for _ in range(4):
        if here.dep_ in labels.CONTENT and is_reporting(here.head):
            return here.head
        side = next((c for c in here.children if c.dep_ in labels.SIDE and is_reporting(c)), None)
        if side is not None:
            return side
        if here.dep_ not in labels.CONJUNCT:
            return None
        here = here.head
    return None
