"""The measures of `score.py`, computed from candidates and their annotations, and the choice of thresholds by them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.events import AnnotatedEvent

STRICT = ("conflict", "status", "quote")


@dataclass(frozen=True)
class Found:
    """A finding: its event, kind and probability, and the annotations its claims meet."""

    event: int
    kind: str
    chance: float
    marked: tuple[int, ...]


def measure(events: Mapping[int, AnnotatedEvent], found: Iterable[Found]) -> dict[str, float]:
    """Recall over clear annotations, precision of the exhaustively annotated kinds, false alarms an event."""
    kinds_at: dict[tuple[int, int], set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    for f in found:
        for i in f.marked:
            kinds_at[f.event, i].add(f.kind)
        if f.kind in STRICT:
            kinds = {events[f.event].marked[i].kind for i in f.marked} - {"trap"}
            count[f"said {f.kind}"] += 1
            count[f"right {f.kind}"] += f.kind in kinds
            count[f"other {f.kind}"] += f.kind not in kinds and bool(kinds - {"agreement"})
    for number, event in events.items():
        for i, marked in enumerate(event.marked):
            told = kinds_at[number, i]
            if marked.kind == "trap":
                count["traps"] += 1
                count["trapped"] += "conflict" in told
            elif marked.clear:
                count[f"gold {marked.kind}"] += 1
                count[f"found {marked.kind}"] += marked.kind in told
                count["gold any"] += marked.kind != "agreement"
                count["found any"] += marked.kind != "agreement" and bool(told - {"agreement"})
    return _ratios(count, len(events))


def _ratios(count: Counter[str], events: int) -> dict[str, float]:
    out: dict[str, float] = {}
    false = 0
    for kind in STRICT:
        said, right, other = (count[f"{w} {kind}"] for w in ("said", "right", "other"))
        precision = (right + other / 2) / said if said else 0.0
        recall = count[f"found {kind}"] / max(1, count[f"gold {kind}"])
        false += said - right - other
        out |= {f"{kind} said": said, f"{kind} precision": precision, f"{kind} recall": recall}
        out[f"{kind} f1"] = 2 * precision * recall / (precision + recall) if precision and recall else 0.0
    for kind in ("attribution", "framing", "agreement"):
        out[f"{kind} recall"] = count[f"found {kind}"] / max(1, count[f"gold {kind}"])
    out["macro f1"] = sum(out[f"{kind} f1"] for kind in STRICT) / len(STRICT)
    out["any difference"] = count["found any"] / max(1, count["gold any"])
    out["trap rate"] = count["trapped"] / max(1, count["traps"])
    out["false alarms"] = false / max(1, events)
    return out


def best_threshold(
    events: Mapping[int, AnnotatedEvent], found: Sequence[Found], kind: str, false_alarms: float
) -> float:
    """The threshold with the best F1 of the kind among those that raise at most so many false alarms an event."""
    best, chosen = -1.0, 0.95
    for step in range(4, 95, 2):
        least = step / 100
        kept = [f for f in found if f.kind == kind and f.chance >= least]
        scores = measure(events, kept)
        if scores["false alarms"] <= false_alarms and scores[f"{kind} f1"] > best:
            best, chosen = scores[f"{kind} f1"], least
    return chosen


def reliability(events: Mapping[int, AnnotatedEvent], found: Iterable[Found]) -> str:
    """Mean confidence against the share that is right, in bands, for the exhaustively annotated kinds."""
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for f in found:
        if f.kind in STRICT:
            kinds = {events[f.event].marked[i].kind for i in f.marked}
            bands[min(9, int(f.chance * 10))].append((f.chance, f.kind in kinds))
    lines = ["confidence   mean   right   findings"]
    for band, own in sorted(bands.items()):
        mean, right = (sum(x) / len(own) for x in zip(*own, strict=True))
        lines.append(f"{band / 10:.1f}-{band / 10 + 0.1:.1f}      {mean:.2f}    {right:.2f}   {len(own):8}")
    return "\n".join(lines)
