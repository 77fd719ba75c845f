"""Stage and certainty: planned, expected or possible on one side, done on the other."""

from __future__ import annotations

import re
from typing import NamedTuple

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.words import containment, content, stems, tokens
from reconcile.models import Claim, Polarity, Span, Status

_DIGITS = 4
_SHARED = 0.6  # of the shorter claim's words, names apart, where the event itself is not named in both
_SHARED_EVENT = 0.25  # where it is
_LEAST = 2  # words in common, the event's own included
# How far along; what is only imagined is at no stage.
_STAGE = {
    Status.HAPPENED: 1.0,
    Status.ONGOING: 0.8,
    Status.PLANNED: 0.5,
    Status.EXPECTED: 0.5,
    Status.DEMANDED: 0.25,
    Status.POSSIBLE: 0.25,
}
_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_HEDGE = {Status.POSSIBLE: 1.0, Status.EXPECTED: 0.5}
# "Is considering" tells a stage, "reportedly" how sure it is.
_WEIGHING = re.compile(r"(?:consider|weigh|mull|ponder|contemplat|could|can|propos|discuss)\w*", re.IGNORECASE)
# "Called the offer compelling" demands nothing, "called for a vote" does.
_NAMING = re.compile(r"call(?:s|ed|ing)?", re.IGNORECASE)
_CALL_FOR = re.compile(r" (?:\w+ly )?(?:for|on|upon)\b", re.IGNORECASE)
# Cues in words without a verb form of their own.
_AHEAD = re.compile(r"\b(?:yet to|still to be|has still to|pending|awaiting|whether to|to be decided)\b", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|unconfirmed|believed to|thought to|suspected of|"
    r"rumou?red|said to (?:be|have)|appears? to|seems? to)\b",
    re.IGNORECASE,
)


class _Standing(NamedTuple):
    """A claim's status with the words that tell it."""

    status: Status
    cue: Span | None


def compare_status(pair: Pair) -> Comparison:
    """`differs` when one claim reports as done what the other holds planned, demanded or possible.

    The event must be named in both ("will be signed", "was signed"), or the claims share most of their words; else
    nothing is said. Aspect `stage` when something still lies ahead on one side, `certainty` when only the assurance
    differs. Scores, each 0 to 1: `stage_gap` and `hedge_gap`, `event` (1 where the event is named in both), `content`
    (share of common words) and `done_later` (1 where the later article has it done, 0 where the earlier one has).
    """
    a, b = _standing(pair.a), _standing(pair.b)
    if Status.HYPOTHETICAL in (a.status, b.status):
        return Comparison(scores={"hypothetical": 1.0} if a.status != b.status else {})
    if a.status == b.status:
        return _comparison(Level.SAME, None, "the same stage", a, b, {})
    if Status.DENIED in (a.status, b.status):
        return _comparison(Level.COMPATIBLE, None, "told by one, denied by the other", a, b, {"denied": 1.0})
    scores, enough = _scores(pair, a, b)
    unwilling = pair.a.polarity is pair.b.polarity is Polarity.NEGATIVE and _is_refusal(a, b)
    if unwilling or not _excludes(a.status, b.status):
        return _comparison(Level.COMPATIBLE, None, "stages that go together", a, b, scores)
    if not enough:
        return Comparison(scores=scores)
    aspect = _aspect(a, b)
    if aspect == "certainty" and any(_is_a_word(c, s) for c, s in ((pair.a, a), (pair.b, b))):
        return _comparison(Level.COMPATIBLE, None, "unsure in one, a source's word in the other", a, b, scores)
    return _comparison(Level.DIFFERS, aspect, _reason(a, b), a, b, scores)


def _is_a_word(claim: Claim, standing: _Standing) -> bool:
    """Whether what is told as done is the word of a source: the outlet itself is no surer of it."""
    return standing.status is Status.HAPPENED and claim.speaker is not None


