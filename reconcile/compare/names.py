"""Where it happened: two places of one role, neither in the other, exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from reconcile.compare.base import MISSING, Comparison, Level, Pair
from reconcile.compare.gazetteer import Place, Relation, Size, find_place, kinds, relation
from reconcile.compare.people import compare_people
from reconcile.compare.words import beside, containment, content, name_stems, stems
from reconcile.models import Claim, Span

__all__ = ["compare_people", "compare_places"]

_DIGITS = 4
# Of the shorter claim's words, names apart, the other must have so many: what was there must be the same.
_SHARED = 0.25
_SHARED_UNLISTED = 0.4
_BEFORE = 40  # characters before a name in which its preposition stands
_WINDOW = 70  # characters on either side of a place that are beside it
_ROLES = {
    **dict.fromkeys(("in", "at", "near", "outside", "inside", "within", "around", "off", "on"), "at"),
    **dict.fromkeys(("to", "into", "toward", "towards", "for"), "to"),
    **dict.fromkeys(("from", "out of"), "from"),
}
_IS_PLACE = frozenset({"in", "near", "outside"})  # what stands behind them is a place, whatever its label says
_PREPOSITION = re.compile(
    # "Off" in "took off from New Zealand" has no part in it: no other preposition stands between.
    rf"\b(?P<word>{'|'.join(_ROLES)}) (?:the |a |an )?(?:(?!(?:{'|'.join(_ROLES)}) )[a-z-]+ ){{0,3}}?(?:of )?$",
    re.IGNORECASE,
)


class _Located(NamedTuple):
    """A place with its role ("at", "to", "from") and the words that name it."""

    place: Place
    role: str
    span: Span


def compare_places(pair: Pair) -> Comparison:
    """`differs` where each claim has one place in a role, neither lies in the other, and the words around agree.

    Scores: `around` is the share of common words beside the two, `content` that of the claims without their names,
    `listed` 1 where the gazetteer knows both.
    """
    a_places, b_places = (list(_located(claim)) for claim in (pair.a, pair.b))
    found = MISSING
    for role, named in product(("at", "to", "from"), (True, False)):
        a, b = (
            [p for p in places if p.role == role and (p.place.size is not Size.KIND) is named]
            for places in (a_places, b_places)
        )
        if a and b:
            compared = _compare(a, b, pair)
            if compared.level in (Level.SAME, Level.COMPATIBLE):
                return compared
            if compared is not MISSING and found is MISSING:
                found = compared
    return found


def _compare(a: list[_Located], b: list[_Located], pair: Pair) -> Comparison:
    relations = {(one, other): relation(one.place, other.place) for one in a for other in b}
    for kind, level, reason in (
        (Relation.SAME, Level.SAME, "the same place"),
        (Relation.NESTED, Level.COMPATIBLE, "one place lies in the other"),
    ):
        match = next((both for both, how in relations.items() if how is kind), None)
        if match is not None:
            return MISSING if _are_elsewhere(relations, *match) else _comparison(*match, level, reason, {})
    if set(relations.values()) != {Relation.APART} or len(a) > 1 or len(b) > 1:
        return MISSING
    one, other = a[0], b[0]
    if _mentions(pair.b, one) or _mentions(pair.a, other):
        return MISSING
    around = containment(_around(one, pair.a), _around(other, pair.b))
    listed = float(Size.UNKNOWN not in (one.place.size, other.place.size))
    share = containment(*content(pair.a, pair.b))
    scores = {"around": round(around, _DIGITS), "content": round(share, _DIGITS), "listed": listed}
    if share < (_SHARED if listed else _SHARED_UNLISTED):
        return Comparison(aspect="place", scores=scores)
    return _comparison(one, other, Level.DIFFERS, "another place", scores)


def _are_elsewhere(relations: Mapping[tuple[_Located, _Located], Relation], a: _Located, b: _Located) -> bool:
    """Whether the other places beside two of one name show that it is the name of two: "Georgia, near Tbilisi"."""
    others = [how for (one, other), how in relations.items() if one is not a and other is not b]
    return bool(others) and all(how is Relation.APART for how in others)


def _comparison(a: _Located, b: _Located, level: Level, reason: str, scores: dict[str, float]) -> Comparison:
    return Comparison(
        level=level,
        aspect="place",
        a=a.span,
        b=b.span,
        a_value=a.span.text,
        b_value=b.span.text,
        reason=reason,
        scores=scores,
    )


def _located(claim: Claim) -> Iterator[_Located]:
    for mention in claim.entities:
        match = _PREPOSITION.search(claim.text[: max(0, mention.start - claim.start)][-_BEFORE:])
        if match is None or (mention.label != "LOC" and match["word"].casefold() not in _IS_PLACE):
            continue
        yield _Located(find_place(mention.text), _ROLES[match["word"].casefold()], mention)
    for match in _kinds().finditer(claim.text):
        place = kinds()[match["kind"].casefold()]
        start = claim.start + match.start("kind")
        span = Span(start=start, end=start + len(match["kind"]), text=match["kind"])
        yield _Located(place, _ROLES[match["word"].casefold()], span)


@cache
def _kinds() -> re.Pattern[str]:
    """ "In the cellar", "at a small school": a kind of place behind its preposition."""
    return re.compile(
        r"\b(?P<word>in|inside|at|from|on|into|outside|near) (?:the|a|an|his|her|their|its) (?:[a-z-]+ )??"
        rf"(?P<kind>{'|'.join(sorted(kinds()))})\b",
        re.IGNORECASE,
    )


def _mentions(claim: Claim, located: _Located) -> bool:
    """Whether the claim names the place, or one that holds it or lies in it, in any role."""
    if located.place.size is Size.KIND:
        return bool(stems(located.span.text) & stems(claim.proposition))
    return any(relation(find_place(m.text), located.place) in (Relation.SAME, Relation.NESTED) for m in claim.entities)


def _around(located: _Located, claim: Claim) -> frozenset[str]:
    before, after = beside(located.span, claim, _WINDOW)
    return (stems(before) | stems(after)) - name_stems(claim)
