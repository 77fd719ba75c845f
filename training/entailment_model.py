"""The network: the packaged all-MiniLM-L6-v2 encoder, its pooler and ten output rows (`entailment_labels`).

MiniLM: Wang, Wei, Dong, Bao, Yang, Zhou 2020. The 30,522 word vectors (11.7 of 22.7 million parameters) stay frozen, so
what has to be stored is the difference: the other tensors. The optimiser also never touches the largest matrix.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

from reconcile.packaged import packaged_model
from training.entailment_labels import LABELS

FROZEN = "bert.embeddings.word_embeddings.weight"
MAX_TOKENS = 128


def build_model(seed: int = 13) -> Any:
    """A sequence classifier over the packaged encoder, output rows drawn from `seed`, word vectors frozen."""
    torch.manual_seed(seed)
    config = AutoConfig.from_pretrained(
        packaged_model(),
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
        # Dropout inside attention rules out the fused kernel and costs a sixth of the speed; dropout elsewhere remains.
        attention_probs_dropout_prob=0.0,
    )
    model = AutoModelForSequenceClassification.from_config(config)  # type: ignore[no-untyped-call]
    encoder = load_file(packaged_model() / "model.safetensors")
    encoder.pop("embeddings.position_ids", None)
    missing, unexpected = model.load_state_dict({f"bert.{k}": v for k, v in encoder.items()}, strict=False)
    if unexpected or set(missing) != {"classifier.weight", "classifier.bias"}:
        raise ValueError(f"the packaged encoder does not fit: missing {missing}, unexpected {unexpected}")
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    return model


def load_tokenizer(folder: Path | None = None) -> Any:
    """The tokeniser of the packaged encoder, or of the encoder in `folder`."""
    return AutoTokenizer.from_pretrained(folder or packaged_model())


def build_teacher(folder: Path, seed: int = 13) -> Any:
    """A larger sequence classifier with the same ten output rows over the encoder in `folder`, which learns in full."""
    torch.manual_seed(seed)
    return AutoModelForSequenceClassification.from_pretrained(folder, num_labels=len(LABELS))


def trained_state(model: Any) -> dict[str, torch.Tensor]:
    """Every tensor that training may change, float32, by name."""
    return {k: v.detach().float().contiguous() for k, v in model.state_dict().items() if k != FROZEN}


def save_weights(model: Any, path: Path) -> None:
    """Write the trained tensors (float32); the frozen ones come from the package again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.cpu() for name, tensor in trained_state(model).items()}, path)


def load_weights(model: Any, path: Path) -> None:
    """Put in what `save_weights` wrote of a model of the same form."""
    missing, unexpected = model.load_state_dict(load_file(path), strict=False)
    if unexpected or not set(missing) <= {FROZEN}:
        raise ValueError(f"{path.name}: missing {missing}, unexpected {unexpected}")
