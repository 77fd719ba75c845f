"""The same matter in another light: other sides of a framing axis, or other-slanted words for one thing.

A claim's place on an axis is that of its vector (see `axes`), moved by the cue words it holds: the vector of a short
clause tells its topic better than its slant, and a phrase such as "right track" says outright which pole is meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from reconcile.compare.axes import framing_data
from reconcile.compare.base import MISSING, Comparison, Level, Pair
from reconcile.compare.phrases import Found, find_phrases, words_of
from reconcile.compare.speakers import compare_speakers
from reconcile.compare.words import containment, name_stems, stems
from reconcile.models import Claim, Frozen, Span

_CUE = 0.5  # how far cue words move a claim towards their pole
_SIDE = 0.2  # from here on a claim stands on one side of an axis
_SPOKEN = 0.8  # gap that makes a difference between claims on opposite sides when cue words speak for it
_UNSPOKEN = 1.0  # gap that does so when only the vectors show it
_APART = 1.3  # gap that does so where one of the claims is near the middle
_NEAR = 0.4  # claims less far apart stand together
_SAID = 0.5  # of the shorter claim's words, names apart, for reporting verbs to introduce one saying
_NEGATED = 4  # words over which a negator turns a cue round
_DIGITS = 4
_CLAIMS = 4_096  # remembered, as a claim is in many pairs
_TIERS = ("favourable", "neutral", "unfavourable")
_BREAK = re.compile(r"[,;:.!?—]")


class Cue(Frozen):
    """A phrase that speaks for a pole of an axis: `sign` 1 is high, -1 low; `start` includes a negator before it."""

    sign: int
    start: int
    end: int


class Position(Frozen):
    """Where a claim stands on one axis, from -1 to 1, and the cue words that moved it there."""

    value: float
    pull: float = 0.0
    cues: tuple[Cue, ...] = ()

    def __str__(self) -> str:
        side = "middle" if abs(self.value) < _SIDE else "high" if self.value > 0 else "low"
        return f"{side} ({self.value:.2f})"


class Wording(Frozen):
    """Words of the two claims for one thing; a reporting verb has an empty span, as it may stand outside the claim."""

    thing: str
    score: float
    a: Found
    b: Found
    a_tier: str
    b_tier: str


def compare_framing(pair: Pair) -> Comparison:
    """`differs` when the claims stand apart on an axis, or name one thing in words of another slant.

    That both claims are about one matter is presumed. Aspect: the axis of the widest gap, or `wording`. Scores:
    `axis_gap` (0-2), `cue_gap` (0-1, the part of it that cue words make), `wording` (0.5: the words of one claim are
    neutral; 1: favourable against unfavourable), and `cues_on_event` or `cues_on_matter` where cue words of the axis
    tell something by themselves.
    """
    a, b = _positions(pair.a, pair.a_axes), _positions(pair.b, pair.b_axes)
    wording = max(_wordings(pair), key=lambda found: found.score, default=None)
    axis = max((name for name in a if name in b), key=lambda name: _apart(a[name], b[name]), default=None)
    if axis is None:
        return _of_wording(pair, wording, {"wording": wording.score}) if wording else MISSING
    one, other = a[axis], b[axis]
    gap = abs(one.value - other.value)
    scores = {
        "axis_gap": round(gap, _DIGITS),
        "cue_gap": round(abs(one.pull - other.pull), _DIGITS),
        "wording": wording.score if wording else 0.0,
    }
    if scores["cue_gap"] and _tells_of(axis):
        scores[f"cues_on_{_tells_of(axis)}"] = 1.0
    differs = _apart(one, other)[0]
    # Words that say outright what is meant go before positions that only the vectors show.
    if wording and (not differs or wording.score > scores["cue_gap"]):
        return _of_wording(pair, wording, scores)
    level = Level.DIFFERS if differs else Level.SAME if gap < _NEAR else Level.COMPATIBLE
    return Comparison(
        level=level,
        aspect=axis,
        a=_cue_span(pair.a, one),
        b=_cue_span(pair.b, other),
        a_value=str(one),
        b_value=str(other),
        reason=_axis_reason(axis, level, pair, one, other),
        scores=scores,
    )


def cues_oppose(pair: Pair) -> bool:
    """Whether the claims hold cue words that tell something for opposite poles of an axis.

    Much quicker than the comparison.
    """
    a, b = _pulls(pair.a), _pulls(pair.b)
    both = (axis for axis in a if axis in b and axis in pair.a_axes and axis in pair.b_axes)
    return any(a[axis] * b[axis] < 0 and _tells_of(axis) for axis in both)


def _tells_of(axis: str) -> str | None:
    """What cue words of the axis tell of by themselves: "event", "matter", or None."""
    told = framing_data()["axes"].get(axis, {}).get("cues_tell_of")
    return None if told == "nothing" else told


def _apart(a: Position, b: Position) -> tuple[bool, float]:
    """Whether two positions on one axis make a difference, and their distance."""
    gap = abs(a.value - b.value)
    opposite = min(a.value, b.value) <= -_SIDE and max(a.value, b.value) >= _SIDE
    needed = _APART if not opposite else _SPOKEN if a.pull != b.pull else _UNSPOKEN
    return gap >= needed, gap


def _axis_reason(axis: str, level: Level, pair: Pair, a: Position, b: Position) -> str:
    cues = ", ".join(f"“{span.text}”" for span in (_cue_span(pair.a, a), _cue_span(pair.b, b)) if span)
    how = {Level.DIFFERS: "clearly apart", Level.COMPATIBLE: "some way apart"}.get(level, "close together")
    return f"{how} on the axis of {axis}" + (f" ({cues})" if cues else "")


def _of_wording(pair: Pair, wording: Wording, scores: dict[str, float]) -> Comparison:
    return Comparison(
        level=Level.DIFFERS,
        aspect="wording",
        a=_span(pair.a, wording.a.start, wording.a.end),
        b=_span(pair.b, wording.b.start, wording.b.end),
        a_value=f"{wording.a.phrase} ({wording.a_tier})",
        b_value=f"{wording.b.phrase} ({wording.b_tier})",
        reason=f"words of another slant for the same thing ({wording.thing})",
        scores=scores,
    )


def _positions(claim: Claim, axes: Mapping[str, float]) -> dict[str, Position]:
    """Axis to position, for the axes on which the claim's vector has a place."""
    cues: dict[str, list[Cue]] = defaultdict(list)
    for axis, cue in _cues(claim.text, claim.proposition):
        cues[axis].append(cue)
    pulls = _pulls(claim)
    positions = {}
    for name in axes:
        pull = pulls.get(name, 0.0)
        value = round(max(-1.0, min(1.0, axes[name] + pull)), _DIGITS)
        positions[name] = Position(value=value, pull=pull, cues=tuple(cues[name]))
    return positions


