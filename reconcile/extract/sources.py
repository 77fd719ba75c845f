"""The source of an attribution: the noun phrase that says, believes or wants what a verb reports.

The tree is asked first: own, shared and controlled subjects, agents of passives. Where it has none, or one that stands
in quotation marks, the words beside the verb are read: quotations inside sentences often break the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reconcile.extract import labels

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OBLIQUE = frozenset({"obl", "obl:arg", "obl:agent", "nmod", "nmod:desc", "prep", "pobj"})
OBJECT = frozenset({"obj", "dobj"})
NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"})
LINKS = frozenset({"of", "for", "'s", "’s", "-", "and"})
LONGEST = 40  # words; a source that is longer is a slip of the parser
_RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
AUTHORS = frozenset({"i", "we", "you", "me", "us", "one"})
_NOBODY = AUTHORS | {"this", "that", "these", "those", "what", "there", "which"}
TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december morning afternoon evening night day week weekend month year today yesterday tomorrow
    tonight noon midday midnight hour hours days weeks months years ago early earlier late later last this next the
    that""".split()
)
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_CLAUSAL = frozenset({"VERB", "AUX", "SCONJ"})
_CONTROLLED = labels.CONJUNCT | labels.ADVERBIAL | labels.SIDE | {"xcomp", "acl"}
_NOT_SOURCE = labels.RELATIVE | labels.SIDE | {"acl", "advcl", "punct", "conj", "cc"}


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
    verb = next((i for i in range(head.i - 1, first - 1, -1) if doc[i].pos_ in _CLAUSAL), None)
    if verb is not None:  # "Asked about it, the minister": a participle in front is no part of the phrase
        comma = next((i for i in range(head.i - 1, verb, -1) if doc[i].text == ","), verb)
        first = comma + 1
    last = next((i - 1 for i in range(head.i + 1, last + 1) if doc[i].pos_ == "AUX"), last)
    tokens = _without_asides([doc[i] for i in range(first, last + 1)])
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].is_space or not tokens[-1].text.strip()):
        tokens.pop()
    if any(t.text == "(" for t in tokens) and not any(t.text == ")" for t in tokens):
        tokens += [t for t in doc[tokens[-1].i + 1 : tokens[-1].i + 2] if t.text == ")"]
    while len(tokens) > 1 and (tokens[0].is_punct or not tokens[0].text.strip() or tokens[0].dep_ == "case"):
        tokens.pop(0)
    return tuple(tokens)


def _without_asides(tokens: list[Token]) -> list[Token]:
    """Without an adverbial that the tree took into the phrase: "In turn, Lee", "Lee, during a visit to Rome"."""
    commas = [k for k, token in enumerate(tokens) if token.text == ","]
    if commas and tokens[0].pos_ in ("ADP", "SCONJ", "VERB", "ADV") and commas[-1] + 1 < len(tokens):
        tokens = tokens[commas[-1] + 1 :]
        commas = []
    aside = next((k for k in commas if k + 1 < len(tokens) and tokens[k + 1].pos_ in ("ADP", "SCONJ", "VERB")), None)
    return tokens[:aside] if aside else tokens


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
        if here.dep_ == "acl" and here.tag_ == "VB" and here.head.dep_ in OBJECT:  # "missed a chance to say"
            here = here.head.head
            continue
        if here.dep_ in labels.RELATIVE or here.dep_ == "acl":
            return (here.head, here.head) if here.dep_ != "acl" or here.tag_ == "VBG" else None
        if here.dep_ not in _CONTROLLED or here.head.i == here.i:
            return None
        if here.dep_ == "xcomp" and (held := _object_of(here.head)) is not None:
            return held, held
        here = here.head
    return None


def _object_of(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in (*OBJECT, "iobj")), None)


def is_passive(verb: Token) -> bool:
    """Whether the subject undergoes what the verb says."""
    return any(
        child.dep_ in ("nsubj:pass", "nsubjpass", "aux:pass", "auxpass", "csubj:pass") for child in verb.children
    )


def agent_of(verb: Token) -> Token | None:
    """The one by whom it is done ("reported by Reuters")."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next(iter(child.children), None)
        if child.dep_ in OBLIQUE and any(c.dep_ == "case" and c.lower_ == "by" for c in child.children):
            return child
    return None


def speaker_of(verb: Token, inside: Sequence[int]) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """The phrase that says, as written, and the phrase that tells who that is; None for no source, or the author."""
    lost = _lost_subject(verb)
    passive = lost is None and (is_passive(verb) or _is_participle(verb))
    agent = agent_of(verb) if passive else lost
    heads = (agent, agent) if agent is not None else source_of(verb)
    if heads is not None and heads[0].i != verb.i and inside[heads[0].i] in (-1, inside[verb.i]):
        source = _extended(phrase(heads[0]), verb)
        if any(c.isalnum() for token in source for c in token.text) and not _is_cut_off(source, verb):
            if (
                not passive and source[0].i > verb.i and (before := _before(verb))
            ):  # "Smith said it would": not the subject of "said"
                return _checked(before, before, verb, inside)
            return _checked(source, source if heads[0] == heads[1] else phrase(heads[1]), verb, inside)
    near = () if passive else _near(verb)
    return _checked(near, near, verb, inside) if near else None


def _is_cut_off(source: tuple[Token, ...], verb: Token) -> bool:
    """Whether a comma separates the verb from a phrase behind it: it is the subject of what follows."""
    return source[0].i > verb.i and any(token.text == "," for token in verb.doc[verb.i : source[0].i])


def _checked(
    source: tuple[Token, ...], named: tuple[Token, ...], verb: Token, inside: Sequence[int]
) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """Source and name, unless the source is nobody, too long, or in part inside a quotation that the verb is not in."""
    if len(source) > LONGEST or is_nobody(source):
        return None
    if len({inside[token.i] for token in source}) > 1 and inside[verb.i] < 0:
        return None
    return source, named


def is_nobody(source: Sequence[Token]) -> bool:
    """Whether a phrase names no source: the author, a pronoun for a thing ("this"), or a time ("Thursday morning")."""
    if len(source) == 1 and source[0].lower_ in _NOBODY:
        return source[0].text != "US"
    words = [token for token in source if token.pos_ != "NUM"]  # "two days later", "early June 18"
    return bool(words) and all(token.lower_ in TIMES for token in words)


def _is_participle(verb: Token) -> bool:
    return verb.tag_ == "VBN" and not any(
        child.dep_ in labels.AUXILIARY or child.dep_ in labels.SUBJECT for child in verb.children
    )


def _lost_subject(verb: Token) -> Token | None:
    """The name that the parser hung the sentence's verb on: "Ann Smith, the mayor, called for calm"."""
    if verb.dep_ not in ("acl", "parataxis") or verb.tag_ == "VBG" or labels.subject_of(verb) is not None:
        return None
    name = verb.head.head if verb.head.dep_ == "appos" else verb.head
    if name.pos_ != "PROPN" or name.i > verb.i or labels.is_predicate(name):
        return None
    return name if name.dep_ in ("ROOT", "root") or verb.tag_ != "VBN" else None


