"""The gate on the command line: exit codes, baseline, suppressions, formats and files.

The models are replaced by a comparison of figures that is simple enough to see through: sentences that are the same
but for their digits contradict each other.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import types
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from reconcile import Report as Written
from reconcile import cli
from reconcile import report as formats
from reconcile.models import Claim, Cluster, Event, Evidence, Kind, Report, Severity, Tool
from reconcile.report.build import build_report

Run = Callable[..., Any]
SENTENCE = re.compile(r"[^.\n]+\.")
POST = "The flood killed 12 people. The river rose."
STAR = "Help has come. The flood killed 30 people."


class Verdict(NamedTuple):
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    kind: Kind = Kind.CONFLICT
    aspect: str | None = "number"
    severity: Severity = Severity.HIGH
    confidence: float = 0.9
    explanation: str = "the figures exclude each other"
    signals: dict[str, Any] = {"rule": "number"}  # noqa: RUF012 - as the protocol has it


class FigurePipeline:
    """Stands in for the pipeline and its models."""

    def __init__(self, settings: Any, progress: Any) -> None:
        self.settings = settings

    def report(self, articles: Any, skipped: Any, archive: None = None) -> Report:
        claims = [claim for article in articles for claim in self._claims(article)]
        event = Event(id="e1", label="Event", article_ids=tuple(article.id for article in articles))
        topic = Cluster(id="t1", event_id="e1", topic="Topic", claim_ids=tuple(claim.id for claim in claims))
        return build_report(
            tool=Tool(name="reconcile", version="0"),
            settings={},
            articles=[article.model_copy(update={"event_id": "e1"}) for article in articles],
            events=[event],
            claims=claims,
            clusters=[topic],
            verdicts=[v for a, b in combinations(claims, 2) if (v := self._verdict(a, b))],
            skipped=skipped,
        )

    def _claims(self, article: Any) -> list[Claim]:
        spans = [m.span() for m in re.finditer(r"\S[^.\n]+\.", article.text)]
        return [
            Claim(
                id=f"{article.id}.c{i}",
                article_id=article.id,
                start=a,
                end=b,
                text=article.text[a:b],
                proposition=article.text[a:b],
            )
            for i, (a, b) in enumerate(spans, start=1)
        ]

    def _verdict(self, a: Claim, b: Claim) -> Verdict | None:
        said = [re.sub(r"\d+", "#", claim.text) for claim in (a, b)]
        if a.article_id == b.article_id or said[0] != said[1] or a.text == b.text:
            return None
        return Verdict((a, b), tuple(self._figure(claim) for claim in (a, b)))

    def _figure(self, claim: Claim) -> Evidence:
        match = re.search(r"\d+", claim.text)
        assert match
        start = claim.start + match.start()
        return Evidence(claim_id=claim.id, start=start, end=start + len(match[0]), text=match[0], value=match[0])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [name for name in os.environ if name.startswith(("RECONCILE_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setitem(sys.modules, "reconcile.pipeline", types.SimpleNamespace(Pipeline=FigurePipeline))
    return lambda *args, **kwargs: CliRunner().invoke(cli.app, [str(a) for a in args], **kwargs)


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two articles in it that contradict each other."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "post.txt").write_text(POST, encoding="utf-8")
    (folder / "star.txt").write_text(STAR, encoding="utf-8")
    return folder


def settings(text: str) -> None:
    Path("reconcile.toml").write_text(textwrap.dedent(text), encoding="utf-8")


def test_a_contradiction_exits_with_1_and_says_where(run: Run, news: Path) -> None:
    result = run("check", "news")
    assert result.exit_code == 1
    assert "news/post.txt:1:1: “The flood killed 12 people.”" in result.stdout
    assert "news/star.txt:1:16: “The flood killed 30 people.”" in result.stdout
    assert result.stdout.endswith("1 new finding in 2 articles\n")


def test_articles_that_fit_exit_with_0(run: Run, news: Path) -> None:
    (news / "star.txt").write_text(STAR.replace("30", "12"), encoding="utf-8")
    result = run("check", "news")
    assert (result.exit_code, result.stdout) == (0, "0 new findings in 2 articles\n")


def test_after_an_update_only_what_is_new_fails(run: Run, news: Path) -> None:
    updated = run("baseline", "update", "news")
    assert (updated.exit_code, updated.stdout) == (0, "")
    assert "1 added, 0 kept, 0 removed" in updated.stderr
    assert run("check", "news").exit_code == 0
    (news / "star.txt").write_text(f"{STAR} The river rose 3 m.", encoding="utf-8")
    (news / "post.txt").write_text(f"The river rose 2 m. {POST}", encoding="utf-8")
    result = run("check", "news")
    assert result.exit_code == 1
    assert result.stdout.endswith("1 new finding, 1 known in 2 articles\n")
    assert "rose 2 m" in result.stdout
    assert "killed" not in result.stdout


def test_the_baseline_survives_new_names_other_order_and_edits_elsewhere(run: Run, news: Path) -> None:
    run("baseline", "update", "news", "--baseline", "known.json")
    before = Path("known.json").read_bytes()
    (news / "post.txt").rename(news / "zeitung.txt")
    (news / "star.txt").write_text(f"A new lead.\n\n{STAR} More.", encoding="utf-8")
    assert run("check", "news/zeitung.txt", "news/star.txt", "--baseline", "known.json").exit_code == 0
    run("baseline", "update", "news", "--baseline", "known.json")
    assert Path("known.json").read_bytes() == before


def test_a_mended_contradiction_leaves_a_stale_entry_and_passes(run: Run, news: Path) -> None:
    run("baseline", "update", "news")
    (news / "star.txt").write_text(STAR.replace("30", "12"), encoding="utf-8")
    result = run("check", "news")
    assert result.exit_code == 0
    assert "stale: baseline entry" in result.stdout
    assert "0 added, 0 kept, 1 removed" in run("baseline", "update", "news").stderr


def test_the_default_baseline_lies_in_the_working_folder(run: Run, news: Path) -> None:
    run("baseline", "update", "news")
    assert json.loads(Path("reconcile-baseline.json").read_text(encoding="utf-8"))["schema"] == "reconcile.baseline/1"


def test_a_baseline_named_in_the_settings_lies_beside_them(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings('[gate]\nbaseline = "known.json"')
    monkeypatch.chdir(news)
    run("baseline", "update", ".")
    assert (news.parent / "known.json").is_file()
    assert run("check", ".").exit_code == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--baseline", "none.json"], "none.json"),
        (["--baseline", "news"], "baseline cannot be read"),
        (["--baseline", "news/post.txt"], "no baseline of reconcile"),
        (["--min-severity", "grave"], "min_severity"),
        (["--fail-on", "clash"], "fail_on"),
        (["--output", "sarif=no/such/folder/x"], "cannot be written"),
        (["--config", "none.toml"], "none.toml"),
    ],
)
def test_what_cannot_run_exits_with_2_and_one_line(run: Run, news: Path, args: list[str], told: str) -> None:
    result = run("check", "news", *args)
    assert isinstance(result.exception, cli.ReconcileError), result.exception
    assert told in str(result.exception)
    assert "\n" not in str(result.exception)


@pytest.mark.parametrize(
    "args", [["--format", "xml"], ["--output", "sarif"], ["--output", "xml=f"], ["--min-confidence", "2"], ["--nope"]]
)
def test_a_wrong_option_exits_with_2(run: Run, news: Path, args: list[str]) -> None:
    assert run("check", "news", *args).exit_code == 2


def test_nothing_to_read_is_no_clean_check(run: Run, news: Path) -> None:
    (news / "post.txt").unlink()
    (news / "star.txt").unlink()
    assert isinstance(run("check", "news").exception, cli.ReconcileError)


def test_an_unreadable_file_is_no_clean_check_unless_allowed(run: Run, news: Path) -> None:
    (news / "bad.txt").write_bytes(b"\xff\xfe\x00")
    result = run("check", "news")
    assert isinstance(result.exception, cli.ReconcileError)
    assert "news/bad.txt" in str(result.exception)
    assert run("check", "news", "--max-skipped", "1").exit_code == 1
    assert isinstance(run("check", "news", "gone.txt", "--max-skipped", "1").exception, cli.ReconcileError)


def test_what_is_left_out_on_purpose_counts_for_nothing(run: Run, news: Path) -> None:
    (news / "README.md").write_text("# About", encoding="utf-8")
    (news / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    (news / "deep").mkdir()
    (news / "deep" / "sources.json").write_text("{}", encoding="utf-8")
    (news / "link").symlink_to(news / "deep", target_is_directory=True)
    assert run("check", "news").exit_code == 1


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--fail-on", "quote"], 0),
        (["--fail-on", "none"], 0),
        (["--fail-on", "quote,conflict"], 1),
        (["--min-confidence", "0.9"], 1),
        (["--min-confidence", "0.91"], 0),
        (["--min-severity", "high"], 1),
    ],
)
def test_flags_make_the_policy(run: Run, news: Path, args: list[str], code: int) -> None:
    assert run("check", "news", *args).exit_code == code


def test_the_settings_file_makes_the_policy_and_a_flag_wins(run: Run, news: Path) -> None:
    settings('[gate]\nfail_on = ["quote"]')
    assert run("check", "news").exit_code == 0
    assert run("check", "news", "--fail-on", "conflict").exit_code == 1
    assert run("check", "news", env={"RECONCILE_FAIL_ON": "conflict"}).exit_code == 1


def test_the_section_of_pyproject_is_read_as_well(run: Run, news: Path) -> None:
    Path("pyproject.toml").write_text('[tool.reconcile.gate]\nfail_on = "none"\n', encoding="utf-8")
    assert run("check", "news").exit_code == 0


@pytest.mark.parametrize(
    ("entry", "code", "told"),
    [
        ('kind = "conflict:number"', 0, "1 suppressed"),
        ('article = "news/star*"', 0, "1 suppressed"),
        ('kind = "quote"', 1, "unused"),
        ('kind = "*"\nexpires = 2020-01-31', 1, "expired"),
        ('kind = "*"\nexpires = 2999-01-31', 0, "1 suppressed"),
    ],
)
def test_suppressions_hold_back_until_they_expire(run: Run, news: Path, entry: str, code: int, told: str) -> None:
    settings(f'[[suppressions]]\nreason = "agreed"\n{entry}\n')
    result = run("check", "news")
    assert result.exit_code == code
    assert told in result.stdout


def test_several_formats_are_written_in_one_run(run: Run, news: Path) -> None:
    outputs = [f"--output={name}=out.{name}" for name in ("sarif", "junit", "json", "markdown", "github", "text")]
    result = run("check", "news", "--format", "json", *outputs)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["failed"] is True
    assert json.loads(Path("out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert ET.parse("out.junit").getroot().get("failures") == "1"  # noqa: S314 - what we wrote ourselves
    assert Path("out.json").read_text(encoding="utf-8") == result.stdout
    assert Path("out.markdown").read_text(encoding="utf-8").startswith("# Failed")
    assert Path("out.github").read_text(encoding="utf-8").startswith("::error ")
    assert "1 new finding" in Path("out.text").read_text(encoding="utf-8")


def test_annotations_come_with_a_job_summary_behind_what_is_there(run: Run, news: Path) -> None:
    Path("summary.md").write_text("Before.\n", encoding="utf-8")
    result = run("check", "news", "--format", "github", env={"GITHUB_STEP_SUMMARY": "summary.md"})
    assert result.stdout.startswith("::error file=news/post.txt,")
    assert Path("summary.md").read_text(encoding="utf-8").startswith("Before.\n# Failed: 1 new finding")


def test_without_annotations_there_is_no_summary(run: Run, news: Path) -> None:
    run("check", "news", env={"GITHUB_STEP_SUMMARY": "summary.md"})
    assert not Path("summary.md").exists()


def test_a_summary_that_cannot_be_written_changes_no_verdict(run: Run, news: Path) -> None:
    result = run("check", "news", "--format", "github", env={"GITHUB_STEP_SUMMARY": "no/such/file"})
    assert result.exit_code == 1
    assert "summary" in result.stderr


def test_standard_output_has_the_report_and_nothing_else(run: Run, news: Path) -> None:
    (news / "bad.txt").write_bytes(b"\xff\xfe\x00")
    result = run("check", "news", "--format", "json", "--max-skipped", "5", "--verbose")
    json.loads(result.stdout)
    assert "skipped news/bad.txt" in result.stderr
    assert "max_skipped = 5 (command line)" in result.stderr


def test_quiet_says_nothing_but_the_report(run: Run, news: Path) -> None:
    (news / "bad.txt").write_bytes(b"\xff\xfe\x00")
    assert run("check", "news", "--max-skipped", "5", "-q").stderr == ""
    assert run("baseline", "update", "news", "--max-skipped", "5", "--quiet").stderr == ""


def test_a_finding_can_be_explained_from_the_json_of_a_check(run: Run, news: Path) -> None:
    run("check", "news", "--output", "json=check.json")
    told = run("explain", "f1", "check.json").stdout
    assert "»The flood killed 12 people.« The river rose." in told
    assert "news/star.txt:1:16" in told


def test_a_report_is_explained_from_standard_input(run: Run, news: Path) -> None:
    report = run("report", "news", "--format", "json").stdout
    assert "conflict: number" in run("explain", "f1", input=report).stdout


def test_where_a_file_has_changed_the_claim_stands_alone(run: Run, news: Path) -> None:
    run("report", "news", "--format", "json", "-o", "report.json")
    (news / "post.txt").write_text("Rewritten.", encoding="utf-8")
    told = run("explain", "f1", "report.json").stdout
    assert "»The flood killed 12 people.«\n" in told
    assert "Rewritten" not in told


@pytest.mark.parametrize("args", [["f9", "report.json"], ["f1", "none.json"], ["f1", "news/post.txt"]])
def test_what_cannot_be_explained_is_told(run: Run, news: Path, args: list[str]) -> None:
    run("report", "news", "--format", "json", "-o", "report.json")
    assert isinstance(run("explain", *args).exception, cli.ReconcileError)


def test_the_schema_is_printed_and_fits_the_report(run: Run, news: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = json.loads(run("schema").stdout)
    jsonschema.validate(json.loads(run("report", "news", "--format", "json").stdout), schema)


def test_a_report_on_a_terminal_is_a_table(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.reporting, "on_terminal", lambda: True)
    assert "┃" in run("report", "news").stdout
    assert run("report", "news", "--format", "markdown").stdout.startswith("# ")
    run("report", "news", "-o", "out.md")
    assert Path("out.md").read_text(encoding="utf-8").startswith("# ")


def test_a_report_elsewhere_is_markdown(run: Run, news: Path) -> None:
    assert run("report", "news").stdout.startswith("# ")


@pytest.fixture
def new_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What whoever adds a format does: one module in `reconcile/report/`, and a line in each registry it is for."""
    module = """
        def to_dummy(report):
            return f"{len(report.findings)} findings\\n"

        def to_dummy_check(outcome):
            return f"{len(outcome.new)} new\\n"
        """
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "dummy.py").write_text(textwrap.dedent(module), encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path / "package")])
    monkeypatch.setitem(formats.RENDERERS, "dummy", formats._in("dummy", "to_dummy"))
    monkeypatch.setitem(formats.CHECK_RENDERERS, "dummy", formats._in("dummy", "to_dummy_check"))
    yield
    sys.modules.pop("reconcile.report.dummy", None)


