"""The words that every format has for what the models name."""

from __future__ import annotations

import re

from reconcile.models import Kind
from reconcile.text import SHORT_UNITS, UNIT_SECONDS

MEANING = {
    Kind.CONFLICT: "cannot both be true",
    Kind.QUOTE: "one utterance, quoted in different words",
    Kind.STATUS: "planned, likely or done; sure or not",
    Kind.ATTRIBUTION: "said by someone else, or by the outlet itself",
    Kind.FRAMING: "facts that fit, in a different light",
    Kind.AGREEMENT: "the same, whatever the wording",
    Kind.SINGLE_SOURCE: "said by one article only",
}
DIFFERENCES = tuple(kind for kind in Kind if kind not in (Kind.AGREEMENT, Kind.SINGLE_SOURCE))


def kind_name(kind: Kind) -> str:
    """The kind as a reader would write it."""
    return kind.value.replace("_", " ")


def count(number: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


# "The weekend" names two days rather than counting in weekends.
_LENGTHS = {name: seconds for name, seconds in UNIT_SECONDS.items() if name != "weekend"}
_SHORT = {"sec": "second", **SHORT_UNITS}
_UNIT = re.compile(rf"(?<![a-z])({'|'.join((*_LENGTHS, *_SHORT))})s?(?![a-rt-z])", re.IGNORECASE)
_PLAIN = ("year", "day", "hour", "minute", "second")


def duration(low: float | None, high: float | None, text: str) -> str:
    """Seconds in the unit that the words are in, the smallest if several ("90 minutes" for "an hour and 30 minutes").

    Without one it is years, days, hours, minutes or seconds: the longest that the length fills.
    """
    named = [_SHORT.get(word, word) for word in (match[1].lower() for match in _UNIT.finditer(text))]
    known = [side for side in (low, high) if side is not None]
    if not known:
        return "any length"
    fits = (unit for unit in _PLAIN if min(known) >= _LENGTHS[unit])
    unit = min(named, key=_LENGTHS.__getitem__) if named else next(fits, "second")
    sides = list(dict.fromkeys(f"{float(f'{side / _LENGTHS[unit]:.4g}'):,.10g}" for side in known))
    plural = "centuries" if unit == "century" else f"{unit}s"
    bound = "" if len(known) == 2 else "at least " if high is None else "at most "
    return f"{bound}{' to '.join(sides)} {unit if sides == ['1'] else plural}"
