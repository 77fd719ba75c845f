"""A BERT classifier read with less work: frozen layers once for every pair, the last one for the first token alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

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

    What is kept takes half precision, 768 bytes a token; with no layer frozen nothing is kept.
    """
    kept = read_once(model, data, layers) if layers else []
    between, last = model.bert.encoder.layer[layers:-1], model.bert.encoder.layer[-1]

    def logits(rows: np.ndarray) -> Tensor:
        if kept:
            hidden = torch.nn.utils.rnn.pad_sequence([kept[row].float() for row in rows], batch_first=True)
            mask = torch.arange(hidden.shape[1]) < torch.as_tensor(data.lengths[rows])[:, None]
        else:
            hidden, mask = _embedded(model, data, rows)
        hidden = _through(between, hidden, mask.to(hidden.device))
        first = _first_token(last, hidden, mask.to(hidden.device))
        found: Tensor = model.classifier(model.dropout(model.bert.pooler(first)))
        return found

    return logits


def read_once(model: Any, data: Encoded, layers: int) -> list[Tensor]:
    """What the lowest layers make of every pair, each (tokens, dim) in half precision."""
    kept: list[Tensor] = [torch.empty(0)] * len(data)
    order = np.argsort(data.lengths, kind="stable")
    model.eval()
    with torch.inference_mode():
        for start in range(0, len(order), SIZE):
            rows = order[start : start + SIZE]
            hidden = _through(model.bert.encoder.layer[:layers], *_embedded(model, data, rows))
            for states, row in zip(hidden.half(), rows, strict=True):
                kept[row] = states[: data.lengths[row]].clone()
    return kept


def _embedded(model: Any, data: Encoded, rows: np.ndarray) -> tuple[Tensor, Tensor]:
    """The embeddings (batch, tokens, dim) of rows of `data`, and where they are no padding (batch, tokens)."""
    given = inputs(data, rows, segments=True)
    hidden = model.bert.embeddings(input_ids=given["input_ids"], token_type_ids=given["token_type_ids"])
    return hidden, given["attention_mask"]


def _hiding(mask: Tensor) -> Tensor:
    """(batch, 1, 1, tokens) to add before the softmax, so that attention passes over padding."""
    return (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min


def _through(layers: Any, hidden: Tensor, mask: Tensor) -> Tensor:
    """`hidden` (batch, tokens, dim) after these layers."""
    for layer in layers:
        states = layer(hidden, attention_mask=_hiding(mask))
        hidden = states[0] if isinstance(states, tuple) else states
    return hidden


def _first_token(layer: Any, hidden: Tensor, mask: Tensor) -> Tensor:
    """(batch, 1, dim), the first token after this layer: the only one that the pooler reads.

    It asks all tokens, so their keys and values are needed, but the rest of the layer is computed for one token. That
    spares five sixths of the layer.
    """
    own, first = layer.attention.self, hidden[:, :1]

    def heads(states: Tensor) -> Tensor:
        return states.reshape(*states.shape[:2], own.num_attention_heads, -1).transpose(1, 2)

    context = scaled_dot_product_attention(
        heads(own.query(first)),
        heads(own.key(hidden)),
        heads(own.value(hidden)),
        attn_mask=_hiding(mask),
        dropout_p=own.dropout.p if own.training else 0.0,
    )
    attended = layer.attention.output(context.transpose(1, 2).flatten(2), first)
    found: Tensor = layer.output(layer.intermediate(attended), attended)
    return found