def _extended(source: tuple[Token, ...], verb: Token) -> tuple[Token, ...]:
    """The phrase with the nominal words that stand between it and the verb, where the tree cut it short."""
    between = verb.doc[source[-1].i + 1 : verb.i] if source[-1].i < verb.i else ()
    if len(between) > 0 and all(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in between):
        return (*source, *between)
    return source


def _near(verb: Token) -> tuple[Token, ...]:
    """The noun phrase beside a verb without a subject: behind it after a quotation, else before it."""
    follows_quotation = verb.i > 0 and not any(c.isalnum() or c in ",)" for c in verb.nbor(-1).text)
    return _inverted(verb) or _before(verb) if follows_quotation else _before(verb) or _inverted(verb)


def _before(verb: Token) -> tuple[Token, ...]:
    """The noun phrase before a finite verb that the tree gives no subject; an aside in commas may stand between."""
    doc, first, i = verb.doc, verb.sent.start, verb.i - 1
    if verb.tag_ == "VBG" and i > first and doc[i].text == ",":
        return _shared(doc, first, i)
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ == "acl":
        return ()
    while i >= first and doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    if i > first and doc[i].pos_ == "CCONJ":
        return _shared(doc, first, i)
    if i > first and doc[i].text == ")":  # "Smith (R-Texas) said"
        i = next((k - 1 for k in range(i, first, -1) if doc[k].text == "("), i)
    if i > first and doc[i].text == ",":
        aside = next((k for k in range(i - 1, max(first, i - LONGEST), -1) if doc[k].text == ","), None)
        if aside is None or doc[aside + 1].pos_ not in ("ADP", "SCONJ", "VERB", "ADV"):
            return ()
        i = aside - 1
    end = i + 1
    while i >= first and (doc[i].pos_ in NOMINAL or doc[i].lower_ in LINKS):
        i -= 1
    words = [doc[k] for k in range(i + 1, end)]
    while words and (words[0].lower_ in LINKS or words[0].pos_ == "NUM"):
        words.pop(0)
    return tuple(words) if any(t.pos_ in ("PROPN", "PRON", "NOUN") for t in words) else ()


def _shared(doc: Doc, first: int, end: int) -> tuple[Token, ...]:
    """The subject of the last verb between two tokens that has one."""
    subjects = (labels.subject_of(doc[k]) for k in range(end - 1, first - 1, -1) if doc[k].pos_ == "VERB")
    shared = next((subject for subject in subjects if subject is not None), None)
    return phrase(shared) if shared is not None else ()


def _inverted(verb: Token) -> tuple[Token, ...]:
    """The noun phrase right after a verb that stands behind what it reports: "…,” said John Smith, a lawyer"."""
    doc, end = verb.doc, verb.i + 1
    while end < len(doc) and end <= verb.i + LONGEST and (doc[end].pos_ in NOMINAL or doc[end].lower_ in LINKS):
        end += 1
    while end > verb.i + 1 and doc[end - 1].lower_ in LINKS:
        end -= 1
    words = tuple(doc[i] for i in range(verb.i + 1, end) if doc[i].text.strip())
    return words if verb.i and not any(c.isalnum() for c in doc[verb.i - 1].text) else ()


def beside(verb: Token, first: int) -> tuple[Token, ...]:
    """The noun phrase between token `first`, which follows a quotation, and the verb; else the one after the verb.

    Words beside the marks tell more than the tree, which a quotation inside a sentence often breaks.
    """
    doc = verb.doc
    words = [doc[i] for i in range(first, verb.i)]
    while words and (words[-1].pos_ in ("ADV", "AUX") or words[-1].is_punct or not words[-1].text.strip()):
        words.pop()
    while words and (words[0].is_punct or not words[0].text.strip() or words[0].pos_ == "CCONJ"):
        words.pop(0)
    if not words:
        return _inverted(verb)
    comma = next((k for k, token in enumerate(words) if token.text == ","), len(words))
    if any(t.pos_ in _CLAUSAL for t in words[comma:]):  # "Ann Smith, who leads the party, said"
        words = words[:comma]
    if any(t.pos_ in _CLAUSAL for t in words) or not any(t.pos_ in _NOUNS for t in words):
        return ()
    return tuple(words)
