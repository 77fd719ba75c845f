"""Five-fold measurement of the kinds on `news-pairs`: whole sets are held out, and with them a writer's habits."""

from __future__ import annotations

from collections.abc import Sequence

from training.entailment import Workshop
from training.entailment_data import FOLDS, Mixture
from training.entailment_labels import KINDS
from training.entailment_loop import predict_kinds


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


def run_fold(workshop: Workshop, mixture: Mixture, fold: int) -> tuple[list[str], list[str]]:
    """Gold and predicted kinds of one held-out fold, by a model trained without a text of it."""
    inside = [p for p in mixture.lists["news"] if p.source in FOLDS[fold]]
    student = workshop.trained(mixture, FOLDS[fold])
    probabilities = predict_kinds(student.model, inside, student.tokenizer, student.device)
    found = [KINDS[i] for i in probabilities.argmax(1).tolist()]
    gold = [p.label for p in inside]
    print(f"fold {fold} ({'+'.join(FOLDS[fold])}): macro-F1 {macro_f1(gold, found):.3f}", flush=True)
    return gold, found
