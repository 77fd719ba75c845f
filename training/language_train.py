"""The training loop: Adam over random runs of sentences; the result is a running average of the weights."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any, cast

from spacy.language import Language
from thinc.api import Adam, fix_random_seed

from training.language_data import Document
from training.language_examples import Names, Variation
from training.language_fast import Sampler, sample_batches, update

EVERY = 50  # steps between two lines of the log


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train: warm-up, constant rate, linear fall to 0 over the last ``cooldown`` steps."""

    steps: int
    cooldown: int
    rate: float
    dropout: float
    variation: Variation = field(default_factory=Variation)
    warmup: int = 100
    batch_words: int = 1000
    seed: int = 1


def rates(plan: Plan) -> Generator[float, None, None]:
    """The learning rate of each step."""
    for step in count(1):
        yield plan.rate * max(0.0, min(1.0, step / plan.warmup, (plan.steps - step + 1) / plan.cooldown))


def train(nlp: Language, documents: list[Document], plan: Plan, log: Path) -> None:
    """Train an initialised ``nlp`` in place, appending the mean losses a word to ``log`` as JSON lines."""
    fix_random_seed(plan.seed)
    rng = random.Random(plan.seed)  # noqa: S311 - not for secrets
    sampler = Sampler(nlp, Names(documents))
    optimizer = Adam(cast(Any, rates(plan)), L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    epochs = (sample_batches(sampler, documents, rng, plan.variation, plan.batch_words) for _ in count())
    losses: dict[str, float] = {}
    started = time.perf_counter()
    for step, batch in enumerate(chain.from_iterable(epochs), start=1):
        update(nlp, batch, optimizer, plan.dropout, losses)
        optimizer.step_schedules()
        if step % EVERY == 0:
            means = {name: round(value / EVERY, 4) for name, value in losses.items()}
            line = {"step": step, "seconds": round(time.perf_counter() - started), **means}
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            losses.clear()
        if step >= plan.steps:
            break
    with nlp.use_params(cast(Any, optimizer.averages)):
        averaged = nlp.to_bytes(exclude=["vocab", "tokenizer"])
    nlp.from_bytes(averaged, exclude=["vocab", "tokenizer"])
