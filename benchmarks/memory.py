"""The memory that a process has held at most."""

from __future__ import annotations

import resource
import sys


def peak_megabytes(used: resource.struct_rusage | None = None) -> float:
    """Of the process that was waited for, else of this one."""
    most = (used or resource.getrusage(resource.RUSAGE_SELF)).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
