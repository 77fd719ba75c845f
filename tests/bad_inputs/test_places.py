"""Paths that are no plain files: what is found in a folder, and what happens to it before it is read."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconcile.ingest import batch, read
from reconcile.ingest.discover import Found
from reconcile.models import Skipped
from tests.bad_inputs.conftest import SENTENCE

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(SENTENCE, encoding="utf-8")
    return tmp_path


def reasons(folder: Path, *paths: str) -> dict[str, str]:
    """What is skipped, by path; the article beside it is read all the same."""
    found = read(paths or ["."], cwd=folder)
    assert [article.path for article in found.articles] == ["good.txt"]
    return {skipped.path: skipped.reason for skipped in found.skipped}


def test_an_empty_folder_says_what_is_searched_for(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert reasons(folder, "good.txt", "empty")["empty"].startswith("no articles in this folder: it is searched for")


def test_a_path_that_does_not_exist_is_told(folder: Path) -> None:
    assert reasons(folder, "good.txt", "nothing.txt", "no\0thing.txt") == {
        "nothing.txt": "no such file or folder: check the path",
        "no\ufffdthing.txt": "no such file or folder: check the path",
    }


@needs_posix
def test_a_folder_that_leads_back_to_itself_is_walked_once(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to(folder)
    (folder / "around").symlink_to(folder / "around")
    (folder / "there.txt").symlink_to(folder / "back.txt")
    (folder / "back.txt").symlink_to(folder / "there.txt")
    told = reasons(folder)
    assert told.pop("deep/up").startswith("a link to a folder is not followed")
    assert told.keys() == {"around", "there.txt", "back.txt"}
    assert all("symbolic links" in reason for reason in told.values())


@needs_posix
def test_a_loop_of_folders_does_not_hold_up_a_pattern(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "up").symlink_to(folder)
    (folder / "a" / "again").symlink_to(folder)
    found = read(["**/*.txt"], cwd=folder)
    assert [article.path for article in found.articles] == ["good.txt"]


def test_a_file_that_vanishes_after_it_was_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "gone.txt").write_text(SENTENCE, encoding="utf-8")
    listing = batch.discover

    def discover(paths: list[str], cwd: Path) -> tuple[tuple[Found, ...], tuple[Skipped, ...]]:
        found = listing(paths, cwd)
        (folder / "gone.txt").unlink()
        return found

    monkeypatch.setattr(batch, "discover", discover)
    assert reasons(folder) == {"gone.txt": "the file has vanished since it was found"}


@needs_posix
def test_a_pipe_and_a_socket_in_a_folder_are_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / "pipe.txt")
    monkeypatch.chdir(folder)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as there:
        there.bind("socket.txt")
        assert reasons(folder) == {
            "pipe.txt": "a broken link, or no regular file",
            "socket.txt": "a broken link, or no regular file",
        }
        assert reasons(folder, "good.txt", "socket.txt")["socket.txt"].startswith("cannot be read: ")


@needs_posix
def test_a_pipe_that_is_named_is_read(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    writer = threading.Thread(target=(folder / "pipe.txt").write_text, args=(SENTENCE,))
    writer.start()
    (article,) = read(["pipe.txt"], cwd=folder).articles
    writer.join()
    assert (article.path, article.text) == ("pipe.txt", SENTENCE)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such devices here")
@pytest.mark.parametrize(("device", "told"), [("/dev/null", "empty"), ("/dev/zero", "larger than 100000 bytes")])
def test_a_device_is_read_no_further_than_allowed(folder: Path, device: str, told: str) -> None:
    found = read([device, "good.txt"], cwd=folder, max_bytes=100_000)
    assert [article.path for article in found.articles] == ["good.txt"]
    assert found.skipped[0].reason.startswith(told)


@pytest.fixture
def forbidden(folder: Path) -> Iterator[Path]:
    path = folder / "forbidden.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    path.chmod(0)
    (folder / "closed").mkdir(mode=0)
    yield path
    (folder / "closed").chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_told(folder: Path, forbidden: Path) -> None:
    assert reasons(folder) == {
        "forbidden.txt": "cannot be read: Permission denied",
        "closed": "the folder cannot be read: Permission denied",
    }


@needs_posix
@pytest.mark.parametrize("name", ["two\nlines.txt", "bell\x07.txt", "\x1b[31mred.txt", "tab\t.txt", "\x7f.txt"])
def test_a_name_with_control_characters_is_shown_without(folder: Path, name: str) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / name).write_text(SENTENCE, encoding="utf-8")
    (article,) = read(["sub"], cwd=folder).articles
    assert article.path.isprintable()
    assert article.path.endswith(".txt")


@needs_posix
def test_a_name_that_is_no_utf8_is_shown_as_far_as_it_can_be(folder: Path) -> None:
    (folder / "sub").mkdir()
    path = os.fsencode(folder / "sub") + b"/caf\xe9.txt"
    try:
        with open(path, "w") as file:  # noqa: PTH123 - a path of bytes
            file.write(SENTENCE)
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    (article,) = read(["sub"], cwd=folder).articles
    assert article.path == "sub/caf\ufffd.txt"


def test_folders_nested_far_beyond_the_stack_are_walked(folder: Path) -> None:
    deep = folder
    for _ in range(300):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "low.txt").write_text(SENTENCE, encoding="utf-8")
    assert len(read(["."], cwd=folder).articles) == 2
