"""Who says it: another speaker for the same proposition, or the outlet's own voice against a source."""

from __future__ import annotations

import re

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.quotes import compare_quotes
from reconcile.compare.speakers import compare_speakers, is_person
from reconcile.compare.words import containment, content, stems
from reconcile.models import Claim, Speaker

_DIGITS = 4
_SHARED = 0.5  # of the shorter claim's words, names apart: it must be the same that is said
_LEAST = 2
_WORD_FOR_WORD = 0.95
# Verbs by which an outlet keeps what is said at a distance; those that do no more than report it are left out.
_CONTESTED = re.compile(
    r"(?:alleg|accus|claim|assert|contend|insist|maintain|argu|den(?:y|ie)|disput|suspect|believ|blam|suggest|speculat|"
    r"boast|complain|charg|criti[cq]|denounc|condemn|warn|predict)\w*",
    re.IGNORECASE,
)
# Those among them whose object is whom or what they are about, and not what is said.
_ACTS = re.compile(r"(?:accus|den(?:y|ie)|disput|blam|charg|criti[cq]|denounc|condemn|warn)\w*", re.IGNORECASE)


def compare_attribution(pair: Pair) -> Comparison:
    """`differs` with aspect `speaker` where two sources say the same, `voice` where an outlet says it itself.

    The claims must share most of their words. A source against the outlet's own voice differs only where the source's
    verb leaves it open ("claims", "insists"); with "said" it is `compatible`. Scores: `content`, `voice_gap` (one is
    attributed, one not), `contested`, `same_speaker`, `other_speaker`.
    """
    a, b = pair.a.speaker, pair.b.speaker
    if a is None and b is None:
        return Comparison()
    share, enough = _content(pair)
    level = compare_speakers(a, b)
    contested = any(_is_contested(claim) for claim in (pair.a, pair.b))
    scores = {
        "content": round(share, _DIGITS),
        "voice_gap": float(a is None or b is None),
        "contested": float(contested),
        "same_speaker": float(level is Level.SAME),
        "other_speaker": float(level is Level.DIFFERS),
    }
    if a is not None and b is not None:
        if level is Level.DIFFERS and _one_utterance(pair) and not (is_person(a) and is_person(b)):
            level = Level.COMPATIBLE
        if level is Level.DIFFERS and not enough:
            return Comparison(aspect="speaker", scores=scores)
        return _comparison(level, "speaker", a, b, scores)
    if not enough:
        return Comparison(aspect="voice", scores=scores)
    return _comparison(Level.DIFFERS if contested else Level.COMPATIBLE, "voice", a, b, scores)


def _one_utterance(pair: Pair) -> bool:
    """Word for word the same quotation: the sources are two names for who said it, unless both are persons."""
    quotes = compare_quotes(pair)
    return quotes.scores.get("quote_ratio", 0.0) >= _WORD_FOR_WORD


def _content(pair: Pair) -> tuple[float, bool]:
    a, b = (own - _said(claim) for own, claim in zip(content(pair.a, pair.b), (pair.a, pair.b), strict=True))
    share = containment(a, b)
    return share, share >= _SHARED and len(a & b) >= _LEAST


def _said(claim: Claim) -> frozenset[str]:
    return stems(claim.speaker.cue) if claim.speaker and claim.speaker.cue else frozenset()


def _is_contested(claim: Claim) -> bool:
    """Whether the verb leaves open what the source says. "She accused them of theft" itself is the outlet's word."""
    cue = claim.speaker.cue if claim.speaker else None
    if cue is None or _CONTESTED.fullmatch(cue) is None:
        return False
    return _ACTS.fullmatch(cue) is None or re.search(rf"\b{re.escape(cue)}\b", claim.proposition) is None


_REASONS = {
    ("speaker", Level.SAME): "the same source",
    ("speaker", Level.COMPATIBLE): "sources that may be one",
    ("speaker", Level.DIFFERS): "the same said by another source",
    ("voice", Level.COMPATIBLE): "attributed in one article only",
    ("voice", Level.DIFFERS): "a source's word in one article, plain fact in the other",
}


def _comparison(
    level: Level, aspect: str, a: Speaker | None, b: Speaker | None, scores: dict[str, float]
) -> Comparison:
    return Comparison(
        level=level,
        aspect=aspect,
        a=a,
        b=b,
        a_value=_value(a),
        b_value=_value(b),
        reason=_REASONS.get((aspect, level), ""),
        scores=scores,
    )


def _value(speaker: Speaker | None) -> str:
    return (speaker.name or speaker.text) if speaker else "own voice"