def _pulls(claim: Claim) -> dict[str, float]:
    """Axis to how far the claim's cue words move it, for the axes of which it holds cue words."""
    signs: dict[str, int] = defaultdict(int)
    for axis, cue in _cues(claim.text, claim.proposition):
        signs[axis] += cue.sign
    return {axis: _CUE * max(-1, min(1, sign)) for axis, sign in signs.items()}


@lru_cache(maxsize=_CLAIMS)
def _cues(text: str, proposition: str) -> tuple[tuple[str, Cue], ...]:
    negators = find_phrases(text, _negators())
    poles = _cue_phrases()
    cues = []
    for found in _find_own(text, proposition, _cue_set()):
        near = (n for n in negators if 0 < found.first - n.last <= _NEGATED)
        before = [n for n in near if not _BREAK.search(text, n.end, found.start)]
        for axis, sign in poles[found.phrase]:
            start = before[-1].start if before else found.start
            cues.append((axis, Cue(sign=-sign if before else sign, start=start, end=found.end)))
    return tuple(cues)


def _wordings(pair: Pair) -> Iterator[Wording]:
    """The groups from which both claims have words, all of one tier on each side and of another on the other."""
    a, b = (_slants(c.text, c.proposition, (c.speaker and c.speaker.cue) or "") for c in (pair.a, pair.b))
    for number in sorted(a.keys() & b.keys()):
        if framing_data()["groups"][number].get("reporting", False) and not _is_one_saying(pair):
            continue
        one, other = ({tier for tier, _ in side[number]} for side in (a, b))
        if len(one) > 1 or len(other) > 1 or one == other:
            continue
        (tier, word), (other_tier, other_word) = a[number][0], b[number][0]
        yield Wording(
            thing=framing_data()["groups"][number]["thing"],
            score=abs(tier - other_tier) / 2,
            a=word,
            b=other_word,
            a_tier=_TIERS[tier],
            b_tier=_TIERS[other_tier],
        )


