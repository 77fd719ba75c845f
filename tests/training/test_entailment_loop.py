"""The loss of mixed batches: each label moves the head it belongs to, and a larger model is heard beside it."""

import math
import random
from dataclasses import replace

import numpy as np
import pytest
import torch

from training.entailment_data import Pair
from training.entailment_labels import KIND_SLICE, KINDS, LABELS, NLI, NLI_SLICE
from training.entailment_loop import Encoded, Recipe, batches, encode, inputs, pair_loss

PLAIN = Recipe(rate=1e-4, smoothing=0.0)


class Words:
    """A tokeniser of one token a word, as transformers' tokenisers answer."""

    def __call__(self, first: list[str], second: list[str], *, max_length: int, **_: object) -> dict[str, np.ndarray]:
        ids = np.zeros((len(first), max_length), dtype=np.int64)
        segments = np.zeros_like(ids)
        for row, (a, b) in enumerate(zip(first, second, strict=True)):
            tokens = [7, *(len(w) for w in a.split()), 8, *(len(w) for w in b.split()), 8]
            ids[row, : len(tokens)] = tokens
            segments[row, 2 + len(a.split()) : len(tokens)] = 1
        return {"input_ids": ids, "attention_mask": (ids > 0).astype(np.int64), "token_type_ids": segments}


def encoded(*labels: str) -> Encoded:
    return encode([Pair("a dog ran", "it ran", label, "test") for label in labels], Words())


def loss(logits: torch.Tensor, label: str, recipe: Recipe = PLAIN) -> float:
    return float(pair_loss(logits, encoded(label), np.array([0]), recipe))


def gradient(data: Encoded, recipe: Recipe = PLAIN) -> torch.Tensor:
    logits = torch.zeros(1, len(LABELS), requires_grad=True)
    pair_loss(logits, data, np.array([0]), recipe).backward()  # type: ignore[no-untyped-call]
    assert logits.grad is not None
    return logits.grad


def test_even_logits_cost_the_log_of_the_number_of_labels() -> None:
    even = torch.zeros(1, len(LABELS))
    assert loss(even, "neutral") == pytest.approx(math.log(len(NLI)), rel=1e-5)
    assert loss(even, "conflict") == pytest.approx(math.log(len(KINDS)), rel=1e-5)


def test_each_label_trains_only_its_head() -> None:
    moved = gradient(encoded("status"))
    assert not moved[:, NLI_SLICE].any()
    assert moved[:, KIND_SLICE].any()


def test_a_conflict_weakly_teaches_contradiction() -> None:
    moved = gradient(encoded("conflict"), replace(PLAIN, weak_nli=0.5))
    assert moved[0, NLI.index("contradiction")] < 0


def test_a_pair_without_a_label_learns_only_what_the_larger_model_says() -> None:
    data = encoded("")
    assert not gradient(data).any()
    moved = gradient(data.taught(torch.tensor([[9.0, 0.0, 0.0, *[0.0] * len(KINDS)]]), 1.0))
    assert moved[0, NLI.index("entailment")] < 0 < moved[0, NLI.index("neutral")]
    assert not moved[:, KIND_SLICE].any()


def test_segments_and_mask_end_where_the_pair_ends() -> None:
    data = encode([Pair("a dog ran", "it ran", "neutral", "t"), Pair("so", "it ran off fast", "neutral", "t")], Words())
    given = inputs(data, np.array([0, 1]), segments=True)
    assert given["token_type_ids"].tolist() == [[0] * 5 + [1] * 3, [0] * 3 + [1] * 5]
    assert given["attention_mask"].all()


def test_batches_hold_every_row_once() -> None:
    rows, lengths = np.arange(100), np.arange(100) % 7
    assert sorted(np.concatenate(list(batches(rows, lengths, 8, random.Random(1)))).tolist()) == rows.tolist()  # noqa: S311


def test_turning_round_makes_the_second_text_the_first() -> None:
    pair = Pair("a dog ran", "it", "conflict", "t")
    turned = encode([Pair(pair.b, pair.a, pair.label, "t")], Words())
    assert encode([pair], Words(), swap=True).ids.equal(turned.ids)
