"""Pairs that the written sets lack."""

import random

import numpy as np
import pytest

pytest.importorskip("sklearn")

from training.entailment_contrast import bystanders, repetitions, respelled, strangers
from training.entailment_data import Pair

SAID = "Eight people were hurt on the U.S. side, some 2,300 left their homes, 15 percent more than in September."


def test_a_repetition_says_the_same_and_agrees() -> None:
    pairs = repetitions([SAID] * 40)
    assert {pair.label for pair in pairs} == {"agreement"}
    assert any(pair.a == pair.b for pair in pairs)
    assert any(pair.a != pair.b for pair in pairs)


@pytest.mark.parametrize("seed", range(20))
def test_respelling_changes_no_figure_and_cuts_no_source_off(seed: int) -> None:
    other = respelled("Seven of the 2,300 were found, the mayor of Alba said", random.Random(seed))  # noqa: S311
    assert "said" in other
    assert other.replace("7", "Seven").replace("2300", "2,300").startswith("Seven of the 2,300 were found")


def test_a_stranger_is_of_another_item() -> None:
    news = [Pair("one a", "one b", "agreement", "w1"), Pair("one a", "one c", "conflict", "w1")]
    news += [Pair(f"a{i}", f"b{i}", "agreement", "w1") for i in range(4)]
    vectors = np.eye(6, dtype=np.float32)
    vectors[1] = vectors[0]
    for pair in strangers(news, vectors):
        assert pair.label == "unrelated"
        assert not ({pair.a, pair.b} <= {"one a", "one b", "one c"})
        assert pair.a[1:] != pair.b[1:]


def test_a_bystander_is_near_but_does_not_say_nearly_the_same() -> None:
    near = np.array([[1, 0], [0.5, 0.866], [0.99, 0.141]], dtype=np.float32)
    found = {(pair.a, pair.b) for pair in bystanders([(["fire", "smoke", "blaze"], near)])}
    assert ("fire", "smoke") in found
    assert ("fire", "blaze") not in found
