"""The command line: what goes where, and which exit code says what."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reconcile import cli, worker
from reconcile.errors import ReconcileError
from reconcile.report import CHECK_RENDERERS, RENDERERS

Run = Callable[..., Any]
FLOOD = "The flood killed 12 people in Alessandria on Monday. Officials said the river rose by two metres overnight."
OTHER = "The flood killed 30 people in Alessandria on Monday. The mayor asked the army for help with the river."


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, encoder: object, entailment: object) -> Run:
    monkeypatch.setattr(worker, "SentenceEncoder", lambda *_, **__: encoder)
    monkeypatch.setattr(worker, "CrossEncoderEntailment", lambda *_, **__: entailment)
    return lambda *args, **kwargs: CliRunner().invoke(cli.app, [str(a) for a in args], **kwargs)


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(FLOOD, encoding="utf-8")
        (tmp_path / folder / "2.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path


def test_a_report_goes_to_standard_output_and_nothing_else_does(run: Run, batch: Path) -> None:
    result = run("report", "one", "--format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["schema"] == "reconcile.report/1"
    assert [a["path"] for a in report["articles"]] == ["one/1.txt", "one/2.txt"]
    conflict = next(f for f in report["findings"] if f["kind"] == "conflict")
    assert conflict["aspect"] == "number"
    assert [e["text"] for e in conflict["evidence"]] == ["12", "30"]


def test_each_folder_is_a_batch_of_its_own_and_a_line(run: Run, batch: Path) -> None:
    result = run("report", "--each", "one", "two", "--format", "json")
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert [[a["path"] for a in r["articles"]] for r in reports] == [
        ["one/1.txt", "one/2.txt"],
        ["two/1.txt", "two/2.txt"],
    ]


def test_a_later_fault_loses_no_report_that_was_made(run: Run, batch: Path) -> None:
    result = run("report", "--each", "one", "missing", "--format", "json", "-o", "out.jsonl")
    assert isinstance(result.exception, ReconcileError)
    (line,) = (batch / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [a["path"] for a in json.loads(line)["articles"]] == ["one/1.txt", "one/2.txt"]


def test_the_order_of_the_files_changes_no_byte(run: Run, batch: Path) -> None:
    forth = run("report", "one/1.txt", "one/2.txt", "--format", "json").stdout
    back = run("report", "one/2.txt", "one/1.txt", "--format", "json").stdout
    assert json.loads(forth)["claims"]
    assert forth == back
    assert forth == run("report", "one/1.txt", "one/2.txt", "--format", "json").stdout


def test_a_report_can_be_written_to_a_file(run: Run, batch: Path) -> None:
    assert run("report", "one", "-o", "out.md").stdout == ""
    assert (batch / "out.md").read_text(encoding="utf-8").startswith("#")


def test_an_unreadable_file_is_reported_and_the_rest_goes_on(run: Run, batch: Path) -> None:
    (batch / "one" / "3.txt").write_bytes(b"\x00\x01")
    result = run("report", "one", "--format", "json")
    assert result.exit_code == 0
    assert [s["path"] for s in json.loads(result.stdout)["skipped"]] == ["one/3.txt"]
    assert "one/3.txt" in result.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["report", "missing.txt"], "missing.txt"),
        (["report", "one", "-o", "no/such/folder/out.md"], "cannot be written"),
        (["pairs", "missing.jsonl"], "missing.jsonl"),
        (["report", "one", "--config", "missing.toml"], "missing.toml"),
    ],
)
def test_what_cannot_run_says_why(run: Run, batch: Path, args: list[str], told: str) -> None:
    result = run(*args)
    assert isinstance(result.exception, ReconcileError)
    assert told in str(result.exception) + result.stderr
    assert "\n" not in str(result.exception)


def test_claims_are_extracted_without_findings(run: Run, batch: Path) -> None:
    report = json.loads(run("claims", "one").stdout)
    assert report["findings"] == []
    text = {a["id"]: (batch / a["path"]).read_text(encoding="utf-8") for a in report["articles"]}
    assert report["claims"]
    assert all(text[c["article_id"]][c["start"] : c["end"]] == c["text"] for c in report["claims"])


def test_pairs_come_back_in_order_with_a_kind(run: Run, batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The stand-in sees shared words and no figures: it thinks that the two tolls agree, which leaves conflict little.
    monkeypatch.setenv("RECONCILE_CONFLICT_CONFIDENCE", "0.02")
    lines = [
        {"a": "The flood killed 12 people.", "b": "The flood killed 30 people.", "note": "kept"},
        {"a": "The flood killed 12 people.", "b": "Milk prices rose again.", "a_date": "2023-06-20"},
    ]
    (batch / "pairs.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    said = [json.loads(line) for line in run("pairs", "pairs.jsonl").stdout.splitlines()]
    assert [(s["kind"], s["aspect"]) for s in said] == [("conflict", "number"), ("unrelated", None)]
    assert said[0]["note"] == "kept"
    assert said[1]["a_date"] == "2023-06-20"


@pytest.mark.parametrize("line", ['{"a": "x"}', "[1]", "no json", '{"a": "x", "b": "y", "a_date": "soon"}'])
def test_a_wrong_line_of_pairs_is_named(run: Run, batch: Path, line: str) -> None:
    (batch / "pairs.jsonl").write_text(line, encoding="utf-8")
    result = run("pairs", "pairs.jsonl")
    assert isinstance(result.exception, ReconcileError)
    assert "pair" in str(result.exception)


def test_events_are_grouped_alone(run: Run, batch: Path) -> None:
    report = json.loads(run("events", "one").stdout)
    assert report["claims"] == report["findings"] == []
    assert all(a["event_id"] for a in report["articles"])


@pytest.mark.parametrize(
    ("command", "formats"), [("report", RENDERERS), ("claims", RENDERERS), ("check", CHECK_RENDERERS)]
)
def test_help_lists_the_formats_of_the_registry(run: Run, command: str, formats: dict[str, object]) -> None:
    told = " ".join(run(command, "--help", env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"}).stdout.split())
    assert ", ".join(formats) in told


def test_a_new_format_is_one_line_in_the_registry(run: Run, batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RENDERERS, "count", lambda report: f"{len(report.articles)} articles\n")
    assert run("claims", "one", "--format", "count").stdout == "2 articles\n"


@pytest.mark.parametrize("command", ["report", "claims", "events", "check"])
def test_a_format_that_is_none_is_refused_before_anything_is_read(run: Run, batch: Path, command: str) -> None:
    result = run(command, "one", "--format", "docx")
    assert result.exit_code == 2
    assert "docx" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (ReconcileError("no luck: try again"), 2, "no luck"),
        (KeyError("x"), 3, "bug"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_exit_codes_of_faults(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, told: str
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(cli, "app", fail)
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == code
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], ["report", "--help"], ["check", "--help"], ["schema"], ["config"]]
)
def test_help_and_version_load_nothing_heavy(args: list[str]) -> None:
    code = (
        "import sys; from reconcile.cli import app\n"
        "try: app(sys.argv[1:])\n"
        "finally: print(sorted({'torch','spacy','sentence_transformers','numpy','trafilatura','dateparser','jinja2'}"
        " & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    assert done.stderr.strip().endswith("[]"), done.stderr


def test_a_reader_that_closes_early_is_no_fault(batch: Path) -> None:
    env = os.environ | {"PYTHONUNBUFFERED": "1"}
    code = f"{sys.executable} -m reconcile --help | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, env=env, check=False)
    assert "Traceback" not in done.stderr


def test_articles_are_grouped_where_it_is_asked_for(run: Run, batch: Path) -> None:
    (batch / "one" / "3.txt").write_text("Milk prices rose again in May, farmers said.", encoding="utf-8")

    def events(*options: str) -> int:
        return len(json.loads(run("report", "one", "--format", "json", *options).stdout)["events"])

    assert (events(), events("--group"), events("--one-event")) == (1, 2, 1)


def test_an_unknown_engine_is_told_with_the_known_ones(run: Run, batch: Path) -> None:
    result = run("report", "one", "--engine", "steam")
    assert isinstance(result.exception, ReconcileError)
    assert "'local' or 'ray'" in str(result.exception)


@pytest.mark.filterwarnings("default")
def test_an_archive_changes_no_byte_and_spares_the_work(run: Run, batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run("report", "one", "--format", "json").stdout
    assert run("report", "one", "--format", "json", "--archive", "known").stdout == plain
    monkeypatch.setattr(worker, "extract_claims", None)  # reading an article would now be a fault
    assert run("report", "one", "--format", "json", "--archive", "known").stdout == plain


@pytest.mark.filterwarnings("default")
def test_a_check_with_an_archive_compares_with_what_is_stored(run: Run, batch: Path) -> None:
    assert run("report", "one/1.txt", "--archive", "known").exit_code == 0
    alone = run("check", "one/2.txt", "--format", "json")
    assert (alone.exit_code, json.loads(alone.stdout)["report"]["findings"]) == (0, [])
    result = run("check", "one/2.txt", "--archive", "known", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)["report"]
    assert [a["path"] for a in report["articles"]] == ["one/2.txt", "one/1.txt"]
    of = {claim["id"]: claim["article_id"] for claim in report["claims"]}
    assert all("a1" in {of[claim_id] for claim_id in f["claim_ids"]} for f in report["findings"])


def test_new_articles_against_an_archive_are_never_taken_as_one_event(run: Run, batch: Path) -> None:
    result = run("check", "one", "--archive", "known", "--one-event")
    assert isinstance(result.exception, ReconcileError)
    assert "--one-event" in str(result.exception)
