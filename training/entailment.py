"""Train the inference model that ships in `reconcile/resources/entailment`.

    python -m training.entailment ../shared/data --teacher all-mpnet-base-v2 --device cuda

1. A larger encoder, in the folder that `--teacher` names, learns inference from the allowed sets (`entailment_data`).
2. The packaged encoder learns inference from their labels, and from what the larger one says of them and of pairs
   without labels (`entailment_pool`; distillation: Hinton, Vinyals, Dean 2015).
3. Its upper layers, and in the last round all, learn the kinds of this project from `news-pairs` and from pairs that
   those lack (`entailment_contrast`), while replaying inference so that it is not forgotten (experience replay: Robins
   1995).

Each of the first two takes minutes of a large graphics card and is kept in the work folder; the third takes about an
hour of one processor core.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from torch import Tensor

from training.entailment_data import Mixture, Pair, read_mixture
from training.entailment_export import export
from training.entailment_loop import Encoded, Recipe, accuracy, clock, encode, predict, train
from training.entailment_model import build_model, build_teacher, load_tokenizer, load_weights, save_weights
from training.entailment_upper import freeze, upper

INFERENCE = {"teacher": Recipe(rate=5e-5, batch=128, smoothing=0.1), "student": Recipe(rate=4e-4, batch=256)}
ROUNDS = {"teacher": 3, "student": 6}
# How often a round shows each set; MultiNLI text is nearest to news and scarce, and of the automatic conjunction pairs
# a fifth is enough.
PASSES = {"openie-mnli": 2.0, "taxinli": 2.0, "conjnli-auto": 0.2}


@dataclass(frozen=True)
class Step:
    """A part of learning the kinds: which layers stay as they are, and the pairs of each list in a round."""

    recipe: Recipe
    rounds: int
    frozen: int
    pairs: Mapping[str, int]


_MANY = {"news": 5500, "repetition": 1600, "stranger": 1400, "bystander": 4000, "inference": 5000, "broad_pool": 2000}
_FEW = {"news": 5500, "repetition": 400, "bystander": 700, "inference": 3500, "broad_pool": 2500}
# Many pairs that say nothing of each other make it call too much unrelated; the last two rounds mend that.
STEPS = (
    Step(Recipe(rate=1.5e-4, batch=32, weak_nli=0.3), 5, 3, _MANY),
    Step(Recipe(rate=8e-5, batch=32, weak_nli=0.3), 1, 3, _FEW),
    Step(Recipe(rate=1.2e-4, batch=32, weak_nli=0.3, seed=5), 1, 0, _FEW),
)
DRAWN = 3  # pairs of a list that are drawn from, for every one of a round
ORDERED = frozenset({"inference", "held", "broad_pool"})  # lists whose pairs have a premise and a hypothesis
HEARD = 0.5  # how much the inference head listens to the larger model on pairs with a kind


@dataclass(frozen=True)
class Learner:
    """A network with its tokeniser; `role` chooses the recipe."""

    role: str
    model: Any
    tokenizer: Any
    device: str

    def encode(self, pairs: Sequence[Pair]) -> Encoded:
        """As this network reads them."""
        return encode(pairs, self.tokenizer, self.device)

    def logits(self, pairs: Sequence[Pair]) -> Tensor:
        """(n, 10), what this network says of them."""
        return predict(self.model, self.encode(pairs), 32 if self.device == "cpu" else 512)


def make_student(device: str, weights: Path | None = None) -> Learner:
    """The packaged encoder, or its trained form."""
    model = build_model()
    if weights:
        load_weights(model, weights)
    return Learner("student", model.to(device), load_tokenizer(), device)


def make_teacher(folder: Path, device: str, weights: Path | None = None) -> Learner:
    """The larger encoder, or its trained form."""
    model = build_teacher(folder)
    if weights:
        load_weights(model, weights)
    return Learner("teacher", model.to(device), load_tokenizer(folder), device)


def progress(name: str) -> Callable[[int, int, float], None]:
    """A report function that prints a line."""
    passed = clock()

    def report(step: int, total: int, loss: float) -> None:
        print(f"{name} step {step}/{total} loss {loss:.3f} {passed():.0f}s", flush=True)

    return report


def learn_inference(learner: Learner, mixture: Mixture, teacher: Mapping[str, Tensor] | None = None) -> None:
    """Inference from labels, and with a teacher's logits for `inference` and `broad_pool` from those as well."""
    pairs = mixture.lists["inference"]
    data = learner.encode(pairs)
    if teacher:
        pool = learner.encode(mixture.lists["broad_pool"])
        data = Encoded.joined([data.taught(teacher["inference"], 1.0), pool.taught(teacher["broad_pool"], 1.0)])
    recipe, rng = INFERENCE[learner.role], random.Random(13)  # noqa: S311
    rounds = [np.array([*shown(pairs, rng), *range(len(pairs), len(data))]) for _ in range(ROUNDS[learner.role])]
    train(learner.model, data, rounds, recipe, progress(f"{learner.role}, inference"))
    print(learner.role, "on held-out premises:", held_out_line(learner, mixture.lists["held"]), flush=True)


def shown(pairs: Sequence[Pair], rng: random.Random) -> list[int]:
    """The rows of one round: each set repeated or thinned to its number of `PASSES`."""
    rows: list[int] = []
    for source in sorted({p.source for p in pairs}):
        own, passes = [i for i, p in enumerate(pairs) if p.source == source], PASSES.get(source, 1.0)
        rows += own * int(passes) + rng.sample(own, int(len(own) * (passes % 1)))
    return rows


