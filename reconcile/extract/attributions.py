"""Attributions inside a sentence: a source, the words that attribute, and what is attributed.

The three parts are those of the attribution corpora (Prasad et al. 2006; Pareti 2016; Newell et al. 2018): source, cue
and content. Content is a set of tokens, so that a clause anywhere inside it inherits the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.bounds import LONGEST_SENTENCE
from reconcile.extract.reporting import (
    is_light,
    is_noun_of_content,
    is_plain_speech,
    is_reporting,
    is_speech,
    is_stance,
    is_viewpoint,
)
from reconcile.extract.sources import (
    AUTHORS,
    LINKS,
    LONGEST,
    NOMINAL,
    OBJECT,
    OBLIQUE,
    agent_of,
    is_nobody,
    phrase,
    source_of,
    speaker_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_FINAL = frozenset(".!?")
_NEAR = 9  # tokens between a verb of saying and "that"
_EDGE = 3  # marks that may follow the last word of a sentence
_NOUN_CLAUSE = labels.CONTENT | labels.RELATIVE | {"acl"}
_LOOSE = labels.SIDE | {"dep", "obj"}  # where the parts of a clause end up that the parser did not see whole
_ASIDE = labels.RELATIVE | labels.SIDE | labels.CONJUNCT | labels.ADVERBIAL


@dataclass(frozen=True)
class Attribution:
    """Who (`source`, as written; `named`, the phrase that says who that is), by which words, and the tokens said."""

    source: tuple[Token, ...]
    named: tuple[Token, ...]
    cue: tuple[Token, ...]
    content: frozenset[int]


def find_attributions(doc: Doc, inside: Sequence[int]) -> Iterator[Attribution]:
    """The attributions that the dependency trees show, in the order of their cues.

    `inside` has for each token the number of the quotation that it stands in, -1 for none.
    """
    for sentence in doc.sents:
        if len(sentence) <= LONGEST_SENTENCE:
            yield from _in_sentence(sentence, inside)


def _in_sentence(sentence: Span, inside: Sequence[int]) -> Iterator[Attribution]:
    for token in sentence:
        if token.pos_ in ("VERB", "AUX") and _may_attribute(token):
            yield from _verbal(token, inside)
        elif token.pos_ in ("NOUN", "PROPN"):
            if is_noun_of_content(token):
                yield from _nominal(token)
            if is_viewpoint(token):
                yield from _viewpoint(token)
        if token.lower_ == "according":
            yield from _according(token)


def _may_attribute(verb: Token) -> bool:
    return is_reporting(verb) or is_stance(verb) or is_light(verb) or _puts_it(verb)


def _verbal(verb: Token, inside: Sequence[int]) -> Iterator[Attribution]:
    said = speaker_of(verb, inside)
    if said is None:
        return
    source, named = said
    if aside := _interposed(verb, inside):
        source, content = aside
        yield Attribution(source, source, (verb,), frozenset(content))
        return
    own = {t.i for t in source} | {t.i for t in source[0].doc[source[-1].i].subtree if t.i > source[-1].i > verb.i}
    content = _as_reported(verb) or _content(verb, own)
    if inside[verb.i] >= 0:  # what is said inside a quotation ends with it
        content = {i for i in content if inside[i] == inside[verb.i]}
    if content:
        yield Attribution(source, named, (verb,), frozenset(content))


def _content(verb: Token, source: set[int]) -> set[int]:
    """The tokens that the verb attributes."""
    said: set[int] = set()
    if _puts_it(verb):
        return ({t.i for t in verb.head.subtree} - {t.i for t in verb.subtree}) - source
    if is_reporting(verb):
        clauses = [c for c in verb.children if c.dep_ in labels.CONTENT and (c.i > verb.i or is_speech(verb))]
        if is_plain_speech(verb) and any(c.i > verb.i for c in clauses):
            clauses += [c for c in verb.children if c.i > verb.i and c.dep_ in _LOOSE and not _is_set_apart(c)]
        said = {t.i for clause in clauses for t in clause.subtree if t.dep_ != "mark"}
        if not said and _is_aside(verb):
            said = {t.i for t in verb.head.subtree} - {t.i for t in verb.subtree}
        if not said and is_plain_speech(verb):
            said = _rest(verb)
        if not said and is_plain_speech(verb) and agent_of(verb) is not None:
            said = set(_without_asides(verb))
    if said:
        return said - source
    if not is_stance(verb) and not (is_light(verb) and _has_noun_of_content(verb)):
        return said
    if any(child.dep_ in labels.COMPLEMENT and child.dep_ != "cop" for child in verb.children):
        said = set(_without_asides(verb))
    return said - source


def _is_set_apart(clause: Token) -> bool:
    """Whether a semicolon or a dash begins the clause."""
    first = clause.left_edge
    return (first.i > 0 and first.nbor(-1).text in (";", "--", "–", "—")) or first.text in (";", "--", "–", "—")


def _interposed(verb: Token, inside: Sequence[int]) -> tuple[tuple[Token, ...], set[int]] | None:
    """A phrase and verb between commas: "The benefit, it says, would be $300"; the rest of the sentence is said."""
    doc, sentence = verb.doc, verb.sent
    if inside[verb.i] >= 0 or verb.i + 1 >= sentence.end or doc[verb.i + 1].text != "," or not is_plain_speech(verb):
        return None
    comma = next((i for i in range(verb.i - 1, max(sentence.start, verb.i - _NEAR), -1) if doc[i].text == ","), None)
    if comma is None or comma == verb.i - 1:
        return None
    source = tuple(doc[i] for i in range(comma + 1, verb.i) if doc[i].pos_ not in ("ADV", "AUX"))
    if any(t.pos_ not in NOMINAL and t.lower_ not in LINKS for t in source) or not source or is_nobody(source):
        return None
    return source, set(range(sentence.start, sentence.end)) - set(range(comma, verb.i + 2))


def _as_reported(verb: Token) -> set[int]:
    """What follows "As the minister reported this week, …": all up to the end of the sentence or line."""
    doc, first = verb.doc, verb.sent.start
    while first < verb.i and not doc[first].is_alpha:
        first += 1
    if doc[first].text != "As" or not is_reporting(verb) or verb.i - first > LONGEST:
        return set()
    comma = next((i for i in range(verb.i + 1, min(verb.i + _NEAR, len(doc))) if doc[i].text == ","), None)
    if comma is None or any(doc[i].pos_ == "VERB" for i in range(first, comma) if i != verb.i):
        return set()
    last = min(comma + LONGEST_SENTENCE, len(doc))
    end = next((i for i in range(comma, last) if doc[i].text in _FINAL or "\n" in doc[i].text), last)
    return set(range(comma + 1, end))


def _is_aside(verb: Token) -> bool:
    """Whether the verb's clause is put in or after what it reports: "…, he said", "as he put it"."""
    doc, after = verb.doc, verb.i + 1
    if after + 1 < len(doc) and doc[after].text in ",:" and doc[after + 1].is_quote:
        return False  # what it reports comes after it
    if verb.dep_ in labels.SIDE:
        return True
    return verb.dep_ in labels.ADVERBIAL and labels.introduced_by(verb) == "as" and labels.subject_of(verb) is not None


