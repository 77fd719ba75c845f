"""Labels are read from the model, and its order of outputs is checked."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from reconcile.compare import entailment
from reconcile.compare.entailment import KINDS, NLI, CrossEncoderEntailment
from reconcile.errors import ModelError


class FakeCrossEncoder:
    """Scores the first label of every pair highest and remembers what it was asked."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self.config = SimpleNamespace(id2label=dict(enumerate(labels)))
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs: list[tuple[str, str]], **options: Any) -> Any:
        self.asked += pairs
        return np.array([[5.0] + [0.0] * (len(self.config.id2label) - 1)] * len(pairs), dtype=np.float32)


def with_model(labels: tuple[str, ...], asked: str | None) -> tuple[CrossEncoderEntailment, FakeCrossEncoder]:
    found, fake = CrossEncoderEntailment(asked), FakeCrossEncoder(labels)
    found.__dict__["_model"] = fake
    return found, fake


def test_another_models_labels_may_stand_in_any_order() -> None:
    found, _ = with_model(("CONTRADICTION", "ENTAILMENT", "NEUTRAL"), "some/nli")
    (relation,) = found.relate([("a", "b")])
    assert max(relation.nli, key=relation.nli.__getitem__) == "contradiction"
    assert max(relation.kind, key=relation.kind.__getitem__) == "conflict"
    assert set(relation.kind) == set(KINDS)


def test_a_model_without_inference_labels_is_refused_by_name() -> None:
    found, _ = with_model(("LABEL_0", "LABEL_1"), "some/ranker")
    with pytest.raises(ModelError, match=r"some/ranker.*label_0"):
        found.relate([("a", "b")])


def test_packaged_weights_with_another_label_order_are_refused() -> None:
    found, _ = with_model((*KINDS, *NLI), None)
    with pytest.raises(ModelError, match="labels"):
        found.relate([("a", "b")])


def test_the_order_of_the_two_texts_makes_no_difference() -> None:
    found, fake = with_model(NLI + KINDS, None)
    assert found.relate([("b", "a")]) == found.relate([("a", "b")])
    assert fake.asked == [("a", "b"), ("a", "b")]


def test_no_pairs_load_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entailment, "_load_packaged", lambda: pytest.fail("loaded"))
    assert CrossEncoderEntailment().relate([]) == []


def test_damaged_weights_are_told_before_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = json.loads((entailment.FOLDER / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(about), encoding="utf-8")
    (tmp_path / about["reconcile"]["weights"]["file"]).write_bytes(b"not these")
    monkeypatch.setattr(entailment, "FOLDER", tmp_path)
    with pytest.raises(ModelError, match="damaged"):
        CrossEncoderEntailment().relate([("a", "b")])


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_a_folder_that_is_no_model_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="--entailment-model") as told:
        CrossEncoderEntailment(str(tmp_path)).relate([("a", "b")])
    assert "\n" not in str(told.value)


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_the_packaged_model_tells_entailment_from_contradiction() -> None:
    found = CrossEncoderEntailment().relate(
        [
            ("A man is playing a guitar on stage.", "A man is playing an instrument."),
            ("A man is playing a guitar on stage.", "Nobody is on the stage."),
        ]
    )
    assert found[0].nli["entailment"] > found[0].nli["contradiction"]
    assert found[1].nli["contradiction"] > found[1].nli["entailment"]
