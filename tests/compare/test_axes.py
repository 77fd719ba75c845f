"""Framing axes in embedding space."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reconcile.compare import axes as module
from reconcile.compare.axes import Axes, Axis, framing_data, framing_poles, load_axes, measure_axes, shipped_axes
from reconcile.embed import SentenceEncoder
from reconcile.errors import ConfigError
from reconcile.packaged import SHA256
from tests.conftest import WordEncoder

GLOOM = {"high": ["Rain and gloom.", "Gloom again."], "low": ["Sun and joy.", "Joy again."]}


class Deaf:
    """Hears the same in every text."""

    def encode(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        return np.tile(np.array([1, 0], dtype=np.float32), (len(texts), 1))

    def describe(self) -> dict[str, str]:
        return {"name": "deaf", "sha256": ""}


def mean_position(encoder: Any, axis: str, sentences: Sequence[str]) -> float:
    places = load_axes(encoder).project(encoder.encode(sentences))
    return float(np.mean([place[axis] for place in places]))


def test_the_file_has_the_six_axes_with_as_many_sentences_on_either_pole() -> None:
    axes = framing_data()["axes"]
    assert set(axes) == {"expectations", "outcome", "tone", "severity", "blame", "wording"}
    for name, axis in axes.items():
        assert len(axis["high"]) == len(axis["low"]) >= 12, name
        assert not set(axis["high"]) & set(axis["low"]), name


def test_plain_news_lies_near_the_middle_and_the_poles_on_their_sides(encoder: WordEncoder) -> None:
    for name, axis in framing_data()["axes"].items():
        assert abs(mean_position(encoder, name, framing_data()["neutral"])) < 0.05
        assert mean_position(encoder, name, axis["low"]) < mean_position(encoder, name, axis["high"]), name


def test_positions_are_rounded_and_stay_on_the_scale(encoder: WordEncoder) -> None:
    axes = load_axes(encoder)
    places = axes.project(encoder.encode(["The talks collapsed.", "", "A breakthrough is within reach."]))
    assert [tuple(place) for place in places] == [axes.names] * 3
    for value in (x for place in places for x in place.values()):
        assert -1 <= value <= 1
        assert value == round(value, 4)


def test_no_claims_have_no_positions(encoder: WordEncoder) -> None:
    assert load_axes(encoder).project(np.zeros((0, 0), dtype=np.float32)) == []


def test_a_user_adds_an_axis(encoder: WordEncoder) -> None:
    axes = load_axes(encoder, {"gloom": GLOOM})
    grey, bright = axes.project(encoder.encode(["There was gloom.", "There was joy."]))
    assert axes.names[-1] == "gloom"
    assert grey["gloom"] > 0.2
    assert bright["gloom"] < -0.2


def test_a_users_axis_takes_the_place_of_one_of_the_same_name(encoder: WordEncoder) -> None:
    axes = load_axes(encoder, {"tone": GLOOM})
    assert axes.names.count("tone") == 1
    assert axes.project(encoder.encode(["There was gloom."]))[0]["tone"] > 0.2


@pytest.mark.parametrize(
    ("axis", "words"),
    [
        ({"high": ["Good."]}, "needs exactly"),
        ({"high": ["Good."], "low": ["Bad."], "middle": ["So so."]}, "needs exactly"),
        ({"high": [], "low": ["Bad."]}, "high must be a list"),
        ({"high": ["Good."], "low": "Bad."}, "low must be a list"),
        ({"high": ["Good."], "low": [7]}, "not a sentence"),
        ({"high": [" "], "low": ["Bad."]}, "not a sentence"),
        (["Good.", "Bad."], "needs exactly"),
    ],
)
def test_an_axis_of_another_form_is_refused_by_name(encoder: WordEncoder, axis: Any, words: str) -> None:
    with pytest.raises(ConfigError, match=f"framing axis mood: .*{words}"):
        load_axes(encoder, {"mood": axis})


def test_a_model_that_sees_no_difference_between_the_poles_is_refused() -> None:
    with pytest.raises(ConfigError, match="sees no difference"):
        load_axes(Deaf())


class SeemsPackaged:
    """Says it is the packaged model, and counts the sentences it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        self.asked += texts
        rows = WordEncoder().encode(texts)
        return np.concatenate([rows, np.zeros((len(rows), 384 - rows.shape[1]), dtype=np.float32)], axis=1)

    def describe(self) -> dict[str, str]:
        return {"name": "all-MiniLM-L6-v2", "sha256": SHA256}


def test_the_axes_of_the_packaged_model_are_read_without_encoding_a_sentence() -> None:
    encoder = SeemsPackaged()
    assert load_axes(encoder).names == tuple(framing_data()["axes"])
    assert encoder.asked == []


def test_for_a_users_axis_only_plain_news_and_its_own_sentences_are_encoded() -> None:
    encoder = SeemsPackaged()
    assert load_axes(encoder, {"gloom": GLOOM}).names == (*framing_data()["axes"], "gloom")
    assert encoder.asked == [*framing_data()["neutral"], *GLOOM["high"], *GLOOM["low"]]


def test_shipped_axes_are_not_those_of_another_model_or_of_other_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shipped_axes(SHA256) is not None
    assert shipped_axes("0" * 64) is None
    assert shipped_axes("") is None
    data = framing_data()
    monkeypatch.setattr(module, "framing_data", lambda: data | {"neutral": [*data["neutral"][1:], "It rained."]})
    assert shipped_axes(SHA256) is None


def test_a_missing_or_damaged_file_of_axes_is_measured_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    encoder = SeemsPackaged()
    monkeypatch.setattr(module, "FILE", tmp_path / "axes.safetensors")
    load_axes(encoder)
    assert len(encoder.asked) > 200
    (tmp_path / "axes.safetensors").write_bytes(b"not these")
    assert shipped_axes(SHA256) is None


@pytest.mark.model
def test_the_shipped_axes_are_what_the_packaged_model_measures() -> None:
    shipped = shipped_axes(SHA256)
    assert shipped is not None, "run python -m training.axes"
    measured = measure_axes(SentenceEncoder(), framing_poles())
    assert list(shipped) == list(measured)
    for name, axis in measured.items():
        for field in Axis._fields:
            np.testing.assert_allclose(
                getattr(shipped[name], field), getattr(axis, field), atol=1e-5, err_msg=f"{name}: {field}"
            )


@pytest.fixture(scope="module")
def packaged() -> tuple[SentenceEncoder, Axes]:
    encoder = SentenceEncoder()
    return encoder, load_axes(encoder)


@pytest.mark.model
@pytest.mark.parametrize(
    ("axis", "high", "low"),
    [
        ("expectations", "Officials hope for an early deal.", "Officials see little chance of a deal."),
        ("outcome", "The mission succeeded.", "The mission ended in failure."),
        ("tone", "The envoys thanked each other warmly.", "The envoys shouted insults at each other."),
        ("severity", "The fire was a horrific tragedy.", "The fire was small and did no harm."),
        ("blame", "The engineer's negligence caused the collapse.", "Nothing could have prevented the collapse."),
        ("wording", "The disgraced tyrant's goons butchered them.", "The president's guards shot at them."),
    ],
)
def test_the_packaged_model_tells_the_poles_of_sentences_it_was_not_given(
    packaged: tuple[SentenceEncoder, Axes], axis: str, high: str, low: str
) -> None:
    encoder, axes = packaged
    up, down = axes.project(encoder.encode([high, low]))
    assert up[axis] > down[axis] + 0.2
