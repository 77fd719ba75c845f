"""Arguments and options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from reconcile.report import CHECK_RENDERERS, RENDERERS

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs; - is standard input.")]
Folders = Annotated[bool, typer.Option("--each", help="Every folder is a batch of its own; models are loaded once.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of to standard output.")]
Model = Annotated[str | None, typer.Option("--model", help="A sentence-transformers model, by name or path.")]
EntailmentModel = Annotated[
    str | None,
    typer.Option("--entailment-model", metavar="MODEL", help="An inference cross-encoder, by name or path."),
]
Grouping = Annotated[
    bool | None,
    typer.Option(
        "--group/--one-event", help="Group the articles into events, or take all as one (default: by their number)."
    ),
]
ArchiveDir = Annotated[
    str | None,
    typer.Option("--archive", metavar="DIR|URL", help="Reuse what this archive knows, and add what it does not."),
]
EngineName = Annotated[
    str | None,
    typer.Option("--engine", metavar="local|ray", help="Where the work is done (default: local)."),
]
RayAddress = Annotated[
    str | None,
    typer.Option("--ray-address", metavar="ADDRESS", help="Ray cluster to join; none: one on this machine."),
]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file (TOML).")]
Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", help="File of known findings (default: reconcile-baseline.json, if it exists)."),
]
FailOn = Annotated[
    str | None,
    typer.Option("--fail-on", metavar="KIND,...", help="Kinds that fail; none: report only (default: conflict,quote)."),
]
MinSeverity = Annotated[
    str | None, typer.Option("--min-severity", metavar="low|medium|high", help="Less severe findings do not fail.")
]
MinConfidence = Annotated[
    float | None, typer.Option("--min-confidence", min=0, max=1, help="Less confident findings do not fail.")
]
MaxSkipped = Annotated[
    int | None,
    typer.Option("--max-skipped", min=0, help="Cannot run if more files than this are unreadable (default: 0)."),
]


def grouping(group: bool | None) -> str | None:
    """The setting that --group and --one-event stand for."""
    return {True: "always", False: "never", None: None}[group]


def one_of(names: Callable[[], list[str]]) -> Callable[[str | None], str | None]:
    """A check that the value of an option is one of the names."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in names():
            raise typer.BadParameter(f"{value!r} is not one of {', '.join(names())}")
        return value

    return check


def _format(names: Callable[[], list[str]], help: str) -> typer.models.OptionInfo:
    listed = ", ".join(names())
    option: typer.models.OptionInfo = typer.Option(
        "--format", metavar="FORMAT", help=f"{help}: {listed}.", callback=one_of(names), autocompletion=names
    )
    return option


Format = Annotated[str, _format(lambda: list(RENDERERS), "Form of the report")]
ReportFormat = Annotated[
    str | None,
    _format(lambda: list(RENDERERS), "Form of the report (a table on a terminal, otherwise markdown, if not given)"),
]
CheckFormat = Annotated[str, _format(lambda: list(CHECK_RENDERERS), "What is written to standard output")]
CheckOutputs = Annotated[
    list[str] | None,
    typer.Option("--output", metavar="FORMAT=FILE", help="Write in this format to this file, too; may be repeated."),
]
