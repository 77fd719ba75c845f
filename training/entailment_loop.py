"""Batches by length, a loss for two heads, the training loop and prediction."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from training.entailment_data import Pair
from training.entailment_labels import KIND_SLICE, KIND_TO_NLI, KINDS, NLI, NLI_SLICE
from training.entailment_model import MAX_TOKENS, load_tokenizer


@dataclass(frozen=True)
class Recipe:
    """What one run needs beside its pairs.

    The learning rate rises to `rate` and falls in a straight line to `rate * final`. `weak_nli` weighs the inference
    label that a kind implies (`KIND_TO_NLI`).
    """

    rate: float
    final: float = 0.0
    batch: int = 32
    warmup: float = 0.06
    smoothing: float = 0.05
    weak_nli: float = 0.0
    decay: float = 0.01
    seed: int = 13


@dataclass(frozen=True)
class Example:
    """One encoded pair: token ids, segment ids and the pair it came from."""

    ids: list[int]
    segments: list[int]
    pair: Pair


def encode(pairs: Sequence[Pair], swap: bool = False) -> list[Example]:
    """Token ids of every pair, `[CLS] a [SEP] b [SEP]`, cut to `MAX_TOKENS` from the longer text first."""
    tokenizer = load_tokenizer()
    first, second = [p.a for p in pairs], [p.b for p in pairs]
    if swap:
        first, second = second, first
    if not pairs:
        return []
    rows = tokenizer(first, second, truncation="longest_first", max_length=MAX_TOKENS)
    return [Example(i, s, p) for i, s, p in zip(rows["input_ids"], rows["token_type_ids"], pairs, strict=True)]


def collate(batch: Sequence[Example]) -> dict[str, Tensor]:
    """Padded `input_ids`, `token_type_ids`, `attention_mask`, each (batch, longest)."""
    longest = max(len(e.ids) for e in batch)
    pad = [longest - len(e.ids) for e in batch]
    return {
        "input_ids": torch.tensor([e.ids + [0] * n for e, n in zip(batch, pad, strict=True)]),
        "token_type_ids": torch.tensor([e.segments + [0] * n for e, n in zip(batch, pad, strict=True)]),
        "attention_mask": torch.tensor([[1] * len(e.ids) + [0] * n for e, n in zip(batch, pad, strict=True)]),
    }


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of similar length: sorting inside windows of 40 batches saves most of the padding."""
    order = examples[:]
    rng.shuffle(order)
    groups = []
    for start in range(0, len(order), 40 * size):
        window = sorted(order[start : start + 40 * size], key=lambda e: len(e.ids))
        groups += [window[i : i + size] for i in range(0, len(window), size)]
    rng.shuffle(groups)
    yield from groups


def pair_loss(logits: Tensor, pairs: Sequence[Pair], recipe: Recipe) -> Tensor:
    """Mean loss of a mixed batch. `logits` is (batch, 10); each pair trains the head its label belongs to.

    Where several labels are left open, the loss asks for their probability together (Grandvalet and Bengio 2004).
    """
    weights = torch.tensor([p.weight for p in pairs])
    losses = torch.zeros(len(pairs))
    for head, names, open_to in (
        (logits[:, NLI_SLICE], NLI, [(p.label,) if p.label in NLI else () for p in pairs]),
        (logits[:, KIND_SLICE], KINDS, [(p.label,) if p.label in KINDS else () for p in pairs]),
    ):
        losses = losses + _head_loss(head, names, open_to, recipe.smoothing)
    if recipe.weak_nli:
        weak = [KIND_TO_NLI.get(p.label, ()) for p in pairs]
        losses = losses + recipe.weak_nli * _head_loss(logits[:, NLI_SLICE], NLI, weak, 0.0)
    return (losses * weights).sum() / weights.sum()


def _head_loss(head: Tensor, names: Sequence[str], open_to: Sequence[Sequence[str]], smoothing: float) -> Tensor:
    """(batch,) loss of one head; zero where nothing is said. `smoothing` spreads that share over all labels."""
    mask = torch.tensor([[name in labels for name in names] for labels in open_to])
    log = head.log_softmax(1)
    mass = torch.logsumexp(log.masked_fill(~mask, -1e4), 1)
    loss = -(1 - smoothing) * mass - smoothing * log.mean(1)
    return torch.where(mask.any(1), loss, torch.zeros_like(loss))


def train(
    model: Any, epochs: Sequence[list[Example]], recipe: Recipe, report: Callable[[int, int, float], None]
) -> None:
    """AdamW with warm-up and linear decay over `epochs`, each a list of examples already drawn."""
    rng = random.Random(recipe.seed)  # noqa: S311
    torch.manual_seed(recipe.seed)
    plan = [group for examples in epochs for group in batches(examples, recipe.batch, rng)]
    total, warm = len(plan), max(1, int(recipe.warmup * len(plan)))
    free = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in free if p.ndim > 1], "weight_decay": recipe.decay},
        {"params": [p for p in free if p.ndim <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=recipe.rate, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warm, recipe.final + (1 - recipe.final) * (total - step) / max(1, total - warm)),
    )
    model.train()
    running = 0.0
    for step, group in enumerate(plan, 1):
        loss = pair_loss(model(**collate(group)).logits, [e.pair for e in group], recipe)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        running += (loss.item() - running) / min(step, 100)
        report(step, total, running)
    model.eval()


def predict(model: Any, examples: Sequence[Example], size: int = 32) -> Tensor:
    """Logits (n, 10) in the order of `examples`; computed from short to long, so that padding is small."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    logits = torch.empty(len(examples), KIND_SLICE.stop)
    model.eval()
    with torch.inference_mode():
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            logits[rows] = model(**collate([examples[i] for i in rows])).logits
    return logits


def accuracy(model: Any, pairs: Sequence[Pair]) -> float:
    """Share of pairs whose inference label the first head gets right."""
    best = predict(model, encode(pairs))[:, NLI_SLICE].argmax(1).tolist()
    return sum(NLI[i] == p.label for i, p in zip(best, pairs, strict=True)) / len(pairs)


def predict_kinds(model: Any, pairs: Sequence[Pair]) -> Tensor:
    """Probabilities (n, 7) over `KINDS`, the mean of both orders, since no kind depends on the order."""
    orders = [predict(model, encode(pairs, swap))[:, KIND_SLICE].softmax(1) for swap in (False, True)]
    return (orders[0] + orders[1]) / 2


def clock() -> Callable[[], float]:
    """A function that says how many seconds have passed since it was made."""
    start = time.monotonic()
    return lambda: time.monotonic() - start
