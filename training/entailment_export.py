"""Write what ships: the trained tensors in half precision or int8, and how to put them together again.

`config.json` is an ordinary transformers configuration with one more entry, `reconcile`: which packaged encoder
supplies the frozen word vectors (with its digest), which file holds the rest (with its digest) and where each head's
labels stand.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from reconcile.packaged import PACKAGE, file_digest, packaged_model
from training.entailment_labels import KIND_SLICE, KINDS, NLI, NLI_SLICE
from training.entailment_model import FROZEN, MAX_TOKENS, build_model, trained_state

WEIGHTS = "delta.safetensors"
SCALE = ".scale"
FORMATS = ("float16", "int8")


def pack(state: dict[str, Tensor], form: str) -> dict[str, Tensor]:
    """The tensors as stored. `int8`: each row of a matrix times 127 / its largest magnitude, with that scale beside it.

    Vectors and the ten output rows stay half precision: they are small and the verdict hangs on them.
    """
    if form == "float16":
        return {name: tensor.half().contiguous() for name, tensor in state.items()}
    if form != "int8":
        raise ValueError(f"unknown format {form!r}; known are {', '.join(FORMATS)}")
    packed = {}
    for name, tensor in state.items():
        if tensor.ndim != 2 or name.startswith("classifier"):
            packed[name] = tensor.half().contiguous()
            continue
        scale = tensor.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        packed[name] = (tensor / scale).round().to(torch.int8).contiguous()
        packed[name + SCALE] = scale.contiguous()
    return packed


def unpack(packed: dict[str, Tensor]) -> dict[str, Tensor]:
    """The inverse of `pack`, float32; the format is read from the tensors themselves."""
    scales = {name.removesuffix(SCALE): tensor for name, tensor in packed.items() if name.endswith(SCALE)}
    return {
        name: tensor.float() * scales[name] if name in scales else tensor.float()
        for name, tensor in packed.items()
        if not name.endswith(SCALE)
    }


def export(model: Any, folder: Path, form: str = "float16") -> None:
    """Write weights and configuration to `folder`; if a model card is there, its digest is brought up to date."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(pack(trained_state(model), form), folder / WEIGHTS, metadata={"format": "pt"})
    (folder / WEIGHTS).chmod(0o644)
    config = model.config.to_dict()
    for machine_bound in ("_name_or_path", "name_or_path"):
        config.pop(machine_bound, None)
    config["architectures"] = ["BertForSequenceClassification"]
    config["reconcile"] = {
        "base": {
            "package": PACKAGE,
            "file": "model.safetensors",
            "sha256": file_digest(packaged_model() / "model.safetensors"),
        },
        "weights": {"file": WEIGHTS, "sha256": file_digest(folder / WEIGHTS), "format": form},
        "heads": {
            "nli": {"start": NLI_SLICE.start, "labels": list(NLI)},
            "kind": {"start": KIND_SLICE.start, "labels": list(KINDS)},
        },
        "max_tokens": MAX_TOKENS,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    card = folder / "MODEL_CARD.md"
    if card.is_file():
        text = card.read_text(encoding="utf-8")
        line = f"SHA-256 of `{WEIGHTS}`: `{file_digest(folder / WEIGHTS)}`"
        card.write_text(re.sub(rf"SHA-256 of `{WEIGHTS}`: `\w*`", line, text), encoding="utf-8")
    print(f"wrote {folder.name}/{WEIGHTS}, {form}, {(folder / WEIGHTS).stat().st_size / 1e6:.1f} MB", flush=True)


def read_shipped(folder: Path) -> Any:
    """The shipped model put together again, for measuring; refuses weights or a base with another digest."""
    about = json.loads((folder / "config.json").read_text(encoding="utf-8"))["reconcile"]
    for path, expected in (
        (packaged_model() / about["base"]["file"], about["base"]),
        (folder / WEIGHTS, about["weights"]),
    ):
        if file_digest(path) != expected["sha256"]:
            raise ValueError(f"{path.name}: not the file this model was trained with")
    model = build_model()
    missing, unexpected = model.load_state_dict(unpack(load_file(folder / WEIGHTS)), strict=False)
    if unexpected or missing != [FROZEN]:
        raise ValueError(f"{folder.name}: missing {missing}, unexpected {unexpected}")
    model.eval()
    return model
