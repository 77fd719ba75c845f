"""Markdown that has to fit into a comment on GitHub, which takes 65,536 characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MAX_CHARACTERS = 65_000
_NOTE = 400  # characters left for the note of what was cut


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list or table; `holds` is the noun for what each line of a list or table is about."""

    text: str
    holds: str = ""


@dataclass(frozen=True)
class Cut:
    """What fits, and the lines of lists and tables that do not, each with the noun of its block.

    `short` says whether anything does not fit.
    """

    kept: tuple[str, ...]
    lost: tuple[tuple[str, str], ...] = ()
    short: bool = False


def fitting(blocks: Iterable[Block], most: int = MAX_CHARACTERS) -> Cut:
    """As much from the start as fits into `most` characters together with a short note.

    Lists and tables are cut between their lines, and no heading is left with nothing under it. What fits without a note
    is left whole.
    """
    blocks = tuple(blocks)
    if sum(len(block.text) + 2 for block in blocks) <= most:
        return Cut(tuple(block.text for block in blocks))
    room = most - _NOTE
    kept: list[str] = []
    lost: list[tuple[str, str]] = []
    for block in blocks:
        head, items = _split(block.text)
        here = [] if lost or room <= 0 else _from_start(head, items, room)
        room = room - sum(len(line) + 1 for line in here) - 1 if len(here) == len(head) + len(items) else 0
        if here:
            kept.append("\n".join(here))
        lost += [(block.holds, line) for line in items[max(0, len(here) - len(head)) :]]
    while kept and kept[-1].startswith("#"):
        kept.pop()
    return Cut(tuple(kept), tuple(lost), short=True)


def _split(text: str) -> tuple[list[str], list[str]]:
    """The lines that stay together at the start, and those of which any number may follow."""
    lines = text.split("\n")
    heading = {"|": 2, "-": 0}.get(text[:1], len(lines))  # a table's heads and rule
    return lines[:heading], lines[heading:]


def _from_start(head: list[str], items: list[str], room: int) -> list[str]:
    """The head and as many items as fit; nothing where that would be a head without its items."""
    lines, used = [], 0
    for line in (*head, *items):
        used += len(line) + 1
        if used > room:
            break
        lines.append(line)
    return lines if len(lines) > len(head) or (lines == head and not items) else []
