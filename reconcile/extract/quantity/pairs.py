"""Two amounts joined: ranges ("10 to 15"), scores ("52-48"), odds ("17-to-1") and changes ("from 9 to 10")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reconcile.extract.quantity.bounds import cue_before
from reconcile.extract.quantity.convert import shared
from reconcile.extract.quantity.fractions import number_at
from reconcile.extract.quantity.lexer import Lexeme
from reconcile.extract.quantity.numbers import CARDINAL, HYPHENS
from reconcile.extract.quantity.tables import tables
from reconcile.extract.quantity.units import Amount, amount_at, is_race

_SCORE_BEFORE: Final = frozenset(
    "vote voted votes voting won win wins winning beat beats beating lost lose loses losing by score scored led lead "
    "leads defeated defeat approved passed ruled split rejected a trailed trailing edged draw drew tied tie "
    "ended finished margin".split()
)
_SCORE_AFTER: Final = frozenset(
    "vote votes victory win loss lead defeat decision ruling draw majority margin split tie split-decision vote-count "
    "against favor favour verdict opinion triumph".split()
)


def amount_from(lexemes: Sequence[Lexeme], blocked: Sequence[bool], at: int) -> Amount | None:
    """The amount whose number starts at lexeme `at`, clear of what is blocked; None if there is none."""
    if at >= len(lexemes):
        return None
    number = number_at(lexemes, at)
    if number is None or any(blocked[number.start : number.end]):
        return None
    amount = amount_at(lexemes, number)
    return None if is_race(lexemes, amount) else amount


def pair_of(
    lexemes: Sequence[Lexeme], blocked: Sequence[bool], first: Amount, floor: int
) -> tuple[str, Amount, Amount] | None:
    """The amount and a second one joined to it: ("range" | "score" | "change", first, second)."""
    if first.number.kind != CARDINAL or first.number.high is None:
        return None
    at = first.end
    joiner = lexemes[at].lower if at < len(lexemes) else ""
    dash = joiner in HYPHENS
    if dash and at + 2 < len(lexemes) and lexemes[at + 1].lower == "to" and lexemes[at + 2].text in HYPHENS:
        joiner, at, dash = "to", at + 2, False
    if not dash and joiner not in ("to", "and", "or"):
        return None
    start = at + 1
    while start < len(lexemes) and (lexemes[start].text in tables().sign or lexemes[start].lower in ("us", "about")):
        start += 1
    second = amount_from(lexemes, blocked, start)
    if second is None or second.number.kind != CARDINAL or second.number.high is None:
        return None
    if dash and lexemes[at].glued != lexemes[start].glued and start == at + 1:
        return None
    both = shared(first, second)
    if both is None:
        return None
    a, b = both[0].number, both[1].number
    before = lexemes[first.start - 1].text if first.start > 0 else ""
    if joiner == "to" or dash:
        if at > first.end + 1 and a.low > b.low == 1:
            return "ratio", *both
        if _is_score(lexemes, first, second, before, dash=dash):
            return "score", first, second
        if dash and a.low > b.low and both[1].unit == "percent":
            return "change", *both  # "61-37 percent"
        if a.low >= b.low:
            return ("change", *both) if before.lower() == "from" else None
        return ("change" if before.lower() == "from" and not dash else "range", *both)
    if joiner == "and":
        cue = cue_before(lexemes, first.start, floor)
        before = lexemes[cue[1] - 1].text if cue and cue[1] > 0 else before
        return ("range", *both) if before.lower() == "between" and a.low < b.low else None
    close = a.low < b.low <= 1.6 * a.low + 1
    return ("range", *both) if close and a.figures == b.figures and first.unit is None else None


def _is_score(lexemes: Sequence[Lexeme], first: Amount, second: Amount, before: str, *, dash: bool) -> bool:
    if first.unit or second.unit or first.number.scaled or second.number.scaled:
        return False
    if first.number.low % 1 or second.number.low % 1 or max(first.number.low, second.number.low) >= 1000:
        return False
    after = lexemes[second.end].lower if second.end < len(lexemes) else ""
    earlier = {lexeme.lower for lexeme in lexemes[max(0, first.start - 4) : first.start]}
    context = after in _SCORE_AFTER or bool(earlier & (_SCORE_BEFORE - {"a", "by"}))
    if dash:
        # "Tunisia 1-2 England"
        teams = before[:1].isupper() and max(first.number.low, second.number.low) < 20
        return context or teams or first.number.low > second.number.low
    return context and before.lower() not in ("from", "by") and first.number.low > second.number.low
