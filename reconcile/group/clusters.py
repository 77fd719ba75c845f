"""Claims to topics."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reconcile.config import Settings
from reconcile.group.linkage import average_linkage, join_links
from reconcile.models import Claim, Cluster, Event
from reconcile.text import DATELINE, shorten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_TOPIC_CHARACTERS = 90
_FEW = 20  # claims from which their mean says more of the event than of the claims themselves
_ACROSS = 0.2  # what claims of two articles may be less alike: each article has words of its own
_CHAINED = (
    8  # claims that findings may join without a look at their likeness: headline, lead and body of three articles
)
_LOOSE = 0.5  # share of the topic's cosine that more of them need
_FEWEST, _MOST = 4, 16  # words of a good label
_FAULT = 0.08  # what each of its faults takes off a claim's nearness to the others
_BROKEN = 3  # faults that words with a hole in them count for, and words that only say who spoke
# Openings that lean on what was said before, and those of subordinate clauses.
_DEPENDENT = frozenset(
    """
    after although before by despite during even for from had has have he her here his how if including is it its like
    my not of on once or our she since so still their them there these they this those though thus to too under until
    was we what whenever why will would you your
    """.split()
)
# Openings without which the rest is a sentence, or reads like one.
_JOINTS = frozenset(
    """
    also and as at because but by for however in meanwhile moreover of that then therefore to when where whereas which
    while who whom whose with
    """.split()
)
_RELATIVE = {"which", "whom", "whose"}
_PREPOSITIONS = {"as", "at", "by", "for", "in", "of", "to", "with"}
_SAYS = frozenset("add added adds said say saying says tell telling tells told wrote".split())
_SHORT = 8  # words that may be a speaker, or what stands between a name and the verb: "Rudy Giuliani, a lawyer, said"
# What may stand behind a verb of saying without a word of what was said: when, where, to whom.
_AROUND_SAYING = frozenset(
    """
    a afternoon ago also an and at by call conference court day days during early earlier email evening facebook filing
    friday from her here him his hours in interview it late later me media monday months morning my news night of on
    official officials our phone post press release reporter reporters saturday series spokesman spokeswoman statement
    sunday that the their them this thursday to today tuesday tweet tweets twitter us wednesday week weeks written year
    years yesterday you
    """.split()
)
# What a clause begins with that has no verb of its own for the subject put before it.
_VERBLESS = _PREPOSITIONS | set("after although and before but during from or since though when while without".split())
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TOKEN = re.compile(r"\w+")
_QUOTES = tuple("“\"‘'")
_EDGES = " \t\n\"'“”‘’«»,;:–—-"


def cluster_claims(
    event: Event, claims: Sequence[Claim], vectors: Vectors, settings: Settings, links: Iterable[tuple[int, int]] = ()
) -> tuple[Cluster, ...]:
    """Topics of one event: every claim is in exactly one; `vectors` is `(n_claims, dim)` with unit rows.

    `links` are pairs of positions in `claims` that a finding joins: both claims of a finding are in one topic.
    """
    pairs = sorted({(min(link), max(link)) for link in links if link[0] != link[1]})
    joined = join_links(vectors, pairs, settings.topic_cosine * _LOOSE, _CHAINED)
    own, weight = _own_part(vectors)
    numbers = average_linkage(
        own,
        settings.topic_cosine,
        sources=[claim.article_id for claim in claims],
        bonus=_ACROSS * weight,
        joined=joined,
    )
    members: dict[int, list[int]] = defaultdict(list)
    for i, number in enumerate(numbers):
        members[number].append(i)
    return tuple(
        Cluster(
            id=f"{event.id}.t{number + 1}",
            event_id=event.id,
            topic=_topic([claims[i] for i in rows], vectors[rows]),
            claim_ids=tuple(claims[i].id for i in rows),
        )
        for number, rows in sorted(members.items())
    )


def _own_part(vectors: Vectors) -> tuple[Vectors, float]:
    """The vectors without what all claims of the event have in common, and the weight (0-1) of what was taken away.

    All claims of an event are alike in naming its people and places; what is left tells its topics apart. (Removing
    the common mean is the first step of Mu and Viswanath 2018.) The mean of few claims is not common to them.
    """
    import numpy as np

    if not len(vectors):
        return vectors, 0.0
    weight = len(vectors) / (len(vectors) + _FEW)
    own = vectors - np.float32(weight) * vectors.mean(axis=0)
    length = np.linalg.norm(own, axis=1, keepdims=True)
    return np.where(length > 1e-6, own / np.maximum(length, 1e-6), vectors), weight


def _topic(claims: Sequence[Claim], vectors: Vectors) -> str:
    """The claim that stands best for all: near to the others, and a sentence that is understood alone."""
    nearness = (vectors @ vectors.mean(axis=0)).round(4).tolist()
    best = max(range(len(claims)), key=lambda i: (round(nearness[i] - _oddness(claims[i]), 4), -i))
    return _label(claims[best].proposition)


def _oddness(claim: Claim) -> float:
    """What speaks against a claim as a label, in units of the cosine."""
    text = claim.proposition
    words = _WORD.findall(text)
    if not words:
        return 1.0
    first, last = words[0].casefold(), words[-1].casefold()
    faults = (
        first in _DEPENDENT or first in _JOINTS,
        last in _DEPENDENT or last in _JOINTS,
        len(words) < _FEWEST,
        len(words) > _MOST,
        not text.lstrip(_EDGES)[:1].isupper(),
        text.lstrip()[:1] in _QUOTES or text.count("“") != text.count("”") or text.count('"') % 2 == 1,
        _lacks_verb(claim),
    )
    return _FAULT * (sum(faults) + _BROKEN * (_has_hole(claim) or _only_says_who(claim)))


def _has_hole(claim: Claim) -> bool:
    """Whether words between the first and the last of the proposition were left out: "Cohen, … is due in March".

    A subject put in front, or in the place of a pronoun, leaves no hole.
    """
    own, text = _tokens(claim.proposition), _tokens(claim.text)
    if own in text:
        return False
    before, subject, after = own.partition(_tokens(claim.subject or ""))
    if not subject.strip() or subject in text:
        return True
    if before == "":
        return f" {after.strip()} " not in text
    before, after = f"{before} ", f" {after.strip()} "
    at = text.find(before)
    while at >= 0:
        pronoun = text.find(" ", at + len(before))
        if pronoun >= 0 and text.startswith(after, pronoun):
            return False
        at = text.find(before, at + 1)
    return True


def _tokens(text: str) -> str:
    """The words, each between single spaces, so that words are found as a part of it and parts of words are not."""
    return "".join(f" {word}" for word in _TOKEN.findall(text.casefold())) + " "


def _lacks_verb(claim: Claim) -> bool:
    """Whether a subject was put before what is no predicate: "The House causing the bill to become law"."""
    _, subject, after = _tokens(claim.proposition).partition(_tokens(claim.subject or ""))
    if not subject.strip() or subject in _tokens(claim.text):
        return False
    first = after.split(" ", 1)[0]
    return first.endswith("ing") or first in _VERBLESS


def _only_says_who(claim: Claim) -> bool:
    """Whether it is a subject and a verb of saying, with at most when, where and to whom: "police said Wednesday"."""
    words = _WORD.findall(claim.proposition)
    tail = 0
    while tail < len(words) and _adds_nothing(words[-1 - tail]):
        tail += 1
    if tail == len(words) or words[-1 - tail].casefold() not in _SAYS:
        return False
    subject = _WORD.findall(claim.subject or "")
    if not subject:
        return len(words) <= _SHORT and "," not in claim.proposition
    if subject[0] not in words:
        return False
    at = words.index(subject[0])
    return all(map(_adds_nothing, words[:at])) and len(words) - tail - 1 - at - len(subject) <= _SHORT


def _adds_nothing(word: str) -> bool:
    bare = word.casefold()
    return bare not in _SAYS and (bare in _AROUND_SAYING or not word[0].islower())


def _label(text: str) -> str:
    """The claim as a heading: without dateline, joints and the marks at its ends, cut at a word."""
    line = " ".join(text.split())
    dateline = DATELINE.match(line)
    own = _without_stop(line[dateline.end() if dateline else 0 :].strip(_EDGES)).strip(_EDGES)
    line = _without_joints(own) if _WORD.search(own) else line
    return _balanced(shorten(line[:1].upper() + line[1:], _TOPIC_CHARACTERS))


def _balanced(line: str) -> str:
    """With the mark that closes a quotation left open, and without one that closes nothing."""
    opened, kept = 0, []
    for char in line:
        if char == "”" and not opened:
            continue
        opened = 1 if char == "“" else 0 if char == "”" else opened
        kept.append(char)
    line = "".join(kept) + "”" * opened
    if line.count('"') % 2 == 0:
        return line
    before, _, after = line.rpartition('"')
    if after[:1].strip() and (not before or before[-1] in " (["):
        return f'{line}"'
    first = next((i for i, char in enumerate(line) if char == '"' and line[:i].strip() and line[i - 1] != " "), None)
    return before + after if first is None else line[:first] + line[first + 1 :]


def _without_stop(line: str) -> str:
    """Without the full stop, unless it belongs to an abbreviation such as "U.S."."""
    return line.removesuffix(".") if "." not in line.rpartition(" ")[2][:-1] else line


def _without_joints(line: str) -> str:
    """ "with which he will talk" gives "he will talk", "However, it rained" gives "it rained"."""
    words = line.split(" ")
    bare = [word.strip(_EDGES).casefold() for word in words[:2]]
    drop = 0
    if len(words) > _FEWEST and bare[0] in _JOINTS:
        # "In Paris" is no joint: a preposition goes only with the relative pronoun behind it.
        drop = 2 if bare[1] in _RELATIVE else 0 if bare[0] in _PREPOSITIONS else 1
    return " ".join(words[drop:])