def _is_one_saying(pair: Pair) -> bool:
    """Whether "claims" and "said" can introduce one saying: of one source, in common words."""
    if compare_speakers(pair.a.speaker, pair.b.speaker) is Level.DIFFERS:
        return False
    a, b = (stems(claim.proposition) - name_stems(claim) for claim in (pair.a, pair.b))
    return containment(a, b) >= _SAID


@lru_cache(maxsize=_CLAIMS)
def _slants(text: str, proposition: str, cue: str) -> Mapping[int, Sequence[tuple[int, Found]]]:
    """Group number to the words of that group in a claim with its reporting cue, each with its tier."""
    slants: dict[int, list[tuple[int, Found]]] = defaultdict(list)
    phrases = _group_phrases(reporting=False)
    for found in _find_own(text, proposition, _group_set(reporting=False)):
        for number, tier in phrases[found.phrase]:
            slants[number].append((tier, found))
    verbs = _group_phrases(reporting=True)
    for found in find_phrases(cue, _group_set(reporting=True)):
        for number, tier in verbs[found.phrase]:
            slants[number].append((tier, found.model_copy(update={"start": 0, "end": 0})))
    return slants


@lru_cache(maxsize=_CLAIMS)
def _find_own(text: str, proposition: str, phrases: frozenset[str]) -> tuple[Found, ...]:
    """The phrases in a claim's text, without the words of other claims that are nested in it."""
    own = f" {' '.join(words_of(proposition))} "
    found = find_phrases(text, phrases)
    return tuple(one for one in found if f" {' '.join(words_of(text[one.start : one.end]))} " in own)


def _list(text: str) -> list[str]:
    """The phrases of a list in the data file, divided by semicolons."""
    return [" ".join(words_of(phrase)) for phrase in text.split(";") if phrase.strip()]


@cache
def _cue_phrases() -> dict[str, list[tuple[str, int]]]:
    """Phrase to the axes whose pole it names, with the sign of the pole."""
    phrases: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, axis in framing_data()["axes"].items():
        for key, sign in (("high_cues", 1), ("low_cues", -1)):
            for phrase in _list(axis[key]):
                phrases[phrase].append((name, sign))
    return phrases


@cache
def _cue_set() -> frozenset[str]:
    """The phrases alone: a set that is made anew is hashed anew, which costs more than the search."""
    return frozenset(_cue_phrases())


@cache
def _negators() -> frozenset[str]:
    return frozenset(_list(framing_data()["negation"]["words"]))


@cache
def _group_phrases(*, reporting: bool) -> dict[str, list[tuple[int, int]]]:
    """Phrase to the groups that hold it, with its tier: groups of reporting verbs, or all others."""
    phrases: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, group in enumerate(framing_data()["groups"]):
        if group.get("reporting", False) != reporting:
            continue
        for tier, name in enumerate(_TIERS):
            for phrase in _list(group[name]):
                phrases[phrase].append((number, tier))
    return phrases


@cache
def _group_set(*, reporting: bool) -> frozenset[str]:
    """The phrases of `_group_phrases` alone."""
    return frozenset(_group_phrases(reporting=reporting))


def _span(claim: Claim, start: int, end: int) -> Span | None:
    """A stretch of the claim's text as a span of the article; None where the words stand outside the claim."""
    if end <= start:
        return None
    return Span(start=claim.start + start, end=claim.start + end, text=claim.text[start:end])


def _cue_span(claim: Claim, position: Position) -> Span | None:
    """The first cue word that speaks for the side on which the claim stands."""
    own = next((cue for cue in position.cues if cue.sign * position.value > 0), None)
    return _span(claim, own.start, own.end) if own else None
