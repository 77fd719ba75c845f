"""The packaged networks as written out here give the numbers of the libraries that can run any network."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile import minilm
from reconcile.compare import entailment
from reconcile.compare.entailment import CrossEncoderEntailment
from reconcile.embed import SentenceEncoder
from reconcile.packaged import packaged_model
from tests.conftest import SEEDS

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("default")]

NEAR = 1e-5

ODD = [
    "",
    " ",
    "\n\n\t",
    "\x00\x07 a bell",
    "🙂",
    "The 👩‍👩‍👧‍👦 family waved 🇩🇪 flags.",
    "😀" * 400,
    "\u200b\u200f\ufeff",
    "مرحبا بالعالم",
    "北京欢迎你 Beijing 한국어 ไทย हिन्दी",
    "é e\u0301 ﬁ ﬂ ß İstanbul ǅ naïve NAÏVE cafe\u0301",
    "a\u00a0no-break\u2028space\u3000wide",
    "\U0010ffff \ufffe \ue000",
    "“Don’t,” the U.S.-led force’s $4bn 3.5% … said—twice",
    "[CLS] [SEP] [MASK] [PAD] [UNK] ##ing",
    "١٢٣ 一二三 ½ ²",
    "x" * 5000,
    "word " * 5000,
    "word " * 253,
    "word " * 254,
    "word " * 255,
]


def seed_lines() -> list[str]:
    return [
        line
        for path in sorted(SEEDS.iterdir())
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


@pytest.fixture(scope="module")
def library() -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(packaged_model()), device="cpu")


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def cross_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The packaged cross-encoder as a folder that the library can load."""
    from safetensors.torch import load_file, save_file
    from sentence_transformers import CrossEncoder

    folder, base = tmp_path_factory.mktemp("cross"), packaged_model()
    for file in (*base.glob("*token*.json"), base / "vocab.txt", entailment.FOLDER / "config.json"):
        shutil.copyfile(file, folder / file.name)
    words = "embeddings.word_embeddings.weight"
    state = {name: tensor.float() for name, tensor in load_file(entailment.FOLDER / "delta.safetensors").items()}
    state[f"bert.{words}"] = load_file(base / "model.safetensors")[words].clone()
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    limit = json.loads((folder / "config.json").read_text(encoding="utf-8"))["reconcile"]["max_tokens"]
    return CrossEncoder(str(folder), device="cpu", max_length=limit)


def test_vectors_are_those_of_the_library(encoder: SentenceEncoder, library: Any) -> None:
    texts = [*ODD, *seed_lines()]
    expected = library.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    np.testing.assert_allclose(encoder.encode(texts), expected, rtol=0, atol=NEAR)


def test_logits_are_those_of_the_library(cross_library: Any) -> None:
    lines = seed_lines()
    pairs = [*zip(lines, reversed(lines), strict=True)]
    # Of a pair that is too long, which text is cut and where?
    pairs += [("word " * a, "term " * b) for a, b in ((62, 63), (63, 63), (100, 40), (40, 100), (5000, 3), (300, 301))]
    pairs += [*pairwise(ODD), *zip(ODD, cycle(lines), strict=False), ("", ""), ("One.", "")]
    import torch

    expected = cross_library.predict(pairs, activation_fn=torch.nn.Identity(), show_progress_bar=False)
    model = CrossEncoderEntailment()._model
    np.testing.assert_allclose(model.logits(pairs), expected, rtol=0, atol=NEAR)
    names = cross_library.config.id2label
    assert model.labels == tuple(names[i] for i in range(len(names)))


@settings(max_examples=300, deadline=None)
@given(a=st.text(), b=st.text(max_size=5))
def test_any_text_has_the_tokens_of_the_library(encoder: SentenceEncoder, library: Any, a: str, b: str) -> None:
    text = a + b
    (own,) = encoder._packaged._tokenizer.encode_batch_fast([text])
    assert own.ids == library.tokenizer(text, truncation=True, max_length=library.max_seq_length)["input_ids"]


def test_neighbours_have_no_part_in_a_texts_vector(encoder: SentenceEncoder) -> None:
    texts = [*ODD, *seed_lines()]
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    backwards = encoder.encode(texts[::-1])[::-1]
    np.testing.assert_allclose(alone, together, rtol=0, atol=1e-6)
    np.testing.assert_allclose(backwards, together, rtol=0, atol=1e-6)


def test_neighbours_have_no_part_in_a_pairs_relation() -> None:
    lines, model = seed_lines(), CrossEncoderEntailment()
    pairs = [*pairwise(lines)]
    together = model.relate(pairs)
    assert model.relate(pairs[::-1])[::-1] == together
    assert [model.relate([pair])[0] for pair in pairs] == together


def test_the_same_text_has_the_same_vector_wherever_it_stands(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(["Milk prices rose.", "Nothing else.", "Milk prices rose."])
    assert (vectors[0] == vectors[2]).all()
    assert not np.allclose(vectors[0], vectors[1])


@pytest.mark.parametrize("batch_size", [1, 7])
def test_the_batch_size_changes_nothing_but_the_last_bits(encoder: SentenceEncoder, batch_size: int) -> None:
    texts = seed_lines()
    other = SentenceEncoder(batch_size=batch_size).encode(texts)
    np.testing.assert_allclose(other, encoder.encode(texts), rtol=0, atol=1e-6)


def test_the_number_of_threads_changes_no_bit_and_is_left_as_it_was(
    encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    texts = [*ODD, *seed_lines()]
    usual = torch.get_num_threads()
    found = []
    for threads in (1, 3):
        monkeypatch.setattr(minilm, "_usual_threads", lambda threads=threads: threads)
        found.append(encoder.encode(texts))
        assert torch.get_num_threads() == threads
    torch.set_num_threads(usual)
    assert (found[0] == found[1]).all()


def test_a_fault_in_a_step_reaches_the_caller(encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    usual = torch.get_num_threads()

    def fail(*_: Any) -> None:
        raise MemoryError("too much")

    monkeypatch.setattr(minilm, "_attend", fail)
    with pytest.raises(MemoryError, match="too much"):
        encoder.encode(seed_lines())
    assert torch.get_num_threads() == usual


def test_the_packaged_models_need_neither_the_libraries_nor_the_network() -> None:
    program = """
import socket, sys
def refuse(*_): raise SystemExit("the network was asked")
socket.socket.connect = socket.getaddrinfo = refuse
from reconcile.compare.axes import load_axes
from reconcile.compare.entailment import CrossEncoderEntailment
from reconcile.embed import SentenceEncoder
encoder = SentenceEncoder()
print(load_axes(encoder).project(encoder.encode(["Milk prices rose."])))
print(CrossEncoderEntailment().relate([("Milk prices rose.", "Milk prices fell.")]))
print(sorted({name.split(".")[0] for name in sys.modules} & {"transformers", "sentence_transformers", "scipy"}))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
