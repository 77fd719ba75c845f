"""The loss of mixed batches: each label moves the head it belongs to."""

import math

import pytest
import torch

from training.entailment_data import Pair
from training.entailment_labels import KIND_SLICE, KINDS, LABELS, NLI, NLI_SLICE
from training.entailment_loop import Recipe, pair_loss

PLAIN = Recipe(rate=1e-4, smoothing=0.0)


def loss(logits: torch.Tensor, label: str, recipe: Recipe = PLAIN) -> float:
    return float(pair_loss(logits, [Pair("a", "b", label, "test")], recipe))


def test_even_logits_cost_the_log_of_the_number_of_labels() -> None:
    even = torch.zeros(1, len(LABELS))
    assert loss(even, "neutral") == pytest.approx(math.log(len(NLI)), rel=1e-5)
    assert loss(even, "conflict") == pytest.approx(math.log(len(KINDS)), rel=1e-5)


def test_each_label_trains_only_its_head() -> None:
    logits = torch.zeros(1, len(LABELS), requires_grad=True)
    pair_loss(logits, [Pair("a", "b", "status", "test")], PLAIN).backward()  # type: ignore[no-untyped-call]
    assert logits.grad is not None
    assert not logits.grad[:, NLI_SLICE].any()
    assert logits.grad[:, KIND_SLICE].any()


def test_a_conflict_weakly_teaches_contradiction() -> None:
    recipe = Recipe(rate=1e-4, smoothing=0.0, weak_nli=0.5)
    logits = torch.zeros(1, len(LABELS), requires_grad=True)
    pair_loss(logits, [Pair("a", "b", "conflict", "test")], recipe).backward()  # type: ignore[no-untyped-call]
    assert logits.grad is not None
    assert logits.grad[0, NLI.index("contradiction")] < 0
