"""Does one claim follow from, or contradict, another? A cross-encoder reads both at once.

The packaged model (`resources/entailment`, with its card) is all-MiniLM-L6-v2 turned into a cross-encoder with two
heads: natural-language inference, and how two claims of news relate in the terms of this project. Any other
sentence-transformers cross-encoder trained for inference can take its place by name or path.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from reconcile.errors import ModelError
from reconcile.models import Frozen
from reconcile.packaged import RESOURCES, describe_model, file_digest, first_line, packaged_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

FOLDER = RESOURCES / "entailment"
NLI = ("entailment", "neutral", "contradiction")
KINDS = ("agreement", "conflict", "status", "attribution", "quote", "framing", "unrelated")
# What stands in for the second head of a model that has none.
_KIND_OF = {"entailment": "agreement", "neutral": "unrelated", "contradiction": "conflict"}
_FROZEN = "bert.embeddings.word_embeddings.weight"
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
        logits = self._model.predict(
            [(min(pair), max(pair)) for pair in pairs],
            batch_size=self.batch_size,
            activation_fn=_identity(),
            show_progress_bar=False,
        )
        return [_relation(row, self._labels) for row in logits]

    def describe(self) -> dict[str, str]:
        if self._asked is None:
            return {"name": "reconcile-entailment", "sha256": _about()["weights"]["sha256"]}
        return describe_model(self._asked)

    @cached_property
    def _labels(self) -> tuple[str, ...]:
        config: Any = self._model.config
        labels = tuple(str(config.id2label[i]).lower() for i in range(len(config.id2label)))
        if self._asked is None and labels != NLI + KINDS:
            raise ModelError(f"resources/entailment: the labels are {', '.join(labels)}: reinstall reconcile")
        if not set(NLI) <= set(labels):
            raise ModelError(
                f"--entailment-model {self._asked}: its labels are {', '.join(labels)}; needed are {', '.join(NLI)}"
            )
        return labels

    @cached_property
    def _model(self) -> CrossEncoder:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        if self._asked is None:
            return _load_packaged()
        try:
            return _load(self._asked)
        except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
            raise ModelError(f"--entailment-model {self._asked}: cannot be loaded ({first_line(error)})") from None


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


def _identity() -> Any:
    import torch

    return torch.nn.Identity()


def _load(path: str, **options: Any) -> CrossEncoder:
    if Path(path).exists():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model: CrossEncoder = CrossEncoder(path, device="cpu", trust_remote_code=False, **options)
    return model


def _about() -> dict[str, Any]:
    """The entry of the packaged configuration that says how the weights are put together."""
    try:
        config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ModelError("resources/entailment/config.json is missing or damaged: reinstall reconcile") from None
    return config["reconcile"]  # type: ignore[no-any-return]


def _load_packaged() -> CrossEncoder:
    """The packaged encoder's word vectors and the shipped tensors, put together in a folder of the moment."""
    from safetensors.torch import save_file

    about, base = _about(), packaged_model()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in base.glob("*token*.json"):
            shutil.copyfile(file, folder / file.name)
        shutil.copyfile(base / "vocab.txt", folder / "vocab.txt")
        shutil.copyfile(FOLDER / "config.json", folder / "config.json")
        save_file(_state(about, base), folder / "model.safetensors", metadata={"format": "pt"})
        return _load(name, max_length=about["max_tokens"])


def _state(about: Mapping[str, Any], base: Path) -> dict[str, Any]:
    """All tensors as float32; shipped matrices may be int8 with a scale for each row."""
    from safetensors.torch import load_file

    weights = FOLDER / about["weights"]["file"]
    if file_digest(weights) != about["weights"]["sha256"]:
        raise ModelError(f"resources/entailment/{weights.name} is damaged or another version: reinstall reconcile")
    packed = load_file(weights)
    state = {
        key: tensor.float() * packed[f"{key}.scale"] if f"{key}.scale" in packed else tensor.float()
        for key, tensor in packed.items()
        if not key.endswith(".scale")
    }
    state[_FROZEN] = load_file(base / about["base"]["file"])[_FROZEN.removeprefix("bert.")].float()
    return state
