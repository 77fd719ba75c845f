"""Rules for times of the day: clock times and the parts of a day."""

from __future__ import annotations

import datetime as dt
import re
from types import MappingProxyType

from reconcile.extract.temporal.atoms import Atom, Clock, Role, Rule, Source, rule
from reconcile.models import Grain


def _part(first: int, last: int, *, overnight: bool = False) -> Clock:
    return Clock(dt.time(first), dt.time(last, 59), Grain.HOUR, overnight)


# Newspapers call the hours after midnight "Sunday morning" and, looking back, "Saturday night": the parts overlap.
PARTS = MappingProxyType(
    {
        "morning": _part(0, 11),
        "early morning": _part(0, 8),
        "dawn": _part(4, 7),
        "sunrise": _part(4, 7),
        "midmorning": _part(9, 11),
        "afternoon": _part(12, 17),
        "midafternoon": _part(14, 16),
        "evening": _part(17, 23),
        "dusk": _part(16, 21),
        "night": _part(18, 5, overnight=True),
        "overnight": _part(18, 5, overnight=True),
    }
)
EARLY = Clock(dt.time(0), dt.time(8, 59), Grain.HOUR, approximate=True)
LATE = Clock(dt.time(17), dt.time(23, 59), Grain.HOUR, approximate=True)

# Only zones whose abbreviation means one offset; "ET" or "CST" abroad would need the date or the place.
_OFFSETS = MappingProxyType(
    {
        "gmt": "+00:00", "utc": "+00:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "est": "-05:00",
        "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
        "jst": "+09:00", "aest": "+10:00", "aedt": "+11:00", "msk": "+03:00",
    }
)  # fmt: skip
_ZONE = (
    rf"(?:,? (?P<zone>(?:{'|'.join(_OFFSETS)}|et|ct|mt|pt|cst|ist|local time|eastern(?: time)?|central(?: time)?"
    r"|mountain time|pacific(?: time)?|moscow time|beijing time|kyiv time|london time)\b))?"
)
_HALF = r"a\.m\.?|am\b|p\.m\.?|pm\b"
_TWELVE = (
    rf"(?<![\w.,:$£€/-])(?:(?P<from>1[0-2]|0?[1-9])(?:[:.](?P<from_minute>[0-5][0-9]))? ?(?P<from_half>{_HALF})?"
    r" ?(?P<link>-|to|and|until) ?)?"
    rf"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9])(?::[0-5][0-9])?)?(?: ?|-)(?P<half>{_HALF})(?![a-z]){_ZONE}"
)
_TWENTY_FOUR = (
    r"(?<![\w.,:$£€/-])(?P<hour>[01]?[0-9]|2[0-3])(?P<mark>[:.]?)(?P<minute>[0-5][0-9])(?::[0-5][0-9])?"
    r"(?![0-9%]|[.,:][0-9])"
    rf"(?: ?(?P<hours>hours|hrs|h)\b(?! of))?{_ZONE}"
)
_WORDS = (
    rf"\b(?:(?P<word>noon|midday|midnight)|(?P<hour>1[0-2]|[1-9]|{{hours}}) ?o'clock(?: (?:in the|at) "
    rf"(?P<part>morning|afternoon|evening|night))?)\b{_ZONE}"
)
_HOUR_NAMES = "one two three four five six seven eight nine ten eleven twelve".split()
_BARE_HOUR = r"\b(?:at|around|about|by) (?P<span>(?P<hour>1[0-2]|[1-9]) in the (?P<part>morning|afternoon|evening))\b"
_PART_ALONE = (
    r"\b(?:(?P<early>early[ -])?morning|mid-?morning|mid-?afternoon|afternoon|evening|night|dawn|dusk"
    r"|sunrise|overnight)\b(?P<hours> hours\b)?"
)
_OPENED = re.compile(r"\b(?:between|from) $")
_AT = re.compile(r"\b(?:at|by|around|about|until|till|from|before|after|since|between|to|and|at about|to|-) ?$")


def _minutes(hour: int, minute: str | None, half: str) -> int | None:
    if hour > 12 or hour == 0:
        return None
    return 60 * (hour % 12 + 12 * half.startswith("p")) + int(minute or 0)


