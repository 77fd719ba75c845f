"""Speed and memory, each figure beside what it is measured against, in the same run.

    python -m benchmarks.speed [ARTICLES.jsonl] [--largest 8000] [--only help,seeds,…]

The collection is taken in four sizes: `--largest`, a half, an eighth and a sixteenth of it. The eighth is the beginning
of the file; the others are made of stretches of consecutive days, so that events stay whole. Prints a table as it goes.
Seconds depend on the machine and on what else it does; the ratios are what counts. The full run takes hours, most of
them for reading and comparing the largest size.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed_runs import RECONCILE, Cost, articles_of, best, blocks, claims_of, in_order, run, write
from reconcile.packaged import packaged_model

DATA = Path("../shared/data/article-bias-prediction/articles_8000.jsonl")
SEEDS = Path(__file__).parents[1] / "seeds"
NEW = 20  # articles of a check
SPREAD = 192  # articles for one and two workers
TYPER = "import typer; app = typer.Typer(); app.command()(lambda name: print(name)); app()"
ENCODE = """
import json, sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1]).encode(json.load(open(sys.argv[2])))
"""
CLUSTER = """
import logging, sys
import ray
ray.init(num_cpus=int(sys.argv.pop(1)), include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
from reconcile.cli import main
main()
"""


class Row(NamedTuple):
    """One line of the table: what was measured, the figures, and the ratio or size beside the aim."""

    measure: str
    figures: str
    found: str
    aim: str


class Bench(NamedTuple):
    """Where the files are, and in which sizes the articles are taken."""

    folder: Path
    source: Path
    largest: int

    def articles(self, count: int, name: str = "") -> Path:
        """A file with so many of the articles."""
        path = self.folder / f"{name or count}.jsonl"
        return path if path.exists() else write(path, blocks(in_order(self.source), count))


def start_up(bench: Bench) -> Iterator[Row]:
    """The help text against a program that does nothing."""
    python = RECONCILE[0]
    own, bare = best((*RECONCILE, "--help"), (python, "-c", TYPER, "--help"), times=7)
    yield Row("`reconcile --help` / a bare typer program", _seconds(own, bare), _ratio(own, bare), "1.3")


def two_seeds(bench: Bench) -> Iterator[Row]:
    """A small report against what the usual library needs to embed its claims."""
    report = bench.folder / "seeds.json"
    command = (*RECONCILE, "report", SEEDS, "--format", "json", "-o", report)
    run(command)
    claims, number = claims_of(report, bench.folder)
    own, encode = best(command, _encode(claims), times=3)
    yield Row(f"report on the seeds / encoding its {number} claims", _seconds(own, encode), _ratio(own, encode), "1.0")


def many_articles(bench: Bench) -> Iterator[Row]:
    """A batch end to end against embedding its claims."""
    report = bench.folder / "many.json"
    first = write(bench.folder / "first.jsonl", articles_of(bench.source)[: bench.largest // 8])
    own = run((*RECONCILE, "report", first, "--format", "json", "-o", report))
    claims, number = claims_of(report, bench.folder)
    encode = run(_encode(claims))
    events = [len(event["article_ids"]) for event in json.loads(report.read_text(encoding="utf-8"))["events"]]
    shared = sum(size for size in events if size > 1)
    yield Row(
        f"{sum(events):,} articles, {shared:,} on shared events, end to end / encoding their {number:,} claims",
        _seconds(own, encode),
        _ratio(own, encode),
        "1.5",
    )


def archive(bench: Bench) -> Iterator[Row]:
    """A second run against the first, a large archive against a small one."""
    sizes = (bench.largest // 16, bench.largest // 2)
    ordered = blocks(in_order(bench.source), sizes[1])
    few = blocks(ordered, sizes[0])
    new = few[:: max(1, len(few) // NEW)][:NEW]
    left_out = {article["id"] for article in new}
    new_file = write(bench.folder / "new.jsonl", new)
    costs = []
    for size, articles in zip(sizes, (few, ordered), strict=True):
        file = write(bench.folder / f"old-{size}.jsonl", [a for a in articles if a["id"] not in left_out])
        store = bench.folder / f"archive-{size}"
        command = (*RECONCILE, "report", file, "--archive", store, "--format", "json", "-o", bench.folder / "r.json")
        first = run(command)
        check = run((*RECONCILE, "check", new_file, "--archive", _copy(store)))
        costs.append((first, check))
        second = run(command)
        yield Row(f"second run on {size:,} articles / first", _seconds(second, first), _ratio(second, first), "0.05")
    (small, small_check), (large, large_check) = costs
    each = [Cost(c.wall / n, c.cpu / n, c.peak) for n, c in zip(sizes, (small, large), strict=True)]
    name = f"cost per article, {sizes[1]:,} articles / {sizes[0]:,}"
    yield Row(name, _seconds(each[1], each[0]), _ratio(each[1], each[0]), "1.15")
    name = f"check of {NEW} articles, archive of {sizes[1]:,} / {sizes[0]:,}"
    yield Row(name, _seconds(large_check, small_check), _ratio(large_check, small_check), "1.3")


def workers(bench: Bench) -> Iterator[Row]:
    """Two workers against one, by the clock: the work is done in processes of Ray's own."""
    file = bench.articles(SPREAD)
    one, two = (
        run((RECONCILE[0], "-c", CLUSTER, str(n), "report", file, "--engine", "ray", "--group")) for n in (1, 2)
    )
    yield Row(
        f"{SPREAD} articles on Ray, two workers / one",
        f"{two.wall:.0f} s / {one.wall:.0f} s",
        f"{two.wall / one.wall:.2f}",
        "0.6",
    )


def memory(bench: Bench) -> Iterator[Row]:
    """The largest batch."""
    file = bench.articles(bench.largest)
    cost = run((*RECONCILE, "report", file, "--format", "json", "-o", bench.folder / "all.json"))
    yield Row(
        f"peak memory, {bench.largest:,} articles",
        f"{cost.wall:,.0f} s, {cost.cpu:,.0f} s of processors",
        f"{cost.peak / 1024:.2f} GB",
        "3 GB",
    )


MEASURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "help": start_up,
    "seeds": two_seeds,
    "many": many_articles,
    "ray": workers,
    "archive": archive,
    "memory": memory,
}


def _encode(claims: Path) -> tuple[str | Path, ...]:
    return (RECONCILE[0], "-c", ENCODE, packaged_model(), claims)


def _copy(store: Path) -> Path:
    """A check adds to the archive; the next measure needs it as it was."""
    return Path(shutil.copytree(store, store.with_name(f"{store.name}-copy")))


def _seconds(own: Cost, other: Cost) -> str:
    return f"{own.wall:.2f} s / {other.wall:.2f} s; processors {own.cpu:.2f} s / {other.cpu:.2f} s"


def _ratio(own: Cost, other: Cost) -> str:
    return f"{own.wall / other.wall:.2f} ({own.cpu / other.cpu:.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="?", default=DATA)
    parser.add_argument("--largest", type=int, default=8000)
    parser.add_argument("--only", default=",".join(MEASURES), help="some of " + ", ".join(MEASURES))
    options = parser.parse_args()
    print("| measure | figures | ratio by the clock (by processor time) | at most |\n|---|---|--:|--:|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.path, options.largest)
        for name in options.only.split(","):
            for row in MEASURES[name](bench):
                print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