def _standing(claim: Claim) -> _Standing:
    """The status found by the tree; where that sees a plain report, the cues of other words."""
    cue = claim.status_cue
    if claim.status is Status.DEMANDED and cue is not None and _NAMING.fullmatch(cue.text):
        behind = claim.text[max(0, cue.end - claim.start) :]
        if not _CALL_FOR.match(behind):
            return _Standing(Status.HAPPENED, None)
    if claim.status is Status.HAPPENED:
        for pattern, status in ((_AHEAD, Status.PLANNED), (_UNSURE, Status.POSSIBLE)):
            match = pattern.search(claim.text)
            if match is not None:
                start, end = claim.start + match.start(), claim.start + match.end()
                return _Standing(status, Span(start=start, end=end, text=match[0]))
    return _Standing(claim.status, claim.status_cue)


def _excludes(a: Status, b: Status) -> bool:
    """Done against not yet; and a firm plan against a mere possibility. What goes on has begun and lies ahead."""
    if Status.ONGOING in (a, b):
        return False
    return (a is Status.HAPPENED) != (b is Status.HAPPENED) or {a, b} == {Status.POSSIBLE, Status.PLANNED}


def _is_refusal(a: _Standing, b: _Standing) -> bool:
    """ "Won't comment" and "does not comment", "won't pay" and "isn't paying" are one stand."""
    return {a.status, b.status} == {Status.PLANNED, Status.HAPPENED}


def _scores(pair: Pair, a: _Standing, b: _Standing) -> tuple[dict[str, float], bool]:
    a_words, b_words = content(pair.a, pair.b)
    share, common = containment(a_words, b_words), a_words & b_words
    event = bool((_event(pair.a, a) & b_words) | (_event(pair.b, b) & a_words))
    scores = {
        "stage_gap": round(abs(_STAGE[a.status] - _STAGE[b.status]), _DIGITS),
        "hedge_gap": abs(_HEDGE.get(a.status, 0.0) - _HEDGE.get(b.status, 0.0)),
        "event": float(event),
        "content": round(share, _DIGITS),
        "done_later": _done_later(pair, a.status, b.status),
    }
    if not event:
        return scores, len(common) >= _LEAST and share >= _SHARED
    # That both speak of "the special counsel" does not make his report and the call for it one event.
    actors = stems(pair.a.subject or "") | stems(pair.b.subject or "")
    return scores, len(common) >= _LEAST and containment(a_words - actors, b_words - actors) >= _SHARED_EVENT


def _event(claim: Claim, standing: _Standing) -> frozenset[str]:
    """The first content word behind the cue, which it makes planned or possible."""
    if standing.cue is None:
        return frozenset()
    behind = claim.text[max(0, standing.cue.end - claim.start) :]
    return next((stems(word) for word in tokens(behind) if stems(word) and not word.endswith("ly")), frozenset())


def _done_later(pair: Pair, a: Status, b: Status) -> float:
    if pair.a_day is None or pair.b_day is None or pair.a_day == pair.b_day or (a in _DONE) == (b in _DONE):
        return 0.5
    return float((pair.a_day > pair.b_day) == (a in _DONE))


def _aspect(a: _Standing, b: _Standing) -> str:
    unsure = next((s for s in (a, b) if s.status is Status.POSSIBLE), None)
    return "certainty" if unsure and not (unsure.cue and _WEIGHING.fullmatch(unsure.cue.text)) else "stage"


def _reason(a: _Standing, b: _Standing) -> str:
    ahead, done = sorted((a, b), key=lambda s: (_STAGE[s.status], s.status.value))
    return f"{_told(ahead)} in one article, {_told(done)} in the other"


def _told(standing: _Standing) -> str:
    return "reported as done" if standing.status is Status.HAPPENED else standing.status.value


def _comparison(
    level: Level, aspect: str | None, reason: str, a: _Standing, b: _Standing, scores: dict[str, float]
) -> Comparison:
    return Comparison(
        level=level,
        aspect=aspect,
        a=a.cue,
        b=b.cue,
        a_value=a.status.value,
        b_value=b.status.value,
        reason=reason,
        scores=scores,
    )
