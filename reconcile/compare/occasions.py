"""Which times of a claim are times of what it says."""

from __future__ import annotations

import re

from reconcile.compare.words import beside
from reconcile.models import Claim, Time

_NAMING = re.compile(r"(?:\b(?:the|a|an|his|her|its|their|our|my|this|that)|['’]s) $", re.IGNORECASE)
_WINDOW = 60  # characters on either side of a time
_YEAR = re.compile(r"\d{4}")
_NOUN = re.compile(r" [A-Za-z]")
_COMMON_NOUN = re.compile(r" ([a-z]\w+)")
_FILED = re.compile(r"\bfile (?:photo|picture|image|pic)\b", re.IGNORECASE)
_CENTURY = re.compile(r"\w+-century", re.IGNORECASE)
# What may stand between "told" and "Monday": "reporters", "the Associated Press", "in a statement", "late on".
_BETWEEN = re.compile(
    r"(?: [a-z]+| (?:the )?(?:[A-Z]\w+ ?){1,4})?(?: in (?:an? |the )?\w+)? ?(?:late |early )?(?:on )?"
)

# Behind "according to": "tax returns released", "a person briefed on", "officials on"; no comma in between.
_SOURCE = re.compile(r"(?: [^\s,;:]+){1,8} (?:\w+ed|seen|shown|given|made public|taken|on|late|early) $")


def is_of_the_fact(time: Time, claim: Claim) -> bool:
    """Whether the time says when the fact was, and not when its source spoke or what a thing is called.

    "Officials said Friday" dates the saying, the year in "his 2008 run" or "a 19th-century map" names the thing, and a
    "Dec. 28 file photo" was taken on another occasion.
    """
    if _FILED.search(claim.text):
        return False
    before, after = beside(time, claim, _WINDOW)
    return not (_is_of_the_saying(before, after, claim) or _is_a_name(time, before, after))


def thing_named(time: Time, claim: Claim) -> str | None:
    """The noun that the time is a name for: "meeting" in "the March 3 meeting", "attack" in "the Sept. 11 attack"."""
    before, after = beside(time, claim, _WINDOW)
    noun = _COMMON_NOUN.match(after)
    return noun[1] if noun and _NAMING.search(before) else None


def _is_of_the_saying(before: str, after: str, claim: Claim) -> bool:
    cue = claim.speaker.cue if claim.speaker else None
    if not cue:
        return False
    said = before.rfind(cue)
    if said < 0:
        return False
    end = said + len(cue)
    if cue.lower() == "according to" and _SOURCE.fullmatch(before, end):
        # "According to police on Friday two men died" is open; a comma closes the source in front of the fact.
        return before[:said].strip() != "" or after.startswith(",")
    return _BETWEEN.fullmatch(before, end) is not None


def _is_a_name(time: Time, before: str, after: str) -> bool:
    if _CENTURY.fullmatch(time.text):
        return True
    return bool(_YEAR.fullmatch(time.text) and _NAMING.search(before) and _NOUN.match(after))
