"""Whether two claims are attributed to one source: names, roles, and bodies with those who speak for them."""

from __future__ import annotations

from functools import cache

from reconcile.compare.base import Level
from reconcile.compare.naming import same_name
from reconcile.compare.words import stem, stems, tokens
from reconcile.models import Speaker
from reconcile.packaged import table


def _stemmed(words: str) -> frozenset[str]:
    return frozenset().union(*(stems(word) for word in words.split()))


# Pronouns that were not resolved, and words that name nobody: nothing can be said of who they are.
_NOBODY = frozenset(
    """
    he she it they we i you who which that this these those one some many others someone somebody anyone everyone people
    person man woman his her their him them its what there here both all another the a an of for with
    """.split()
)
# Who speaks for others, and does not stand for himself: "a spokesman" may be anybody's.
_MOUTHPIECES_WORDS = (
    "spokesman spokeswoman spokesperson rep representative official officials aide aides source sources lawyer lawyers "
    "attorney team campaign staff statement press office release report reports suit lawsuit filing document documents "
    "court video record records study analysis paper data"
)
_MOUTHPIECES = _stemmed(_MOUTHPIECES_WORDS)
# What carries a source's words is no other source than it.
_CARRIERS = _stemmed(
    "statement tweet letter interview speech release email memo post report suit lawsuit filing complaint indictment "
    "declaration document"
)
_OUTLETS_WORDS = (
    "times post news newspaper daily journal tribune herald guardian press reuters agency cnn bbc nbc abc cbs npr fox "
    "telegraph gazette chronicle picayune bloomberg xinhua afp broadcaster television tv radio website magazine "
    "buzzfeed politico axios outlet outlets media reporter reporters"
)
_OUTLETS = _stemmed(_OUTLETS_WORDS)
# Bodies and groups that speak, beside the nouns of `resources/roles.toml`.
_SPEAKING_WORDS = (
    "police prosecutors authorities government ministry parliament army military navy coastguard union company firm "
    "bank committee commission council board court opposition party family families residents witnesses relatives "
    "lawmakers democrats republicans critics supporters opponents experts scholars economists scientists researchers "
    "doctors regulators investigators protesters activists workers employees officials states administration cabinet "
    "federation association organisation organization institute university hospital department office agency "
    "embassy kremlin"
)
_SPEAKING = _stemmed(_SPEAKING_WORDS)
# In full, as names are easily cut to the stem of another word: "Tim" is that of "Times".
_NO_PERSON = frozenset(
    form
    for word in f"{_MOUTHPIECES_WORDS} {_OUTLETS_WORDS} {_SPEAKING_WORDS}".split()
    for form in (word, word.removesuffix("s"))
)
_SURNAMES = frozenset({"fox"})  # of people, behind a given name; outlets have it in front


def compare_speakers(a: Speaker | None, b: Speaker | None) -> Level:
    """`missing` where one is not named; `same` name, `compatible` where one may speak for the other, else `differs`.

    A spokesman for X is X, "police" may be a sergeant of the police, a paper or a statement only carries what somebody
    else says. Two persons with names, or two bodies, are two sources.
    """
    if a is None or b is None or not _is_known(a) or not _is_known(b):
        return Level.MISSING
    a_name, b_name = a.name or a.text, b.name or b.text
    if same_name(a_name, b_name):
        return Level.SAME
    return Level.COMPATIBLE if _may_be_one(a, b) else Level.DIFFERS


def is_person(speaker: Speaker) -> bool:
    """Whether the name is that of a person: two words or more with capitals, no outlet and no body."""
    words = (speaker.name or "").split()
    folded = tokens(speaker.name or "")
    named = folded[:-1] if folded[-1:] and folded[-1] in _SURNAMES else folded
    return (
        2 <= len(words) <= 4
        and all(word[:1].isupper() for word in words)
        and not any(word in _NO_PERSON or word.removesuffix("s") in _NO_PERSON for word in named)
    )


def _may_be_one(a: Speaker, b: Speaker) -> bool:
    a_name, b_name = (stems(speaker.name or speaker.text) for speaker in (a, b))
    if is_person(a) and is_person(b):
        return False
    if (a_name | b_name) & (_CARRIERS | _OUTLETS):
        return True
    if a_name <= _MOUTHPIECES or b_name <= _MOUTHPIECES:
        return True
    # One's name in the other's role: "police" and "Sgt. Smith of the police", "Obama" and "Obama's spokesman".
    return bool((a_name & _all_words(b)) | (b_name & _all_words(a)))


def _all_words(speaker: Speaker) -> frozenset[str]:
    return stems(" ".join(part for part in (speaker.name, speaker.role, speaker.text) if part))


def _is_known(speaker: Speaker) -> bool:
    """Whether the words can mean a speaker: a name, or a noun for people and bodies that speak."""
    name = speaker.name or speaker.text
    words = [word for word in tokens(name) if word not in _NOBODY]
    if not words:
        return False
    if any(word[:1].isupper() for word in name.split()):
        return True
    return any(stem(word) in _SPEAKING | _MOUTHPIECES | _CARRIERS | _roles() for word in words)


@cache
def _roles() -> frozenset[str]:
    roles = table("roles")["roles"]
    return frozenset(stem(word) for word in f"{roles['nouns']} {roles['bodies']}".split())
