"""Reports and their formats: `RENDERERS` has one pure function `Report -> str` a format, each ending in a line feed."""

from collections.abc import Callable

from reconcile.models import Report
from reconcile.report.json import to_json, to_json_line
from reconcile.report.markdown import to_markdown

RENDERERS: dict[str, Callable[[Report], str]] = {
    "markdown": to_markdown,
    "json": to_json,
}

__all__ = ["RENDERERS", "to_json", "to_json_line", "to_markdown"]
