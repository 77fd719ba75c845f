"""Dependency labels and short walks that mean the same in Universal Dependencies and in spaCy's ClearNLP labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reconcile.extract.quantity.flat import singular

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT: Final = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "nsubj:outer"})
PASSIVE: Final = frozenset({"nsubj:pass", "nsubjpass"})
OBJECT: Final = frozenset({"obj", "dobj"})
OBLIQUE: Final = frozenset(
    {"nmod", "obl", "pobj", "obl:agent", "obl:unmarked", "obl:npmod", "obl:tmod", "nmod:unmarked", "npadvmod"}
)
MODIFIER: Final = frozenset(
    {"nummod", "amod", "compound", "quantmod", "nmod", "det", "advmod", "nmod:unmarked", "nmod:npmod", "obl:npmod",
     "nummod:gov", "nmod:desc", "nummod:entity", "obl:unmarked", "npadvmod", "det:predet"}
)  # fmt: skip
LABEL: Final = frozenset({"nummod", "nmod:desc", "nmod", "appos", "flat", "dep", "npadvmod", "nmod:unmarked"})
CLAUSE: Final = frozenset({"acl", "acl:relcl", "relcl"})
PREDICATIVE: Final = frozenset({"xcomp", "acomp", "oprd", "attr", "ccomp", "advmod", "advcl", "advcl:relcl"})
NOMINAL: Final = frozenset({"NOUN", "PROPN"})
GENERIC: Final = frozenset(
    "more new additional confirmed reported total other latest official further several many such same different own "
    "last next previous recent few first second full entire whole some current initial remaining combined "
    "estimated".split()
)
IDIOMS: Final = frozenset("exchange return addition advance total part all fact case order".split())  # "in return"
LIGHT: Final = frozenset(
    "be have do say include see get make take give need want know think mean become remain seem appear go come let "
    "keep tell report announce add ask note show face involve use put call help start begin continue try".split()
)
CHANGE: Final = frozenset(
    "rise climb stand reach grow fall drop hit be total exceed jump increase decline near pass top surge soar slip "
    "plunge tumble gain lose shrink swell decrease double triple edge advance sink slide average number amount "
    "remain stay".split()
)
LEVEL: Final = frozenset("reach hit total exceed stand be near pass top average number amount remain stay".split())
IRREGULAR: Final = {
    "hold": "held", "build": "built", "find": "found", "give": "given", "send": "sent", "sell": "sold", "buy": "bought",
    "leave": "left", "lose": "lost", "win": "won", "spend": "spent", "pay": "paid", "cost": "cost", "cut": "cut",
    "bring": "brought", "steal": "stolen", "write": "written", "draw": "drawn", "drive": "driven", "lay": "laid",
    "lead": "led", "meet": "met", "read": "read", "set": "set", "shut": "shut", "strike": "struck", "teach": "taught",
    "choose": "chosen", "break": "broken", "beat": "beaten", "fire": "fired", "hit": "hit", "feed": "fed",
    "cast": "cast",
    "see": "seen", "take": "taken", "make": "made", "get": "got", "hear": "heard", "keep": "kept", "wear": "worn",
    "hide": "hidden",
    "raise": "raised", "seek": "sought", "fly": "flown", "throw": "thrown", "catch": "caught", "grow": "grown",
}  # fmt: skip


def participle(verb: Token) -> str:
    """The past participle of a verb token."""
    lemma = (verb.lemma_ or verb.lower_).lower()
    particle = next((f" {c.lower_}" for c in verb.rights if c.dep_ in ("prt", "compound:prt")), "")
    return _regular(verb, lemma) + particle


def _regular(verb: Token, lemma: str) -> str:
    if verb.tag_ == "VBN":
        return str(verb.lower_)
    for prefix in ("", "over", "under", "with", "out", "re"):
        if lemma.removeprefix(prefix) in IRREGULAR and lemma.startswith(prefix):
            return prefix + IRREGULAR[lemma.removeprefix(prefix)]
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ied"
    if verb.lower_.endswith("ed"):
        return str(verb.lower_)
    return f"{lemma}ed"


def lemma_of(token: Token) -> str:
    # Lemmatisers leave plural names as they are ("Republicans").
    lemma = singular(token.lower_) if token.tag_ == "NNPS" or not token.lemma_ else token.lemma_.lower()
    return "people" if lemma in ("person", "people", "persons") else lemma


def complement_of(token: Token, *prepositions: str) -> Token | None:
    """The noun under one of the prepositions after `token`, in either label set."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            return next((grand for grand in child.rights if grand.dep_ == "pobj"), None)
        if child.dep_ in OBLIQUE and any(g.dep_ == "case" and g.lower_ in prepositions for g in child.lefts):
            return child
    return None


def governor_of(token: Token) -> tuple[Token, str] | None:
    """The word `token` hangs on by a preposition, and the preposition ("" for none)."""
    if token.dep_ == "pobj":
        return token.head.head, token.head.lower_
    if token.dep_ in OBLIQUE and token.head is not token:
        # A complex preposition ("more than", "up to") has its case words together; the first that is one counts.
        cases = [child.lower_ for child in token.lefts if child.dep_ == "case"]
        return token.head, cases[0] if cases else ""
    return None
