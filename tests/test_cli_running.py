"""Reports are written as they come."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconcile.cli.console import written
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