@pytest.mark.usefixtures("new_format")
def test_a_module_and_a_line_make_a_format_of_reports(run: Run, news: Path) -> None:
    assert run("report", "news", "--format", "dummy").stdout == "3 findings\n"
    run("report", "news", "--format", "dummy", "-o", "out.dummy")
    assert Path("out.dummy").read_text(encoding="utf-8") == "3 findings\n"
    assert run("report", "--each", "news", "news", "--format", "dummy").stdout == "3 findings\n3 findings\n"
    assert "dummy" in run("report", "news", "--format", "dumy").stderr
    made = json.loads(run("report", "news", "--format", "json").stdout)
    articles = [article | {"text": ""} for article in made["articles"]]
    assert Written.model_validate(made | {"articles": articles}).render("dummy") == "3 findings\n"


@pytest.mark.usefixtures("new_format")
def test_a_module_and_a_line_make_a_format_of_checks(run: Run, news: Path) -> None:
    result = run("check", "news", "--format", "dummy", "--output", "dummy=out.dummy")
    assert (result.exit_code, result.stdout) == (1, "1 new\n")
    assert Path("out.dummy").read_text(encoding="utf-8") == "1 new\n"


def test_a_format_that_nobody_registered_is_none(run: Run, news: Path) -> None:
    assert run("report", "news", "--format", "dummy").exit_code == 2
    assert run("check", "news", "--output", "dummy=out.dummy").exit_code == 2


