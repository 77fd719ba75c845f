"""Linear models with their weights in a data file: what a verdict is made of can be read and added up by hand."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reconcile.models import Frozen
from reconcile.packaged import RESOURCES

FILE = RESOURCES / "verdict.json"


class Linear(Frozen):
    """A multinomial logistic model; `weights[label][feature]`, a feature that is absent counts as zero.

    With one label it is a binary model: the probability of the label against its absence.
    """

    bias: dict[str, float]
    weights: dict[str, dict[str, float]]

    def scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """Log-odds (one label) or logits (several)."""
        return {
            label: self.bias[label] + math.fsum(w * features.get(name, 0.0) for name, w in own.items())
            for label, own in self.weights.items()
        }

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Probability of each label, four digits: sums differ in the last bits between machines."""
        scores = self.scores(features)
        if len(scores) == 1:
            return {label: round(1 / (1 + math.exp(-max(-50.0, x))), 4) for label, x in scores.items()}
        top = max(scores.values())
        powers = {label: math.exp(x - top) for label, x in scores.items()}
        total = math.fsum(powers.values())
        return {label: round(p / total, 4) for label, p in powers.items()}


class Models(Frozen):
    """The three steps: is a pair worth a closer look, is it about the same matter, and what is its kind."""

    closeness: Linear
    matter: Linear
    kind: Linear


@cache
def load_models(file: Path = FILE) -> Models:
    """The shipped weights, fitted by `training/verdict.py`."""
    return Models.model_validate(json.loads(file.read_text(encoding="utf-8")))
