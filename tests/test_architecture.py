"""Imports go models <- stages <- pipeline <- cli, and never back."""

import ast
from pathlib import Path

import pytest

import reconcile

PACKAGE = Path(reconcile.__file__).parent
FOUNDATION = {"", "models", "errors", "config", "text", "packaged", "loading", "minilm", "outcome"}
STAGES = {"ingest", "extract", "embed", "group", "compare", "report", "gate"}
# The spine: `worker` takes one process through the stages, `engine` says where workers run and knows no stage, `intake`
# gets articles prepared by them or out of the archive, `comparing` gets events compared likewise, `pipeline` leads the
# whole.
SPINE = {"prepared", "worker", "engine", "intake", "recorded", "comparing", "archive"}
ABOVE = {
    "prepared": {"compare"},
    "recorded": {"compare", "prepared"},
    "worker": STAGES | {"prepared"},
    "intake": SPINE - {"comparing", "recorded"},
    "comparing": SPINE,
    "pipeline": STAGES | SPINE,
    "pairs": STAGES | {"pipeline"},
    "api": STAGES | {"pipeline", "archive"},
    "": {"api"},
    "cli": STAGES | {"pipeline", "pairs", "archive", "intake"},
    "__main__": {"cli"},
}
HEAVY = {
    "lancedb",
    "ray",
    "torch",
    "sentence_transformers",
    "spacy",
    "transformers",
    "trafilatura",
    "dateparser",
    "numpy",
    "scipy",
    "sklearn",
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: str) -> str:
    """ "reconcile.extract.claims" -> "extract"."""
    return module.split(".")[1] if "." in module else ""


def imports(path: Path, *, at_start: bool = False) -> set[str]:
    """Modules that a file imports; `at_start`: only those that importing the file itself brings in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if not at_start else iter(tree.body)
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_import_runs_against_the_arrows(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0].removesuffix("__init__")
    allowed = FOUNDATION | {own} | ABOVE.get(own, set())
    used = {part_of(m) for m in imports(path) if m.split(".")[0] == "reconcile"}
    assert used <= allowed, f"{own} must not import {sorted(used - allowed)}"


def test_the_foundation_imports_no_stage() -> None:
    for name in ("models", "errors", "config", "text"):
        used = {part_of(m) for m in imports(PACKAGE / f"{name}.py") if m.split(".")[0] == "reconcile"}
        assert used <= FOUNDATION


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_importing_a_module_loads_nothing_heavy(path: Path) -> None:
    assert not {m.split(".")[0] for m in imports(path, at_start=True)} & HEAVY


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_stay_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 320
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name
