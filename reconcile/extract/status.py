"""How far along a claimed event is, and whether the claim affirms or denies it.

Cues are the surface ones of the factuality literature (Saurí and Pustejovsky 2009, FactBank): modals, adverbs of
certainty, verbs of planning, hoping and demanding, and negation.
"""

from __future__ import annotations

import re

from reconcile.models import Polarity, Span, Status

_WORDS = {
    Status.HYPOTHETICAL: "would have | if (?:he|she|it|they|we|you|i) | unless | were to",
    Status.DENIED: "den(?:y|ies|ied) | dismiss(?:ed|es) | reject(?:ed|s) | refut(?:ed|es) | disput(?:ed|es)",
    Status.POSSIBLE: "may | might | could | possibl[ye] | perhaps | alleged(?:ly)? | reportedly | suspected"
    " | apparently | considering | (?:appear|seem)(?:s|ed)? to | (?:is|are) believed to | unconfirmed",
    Status.EXPECTED: "probably | likely | expect(?:s|ed|ing)? | hope(?:s|d)? | predict(?:s|ed)? | forecasts? | set to"
    " | due to (?:be|arrive|meet|begin|start|speak|visit) | anticipat(?:es|ed)",
    Status.DEMANDED: "urg(?:es|ed) | demand(?:s|ed)? | call(?:s|ed)? (?:for|on) | must | should",
    Status.PLANNED: "plan(?:s|ned|ning)? to | will | going to | intend(?:s|ed)? to | scheduled | vow(?:s|ed)"
    " | pledg(?:es|ed) | promis(?:es|ed) | agreed to | prepar(?:es|ing) to",
    Status.ONGOING: r"(?:is|are) (?:\w+ly )?(?!going\b)\w{2,}ing | continu(?:es|ing) to",
}
_CUES = {
    status: re.compile(r"\b(?:" + "|".join(part.strip() for part in words.split(" | ")) + r")\b", re.IGNORECASE)
    for status, words in _WORDS.items()
}
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ies|ied)"
    r"|(?:fail(?:s|ed)?|refus(?:es|ed)|declin(?:es|ed)) to)\b|n[’']t\b",
    re.IGNORECASE,
)


def find_status(text: str, start: int) -> tuple[Status, Span | None]:
    """The status of the claim `text`, which begins at `start` of its article, and the words that tell it."""
    for status, pattern in _CUES.items():
        match = pattern.search(text)
        if match:
            return status, _span(match, start)
    return Status.HAPPENED, None


def find_polarity(text: str, start: int) -> tuple[Polarity, Span | None]:
    """Whether the claim is negated, and by which words."""
    match = _NEGATION.search(text)
    return (Polarity.NEGATIVE, _span(match, start)) if match else (Polarity.POSITIVE, None)


def _span(match: re.Match[str], start: int) -> Span:
    return Span(start=start + match.start(), end=start + match.end(), text=match[0])
