"""The program and what all its commands share: a set of options, and how they are added to a command."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from reconcile.cli.console import speak

app = typer.Typer(
    name="reconcile",
    help="Claim by claim: where articles on one event agree, contradict each other, or frame the facts differently.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
baseline_app = typer.Typer(help="The findings that are known and fail no check.", no_args_is_help=True)
app.add_typer(baseline_app, name="baseline")
archive_app = typer.Typer(help="The store of articles that were read before.", no_args_is_help=True)
app.add_typer(archive_app, name="archive")

_COMMON = {
    "quiet": typer.Option("--quiet", "-q", help="Say nothing on standard error but what went wrong."),
    "verbose": typer.Option("--verbose", "-v", help="Say on standard error what is read and used."),
    "no_color": typer.Option("--no-color", help="No colours; so does NO_COLOR in the environment."),
}


def command(group: typer.Typer, name: str | None = None) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command that has the common options, too. The function itself never sees them."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(function, eval_str=True)
        common = [
            inspect.Parameter(
                key, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, _COMMON[key]]
            )
            for key in _COMMON
        ]
        parameters = [*signature.parameters.values(), *common]

        @functools.wraps(function)
        def run(*, quiet: bool, verbose: bool, no_color: bool, **values: Any) -> None:
            speak(quiet=quiet, verbose=verbose, no_color=no_color)
            function(**values)

        # typer reads both: the order and defaults from the one, the types from the other.
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        group.command(name)(run)
        return function

    return register


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
