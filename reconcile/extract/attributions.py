"""Attributions inside a sentence: a source, the words that attribute, and what is attributed.

The three parts are those of the attribution corpora (Prasad et al. 2006; Pareti 2016; Newell et al. 2018): source, cue
and content. Content is a set of tokens, so that a clause anywhere inside it inherits the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.reporting import is_light, is_noun_of_content, is_reporting, is_stance, is_viewpoint

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
_AUTHORS = frozenset({"i", "we", "you", "me", "us", "one"})
_CONTROLLED = labels.CONJUNCT | labels.ADVERBIAL | labels.SIDE | {"xcomp", "acl"}
_NOT_SOURCE = labels.RELATIVE | labels.SIDE | {"acl", "advcl", "punct", "conj", "cc"}
_OBLIQUE = frozenset({"obl", "obl:arg", "obl:agent", "nmod", "nmod:desc", "prep", "pobj"})
_OBJECT = frozenset({"obj", "dobj"})
_ASIDE = labels.RELATIVE | labels.SIDE | labels.CONJUNCT | {"advcl", "punct", "cc", "mark"}


@dataclass(frozen=True)
class Attribution:
    """Who (`source`, as written; `named`, the phrase that says who that is), by which words, and the tokens said."""

    source: tuple[Token, ...]
    named: tuple[Token, ...]
    cue: tuple[Token, ...]
    content: frozenset[int]


def find_attributions(doc: Doc) -> Iterator[Attribution]:
    """The attributions that the dependency trees show, in the order of their cues."""
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and (is_reporting(token) or is_stance(token) or is_light(token)):
            yield from _verbal(token)
        elif token.pos_ in ("NOUN", "PROPN"):
            if is_noun_of_content(token):
                yield from _nominal(token)
            if is_viewpoint(token):
                yield from _viewpoint(token)
        if token.lower_ == "according":
            yield from _according(token)


def phrase(head: Token) -> tuple[Token, ...]:
    """The noun phrase around its head: contiguous, without relative clauses, with appositions."""
    out = {t.i for child in head.children if child.dep_ in _NOT_SOURCE for t in child.subtree}
    out -= {t.i for child in head.children if child.dep_ in ("conj", "cc") for t in _inner(child)}
    inside = {t.i for t in head.subtree} - out
    doc, first, last = head.doc, head.i, head.i
    while first - 1 in inside or (first - 2 in inside and doc[first - 1].text in ",-("):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and doc[last + 1].text in ",-(" and not doc[last + 1].is_space):
        last += 1
    tokens = [doc[i] for i in range(first, last + 1)]
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].is_space):
        tokens.pop()
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].is_space or tokens[0].dep_ == "case"):
        tokens.pop(0)
    return tuple(tokens)


def _inner(conjunct: Token) -> Iterable[Token]:
    """The tokens of a conjoined noun; a conjoined clause is no part of a source."""
    return () if labels.is_predicate(conjunct) else conjunct.subtree


def source_of(verb: Token) -> tuple[Token, Token] | None:
    """The head of the phrase that says, and the head of the phrase that tells who that is; None for no source.

    They differ for relative pronouns. Subjects are found through conjunction and control ("…, adding that …").
    """
    here = verb
    for _ in range(5):  # a bound, since parsers err
        own = labels.subject_of(here)
        if own is not None:
            if is_passive(here):
                return None
            if own.lower_ in _RELATIVE_PRONOUNS and here.dep_ in labels.RELATIVE:
                return own, here.head
            return own, own
        if is_passive(here):
            return None
        if here.dep_ in labels.RELATIVE or here.dep_ == "acl":
            return (here.head, here.head) if here.tag_ not in ("VBN", "VB") else None
        if here.dep_ not in _CONTROLLED or here.head.i == here.i:
            return None
        if here.dep_ == "xcomp" and (held := _object_of(here.head)) is not None:
            return held, held
        here = here.head
    return None


def _object_of(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in (*_OBJECT, "iobj")), None)


def is_passive(verb: Token) -> bool:
    """Whether the subject undergoes what the verb says."""
    return any(
        child.dep_ in ("nsubj:pass", "nsubjpass", "aux:pass", "auxpass", "csubj:pass") for child in verb.children
    )


def _agent(verb: Token) -> Token | None:
    """The one by whom it is done ("reported by Reuters")."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next(iter(child.children), None)
        if child.dep_ in _OBLIQUE and any(c.dep_ == "case" and c.lower_ == "by" for c in child.children):
            return child
    return None


def _verbal(verb: Token) -> Iterator[Attribution]:
    passive = is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ == "acl")
    agent = _agent(verb) if passive else None
    heads = (agent, agent) if agent is not None else source_of(verb)
    if heads is None or heads[0].i == verb.i:
        return
    source = phrase(heads[0])
    if source[0].lower_ in _AUTHORS and len(source) == 1:
        return
    content = _content(verb, {t.i for t in source})
    if content:
        named = source if heads[0] == heads[1] else phrase(heads[1])
        yield Attribution(source, named, (verb,), frozenset(content))