def _clock(start: int, end: int, first: int, last: int, grain: Grain, zone: str | None) -> Atom:
    begin, stop = (dt.time(minute // 60 % 24, minute % 60) for minute in (first, last))
    clock = Clock(begin, stop, grain, overnight=stop < begin, zone=_OFFSETS.get(zone or "", ""))
    return Atom(start, end, Role.CLOCK, grain, clock=clock)


def _twelve(match: re.Match[str], source: Source) -> Atom | None:
    last = _minutes(int(match["hour"]), match["minute"], match["half"])
    if last is None:
        return None
    grain = Grain.MINUTE if match["minute"] else Grain.HOUR
    start, end = match.span()
    if not match["from"] or not _opens_range(match, source):
        return _clock(match.start("hour"), end, last, last + _width(grain), grain, match["zone"])
    begin = _minutes(int(match["from"]), match["from_minute"], match["from_half"] or match["half"])
    if begin is None:
        return None
    if not match["from_half"] and begin > last >= 720:
        begin -= 720  # "11-1 p.m." starts in the morning
    return _clock(start, end, begin, last, Grain.MINUTE if match["from_minute"] else grain, match["zone"])


def _opens_range(match: re.Match[str], source: Source) -> bool:
    """Whether the number before an hour is the hour from which it lasts: "from 2 to 4 p.m.", "2-4 p.m."."""
    opened = _OPENED.search(source.text.low, max(0, match.start() - 9), match.start())
    if match["link"] == "-":
        return True
    if match["link"] == "and":
        return opened is not None and opened.group().startswith("between")
    return opened is not None or match["from_half"] is not None


def _width(grain: Grain) -> int:
    """Minutes that a time said to the hour goes on beyond its first."""
    return 59 if grain is Grain.HOUR else 0


def _twenty_four(match: re.Match[str], source: Source) -> Atom | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    asked = bool(_AT.search(source.text.low, max(0, match.start() - 9), match.start()))
    zoned = bool(match["zone"] or match["hours"])
    if match["mark"] == "" and (len(match["hour"]) != 2 or not zoned or (match["hours"] and not asked)):
        return None
    if match["mark"] == "." and not match["zone"]:
        return None
    if not (asked or zoned):
        return None
    if hour < 13 and not zoned and not match["hour"].startswith("0"):  # morning or evening is not said
        return Atom(*match.span(), Role.CLOCK, Grain.MINUTE, clock=Clock(None, None, Grain.MINUTE))
    total = 60 * hour + minute
    return _clock(*match.span(), total, total, Grain.MINUTE, match["zone"])


def _in_words(match: re.Match[str], _source: Source) -> Atom | None:
    start, end = match.span()
    if match["word"] == "midnight":
        # "Midnight Friday" is the end of Friday to some and its beginning to others: from the one to the other.
        midnight = Clock(dt.time(), dt.time(), Grain.MINUTE, overnight=True, zone=_OFFSETS.get(match["zone"] or "", ""))
        return Atom(start, end, Role.CLOCK, Grain.MINUTE, clock=midnight)
    if match["word"]:
        return _clock(start, end, 720, 720, Grain.MINUTE, match["zone"])
    hour = int(match["hour"]) if match["hour"].isdigit() else _HOUR_NAMES.index(match["hour"]) + 1
    if not match["part"]:
        return Atom(start, end, Role.CLOCK, Grain.HOUR, clock=Clock(None, None, Grain.HOUR))
    return _at_hour(start, end, hour, match["part"], match["zone"])


def _bare_hour(match: re.Match[str], _source: Source) -> Atom:
    return _at_hour(*match.span("span"), int(match["hour"]), match["part"], None)


def _at_hour(start: int, end: int, hour: int, part: str, zone: str | None) -> Atom:
    morning = part == "morning" or (part == "night" and hour < 6)
    total = 60 * (hour % 12 + 12 * (not morning))
    return _clock(start, end, total, total + 59, Grain.HOUR, zone)


def _part_alone(match: re.Match[str], _source: Source) -> Atom:
    name = match.group().removesuffix(" hours").replace("early-", "early ").replace("mid-", "mid")
    return Atom(*match.span(), Role.PART, Grain.HOUR, clock=PARTS[name])


RULES: tuple[Rule, ...] = (
    rule("half day", _TWELVE, _twelve),
    rule("colon, zone, unit", _TWENTY_FOUR, _twenty_four),
    rule("clock", _WORDS.replace("{hours}", "|".join(_HOUR_NAMES)), _in_words),
    rule("word", _BARE_HOUR, _bare_hour),
    rule("word", _PART_ALONE, _part_alone),
)
