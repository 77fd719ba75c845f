"""Commands that make and read reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reconcile.cli.app import app, command
from reconcile.cli.console import STDIN, has_color, on_terminal, read_text, standard_input, width, write, written
from reconcile.cli.options import (
    ArchiveDir,
    Config,
    EngineName,
    EntailmentModel,
    Folders,
    Format,
    Grouping,
    Model,
    Output,
    Paths,
    RayAddress,
    ReportFormat,
    grouping,
)
from reconcile.cli.running import opened, pipeline, read_articles, tell_settings
from reconcile.errors import InputError

if TYPE_CHECKING:
    from reconcile.archive import Archive
    from reconcile.ingest import Ingested
    from reconcile.models import Report
    from reconcile.pipeline import Pipeline

    Make = Callable[[Pipeline, Ingested, Archive | None], Report]
    Render = Callable[[Report], Iterable[str]]


_TERMINAL = "terminal"  # no format to choose: it depends on the window


@command(app)
def report(
    paths: Paths,
    format: ReportFormat = None,
    output: Output = None,
    each: Folders = False,
    group: Grouping = None,
    archive: ArchiveDir = None,
    model: Model = None,
    entailment_model: EntailmentModel = None,
    engine: EngineName = None,
    ray_address: RayAddress = None,
    config: Config = None,
) -> None:
    """Read articles, compare their claims, and write the side-by-side report."""
    if format is None and output is None and on_terminal():
        format = _TERMINAL
    render = _renderer(format or "markdown", each)
    flags = {"model": model, "entailment_model": entailment_model, "grouping": grouping(group)}
    flags |= {"engine": engine, "ray_address": ray_address}
    _run(
        paths, render, output, each, flags, config, lambda p, read, a: p.report(read.articles, read.skipped, a), archive
    )


@command(app)
def claims(
    paths: Paths,
    format: Format = "json",
    output: Output = None,
    each: Folders = False,
    archive: ArchiveDir = None,
    engine: EngineName = None,
    ray_address: RayAddress = None,
    config: Config = None,
) -> None:
    """Extract claims only: the same report without findings."""
    render = _renderer(format, each)
    flags = {"engine": engine, "ray_address": ray_address}
    _run(
        paths, render, output, each, flags, config, lambda p, read, a: p.claims(read.articles, read.skipped, a), archive
    )


@command(app)
def events(
    paths: Paths,
    format: Format = "json",
    output: Output = None,
    group: Grouping = None,
    model: Model = None,
    config: Config = None,
) -> None:
    """Group articles into events only."""
    render = _renderer(format, False)
    flags = {"model": model, "grouping": grouping(group)}
    _run(paths, render, output, False, flags, config, lambda p, r, _: p.events(r.articles, r.skipped))


@command(app)
def pairs(
    file: Annotated[str, typer.Argument(metavar="FILE.jsonl", help='Lines {"a", "b"[, "a_date", "b_date"]}.')],
    output: Output = None,
    model: Model = None,
    entailment_model: EntailmentModel = None,
    config: Config = None,
) -> None:
    """Compare pairs of claims only: the same lines come back with the verdict on each."""
    from reconcile.cli.settings import resolve
    from reconcile.pairs import judge_lines, read_lines

    effective = resolve(config, {"model": model, "entailment_model": entailment_model})
    tell_settings(effective)
    if file == STDIN:
        standard_input()
    lines = read_lines(file)
    with pipeline(effective.settings) as stages:
        write("".join(f"{line}\n" for line in judge_lines(stages, lines)), output)


@command(app)
def explain(
    finding: Annotated[str, typer.Argument(metavar="ID", help="The finding's id or fingerprint.")],
    report: Annotated[str, typer.Argument(metavar="REPORT.json", help="A report in JSON; - is standard input.")] = "-",
) -> None:
    """Show one finding in full: both claims in context, the rule, the values, the scores, what would change it."""
    from reconcile.report.explain import explain as explained
    from reconcile.report.parse import parse_report, with_texts

    if report == STDIN:
        stream = standard_input()
        if stream.isatty():
            raise InputError("give a report: reconcile explain ID REPORT.json")
        text, where = stream.read().decode("utf-8", "replace"), "standard input"
    else:
        text, where = read_text(Path(report), "report"), report
    found = parse_report(text, where)
    write(explained(with_texts(found, _articles_of(found).articles), finding, width=width(), color=has_color()))


@command(app)
def schema(output: Output = None) -> None:
    """Print the JSON Schema of the JSON report."""
    from reconcile.report.schema import report_schema

    write(report_schema(), output)


def _articles_of(report: Report) -> Ingested:
    """The report's articles as far as their files are still there."""
    from reconcile.config import Settings
    from reconcile.ingest import read

    files = {article.path.rpartition("#")[0] or article.path for article in report.articles}
    files |= {article.path for article in report.articles}
    there = sorted(file for file in files if file != STDIN and _is_file(file))
    return read(there, max_bytes=Settings().max_file_bytes)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # too long, a NUL character
        return False


def _for_terminal(report: Report) -> Iterable[str]:
    from reconcile.report.terminal import to_terminal

    yield to_terminal(report, width=width(), color=has_color())


def _renderer(format: str, each: bool) -> Render:
    """The format's renderer, piece by piece; of several reports each is one line of JSON."""
    from reconcile.report import RENDERERS, in_pieces

    if each and format == "json":
        from reconcile.report.json import json_parts

        return partial(json_parts, indent=None)
    return _for_terminal if format == _TERMINAL else partial(in_pieces, RENDERERS[format])


def _run(
    paths: list[str],
    render: Render,
    output: Path | None,
    each: bool,
    flags: dict[str, str | None],
    config: Path | None,
    make: Make,
    archive: str | None = None,
) -> None:
    """Make a report of each batch and write it as soon as it is there, so that a later fault loses nothing."""
    from reconcile.cli.settings import resolve

    effective = resolve(config, flags)
    tell_settings(effective)
    with pipeline(effective.settings) as stages, opened(archive, stages) as known, written(output) as put:
        for batch in [[path] for path in paths] if each else [paths]:
            put(render(make(stages, read_articles(batch, effective.settings.max_file_bytes), known)))
