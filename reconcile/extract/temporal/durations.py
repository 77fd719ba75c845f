"""Rules for lengths of time and for ages."""

from __future__ import annotations

import re

from reconcile.extract.temporal import words as words
from reconcile.extract.temporal.atoms import Atom, Role, Rule, Seconds, Source, rule
from reconcile.extract.temporal.calendar import Direction, Period, Reference
from reconcile.extract.temporal.units import offset
from reconcile.extract.temporal.words import NUMBER, UNIT, VAGUE
from reconcile.models import Grain

_AT_LEAST = (
    "more than|at least|no less than|no fewer than|not less than|upwards of|over|well over|in excess of|just over"
    "|little over|slightly over|slightly more than|a little more than|just more than|a minimum of|longer than"
)
_AT_MOST = (
    "less than|fewer than|no more than|not more than|at most|up to|under|just under|within|a maximum of|as many as"
    "|as much as|as long as|no longer than|shorter than|slightly less than"
)
_ABOUT = "around|about|roughly|approximately|nearly|almost|some|close to|an estimated|barely|the better part of"
_BOUND = rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<about>{_ABOUT}))"
_DURATION = (
    rf"(?<![\w.,:$£€/])(?:\b(?P<first>(?:for )?(?:the )?first (?:time|\w+|) ?in) )?(?:\b{_BOUND} )?"
    rf"(?:(?P<half>half an?|a half|half|quarter|a quarter)|(?P<number>{NUMBER}|{VAGUE}|an?))"
    rf"(?:(?:-? ?(?:to|or|-) ?)(?P<to>{NUMBER}))?(?P<and_half> and a half|-and-a-half)?(?P<plus>-plus"
    r"| plus|\+)?(?: ?- ?| )"
    r"(?:(?:full|consecutive|straight|long|whole|more|additional|other|further|successive|calendar|solid"
    r"|odd|grueling) )?"
    rf"(?P<unit>{UNIT})\b(?P<half_after> and a half)?"
    rf"(?:,? (?:and )?(?P<number2>{NUMBER}) (?P<unit2>{UNIT})\b)?(?P<long>[ -]long\b)?(?P<more> or more\b)?"
)
_BARE = (
    r"\b(?:(?P<word>for|in) (?P<span>(?:many )?(?P<unit>minutes|hours|days|weeks|months|years|decades"
    r"|centuries))|(?P<hyphened>(?P<stem>hours|days|weeks|months|years|decades|centuries|hour|day|week"
    r"|month|year|decade|century)-?long))\b"
)
_IN_FUTURE = (
    rf"\b(?:in|within) (?:(?:about|around|just|less than|under|only) )?(?P<number>{NUMBER}|{VAGUE}|an?) "
    rf"(?P<unit>{UNIT})\b(?:' time)?"
)
_SUPERLATIVE = re.compile(
    r"\b(?:first|only|[a-z]+est|most|least|worst|best|record|longest|last|twice|times)\b[^.;:]{0,70}$"
)
_RATE = re.compile(
    r"(?:\b(?:every|each|per|times|twice|once|percent|cents|dollars|hours?|days?|weeks?|months?|minutes?"
    r"|million|billion"
    r"|thousand|hundreds|calories|miles|[0-9]+) ?|[0-9%])$"
)
_ASKS_FOR_LENGTH = re.compile(
    r"\b(?:for|in|within|than|least|least|about|nearly|almost|around|over|half|only|just|took|takes|take|lasts?|lasted"
    r"|after|under|spent|spend|spending|serve[ds]?|serving|quarter|to|of|into|waited|as|by) $"
)
_LENGTH_FOLLOWS = re.compile(
    r" (?:of|long|in|later|earlier|after|before|since|from|and a half|away|old|has|had|passed|into|on|at"
    r"|or)\b|[-.,;:]|$"
)

_ENDS = re.compile(r"[.,;:!?]|$| (?:and|but|as|when|after|that)\b")
_BESIDE = re.compile(r" (?:after|before|later|earlier|of)\b")
_ATTRIBUTIVE = re.compile(r" (?!(?:and|or|in|on|of|at|to|is|was|will|has|had|for|from|that|which|the|an?)\b)[a-z]{3}")


def _amount(match: re.Match[str]) -> tuple[float, float | None, bool] | None:
    """The number of units, before bounds are applied, and whether it is vague."""
    half, number = match["half"], match["number"]
    if half:
        return (0.25, 0.25, False) if "quarter" in half else (0.5, 0.5, False)
    low, high, vague = words.number(number)
    if match["to"]:
        high = words.number(match["to"])[1]
        if high is None or high <= low:
            return None
    if match["and_half"] or match["half_after"]:
        low, high = low + 0.5, None if high is None else high + 0.5
    return low, high, vague


