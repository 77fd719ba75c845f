"""Pairs for a larger model to label."""

import random

import numpy as np
import pytest

from training.entailment_data import Pair
from training.entailment_pool import (
    UNLABELLED,
    beside,
    broad_pool,
    edited,
    nearest,
    runs,
    similar_words,
    turned,
    varied,
)

SAID = "The minister will not meet 12 union leaders in Paris before the strike, officials said."
SIMILAR = {"minister": ["premier"], "strike": ["walkout", "attack"]}


def unit(rows: list[list[float]]) -> np.ndarray:
    found = np.array(rows, dtype=np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_the_nearest_come_first_and_never_oneself() -> None:
    found = list(nearest(unit([[1, 0], [1, 0.1], [0, 1], [1, 0]]), 2))
    assert found[0] == [3, 1]
    assert all(i not in others for i, others in enumerate(found))


def test_a_single_text_has_no_neighbour() -> None:
    assert list(nearest(unit([[1, 0]]), 3)) == [[]]
    assert list(beside(["alone"], unit([[1, 0]]), 2, random.Random(1))) == []  # noqa: S311


def test_similar_words_are_other_words() -> None:
    assert similar_words(["fire", "blaze", "tax"], unit([[1, 0], [1, 0.1], [0, 1]]), 1)["fire"] == ["blaze"]


@pytest.mark.parametrize("seed", range(30))
def test_an_edit_is_small(seed: int) -> None:
    other = edited(SAID, random.Random(seed), SIMILAR)  # noqa: S311
    assert len(other.split()) <= len(SAID.split()) + 4
    assert len(set(other.lower().split()) - set(SAID.lower().split())) <= 4


def test_edits_change_words_figures_and_negation() -> None:
    made = {pair.b if pair.a == SAID else pair.a for pair in varied([SAID], 200, random.Random(1), SIMILAR)}  # noqa: S311
    assert any("premier" in text for text in made)
    assert any("will meet" in text for text in made)
    assert any("12" not in text and "union" in text for text in made)
    assert SAID not in made


def test_no_pool_pair_has_a_label() -> None:
    own = [Pair("A dog ran", "An animal moved", "entailment", "taxinli"), Pair("So it is", "It is", "neutral", "snli")]
    vectors = unit([[1, 0], [0, 1], [1, 1], [1, 0.5]])
    made = broad_pool(own, ["It rained today.", "Nobody came."], lambda texts: vectors[: len(texts)], SIMILAR)
    assert made
    assert {pair.label for pair in made} == {UNLABELLED}
    assert {(p.a, p.b) for p in turned(own)} <= {(p.a, p.b) for p in made}


def test_a_run_is_followed_by_one_of_its_sentences_or_a_form_of_it() -> None:
    found = list(runs(["It rained in May.", "Nobody came.", "We left."], random.Random(2), SIMILAR))  # noqa: S311
    assert [pair.a for pair in found] == ["It rained in May. Nobody came.", "Nobody came. We left."]
