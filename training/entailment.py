"""Train the inference model that ships in `reconcile/resources/entailment`.

    python -m training.entailment ../shared/data          about three hours on one core

Stage one learns inference from the allowed sets (`entailment_data`). Stage two adds the kinds of this project from
`news-pairs`, from pairs that those lack (`entailment_contrast`) and from any `--extra` file, while replaying stage-one
pairs so that inference is not forgotten (experience replay: Robins 1995; Rolnick et al. 2019). A stage whose checkpoint
is in the work folder is not run again.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from reconcile.pipeline import Pipeline
from training.entailment_contrast import contrast_pairs, read_clauses
from training.entailment_data import PASSES, Pair, is_validation, read_extra, read_inference, read_news
from training.entailment_export import export
from training.entailment_labels import NLI
from training.entailment_loop import Recipe, accuracy, clock, encode, train
from training.entailment_model import build_model, load_checkpoint, save_checkpoint

STAGE_ONE = Recipe(rate=1e-4)
STAGE_TWO = Recipe(rate=1.3e-4, weak_nli=0.3)
KIND_EPOCHS = 6
# Pairs a round of stage two for every written one.
REPLAY = 1.3
CONTRAST = {"repetition": 0.4, "stranger": 0.25, "bystander": 0.9}
SAVE_SECONDS = 600

Save = Callable[[], str]


def draw_inference(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    """One run's worth of pairs: each set repeated or thinned to its number of `PASSES`."""
    drawn = []
    for source, passes in PASSES.items():
        own = [p for p in pairs if p.source == source]
        drawn += own * int(passes) + rng.sample(own, int(len(own) * (passes % 1)))
    return drawn


def progress(name: str, every: int, save: Save | None = None) -> Callable[[int, int, float], None]:
    """A report function that prints a line every so many steps and calls `save` every ten minutes."""
    passed, saved = clock(), [0.0]

    def report(step: int, total: int, loss: float) -> None:
        if step % every == 0 or step == total:
            print(f"{name} step {step}/{total} loss {loss:.3f} {passed():.0f}s", flush=True)
        if save and passed() - saved[0] > SAVE_SECONDS:
            saved[0] = passed()
            print(f"{name} step {step} {save()}", flush=True)

    return report


def validation_line(model: Any, pairs: list[Pair]) -> str:
    """Accuracy on the held-out premises, by set."""
    parts = []
    for source in PASSES:
        own = [p for p in pairs if p.source == source][:250]
        parts += [f"{source} {accuracy(model, own):.3f}"] if own else []
    return "validation " + ", ".join(parts)


def stage_one(data: Path, work: Path) -> Any:
    """Inference alone, from the packaged encoder; leaves its checkpoint in `work/stage1`."""
    pairs = read_inference(data)
    held = [p for p in pairs if is_validation(p)]
    rng = random.Random(STAGE_ONE.seed)  # noqa: S311
    drawn = draw_inference([p for p in pairs if not is_validation(p)], rng)
    print("stage 1:", len(pairs), "pairs,", dict(Counter(p.source for p in pairs)), "drawn", len(drawn), flush=True)
    model = build_model()

    def save() -> str:
        save_checkpoint(model, work / "stage1-partial")
        line = validation_line(model, held)
        model.train()
        return line

    train(model, [encode(drawn)], STAGE_ONE, progress("stage 1", 100, save))
    save_checkpoint(model, work / "stage1")
    print("stage 1", validation_line(model, held), flush=True)
    return model


def learn_kinds(
    model: Any, mixture: Sequence[tuple[list[Pair], int]], epochs: int, recipe: Recipe, save: Save | None = None
) -> Any:
    """`epochs` rounds, each with so many pairs of every list of the mixture, drawn anew and half of them turned round.

    A kind does not depend on the order of the two claims; an inference label does, so those pairs stay as they are.
    """
    rng = random.Random(recipe.seed)  # noqa: S311
    rounds = []
    for _ in range(epochs):
        drawn = [p for pairs, number in mixture for p in rng.sample(pairs, min(len(pairs), number))]
        turned = [replace(p, a=p.b, b=p.a) if p.label not in NLI and rng.random() < 0.5 else p for p in drawn]
        rounds.append(encode(turned))
    train(model, rounds, recipe, progress("kinds", 100, save))
    return model


def stage_two(
    model: Any,
    news: list[Pair],
    contrast: Mapping[str, list[Pair]],
    inference: list[Pair],
    recipe: Recipe = STAGE_TWO,
) -> Any:
    """The kinds, from written pairs and what they lack, with replay."""
    size = len(news)
    mixture = [(news, size), (inference, int(REPLAY * size))]
    mixture += [(contrast[name], int(share * size)) for name, share in CONTRAST.items()]
    return learn_kinds(model, mixture, KIND_EPOCHS, recipe)


def replay_pairs(data: Path) -> list[Pair]:
    """The inference pairs that stage two draws from, in the proportions of stage one, validation left out."""
    pairs = [p for p in read_inference(data) if not is_validation(p)]
    return draw_inference(pairs, random.Random(STAGE_ONE.seed))  # noqa: S311


def main(arguments: list[str]) -> None:
    """Parse, train, export."""
    parser = argparse.ArgumentParser(prog="python -m training.entailment", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("build/entailment"), help="checkpoints")
    parser.add_argument("--extra", type=Path, action="append", default=[], help="JSON lines: a, b, kind[, weight]")
    parser.add_argument("--out", type=Path, default=Path("reconcile/resources/entailment"))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    work: Path = options.work
    if not (work / "stage1").is_dir():
        stage_one(options.data, work)
    if not (work / "stage2").is_dir():
        kinds = read_news(options.data) + [pair for path in options.extra for pair in read_extra(path)]
        pipeline = Pipeline()
        contrast = contrast_pairs(kinds, read_clauses(options.data, pipeline), pipeline.worker.encoder)
        model = stage_two(load_checkpoint(work / "stage1"), kinds, contrast, replay_pairs(options.data))
        save_checkpoint(model, work / "stage2")
    export(load_checkpoint(work / "stage2"), options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
