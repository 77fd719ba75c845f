"""Rules for years and what is counted by them: decades, centuries, quarters, fiscal years and seasons."""

from __future__ import annotations

import re

from reconcile.extract.temporal import calendar as calendar
from reconcile.extract.temporal import words as words
from reconcile.extract.temporal.atoms import Atom, Role, Rule, Source, rule
from reconcile.extract.temporal.calendar import Direction, Period, Reference, Resolver
from reconcile.extract.temporal.words import SEASON, YEAR
from reconcile.models import Grain

_YEAR_ALONE = (
    r"(?P<year>[12](?<![\w.,$£€¥#/:&+'@].)[0-9]{3})(?:-(?P<to>[12][0-9]{3}|[0-9]{2})(?![\w/-]))?"
    r"(?![0-9a-z%°]|[,.:/][0-9]|-(?!era|style)| ?(?:%|percent|per cent)|/)"
)
# What a number after these words counts or names is not a year.
_NAMES_A_NUMBER = re.compile(
    r"\b(?:room|flight|boeing|airbus|route|highway|section|page|no\.?|number|bill|h\.?r\.?|hb|sb|resolution|channel"
    r"|unit|suite|box|interstate|model|article|chapter|verse|line|lot|grade|gate|about|approximately|roughly|nearly"
    r"|almost|some|than|least|most|another|all|only|extra|additional|estimated|over|under|up to)[ -]$"
)
_COUNTED = re.compile(
    r" (?:people|men|women|children|students|troops|soldiers|police|officers|workers|employees|members|dollars|euros"
    r"|pounds|miles|feet|foot|met(?:er|re)s?|kilomet(?:er|re)s?|km|m|kg|yards?|acres|hectares|votes?|jobs|deaths|cases"
    r"|homes|houses|families|units|square|calories|words|seats|delegates|points|watts|tons|tonnes|years?|months?"
    r"|weeks?|days?|hours?|minutes?|times|million|billion|thousand|or more|gmt|utc|hours|local time)\b"
)
_ASKS_FOR_YEAR = re.compile(
    r"\b(?:in|since|until|till|by|from|circa|c\.|year|before|after|between|around|early|late|mid|during"
    r"|through|of|as)[ -]$"
)
_LOWER_WORD = re.compile(
    r" (?!(?:and|or|to|the|a|an|in|at|when|by|as|but|for|with|from|until|through|after|before|he"
    r"|she|it|they|we|i|his|her|its|their|who|which|that|where|while|was|were|is|has|had|on|of)\b)"
    r"[a-z]+(?:s|en|le|ple)\b"
)

