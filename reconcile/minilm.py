"""The packaged MiniLM, for inference alone: the network in plain torch, and texts without padding.

The network is BERT's encoder (Devlin et al. 2019) in the small size of Wang et al. 2020; what stands on it is either
mean pooling (Reimers and Gurevych 2019) or BERT's pooler with a classifier. Written out, it starts without the
libraries that can run any network, whose import takes longer than a small report; its numbers are tested to be theirs.

Texts share a step one after the other: only attention looks beyond a token, and it sees the texts one by one. Steps run
beside each other, each on one thread. So the number of processors has no part in a text's numbers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer
    from torch import Tensor

Text: TypeAlias = "str | tuple[str, str]"
Weights: TypeAlias = "Mapping[str, Tensor]"
Shape: TypeAlias = tuple[int, int]
"""`(n, length)` of texts of one length that follow each other."""
Rows: TypeAlias = "Callable[[Tensor, Sequence[Shape]], Tensor]"
"""From the states `(n_tokens, 384)` before the first layer to one row a text."""

_HEADS = 12
_EPSILON = 1e-12
_WINDOW = 4096  # texts tokenized at once, which bounds the memory
_TOKENS = 512  # tokens a step: enough for the full speed of a matrix product, and for some steps a processor
_THREADS = 16  # more wait for the interpreter


class MiniLM:
    """A network with its tokenizer.

    `weights` are named as in the packaged file, in the precision to compute in; `max_tokens` is where a text is cut,
    the marks around it counted; of a pair the longer text is cut first. A step has `batch_size` texts at most.
    """

    def __init__(self, weights: Weights, vocabulary: Path, *, max_tokens: int, batch_size: int = 64) -> None:
        self._weights = weights
        self._layers = _layers(weights)
        self._tokenizer = _tokenizer(vocabulary, max_tokens)
        self._batch_size = batch_size

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """`(n_texts, 384)`, unit rows: the mean over a text's tokens. There must be a text."""
        return self._run(texts, self._mean)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """`(n_pairs, n_labels)`, what the classifier says to the first token's state. There must be a pair."""
        return self._run(pairs, self._classify)

    def _run(self, texts: Sequence[Text], read: Rows) -> NDArray[np.float32]:
        """A row a text; each is read once however often it occurs."""
        import numpy as np

        places: dict[Text, int] = {}
        inverse = [places.setdefault(text, len(places)) for text in texts]
        distinct = list(places)
        rows: list[NDArray[np.float32]] = []
        order: list[int] = []
        with _side_by_side() as threads:
            for start in range(0, len(distinct), _WINDOW):
                encodings = self._tokenizer.encode_batch_fast(distinct[start : start + _WINDOW])
                # The longest first, so that no processor is left alone with them at the end.
                sorted_ = sorted(range(len(encodings)), key=lambda i: -len(encodings[i]))
                steps = list(_steps([encodings[i] for i in sorted_], self._batch_size))
                rows += threads.map(lambda step: self._step(step, read), steps)
                order += [start + i for i in sorted_]
        found = np.concatenate(rows)
        found[order] = found.copy()
        return found[inverse]

    def _step(self, texts: Sequence[Encoding], read: Rows) -> NDArray[np.float32]:
        import torch

        shapes = [(len(list(alike)), length) for length, alike in groupby(len(text) for text in texts)]
        ids = torch.tensor([number for text in texts for number in text.ids])
        kinds = torch.tensor([number for text in texts for number in text.type_ids])
        with torch.inference_mode():
            return read(self._embed(ids, kinds, shapes), shapes).float().numpy()

    def _embed(self, ids: Tensor, kinds: Tensor, shapes: Sequence[Shape]) -> Tensor:
        """`(n_tokens, 384)` for the tokens' numbers and which text of its pair each is of, both `(n_tokens,)`."""
        import torch
        from torch.nn.functional import embedding

        places = torch.cat([torch.arange(length).repeat(n) for n, length in shapes])
        states = (
            embedding(ids, self._weights["embeddings.word_embeddings.weight"])
            + embedding(kinds, self._weights["embeddings.token_type_embeddings.weight"])
            + embedding(places, self._weights["embeddings.position_embeddings.weight"])
        )
        return _norm(states, self._weights, "embeddings.LayerNorm")

    def _mean(self, states: Tensor, shapes: Sequence[Shape]) -> Tensor:
        import torch
        from torch.nn.functional import normalize

        for layer in self._layers:
            states = layer.every(states, shapes)
        return normalize(torch.cat([part.float().mean(dim=1) for part in _parts(states, shapes)]), dim=1)

    def _classify(self, states: Tensor, shapes: Sequence[Shape]) -> Tensor:
        *lower, last = self._layers
        for layer in lower:
            states = layer.every(states, shapes)
        pooled = _linear(last.first(states, shapes), self._weights, "pooler.dense").tanh()
        return _linear(pooled, self._weights, "classifier")


