"""The packaged MiniLM, for inference alone: the network in plain torch, and texts in batches of one length.

The network is BERT's encoder (Devlin et al. 2019) in the small size of Wang et al. 2020; what stands on it is either
mean pooling (Reimers and Gurevych 2019) or BERT's pooler with a classifier. Written out, it starts without the
libraries that can run any network, whose import takes longer than a small report; its numbers are tested to be theirs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer
    from torch import Tensor

Text: TypeAlias = "str | tuple[str, str]"
Weights: TypeAlias = "Mapping[str, Tensor]"
Head: TypeAlias = "Callable[[Tensor], Tensor]"

_HEADS = 12
_EPSILON = 1e-12
_WINDOW = 4096  # texts tokenized at once; bounds memory, and is enough to find many of one length
_TOKENS = 2048  # tokens a step; more need more memory and save no time


class MiniLM:
    """A network with its tokenizer.

    `weights` are named as in the packaged file, in the precision to compute in; `max_tokens` is where a text is cut,
    the marks around it counted; of a pair the longer text is cut first.
    """

    def __init__(self, weights: Weights, vocabulary: Path, *, max_tokens: int, batch_size: int = 64) -> None:
        self._weights = weights
        self._layers = _layers(weights)
        self._tokenizer = _tokenizer(vocabulary, max_tokens)
        self._batch_size = batch_size

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """`(n_texts, 384)`, unit rows: the mean over a text's tokens."""
        return self._run(texts, _mean)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """`(n_pairs, n_labels)`, what the classifier says to the first token's state."""
        return self._run(pairs, self._classify)

    def _run(self, texts: Sequence[Text], head: Head) -> NDArray[np.float32]:
        """The head's rows, each text read once however often it occurs."""
        import numpy as np
        import torch

        places: dict[Text, int] = {}
        inverse = [places.setdefault(text, len(places)) for text in texts]
        distinct = list(places)
        with torch.inference_mode():
            rows = [
                (start + own, head(states).float().numpy())
                for start in range(0, len(distinct), _WINDOW)
                for own, states in self._states(distinct[start : start + _WINDOW])
            ]
        found = np.empty((len(distinct), rows[0][1].shape[1]), dtype=np.float32)
        for own, values in rows:
            found[own] = values
        return found[inverse]

    def _states(self, texts: Sequence[Text]) -> Iterator[tuple[NDArray[np.intp], Tensor]]:
        """Last hidden states `(n, length, 384)` with the places of their texts.

        Only texts of one length share a step: nothing is padded, so no neighbour has a part in a text's numbers.
        """
        import numpy as np
        import torch

        encodings = self._tokenizer.encode_batch_fast(list(texts))
        lengths = np.array([len(encoding) for encoding in encodings])
        order = np.argsort(lengths, kind="stable")
        for alike in np.split(order, np.flatnonzero(np.diff(lengths[order])) + 1):
            step = max(1, min(self._batch_size, _TOKENS // int(lengths[alike[0]])))
            for start in range(0, len(alike), step):
                own = alike[start : start + step]
                some: list[Encoding] = [encodings[i] for i in own]
                ids = torch.tensor([encoding.ids for encoding in some])
                kinds = torch.tensor([encoding.type_ids for encoding in some])
                yield own, self._read(ids, kinds)

    def _read(self, ids: Tensor, kinds: Tensor) -> Tensor:
        """`(n, length)` token numbers, and which of the two texts each is of, to `(n, length, 384)`."""
        from torch.nn.functional import embedding

        states = (
            embedding(ids, self._weights["embeddings.word_embeddings.weight"])
            + embedding(kinds, self._weights["embeddings.token_type_embeddings.weight"])
            + self._weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        )
        states = _norm(states, self._weights, "embeddings.LayerNorm")
        for layer in self._layers:
            states = layer(states)
        return states

    def _classify(self, states: Tensor) -> Tensor:
        return _linear(_linear(states[:, 0], self._weights, "pooler.dense").tanh(), self._weights, "classifier")


class _Layer:
    """Attention of every token to every other, then a network of two layers for each token, each with a bypass."""

    def __init__(self, weights: Weights, prefix: str) -> None:
        import torch

        own = {name.removeprefix(prefix): tensor for name, tensor in weights.items() if name.startswith(prefix)}
        parts = ("query", "key", "value")
        # One product instead of three.
        self._asked = torch.cat([own[f"attention.self.{part}.weight"] for part in parts])
        self._asked_bias = torch.cat([own[f"attention.self.{part}.bias"] for part in parts])
        self._own = own

    def __call__(self, states: Tensor) -> Tensor:
        from torch.nn.functional import gelu, linear, scaled_dot_product_attention

        n, length, width = states.shape
        asked = linear(states, self._asked, self._asked_bias).view(n, length, 3, _HEADS, width // _HEADS)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        told = scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(n, length, width)
        told = _linear(told, self._own, "attention.output.dense")
        states = _norm(told + states, self._own, "attention.output.LayerNorm")
        inner = gelu(_linear(states, self._own, "intermediate.dense"))
        return _norm(_linear(inner, self._own, "output.dense") + states, self._own, "output.LayerNorm")


def _layers(weights: Weights) -> list[_Layer]:
    count = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
    return [_Layer(weights, f"encoder.layer.{i}.") for i in range(count)]


def _tokenizer(file: Path, max_tokens: int) -> Tokenizer:
    # Threads of the tokenizer do not survive a fork, and time goes to the network.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.enable_truncation(max_tokens)  # the longer text of a pair first
    tokenizer.no_padding()
    return tokenizer


def _mean(states: Tensor) -> Tensor:
    from torch.nn.functional import normalize

    return normalize(states.float().mean(dim=1), dim=1)


def _linear(states: Tensor, weights: Weights, name: str) -> Tensor:
    from torch.nn.functional import linear

    return linear(states, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _norm(states: Tensor, weights: Weights, name: str) -> Tensor:
    from torch.nn.functional import layer_norm

    return layer_norm(states, states.shape[-1:], weights[f"{name}.weight"], weights[f"{name}.bias"], _EPSILON)