@pytest.mark.parametrize("args", [["--help"], ["nothing"]])
def test_a_check_that_is_not_one_never_exits_with_1(run: Run, news: Path, args: list[str]) -> None:
    result = run("check", *args)
    assert result.exit_code != 1 or isinstance(result.exception, cli.ReconcileError)


def test_an_interrupt_exits_with_130(news: Path) -> None:
    code = textwrap.dedent(
        """
        import os, signal, sys, types
        class Pipeline:
            def __init__(self, *_, **__): pass
            def report(self, *_): os.kill(os.getpid(), signal.SIGINT)
        sys.modules["reconcile.pipeline"] = types.SimpleNamespace(Pipeline=Pipeline)
        from reconcile.cli import main
        main()
        """
    )
    done = subprocess.run([sys.executable, "-c", code, "check", "news"], capture_output=True, text=True, check=False)
    assert done.returncode == 128 + signal.SIGINT
    assert "Traceback" not in done.stderr


def test_a_reader_that_closes_early_hides_no_verdict(news: Path) -> None:
    for name, hours in (("post", 1), ("star", 2)):
        text = "\n".join(f"House {i} burned {hours} h." for i in range(3000))
        (news / f"{name}.txt").write_text(text, encoding="utf-8")
    code = textwrap.dedent(
        f"""
        import sys, types
        sys.path[:0] = [{str(Path(__file__).parent.parent)!r}]
        import tests.test_cli_check as here
        sys.modules["reconcile.pipeline"] = types.SimpleNamespace(Pipeline=here.FigurePipeline)
        here.combinations = lambda claims, _: zip(claims[:len(claims)//2], claims[len(claims)//2:])
        from reconcile.cli import main
        main()
        """
    )
    Path("run.py").write_text(code, encoding="utf-8")
    command = f"{sys.executable} run.py check news | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.startswith("conflict: number")


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_the_seeds_fail_pass_with_a_baseline_and_fail_on_one_new_contradiction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way with the packaged models; the new sentence contradicts a plain figure of the other article."""
    from tests.conftest import SEEDS

    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for file in SEEDS.glob("*.txt"):
        Path("news", file.name).write_bytes(file.read_bytes())

    def run(*args: str) -> Any:
        return CliRunner().invoke(cli.app, list(args))

    assert run("check", "news").exit_code == 1
    assert run("baseline", "update", "news").exit_code == 0
    assert run("check", "news").exit_code == 0
    (other,) = (f for f in sorted(Path("news").iterdir()) if "Micron" not in f.read_text(encoding="utf-8"))
    with other.open("a", encoding="utf-8") as stream:
        stream.write(
            "\n\nThe semiconductor giant Micron announced a 9.8 billion yuan investment to expand its factory.\n"
        )
    result = run("check", "news", "--format", "json")
    assert result.exit_code == 1
    assert [finding["kind"] for finding in json.loads(result.stdout)["new"]] == ["conflict"]
