"""Measure the shipped inference model.

    python -m benchmarks.entailment ../shared/data             MultiNLI matched dev, SNLI test, speed
    python -m benchmarks.entailment ../shared/data --folds     and the kinds, five-fold by set (trains five models)

Neither measuring set has a sentence in the training data (`training.entailment_data` removes the overlaps by text).
`--folds` needs a larger encoder (`--teacher`), as training does, and an hour of one core a fold.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

from training.entailment import Workshop, add_options, mixture_of, workshop_of
from training.entailment_data import FOLDS, Pair, read_mnli_dev, read_snli_test
from training.entailment_export import read_shipped
from training.entailment_folds import confusion, f1_by_kind, macro_f1, run_fold
from training.entailment_labels import NLI, NLI_SLICE
from training.entailment_loop import clock, encode, predict
from training.entailment_model import load_tokenizer


def inference_lines(folder: Path, name: str, pairs: list[Pair]) -> str:
    """Accuracy, recall of each label and pairs a second, tokenising included."""
    model, passed = read_shipped(folder), clock()
    found = [NLI[i] for i in predict(model, encode(pairs, load_tokenizer()))[:, NLI_SLICE].argmax(1).tolist()]
    seconds = passed()
    right = [p.label == f for p, f in zip(pairs, found, strict=True)]
    recalls = []
    for label in NLI:
        own = [hit for hit, p in zip(right, pairs, strict=True) if p.label == label]
        recalls.append(f"{label} {sum(own) / len(own):.3f}")
    rate = f"{len(pairs) / seconds:.0f} pairs/s on {torch.get_num_threads()} thread(s)"
    return f"{name}: accuracy {sum(right) / len(right):.4f} on {len(pairs)} pairs (recall {', '.join(recalls)}); {rate}"


def fold_lines(workshop: Workshop, data: Path) -> str:
    """Pooled out-of-fold scores; trains five models and their teachers."""
    mixture = mixture_of(data, workshop.folder)
    gold: list[str] = []
    found: list[str] = []
    for fold in range(len(FOLDS)):
        ours, theirs = run_fold(workshop, mixture, fold)
        gold += ours
        found += theirs
    each = ", ".join(f"{kind} {score:.3f}" for kind, score in f1_by_kind(gold, found).items())
    share = sum(g == f for g, f in zip(gold, found, strict=True)) / len(gold)
    head = (
        f"news-pairs, five-fold by set: macro-F1 {macro_f1(gold, found):.4f}, accuracy {share:.4f} on {len(gold)} pairs"
    )
    return f"{head}\nF1: {each}\n{confusion(gold, found)}"


def main(arguments: list[str]) -> None:
    """Parse and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entailment", description=__doc__)
    add_options(parser)
    parser.add_argument("--model", type=Path, default=Path("reconcile/resources/entailment"))
    parser.add_argument("--folds", action="store_true", help="also train and score five folds of news-pairs")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    if not (options.model / "config.json").is_file():
        sys.exit(f"{options.model}: no model there; train it with: python -m training.entailment {options.data}")
    torch.set_num_threads(options.threads)
    print(inference_lines(options.model, "MultiNLI matched dev", read_mnli_dev(options.data)), flush=True)
    print(inference_lines(options.model, "SNLI test", read_snli_test(options.data)), flush=True)
    if options.folds:
        print(fold_lines(workshop_of(options), options.data), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