def _one_is_a_length(match: re.Match[str], source: Source) -> bool:
    """Whether "a year" or "one day" is a length rather than a rate ("twice a year") or a turn of phrase."""
    low, start, end = source.text.low, match.start(), match.end()
    hyphened = low[match.start("unit") - 1] == "-"
    if match["least"] or match["most"] or match["about"] or match["to"] or match["half_after"] or match["long"]:
        return match["number"] not in ("a", "an") or not hyphened
    if match["number"] == "one":
        return (
            hyphened
            or match["unit"] != "day"
            or _BESIDE.match(low, end) is not None
            or bool(_ASKS_FOR_LENGTH.search(low, max(0, start - 12), start))
        )
    if hyphened:
        return False
    return bool(_ASKS_FOR_LENGTH.search(low, max(0, start - 12), start)) and bool(_LENGTH_FOLLOWS.match(low, end))


def _bounded(match: re.Match[str], seconds: Seconds) -> Seconds:
    if match["least"] or match["more"] or match["plus"]:
        return seconds[0], None
    if match["most"]:
        return None, seconds[1]
    return seconds


def _duration(match: re.Match[str], source: Source) -> Atom | None:
    low, start = source.text.low, match.start()
    unit = words.unit(match["unit"])
    amount = _amount(match)
    if amount is None or _RATE.search(low, max(0, start - 12), start):
        return None
    hyphened = low[match.start("unit") - 1] == "-"
    plural = match["unit"].endswith("s")
    single = match["number"] in ("a", "an", "one")
    if single and plural and not match["to"]:
        return None  # "a years-long war" is left to another rule
    if single and not _one_is_a_length(match, source):
        return None
    if unit.name == "second" and (single or match["half"] or not (plural or hyphened)):
        return None  # "a second man", "the second": an ordinal
    if (
        match["half"]
        and not match["half"].startswith(("half a", "a "))
        and unit.name not in ("hour", "century", "day", "year", "decade")
    ):
        return None
    if (
        not (plural or hyphened or single or match["half"])
        and amount[0] > 1
        and (amount[0] > 200 or not _ATTRIBUTIVE.match(low, match.end()))
    ):
        return None  # "the 2019 year", but "a 44 year career"
    if match["number"] and match["number"][0].isdigit() and low.startswith("'s", match.end()) and not plural:
        return None
    seconds = words.length(amount[0], amount[1], unit)
    if match["number2"]:
        more = words.number(match["number2"])[0] * words.unit(match["unit2"]).seconds
        if words.unit(match["unit2"]).seconds >= unit.seconds:
            return None
        seconds = (amount[0] * unit.seconds + more, None if seconds[1] is None else seconds[1] + more)
    about = match["about"] is not None or amount[2]
    return Atom(start, match.end(), Role.DURATION, unit.grain, seconds=_bounded(match, seconds), approximate=about)


def _bare(match: re.Match[str], source: Source) -> Atom | None:
    """Units without a number: "for years" is some of them, "a week-long trip" one."""
    if match["word"] == "in" and not _ENDS.match(source.text.low, match.end()):
        return None  # "the worst storm in years", but not "in years to come"
    span = match.span("span") if match["span"] else match.span("hyphened")
    unit = words.unit(match["unit"] or match["stem"])
    if match["stem"] and not match["stem"].endswith("s"):
        return Atom(*span, Role.DURATION, unit.grain, seconds=words.length(1.0, 1.0, unit))
    return Atom(*span, Role.DURATION, unit.grain, seconds=words.length(2.0, None, unit), approximate=True)


def _in_future(match: re.Match[str], source: Source) -> Atom | None:
    """ "In two weeks" of what lies ahead is a point in time; of what was done it is a length (another rule)."""
    low, start = source.text.low, match.start()
    if match.group().startswith("within") or _SUPERLATIVE.search(low, max(0, start - 90), start):
        return None
    if source.look(start) is not Direction.FUTURE:
        return None
    unit = words.unit(match["unit"])
    count, high, vague = words.number(match["number"])
    if unit.seconds < 86_400 or high is None:
        return None

    def resolve(reference: Reference) -> Period | None:
        if reference.published is None:
            return None
        near = offset(count, unit.name, reference.published, approximate=vague)
        far = offset(high, unit.name, reference.published, approximate=vague)
        return Period(near.first, far.last, unit.grain, near.approximate)

    role = Role.DAY if unit.grain is Grain.DAY else Role.PERIOD
    return Atom(start, match.end(), role, unit.grain, resolve)


RULES: tuple[Rule, ...] = (
    rule("unit", _IN_FUTURE, _in_future),
    rule("unit", _DURATION, _duration),
    rule("unit", _BARE, _bare),
)