def _content(verb: Token, source: set[int]) -> set[int]:
    """The tokens that the verb attributes."""
    said: set[int] = set()
    if is_reporting(verb):
        clauses = [c for c in verb.children if c.dep_ in labels.CONTENT]
        said = {t.i for clause in clauses for t in clause.subtree}
        if not said and _is_aside(verb):
            said = {t.i for t in _top(verb).subtree} - {t.i for t in verb.subtree}
    if said:
        return said - source
    if not is_stance(verb) and not (is_light(verb) and _has_noun_of_content(verb)):
        return said
    for child in verb.children:
        if child.dep_ in labels.COMPLEMENT and child.dep_ not in ("cop", "advcl"):
            said |= set(_without_asides(child))
    return said - source


def _is_aside(verb: Token) -> bool:
    """Whether the verb's clause is put in or after what it reports: "…, he said", "as he put it"."""
    if verb.dep_ in labels.SIDE:
        return True
    return verb.dep_ in labels.ADVERBIAL and labels.introduced_by(verb) == "as" and labels.subject_of(verb) is not None


def _top(verb: Token) -> Token:
    return verb.head


def _has_noun_of_content(verb: Token) -> bool:
    return any(child.dep_ in _OBJECT and is_noun_of_content(child) for child in verb.children)


def _without_asides(token: Token) -> Iterator[int]:
    """The token's subtree without clauses that the outlet adds."""
    stack = [token]
    while stack:
        here = stack.pop()
        yield here.i
        stack.extend(child for child in here.children if child.dep_ not in _ASIDE)


def _nominal(noun: Token) -> Iterator[Attribution]:
    """ "His claim that …", "expressed the opinion that …", "a statement saying …"."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp") and labels.introduced_by(c) == "that"]
    if not clauses:
        return
    content = frozenset(t.i for clause in clauses for t in clause.subtree)
    holder = next((c for c in noun.children if c.dep_ in ("nmod:poss", "poss")), None)
    cue: tuple[Token, ...] = (noun,)
    if holder is None:
        holder = next(
            (
                c
                for c in noun.children
                if c.dep_ in _OBLIQUE and any(x.lower_ in ("by", "of", "from") for x in c.children)
            ),
            None,
        )
    if holder is None and noun.dep_ in (*_OBJECT, *_OBLIQUE) and noun.head.pos_ == "VERB":
        heads = source_of(noun.head)
        holder = heads[1] if heads else None
        cue = (noun.head, noun)
    if holder is not None and holder.lower_ not in _AUTHORS:
        source = phrase(holder)
        yield Attribution(source, source, cue, content)


def _viewpoint(noun: Token) -> Iterator[Attribution]:
    """ "In his opinion", "in the words of the minister": the rest of the clause."""
    if not any(c.lower_ in ("in", "to") and c.i < noun.i for c in noun.children) and noun.head.lower_ not in (
        "in",
        "to",
    ):
        return
    holder = next((c for c in noun.children if c.dep_ in ("nmod:poss", "poss")), None)
    holder = holder or next(
        (c for c in noun.children if c.dep_ == "nmod" and any(x.lower_ == "of" for x in c.children)), None
    )
    if holder is None or holder.lower_ in ("my", "our", "your"):
        return
    own = {t.i for t in noun.subtree}
    content = frozenset(t.i for t in _clause_head(noun).subtree) - own
    if content:
        source = phrase(holder)
        yield Attribution(source, source, tuple(t for t in noun.subtree if t.i <= noun.i and not t.is_punct), content)


def _clause_head(token: Token) -> Token:
    """The predicate that a phrase belongs to."""
    here = token
    while here.head.i != here.i and not labels.is_predicate(here):
        here = here.head
    return here


def _according(token: Token) -> Iterator[Attribution]:
    """ "According to X": X is said to have said the rest of the clause."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    holder = token.head if token.dep_ == "case" else _object_after(doc, token.i + 2)
    if holder is None or holder.i <= token.i + 1:
        return
    source = tuple(t for t in phrase(holder) if t.i > token.i + 1)
    own = {t.i for t in holder.subtree} | {t.i for t in token.subtree}
    top = _clause_head(holder.head if holder.head.i != holder.i else holder)
    content = frozenset(t.i for t in top.subtree) - own
    if source and content:
        yield Attribution(source, source, (token, doc[token.i + 1]), content)


def _object_after(doc: Doc, i: int) -> Token | None:
    """The head of the first noun phrase from a token on."""
    for j in range(i, min(i + 8, len(doc))):
        if doc[j].pos_ in ("NOUN", "PROPN", "PRON") and not (j + 1 < len(doc) and doc[j + 1].pos_ in ("NOUN", "PROPN")):
            return doc[j]
    return None


def covering(attributions: Sequence[Attribution], size: int) -> list[list[int]]:
    """For each token the attributions whose content holds it, the one with the most content first."""
    cover: list[list[int]] = [[] for _ in range(size)]
    for k in sorted(range(len(attributions)), key=lambda k: -len(attributions[k].content)):
        for i in attributions[k].content:
            cover[i].append(k)
    return cover