_DECADE = (
    r"(?<![\w$£€.,'])(?:the )?(?:(?P<decade>(?:1[0-9]|20)[0-9]0)'?s"
    r"|(?<=the )(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
    r"|(?:(?<=the )|(?<=early )|(?<=early-)|(?<=late )|(?<=late-)|(?<=mid-)|(?<=and ))'?(?P<short>[2-9]0)'?s)\b(?!-)"
)
_DECADE_WORDS = {
    name: 1920 + 10 * index
    for index, name in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split())
}
_WEATHER_OR_AGE = re.compile(r"\b(?:temperatures?|degrees|humid|highs|lows|sunny|his|her|their|aged?)\b")
_CENTURY_WORDS = {
    name: 15 + index
    for index, name in enumerate("fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split())
}
_CENTURY = rf"\b(?:the )?(?:(?P<figure>[1-9][0-9]?)(?:st|nd|rd|th)|(?P<word>{'|'.join(_CENTURY_WORDS)}))[ -]century\b"

_OF_YEAR = (
    rf"(?:(?:,| of| in)? (?:fiscal (?:year )?)?(?:(?P<year>{YEAR})|the (?P<the>year)\b|(?P<relative>last"
    r"|this|next) year))"
)
_QUARTER = rf"\b(?:the )?(?:q(?P<figure>[1-4])|(?P<word>first|second|third|fourth)[ -]quarter)\b{_OF_YEAR}?"
_HALF = rf"\b(?:the )?(?P<word>first|second|latter)[ -]half{_OF_YEAR}"
_SPORT = re.compile(
    r"\b(?:touchdowns?|yards?|quarterback|field goals?|halftime|rebounds?|game|match|playoffs?|scored?|nba|nfl|of the"
    r" (?:vote|size|population))\b"
)
_FISCAL = (
    r"\b(?:the )?(?:(?:fiscal|financial|tax)(?: year)? |fy ?'?)(?:(?P<year>(?:19|20)[0-9]{2})|(?P<short>[0-9]{2}))"
    r"(?:[-/](?:[0-9]{4}|[0-9]{2}))?(?![\w%]|[.,][0-9])"
)
_SEASON = (
    rf"\b(?:(?P<which>last|next|this past|this coming|this|the) )?(?P<season>{SEASON})"
    rf"(?:(?: of|,)? (?:(?P<year>{YEAR})|(?P<relative>last|this|next) year))?\b(?!-)"
)
_SEASON_PREPOSITION = re.compile(r"\b(?:in|over|during|by|since|until|through|early|late|throughout|into)$")


def _fixed(period: Period) -> Resolver:
    return lambda _: period


def _is_year(match: re.Match[str], source: Source) -> bool:
    low, number = source.text.low, int(match["year"])
    start, end = match.span()
    left = low[max(0, start - 16) : start]
    if left.endswith("-") and not left.endswith(("mid-", "late-", "early-", "pre-", "post-")):
        return False
    if match["to"]:
        to = int(match["to"]) if len(match["to"]) == 4 else number - number % 100 + int(match["to"])
        return 1000 <= number < to <= number + 200 and to < 2200
    if _NAMES_A_NUMBER.search(left) or _COUNTED.match(low, end):
        return bool(re.search(r"\b(?:in about|in around|all of) $", left))
    if number >= 2100 or number < 1900:
        return bool(_ASKS_FOR_YEAR.search(left)) and number < 2100 and not _LOWER_WORD.match(low, end)
    return number % 100 != 0 or not _LOWER_WORD.match(low, end) or bool(re.search(r"\b(?:the|a|his|her|its) $", left))


def _year(match: re.Match[str], source: Source) -> Atom | None:
    if not _is_year(match, source):
        return None
    number, to = int(match["year"]), match["to"]
    count = 1
    if to:
        count = 1 + (int(to) if len(to) == 4 else number - number % 100 + int(to)) - number
    return Atom(*match.span(), Role.PERIOD, Grain.YEAR, _fixed(calendar.year(number, count)), explicit=True)


def _decade(match: re.Match[str], source: Source) -> Atom | None:
    low = source.text.low
    if match["decade"]:
        number = int(match["decade"])
    elif _WEATHER_OR_AGE.search(low, max(0, match.start() - 80), match.end() + 80):
        return None
    elif match["word"]:
        number = _DECADE_WORDS[match["word"]]
    else:
        number = 1900 + int(match["short"])
    count = 100 if number % 100 == 0 and number < 2000 else 10
    period = calendar.year(number, count, Grain.DECADE)
    return Atom(*match.span(), Role.PERIOD, Grain.DECADE, _fixed(period), explicit=True)


def _century(match: re.Match[str], _source: Source) -> Atom | None:
    number = int(match["figure"]) if match["figure"] else _CENTURY_WORDS[match["word"]]
    if number > 30:
        return None
    period = calendar.year(100 * (number - 1) + 1, 100, Grain.DECADE)
    return Atom(*match.span(), Role.PERIOD, Grain.DECADE, _fixed(period), explicit=True)


def _in_year(match: re.Match[str], start: int, count: int) -> Resolver:
    """`count` months from month `start` of the year the match names, or of the year that the tense points to."""
    year, relative, the = match["year"], match["relative"], match["the"]

    def resolve(reference: Reference) -> Period | None:
        if year:
            return calendar.months(int(year), start, count, Grain.SEASON)
        base = reference.published
        if base is None:
            return None
        if relative or the:
            number = base.year + {"last": -1, "this": 0, "next": 1}.get(relative or "this", 0)
            return calendar.months(number, start, count, Grain.SEASON)
        around = [calendar.months(base.year + step, start, count, Grain.SEASON) for step in (-1, 0, 1)]
        return calendar.nearest(around, base, reference.look())

    return resolve


def _quarter(match: re.Match[str], source: Source) -> Atom | None:
    explicit = bool(match["year"])
    named = match["year"] or match["relative"] or match["the"]
    if not named and (
        _SPORT.search(source.text.low, max(0, match.start() - 150), match.end() + 150)
        or source.text.low.startswith(" of ", match.end())
    ):
        return None
    if match["figure"] and not source.text.capitalised(match.start("figure") - 1):
        return None
    number = int(match["figure"]) if match["figure"] else words.ORDINALS[match["word"]]
    resolve = _in_year(match, 3 * number - 2, 3)
    return Atom(*match.span(), Role.PERIOD, Grain.SEASON, resolve, explicit=explicit)


def _half(match: re.Match[str], _source: Source) -> Atom:
    resolve = _in_year(match, 1 if match["word"] == "first" else 7, 6)
    return Atom(*match.span(), Role.PERIOD, Grain.SEASON, resolve, explicit=bool(match["year"]))


def _fiscal(match: re.Match[str], source: Source) -> Atom | None:
    if match["short"] and not match.group().startswith(("fy", "the fy")):
        return None
    number = int(match["year"]) if match["year"] else 2000 + int(match["short"])
    period = calendar.year(number)
    resolve = _fixed(Period(period.first, period.last, Grain.YEAR, approximate=True))
    return Atom(*match.span(), Role.PERIOD, Grain.YEAR, resolve, explicit=True)


def _season(match: re.Match[str], source: Source) -> Atom | None:
    which, name, year, relative = match["which"], match["season"], match["year"], match["relative"]
    start, end = match.span()
    if which in ("last", "next") and not year and source.text.low.endswith("the ", 0, start):
        return None  # "the last summer of the war"
    if not (year or relative) and which in (None, "the"):
        left = source.text.low[max(0, start - 12) : start].rstrip()
        capital = source.text.capitalised(match.start("season"))
        adjective = source.text.low.startswith((" of ", " in "), end) and name == "fall"
        if capital or adjective or which is None or not _SEASON_PREPOSITION.search(left):
            return None
    if year and which is None and source.text.low.endswith(("arab ", "prague ", "croatian "), 0, start):
        return None

    def resolve(reference: Reference) -> Period | None:
        if year:
            return calendar.season(name, int(year))
        base = reference.published
        if base is None:
            return None
        if relative:
            return calendar.season(name, base.year + {"last": -1, "this": 0, "next": 1}[relative])
        around = [calendar.season(name, base.year + step) for step in (-2, -1, 0, 1)]
        if which in ("last", "this past"):
            return max((p for p in around if p.last and p.last < base), key=lambda p: p.first or base)
        if which in ("next", "this coming"):
            return min((p for p in around if p.first and p.first > base), key=lambda p: p.first or base)
        return calendar.nearest(around, base, Direction.UNKNOWN if which == "this" else reference.look())

    return Atom(start, end, Role.PERIOD, Grain.SEASON, resolve, explicit=bool(year))


RULES: tuple[Rule, ...] = (
    rule("digit", _YEAR_ALONE, _year),
    rule("decade", _DECADE, _decade),
    rule("century", _CENTURY, _century),
    rule("quarter", _QUARTER, _quarter),
    rule("quarter", _HALF, _half),
    rule("fiscal", _FISCAL, _fiscal),
    rule("season", _SEASON, _season),
)
