"""Pairs as tensors, a loss for two heads and two kinds of teaching, the training loop and prediction."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.entailment_data import Pair
from training.entailment_labels import KIND_SLICE, KIND_TO_NLI, LABELS, NLI, NLI_SLICE
from training.entailment_model import MAX_TOKENS

CHUNK = 20_000  # pairs tokenised at once


@dataclass(frozen=True)
class Recipe:
    """What one run needs beside its pairs.

    The learning rate rises to `rate` and falls in a straight line to zero. `weak_nli` weighs the inference label that a
    kind implies (`KIND_TO_NLI`).
    """

    rate: float
    batch: int = 32
    warmup: float = 0.06
    smoothing: float = 0.05
    weak_nli: float = 0.0
    decay: float = 0.01
    seed: int = 13


@dataclass(frozen=True)
class Encoded:
    """Pairs as the network reads them, one row a pair.

    `ids` (n, MAX_TOKENS), `first` (n,) where the second text begins if the network has segments, `lengths` (n,): all on
    one device but `lengths`, which plans batches. `allowed` (n, 10) the labels that are right, `implied` (n, 3)
    inference labels that the kind implies. `soft` (n, 3) probabilities of inference by a larger
    model, `heard` (n,) how much weight they have.
    """

    ids: Tensor
    first: Tensor
    lengths: np.ndarray
    allowed: Tensor
    implied: Tensor
    soft: Tensor
    heard: Tensor

    def __len__(self) -> int:
        return len(self.lengths)

    def taught(self, logits: Tensor, heard: float) -> Encoded:
        """With a larger model's logits (n, 10), whose inference is listened to at this weight."""
        soft = logits[:, NLI_SLICE].float().softmax(1).to(self.soft.device)
        return replace(self, soft=soft, heard=torch.full_like(self.heard, heard))

    @staticmethod
    def joined(parts: Sequence[Encoded]) -> Encoded:
        """One after the other."""
        tensors = {
            name: torch.cat([getattr(p, name) for p in parts])
            for name in ("ids", "first", "allowed", "implied", "soft", "heard")
        }
        return Encoded(lengths=np.concatenate([p.lengths for p in parts]), **tensors)


def encode(pairs: Sequence[Pair], tokenizer: Any, device: str = "cpu", swap: bool = False) -> Encoded:
    """Token ids of every pair in the tokeniser's own form, cut to `MAX_TOKENS` from the longer text first."""
    ids, first, lengths = [], [], []
    for start in range(0, len(pairs), CHUNK):
        part = pairs[start : start + CHUNK]
        texts = ([p.a for p in part], [p.b for p in part])
        rows = tokenizer(
            *(reversed(texts) if swap else texts),
            truncation="longest_first",
            padding="max_length",
            max_length=MAX_TOKENS,
            return_tensors="np",
        )
        ids.append(torch.from_numpy(rows["input_ids"].astype(np.int32)))
        lengths.append(rows["attention_mask"].sum(1))
        segments = rows.get("token_type_ids", np.zeros((len(part), MAX_TOKENS)))
        first.append(torch.from_numpy(segments.argmax(1)))
    allowed = [[label in (p.label,) for label in LABELS] for p in pairs]
    implied = [[label in KIND_TO_NLI.get(p.label, ()) for label in NLI] for p in pairs]
    return Encoded(
        ids=torch.cat(ids or [torch.zeros(0, MAX_TOKENS, dtype=torch.int32)]).to(device),
        first=torch.cat(first or [torch.zeros(0, dtype=torch.int64)]).to(device),
        lengths=np.concatenate(lengths or [np.zeros(0, dtype=np.int64)]),
        allowed=torch.tensor(allowed, dtype=torch.bool, device=device).reshape(-1, len(LABELS)),
        implied=torch.tensor(implied, dtype=torch.bool, device=device).reshape(-1, len(NLI)),
        soft=torch.zeros(len(pairs), len(NLI), device=device),
        heard=torch.zeros(len(pairs), device=device),
    )


def inputs(data: Encoded, rows: Sequence[int] | np.ndarray, segments: bool) -> dict[str, Tensor]:
    """What the network takes for these rows, each (batch, longest); segment ids where it knows them."""
    longest = int(data.lengths[rows].max())
    place = torch.as_tensor(np.asarray(rows), device=data.ids.device)
    ids = data.ids[place, :longest].long()
    along = torch.arange(longest, device=ids.device)
    length = torch.as_tensor(data.lengths[rows], device=ids.device)
    mask = (along < length[:, None]).long()
    found = {"input_ids": ids, "attention_mask": mask}
    if segments:
        found["token_type_ids"] = (along >= data.first[place][:, None]).long() * mask
    return found


