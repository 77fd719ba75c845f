"""A soak: every article of a collection through the pipeline, and what came out checked for consistency.

    python -m benchmarks.soak [ARTICLES…] [--limit N] [--extract-only]

Articles are streamed and taken together in the order of the collection, `--together` at a time, as if they were on one
event; `--extract-only` leaves the comparison out. Every report is written in every format. Prints articles, claims,
findings, faults, seconds and the peak memory; exits with 1 if there were faults. A batch that fails is tried again
article by article, so that a fault names the article it comes from.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.memory import peak_megabytes
from benchmarks.soak_checks import faults_of
from reconcile.config import Settings
from reconcile.ingest import iter_articles
from reconcile.models import Article, Report
from reconcile.pipeline import Pipeline
from reconcile.report import RENDERERS

DATA = "../shared/data/article-bias-prediction/articles_8000.jsonl"
_TOLD_EVERY = 500  # articles


@dataclass
class Tally:
    """What a run has seen so far."""

    articles: int = 0
    claims: int = 0
    findings: int = 0
    skipped: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, report: Report) -> None:
        self.articles += len(report.articles)
        self.claims += len(report.claims)
        self.findings += len(report.findings)
        self.skipped += len(report.skipped)

    def tell(self, seconds: float) -> None:
        """One line on how far the run is."""
        print(
            f"{self.articles} articles, {self.claims} claims, {self.findings} findings, {self.skipped} skipped, "
            f"{len(self.faults)} faults, {seconds:,.0f} s, peak memory {peak_megabytes():,.0f} MB",
            flush=True,
        )


def batches(paths: Sequence[str], limit: int | None, together: int, tally: Tally) -> Iterator[list[Article]]:
    """The articles of `paths`, so many at a time; what cannot be read is counted."""

    def articles() -> Iterator[Article]:
        for item in iter_articles(paths):
            if isinstance(item, Article):
                yield item
            else:
                tally.skipped += 1
                print(f"skipped {item.path}: {item.reason}", file=sys.stderr)

    waiting = islice(articles(), limit)
    while batch := list(islice(waiting, together)):
        yield batch


def soak(pipeline: Pipeline, batch: Sequence[Article], *, extract_only: bool, tally: Tally) -> None:
    """Make and check the report on a batch; an exception is a fault of the article that raises it alone, too."""
    try:
        tally.add(_checked(pipeline, batch, extract_only, tally))
    except Exception as error:  # noqa: BLE001 - finding whatever is raised is what this is for
        if len(batch) == 1:
            tally.articles += 1
        tally.faults.append(_told(batch, error))
        print(tally.faults[-1], file=sys.stderr, flush=True)
        if len(batch) > 1:
            for article in batch:
                soak(pipeline, [article], extract_only=extract_only, tally=tally)


def _checked(pipeline: Pipeline, batch: Sequence[Article], extract_only: bool, tally: Tally) -> Report:
    report = pipeline.claims(batch) if extract_only else pipeline.report(batch)
    for fault in faults_of(report):
        tally.faults.append(fault)
        print(fault, file=sys.stderr, flush=True)
    for render in RENDERERS.values():
        render(report)
    return report


def _told(batch: Sequence[Article], error: Exception) -> str:
    names = batch[0].path if len(batch) == 1 else f"{batch[0].path} to {batch[-1].path}"
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"{names}: {type(error).__name__} in {where}: {' '.join(str(error).split())[:200]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[DATA], metavar="ARTICLES")
    parser.add_argument("--limit", type=int, help="stop after so many articles")
    parser.add_argument("--together", type=int, default=8, help="articles compared with each other (default: 8)")
    parser.add_argument("--extract-only", action="store_true", help="leave the comparison out")
    args = parser.parse_args()
    pipeline, tally, start = Pipeline(Settings()), Tally(), time.perf_counter()
    told = 0
    for batch in batches(args.paths, args.limit, args.together, tally):
        soak(pipeline, batch, extract_only=args.extract_only, tally=tally)
        if tally.articles - told >= _TOLD_EVERY:
            told = tally.articles
            tally.tell(time.perf_counter() - start)
    tally.tell(time.perf_counter() - start)
    raise SystemExit(bool(tally.faults))


if __name__ == "__main__":
    main()
