"""The labels of the shipped cross-encoder and how its ten logits split into two heads.

One linear layer of ten rows is read as two independent classifiers, so that a pair of claims costs one pass
(Liu, He, Chen, Gao 2019, "Multi-Task Deep Neural Networks": shared encoder, one output layer a task):

    logits[:, 0:3]    natural-language inference: does the first text entail, leave open or contradict the second
    logits[:, 3:10]   kind: how two news claims relate, in the terms of this project

A softmax is only meaningful inside a group.
"""

from __future__ import annotations

from typing import Final

from reconcile.compare.entailment import KINDS as KINDS
from reconcile.compare.entailment import NLI as NLI

LABELS: Final = NLI + KINDS
NLI_SLICE: Final = slice(0, len(NLI))
KIND_SLICE: Final = slice(len(NLI), len(LABELS))

# What a kind says about inference, used as weak supervision of the first head on news text. An agreement may add or
# leave out detail, so it is entailment or neutral; the four other kinds fix no inference label and are left out.
KIND_TO_NLI: Final[dict[str, tuple[str, ...]]] = {
    "agreement": ("entailment", "neutral"),
    "conflict": ("contradiction",),
    "unrelated": ("neutral",),
}
