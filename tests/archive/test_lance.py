"""LanceDB: loaded late, its faults in one line, conflicts tried again."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reconcile.archive import Archive
from reconcile.archive.lance import committed, load, quoted, told
from reconcile.errors import ArchiveError


def test_without_the_package_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setitem(sys.modules, "lancedb", None)
    with pytest.raises(ArchiveError, match=r"pip install 'reconcile\[archive\]'$"):
        Archive(f"{tmp_path}/archive", "d1")


def test_another_package_that_is_missing_is_not_mistaken_for_it(monkeypatch: pytest.MonkeyPatch, lancedb: None) -> None:
    # But for its native part, which cannot be loaded twice in one process.
    for name in [name for name in sys.modules if name.partition(".")[0] == "lancedb" and name != "lancedb._lancedb"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lance_namespace", None)
    with pytest.raises(ModuleNotFoundError, match="lance_namespace"):
        load()


def test_nothing_is_loaded_before_an_archive_is_asked_for() -> None:
    code = (
        "import sys, reconcile.cli, reconcile.archive\n"
        "print(sorted({'lancedb', 'pyarrow', 'numpy', 'lance_namespace'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_web_client_that_is_spared_can_still_be_imported(lancedb: None) -> None:
    load()
    client = pytest.importorskip("lance_namespace_urllib3_client")
    assert client.ApiClient.__module__ == "lance_namespace_urllib3_client.api_client"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("lance error: LanceError(IO): No space left on device (os error 28), /x/y.rs:1:2", "the disk is full"),
        ("Generic LocalFileSystem error: Permission denied (os error 13)", "no permission"),
        ("Read-only file system (os error 30)", "no permission"),
        ("Something new, rust/lance/src/io.rs:12:3\nand more", r"cannot be used \(Something new\)"),
        ("", r"cannot be used \(\)"),
    ],
)
def test_faults_are_told_in_one_line(said: str, meant: str) -> None:
    with pytest.raises(ArchiveError, match=f"^DIR: .*{meant}") as error, told("DIR"):
        raise RuntimeError(said)
    assert "\n" not in str(error.value)


def test_a_bug_is_not_told_as_a_fault_of_the_archive() -> None:
    with pytest.raises(KeyError), told("DIR"):
        raise KeyError("x")


def test_a_conflict_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    tries = iter([RuntimeError("Commit conflict for version 3"), RuntimeError("Too many concurrent writers"), None])

    def step() -> str:
        if error := next(tries):
            raise error
        return "done"

    assert committed(step) == "done"
    assert len(waited) == 2
    assert 0 < waited[0] < waited[1] * 4


def test_conflicts_do_not_go_on_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    tried: list[int] = []

    def step() -> None:
        tried.append(1)
        raise RuntimeError("Retryable commit conflict")

    with pytest.raises(RuntimeError, match="conflict"):
        committed(step, attempts=4)
    assert len(tried) == 4


def test_any_other_fault_is_not_tried_again() -> None:
    tried: list[int] = []

    def step() -> None:
        tried.append(1)
        raise RuntimeError("No space left on device")

    with pytest.raises(RuntimeError):
        committed(step)
    assert tried == [1]


def test_texts_cannot_leave_their_quotes() -> None:
    assert quoted(["a", "it's", "' OR '1'='1"]) == "'a', 'it''s', ''' OR ''1''=''1'"
