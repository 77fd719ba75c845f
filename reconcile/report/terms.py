"""The words that every format has for what the models name."""

from __future__ import annotations

from reconcile.models import Kind

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
