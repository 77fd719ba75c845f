"""The archive on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from reconcile import cli
from reconcile.archive import Archive
from reconcile.errors import ArchiveError, InputError
from tests.archive.articles import several

Run = Callable[..., Any]

pytestmark = pytest.mark.skipif(
    find_spec("lancedb") is None, reason="LanceDB is not installed: pip install 'reconcile[archive]'"
)


@pytest.fixture
def run() -> Run:
    return lambda *args: CliRunner().invoke(cli.app, ["archive", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles under one digest, two of them under another, too."""
    where = tmp_path / "seen"
    for digest, numbers in (("a" * 64, (1, 2, 30)), ("b" * 64, (2, 30))):
        with Archive(str(where), digest) as archive:
            archive.add(several(*numbers))
    return where


def left(folder: Path) -> int:
    with Archive(str(folder), "") as archive:
        return archive.stats().entries


def test_stats_for_a_person(run: Run, folder: Path) -> None:
    done = run("stats", folder)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[:3] == ["articles   3", "claims     15", "published  2024-01-02 to 2024-01-03"]
    assert lines[3].startswith("size       ")
    assert lines[3].endswith(" kB of it in use")
    assert lines[4:] == ["made by    aaaaaaaaaaaa (3 articles)", "made by    bbbbbbbbbbbb (2 articles)"]


def test_stats_for_a_program(run: Run, folder: Path) -> None:
    found = json.loads(run("stats", folder, "--format", "json").stdout)
    assert (found["articles"], found["entries"], found["claims"]) == (3, 5, 15)
    assert found["digests"] == [["a" * 64, 3], ["b" * 64, 2]]
    assert (found["oldest"], found["newest"]) == ("2024-01-02", "2024-01-03")


def test_stats_of_an_empty_archive(run: Run, tmp_path: Path) -> None:
    Archive(str(tmp_path / "new"), "d").close()
    assert "published  unknown" in run("stats", tmp_path / "new").stdout
    found = json.loads(run("stats", tmp_path / "new", "--format", "json").stdout)
    assert (found["articles"], found["oldest"]) == (0, None)


def test_compact_says_what_it_freed(run: Run, folder: Path) -> None:
    done = run("compact", folder)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert " kB before, " in done.stderr
    assert "another run" not in done.stderr
    assert left(folder) == 5


def test_compact_beside_another_run_says_what_stays(run: Run, folder: Path) -> None:
    with Archive(str(folder), "d"):
        assert "what another run may be reading was kept for a day" in run("compact", folder).stderr


@pytest.mark.parametrize(
    ("flags", "gone", "entries"),
    [
        (["--before", "2024-01-03"], "1 article", 4),
        (["--path", "feed/0002*"], "1 article", 3),
        (["--path", "feed/0001*", "--path", "feed/0002*"], "2 articles", 2),
        (["--path", "*", "--before", "2024-01-03"], "1 article", 4),
        (["--before", "2000-01-01"], "0 articles", 5),
    ],
)
def test_forget_removes_what_fits(run: Run, folder: Path, flags: list[str], gone: str, entries: int) -> None:
    done = run("forget", folder, *flags)
    assert done.exit_code == 0
    assert f"{folder}: {gone} forgotten" in done.stderr
    assert ("reconcile archive compact" in done.stderr) == (not gone.startswith("0"))
    assert left(folder) == entries


def test_forget_stale_spares_what_the_settings_in_force_made(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    @contextmanager
    def stages(settings: Any) -> Iterator[SimpleNamespace]:
        asked.append(settings.model)
        yield SimpleNamespace(digest="b" * 64)

    monkeypatch.setattr("reconcile.cli.archiving.pipeline", stages)
    done = run("forget", folder, "--stale", "--model", "some/model")
    assert "3 articles forgotten" in done.stderr
    assert asked == ["some/model"]
    with Archive(str(folder), "") as archive:
        assert archive.stats().digests == (("b" * 64, 2),)


def test_the_pipeline_names_what_is_in_force() -> None:
    from reconcile.pipeline import Pipeline

    assert hasattr(Pipeline, "digest")


def test_forget_needs_to_be_told_what(run: Run, folder: Path) -> None:
    done = run("forget", folder)
    assert isinstance(done.exception, InputError)
    assert "--before DATE, --path PATTERN or --stale" in str(done.exception)
    assert left(folder) == 5


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", "01.02.2024", ""])
def test_forget_refuses_what_is_no_day(run: Run, folder: Path, day: str) -> None:
    done = run("forget", folder, "--before", day)
    assert done.exit_code == 2
    assert left(folder) == 5


@pytest.mark.parametrize("command", [["stats"], ["compact"], ["forget", "--path", "*"]])
def test_where_there_is_no_archive_none_is_made(run: Run, tmp_path: Path, command: list[str]) -> None:
    done = run(command[0], tmp_path / "typo", *command[1:])
    assert isinstance(done.exception, ArchiveError)
    assert not list(tmp_path.iterdir())
