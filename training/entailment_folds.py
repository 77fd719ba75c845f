"""Five-fold measurement of the kinds on `news-pairs`: whole sets are held out, and with them a writer's habits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from reconcile.embed import Encoder
from training.entailment import replay_pairs, stage_two
from training.entailment_contrast import Clauses, contrast_pairs
from training.entailment_data import FOLDS, read_news, split_fold
from training.entailment_labels import KINDS
from training.entailment_loop import predict_kinds
from training.entailment_model import load_checkpoint


def f1_by_kind(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """F1 of each kind that occurs in `gold`."""
    scores = {}
    for kind in KINDS:
        hits = sum(g == f == kind for g, f in zip(gold, found, strict=True))
        claimed, due = sum(f == kind for f in found), sum(g == kind for g in gold)
        if due:
            scores[kind] = 2 * hits / (claimed + due)
    return scores


def macro_f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Mean of `f1_by_kind`."""
    scores = f1_by_kind(gold, found)
    return sum(scores.values()) / len(scores)


def confusion(gold: Sequence[str], found: Sequence[str]) -> str:
    """A table, gold kinds down, predicted kinds across."""
    lines = ["gold \\ found  " + " ".join(f"{k[:9]:>9}" for k in KINDS)]
    for row in KINDS:
        counts = [sum(g == row and f == k for g, f in zip(gold, found, strict=True)) for k in KINDS]
        lines.append(f"{row:<13} " + " ".join(f"{n:>9}" for n in counts))
    return "\n".join(lines)


def run_fold(
    data: Path, start: Path, fold: int, clauses: Clauses, encoder: Encoder, keep: Path | None = None
) -> tuple[list[str], list[str]]:
    """Gold and predicted kinds of one held-out fold; `keep` receives the probabilities, one JSON line a pair."""
    outside, inside = split_fold(read_news(data), fold)
    contrast = contrast_pairs(outside, clauses, encoder)
    model = stage_two(load_checkpoint(start), outside, contrast, replay_pairs(data))
    probabilities = predict_kinds(model, inside)
    found = [KINDS[i] for i in probabilities.argmax(1).tolist()]
    gold = [p.label for p in inside]
    print(f"fold {fold} ({'+'.join(FOLDS[fold])}): macro-F1 {macro_f1(gold, found):.3f}", flush=True)
    if keep:
        rows = zip(inside, found, probabilities.tolist(), strict=True)
        lines = [
            json.dumps({"a": p.a, "b": p.b, "set": p.source, "gold": p.label, "found": f, "p": q}) for p, f, q in rows
        ]
        keep.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return gold, found