def held_out_line(learner: Learner, held: Sequence[Pair]) -> str:
    """Accuracy by set."""
    parts = []
    for source in sorted({p.source for p in held}):
        own = [p for p in held if p.source == source]
        parts.append(f"{source} {accuracy(learner.logits(own), own):.3f}")
    return ", ".join(parts)


def apart_from(mixture: Mixture, left_out: Collection[str]) -> Mixture:
    """Without the written sets named, and without any pair that has a text of theirs.

    `kind_lists` keeps every pair of `news`, so that their texts are known before it and after.
    """
    texts = {t for p in mixture.lists["news"] if p.source in left_out for t in (p.a, p.b)}
    return Mixture({name: [p for p in own if not {p.a, p.b} & texts] for name, own in mixture.lists.items()})


def kind_lists(mixture: Mixture) -> Mixture:
    """What the kinds are learned from, drawn from the mixture.

    A kind does not depend on the order of the two claims, so those pairs come in both; an inference label does.
    """
    rng, lists = random.Random(5), {}  # noqa: S311
    for name, number in _MANY.items():
        pairs = mixture.lists[name]
        if name not in ORDERED:
            pairs = [*pairs, *(replace(p, a=p.b, b=p.a) for p in pairs)]
        lists[name] = [pairs[i] for i in sorted(rng.sample(range(len(pairs)), min(len(pairs), DRAWN * number)))]
    return Mixture(lists)


def learn_kinds(learner: Learner, lists: Mixture, teacher: Mapping[str, Tensor]) -> None:
    """The kinds from `kind_lists`, and inference from what the larger model says of those, in three steps."""
    rows, parts, start = {}, [], 0
    for name, pairs in lists.lists.items():
        parts.append(learner.encode(pairs).taught(teacher[name], 1.0 if name in ORDERED else HEARD))
        rows[name] = range(start, start + len(pairs))
        start += len(pairs)
    data = Encoded.joined(parts)
    frozen, forward = -1, None
    for number, step in enumerate(STEPS, 1):
        rng = random.Random(step.recipe.seed)  # noqa: S311
        rounds = [
            np.array([row for name, n in step.pairs.items() for row in rng.sample(rows[name], min(n, len(rows[name])))])
            for _ in range(step.rounds)
        ]
        if step.frozen != frozen:  # else the lower layers still make the same of every pair
            frozen = step.frozen
            freeze(learner.model, frozen)
            forward = upper(learner.model, data, frozen)
        train(learner.model, data, rounds, step.recipe, progress(f"kinds {number}"), forward)


@dataclass(frozen=True)
class Workshop:
    """Where the steps leave their files, and what they start from."""

    folder: Path
    teacher: Path
    device: str

    def first_teacher(self, mixture: Mixture) -> Learner:
        """Step one; run unless its file is there."""
        path = self.folder / "teacher.safetensors"
        if path.is_file():
            return make_teacher(self.teacher, self.device, path)
        learner = make_teacher(self.teacher, self.device)
        learn_inference(learner, mixture)
        save_weights(learner.model, path)
        return learner

    def first_student(self, mixture: Mixture, teacher: Learner) -> Learner:
        """Step two; run unless its file is there. The result stands on the processor."""
        path = self.folder / "student.safetensors"
        if not path.is_file():
            learner = make_student(self.device)
            learn_inference(
                learner, mixture, {name: teacher.logits(mixture.lists[name]) for name in ("inference", "broad_pool")}
            )
            save_weights(learner.model, path)
        return make_student("cpu", path)

    def trained(self, mixture: Mixture, left_out: Collection[str] = ()) -> Learner:
        """All steps: what ships, or what is measured on the written sets that are left out of learning the kinds."""
        teacher = self.first_teacher(mixture)
        student = self.first_student(mixture, teacher)
        lists = apart_from(kind_lists(mixture), left_out)
        learn_kinds(student, lists, {name: teacher.logits(pairs) for name, pairs in lists.lists.items()})
        return student


def mixture_of(data: Path, folder: Path) -> Mixture:
    """The lists, made once and kept in `folder`."""
    path = folder / "mixture.json"
    if not path.is_file():
        from reconcile.pipeline import Pipeline
        from training.entailment_mixture import make_mixture

        folder.mkdir(parents=True, exist_ok=True)
        make_mixture(data, Pipeline()).save(path)
    return read_mixture(path)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What training and the measuring of folds both need."""
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("build/entailment"), help="what the steps leave")
    parser.add_argument("--teacher", type=Path, default=Path("all-mpnet-base-v2"), help="folder of a larger encoder")
    parser.add_argument("--device", default="cpu", help="cpu or cuda, for the first two steps")


def workshop_of(options: argparse.Namespace) -> Workshop:
    """From the options; exits when there is no encoder to teach."""
    if not (options.teacher / "config.json").is_file():
        sys.exit(f"{options.teacher}: no encoder there; needed is the folder of all-mpnet-base-v2 or of one like it")
    return Workshop(options.work, options.teacher, options.device)


def main(arguments: list[str]) -> None:
    """Parse, train, export."""
    parser = argparse.ArgumentParser(prog="python -m training.entailment", description=__doc__)
    add_options(parser)
    parser.add_argument("--out", type=Path, default=Path("reconcile/resources/entailment"))
    options = parser.parse_args(arguments)
    workshop = workshop_of(options)
    export(workshop.trained(mixture_of(options.data, options.work)).model, options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
