"""Weights that add up."""

import math

import pytest

from reconcile.compare.linear import Linear, load_models


def test_one_label_is_a_log_odds_sum() -> None:
    model = Linear(bias={"matter": -1.0}, weights={"matter": {"cosine": 2.0, "words": 1.0}})
    assert model.probabilities({"cosine": 0.5, "unknown": 9.0}) == {"matter": 0.5}
    assert model.probabilities({})["matter"] == round(1 / (1 + math.e), 4)


def test_several_labels_share_one() -> None:
    model = Linear(bias={"x": 0.0, "y": 0.0, "z": 0.0}, weights={"x": {"f": 1.0}, "y": {}, "z": {}})
    assert sum(model.probabilities({"f": 3.0}).values()) == pytest.approx(1, abs=3e-4)
    assert model.probabilities({}) == dict.fromkeys("xyz", 0.3333)


def test_extreme_features_are_no_fault() -> None:
    model = Linear(bias={"matter": 0.0}, weights={"matter": {"f": 1e6}})
    assert model.probabilities({"f": -1e6}) == {"matter": 0.0}
    assert model.probabilities({"f": 1e6}) == {"matter": 1.0}


def test_the_shipped_weights_know_every_kind() -> None:
    models = load_models()
    assert set(models.kind.weights) == {"agreement", "attribution", "conflict", "framing", "none", "quote", "status"}
    assert set(models.closeness.weights) == {"close"}
    assert set(models.matter.weights) == {"matter"}
