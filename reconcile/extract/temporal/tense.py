"""Which way from the publication day a clause looks: by its verb in the tree, or by the forms of words beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reconcile.extract.temporal.calendar import Direction

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODALS = frozenset("will shall would could can may might must should 'll ’ll wo wo'd 'd ca".split())
_PLAN_WORDS = frozenset(
    "scheduled slated due set planned plan plans planning expected expect expects expecting hope hopes hoping intend"
    " intends intending aim aims aiming promise promises promised vow vows vowed pledge pledges pledged want wants"
    " prepare prepares preparing prepared poised about going ready likely agreed agree agrees supposed"
    " bound tentatively".split()
)
_REPORTING = frozenset("says tells reports writes claims adds notes argues insists explains".split())

_IRREGULAR = (
    "was|were|had|did|said|told|took|came|went|met|began|held|made|got|gave|left|found|won|lost|ran|saw|fell|struck|hit"
    "|killed|wrote|spoke|broke|sent|became|led|paid|put|shot|stood|thought|threw|brought|built|bought|caught|chose|drew"
    "|drove|felt|fled|flew|grew|heard|kept|knew|laid|meant|rose|sat|shook|shut|sold|spent|swore|taught|tore|wore|won"
    "|withdrew|overturned|ate|drank|sang|sank|swept|sought|fought|forced|has|have|'ve|gone|been|done|seen|given|taken"
    "|shown|known|died|says|tells"
)
_ADVERBS = r"(?:(?:not|also|be|have|been|only|then|likely|still|never|first|\w+ly) ){0,4}"
_GROUP = re.compile(
    r"(?P<perfect>\b(?:would|could|should|might|may|must)(?:n't)? (?:\w+ )?have \w+)"
    rf"|(?P<future>\b(?:will|won't|shall|would|could|can|may|might|must|should|cannot)(?:n't)? {_ADVERBS}\w+"
    rf"|'(?:ll|d) {_ADVERBS}\w+"
    r"|\b(?:is|are|was|were|be|'s|'re) (?:\w+ly )?(?:to|going to|set (?:to|for)|due|scheduled|expected"
    r"|slated|planned|likely to"
    r"|poised|about to|supposed to|tentatively)(?: (?:be |take |on |for )?[a-z]+)?"
    r"|\b(?:scheduled|slated|due|upcoming|plans?|planning|planned|hopes?|intends?|aims?|expects?|expected"
    r"|promised|vowed|pledged|prepar\w+|set) (?:to|for)(?: [a-z]+)?|\b(?:scheduled|slated|due|set) on"
    r"|\bto be [a-z]+)"
    r"|(?P<passive>\b(?:is|are|'re) (?:being )?[a-z]+ed\b)"
    rf"|(?P<past>\b(?:{_IRREGULAR})\b|\b[a-z]{{2,}}ed\b)"
    r"|(?P<present>\b(?:is|are|begins?|starts?|opens?|meets?|takes?|goes|comes|returns?|ends?|faces|votes|holds?|visits"
    r"|arrives|heads|kicks|gets|makes|continues|resumes?)\b)"
)
_BARE_INFINITIVE = re.compile(r"\bto (?:\w+ly )?(?!the\b|a\b|an\b|his\b|her\b|this\b|that\b|their\b|its\b)[a-z]{2,}\b")
_SUBJECT_FOLLOWS = re.compile(
    r"(?:'s(?: \w+){1,3}?)? (?:will|would|is|was|are|were|could|may|might|can|has|had|should)\b"
)
_CLAUSE_END = re.compile(r"[;:?!\n“”\"]|\. ")


def by_tree(token: Token) -> Direction:
    """The direction of the nearest verb above `token` that shows a tense, by UD or ClearNLP labels."""
    node = token
    for _ in range(40):
        if node.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in node.children):
            direction = _of_verb(node, depth=0)
            if direction is not Direction.UNKNOWN:
                return direction
        elif node.lower_ in ("due", "scheduled", "slated", "upcoming"):
            return Direction.FUTURE
        if node.head.i == node.i:
            break
        node = node.head
    return Direction.UNKNOWN


def _of_verb(verb: Token, depth: int) -> Direction:
    helpers = {
        child.lower_
        for child in verb.children
        if child.i < verb.i and (child.pos_ == "AUX" or child.dep_.startswith("aux") or child.dep_ == "cop")
    }
    if verb.pos_ == "AUX":
        helpers.add(verb.lower_)
    if helpers & _MODALS:
        return Direction.PAST if "have" in helpers and "will" not in helpers else Direction.FUTURE
    if verb.lower_ in _PLAN_WORDS and verb.lower_ not in ("set", "agreed", "prepared"):
        return Direction.PAST if _is_overtaken(verb, helpers) else Direction.FUTURE
    if any(child.lower_ == "to" and child.i < verb.i and child.pos_ == "PART" for child in verb.children):
        return _of_infinitive(verb, helpers, depth)
    if helpers & {"was", "were", "had", "did", "has", "have", "been", "'ve", "’ve"}:
        return Direction.PAST
    if helpers & {"is", "are", "am", "'s", "’s", "'re", "’re", "does", "do"}:
        return Direction.PRESENT
    tense, form = verb.morph.get("Tense", []), verb.morph.get("VerbForm", [])
    if "Past" in tense:
        return Direction.PAST
    if "Pres" in tense and "Part" not in form and "Ger" not in form:
        return Direction.PAST if verb.lower_ in _REPORTING else Direction.PRESENT
    return Direction.UNKNOWN


def _is_overtaken(plan: Token, helpers: set[str]) -> bool:
    """Whether the plan's day has come: "had been set for Friday", "was to leave on Sunday, but left late"."""
    if "had" in helpers:
        return True
    follow = [child for child in plan.children if child.dep_ == "conj" and "Past" in child.morph.get("Tense", [])]
    contrasted = any(child.lower_ == "but" for verb in (plan, *follow) for child in verb.children)
    return contrasted and bool(follow) and bool(helpers & {"was", "were"})


