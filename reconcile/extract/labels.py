"""Dependency labels, so that pipelines trained on Universal Dependencies and on ClearNLP labels read alike.

UD v2: Nivre et al. 2020. ClearNLP: the labels of the English pipelines that spaCy publishes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = frozenset(
    {"nsubj", "nsubj:pass", "nsubj:outer", "nsubjpass", "csubj", "csubj:pass", "csubj:outer", "csubjpass", "expl"}
)
COMPLEMENT = frozenset({"obj", "dobj", "iobj", "dative", "ccomp", "xcomp", "obl", "obl:arg", "obl:agent", "prep"}) | {
    "agent", "attr", "acomp", "oprd", "cop", "advcl", "obl:tmod", "obl:unmarked", "npadvmod",
}  # fmt: skip
AUXILIARY = frozenset({"aux", "aux:pass", "auxpass", "cop"})
RELATIVE = frozenset({"acl:relcl", "relcl"})
CONTENT = frozenset({"ccomp"})
SIDE = frozenset({"parataxis"})
ADVERBIAL = frozenset({"advcl", "advcl:relcl"})
CONJUNCT = frozenset({"conj"})
_ADVERBS = frozenset({"when", "where", "while", "once", "whenever", "wherever"})


def is_predicate(token: Token) -> bool:
    """Whether a token heads a clause: a verb that is no auxiliary, or a noun or adjective with copula and subject."""
    if token.dep_ in AUXILIARY:
        return False
    return token.pos_ in ("VERB", "AUX") or any(child.dep_ in ("cop", *SUBJECT) for child in token.children)


def is_finite(token: Token) -> bool:
    """Whether the clause has a finite verb: the head itself or one of its auxiliaries."""
    verbs = [token, *(child for child in token.children if child.dep_ in AUXILIARY)]
    return any("Fin" in verb.morph.get("VerbForm", []) or verb.tag_ in ("VBD", "VBP", "VBZ", "MD") for verb in verbs)


def subject_of(token: Token) -> Token | None:
    """The head of the clause's own subject."""
    return next((child for child in token.children if child.dep_ in SUBJECT and child.dep_ != "expl"), None)


def introduced_by(token: Token) -> str:
    """The lower-cased conjunction that introduces a clause ("after", "if", "because"), or "" for none."""
    for child in token.children:
        if child.i < token.i and (child.dep_ == "mark" or (child.dep_ == "advmod" and child.lower_ in _ADVERBS)):
            return child.lower_
    return ""
