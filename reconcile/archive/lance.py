"""LanceDB, loaded when an archive is asked for, with its faults told in one line."""

from __future__ import annotations

import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from reconcile.errors import ArchiveError

R = TypeVar("R")

_CLIENT = "lance_namespace_urllib3_client"
_CONFLICT = re.compile(r"conflict|concurrent", re.IGNORECASE)
_ATTEMPTS = 30
_LONGEST_WAIT = 2.0  # seconds

# LanceDB reads these when it is imported; what the user has set stays.
_ENVIRONMENT = {
    # Conflicts, of which it warns, are tried again here; its lines would stand between those of this program.
    "LANCEDB_LOG": "error",
    # It is made for narrow rows. With 100 kB an article its 8,192 rows at once fill gigabytes when files are joined.
    "LANCE_DEFAULT_BATCH_SIZE": "128",
    "LANCE_DEFAULT_IO_BUFFER_SIZE": str(64 * 2**20),
}

# What systems say, and what to do; anything else is passed on in LanceDB's words.
_KNOWN = {
    r"no space left|os error 28|quota exceeded": "the disk is full: nothing of this step was stored",
    r"file too large|os error 27": "a file would exceed the size allowed: nothing of this step was stored",
    r"permission denied|os error 13|read-only file system|os error 30": "no permission to write or read there",
}


def load() -> Any:
    """The LanceDB package. Raises ArchiveError when it is not installed."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        with _without_web_client():
            import lancedb
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"lancedb", "pyarrow"}:
            raise
        raise ArchiveError("an archive needs LanceDB: pip install 'reconcile[archive]'") from None
    return lancedb


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what LanceDB raises into an ArchiveError of one line."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise ArchiveError(f"{where}: {_reason(str(error))}") from error


def committed(step: Callable[[], R], *, attempts: int = _ATTEMPTS) -> R:
    """What `step` gives, which is tried again as long as another writer was faster.

    LanceDB commits optimistically: of two that change the same rows at once, one succeeds and the other is told of the
    conflict.
    """
    wait = 0.02
    for _ in range(attempts - 1):
        try:
            return step()
        except (OSError, RuntimeError, ValueError) as error:
            if not _CONFLICT.search(str(error)):
                raise
        time.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311 - so that two writers do not meet again
        wait = min(_LONGEST_WAIT, 2 * wait)
    return step()


def quoted(values: list[str]) -> str:
    """Texts as an SQL list."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


def _reason(message: str) -> str:
    for pattern, meaning in _KNOWN.items():
        if re.search(pattern, message, re.IGNORECASE):
            return meaning
    first = message.strip().partition("\n")[0]
    # Positions in somebody else's source code say nothing to a user.
    first = re.sub(r",? ?(/[^ ]+|\S+)\.rs:\d+:\d+", "", first)
    return f"the archive cannot be used ({first[:300]})"


@contextmanager
def _without_web_client() -> Iterator[None]:
    """Spare the start-up of a web client that LanceDB imports for its cloud and an archive never uses.

    Half of LanceDB's import is the set-up of that client's calls, in its package's `__init__`. While an empty package
    stands in for it, only the data classes that LanceDB needs are imported; afterwards whoever wants it gets all of it.
    """
    import importlib.util

    spec = None if _CLIENT in sys.modules or "lancedb" in sys.modules else importlib.util.find_spec(_CLIENT)
    if spec is None:
        yield
        return
    placeholder = sys.modules[_CLIENT] = importlib.util.module_from_spec(spec)
    try:
        yield
    finally:
        if sys.modules.get(_CLIENT) is placeholder:
            del sys.modules[_CLIENT]
