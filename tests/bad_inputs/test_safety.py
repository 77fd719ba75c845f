"""Nothing read can become code, and nothing is written where nobody asked for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import reconcile

PACKAGE = Path(reconcile.__file__).parent
PARTS = [PACKAGE, PACKAGE.parent / "training", PACKAGE.parent / "benchmarks"]
MODULES = sorted(path for part in PARTS for path in part.rglob("*.py"))
SERIALISERS = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "jsonpickle"}
CODE = {"eval", "exec", "compile", "__import__"}
SHELL = {"os.system", "os.popen"}


def name_of(node: ast.expr) -> str:
    """ "torch.load" for the expression torch.load, ".eval" for model().eval, "" for what is no name."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def faults(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"imports {a.name}" for a in node.names if a.name.split(".")[0] in SERIALISERS)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in SERIALISERS:
            yield f"imports {node.module}"
        elif isinstance(node, ast.Call):
            yield from (f"line {node.lineno}: {fault}" for fault in _in_call(node))


def _in_call(call: ast.Call) -> Iterator[str]:
    name = name_of(call.func)
    given = {keyword.arg: keyword.value for keyword in call.keywords}

    def says(keyword: str, value: bool) -> bool:
        found = given.get(keyword)
        return isinstance(found, ast.Constant) and found.value is value

    if name in CODE | SHELL:
        yield f"calls {name}"
    if "trust_remote_code" in given and not says("trust_remote_code", False):
        yield "runs code from a model's folder"
    if "shell" in given and not says("shell", False):
        yield "runs a shell"
    if name == "torch.load" and not says("weights_only", True):
        yield "unpickles weights"
    if name in ("np.load", "numpy.load") and "allow_pickle" in given and not says("allow_pickle", False):
        yield "unpickles arrays"
    if name == "yaml.load":
        yield "builds objects from YAML"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE.parent).as_posix())
def test_no_module_can_run_what_it_reads(path: Path) -> None:
    assert list(faults(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from joblib import load",
        "def f(x): return eval(x)",
        "torch.load(f)",
        "torch.load(f, weights_only=False)",
        "np.load(f, allow_pickle=True)",
        "Model(name, trust_remote_code=True)",
        "Model(name, trust_remote_code=settings.trust)",
        "subprocess.run(command, shell=True)",
        "os.system('ls')",
        "yaml.load(f)",
    ],
)
def test_what_is_looked_for_is_found(code: str) -> None:
    assert len(list(faults(ast.parse(code)))) == 1


def test_what_is_safe_is_let_through() -> None:
    safe = ["re.compile(x)", "torch.load(f, weights_only=True)", "Model(x, trust_remote_code=False)", "np.load(f)"]
    safe += ["model.eval()", "load(x).eval()", "subprocess.run(command)"]
    assert [fault for code in safe for fault in faults(ast.parse(code))] == []


def test_every_loader_of_models_is_told_not_to_run_their_code() -> None:
    loaders = ("SentenceTransformer", "CrossEncoder", "from_pretrained")
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_of(node.func).endswith(loaders):
                given = {keyword.arg for keyword in node.keywords}
                assert "trust_remote_code" in given, f"{path.name}:{node.lineno}: it is not switched off"
