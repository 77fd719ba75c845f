"""What the documentation calls exists: commands, flags and settings."""

import re
from pathlib import Path

import pytest
import typer.main

from reconcile.cli import app
from reconcile.config import Settings
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"`([^`\n]+)`|^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"\breconcile ((?:baseline )?[a-z]+)((?: [^\n&|]*)?)")


def commands() -> dict[str, set[str]]:
    """Command name ("baseline update") to its flags."""
    root = typer.main.get_command(app)
    found = {}
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        for full, each in {f"{name} {k}": v for k, v in inner.items()}.items() if inner else [(name, command)]:
            found[full] = {flag for option in each.params for flag in (*option.opts, *option.secondary_opts)}
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_and_flag_exists(page: Path) -> None:
    known, seen = commands(), 0
    for inline, block in CODE.findall(page.read_text(encoding="utf-8")):
        for name, rest in CALL.findall(inline or block):
            seen += 1
            assert name in known, f"{page.name}: no command {name!r}"
            for flag in re.findall(r"(?<!\S)--?[a-z][a-z-]*", rest):
                assert flag in known[name], f"{page.name}: {name} has no {flag}"
    assert seen


def test_every_setting_is_documented_and_no_other() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert documented == set(Settings.model_fields) - {"batch_size"}
