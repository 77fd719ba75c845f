"""A network whose lower layers stay as they are: what those make of each pair is computed once and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.entailment_loop import Encoded, inputs

SIZE = 64  # pairs that the lower layers read at once


def freeze(model: Any, layers: int) -> None:
    """The lowest layers of a BERT classifier do not learn, nor, if any stays so, the embeddings; the others do.

    The word vectors never learn (`entailment_model`).
    """
    for number, layer in enumerate(model.bert.encoder.layer):
        layer.requires_grad_(number >= layers)
    model.bert.embeddings.requires_grad_(layers == 0)
    model.bert.embeddings.word_embeddings.requires_grad_(False)


def upper(model: Any, data: Encoded, layers: int) -> Callable[[np.ndarray], Tensor]:
    """Logits (batch, 10) of rows of `data`, by the layers above the lowest ones, which read every pair just once.

    What is kept takes half precision, 768 bytes a token.
    """
    kept: list[Tensor] = [torch.empty(0)] * len(data)
    order = np.argsort(data.lengths, kind="stable")
    model.eval()
    with torch.inference_mode():
        for start in range(0, len(order), SIZE):
            rows = order[start : start + SIZE]
            given = inputs(data, rows, segments=True)
            hidden = model.bert.embeddings(input_ids=given["input_ids"], token_type_ids=given["token_type_ids"])
            hidden = _through(model.bert.encoder.layer[:layers], hidden, given["attention_mask"])
            for states, row in zip(hidden.half(), rows, strict=True):
                kept[row] = states[: data.lengths[row]].clone()

    def logits(rows: np.ndarray) -> Tensor:
        hidden = torch.nn.utils.rnn.pad_sequence([kept[row].float() for row in rows], batch_first=True)
        mask = torch.arange(hidden.shape[1]) < torch.as_tensor(data.lengths[rows])[:, None]
        hidden = _through(model.bert.encoder.layer[layers:], hidden, mask.to(hidden.device))
        found: Tensor = model.classifier(model.dropout(model.bert.pooler(hidden)))
        return found

    return logits


def _through(layers: Any, hidden: Tensor, mask: Tensor) -> Tensor:
    """`hidden` (batch, tokens, dim) after these layers; attention passes over padding."""
    hide = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
    for layer in layers:
        states = layer(hidden, attention_mask=hide)
        hidden = states[0] if isinstance(states, tuple) else states
    return hidden
