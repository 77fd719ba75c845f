"""Runs that are killed, and runs that meet."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reconcile.archive import Archive
from tests.archive.articles import key, same, stored
from tests.conftest import ROOT

Open = Callable[..., Archive]
BATCH = 5


def start(folder: Path, first: int, last: int, *modes: str) -> subprocess.Popen[str]:
    """A writer that waits for its sign.

    On a busy machine LanceDB's native library was once seen to die while it was loaded, without a word. What is tested
    here begins after that, so a writer that never gets ready is started anew.
    """
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.archive.writer", folder, first, last, BATCH, *modes]
    died = []
    for _ in range(3):
        writer = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        if writer.stdout.readline() == "ready\n":
            return writer
        writer.communicate()
        died.append(writer.returncode)
        if writer.returncode > 0:  # an exception, not a signal
            break
    raise AssertionError(f"the writer died before it was ready, with {died}")


def let_go(writers: list[subprocess.Popen[str]]) -> None:
    """Give all writers, which are ready, their sign."""
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()


@pytest.mark.parametrize("seed", range(2))
def test_a_run_killed_at_any_moment_leaves_whole_articles(open_archive: Open, folder: Path, seed: int) -> None:
    moment = random.Random(seed)  # noqa: S311 - which moment is no secret
    writers = [start(folder, 0, 1000), start(folder, 1000, 2000, "compact")]
    let_go(writers)
    stored_before = []
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()  # at least one batch
        time.sleep(moment.uniform(0, 0.4))
        writer.kill()
    for writer in writers:
        rest, _ = writer.communicate()
        assert writer.returncode == -9
        stored_before.append(rest.split())
    with open_archive() as archive:
        found = archive.get([key(n) for n in range(2000)])
        there = {int(entry.article.id[1:]) for entry in found.values()}
        batches = {n // BATCH for n in there}
        assert there == {n for b in batches for n in range(b * BATCH, (b + 1) * BATCH)}
        assert {int(line) // BATCH for lines in stored_before for line in lines} <= batches
        assert all(same(entry, stored(int(entry.article.id[1:]))) for entry in found.values())
        assert archive.compact().complete
        assert len(list((folder / "articles.lance" / "data").iterdir())) == 1  # nothing half written stays
        assert archive.stats().entries == len(there)


def test_two_runs_at_once_lose_nothing(open_archive: Open, folder: Path) -> None:
    writers = [start(folder, 0, 60), start(folder, 20, 80, "bare", "compact")]
    let_go(writers)
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    found = open_archive().get([key(n) for n in range(100)])
    assert list(found) == [key(n) for n in range(80)]
    assert all(same(found[key(n)], stored(n)) for n in range(60))
    assert all(same(found[key(n)], stored(n, vectors=False)) for n in range(60, 80))
    assert open_archive().stats().entries == 80