class _Layer:
    """Attention of a token to its text, then a network of two layers for each token, each with a bypass."""

    def __init__(self, weights: Weights, prefix: str) -> None:
        import torch

        own = {name.removeprefix(prefix): tensor for name, tensor in weights.items() if name.startswith(prefix)}
        parts = ("query", "key", "value")
        # One product instead of three.
        own["asked.weight"] = torch.cat([own[f"attention.self.{part}.weight"] for part in parts])
        own["asked.bias"] = torch.cat([own[f"attention.self.{part}.bias"] for part in parts])
        self._own = own

    def every(self, states: Tensor, shapes: Sequence[Shape]) -> Tensor:
        """The states of all tokens, `(n_tokens, 384)`."""
        asked = _parts(_linear(states, self._own, "asked"), shapes)
        return self._finish(states, [_attend(part, length) for part, (_, length) in zip(asked, shapes, strict=True)])

    def first(self, states: Tensor, shapes: Sequence[Shape]) -> Tensor:
        """The states of the first token of every text, `(n_texts, 384)`."""
        import torch

        asked = _parts(_linear(states, self._own, "asked"), shapes)
        firsts = torch.cat([part[:, 0] for part in _parts(states, shapes)])
        return self._finish(firsts, [_attend(part, 1) for part in asked])

    def _finish(self, states: Tensor, told: Sequence[Tensor]) -> Tensor:
        import torch
        from torch.nn.functional import gelu

        heard = _linear(torch.cat(list(told)), self._own, "attention.output.dense")
        states = _norm(heard + states, self._own, "attention.output.LayerNorm")
        inner = gelu(_linear(states, self._own, "intermediate.dense"))
        return _norm(_linear(inner, self._own, "output.dense") + states, self._own, "output.LayerNorm")


def _attend(asked: Tensor, some: int) -> Tensor:
    """What the first `some` tokens of each text hear, `(n * some, width)`; `asked` holds queries, keys and values of
    texts of one length, `(n, length, 3 * width)`."""
    from torch.nn.functional import scaled_dot_product_attention

    n, length, triple = asked.shape
    query, key, value = asked.view(n, length, 3, _HEADS, triple // 3 // _HEADS).permute(2, 0, 3, 1, 4)
    heard = scaled_dot_product_attention(query[:, :, :some], key, value)
    return heard.transpose(1, 2).reshape(n * some, triple // 3)


def _steps(texts: Sequence[Encoding], most: int) -> Iterator[Sequence[Encoding]]:
    """The texts, sorted by length, cut into steps of about `_TOKENS` tokens and of `most` texts at most."""
    start = tokens = 0
    for i, text in enumerate(texts):
        if i > start and (tokens + len(text) > _TOKENS or i - start == most):
            yield texts[start:i]
            start, tokens = i, 0
        tokens += len(text)
    yield texts[start:]


def _parts(tokens: Tensor, shapes: Sequence[Shape]) -> list[Tensor]:
    """`(n_tokens, width)` as one `(n, length, width)` a length."""
    import torch

    parts = torch.split(tokens, [n * length for n, length in shapes])
    return [part.view(n, length, -1) for part, (n, length) in zip(parts, shapes, strict=True)]


@contextmanager
def _side_by_side() -> Iterator[ThreadPoolExecutor]:
    """As many threads as torch would use in one operation, while each operation uses one.

    Threads of one operation wait for each other, at the cost of many times the work where others need the processors.
    """
    import torch

    usual = _usual_threads()
    torch.set_num_threads(1)
    try:
        with ThreadPoolExecutor(min(usual, _THREADS)) as threads:
            yield threads
    finally:
        torch.set_num_threads(usual)


@cache
def _usual_threads() -> int:
    """What torch uses: the processors of this process or OMP_NUM_THREADS, unless the program asked for something else.

    Read once: while a text is read somewhere else in the program, the answer would be one.
    """
    import torch

    return torch.get_num_threads()


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


def _linear(states: Tensor, weights: Weights, name: str) -> Tensor:
    from torch.nn.functional import linear

    return linear(states, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _norm(states: Tensor, weights: Weights, name: str) -> Tensor:
    from torch.nn.functional import layer_norm

    return layer_norm(states, states.shape[-1:], weights[f"{name}.weight"], weights[f"{name}.bias"], _EPSILON)
