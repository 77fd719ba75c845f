"""Days known by name: holidays, days that stand for an event, and names that only look like times."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reconcile.extract.temporal import calendar as calendar
from reconcile.extract.temporal import words as words
from reconcile.extract.temporal.atoms import Atom, Role, Rule, Source, rule
from reconcile.extract.temporal.calendar import Period, Reference, Resolver
from reconcile.models import Grain
from reconcile.packaged import table

_BELONGING = re.compile(
    r" (?!(?:and|or|but|in|on|at|when|as|for|to|by|with|from|until|through|after|before|because|while"
    r"|that|this|last|next"
    r"|he|she|it|they|we|i|his|her|the|an?|is|was|will|would|has|had|morning|evening|afternoon|night|week"
    r"|weekend|day|eve"
    r"|attack|bombing|holiday|holidays|recess|break|season)\b)[a-z]{3}"
)

# Right behind the day only: the "Jan. 6 crash victims" are others.
_BEREAVED = "victims?|families|widows?|survivors?"


@dataclass(frozen=True)
class Names:
    """What `resources/times.toml` says: `rules` for the days, `titles` for what is no time, `cues` their spellings."""

    rules: tuple[Rule, ...]
    titles: re.Pattern[str]
    cues: tuple[str, ...]


@lru_cache(maxsize=1)
def names() -> Names:
    """The named days, read once."""
    data = table("times")
    holidays = {**data["fixed"], **data["floating"], **data["easter"]}
    known = {name: dt.date.fromisoformat(date) for name, date in data["known"].items()}
    spelled = "|".join(re.escape(name) for name in sorted((*holidays, *known), key=lambda name: (-len(name), name)))
    pattern = (
        rf"(?<![\w/])(?:(?P<which>last|next|this) )?(?P<name>{spelled})(?![\w-]|/[0-9])"
        rf"(?:(?:,| of| in)? (?P<year>{words.YEAR}))?"
    )
    events = tuple(_event(entry) for entry in data["events"])
    titles = "|".join(
        re.escape(title) for title in sorted(data["names"]["titles"], key=lambda name: (-len(name), name))
    )
    return Names(
        rules=(
            *events,
            rule("name, month, digit", pattern, lambda match, source: _holiday(match, source, holidays, known)),
        ),
        titles=re.compile(rf"(?<!\w)(?:{titles})(?!\w)"),
        cues=tuple(sorted((*holidays, *known))),
    )


def _event(entry: dict[str, Any]) -> Rule:
    date = dt.date.fromisoformat(entry["date"])
    after = "|".join(map(re.escape, entry["words"]))
    behind = rf"(?: [a-z]+)? (?:{after})\b| (?:{_BEREAVED})\b"
    pattern = rf"\b(?P<month>{words.MONTH}) (?P<day>{entry['day']})(?:th)?(?={behind})"

    def resolve(reference: Reference) -> Period | None:
        if reference.published is not None and reference.published < date:
            around = [date.replace(year=reference.published.year + step) for step in (-1, 0, 1)]
            return calendar.nearest([calendar.day(day) for day in around], reference.published, reference.look())
        return calendar.day(date)

    def build(match: re.Match[str], source: Source) -> Atom | None:
        if words.month(match["month"]) != entry["month"] or not source.text.capitalised(match.start()):
            return None
        return Atom(*match.span(), Role.DAY, Grain.DAY, resolve, explicit=True)

    return rule("month", pattern, build)


def _holiday(match: re.Match[str], source: Source, holidays: dict[str, Any], known: dict[str, dt.date]) -> Atom | None:
    name, start = match["name"], match.start("name")
    if name in known:
        period = calendar.day(known[name])
        return Atom(start, match.end("name"), Role.DAY, Grain.DAY, lambda _: period, explicit=True)
    if not source.text.capitalised(start) or (" " not in name and not _is_the_day(match, source)):
        return None
    resolve = _nearest_holiday(holidays[name], int(match["year"]) if match["year"] else None, match["which"])
    return Atom(*match.span(), Role.DAY, Grain.DAY, resolve, explicit=bool(match["year"]))


def _is_the_day(match: re.Match[str], source: Source) -> bool:
    """Whether a holiday's name of one word is the day, not a wish, a surname or what belongs to it ("Easter eggs")."""
    before = source.text.raw[max(0, match.start() - 40) : match.start()].rsplit(" ", 2)[-2:]
    if before and before[-1] == "" and before[0][:1].isupper() and before[0][-1:].isalpha() and len(before) > 1:
        return match["which"] is not None or before[0].lower() in ("on", "by", "in", "at", "before", "after", "since")
    return match["year"] is not None or not _BELONGING.match(source.text.low, match.end())


def _nearest_holiday(when: str | list[int] | int, year: int | None, which: str | None) -> Resolver:
    def resolve(reference: Reference) -> Period | None:
        if year is not None:
            return calendar.day(_in_year(when, year))
        base = reference.published
        if base is None:
            return None
        around = [_in_year(when, base.year + step) for step in (-1, 0, 1)]
        if which == "last":
            return calendar.day(max(day for day in around if day < base))
        if which == "next":
            return calendar.day(min(day for day in around if day > base))
        return calendar.nearest([calendar.day(day) for day in around], base, reference.look())

    return resolve


def _in_year(when: str | list[int] | int, year: int) -> dt.date:
    """The day in `year` of an entry: "month-day", [month, weekday, n, days added] or days from Easter."""
    if isinstance(when, str):
        return dt.date.fromisoformat(f"{year:04}-{when}")
    if isinstance(when, int):
        return calendar.easter(year) + dt.timedelta(days=when)
    month, weekday, nth, added = when
    if nth > 0:
        first = dt.date(year, month, 1)
        day = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = calendar.months(year, month, 1, Grain.MONTH).last or dt.date.max
        day = last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    return day + dt.timedelta(days=added)
