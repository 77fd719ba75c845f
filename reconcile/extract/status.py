"""How far along a claimed event is, how sure, and whether the claim affirms or denies it.

The classes follow the factuality of FactBank (Saurí and Pustejovsky 2009) and the stages that an editor tells apart. A
cue counts only where the tree gives it scope over the clause: on the clause's head, in the chain of verbs that leads to
it ("agreed to try to stop"), or on the verb that reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.lexicon import words
from reconcile.extract.reporting import is_light
from reconcile.models import Polarity, Span, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reconcile.extract.clauses import Clause

# Nearest cue first: of two cues on one verb, what makes it least certain is told.
_VERBS = (
    (Status.DENIED, "denied_verbs"),
    (Status.POSSIBLE, "possible_verbs"),
    (Status.EXPECTED, "expected_verbs"),
    (Status.PLANNED, "planned_verbs"),
    (Status.DEMANDED, "demanded_verbs"),
)
_WORDS = (
    (Status.POSSIBLE, "possible_words"),
    (Status.EXPECTED, "expected_words"),
    (Status.PLANNED, "planned_words"),
)
_MODALS = (
    (Status.POSSIBLE, "possible_modals"),
    (Status.DEMANDED, "demanded_modals"),
    (Status.PLANNED, "future_modals"),
)


_WOULD = frozenset({"would", "'d", "’d"})
_PRESENT = frozenset({"is", "are", "am", "’s", "'s"})


def find_status(clause: Clause) -> tuple[Status, Span | None]:
    """The clause's stage and certainty, and the word that tells it (None for a plain report of something done)."""
    for found in (_condition(clause), _own(clause), _reported(clause), _tense(clause)):
        if found is not None:
            status, cue = found
            return status, as_span(cue)
    return Status.HAPPENED, None


def find_polarity(clause: Clause) -> tuple[Polarity, Span | None]:
    """Whether the clause is negated, and by which word. Two negations in one chain cancel each other."""
    cues = sorted({cue.i: cue for cue in _negations(clause)}.values(), key=lambda cue: cue.i)
    if len(cues) % 2 == 0:
        return Polarity.POSITIVE, None
    return Polarity.NEGATIVE, as_span(cues[0])


def as_span(token: Token) -> Span:
    """A token as a span of the article."""
    return Span(start=token.idx, end=token.idx + len(token), text=token.text)


def _chain(clause: Clause) -> Iterator[Token]:
    """The head and the verbs it governs as one action: "plans to try to leave"."""
    here: Token | None = clause.head
    while here is not None:
        yield here
        here = next((c for c in here.children if c.dep_ == "xcomp" and c in clause.tokens), None)


def _condition(clause: Clause) -> tuple[Status, Token] | None:
    head = clause.head
    if _is_condition(head):
        return Status.HYPOTHETICAL, head
    auxiliaries = [child for child in head.children if child.dep_ in labels.AUXILIARY]
    modal = next((c for c in auxiliaries if c.tag_ == "MD" or c.lower_ in _WOULD), None)
    if modal is None:
        return None
    if any(token.dep_ == "mark" and _is_condition(token.head) for token in clause.tokens):
        return Status.HYPOTHETICAL, modal
    if modal.lower_ not in _WOULD:
        return None
    if clause.governor is None or any(child.lower_ == "have" for child in auxiliaries):
        return Status.HYPOTHETICAL, modal
    # "He said he would resign" is the future seen from the past; what is hoped or demanded stays so.
    return _reported(clause) or (_future(head), modal)


def _is_condition(head: Token) -> bool:
    return labels.introduced_by(head) in words("status", "hypothetical_marks")


def _future(head: Token) -> Status:
    """What someone will do is planned; what will be or become is expected."""
    return Status.EXPECTED if head.lemma_.lower() in words("status", "unplanned_verbs") else Status.PLANNED


def _own(clause: Clause) -> tuple[Status, Token] | None:
    """Cues inside the clause, from its head downwards."""
    for verb in _chain(clause):
        for found in (_modal(verb), _adverb(verb, clause), _verb(verb, clause), _infinitive(verb, clause)):
            if found is not None:
                return found
    return None


def _modal(verb: Token) -> tuple[Status, Token] | None:
    for child in verb.children:
        if child.dep_ not in labels.AUXILIARY:
            continue
        for status, name in _MODALS:
            if child.lower_ in words("status", name):
                adverb = next((c for c in verb.children if c.lower_ in words("status", "expected_words")), None)
                if status is Status.PLANNED and adverb is not None:
                    return Status.EXPECTED, adverb
                return (_future(verb) if status is Status.PLANNED else status), child
    return None


