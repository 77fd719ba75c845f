"""Sentences to clauses: a sentence that states three facts gives three clauses.

The split follows clause-based open information extraction (ClausIE, Del Corro and Gemulla 2013): main clauses,
conjoined verbs with complements of their own, relative and adverbial clauses that state facts, and content apart from
the verb that reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.bounds import LONGEST_SENTENCE
from reconcile.extract.lexicon import words
from reconcile.extract.reporting import is_light, is_noun_of_content, is_reporting, is_speech

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# What these introduce is not said to be so.
_NOT_STATED = frozenset({"if", "unless", "lest", "whether", "to", "until", "till", "like", "than", "without"})
_OPENING = frozenset("“‘«\"'([$£€¥")
_TRAILING = frozenset({",", ";", ":", "-", "–", "—", "--", "(", "[", "“", "‘"})
MIN_WORDS = 3


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
    tokens = list(sentence)
    root = sentence.root
    if len(tokens) > LONGEST_SENTENCE:
        whole = tuple(_trim(tokens))
        return [Clause(root, whole, (), None)] if whole else []
    heads = [token for token in tokens if token.dep_ == "ROOT" or token == root or _opens_clause(token)]
    owner = _owners(tokens, root, heads)
    _give_away_fragment(root, heads, owner)
    own: dict[int, list[Token]] = {head.i: [] for head in heads}
    for token in tokens:
        own[owner[token.i]].append(token)
    clauses = [
        Clause(head, tuple(kept), tuple(_subject(head)), _governor(head))
        for head in heads
        if (kept := _trim(own[head.i]))
    ]
    return sorted(clauses, key=lambda clause: clause.start)


def _opens_clause(token: Token) -> bool:
    if token.dep_ in labels.SIDE:  # "…, he said" is short and stands apart all the same
        return labels.is_predicate(token) and labels.subject_of(token) is not None
    if not labels.is_predicate(token) or _size(token) < MIN_WORDS:
        return False
    if token.dep_ in labels.CONTENT:
        return not _is_withheld(token.head) and (labels.is_finite(token) or is_reporting(token.head))
    if token.dep_ == "acl":  # "the hope that he leaves", or content that the parser hung on the nearest noun
        return _is_that_clause(token)
    if token.dep_ in labels.RELATIVE:
        return _size(token) > MIN_WORDS and labels.is_finite(token)
    if token.dep_ in labels.ADVERBIAL:
        return labels.introduced_by(token) not in _NOT_STATED and (
            labels.is_finite(token) or (token.tag_ == "VBG" and _size(token) >= 2 * MIN_WORDS)
        )
    return token.dep_ in labels.CONJUNCT and _is_own_fact(token)


def _is_that_clause(token: Token) -> bool:
    own_subject = labels.subject_of(token)
    return labels.introduced_by(token) == "that" and own_subject is not None and labels.is_finite(token)


def _is_own_fact(token: Token) -> bool:
    """Whether a conjoined predicate says something by itself: it is joined to a clause and has a complement."""
    joined = token.head
    if labels.subject_of(token) is not None and labels.is_finite(token):
        return True
    return (joined.dep_ == "ROOT" or joined.head == joined or _opens_clause(joined)) and any(
        child.dep_ in labels.COMPLEMENT or child.dep_ in labels.SUBJECT for child in token.children
    )


def _is_withheld(governor: Token) -> bool:
    """Whether the content is not asserted: "did not say that …", "should not believe that …" are one claim."""
    return any(
        child.lower_ in words("negation", "words") or child.lower_ in words("status", "demanded_modals")
        for child in governor.children
        if child.i < governor.i
    )


def _size(token: Token) -> int:
    """Words from the first to the last of the token's subtree, kept by spaCy for each token."""
    return int(token.right_edge.i - token.left_edge.i + 1)


def _owners(tokens: list[Token], root: Token, heads: list[Token]) -> dict[int, int]:
    """For each token the clause head it belongs to: the nearest one above it."""
    marked = {head.i for head in heads}
    owner: dict[int, int] = {}
    for token in tokens:
        path = []
        here = token
        while here.i not in marked and here.i not in owner and here.head.i != here.i:
            path.append(here.i)
            here = here.head
        found = owner.get(here.i, here.i if here.i in marked else root.i)
        owner[here.i] = found
        for i in path:
            owner[i] = found
    _place_marks(tokens, owner)
    return owner


def _place_marks(tokens: list[Token], owner: dict[int, int]) -> None:
    """Punctuation goes with the word before it, an opening mark with the word after it: parsers hang it anywhere."""
    for before, token in pairwise(tokens):
        if token.is_punct and token.text not in _OPENING:
            owner[token.i] = owner[before.i]
    for token, after in pairwise(reversed(tokens)):
        if after.text in _OPENING and after.text != "'" and not after.whitespace_:
            owner[after.i] = owner[token.i]


def _give_away_fragment(root: Token, heads: list[Token], owner: dict[int, int]) -> None:
    """A root without a verb ("Prior to this, …") states nothing: its words join the first clause that hangs on it."""
    if labels.is_predicate(root):
        return
    heir = next((head for head in heads if head.head == root and head != root and labels.is_predicate(head)), None)
    if heir is None:
        return
    heads.remove(root)
    for i, head in owner.items():
        if head == root.i:
            owner[i] = heir.i


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
        if own is not None and not _is_relative_pronoun(own) and not own.dep_.startswith("csubj"):
            yield from _phrase(own)
            return
        if here.dep_ in labels.RELATIVE:
            yield from _phrase(here.head)
            return
        if here.dep_ not in labels.CONJUNCT | labels.ADVERBIAL | {"xcomp"}:
            return
        here = here.head


def _carrier(content: Token) -> Token | None:
    """The noun that carries a content clause ("the hope that …"), or the verb of speech further up."""
    here = content.head
    if is_noun_of_content(here):
        return here
    if is_light(here):
        return next((noun for noun in here.children if is_noun_of_content(noun)), None)
    if content.dep_ != "acl":
        return None
    return next((verb for verb in here.ancestors if is_speech(verb)), None)


def _is_relative_pronoun(token: Token) -> bool:
    return token.lower_ in ("who", "which", "that", "whom", "whose")


def _phrase(noun: Token) -> list[Token]:
    """A noun with its modifiers, without clauses and appositions that hang on it."""
    left_out = {
        token.i
        for child in noun.children
        if child.dep_ in labels.RELATIVE | labels.SUBJECT | labels.AUXILIARY | _APART
        for token in child.subtree
    }
    return [token for token in noun.subtree if token.i not in left_out and not token.is_space]


_APART = frozenset({"acl", "advcl", "appos", "cc", "conj", "mark", "parataxis", "punct"})


def _governor(head: Token) -> Token | None:
    """The predicate that reports the clause, directly or through the clause it is joined to."""
    here = head
    for _ in range(4):
        if here.dep_ in labels.CONTENT and is_reporting(here.head):
            return here.head
        if here.dep_ in labels.CONTENT | {"acl"}:
            found = _carrier(here)
            if found is not None:
                return found
        side = next((c for c in here.children if c.dep_ in labels.SIDE and is_reporting(c)), None)
        if side is not None:
            return side
        if here.dep_ not in labels.CONJUNCT:
            return None
        here = here.head
    return None
