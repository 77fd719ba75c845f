"""How paths are shown: with forward slashes, and never absolute, so that output is the same on every machine."""

from __future__ import annotations

import os
import re
from pathlib import Path

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


def shown_root(argument: str, cwd: Path) -> str:
    """How the argument itself is shown.

    Relative stays as given (normalised); absolute becomes relative to the current folder when it lies inside, and
    otherwise shrinks to its last component.
    """
    path = Path(os.path.normpath(argument))
    if path.is_absolute():
        for base in (Path(os.path.normpath(cwd)), Path(os.path.realpath(cwd))):
            if path.is_relative_to(base):
                return printable_path(path.relative_to(base).as_posix())
        return printable_path(path.name)
    return printable_path(path.as_posix())


def shown_child(root: str, relative: str) -> str:
    """How a file is shown that lies at `relative` under the folder shown as `root`."""
    return printable_path(relative if root in ("", ".") else f"{root}/{relative}")


def printable_path(path: str) -> str:
    """`path` without bytes that are no UTF-8 and without control characters: it goes to terminals and JSON."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return _UNPRINTABLE.sub("\ufffd", text)
