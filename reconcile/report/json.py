"""The report as JSON: the contract other programs rely on.

Fields keep their names and meaning; `schema` is raised when one changes. The articles' text stays out: it can be huge,
and whoever needs it has the files.
"""

from __future__ import annotations

import json
import re

from reconcile.models import Report

# Lone surrogates cannot be written as UTF-8, and the line separators that JSON allows inside strings would break
# JSON Lines for readers that split as `str.splitlines` does. Outside strings none of these occurs.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def to_json(report: Report, indent: int | None = 2) -> str:
    """One JSON object and a line feed; on a single line if `indent` is None. Safe to encode as UTF-8."""
    data = report.model_dump(mode="json", by_alias=True, exclude={"articles": {"__all__": {"text"}}})
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def to_json_line(report: Report) -> str:
    """The report as one line of JSON Lines."""
    return to_json(report, indent=None)
