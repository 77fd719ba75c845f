"""What the rules of time expressions are made of: a recognised stretch of text with the way to resolve it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reconcile.extract.temporal.calendar import Direction, Resolver
from reconcile.extract.temporal.text import FoldedText
from reconcile.models import Grain

Seconds = tuple[float | None, float | None]


class Role(StrEnum):
    """What an atom can be combined with."""

    DAY = "day"
    PERIOD = "period"
    CLOCK = "clock"
    PART = "part of the day"  # says nothing by itself
    DURATION = "duration"
    AGE = "age"


class Bound(StrEnum):
    """Which side of an expression is left open."""

    NONE = ""
    SINCE = "since"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Clock:
    """First and last minute of a time of day; `overnight` puts the last on the next day, `zone` is an ISO offset."""

    first: dt.time | None
    last: dt.time | None
    grain: Grain
    overnight: bool = False
    zone: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """A recognised expression, `text.raw[start:end]`.

    Days and periods have `resolve`, clock times have `clock`, durations and ages have `seconds`. An `explicit` atom
    names its year, so that it needs no reference.
    """

    start: int
    end: int
    role: Role
    grain: Grain
    resolve: Resolver | None = None
    clock: Clock | None = None
    seconds: Seconds | None = None
    approximate: bool = False
    explicit: bool = False
    bound: Bound = Bound.NONE
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence as the rules see it: the text, the direction of the clause and the part of speech at a position.

    `tag` is empty where the document has no tags.
    """

    text: FoldedText
    look: Callable[[int], Direction]
    tag: Callable[[int], str]


Builder = Callable[[re.Match[str], Source], Atom | None]


class Rule(NamedTuple):
    """A pattern that is tried where the sentence has one of its cues; the builder may turn a match down."""

    cues: frozenset[str]
    pattern: re.Pattern[str]
    build: Builder


def rule(cues: str, pattern: str, build: Builder) -> Rule:
    return Rule(frozenset(cues.split(", ")), re.compile(pattern), build)
