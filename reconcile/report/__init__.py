"""Reports and their formats.

`RENDERERS` has one pure function `Report -> str` a format, `CHECK_RENDERERS` one pure function `Outcome -> str`; each
text ends in a line feed. A new format is one module and one line. Its function makes the text, or yields it in pieces
where it can be too long to be in memory as a whole. A module is imported when its format is first used, so that the
command line can name the formats without loading what they need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reconcile.models import Report
    from reconcile.outcome import Outcome
    from reconcile.report.json import to_json, to_json_line
    from reconcile.report.markdown import to_markdown


class _Renderer:
    """The function of a module of this package, which is imported at the first call."""

    def __init__(self, module: str, function: str) -> None:
        self._module = module
        self._function = function

    def __call__(self, subject: Any) -> str:
        return "".join(self.pieces(subject))

    def pieces(self, subject: Any) -> Iterator[str]:
        made = getattr(import_module(f"{__name__}.{self._module}"), self._function)(subject)
        yield from (made,) if isinstance(made, str) else made


def _in(module: str, function: str) -> _Renderer:
    return _Renderer(module, function)


def in_pieces(render: Callable[[Any], str], subject: Any) -> Iterator[str]:
    """What a renderer of the registries writes, piece by piece as far as its format is made so."""
    if isinstance(render, _Renderer):
        yield from render.pieces(subject)
    else:
        yield render(subject)


RENDERERS: dict[str, Callable[[Report], str]] = {
    "markdown": _in("markdown", "to_markdown"),
    "json": _in("json", "json_parts"),
    "html": _in("html", "render_html"),
    "csv": _in("csv", "to_csv"),
    "tsv": _in("csv", "to_tsv"),
}

CHECK_RENDERERS: dict[str, Callable[[Outcome], str]] = {
    "text": _in("check", "to_check_text"),
    "json": _in("check", "to_check_json"),
    "github": _in("github", "to_github"),
    "sarif": _in("sarif", "to_sarif"),
    "junit": _in("junit", "to_junit"),
    "markdown": _in("github_summary", "to_summary"),
}

_HOME = {"to_json": "json", "to_json_line": "json", "to_markdown": "markdown"}

__all__ = ["CHECK_RENDERERS", "RENDERERS", "in_pieces", "to_json", "to_json_line", "to_markdown"]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
