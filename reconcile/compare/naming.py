"""Whether two names mean the same person, body or place: short forms, initials, spellings, transliterations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from reconcile.compare.words import tokens
from reconcile.packaged import table

_LONG = 5  # letters from which one letter may differ: "Navalny", "Navalnyi"
_COURTESY = frozenset(
    """
    mr mrs ms miss dr prof sir dame lady lord the president vice-president prime minister chancellor secretary senator
    sen representative rep congressman congresswoman governor gov mayor ambassador judge justice chief general gen
    colonel col major captain capt lieutenant lt sergeant sgt king queen prince princess pope cardinal archbishop bishop
    former jr sr ii iii
    """.split()
)
_SMALL_WORDS = frozenset("of the for and in on de la le du al el von van der den".split())
_ENDINGS = frozenset("inc corp co ltd llc plc ag sa nv gmbh group holdings company corporation".split())


@lru_cache(maxsize=8192)
def same_name(a: str, b: str) -> bool:
    """Whether the names can be one: "Sgt. Smith" and "Jane Smith" can, "John Smith" and "Jane Smith" cannot.

    Spellings are those of `resources/names.toml`; beyond them one letter of a long word may differ.
    """
    one, other = _words(a), _words(b)
    if not one or not other:
        return False
    if one == other or "".join(one) == "".join(other) or _body(one) == _body(other) is not None:
        return True
    if _is_acronym(one, other) or _is_acronym(other, one):
        return True
    short, long = sorted((one, other), key=len)
    if not _same_word(short[-1], long[-1]):
        # "Broadcom" and "Broadcom Limited", "North Carolina" and "Carolina" differ in their last or first word.
        return len(short) < len(long) and all(any(_same_word(s, w) for w in long) for s in short)
    if len(short) == 1 or long[-len(short) :] == short:  # what stands in front is a title or another given name
        return True
    return _same_word(short[0], long[0]) or _is_initial(short[0], long[0])


def _words(name: str) -> tuple[str, ...]:
    spellings = _spellings()
    found = [spellings.get(word, word) for word in tokens(name)]
    kept = [word for word in found if word not in _COURTESY and word not in _ENDINGS] or found
    return tuple(kept)


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) >= _LONG and a[0] == b[0] and Levenshtein.distance(a, b, score_cutoff=1) <= 1


def _is_initial(a: str, b: str) -> bool:
    return (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


def _is_acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ "F.B.I." and "Federal Bureau of Investigation"."""
    letters = "".join(short)
    initials = "".join(word[0] for word in long if word not in _SMALL_WORDS)
    return len(long) > 1 and 2 <= len(letters) <= 6 and letters == initials


def _body(words: tuple[str, ...]) -> str | None:
    bodies = _bodies()
    return bodies.get("-".join(words)) or bodies.get("".join(words))


@cache
def _spellings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for group in table("names")["spellings"]["groups"]:
        head, *others = group.split()
        for word in (head, *others):
            found.setdefault(word, head)
    return found


@cache
def _bodies() -> Mapping[str, str]:
    return {name: group.split()[0] for group in table("names")["bodies"]["groups"] for name in group.split()}


@cache
def single_offices() -> frozenset[str]:
    """Offices that one person holds at a time."""
    return frozenset(office.replace("-", " ") for office in table("names")["offices"]["single"].split())
