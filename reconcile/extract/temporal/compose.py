"""Puts atoms together: a day and its hour, the early part of a month, ranges, and open sides ("since", "until")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reconcile.extract.temporal import calendar as calendar
from reconcile.extract.temporal import words as words
from reconcile.extract.temporal.atoms import Atom, Bound, Clock, Role
from reconcile.extract.temporal.calendar import Direction, Period, Reference, Resolver
from reconcile.extract.temporal.clock import EARLY, LATE, PARTS
from reconcile.extract.temporal.units import offset
from reconcile.models import Grain

_CLOCK_DAY = re.compile(r",? (?:on |of |in the |local time (?:on )?)?(?:the )?")
_DAY_CLOCK = re.compile(
    r",? (?:at |from )?(?P<about>(?:about|around|approximately|roughly|just after|just before"
    r"|shortly after|shortly before) )?"
)
_DAY_PART = re.compile(r"[ -]|(?: in the |'s )")
_PART_DAY = re.compile(r" (?:of |on )?(?:the )?")
_BETWEEN_DURATION = re.compile(r" (?P<side>before|after|from|ahead of|prior to|following) (?:the )?")
_DAY_BESIDE = re.compile(r"\b(?:the|a|one) (?P<unit>day|week|month|year) (?P<side>before|after) (?:the )?$")
_EARLY_LATE = re.compile(
    r"\b(?:(?:the )?(?P<of>beginning|start|end|middle|close|turn|early part|latter part)(?: of (?:the )?)"
    r"|(?P<adjective>early|mid|late)(?:(?: on| in)? (?:the )?|-))$"
)
_PARTS = {"beginning": "early", "start": "early", "turn": "early", "early part": "early", "middle": "mid"}
_TO = re.compile(r" ?(?:-|to|through|thru|until|till|and)(?: (?:the|around|about))? ?")
_FROM = re.compile(r"\b(?:from|between)(?: (?:the|around|about))? $")
_MOVED = re.compile(
    r"\b(?:moved?|moving|postpon\w+|delay\w*|push\w*|chang\w+|reschedul\w+|shift\w*|extend\w*)\b[^.;]{0,60}$"
)
_BOUND = re.compile(
    r"\b(?P<word>since|until|till|before|prior to|after|by|no later than|not later than|through|starting|beginning"
    r"|effective)(?: (?:at least|as early as|about|around))?(?: (?:on|in|from|at))?(?: the)? $|\b(?P<affix>pre|post)-$"
)
_BOUND_WORDS: dict[str, Bound] = {
    "since": Bound.SINCE, "starting": Bound.SINCE, "beginning": Bound.SINCE, "effective": Bound.SINCE,
    "after": Bound.AFTER, "post": Bound.AFTER, "before": Bound.BEFORE, "prior to": Bound.BEFORE, "pre": Bound.BEFORE,
}  # fmt: skip
_NEARLY = re.compile(
    r"\b(?:shortly|just|soon|right|immediately|not long|some time|moments|minutes|hours|days|weeks|months"
    r"|years|day|week) $"
)
_NOUN_FOLLOWS = re.compile(r" (?!(?:and|or|but|in|on|at|when|as|for|to|by|with|he|she|it|they|the|an?)\b)[a-z]")
_ONWARD = re.compile(r",? (?:onwards?|and (?:after|beyond|later|onwards?)|or later)\b")
_ABOUT = re.compile(
    r"\b(?:around|approximately|roughly|circa|c\.|nearly|almost|shortly before|shortly after|just before|just after"
    r"|soon after|sometime (?:in|around|on|before|after)|some time (?:in|around))(?: the)? $"
)
_ABOUT_CLOCK = re.compile(r"\babout $")


def compose(atoms: list[Atom], low: str) -> list[Atom]:
    """The expressions that the atoms of a sentence (`low`, folded) make up, in order."""
    atoms = _ranges(atoms, low, (Role.CLOCK,))
    atoms = _pairs(atoms, low, _join)
    atoms = _pairs(atoms, low, _from_duration)
    atoms = [_narrow(_beside_day(atom, low), low) for atom in atoms if atom.role is not Role.PART]
    atoms = _ranges(atoms, low, (Role.DAY, Role.PERIOD))
    return [_bound(atom, low) for atom in atoms]


def _pairs(atoms: list[Atom], low: str, join: Callable[[Atom, Atom, str], Atom | None]) -> list[Atom]:
    """Replaces neighbours that `join` accepts, as often as it does, from left to right."""
    joined: list[Atom] = []
    for atom in atoms:
        while joined:
            left = joined[-1]
            both = join(left, atom, low[left.end : atom.start]) if atom.start - left.end < 30 else None
            if both is None:
                break
            joined.pop()
            atom = both
        joined.append(atom)
    return joined


def _join(left: Atom, right: Atom, gap: str) -> Atom | None:
    """A day with its hour or part ("9 p.m. on Friday", "the night of June 18")."""
    roles = (left.role, right.role)
    if roles == (Role.DAY, Role.PART) and left.clock is None and _DAY_PART.fullmatch(gap):
        return replace(left, end=right.end, clock=right.clock, grain=right.grain)
    if roles == (Role.PART, Role.DAY) and right.clock is None and _PART_DAY.fullmatch(gap):
        return replace(right, start=left.start, clock=left.clock, grain=left.grain)
    if roles == (Role.CLOCK, Role.DAY) and _CLOCK_DAY.fullmatch(gap):
        return replace(right, start=left.start, clock=_hour_of(left.clock, right.clock), grain=left.grain)
    if roles == (Role.DAY, Role.CLOCK) and (match := _DAY_CLOCK.fullmatch(gap)):
        about = bool(match["about"]) or left.approximate
        clock = _hour_of(right.clock, left.clock)
        return replace(left, end=right.end, clock=clock, grain=right.grain, approximate=about)
    return None


def _hour_of(clock: Clock | None, part: Clock | None) -> Clock | None:
    """The clock time, or the part of the day where the clock time is unknown ("tonight at 8:30" stays with tonight)."""
    return clock if clock is None or clock.first is not None or part is None else part


def _from_duration(left: Atom, right: Atom, gap: str) -> Atom | None:
    """ "Two days after Christmas"."""
    match = _BETWEEN_DURATION.fullmatch(gap)
    if left.role is not Role.DURATION or right.role is not Role.DAY or not match or left.seconds is None:
        return None
    low, high = left.seconds
    unit = next(
        unit
        for unit in reversed(list(words.UNITS.values()))
        if unit.grain is left.grain and unit.name not in ("weekend", "second")
    )
    if low is None or low != high or match["side"] == "following" or right.clock is not None:
        return None
    count, sign = low / unit.seconds, 1 if match["side"] in ("after", "from") else -1
    unit_name = unit.name
    if unit_name == "fortnight":
        count, unit_name = low / words.UNITS["week"].seconds, "week"
    return _moved(right, sign * count, unit_name, left.start, left.approximate)


def _beside_day(atom: Atom, low: str) -> Atom:
    """ "The day after Christmas"."""
    match = _DAY_BESIDE.search(low, max(0, atom.start - 24), atom.start) if atom.role is Role.DAY else None
    if match is None or atom.clock is not None:
        return atom
    return _moved(atom, 1 if match["side"] == "after" else -1, match["unit"], match.start(), approximate=False)


def _moved(atom: Atom, count: float, unit: str, start: int, approximate: bool) -> Atom:
    resolve_base = atom.resolve

    def resolve(reference: Reference) -> Period | None:
        base = resolve_base(reference) if resolve_base else None
        if base is None or base.first is None or base.first != base.last:
            return None
        return offset(count, unit, base.first, approximate=approximate)

    grain = words.UNITS[unit].grain
    role = Role.DAY if grain in (Grain.DAY, Grain.HOUR, Grain.MINUTE) else Role.PERIOD
    return replace(atom, start=start, role=role, grain=Grain.DAY if role is Role.DAY else grain, resolve=resolve)


def _narrow(atom: Atom, low: str) -> Atom:
    """The early, middle or late part of a period, "early Friday", "the end of next month"."""
    if atom.role not in (Role.DAY, Role.PERIOD):
        return atom
    match = _EARLY_LATE.search(low, max(0, atom.start - 22), atom.start)
    if match is None:
        return atom
    part = match["adjective"] or _PARTS.get(match["of"], "late")
    if atom.role is Role.DAY:
        if match["of"] or part == "mid":
            return atom
        morning = atom.clock == PARTS["morning"]
        clock = (
            (EARLY if part == "early" else LATE) if atom.clock is None or (morning and part == "early") else atom.clock
        )
        return replace(atom, start=match.start(), clock=clock, grain=Grain.HOUR)
    resolve_whole = atom.resolve

    def resolve(reference: Reference) -> Period | None:
        whole = resolve_whole(reference) if resolve_whole else None
        return calendar.narrowed(whole, part) if whole else None

    return replace(atom, start=match.start(), resolve=resolve)


def _ranges(atoms: list[Atom], low: str, roles: tuple[Role, ...]) -> list[Atom]:
    """ "From Monday to Wednesday", "between 2019 and 2021", "June 28 - July 3"."""

    def join(left: Atom, right: Atom, gap: str) -> Atom | None:
        opened = _FROM.search(low, max(0, left.start - 16), left.start)
        if left.explicit or opened:  # "from December 28, 2022, to January 2, 2023"
            gap = gap.removeprefix(",")
        if left.role not in roles or left.role is not right.role or left.ranged or not _TO.fullmatch(gap):
            return None
        if gap.strip().startswith("and") and not (opened and opened.group().startswith("between")):
            return None
        if _MOVED.search(low, max(0, left.start - 70), left.start):
            return None
        return _range(left, right, opened.start() if opened else left.start)

    return _pairs(atoms, low, join)


def _range(left: Atom, right: Atom, start: int) -> Atom | None:
    clock = None
    if left.clock and right.clock:
        a, b = left.clock, right.clock
        if a.first is None or b.last is None:
            return None
        last = b.first if b.grain is Grain.HOUR else b.last
        overnight = b.overnight if left.role is Role.DAY else (last or b.last) < a.first
        clock = Clock(a.first, last, a.grain, overnight, a.zone or b.zone, a.approximate or b.approximate)
    if left.role is Role.CLOCK:
        return replace(left, start=start, end=right.end, clock=clock, ranged=True)
    if left.resolve is None or right.resolve is None or (left.role is Role.PERIOD and left.grain != right.grain):
        return None
    return replace(
        left, start=start, end=right.end, clock=clock, grain=left.grain if clock or not left.clock else Grain.DAY,
        resolve=_resolve_range(left, right, left.resolve, right.resolve), explicit=right.explicit, ranged=True,
    )  # fmt: skip


def _resolve_range(left: Atom, right: Atom, start: Resolver, end: Resolver) -> Resolver:
    """Both ends; the one without a year follows the other, and an end before its start is read as the next such."""

    def resolve(reference: Reference) -> Period | None:
        last = end(reference)
        if right.explicit and not left.explicit and last and last.last:
            first = start(Reference(last.last, lambda: Direction.PAST))
        else:
            first = start(reference)
        if first and last and first.first and last.last and last.last < first.first:
            last = end(Reference(first.first, lambda: Direction.FUTURE))
        if not (first and last and first.first and last.last) or last.last < first.first:
            return None
        return Period(first.first, last.last, first.grain, first.approximate or last.approximate)

    return resolve


def _bound(atom: Atom, low: str) -> Atom:
    """Adds what stands before an expression: "since", "until", "by", "around"."""
    if atom.role not in (Role.DAY, Role.PERIOD, Role.CLOCK):
        return atom
    lead = max(0, atom.start - 32)
    about = _ABOUT.search(low, lead, atom.start)
    if about is None and atom.role is Role.CLOCK:
        about = _ABOUT_CLOCK.search(low, lead, atom.start)
    if about:
        return replace(atom, start=about.start(), approximate=True)
    onward = _ONWARD.match(low, atom.end)
    if onward:
        start = low.rfind("from ", lead, atom.start)
        begins = start >= 0 and start + 5 == atom.start
        return replace(atom, start=start if begins else atom.start, end=onward.end(), bound=Bound.SINCE)
    match = _BOUND.search(low, lead, atom.start)
    if match is None:
        return atom
    word = match["word"] or match["affix"]
    if word in ("before", "after") and _NEARLY.search(low, max(0, match.start() - 12), match.start()):
        return atom  # "hours after midnight" is not any time after it
    attributive = " the " in match.group() and low[atom.end - 1] != "s" and _NOUN_FOLLOWS.match(low, atom.end)
    if word != "since" and (attributive or low.startswith("'s", atom.end)):
        return atom  # "after Monday's vote" and "after the 2016 election" may still be on Monday and in 2016
    return replace(atom, start=match.start(), bound=_BOUND_WORDS.get(word, Bound.UNTIL))
