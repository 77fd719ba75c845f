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
    """Scores the first label of every pair highest and remembers what it was asked. Stands in for the library's."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self.config = SimpleNamespace(id2label=dict(enumerate(labels)))
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs: list[tuple[str, str]], **options: Any) -> Any:
        self.asked += pairs
        return np.array([[5.0] + [0.0] * (len(self.config.id2label) - 1)] * len(pairs), dtype=np.float32)


def with_model(
    monkeypatch: pytest.MonkeyPatch, labels: tuple[str, ...], asked: str
) -> tuple[CrossEncoderEntailment, FakeCrossEncoder]:
    fake = FakeCrossEncoder(labels)
    monkeypatch.setattr("sentence_transformers.CrossEncoder", lambda *_, **__: fake)
    return CrossEncoderEntailment(asked), fake


def with_config(monkeypatch: pytest.MonkeyPatch, folder: Path, **changed: Any) -> None:
    """The packaged configuration, with something changed."""
    config = json.loads((entailment.FOLDER / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | changed), encoding="utf-8")
    monkeypatch.setattr(entailment, "FOLDER", folder)


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_another_models_labels_may_stand_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = with_model(monkeypatch, ("CONTRADICTION", "ENTAILMENT", "NEUTRAL"), "some/nli")
    (relation,) = found.relate([("a", "b")])
    assert max(relation.nli, key=relation.nli.__getitem__) == "contradiction"
    assert max(relation.kind, key=relation.kind.__getitem__) == "conflict"
    assert set(relation.kind) == set(KINDS)


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_a_model_without_inference_labels_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = with_model(monkeypatch, ("LABEL_0", "LABEL_1"), "some/ranker")
    with pytest.raises(ModelError, match=r"some/ranker.*label_0"):
        found.relate([("a", "b")])


def test_packaged_weights_with_another_label_order_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_config(monkeypatch, tmp_path, id2label=dict(enumerate(KINDS + NLI)))
    with pytest.raises(ModelError, match="labels"):
        CrossEncoderEntailment().relate([("a", "b")])


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_the_order_of_the_two_texts_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    found, fake = with_model(monkeypatch, NLI + KINDS, "some/nli")
    assert found.relate([("b", "a")]) == found.relate([("a", "b")])
    assert fake.asked == [("a", "b"), ("a", "b")]


def test_no_pairs_load_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entailment, "_load_packaged", lambda: pytest.fail("loaded"))
    assert CrossEncoderEntailment().relate([]) == []


def test_damaged_weights_are_told_before_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_config(monkeypatch, tmp_path)
    (tmp_path / "delta.safetensors").write_bytes(b"not these")
    with pytest.raises(ModelError, match="damaged"):
        CrossEncoderEntailment().relate([("a", "b")])


def test_missing_weights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_config(monkeypatch, tmp_path)
    with pytest.raises(ModelError, match="damaged"):
        CrossEncoderEntailment().relate([("a", "b")])


def test_a_missing_configuration_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entailment, "FOLDER", tmp_path)
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        CrossEncoderEntailment().describe()


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


@pytest.mark.model
def test_the_packaged_model_reads_the_same_pair_in_either_order_alike() -> None:
    pair = ("Blinken met Xi on Monday.", "Xi refused to meet Blinken.")
    (one,), (other,) = (CrossEncoderEntailment().relate([p]) for p in (pair, pair[::-1]))
    assert one == other
    assert abs(sum(one.nli.values()) - 1) < 0.01
    assert abs(sum(one.kind.values()) - 1) < 0.01
    assert all(value == round(value, 3) for value in (*one.nli.values(), *one.kind.values()))
