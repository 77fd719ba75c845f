"""Measure the comparison on annotated events, and print what to read next.

    python -m benchmarks.accuracy ../shared/evals/dev
    python -m benchmarks.accuracy ../shared/evals/dev --read 30

What ships has been fitted on the events of `dev`, so on these the figures flatter; the cross-validated ones are printed
by `python -m training.verdict`. On events that were kept apart this is the honest measure.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tabulate import tabulate

from reconcile.compare.event import read_pairs, shortlist
from reconcile.compare.linear import load_models
from reconcile.compare.verdict import Verdict, judge_all
from reconcile.pipeline import Pipeline
from reconcile.text import shorten
from training.events import PRIORITY, AnnotatedEvent, Marked, read_events
from training.verdict_score import STRICT, Found, measure, reliability

_WIDTH = 160  # characters of a claim that is printed to read


@dataclass(frozen=True)
class Judged:
    """An event with what the tool said of it; `read` holds the numbers of the annotations that reached each step."""

    event: AnnotatedEvent
    candidates: frozenset[int]
    shortlisted: frozenset[int]
    verdicts: tuple[Verdict, ...]

    def met(self, verdict: Verdict) -> tuple[int, ...]:
        """The annotations that both claims of a verdict meet."""
        return next(c.marked for c in self.event.candidates if (c.pair.a, c.pair.b) == verdict.claims)


def judge_events(root: Path) -> Iterator[Judged]:
    """Every event, step by step as the pipeline takes them."""
    pipeline, models = Pipeline(), load_models()
    for event in read_events(root, pipeline):
        pairs = shortlist([c.pair for c in event.candidates], models, pipeline.settings)
        verdicts = judge_all(read_pairs(pairs, pipeline.entailment, models), models, pipeline.settings)
        kept = {(pair.a.id, pair.b.id) for pair in pairs}
        yield Judged(
            event,
            frozenset(i for c in event.candidates for i in c.marked),
            frozenset(i for c in event.candidates if (c.pair.a.id, c.pair.b.id) in kept for i in c.marked),
            tuple(verdicts),
        )


def reach(judged: Sequence[Judged]) -> str:
    """Share of the annotated pairs that reach comparison, and that the cross-encoder reads."""
    rows = []
    for kind in (*PRIORITY, "all"):
        due = [
            (j, i)
            for j in judged
            for i, m in enumerate(j.event.marked)
            if m.kind in (PRIORITY if kind == "all" else (kind,))
        ]
        near, close = (sum(i in steps(j) for j, i in due) / max(1, len(due)) for steps in (_candidates, _shortlisted))
        rows.append([kind, len(due), f"{near:.3f}", f"{close:.3f}"])
    return tabulate(rows, ["kind", "annotated", "candidates", "shortlist"], tablefmt="github", disable_numparse=True)


def _candidates(judged: Judged) -> frozenset[int]:
    return judged.candidates


def _shortlisted(judged: Judged) -> frozenset[int]:
    return judged.shortlisted


def confusion(judged: Sequence[Judged]) -> str:
    """Clear annotations down, the first kind told of them across."""
    told: Counter[tuple[str, str]] = Counter()
    for j in judged:
        kinds: dict[int, set[str]] = {}
        for verdict in j.verdicts:
            for i in j.met(verdict):
                kinds.setdefault(i, set()).add(verdict.kind.value)
        for i, marked in enumerate(j.event.marked):
            if marked.clear:
                said = kinds.get(i, set())
                right = marked.kind if marked.kind in said else next((k for k in PRIORITY if k in said), "nothing")
                told[marked.kind, right] += 1
    heads = [*PRIORITY, "nothing"]
    rows = [[kind, *(told[kind, head] for head in heads)] for kind in (*PRIORITY, "trap")]
    return tabulate(rows, ["annotated", *heads], tablefmt="github")


def misses(judged: Sequence[Judged], number: int) -> Iterator[str]:
    """Clear differences of which nothing was told, those that were read first."""
    for j in sorted(judged, key=lambda j: j.event.name):
        seen = {i for v in j.verdicts for i in j.met(v)}
        for i, marked in enumerate(j.event.marked):
            if marked.clear and marked.kind in STRICT and i not in seen and number > 0:
                number -= 1
                step = "read" if i in j.shortlisted else "candidate" if i in j.candidates else "no claims"
                yield f"missed {marked.kind}/{marked.aspect} ({step})  {j.event.name}\n{_sides(marked)}"


def false_alarms(judged: Sequence[Judged], number: int) -> Iterator[str]:
    """Findings of the exhaustively annotated kinds that meet no difference, the surest first."""
    wrong = [
        (verdict, j)
        for j in judged
        for verdict in j.verdicts
        if verdict.kind.value in STRICT and not {j.event.marked[i].kind for i in j.met(verdict)} - {"agreement", "trap"}
    ]
    for verdict, j in sorted(wrong, key=lambda item: -item[0].confidence)[:number]:
        a, b = (shorten(" ".join(claim.text.split()), _WIDTH) for claim in verdict.claims)
        head = f"false {verdict.kind}/{verdict.aspect} {verdict.confidence:.2f}  {j.event.name}"
        yield f"{head}\n  {a}\n  {b}\n  {verdict.signals['rule']}: {verdict.explanation}"


def _sides(marked: Marked) -> str:
    return "\n".join("  " + shorten(" ".join(side.text.split()), _WIDTH) for side in (marked.a, marked.b))


def lines(judged: Sequence[Judged], number: int) -> Iterable[str]:
    """The whole page."""
    events = {i: j.event for i, j in enumerate(judged)}
    found = [Found(i, v.kind.value, v.confidence, j.met(v)) for i, j in enumerate(judged) for v in j.verdicts]
    yield reach(judged)
    yield tabulate(sorted(measure(events, found).items()), ["measure", ""], tablefmt="github", floatfmt=".3f")
    yield confusion(judged)
    yield reliability(events, found)
    yield from misses(judged, number)
    yield from false_alarms(judged, number)


def main(arguments: list[str]) -> None:
    """Parse, judge, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("events", type=Path)
    parser.add_argument("--read", type=int, default=10, help="misses and false alarms to print")
    options = parser.parse_args(arguments)
    if not any(options.events.rglob("gold.json")):
        sys.exit(f"{options.events}: no annotated event there (a folder with gold.json)")
    print("\n\n".join(lines(list(judge_events(options.events)), options.read)))


if __name__ == "__main__":
    main(sys.argv[1:])
