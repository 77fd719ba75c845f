"""Reports are written as they come, and what cannot be read or written is told in a line."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconcile.cli.console import complain, on_terminal, tell, written
from reconcile.cli.running import read_articles
from reconcile.errors import InputError

FULL = Path("/dev/full")


def test_pieces_are_on_the_disk_before_the_last_is_made(tmp_path: Path) -> None:
    file = tmp_path / "out.json"

    def pieces() -> Iterator[str]:
        yield from ["é" * 100_000] * 10
        assert file.stat().st_size > 1_000_000
        yield "end\n"

    with written(file) as put:
        put(pieces())
    assert file.read_text(encoding="utf-8") == "é" * 1_000_000 + "end\n"


def test_several_reports_go_to_one_file_each_when_it_is_there(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    with written(file) as put:
        put(["one", "\n"])
        assert file.read_bytes() == b"one\n"
        put(["two\n"])
    assert file.read_bytes() == b"one\ntwo\n"


def test_a_file_is_replaced_as_soon_as_there_is_a_report_and_not_before(tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    file.write_text("of yesterday, and longer", encoding="utf-8")
    with pytest.raises(InputError), written(file):
        raise InputError("nothing to read")
    assert file.read_bytes() == b"of yesterday, and longer"
    with written(file) as put:
        put(["new\n"])
    assert file.read_bytes() == b"new\n"


def test_standard_output_is_utf_8_whatever_the_locale(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with written(None) as put:
        put(["Zürich ", "\ud800 北京\n"])
    sys.stdout.flush()
    assert capfdbinary.readouterr().out == "Zürich \\ud800 北京\n".encode()


def test_a_fault_in_a_report_is_not_one_of_the_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "begin"
        raise OSError("of the report itself")

    with pytest.raises(OSError, match="of the report itself"), written(tmp_path / "out.md") as put:
        put(pieces())


@pytest.mark.parametrize("name", ["", "missing/out.md"])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be written"), written(tmp_path / name) as put:
        put(["text"])


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("length", [5, 1_000_000])
def test_a_full_disk_is_told(length: int) -> None:
    with pytest.raises(InputError, match="cannot be written"), written(FULL) as put:
        put(["x" * length])


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run `reconcile` and the redirections behind it."""
    line = f"{sys.executable} -m reconcile {command}; exit ${{PIPESTATUS[0]}}"
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["schema", "--version"])
def test_a_full_disk_behind_standard_output_is_told(command: str) -> None:
    done = shell(f"{command} >/dev/full")
    assert done.returncode == 2
    assert "cannot be written (No space left on device)" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_closed_standard_output_is_told() -> None:
    done = shell("schema >&-")
    assert done.returncode == 2
    assert done.stderr == "reconcile: standard output: cannot be written (it is closed)\n"


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    done = shell("schema | head -1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")


@pytest.mark.parametrize("command", ["explain f1 -", "pairs -", "report -"])
def test_a_closed_standard_input_is_told_where_it_is_asked_for(command: str) -> None:
    done = shell(f"{command} <&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "reconcile: standard input is closed: give files in place of -\n"


def test_a_closed_standard_input_is_nobodys_business_where_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.txt").write_text("The bridge is open.", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", None)
    (article,) = read_articles([str(tmp_path / "one.txt")], 1000).articles
    assert article.text == "The bridge is open."
    with pytest.raises(InputError, match="standard input is closed"):
        read_articles(["-"], 1000)


def test_standard_input_is_read_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The bridge is open.")))
    (article,) = read_articles(["-"], 1000).articles
    assert article.text == "The bridge is open."


@pytest.mark.parametrize("name", ["a\n::error::b.txt", "a\r\n ::error::b", "##[error]b", "\x1b[2J", "a\u2028::b"])
def test_what_is_told_is_one_line_that_nothing_obeys(capsys: pytest.CaptureFixture[str], name: str) -> None:
    tell(f"skipped {name}: empty")
    complain(name)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("reconcile: ") and "##[" not in line and "\x1b" not in line for line in lines)


def test_with_standard_error_closed_nothing_goes_into_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    tell("skipped one.txt: empty")
    complain("nothing to read")
    assert capsys.readouterr().out == ""


def test_a_closed_standard_output_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert not on_terminal()
