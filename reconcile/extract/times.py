"""Times: when a sentence says something happened, lasted or is to come, resolved against the publication day.

The work is done in steps, one module each: `text` folds the sentence, `scan` finds atoms by the rules of
`dates`, `years`, `relative`, `clock`, `durations` and `names`, `compose` puts them
together, and here they are resolved. `tense` says which way a clause looks.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from reconcile import models
from reconcile.extract.temporal.atoms import Atom, Bound, Clock, Role, Source
from reconcile.extract.temporal.calendar import Direction, Period, Reference
from reconcile.extract.temporal.compose import compose
from reconcile.extract.temporal.scan import cues, scan
from reconcile.extract.temporal.tense import by_tree, by_words
from reconcile.extract.temporal.text import FoldedText, fold
from reconcile.models import Grain, Time

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_WORD = re.compile(r"[\w-]+")
# The day on which something was said is not the day it speaks of.
_SAID = re.compile(
    r"\b(?:(?:said|says|told|announced|tweeted|confirmed|according)(?: \w+){0,2}"
    r"|according to(?: [\w'-]+){1,6} \w+ed) (?:on )?$"  # "according to tax returns released Friday"
)

Moment = dt.date | dt.datetime | None


def find_times(sentence: Span, published: dt.date | None) -> tuple[Time, ...]:
    """The time expressions of a sentence in order, none overlapping another.

    `kind` is "point" for days, hours and periods, "duration" for lengths, "age" for ages. Of a point, `first` and
    `last` are ISO 8601: dates, or date-times to the minute where an hour or a part of the day is given. One of them is
    None where the text leaves that side open ("since 2018" has no `last`, "by Friday" no `first`); both are None where
    nothing fixes the time: it is relative and `published` is None, or it depends on what an earlier sentence says. An
    hour without a day keeps the hour: `first` and `last` are then ISO times ("T05:10", with the offset if a zone is
    named). Lengths and ages have `seconds` as (low, high), None for an open side; months and years count as their
    calendar averages.

    A weekday or a date without its year is resolved by the tense of its clause, read off the tree if the document is
    parsed and off the word forms if not. Sentences without a time cost one pass over their words.
    """
    content = sentence.text
    text = fold(content)
    found = cues(text.low)
    if not found:
        return ()

    clauses = _Clauses(sentence, text)
    atoms = compose(scan(Source(text, clauses.look, clauses.tag), found), text.low)
    day = published.date() if isinstance(published, dt.datetime) else published
    periods = _resolved(atoms, day, clauses.look)
    only_day = _only_day(atoms, periods, text.low)
    times = []
    for atom, period in zip(atoms, periods, strict=True):
        start, end = text.span(atom.start, atom.end)
        span = models.Span(start=sentence.start_char + start, end=sentence.start_char + end, text=content[start:end])
        times.append(_time(span, atom, only_day if atom.role is Role.CLOCK else period))
    return tuple(times)


def _time(span: models.Span, atom: Atom, period: Period | None) -> Time:
    first, last = _reading(atom, period)
    about = (
        atom.approximate,
        period is not None and period.approximate,
        atom.clock is not None and atom.clock.approximate,
    )
    return Time(
        start=span.start,
        end=span.end,
        text=span.text,
        kind=atom.role.value if atom.role in (Role.DURATION, Role.AGE) else "point",
        grain=_grain(atom, period),
        first=first,
        last=last,
        seconds=atom.seconds,
        approximate=any(about),
    )


def _grain(atom: Atom, period: Period | None) -> Grain:
    if atom.role in (Role.DURATION, Role.AGE, Role.CLOCK) or atom.grain in (Grain.HOUR, Grain.MINUTE) or not period:
        return atom.grain
    return period.grain


class _Clauses:
    """What the tokens of a sentence say at a position of the folded text; they are read only when asked."""

    def __init__(self, sentence: Span, text: FoldedText) -> None:
        self._sentence, self._text = sentence, text

    @cached_property
    def _tokens(self) -> list[Token]:
        return list(self._sentence)

    @cached_property
    def _parsed(self) -> bool:
        return any(token.dep for token in self._tokens)

    def _token(self, index: int) -> Token | None:
        place = self._sentence.start_char + self._text.span(index, index + 1)[0]
        after = bisect_right(self._tokens, place, key=lambda token: token.idx)
        return self._tokens[after - 1] if after else None

    def look(self, index: int) -> Direction:
        """Which way the clause looks, by its verb in the tree or, failing that, by the forms of its words.

        A present tense says little ("a survey released Thursday is the first"): a clear word beside it outweighs it.
        """
        token = self._token(index) if self._parsed else None
        direction = by_tree(token) if token is not None else Direction.UNKNOWN
        if direction in (Direction.PAST, Direction.FUTURE):
            return direction
        word = _WORD.match(self._text.low, index)
        beside = by_words(self._text.low, index, word.end() if word else index)
        return direction if beside is Direction.UNKNOWN else beside

    def tag(self, index: int) -> str:
        """The part of speech, empty where the document is not tagged."""
        token = self._token(index)
        return token.pos_ if token is not None else ""


def _resolved(atoms: list[Atom], published: dt.date | None, look: Callable[[int], Direction]) -> list[Period | None]:
    periods: list[Period | None] = []
    previous: Period | None = None
    for atom in atoms:
        reference = Reference(published, lambda start=atom.start: look(start), previous)  # type: ignore[misc]
        try:
            period = atom.resolve(reference) if atom.resolve else None
        except (ValueError, OverflowError):  # beyond the calendar
            period = None
        periods.append(period)
        if period is not None and atom.bound is Bound.NONE:
            previous = period
    return periods


def _only_day(atoms: list[Atom], periods: list[Period | None], low: str) -> Period | None:
    """The one day a sentence names, on which its hours fall; None if it names none or several."""
    days = {
        period.first: period
        for atom, period in zip(atoms, periods, strict=True)
        if period and atom.role is Role.DAY and period.first and period.first == period.last
        and not _SAID.search(low, max(0, atom.start - 60), atom.start)
    }  # fmt: skip
    return next(iter(days.values())) if len(days) == 1 else None


def _reading(atom: Atom, period: Period | None) -> tuple[str | None, str | None]:
    """`first` and `last` as ISO 8601, with the open side of a bound."""
    clock = atom.clock if atom.clock and atom.clock.first is not None else None
    if period is None:
        if clock is None or atom.role is not Role.CLOCK:
            return None, None
        return _open(
            atom.bound, _iso_time(clock.first, clock), _iso_time(clock.last, clock), _iso_time(clock.first, clock)
        )
    try:
        first, last = _moments(period, clock)
        before = None if first is None else first - (dt.timedelta(minutes=1) if clock else dt.timedelta(days=1))
        after = None if last is None else last + (dt.timedelta(minutes=1) if clock else dt.timedelta(days=1))
    except OverflowError:
        return None, None
    bounds: dict[Bound, tuple[Moment, Moment]] = {
        Bound.SINCE: (first, None), Bound.AFTER: (after, None), Bound.BEFORE: (None, before), Bound.UNTIL: (None, last),
    }  # fmt: skip
    opened = bounds.get(atom.bound, (first, last))
    return _iso(opened[0], clock), _iso(opened[1], clock)


def _open(bound: Bound, first: str | None, last: str | None, edge: str | None) -> tuple[str | None, str | None]:
    if bound in (Bound.SINCE, Bound.AFTER):
        return first, None
    if bound is Bound.UNTIL:
        return None, last
    return (None, edge) if bound is Bound.BEFORE else (first, last)


def _moments(period: Period, clock: Clock | None) -> tuple[Moment, Moment]:
    if clock is None or clock.first is None or clock.last is None:
        return period.first, period.last
    first = dt.datetime.combine(period.first, clock.first) if period.first else None
    last = dt.datetime.combine(period.last, clock.last) if period.last else None
    return first, last + dt.timedelta(days=1) if last and clock.overnight else last


def _iso(moment: Moment, clock: Clock | None) -> str | None:
    if isinstance(moment, dt.datetime):
        return moment.isoformat(timespec="minutes") + (clock.zone if clock else "")
    return moment.isoformat() if moment else None


def _iso_time(time: dt.time | None, clock: Clock) -> str | None:
    return f"T{time.isoformat(timespec='minutes')}{clock.zone}" if time is not None else None
