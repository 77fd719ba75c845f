"""Clauses that only say that somebody says something, and nothing of what is said: no claims of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.clauses import MIN_WORDS, Clause
from reconcile.extract.lexicon import words
from reconcile.extract.reporting import is_light, is_noun_of_content, is_plain_speech, is_reporting, is_speech
from reconcile.extract.roles import is_role, lists
from reconcile.extract.sources import OBJECT, TIMES, is_passive, source_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs of speech beside those that the lexicon calls plain.
_SAYING = frozenset({"say", "tell", "write", "add", "note"})
_MARKS = frozenset('"“”')
_APPENDED = frozenset({"appos", "nmod", "nmod:unmarked", "conj", "cc", "punct"})
_HEARERS = frozenset({"court", "jury", "juror", "source", "viewer", "listener", "reader"})
# Where one speaks and through what, beside the occasions of `resources/lexicon.toml`.
_STAGES = frozenset({"floor", "podium", "lectern", "filing", "column", "piece", "courtroom"})
_WHERE = frozenset({"on", "in", "at", "from", "to", "outside", "inside", "near"})
_PLACES = frozenset({"LOC", "ORG", "GPE", "FAC"})
_INSIDE = frozenset({"case", "det", "amod", "compound", "flat", "nummod", "advmod", "nmod:desc", "nmod:poss", "prep"})
_FUNCTION = frozenset({"ADP", "ADV", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ", "SPACE"})
_WHEN = frozenset({"after", "amid", "before", "during", "following"})


def is_bare_attribution(clause: Clause) -> bool:
    """Whether the clause only says that somebody says something ("the minister told reporters on Friday").

    "Xi said at a meeting with Blinken in Beijing" is not bare: that they met is a statement of its own.
    """
    if _only_speaks(clause):
        return True
    if not _reports_content(clause):
        return False
    skipped = _frame(clause)
    skipped |= {
        inner.i for token in clause.tokens if token != clause.head and _is_occasion(token) for inner in token.subtree
    }
    return sum(token.i not in skipped and not token.is_punct for token in clause.tokens) <= MIN_WORDS


def _frame(clause: Clause) -> set[int]:
    """The tokens of the verb, its subject and what belongs to both."""
    head = clause.head
    skipped = {head.i}
    for child in head.children:
        if child.dep_ in labels.SUBJECT:
            skipped |= {token.i for token in child.subtree} - {token.i for token in _circumstance(child)}
        elif child.dep_ in labels.AUXILIARY | {"mark", "cc", "advmod"}:
            skipped.add(child.i)
    return skipped


def _only_speaks(clause: Clause) -> bool:
    """Whether the clause has a plain verb of speech, who speaks, when and where, and nothing that is said.

    A tree often hangs the content elsewhere, and what is left says nothing: "McConnell said over the weekend".
    """
    head = clause.head
    if head.pos_ != "VERB" or not (is_plain_speech(head) or head.lemma_.lower() in _SAYING) or not _is_active(head):
        return False
    if any(child.lower_ in words("negation", "words") for child in head.children):
        return False  # that it was not said is a fact
    if any(_MARKS & set(token.text) for token in clause.tokens[1:]) or any(
        _is_other_verb(token, head) for token in clause.tokens
    ):
        return False  # the content, in a tree that errs
    skipped = {head.i}
    for token in clause.tokens:
        role = token.dep_ if token.head == head else None
        if token == head or (role in OBJECT and not _is_spoken_to(token, head)):
            continue  # any other object is what was said
        if role in OBJECT or role in labels.SUBJECT or _is_stage(token):
            skipped.update(_phrase(token, _APPENDED))
        elif token.lower_ in TIMES or (token.ent_type_ in _PLACES and _is_where(token)):
            skipped.update(_phrase(token, frozenset()))
    return all(token.i in skipped or token.pos_ in _FUNCTION for token in clause.tokens)


def _is_other_verb(token: Token, head: Token) -> bool:
    """Whether a finite verb is neither the clause's own nor one of its auxiliaries."""
    if token.pos_ not in ("VERB", "AUX") or token == head or (token.head == head and token.dep_ in labels.AUXILIARY):
        return False
    return token.tag_ in ("VBD", "VBP", "VBZ", "MD")


