"""The GitHub Action and the pre-commit hook call the program as it is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reconcile import cli
from reconcile.gate import Policy
from reconcile.ingest import READERS
from tests.conftest import ROOT

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

RECORD = """#!/usr/bin/env python3
import json, os, sys
json.dump(sys.argv[1:], open(os.environ["RECORD"], "w"))
sys.exit(int(os.environ.get("CODE", "0")))
"""


@pytest.fixture(scope="module")
def action() -> Any:
    return yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def step(action: Any) -> Any:
    return next(step for step in action["runs"]["steps"] if step.get("id") == "check")


@pytest.fixture
def run(step: Any, tmp_path: Path) -> Any:
    """Run the step's script with a program that notes its arguments."""
    program = tmp_path / "reconcile"
    program.write_text(RECORD, encoding="utf-8")
    program.chmod(0o755)

    def call(code: int = 0, **inputs: str) -> tuple[int, list[str], str]:
        env = dict.fromkeys(step["env"], "") | {f"INPUT_{name.upper()}": value for name, value in inputs.items()}
        env |= {"RECORD": str(tmp_path / "record"), "GITHUB_OUTPUT": str(tmp_path / "output"), "CODE": str(code)}
        env["PATH"] = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, env=env, cwd=tmp_path, check=False)
        arguments = json.loads((tmp_path / "record").read_text(encoding="utf-8"))
        return done.returncode, arguments, (tmp_path / "output").read_text(encoding="utf-8")

    return call


def test_inputs_become_arguments_and_are_never_run(run: Any) -> None:
    _, arguments, _ = run(
        paths="news/a b.txt\n$(touch hacked)\n\n-v\n", fail_on="conflict", config="`id`", sarif_file="out.sarif"
    )
    assert arguments == [
        *("check", "--format", "github", "--output", "sarif=out.sarif", "--fail-on=conflict", "--config=`id`", "--"),
        *("news/a b.txt", "$(touch hacked)", "-v"),
    ]


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_exit_code_is_kept_and_handed_on(run: Any, code: int) -> None:
    returned, _, output = run(code, paths="news", sarif_file="x")
    assert (returned, output) == (code, f"exit-code={code}\n")


def test_every_input_is_used_and_no_expression_stands_in_a_script(action: Any, step: Any) -> None:
    used = json.dumps(action["runs"]) + json.dumps(action["outputs"])
    for name in action["inputs"]:
        assert f"inputs.{name}" in used, name
    for each in action["runs"]["steps"]:
        assert "${{" not in each.get("run", "")


def test_flags_of_the_action_are_flags_of_the_program(step: Any) -> None:
    told = CliRunner().invoke(cli.app, ["check", "--help"], env={"TERMINAL_WIDTH": "200"}).stdout
    flags = set(re.findall(r"--[a-z-]+", step["run"]))
    assert flags <= set(re.findall(r"--[a-z-]+", told))
    assert {f"--{name.replace('_', '-')}" for name in Policy.model_fields} <= flags


def test_the_hook_runs_a_command_that_exists_on_every_kind_of_file_that_is_read() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    command = hook["entry"].split()
    assert command[0] == "reconcile"
    assert CliRunner().invoke(cli.app, [*command[1:], "--help"]).exit_code == 0
    for suffix in filter(None, READERS):
        assert re.search(hook["files"], f"news/1{suffix}"), suffix
        assert re.search(hook["files"], f"news/1{suffix}.gz"), suffix
    assert not re.search(hook["files"], "news/1.py")


def test_every_step_is_one_that_a_composite_action_may_have(action: Any) -> None:
    """What the runner asks of `runs.steps`: https://docs.github.com/actions, metadata syntax."""
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        assert ("run" in step) != ("uses" in step), step
        if "uses" in step:
            assert re.fullmatch(r"[\w.-]+/[\w.-]+(?:/[\w./-]+)?@v\d+", step["uses"])
            assert set(step) <= {"name", "id", "if", "uses", "with", "env"}
        else:
            assert step["shell"] == "bash"
            assert set(step) <= {"name", "id", "if", "run", "shell", "env", "working-directory"}
            subprocess.run(["bash", "-n", "-c", step["run"]], check=True)


def test_every_program_that_a_step_runs_is_python_or_a_command_of_ours(action: Any) -> None:
    scripts = "\n".join(step.get("run", "") for step in action["runs"]["steps"])
    called = re.findall(r"^\s*(reconcile) (\w+)|^(python -m pip) (install)", scripts, re.MULTILINE)
    assert [tuple(filter(None, call)) for call in called] == [("python -m pip", "install"), ("reconcile", "check")]
    assert CliRunner().invoke(cli.app, ["check", "--help"]).exit_code == 0


def test_outputs_come_from_steps_and_inputs_that_exist(action: Any) -> None:
    ids = {step["id"] for step in action["runs"]["steps"] if "id" in step}
    text = json.dumps(action)
    assert set(re.findall(r"steps\.(\w+)\.", text)) <= ids
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(action["inputs"])
    for name in action["inputs"]:
        assert action["inputs"][name]["description"]
        assert action["inputs"][name].get("required") or "default" in action["inputs"][name], name


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete_the_program(shell: str, tmp_path: Path) -> None:
    env = os.environ | {"_RECONCILE_COMPLETE": f"source_{shell}", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", "from reconcile.cli import app; app(prog_name='reconcile')"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "_RECONCILE_COMPLETE" in done.stdout
