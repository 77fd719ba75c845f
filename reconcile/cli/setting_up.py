"""Commands about the settings: write a commented file of them, and say which are in force."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reconcile.cli.app import app, command
from reconcile.cli.console import tell, write
from reconcile.cli.options import Config, Model, one_of
from reconcile.errors import InputError

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

FILE = "reconcile.toml"


@command(app)
def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The settings file to write.")] = Path(FILE),
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write a settings file that explains every setting and changes none."""
    if file.exists() and not force:
        raise InputError(f"{file}: exists already: give another name, or --force to write over it")
    write(starter(), file)
    tell(f"wrote {file}")


@command(app)
def config(
    format: Annotated[
        str, typer.Option("--format", metavar="text|json", help="Form.", callback=one_of(lambda: ["text", "json"]))
    ] = "text",
    model: Model = None,
    config: Config = None,
) -> None:
    """Print the settings in force and where each comes from: command line, environment, file or default."""
    from reconcile.cli.settings import resolve

    effective = resolve(config, {"model": model})
    values = effective.values()
    if format == "json":
        data = {key: {"value": value, "origin": effective.origins[key]} for key, value in values.items()}
        write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return
    rows = [(key, json.dumps(value, ensure_ascii=False), effective.origins[key]) for key, value in values.items()]
    names, shown = max(len(row[0]) for row in rows), max(len(row[1]) for row in rows)
    lines = [f"{key:<{names}}  {value:<{shown}}  {origin}" for key, value, origin in rows]
    lines += [f"suppression ({item.describe()}): {item.reason}" for item in effective.suppressions]
    write("".join(f"{line}\n" for line in lines))
    for name in effective.unknown:
        tell(f"{name} in the environment is no setting")


def starter() -> str:
    """A settings file in which every setting stands as a comment with its default and its meaning."""
    from reconcile.config import Settings
    from reconcile.gate.policy import Policy

    return "\n".join(
        [
            "# Settings of reconcile. In pyproject.toml the same stands under [tool.reconcile], [tool.reconcile.gate]",
            "# and [[tool.reconcile.suppressions]]. A variable such as RECONCILE_MAX_CLAIMS wins over this file, a",
            "# flag over both; `reconcile config` says what is in force.",
            "",
            *_lines(Settings.model_fields),
            "# What `reconcile check` fails on.",
            "[gate]",
            "",
            *_lines(Policy.model_fields),
            "# Findings to live with. Give fingerprint, or patterns for kind (conflict, conflict:time) and article;",
            "# all that are given must fit. expires is the last day on which the suppression holds.",
            "# [[suppressions]]",
            '# fingerprint = "0123456789abcdef"',
            '# kind = "conflict:*"',
            '# article = "archive/*.txt"',
            '# reason = "the agency corrected the figure later"',
            "# expires = 2030-12-31",
            "",
        ]
    )


def _lines(fields: Mapping[str, FieldInfo]) -> Iterator[str]:
    for name, info in fields.items():
        yield f"# {info.description}"
        yield f"# {name} = {_toml(info.get_default(call_default_factory=True))}"
        yield ""


def _toml(value: Any) -> str:
    """A default in TOML, which has no null: none is shown as an empty text, to be replaced."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return "{}"
    return json.dumps("" if value is None else value, ensure_ascii=False)
