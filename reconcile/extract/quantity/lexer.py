"""Cuts a sentence into the words, figures and signs that quantities are made of, and marks figures that are names.

Working on the text rather than on the tokens keeps quantities the same whichever way a tokeniser splits hyphens,
currency signs and magnitudes ("$4.3bn", "40-plus", "10-15").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"

_INVISIBLE = "\u00ad\u200b\ufeff"  # soft hyphens and the like, left by web pages

_NO_END = r"[\d:/%]|[,.]\d|-(?!\d{1,3}\s+\d{3})"  # of a figure with spaces between its thousands
_LEXEME = re.compile(
    r"(?P<figure>\d{1,3}(?:,\d{3})+(?!\d|,\d)(?:\.\d+)?|\d{1,3}(?:\s+\d{3})+"
    rf"(?!{_NO_END})|\d+(?:\.\d+)?|(?<![\d.])\.\d+)"
    rf"|(?P<vulgar>[{_VULGAR}])"
    rf"|(?P<word>[^\W\d_{_VULGAR}²³]+[²³]?(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>[^\s\u00ad\u200b\ufeff])"
)


class Lexeme(NamedTuple):
    """A figure, vulgar fraction, word or sign; `start` and `end` count from the beginning of the sentence."""

    kind: str
    text: str
    lower: str
    start: int
    end: int
    glued: bool  # no white space before it


def lex(text: str) -> list[Lexeme]:
    """The lexemes of `text` in order. Linear in its length."""
    found: list[Lexeme] = []
    end = -1
    for match in _LEXEME.finditer(text):
        word = match.group()
        start = match.start()
        stop = match.end()
        found.append(Lexeme(match.lastgroup or "sign", word, word.lower(), start, stop, start == end))
        end = stop
        while end < len(text) and text[end] in _INVISIBLE:
            end += 1
    return found


# Stretches whose figures are no quantities wherever they stand.
_NOT_NUMBERS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[\w.+-]{1,64}@[\w-]+\.\w+|(?<!\w)[@#]\w+"
    r"|\+\d[\d\s().-]{6,18}\d"
    r"|\(\d{3}\)\s*\d{3}[-.\s]\d{4}"
    r"|(?<!\d)0\d{2,4}\s\d{3,4}\s\d{3,4}(?!\d)"
)
_STREET = (
    "street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|dr|way|place|square|court|terrace|parkway|highway|broadway|"
    "crescent|row|mall|plaza"
)
_ADDRESS = re.compile(
    r"(?<![\d.,$£€])\d{1,5}\s+(?:(?:[NSEW]|North|South|East|West|Rue|Via)\.?\s+)?"
    rf"(?:[A-Z0-9][\w.'’]*\s+){{1,3}}(?i:{_STREET})\b"
)

# White-space delimited chunks that hold digits: which of them are names, dates, clocks, codes or scores of sets.
# The look-behind lets a match begin at a chunk's start only, which keeps long chunks linear.
_CHUNK = re.compile(r"(?<![^\s—…;])[^\s\d—…;]*\d[^\s—…;]*")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}\.\d)"  # "1,400,000.50", "2.5"; not "10.30", an hour
_NAME_CHUNK = re.compile(
    rf"(?!{_NUMBER}(?:[-–]{_NUMBER})?(?![-–./,]?\d))"  # grouped figures and ranges of two, which codes look like
    r"(?!(?:[A-Za-z]{1,3})?[$£€]|(?:USD|EUR|GBP|Rs|INR|CHF|CAD|AUD|RMB|CNY)\.?\d)"  # money is no name
    r"(?:"
    r"[^\W\d_][\w.'’&]*[-–]?\d.*"  # F-16, G20, mid-20s
    r"|['’]?\d+['’]?s(?:\W.*)?"  # 1990s, '80s
    r"|\d+[A-Z][\w]*\d.*|\d+[A-Z]{1,2}\d*"  # 4x4, 5G, 3D; units in capitals are let through below
    r"|\d+\([A-Za-z]\).*"  # 501(c)(4)
    r"|\d+:\d.*|\d+[ap]\.?m\b.*"  # clocks
    r"|\d+(?:[-–./,]\d+){3,}.*"  # codes, addresses, telephone numbers
    r"|\d{1,4}[-–./]\d{1,2}[-–./]\d{1,4}"  # dates
    r"|\d-\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|\d{3}[-.]\d{3}[-.]\d{4}"  # telephone numbers
    r"|\d{4}[-–/]\d{2}"  # seasons
    r"|0\d+"  # 007
    r"|\d+['’]\d+[\"”]?"  # 5'10"
    r"|\d+(?:st|nd|rd|th)-\w+"  # 10th-grade
    r")$",
    re.DOTALL,
)
# "12 000": the groups behind the first may begin with a nought and are no names; a telephone's first group may too.
_DIGIT_GROUPS = re.compile(r"\d+(?:\s+\d+)*")
_GOES_ON = re.compile(r"[:/]|[.,]\d")
_SPACED = re.compile(r"[1-9]\d{0,2}(?:\s+\d{3})+")
_UNIT_CHUNK = re.compile(r"\d[\d,.]*(?:[CFKMBT]|MW|GW|KB|MB|GB|TB|PB|BN|MN)$")
_SLASHED = re.compile(r"(\d+)/(\d+)$")
_BRACKETS = "()[]{}<>\"“”‘’'«»,.;:!?~≈*"


def _is_name(chunk: str) -> bool:
    if slashed := _SLASHED.match(chunk):
        return not 0 < int(slashed[1][:4]) < int(slashed[2][:4]) <= 10
    return _NAME_CHUNK.match(chunk) is not None and _UNIT_CHUNK.match(chunk) is None


def _spaced(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) stretches of `text` that are numbers with spaces between their thousands."""
    for match in _DIGIT_GROUPS.finditer(text):
        start, end = match.span()
        joined = (start and text[start - 1] in "_.,:/+)") or _GOES_ON.match(text, end)
        if not joined and _SPACED.fullmatch(match.group()):
            yield start, end


def name_ranges(text: str) -> list[tuple[int, int]]:
    """The (start, end) stretches of `text` whose figures are part of a name, code, clock time, address or link."""
    found = [match.span() for match in _NOT_NUMBERS.finditer(text)]
    found += [match.span() for match in _ADDRESS.finditer(text)]
    spaced = {i for first, end in _spaced(text) for i in range(first, end)}
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        if len(chunk) > 60:
            found.append(match.span())
            continue
        core = chunk.strip(_BRACKETS)
        if core.endswith(("'s", "’s")):
            core = core[:-2]
        if core.isdecimal() and (core[0] != "0" or match.start() in spaced):
            continue
        if _is_name(core):
            found.append(match.span())
    return found