def _phrase(noun: Token, more: frozenset[str]) -> Iterator[int]:
    """A noun with its modifiers, and what hangs on it by the labels in `more`; then also "a source briefed"."""
    stack = [noun]
    while stack:
        here = stack.pop()
        yield here.i
        stack.extend(
            child
            for child in here.children
            if child.dep_ in _INSIDE | more or (more and child.dep_ == "acl" and child.tag_ == "VBN")
        )


def _is_stage(noun: Token) -> bool:
    """Where one speaks and through what; "after the briefing" tells when it was."""
    if not _is_occasion(noun) and noun.lemma_.lower() not in _STAGES:
        return False
    return not any(child.lower_ in _WHEN - {"during"} for child in noun.children if child.dep_ == "case")


def _is_active(head: Token) -> bool:
    """ "Police were told" and "it was announced" lack what is said; "the deal was announced" does not."""
    if is_passive(head):
        subject = labels.subject_of(head)
        return head.lemma_ == "tell" or subject is None or subject.lower_ == "it"
    return source_of(head) is not None or (head.tag_ != "VBN" and head.lemma_.lower() in (*_SAYING, "report"))


def _is_where(token: Token) -> bool:
    """Whether a name stands behind a preposition of place: "on MSNBC", "in the Rose Garden", not "of Trump"."""
    name = token
    while name.head.ent_type_ == token.ent_type_ and name.head.i != name.i and name.dep_ in _INSIDE:
        name = name.head
    return any(child.lower_ in _WHERE for child in name.children if child.dep_ == "case")


def _is_spoken_to(token: Token, verb: Token) -> bool:
    """Whether an object is somebody who speaks or hears, and not what is said: "told CNBC", "said the company"."""
    inverted = source_of(verb) is None and token.ent_type_ != ""  # "…, reports the Federal Trade Commission"
    if verb.lemma_.lower() not in ("say", "tell"):
        return inverted and verb.lemma_.lower() in ("report", "write", "note")
    noun = token.lemma_.lower()
    return (
        token.pos_ == "PROPN"
        or token.ent_type_ != ""
        or noun in _HEARERS
        or is_role(token.text)
        or noun in lists().bodies
    )


def _circumstance(subject: Token) -> Iterator[Token]:
    """What the parser hung on the subject though it tells when the speaking was: "Qin, during a call with Blinken"."""
    for child in subject.children:
        if any(case.dep_ in ("case", "prep") and case.lower_ in _WHEN for case in (child, *child.children)):
            yield from child.subtree


def _reports_content(clause: Clause) -> bool:
    """Whether what the verb reports stands in another clause: its complement, or the sentence it hangs on."""
    head = clause.head
    own = set(clause.tokens)
    apart = any(child.dep_ in labels.CONTENT | labels.SIDE and child not in own for child in head.children)
    if is_reporting(head):
        as_reported = is_speech(head) and labels.introduced_by(head) == "as"
        return apart or as_reported or head.dep_ in labels.SIDE or _is_followed_by_that(clause)
    # "expressed the opinion that …": the content hangs on the noun or on the verb.
    nouns = [child for child in head.children if is_noun_of_content(child)]
    return is_light(head) and any(apart or any(child not in own for child in noun.children) for noun in nouns)


def _is_followed_by_that(clause: Clause) -> bool:
    """Whether the clause ends with its verb before a "that": content which the parser hung elsewhere."""
    last = clause.tokens[-1]
    return last == clause.head and last.i + 1 < len(last.doc) and last.nbor().lower_ == "that"


def _is_occasion(noun: Token) -> bool:
    """Whom one speaks to and through what: "told reporters", "said in a statement"; no statement of its own."""
    return noun.lemma_.lower() in words("reporting", "occasions")
