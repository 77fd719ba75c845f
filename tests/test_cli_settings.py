"""Settings on the command line: where they come from, how they are shown, and the file that explains them."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reconcile import cli
from reconcile.cli.setting_up import starter
from reconcile.cli.settings import resolve
from reconcile.config import Settings
from reconcile.errors import ConfigError
from reconcile.gate import Policy

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("RECONCILE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def run() -> Run:
    return lambda *args, **kwargs: CliRunner().invoke(cli.app, [str(a) for a in args], **kwargs)


def write(text: str, name: str = "reconcile.toml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_without_anything_the_defaults_hold() -> None:
    effective = resolve(None, {}, {})
    assert (effective.settings, effective.policy, effective.suppressions) == (Settings(), Policy(), ())
    assert set(effective.origins.values()) == {"default"}


def test_flag_wins_over_environment_over_file_over_default() -> None:
    write("max_claims = 10\nmin_claim_words = 4\nbatch_size = 8\n[gate]\nmax_skipped = 1\nmin_confidence = 0.1\n")
    environment = {"RECONCILE_MAX_CLAIMS": "20", "RECONCILE_MIN_CLAIM_WORDS": "5", "RECONCILE_MAX_SKIPPED": "2"}
    effective = resolve(None, {"max_claims": 30, "model": None}, environment)
    values = effective.values()
    names = ("max_claims", "min_claim_words", "batch_size", "max_neighbours", "max_skipped", "min_confidence")
    assert [values[name] for name in names] == [30, 5, 8, Settings().max_neighbours, 2, 0.1]
    assert [effective.origins[name] for name in names] == [
        "command line",
        "RECONCILE_MIN_CLAIM_WORDS",
        "reconcile.toml",
        "default",
        "RECONCILE_MAX_SKIPPED",
        "reconcile.toml",
    ]


@pytest.mark.parametrize("value", ["", None])
def test_an_empty_variable_is_not_set(value: str | None) -> None:
    environment = {} if value is None else {"RECONCILE_MODEL": value, "RECONCILE_FAIL_ON": value}
    assert set(resolve(None, {}, environment).origins.values()) == {"default"}


@pytest.mark.parametrize(
    ("file", "environment", "flags", "told"),
    [
        ("max_claims = 0", {}, {}, r"^reconcile\.toml: max_claims: "),
        ("max_clams = 1", {}, {}, r"^reconcile\.toml: max_clams: .*known are"),
        ("[gate]\nfail = 'x'", {}, {}, r"fail: .*known are fail_on"),
        ("fail_on = 'quote'", {}, {}, r"fail_on: .*known are"),
        ("", {"RECONCILE_MAX_CLAIMS": "many"}, {}, r"^RECONCILE_MAX_CLAIMS: max_claims: "),
        ("", {"RECONCILE_MIN_SEVERITY": "grave"}, {}, r"^RECONCILE_MIN_SEVERITY: min_severity: "),
        ("", {}, {"fail_on": "clash"}, r"^command line: fail_on: 'clash' is none of conflict, quote, .*, none$"),
        ("", {}, {"fail_on": "quote,nonsense,clash"}, r"^command line: fail_on: 'nonsense' is none of conflict"),
        ("", {}, {"fail_on": "quote,none"}, r"^command line: fail_on: 'none' goes with no other kind$"),
        ("", {}, {"fail_on": "\x1b[2J\n"}, r"^command line: fail_on: '\\x1b\[2J' is none of"),
        ("[gate]\nfail_on = ['quote', 3]", {}, {}, r"^reconcile\.toml: fail_on: '3' is none of conflict"),
        ("[gate]\nfail_on = 3", {}, {}, r"^reconcile\.toml: fail_on: .*tuple, not '3'$"),
        ("", {"RECONCILE_MIN_CONFIDENCE": "much"}, {}, r"^RECONCILE_MIN_CONFIDENCE: min_confidence: .*, not 'much'$"),
        ("max_claims = 1", {"RECONCILE_MAX_CLAIMS": "-1"}, {}, r"^RECONCILE_MAX_CLAIMS: "),
        ("[[suppressions]]\nkind = 'quote'", {}, {}, r"^reconcile\.toml: suppressions\[1\]\.reason"),
        ("gate = 3", {}, {}, r"^reconcile\.toml: gate: want a table"),
    ],
)
def test_a_wrong_setting_is_told_with_its_origin(
    file: str, environment: dict[str, str], flags: dict[str, Any], told: str
) -> None:
    write(file)
    with pytest.raises(ConfigError, match=told) as error:
        resolve(None, flags, environment)
    assert "\n" not in str(error.value)


def test_config_lists_every_setting_with_its_origin(run: Run) -> None:
    write("max_claims = 10\n[gate]\nfail_on = 'quote'\n[[suppressions]]\nkind = 'quote'\nreason = 'agreed'\n")
    lines = run("config", "--model", "mine", env={"RECONCILE_BATCH_SIZE": "8"}).stdout.splitlines()
    shown = {line.split()[0]: " ".join(line.split()[1:]) for line in lines}
    assert set(shown) >= {*Settings.model_fields, *Policy.model_fields}
    assert shown["max_claims"] == "10 reconcile.toml"
    assert shown["model"] == '"mine" command line'
    assert shown["batch_size"] == "8 RECONCILE_BATCH_SIZE"
    assert shown["fail_on"] == '["quote"] reconcile.toml'
    assert shown["max_skipped"] == "0 default"
    assert lines[-1] == "suppression (kind quote): agreed"


def test_config_is_there_for_programs_too(run: Run) -> None:
    data = json.loads(run("config", "--format", "json").stdout)
    assert data["max_claims"] == {"value": Settings().max_claims, "origin": "default"}


def test_a_variable_that_is_no_setting_is_told(run: Run) -> None:
    assert "RECONCILE_MAX_CLAIM in the environment" in run("config", env={"RECONCILE_MAX_CLAIM": "1"}).stderr


def test_init_writes_a_file_that_changes_nothing(run: Run) -> None:
    assert run("init").exit_code == 0
    effective = resolve(None, {}, {})
    assert (effective.settings, effective.policy, effective.suppressions) == (Settings(), Policy(), ())


def test_every_line_of_the_starter_can_be_taken_in_as_it_stands() -> None:
    text = re.sub(r"(?m)^# (\w+ = |\[\[)", r"\1", starter())
    table = tomllib.loads(text)
    assert set(table) - {"gate", "suppressions"} == set(Settings.model_fields)
    assert set(table["gate"]) == set(Policy.model_fields)
    write(text)
    effective = resolve(None, {}, {})
    assert (effective.settings, effective.policy) == (Settings(), Policy())
    assert [item.kind for item in effective.suppressions] == ["conflict:*"]


def test_the_starter_explains_every_setting() -> None:
    for model in (Settings, Policy):
        for name, info in model.model_fields.items():
            assert f"# {info.description}\n# {name} = " in starter()


def test_init_writes_over_nothing_unless_forced(run: Run) -> None:
    write("max_claims = 3\n")
    assert isinstance(run("init").exception, cli.ReconcileError)
    assert Path("reconcile.toml").read_text(encoding="utf-8") == "max_claims = 3\n"
    assert run("init", "--force").exit_code == 0
    assert run("init", "other.toml").exit_code == 0
    assert Path("other.toml").read_text(encoding="utf-8") == Path("reconcile.toml").read_text(encoding="utf-8")


def test_every_flag_of_the_gate_is_a_field_of_the_policy_and_back(run: Run) -> None:
    told = run("check", "--help", env={"TERMINAL_WIDTH": "200"}).stdout
    flags = {name.replace("-", "_") for name in re.findall(r"--([a-z-]+)", told)}
    assert set(Policy.model_fields) <= flags


@pytest.mark.parametrize(
    ("args", "environment", "colored"),
    [
        ([], {"TERM": "xterm"}, True),
        (["--no-color"], {"TERM": "xterm"}, False),
        ([], {"TERM": "xterm", "NO_COLOR": "1"}, False),
        ([], {"TERM": "xterm", "NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, args: list[str], environment: dict[str, str], colored: bool
) -> None:
    from reconcile.cli import console

    monkeypatch.setattr(console, "on_terminal", lambda: True)
    seen: list[bool] = []
    monkeypatch.setattr(cli.setting_up, "write", lambda *_: seen.append(console.has_color()))
    run("config", *args, env=environment)
    assert seen == [colored]
