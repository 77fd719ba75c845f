"""Who did it, to whom, and who holds an office: names that exclude each other in one role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reconcile.compare.base import MISSING, Comparison, Level, Pair
from reconcile.compare.gazetteer import find_country
from reconcile.compare.naming import same_name, single_offices
from reconcile.compare.words import containment, content, fold, stems, tokens
from reconcile.models import Claim, Mention, Span

_DIGITS = 4
_SHARED = 0.5  # of the shorter claim's words, names apart: what is done must be the same
_LEAST = 2
_BEFORE = 48  # characters before a name in which its office stands
# Between the auxiliary and the participle only adverbs: "were the first to open fire" is no passive.
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got)"
    r"(?: (?:\w+ly|not|also|already|then|later|now|never|still|just|once|both))* "
    r"\w+(?:ed|en|wn|nt|ght|un|id|ld|ut)\b",
    re.IGNORECASE,
)
_CLEFT = re.compile(r"^\W*it (?:is|was)\b(?! not)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?\b|[’'] ")
_BY = re.compile(r"\bby (?:the |a |an )?(?:[\w’'.-]+ ){0,4}$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(?:with|and|or|to|in|at|from|on|for|of|by|near|about|between|after|before|as|like|than|but|who|that|if|when)\b",
    re.IGNORECASE,
)
_PAST = frozenset("former ex deputy vice acting outgoing incoming late then".split())  # hold no office, or another
# What both sides do together: who is named first says nothing.
_MUTUAL = frozenset(
    stem
    for word in "meet met talk speak marry married discuss agree debate face play join greet negotiate differ".split()
    for stem in stems(word)
)


class _Doer(NamedTuple):
    """Somebody named in a role. `group` keeps apart what cannot be compared: people, bodies, countries."""

    name: str
    group: str
    span: Span


def compare_people(pair: Pair) -> Comparison:
    """Who acts in both claims: `differs` where another does the same, where both change places, or hold one office.

    Only names are compared: a person with a person, a country ("Tajik servicemen") with a country. Scores: `deed` is
    the share of common words without the names, `converse` 1 where subject and object are swapped, `office` 1 where
    one office goes with two names.
    """
    deed = _deed(pair)
    a, b = (_roles(claim) for claim in (pair.a, pair.b))
    swapped = _converse(a, b, deed[1])
    if swapped is not None:
        return _comparison(*swapped, Level.DIFFERS, "the same, the other way round", {"converse": 1.0, "deed": deed[0]})
    office = _office(pair)
    if office is not None:
        return _comparison(*office, Level.DIFFERS, "one office, two names", {"office": 1.0, "deed": deed[0]})
    if a[0] is None or b[0] is None or a[0].group != b[0].group:
        return MISSING
    scores = {"deed": round(deed[0], _DIGITS)}
    if same_name(a[0].name, b[0].name):
        return _comparison(a[0], b[0], Level.SAME, "the same actor", scores)
    if deed[0] >= _SHARED and len(deed[1]) >= _LEAST and not _named_in_both(pair, a[0], b[0]):
        return _comparison(a[0], b[0], Level.DIFFERS, "another actor", scores)
    return Comparison(aspect="actor", scores=scores)


def _deed(pair: Pair) -> tuple[float, frozenset[str]]:
    a, b = content(pair.a, pair.b)
    return round(containment(a, b), _DIGITS), a & b


def _roles(claim: Claim) -> tuple[_Doer | None, _Doer | None]:
    """Agent and patient, as far as names and word order tell: of a passive, who stands behind "by" is the agent."""
    subject = _subject(claim)
    passive = _PASSIVE.search(claim.text) is not None
    if not passive:
        return subject, _object(claim, subject)
    agent = next((_doer(m) for m in claim.entities if _BY.search(claim.text[: max(0, m.start - claim.start)])), None)
    return agent, subject


def _subject(claim: Claim) -> _Doer | None:
    """The name in the subject; of a subject without a name, the country of its people."""
    cleft = _CLEFT.search(claim.text)
    if cleft is not None:  # "It was Claire Estevane who won them over"
        behind = [m for m in claim.entities if m.start - claim.start >= cleft.end()]
        return _doer(behind[0]) if behind else None
    if not claim.subject:
        return None
    inside = [m for m in claim.entities if _acts(m, claim)]
    if inside:
        return _doer(inside[-1] if inside[-1].label == "PER" else inside[0])
    for word in tokens(claim.subject):
        country = find_country(word)
        if country is not None:
            at = fold(claim.text).find(word)
            span = Span(start=claim.start + at, end=claim.start + at + len(word), text=claim.text[at : at + len(word)])
            return _Doer(country, "country", span if at >= 0 and len(fold(claim.text)) == len(claim.text) else claim)
    return None


def _acts(mention: Mention, claim: Claim) -> bool:
    """Whether the name is what the subject names: not whose ("Ryan's budget"), nor a city in it."""
    at = (claim.subject or "").find(mention.text)
    if at < 0 or _POSSESSIVE.match(claim.subject or "", at + len(mention.text)):
        return False
    return mention.label in ("PER", "ORG") or find_country(fold(mention.text).replace(" ", "-")) is not None


def _doer(mention: Mention) -> _Doer:
    country = find_country(fold(mention.text).replace(" ", "-"))
    if country is not None:
        return _Doer(country, "country", mention)
    return _Doer(mention.name, "person" if mention.label == "PER" else "body", mention)


def _object(claim: Claim, subject: _Doer | None) -> _Doer | None:
    """The first name behind the subject, unless a preposition stands between: it is not what the verb acts on."""
    if subject is None:
        return None
    for mention in claim.entities:
        if mention.start > subject.span.end:
            between = claim.text[max(0, subject.span.end - claim.start) : mention.start - claim.start]
            return None if _PREPOSITION.search(between) else _doer(mention)
    return None


def _converse(
    a: tuple[_Doer | None, _Doer | None], b: tuple[_Doer | None, _Doer | None], deed: frozenset[str]
) -> tuple[_Doer, _Doer] | None:
    (a_agent, a_patient), (b_agent, b_patient) = a, b
    if a_agent is None or a_patient is None or b_agent is None or b_patient is None or not deed or deed & _MUTUAL:
        return None
    if same_name(a_agent.name, b_agent.name) or same_name(a_agent.name, a_patient.name):
        return None
    swapped = same_name(a_agent.name, b_patient.name) and same_name(b_agent.name, a_patient.name)
    return (a_agent, b_agent) if swapped else None


def _office(pair: Pair) -> tuple[_Doer, _Doer] | None:
    """Two persons that are named with one office that only one can hold, one such office in each claim."""
    a, b = (dict(_offices(claim)) for claim in (pair.a, pair.b))
    for office in sorted(a.keys() & b.keys()):
        if not same_name(a[office].name, b[office].name) and not _named_in_both(pair, a[office], b[office]):
            return a[office], b[office]
    return None


def _offices(claim: Claim) -> Iterator[tuple[str, _Doer]]:
    """The words before a person's name up to the last comma, lower case, where they end in an office."""
    for mention in claim.entities:
        if mention.label != "PER":
            continue
        before = claim.text[: max(0, mention.start - claim.start)][-_BEFORE:]
        words = " ".join(tokens(re.split(r"[,.;:()“”\"]", before)[-1]))
        office = next((o for o in sorted(single_offices(), key=len, reverse=True) if words.endswith(o)), None)
        if office is not None:
            holders = words.removesuffix(office).split()
            if not _PAST & set(holders[-2:]):  # "former British prime minister"
                country = find_country(holders[-1]) if holders else None
                yield f"{country or ''} {office}".strip(), _doer(mention)


def _named_in_both(pair: Pair, a: _Doer, b: _Doer) -> bool:
    """Whether either is named in the other claim too: then both play a part."""
    return any(same_name(m.name, a.name) for m in pair.b.entities) or any(
        same_name(m.name, b.name) for m in pair.a.entities
    )


def _comparison(a: _Doer, b: _Doer, level: Level, reason: str, scores: dict[str, float]) -> Comparison:
    return Comparison(
        level=level,
        aspect="actor",
        a=Span(start=a.span.start, end=a.span.end, text=a.span.text),
        b=Span(start=b.span.start, end=b.span.end, text=b.span.text),
        a_value=a.name,
        b_value=b.name,
        reason=reason,
        scores=scores,
    )
