"""What a training run reads, and in which order."""

import random
from pathlib import Path

from training.entailment import apart_from, kind_lists, shown
from training.entailment_data import Mixture, Pair, read_mixture


def mixture() -> Mixture:
    return Mixture(
        {
            "news": [
                Pair("ten died", "nine died", "conflict", "w1"),
                Pair("it rained", "it poured", "agreement", "w2"),
            ],
            "repetition": [Pair("ten died", "10 died", "agreement", "repetition")],
            "stranger": [Pair("it rained", "a bank failed", "unrelated", "stranger")],
            "bystander": [Pair("he left", "she wept", "unrelated", "bystander")],
            "inference": [Pair("a dog ran", "an animal ran", "entailment", "snli")],
            "broad_pool": [Pair("an animal ran", "a dog ran", "", "turned")],
        }
    )


def test_a_held_out_set_leaves_with_every_pair_that_has_a_text_of_it() -> None:
    left = apart_from(mixture(), ("w1",)).lists
    assert [p.source for p in left["news"]] == ["w2"]
    assert left["repetition"] == []
    assert len(left["stranger"]) == 1


def test_kinds_come_in_both_orders_and_inference_in_one() -> None:
    lists = kind_lists(mixture()).lists
    assert {(p.a, p.b) for p in lists["repetition"]} == {("ten died", "10 died"), ("10 died", "ten died")}
    assert [(p.a, p.b) for p in lists["inference"]] == [("a dog ran", "an animal ran")]
    assert len(lists["broad_pool"]) == 1


def test_a_scarce_set_is_shown_twice_and_an_automatic_one_thinned() -> None:
    pairs = [Pair(str(i), "b", "neutral", source) for source in ("taxinli", "conjnli-auto", "snli") for i in range(10)]
    rows = shown(pairs, random.Random(1))  # noqa: S311
    assert [sum(pairs[row].source == source for row in rows) for source in ("taxinli", "conjnli-auto", "snli")] == [
        20,
        2,
        10,
    ]


def test_a_mixture_is_read_as_it_was_saved(tmp_path: Path) -> None:
    mixture().save(tmp_path / "mixture.json")
    assert read_mixture(tmp_path / "mixture.json") == mixture()
