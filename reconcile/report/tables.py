"""Markdown tables, made by tabulate.

tabulate pads every cell to the widest of its column. That is pleasant for short cells and unreadable for sentences,
and how wide it takes a Chinese character to be depends on what else is installed. So columns are padded only where all
cells are short and plainly one column a character; every other table has one space around each cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from tabulate import DataRow, TableFormat, tabulate

MAX_PADDED_WIDTH = 110  # characters: a terminal window, a code review pane


def _rule(widths: Sequence[int], _aligns: Sequence[str]) -> str:
    return "|" + " --- |" * len(widths)


_ROW = DataRow("|", "|", "|")
_UNPADDED = TableFormat(None, _rule, None, None, _ROW, _ROW, padding=1, with_header_hide=None)


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """A GitHub table of cells that are escaped already.

    The columns whose indices are in `right` are aligned to the right if the table is narrow enough to be padded.
    """
    if _fits([headers, *rows]):
        align = ["right" if i in right else "left" for i in range(len(headers))]
        return tabulate(rows, headers, tablefmt="pipe", disable_numparse=True, colalign=align)
    return tabulate(rows, headers, tablefmt=_UNPADDED, disable_numparse=True, stralign=None)


def _fits(lines: Sequence[Sequence[str]]) -> bool:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return sum(widths) + 3 * len(widths) < MAX_PADDED_WIDTH and all(_plain(cell) for line in lines for cell in line)


def _plain(cell: str) -> bool:
    return cell.isascii() or all(
        unicodedata.east_asian_width(char) not in "WF" and unicodedata.category(char)[0] not in "MC" for char in cell
    )
