"""How far along a claimed event is, how sure, and whether the claim affirms or denies it.

The classes follow the factuality of FactBank (Saurí and Pustejovsky 2009) and the stages that an editor tells apart. A
cue counts only where the tree gives it scope over the clause: on the clause's head, in the chain of verbs that leads to
it ("agreed to try to stop"), or on the verb that reports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from reconcile.extract import infinitives, labels
from reconcile.extract.headlines import headline_status
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


_NOT = frozenset({"not", "n't", "n’t", "never"})
_WOULD = frozenset({"would", "'d", "’d"})
_PRESENT = frozenset({"is", "are", "am", "’s", "'s"})
_IS = _PRESENT | {"be", "been"}


def find_status(clause: Clause) -> tuple[Status, Span | None]:
    """The clause's stage and certainty, and the word that tells it (None for a plain report of something done)."""
    for read in (_condition, headline_status, _own, _reported, _tense):
        found = read(clause)
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
    if verb.lower_ in words("status", "demanded_modals") and infinitives.governed(verb) is not None:
        return Status.DEMANDED, verb  # "ought to resign", where the tree makes "ought" the verb
    for child in verb.children:
        if child.dep_ not in labels.AUXILIARY:
            continue
        for status, name in _MODALS:
            if child.lower_ in words("status", name):
                if child.lower_ == "could" and any(c.lower_ in _NOT for c in verb.children):
                    return None  # "could not be reached": it was not
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
            if token.lower_ in words("status", name) and _certifies(token, verb, status):
                return status, token
    return None


def _certifies(token: Token, verb: Token, status: Status) -> bool:
    """ "The alleged attack" and "is expected to" do, "reported a loss" does not.

    What is expected or planned of a noun ("the planned visit was cancelled") is not what the clause says of it.
    """
    if token.dep_ == "amod" and status is not Status.POSSIBLE:
        return any(child.dep_ == "cop" for child in verb.children)  # "the likely outcome is war"
    if token.tag_ not in ("VBD", "VBN", "JJ") or (token != verb and token.dep_ not in labels.CONJUNCT):
        return True
    if any(child.dep_ == "cop" for child in token.children):
        return token.lower_ != "set" or _has_infinitive(token)
    passive = [child for child in token.children if child.dep_ in ("aux:pass", "auxpass")]
    if status is Status.POSSIBLE:
        return bool(passive) and _has_infinitive(token)
    present = any(child.lower_ in _IS for child in passive)
    return _has_infinitive(token) or (present and (token.lower_ != "set" or _is_dated(token)))


def _is_dated(token: Token) -> bool:
    """ "Set for Friday", which the record that was set in 1999 is not."""
    return any(case.lower_ == "for" for child in token.children for case in (child, *child.children))


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
    infinitive = infinitives.governed(verb)
    if lemma in words("status", "infinitive_verbs") and infinitive is None:
        return None
    if lemma in words("status", "raising_verbs") and not any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return None  # "appeared on television"
    if lemma == "call":
        return (Status.DEMANDED, verb) if _calls_for(verb) else None
    if infinitive is not None and verb.lower_ in words("status", "imminent"):
        return Status.EXPECTED, verb
    if infinitive is not None and lemma in words("status", "own_intent") and not _has_object(verb):
        return Status.PLANNED, verb
    if lemma == "plan" and verb.tag_ in ("VBZ", "VBP", "VBG") and governs:
        return Status.PLANNED, verb
    if lemma == "go" and verb.lower_ == "going" and any(c.dep_ == "xcomp" for c in verb.children):
        return Status.PLANNED, verb
    if not governs:
        return None
    for status, name in _VERBS:
        if lemma in words("status", name) and (status is not Status.PLANNED or _has_infinitive(verb)):
            return status, verb
    return (Status.ONGOING, verb) if lemma in words("status", "ongoing_verbs") and _has_infinitive(verb) else None


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in ("obj", "dobj") for child in verb.children)


def _calls_for(verb: Token) -> bool:
    """ "Called for a vote" and "called on him to go" demand; "called him a liar" names."""
    after = verb.i + 1
    return after < len(verb.doc) and verb.doc[after].lower_ in ("for", "on", "upon")


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
    mark = infinitives.announced(verb) if verb == clause.head else None
    return None if mark is None else (Status.PLANNED, mark)


def _reported(clause: Clause) -> tuple[Status, Token] | None:
    """What the reporting verb makes of its content: hoped, demanded, denied, suspected."""
    governor = clause.governor
    if governor is None:
        return None
    lemma = governor.lemma_.lower()
    if lemma in words("status", "hedging_governors"):
        return Status.POSSIBLE, governor
    if lemma == "insist" and _is_indicative(clause.head):
        return None  # "insisted that he go" demands, "insisted that he went" holds
    for status, name in _VERBS:
        if lemma in words("status", name):
            return status, governor
    return None


def _is_indicative(head: Token) -> bool:
    return any(verb.tag_ in ("VBD", "VBZ") for verb in (head, *head.children))


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