def _of_infinitive(verb: Token, helpers: set[str], depth: int) -> Direction:
    """An infinitive looks ahead by itself ("to meet Xi on Friday") or under a plan; else as the verb above it."""
    head = verb.head
    if head.lower_ in _PLAN_WORDS and head.i != verb.i and depth <= 10:
        return _of_verb(head, depth + 1)
    if head.i == verb.i or helpers & {"is", "are", "was", "were"} or depth > 10:
        return Direction.FUTURE
    if head.pos_ in ("VERB", "AUX"):
        return _of_verb(head, depth + 1)
    return (
        Direction.FUTURE
        if head.pos_ in ("NOUN", "ADJ", "PROPN") and verb.dep_ in ("acl", "xcomp")
        else Direction.UNKNOWN
    )


def by_words(low: str, start: int, end: int) -> Direction:
    """The direction of the verb group before `low[start:end]`, else of the one after it, from word forms alone."""
    stop = [match.end() for match in _CLAUSE_END.finditer(low, max(0, start - 250), start)]
    left = low[stop[-1] if stop else max(0, start - 250) : start]
    after = _CLAUSE_END.search(low, end, end + 250)
    right = low[end : after.start() if after else end + 250]
    groups = list(_GROUP.finditer(left))
    if _SUBJECT_FOLLOWS.match(right) or not groups:
        following = _GROUP.search(right)
        if following and not (not groups and _BARE_INFINITIVE.search(left)):
            return _of_group(following)
    if groups:
        return _of_group(groups[-1])
    return (
        Direction.FUTURE
        if _BARE_INFINITIVE.search(left) or _BARE_INFINITIVE.match(right.lstrip())
        else Direction.UNKNOWN
    )


def _of_group(match: re.Match[str]) -> Direction:
    if match.lastgroup == "future":
        return Direction.FUTURE
    if match.lastgroup in ("present", "passive"):
        return Direction.PRESENT
    return Direction.PAST