def _adverb(verb: Token, clause: Clause) -> tuple[Status, Token] | None:
    """Adverbs and adjectives of certainty on the verb or on its subject and complements ("the alleged attack")."""
    subjects = (child for child in verb.children if child.dep_ in labels.SUBJECT)
    for token in [verb, *verb.children, *(c for subject in subjects for c in subject.children)]:
        if token not in clause.tokens:
            continue
        for status, name in _WORDS:
            if token.lower_ in words("status", name) and _certifies(token, verb):
                return status, token
    return None


def _certifies(token: Token, verb: Token) -> bool:
    """ "The reported attack" and "is expected to" do; "reported" as the main verb is a verb of speech."""
    return token != verb or any(child.dep_ in ("xcomp", "ccomp", "cop") for child in token.children)


def _verb(verb: Token, clause: Clause) -> tuple[Status, Token] | None:
    lemma = verb.lemma_.lower()
    if any(child.dep_ in labels.CONTENT and child not in clause.tokens for child in verb.children):
        return None  # the demand was made, the prediction given: what they say is another clause
    light = _light_noun(verb)
    if light is not None:
        return light
    if lemma in words("status", "weighing_verbs") and _is_weighed(verb):
        return Status.POSSIBLE, verb
    governs = any(c.dep_ in ("xcomp", "ccomp", "obj", "dobj", "advcl") for c in verb.children)
    if lemma == "go" and verb.lower_ == "going" and any(c.dep_ == "xcomp" for c in verb.children):
        return Status.PLANNED, verb
    if not governs:
        return None
    for status, name in _VERBS:
        if lemma in words("status", name) and (status is not Status.PLANNED or _has_infinitive(verb)):
            return status, verb
    return (Status.ONGOING, verb) if lemma in words("status", "ongoing_verbs") and _has_infinitive(verb) else None


def _light_noun(verb: Token) -> tuple[Status, Token] | None:
    """ "Expressed hope for a thaw", "made plans to leave": the noun tells the stage."""
    if not is_light(verb):
        return None
    for noun in verb.children:
        for status, name in _VERBS:
            if noun.dep_ in ("obj", "dobj") and noun.lemma_.lower() in words("status", name):
                return status, noun
    return None


def _is_weighed(verb: Token) -> bool:
    """ "Is considering a ban" and "considered leaving" weigh a step; "considers him a friend" is an opinion."""
    if any(child.dep_ == "xcomp" and child.tag_ != "VBG" for child in verb.children):
        return False
    return verb.tag_ == "VBG" or any(
        child.tag_ == "VBG" and child.dep_ in ("xcomp", "ccomp") for child in verb.children
    )


def _has_infinitive(verb: Token) -> bool:
    return any(c.dep_ in ("xcomp", "ccomp", "advcl") for c in verb.children)


def _infinitive(verb: Token, clause: Clause) -> tuple[Status, Token] | None:
    """Headlines: "Minister to resign"."""
    mark = next((c for c in verb.children if c.lower_ == "to" and c.i < verb.i and c.pos_ == "PART"), None)
    if mark is not None and verb == clause.head and labels.subject_of(verb) is not None and not labels.is_finite(verb):
        return Status.PLANNED, mark
    return None


def _reported(clause: Clause) -> tuple[Status, Token] | None:
    """What the reporting verb makes of its content: hoped, demanded, denied, suspected."""
    governor = clause.governor
    if governor is None:
        return None
    lemma = governor.lemma_.lower()
    if lemma in words("status", "hedging_governors"):
        return Status.POSSIBLE, governor
    for status, name in _VERBS:
        if lemma in words("status", name):
            return status, governor
    return None


def _tense(clause: Clause) -> tuple[Status, Token] | None:
    head = clause.head
    if head.tag_ == "VBG" and any(c.dep_ in labels.AUXILIARY and c.lower_ in _PRESENT for c in head.children):
        return Status.ONGOING, head
    return None


def _negations(clause: Clause) -> Iterator[Token]:
    for verb in _chain(clause):
        yield from (c for c in verb.children if c.lower_ in words("negation", "words") and c in clause.tokens)
        for child in verb.children:
            if child.dep_ in labels.SUBJECT | labels.COMPLEMENT | {"advmod"} and child in clause.tokens:
                # "no passengers were aboard", "no longer"
                yield from (c for c in child.children if c.lower_ in ("no", "neither") and c.i < child.i)
                if child.lower_ in ("nobody", "nothing", "none"):
                    yield child
        if verb.lemma_.lower() in words("negation", "verbs") and _has_infinitive(verb):
            yield verb
        if verb.lower_ in words("negation", "adjectives"):
            yield verb
    for one, other in pairwise(clause.tokens):
        if one.lower_ == "anything" and other.lower_ == "but":
            yield one
    governor = clause.governor
    if governor is None:
        return
    lemma = governor.lemma_.lower()
    if lemma in words("status", "denied_verbs"):
        yield governor
    if lemma in words("reporting", "opinion"):
        # "She does not believe that he left" denies that he left (negation raising).
        yield from (c for c in governor.children if c.lower_ in ("not", "n't", "n’t", "never"))
