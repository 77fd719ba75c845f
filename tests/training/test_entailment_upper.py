"""Above frozen layers the network computes what it would compute whole."""

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification

from training.entailment_data import Pair
from training.entailment_labels import LABELS
from training.entailment_loop import encode, inputs
from training.entailment_upper import freeze, upper

from .test_entailment_loop import Words


def small() -> BertForSequenceClassification:
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=40,
        hidden_size=16,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=len(LABELS),
    )
    return BertForSequenceClassification(config).eval()


@pytest.mark.parametrize("frozen", [0, 1, 2])
def test_the_layers_above_give_what_the_whole_network_gives(frozen: int) -> None:
    model = small()
    data = encode([Pair("a dog ran", "it ran", "neutral", "t"), Pair("so", "it ran off very fast", "", "t")], Words())
    above = upper(model, data, frozen)
    with torch.inference_mode():
        for rows in (np.array([0, 1]), np.array([0])):
            whole = model(**inputs(data, rows, segments=True)).logits
            assert torch.allclose(above(rows), whole, atol=2e-3)


def test_frozen_layers_do_not_learn() -> None:
    model = small()
    freeze(model, 2)
    learning = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
    assert not any("embeddings" in name or "layer.0." in name or "layer.1." in name for name in learning)
    assert any("layer.2." in name for name in learning)
    assert "classifier.weight" in learning


def test_what_was_frozen_learns_again_but_for_the_word_vectors() -> None:
    model = small()
    freeze(model, 2)
    freeze(model, 0)
    still = [name for name, parameter in model.named_parameters() if not parameter.requires_grad]
    assert still == ["bert.embeddings.word_embeddings.weight"]
