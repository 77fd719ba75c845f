"""What the documentation calls exists: commands, flags, settings, files, fields; and its examples work."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from reconcile import report as formats
from reconcile.cli import app
from reconcile.compare.base import Level
from reconcile.config import Settings
from reconcile.gate import Policy
from reconcile.ingest.inputs import stream_input
from reconcile.models import Report
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"`([^`\n]+)`|^ *```(?:sh|console|yaml)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
FLAG = re.compile(r"(?<!\S)--?[a-z][a-z-]*")


def commands() -> dict[str, set[str]]:
    """Command name ("baseline update") to its flags."""
    root = typer.main.get_command(app)
    found = {"": {flag for option in root.params for flag in option.opts}}
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        for full, each in {f"{name} {k}": v for k, v in inner.items()}.items() if inner else [(name, command)]:
            found[full] = {flag for option in each.params for flag in (*option.opts, *option.secondary_opts)}
    return found


def calls(page: Path) -> list[tuple[str, str]]:
    """(command, the rest of the line) of every call of the program in code on the page."""
    groups = "|".join(sorted({name.split()[0] for name in commands() if " " in name}))
    call = re.compile(rf"\breconcile ((?:(?:{groups}) )?[a-z]+|(?=--))((?: ?[^\n&|]*)?)")
    text = page.read_text(encoding="utf-8")
    return [found for inline, block in CODE.findall(text) for found in call.findall(inline or block)]


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "extending.md"], ids=lambda p: p.name)
def test_every_command_and_flag_exists(page: Path) -> None:
    known, seen = commands(), calls(page)
    assert seen
    for name, rest in seen:
        assert name in known, f"{page.name}: no command {name!r}"
        for flag in FLAG.findall(rest):
            assert flag in known[name], f"{page.name}: {name} has no {flag}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_flag_named_alone_exists(page: Path) -> None:
    known = set().union(*commands().values())
    for inline, _ in CODE.findall(page.read_text(encoding="utf-8")):
        if re.match("--[a-z]", inline):
            assert inline.split()[0] in known, f"{page.name}: no flag {inline}"


def test_every_setting_is_documented_and_no_other() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}
    assert documented == set(Settings.model_fields) - {"batch_size"}
    assert all(f"`{name}`" in page for name in Policy.model_fields)


def test_the_contract_has_every_part_of_a_report_and_no_other() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([a-z_]+)(?:\[\])?`", row)}
    assert documented == {field.alias or name for name, field in Report.model_fields.items()}


def test_yaml_examples_load_and_use_what_the_project_offers() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    loaded = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    steps = [step for block in loaded if isinstance(block, list) for step in block]
    assert set().union(*(step["with"] for step in steps if "reconcile" in step.get("uses", ""))) <= set(inputs)
    (hooks,) = [block["repos"][0]["hooks"] for block in loaded if "repos" in block]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks} <= {hook["id"] for hook in offered}
    assert set(FLAG.findall(" ".join(hooks[0]["args"]))) <= commands()["check"]


class TestExtending:
    """docs/extending.md, tried out."""

    text = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")

    def defined(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        *modules, line = re.findall(r"```python\n(.*?)```", self.text, re.DOTALL)
        assert len(modules) == 3
        for block in modules:
            exec(compile(block, "docs/extending.md", "exec"), found)  # noqa: S102 - our own page
        assert re.fullmatch(r'RENDERERS\["headlines"\] = _in\("headlines", "to_headlines"\)\n', line)
        assert callable(formats._in)
        return found

    def test_the_files_and_registries_are_there(self) -> None:
        for path in re.findall(r"`((?:reconcile|tests)/[\w/]+\.py)`", self.text):
            assert (ROOT / path).is_file(), path
        for folder in re.findall(r"`((?:reconcile|tests)/\w+)/(?:test_)?<name>\.py`", self.text):
            assert (ROOT / folder).is_dir(), folder
        for name, path in re.findall(r"`(\w+/\w+/\w+\.py)` \| a line in `([A-Z]+)`", self.text):
            assert re.search(rf"^{path}\b", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE), path

    def test_the_reader_reads(self) -> None:
        data = b"Questions\n\nMINISTER: No.\n"
        (article,) = self.defined()["TranscriptReader"]().read(stream_input(io.BytesIO(data), 1_000))
        assert (article.title, article.text) == ("Questions", data.decode())

    def test_the_comparator_compares(self, make_claim: Any) -> None:
        from reconcile.compare.base import Pair

        compare = self.defined()["compare_questions"]
        asked, said = make_claim("Did the dam break?"), make_claim("The dam broke.", article="a2")
        assert compare(Pair(a=asked, b=said, cosine=0.5)).level is Level.DIFFERS
        assert compare(Pair(a=said, b=said, cosine=0.5)).level is Level.MISSING

    def test_the_format_writes(self) -> None:
        report = Report.model_validate(
            {"tool": {"name": "x", "version": "0"}, "settings": {}, "articles": (), "events": (), "claims": ()}
        )
        assert self.defined()["to_headlines"](report) == ""
