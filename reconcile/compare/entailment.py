"""Does one claim follow from, or contradict, another? A cross-encoder reads both at once.

The packaged model (`resources/entailment`, with its card) is all-MiniLM-L6-v2 turned into a cross-encoder with two
heads: natural-language inference, and how two claims of news relate in the terms of this project. Any other
sentence-transformers cross-encoder trained for inference can take its place by name or path.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from reconcile.errors import ModelError
from reconcile.loading import uncollected
from reconcile.minilm import MiniLM
from reconcile.models import Frozen
from reconcile.packaged import RESOURCES, describe_model, file_digest, first_line, packaged_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

FOLDER = RESOURCES / "entailment"
NLI = ("entailment", "neutral", "contradiction")
KINDS = ("agreement", "conflict", "status", "attribution", "quote", "framing", "unrelated")
# What stands in for the second head of a model that has none.
_KIND_OF = {"entailment": "agreement", "neutral": "unrelated", "contradiction": "conflict"}
_FROZEN = "embeddings.word_embeddings.weight"
_DIGITS = 3  # what follows rests on rounded numbers, so that the last bits of another processor change nothing


class Relation(Frozen):
    """Probabilities for one pair of texts: over `NLI` and over `KINDS`, each summing to one."""

    nli: Mapping[str, float]
    kind: Mapping[str, float]


class Entailment(Protocol):
    """Reads pairs of texts."""

    def relate(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        """One relation a pair. The order of the two texts makes no difference."""
        ...

    def describe(self) -> dict[str, str]:
        """The model's name and the digest of its weights, for the report's settings."""
        ...


class CrossEncoderEntailment:
    """Any sentence-transformers cross-encoder for inference, by name or path; None is the packaged one.

    The label names are read from the model's configuration. The model is loaded at the first use; raises ModelError
    when it cannot be, or when its labels are not those of inference.
    """

    def __init__(self, model: str | None = None, *, batch_size: int = 64) -> None:
        self.batch_size = batch_size
        self._asked = model

    def relate(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        if not pairs:
            return []
        # Always the same text first, so that the order of the articles cannot change a verdict.
        told = [(min(pair), max(pair)) for pair in pairs]
        return [_relation(row, self._model.labels) for row in self._model.logits(told)]

    def describe(self) -> dict[str, str]:
        if self._asked is None:
            return {"name": "reconcile-entailment", "sha256": _config()["reconcile"]["weights"]["sha256"]}
        return describe_model(self._asked)

    @cached_property
    @uncollected()
    def _model(self) -> _Model:
        if self._asked is None:
            return _load_packaged(self.batch_size)
        model = _load_library(self._asked, self.batch_size)
        if not set(NLI) <= set(model.labels):
            raise ModelError(
                f"--entailment-model {self._asked}: its labels are {', '.join(model.labels)}; "
                f"needed are {', '.join(NLI)}"
            )
        return model


class _Model(NamedTuple):
    """`logits` gives `(n_pairs, n_labels)` for pairs; a column's label is that of its place."""

    labels: tuple[str, ...]
    logits: Callable[[list[tuple[str, str]]], NDArray[np.float32]]


def _relation(logits: NDArray[np.float32], labels: Sequence[str]) -> Relation:
    nli = _softmax(logits, [labels.index(label) for label in NLI])
    by_label = dict(zip(NLI, nli, strict=True))
    if set(KINDS) <= set(labels):
        kind = dict(zip(KINDS, _softmax(logits, [labels.index(label) for label in KINDS]), strict=True))
    else:
        kind = dict.fromkeys(KINDS, 0.0) | {_KIND_OF[label]: p for label, p in by_label.items()}
    return Relation(nli=by_label, kind=kind)


def _softmax(logits: NDArray[np.float32], columns: Sequence[int]) -> list[float]:
    import numpy as np

    own = logits[list(columns)].astype(np.float64)
    powers = np.exp(own - own.max())
    return [round(float(p), _DIGITS) for p in powers / powers.sum()]


def _load_library(name: str, batch_size: int) -> _Model:
    if Path(name).exists():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = CrossEncoder(name, device="cpu", trust_remote_code=False)
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        raise ModelError(f"--entailment-model {name}: cannot be loaded ({first_line(error)})") from None
    logits = partial(model.predict, batch_size=batch_size, activation_fn=torch.nn.Identity(), show_progress_bar=False)
    return _Model(_labels(model.config.id2label), logits)


def _load_packaged(batch_size: int) -> _Model:
    """The shipped tensors over the packaged encoder's word vectors."""
    config = _config()
    labels = _labels({int(i): label for i, label in config["id2label"].items()})
    if labels != NLI + KINDS:
        raise ModelError(f"resources/entailment: the labels are {', '.join(labels)}: reinstall reconcile")
    about, base = config["reconcile"], packaged_model()
    model = MiniLM(
        _weights(about, base), base / "tokenizer.json", max_tokens=about["max_tokens"], batch_size=batch_size
    )
    return _Model(labels, model.logits)


def _labels(names: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(str(names[i]).lower() for i in range(len(names)))


def _config() -> dict[str, Any]:
    """The packaged configuration, whose entry "reconcile" says how the weights are put together."""
    try:
        config: dict[str, Any] = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ModelError("resources/entailment/config.json is missing or damaged: reinstall reconcile") from None
    return config


def _weights(about: Mapping[str, Any], base: Path) -> dict[str, Tensor]:
    """All tensors as float32; shipped matrices may be int8 with a scale for each row."""
    from safetensors import safe_open
    from safetensors.torch import load_file

    file = FOLDER / about["weights"]["file"]
    if not file.is_file() or file_digest(file) != about["weights"]["sha256"]:
        raise ModelError(f"resources/entailment/{file.name} is damaged or another version: reinstall reconcile")
    packed = load_file(file)
    weights = {
        key.removeprefix("bert."): tensor.float() * packed.get(f"{key}.scale", 1)
        for key, tensor in packed.items()
        if not key.endswith(".scale")
    }
    with safe_open(base / about["base"]["file"], framework="pt") as frozen:
        weights[_FROZEN] = frozen.get_tensor(_FROZEN)
    return weights