def _rest(verb: Token) -> set[int]:
    """What follows a verb of saying where the parser saw no clause: after "that", or if another verb is in it."""
    doc, end = verb.doc, verb.sent.end
    that = next((i for i in range(verb.i + 1, min(verb.i + _NEAR, end)) if doc[i].lower_ == "that"), None)
    if that is not None:
        return set(range(that + 1, end))
    rest = {t.i for t in verb.subtree if t.i > verb.i}
    return rest if any(doc[i].pos_ in ("VERB", "AUX") or doc[i].is_quote for i in rest) else set()


def _puts_it(verb: Token) -> bool:
    """Whether the clause is "as the minister put it"."""
    return (
        verb.lower_ in ("put", "puts")
        and labels.introduced_by(verb) == "as"
        and any(child.lower_ == "it" and child.i > verb.i for child in verb.children)
    )


def _has_noun_of_content(verb: Token) -> bool:
    return any(child.dep_ in OBJECT and is_noun_of_content(child) for child in verb.children)


def _without_asides(token: Token) -> Iterator[int]:
    """The token's subtree without clauses that the outlet adds."""
    stack = [token]
    while stack:
        here = stack.pop()
        yield here.i
        stack.extend(child for child in here.children if not _is_added(child))


def _is_added(token: Token) -> bool:
    return token.dep_ in _ASIDE and labels.is_predicate(token) and labels.is_finite(token)


def _nominal(noun: Token) -> Iterator[Attribution]:
    """ "His claim that …", "expressed the opinion that …", "a statement saying …"."""
    clauses = [c for c in noun.children if c.dep_ in _NOUN_CLAUSE and labels.introduced_by(c) == "that"]
    if not clauses:
        return
    content = frozenset(t.i for clause in clauses for t in clause.subtree)
    names = tuple(noun.doc[i] for i in range(noun.left_edge.i, noun.i))
    if noun.dep_ in ("ROOT", "root") and is_speech(noun) and names and names[-1].pos_ == "PROPN":
        yield Attribution(names, names, (noun,), content)  # "The Times reports that …", the verb read as a noun
        return
    holder = next((c for c in noun.children if c.dep_ in ("nmod:poss", "poss")), None)
    cue: tuple[Token, ...] = (noun,)
    if holder is None:
        holder = next(
            (
                c
                for c in noun.children
                if c.dep_ in OBLIQUE and any(x.lower_ in ("by", "of", "from") for x in c.children)
            ),
            None,
        )
    if holder is None and noun.dep_ in OBJECT and (is_light(noun.head) or noun.head.lemma_ == "have"):
        heads = source_of(noun.head)
        holder = heads[1] if heads else None
        cue = (noun.head, noun)
    if holder is not None and holder.lower_ not in AUTHORS:
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
    if not source:
        return
    own = {t.i for t in holder.subtree if token.i <= t.i} | set(range(token.i, source[-1].i + 1))
    sentence = token.sent
    if token.i - sentence.start <= 1 or sentence.end - source[-1].i <= _EDGE:
        content = frozenset(range(sentence.start, sentence.end)) - own
    else:
        content = frozenset(t.i for t in _clause_head(holder.head).subtree) - own
    if content:
        yield Attribution(source, source, (token, doc[token.i + 1]), content)


def _object_after(doc: Doc, i: int) -> Token | None:
    """The head of the first noun phrase from a token on."""
    for j in range(i, min(i + 8, len(doc))):
        if doc[j].pos_ in ("NOUN", "PROPN", "PRON") and not (j + 1 < len(doc) and doc[j + 1].pos_ in ("NOUN", "PROPN")):
            return doc[j]
    return None
