"""The command line: parse, call, write, choose the exit code.

Exit codes: 0 done, 2 cannot run, 3 a bug, 130 interrupted. Reports go to standard output, everything else to
standard error. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reconcile.errors import InputError, ReconcileError

if TYPE_CHECKING:
    from reconcile.ingest import Ingested
    from reconcile.models import Report
    from reconcile.pipeline import Pipeline, Progress

app = typer.Typer(
    name="reconcile",
    help="Claim by claim: where articles on one event agree, contradict each other, or frame the facts differently.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """Report formats; a test keeps them equal to the registry of renderers."""

    MARKDOWN = "markdown"
    JSON = "json"


Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs; - is standard input.")]
Folders = Annotated[bool, typer.Option("--each", help="Every folder is a batch of its own; models are loaded once.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write here instead of to standard output.")]
Model = Annotated[str | None, typer.Option("--model", help="A sentence-transformers model, by name or path.")]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file (TOML).")]
Chosen = Annotated[Format, typer.Option("--format", help="Form of the report.")]


def _version(asked: bool) -> None:
    if asked:
        from reconcile import __version__

        typer.echo(f"reconcile {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options that stand before the command."""


@app.command()
def report(
    paths: Paths,
    format: Chosen = Format.MARKDOWN,
    output: Output = None,
    each: Folders = False,
    model: Model = None,
    config: Config = None,
) -> None:
    """Read articles, compare their claims, and write the side-by-side report."""
    _run(paths, format, output, each, model, config, lambda p, read: p.report(read.articles, read.skipped))


@app.command()
def claims(
    paths: Paths,
    format: Chosen = Format.JSON,
    output: Output = None,
    each: Folders = False,
    config: Config = None,
) -> None:
    """Extract claims only: the same report without findings."""
    _run(paths, format, output, each, None, config, lambda p, read: p.claims(read.articles, read.skipped))


@app.command()
def events(
    paths: Paths,
    format: Chosen = Format.JSON,
    output: Output = None,
    model: Model = None,
    config: Config = None,
) -> None:
    """Group articles into events only."""
    _run(paths, format, output, False, model, config, lambda p, read: p.events(read.articles, read.skipped))


@app.command()
def pairs(
    file: Annotated[str, typer.Argument(metavar="FILE.jsonl", help='Lines {"a", "b"[, "a_date", "b_date"]}.')],
    output: Output = None,
    model: Model = None,
    config: Config = None,
) -> None:
    """Compare pairs of claims only: the same lines come back with the verdict on each."""
    from reconcile.pairs import judge_lines, read_lines

    lines = read_lines(file)
    with _pipeline(model, config) as pipeline:
        _write("".join(f"{line}\n" for line in judge_lines(pipeline, lines)), output)


def _run(
    paths: list[str],
    format: Format,
    output: Path | None,
    each: bool,
    model: str | None,
    config: Path | None,
    make: Callable[[Pipeline, Ingested], Report],
) -> None:
    """Make a report of each batch and write it as soon as it is there, so that a later fault loses nothing."""
    from reconcile.report import RENDERERS, to_json_line

    render = to_json_line if each and format is Format.JSON else RENDERERS[format.value]
    with _pipeline(model, config) as pipeline:
        written = []
        for batch in [[path] for path in paths] if each else [paths]:
            text = render(make(pipeline, _read(batch, pipeline.settings.max_file_bytes)))
            if output is None:
                _write(text, None)
            written.append(text)
        if output is not None:
            _write("".join(written), output)


def _read(paths: list[str], max_bytes: int) -> Ingested:
    from reconcile.ingest import NO_ARTICLE_FIELDS, read

    found = read(paths, stdin=sys.stdin.buffer, max_bytes=max_bytes)
    for skipped in found.skipped:
        if skipped.reason.startswith(NO_ARTICLE_FIELDS):
            continue  # other JSON beside the articles is common; the report lists it
        _tell(f"skipped {skipped.path}: {skipped.reason}")
    if not found.articles:
        raise InputError(f"nothing to read in {', '.join(paths)}: give text, Markdown, HTML, JSON or JSONL articles")
    return found


@contextmanager
def _pipeline(model: str | None, config: Path | None) -> Iterator[Pipeline]:
    from reconcile.config import load_settings

    settings = load_settings(config, model=model)
    with _progress() as progress:
        from reconcile.pipeline import Pipeline

        yield Pipeline(settings, progress=progress)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on standard error while it is a terminal, else nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("loading", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from None


def _tell(message: str) -> None:
    typer.echo(f"reconcile: {message}", err=True)


def main() -> None:
    """Run the program; every fault becomes one line and an exit code."""
    try:
        app()
    except ReconcileError as error:
        _tell(str(error))
        raise SystemExit(2) from None
    except BrokenPipeError:
        # The reader of the report (head, less) has seen enough.
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:  # noqa: BLE001 - the last resort turns a bug into exit code 3
        import traceback

        traceback.print_exc()
        _tell(f"this is a bug ({type(error).__name__}): please report it with the lines above")
        raise SystemExit(3) from None