def batches(rows: np.ndarray, lengths: np.ndarray, size: int, rng: random.Random) -> Iterator[np.ndarray]:
    """Shuffled batches of similar length: sorting inside windows of 40 batches saves most of the padding."""
    order = rows[np.array(rng.sample(range(len(rows)), len(rows)), dtype=np.int64)]
    groups = []
    for start in range(0, len(order), 40 * size):
        window = order[start : start + 40 * size]
        window = window[np.argsort(lengths[window], kind="stable")]
        groups += [window[i : i + size] for i in range(0, len(window), size)]
    rng.shuffle(groups)
    yield from groups


def pair_loss(logits: Tensor, data: Encoded, rows: np.ndarray, recipe: Recipe) -> Tensor:
    """Mean loss of a mixed batch; `logits` is (batch, 10). A pair trains the head of its label and those it is taught.

    Where several labels are right, the loss asks for their probability together (Grandvalet and Bengio 2004).
    """
    place = torch.as_tensor(rows, device=data.ids.device)
    nli, kind = (logits[:, head].float().log_softmax(1) for head in (NLI_SLICE, KIND_SLICE))
    allowed = data.allowed[place]
    loss = _labelled(nli, allowed[:, NLI_SLICE], recipe.smoothing) + _labelled(
        kind, allowed[:, KIND_SLICE], recipe.smoothing
    )
    loss = loss + recipe.weak_nli * _labelled(nli, data.implied[place], 0.0)
    loss = loss - data.heard[place] * (data.soft[place] * nli).sum(1)
    return loss.mean()


def _labelled(log: Tensor, right: Tensor, smoothing: float) -> Tensor:
    """(batch,) loss of one head; zero where nothing is said. `smoothing` spreads that share over all labels."""
    mass = torch.logsumexp(log.masked_fill(~right, -1e4), 1)
    loss = -(1 - smoothing) * mass - smoothing * log.mean(1)
    return torch.where(right.any(1), loss, torch.zeros_like(loss))


def _whole(model: Any, data: Encoded, rows: np.ndarray) -> Tensor:
    """(batch, 10) by the whole network, which knows segments if it is a BERT."""
    logits: Tensor = model(**inputs(data, rows, model.config.model_type == "bert")).logits
    return logits


def _precision(device: torch.device) -> AbstractContextManager[Any]:
    """Brain floats where they are fast."""
    return torch.autocast("cuda", torch.bfloat16) if device.type == "cuda" else nullcontext()


def train(
    model: Any,
    data: Encoded,
    rounds: Sequence[np.ndarray],
    recipe: Recipe,
    report: Callable[[int, int, float], None],
    forward: Callable[[np.ndarray], Tensor] | None = None,
) -> None:
    """AdamW with warm-up and linear decay; each round is an array of rows of `data` already drawn.

    `forward` gives the logits (batch, 10) of rows; left out, the model reads them whole.
    """
    forward = forward or partial(_whole, model, data)
    rng = random.Random(recipe.seed)  # noqa: S311
    torch.manual_seed(recipe.seed)
    plan = [group for rows in rounds for group in batches(rows, data.lengths, recipe.batch, rng)]
    total, warm = len(plan), max(1, int(recipe.warmup * len(plan)))
    free = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in free if p.ndim > 1], "weight_decay": recipe.decay},
        {"params": [p for p in free if p.ndim <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=recipe.rate, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (total - step) / max(1, total - warm))
    )
    model.train()
    running = torch.zeros((), device=data.ids.device)
    for step, rows in enumerate(plan, 1):
        with _precision(data.ids.device):
            logits = forward(rows)
        loss = pair_loss(logits, data, rows, recipe)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        running += (loss.detach() - running) / min(step, 100)
        if step % 100 == 0 or step == total:
            report(step, total, float(running))
    model.eval()


def predict(model: Any, data: Encoded, size: int = 32) -> Tensor:
    """Logits (n, 10) in the order of the rows, on the processor; read from short to long, so that padding is small."""
    order = np.argsort(data.lengths, kind="stable")
    logits = torch.empty(len(data), KIND_SLICE.stop)
    model.eval()
    with torch.inference_mode(), _precision(data.ids.device):
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            logits[torch.from_numpy(rows)] = _whole(model, data, rows).float().cpu()
    return logits


def accuracy(logits: Tensor, pairs: Sequence[Pair]) -> float:
    """Share of pairs whose inference label the first head gets right."""
    best = logits[:, NLI_SLICE].argmax(1).tolist()
    return sum(NLI[i] == p.label for i, p in zip(best, pairs, strict=True)) / len(pairs)


def predict_kinds(model: Any, pairs: Sequence[Pair], tokenizer: Any, device: str = "cpu") -> Tensor:
    """Probabilities (n, 7) over `KINDS`, the mean of both orders, since no kind depends on the order."""
    size = 32 if device == "cpu" else 512
    orders = [predict(model, encode(pairs, tokenizer, device, swap), size) for swap in (False, True)]
    return torch.stack([logits[:, KIND_SLICE].softmax(1) for logits in orders]).mean(0)


def clock() -> Callable[[], float]:
    """A function that says how many seconds have passed since it was made."""
    start = time.monotonic()
    return lambda: time.monotonic() - start
