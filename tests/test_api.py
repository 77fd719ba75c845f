"""The Python interface: what can be given, what comes back."""

from __future__ import annotations

import datetime as dt
import doctest
import json
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import reconcile
from reconcile import api
from reconcile.config import Settings
from reconcile.errors import InputError
from reconcile.models import Article
from reconcile.models import Report as PlainReport
from reconcile.report import RENDERERS
from tests.test_cli_check import FigurePipeline

POST = {"source": "Post", "published": "2024-05-02", "text": "The flood killed 12 people."}
STAR = {"source": "Star", "published": "2024-05-03", "text": "The flood killed 30 people."}


class Pipeline(FigurePipeline):
    """As the real one is called from programs."""

    def __init__(self, settings: Any, *, encoder: Any = None, entailment: Any = None) -> None:
        super().__init__(settings, None)
        self.given = (encoder, entailment)
        Pipeline.last = self


@pytest.fixture(autouse=True)
def _figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reconcile.pipeline", types.SimpleNamespace(Pipeline=Pipeline))


def test_mappings_are_compared() -> None:
    report = reconcile.compare_articles([POST, STAR])
    assert [(f.kind, [e.value for e in f.evidence]) for f in report.findings] == [("conflict", ["12", "30"])]
    assert [(a.id, a.label) for a in report.articles] == [("a1", "Post"), ("a2", "Star")]


def test_the_order_of_the_articles_changes_no_byte() -> None:
    texts = [POST, STAR, {"text": "Help has come."}, {"text": "Rain fell."}]
    forth, back = (reconcile.compare_articles(order).to_json() for order in (texts, texts[::-1]))
    assert forth == back


def test_articles_files_and_folders_can_be_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_article: Callable[..., Article]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for name in ("news/1.txt", "2.txt"):
        (tmp_path / name).write_text(f"From {name}.", encoding="utf-8")
    given = [POST, make_article("An object.", id="mine", path="o.txt"), "news", Path("2.txt")]
    report = reconcile.compare_articles(given)
    assert {a.path for a in report.articles} >= {"news/1.txt", "2.txt", "o.txt"}
    assert len({a.id for a in report.articles}) == 4
    assert next(a.id for a in report.articles if a.path == "o.txt") == "mine"


def test_ids_that_are_given_stay_and_others_step_aside() -> None:
    report = reconcile.compare_articles([POST, STAR | {"id": "a1"}])
    assert {a.label: a.id for a in report.articles} == {"Post": "a2", "Star": "a1"}


def test_dates_and_paths_may_be_objects() -> None:
    report = reconcile.compare_articles(
        [{"text": "Rain fell.", "published": dt.date(2024, 5, 2), "path": Path("x/1.txt")}]
    )
    assert (report.articles[0].published, report.articles[0].path) == ("2024-05-02", "x/1.txt")


def test_what_cannot_be_read_is_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
    report = reconcile.compare_articles([POST, tmp_path / "bad.txt"])
    assert [item.path for item in report.skipped] == ["bad.txt"]


@pytest.mark.parametrize(
    ("articles", "told"),
    [
        ([], "nothing to compare"),
        (["no-such-file.txt"], "nothing to compare"),
        ("news", "give a list"),
        (POST, "give a list"),
        ([{"title": "No text"}], "not blank"),
        ([{"text": " \n"}], "not blank"),
        ([{"text": 3}], "not blank"),
        ([POST | {"published": "soon"}], "published"),
        ([POST | {"outlet": "Post"}], "outlet"),
        ([POST | {"id": "x"}, STAR | {"id": "x"}], "same id"),
    ],
)
def test_what_makes_no_sense_is_told(articles: Any, told: str) -> None:
    with pytest.raises(InputError, match=told):
        reconcile.compare_articles(articles)


def test_settings_and_models_are_handed_on() -> None:
    settings = Settings(max_claims=3)
    reconcile.compare_articles([POST], settings=settings, encoder="e", entailment="n")  # type: ignore[arg-type]
    assert (Pipeline.last.settings, Pipeline.last.given) == (settings, ("e", "n"))


def test_no_file_or_variable_changes_what_a_program_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECONCILE_MAX_CLAIMS", "7")
    (tmp_path / "reconcile.toml").write_text("max_claims = 8\n", encoding="utf-8")
    reconcile.compare_articles([POST])
    assert Pipeline.last.settings == Settings()


@pytest.mark.parametrize("format", sorted(RENDERERS))
def test_a_report_writes_itself_in_every_format(format: str) -> None:
    report = reconcile.compare_articles([POST, STAR])
    plain = PlainReport(**{name: getattr(report, name) for name in PlainReport.model_fields if name != "schema_"})
    assert report.render(format) == RENDERERS[format](plain)


def test_the_named_methods_are_the_formats() -> None:
    report = reconcile.compare_articles([POST, STAR])
    assert report.to_markdown() == report.render("markdown")
    assert json.loads(report.to_json())["schema"] == "reconcile.report/1"
    assert report.to_csv() == report.render("csv")
    assert report.to_html() == report.render("html")
    assert "conflict: number" in report.explain("f1")


def test_another_format_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="docx"):
        reconcile.compare_articles([POST]).render("docx")


def test_public_names_are_there_and_no_others() -> None:
    assert all(getattr(reconcile, name) is not None for name in reconcile.__all__)
    with pytest.raises(AttributeError):
        _ = reconcile.nothing


def test_importing_the_package_loads_next_to_nothing() -> None:
    code = "import sys, reconcile; print(sorted({'pydantic', 'numpy', 'torch', 'typer', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_the_examples_in_the_documentation_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "reconcile.pipeline")
    result = doctest.testmod(api)
    assert result.attempted > 0
    assert result.failed == 0
