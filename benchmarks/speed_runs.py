"""What `benchmarks.speed` measures: commands in processes of their own, what they cost, and the articles they get."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.memory import peak_megabytes

BLOCK = 20  # articles in a row, by date: nine days of this collection, so that most events stay whole
RECONCILE = (sys.executable, "-m", "reconcile")


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of all processors, and the largest resident memory in megabytes."""

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str | Path], **environment: str) -> Cost:
    """Run a command to its end. Exits with what it said when it fails; a check that found something has not failed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
        text=True,
    )
    assert process.stderr is not None
    with process.stderr:
        said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1} or "Traceback" in said:
        sys.exit(f"{' '.join(map(str, command))}: exit {process.returncode}\n{said}")
    return Cost(wall, used.ru_utime + used.ru_stime, peak_megabytes(used))


def best(*commands: Sequence[str | Path], times: int) -> list[Cost]:
    """Each command's fastest run; they take turns, so that a slow spell of the machine meets all of them."""
    rounds = [[run(command) for command in commands] for _ in range(times)]
    return [min(own, key=lambda cost: cost.wall) for own in zip(*rounds, strict=True)]


def articles_of(path: Path) -> list[dict[str, Any]]:
    """The articles of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def in_order(path: Path) -> list[dict[str, Any]]:
    """Those of them that have a date, by date."""
    dated = (article for article in articles_of(path) if article.get("published"))
    return sorted(dated, key=lambda article: (article["published"], article["id"]))


def blocks(articles: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """So many articles in blocks spread evenly over all of them."""
    size = min(BLOCK, count)
    number = -(-count // size)
    starts = [i * len(articles) // number for i in range(number)]
    return [article for start in starts for article in articles[start : start + size]][:count]


def write(path: Path, articles: Iterable[dict[str, Any]]) -> Path:
    """The articles as JSON Lines."""
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return path


def claims_of(report: Path, folder: Path) -> tuple[Path, int]:
    """A file with the texts of the report's claims as a JSON list, and their number."""
    texts = [claim["text"] for claim in json.loads(report.read_text(encoding="utf-8"))["claims"]]
    file = folder / f"{report.stem}-claims.json"
    file.write_text(json.dumps(texts), encoding="utf-8")
    return file, len(texts)
