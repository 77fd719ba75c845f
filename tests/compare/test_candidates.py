"""Only neighbours in meaning and words are compared."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from reconcile.compare.candidates import Side, candidate_pairs
from reconcile.config import Settings
from reconcile.models import Article, Claim

Vectors = NDArray[np.float32]
MakeSide = Callable[..., Side]


@pytest.fixture
def make_side(make_claim: Callable[..., Claim], make_article: Callable[..., Article]) -> MakeSide:
    def make(name: str, texts: list[str], vectors: Vectors, contexts: Vectors | None = None) -> Side:
        claims = [make_claim(text, article=name, id=f"{name}.c{i}") for i, text in enumerate(texts)]
        around = vectors if contexts is None else contexts
        return Side(make_article("x", id=name), claims, vectors, around, [{} for _ in texts])

    return make


def rows(*values: float) -> Vectors:
    return np.array(values, dtype=np.float32).reshape(-1, 1)


def test_pairs_cross_articles_and_know_their_ranks(make_side: MakeSide) -> None:
    texts, vectors = ["claim 0", "claim 1"], np.eye(2, dtype=np.float32)
    pairs = candidate_pairs([make_side("a1", texts, vectors), make_side("a2", texts, vectors)], Settings())
    ranks = {(p.a.id, p.b.id): (p.cosine, p.a_rank, p.b_rank) for p in pairs}
    assert ranks["a1.c0", "a2.c0"] == ranks["a1.c1", "a2.c1"] == (1.0, 0, 0)
    assert ranks["a1.c0", "a2.c1"] == ranks["a1.c1", "a2.c0"] == (0.0, 1, 1)


def test_a_rare_shared_word_brings_claims_together(make_side: MakeSide) -> None:
    one = make_side("a1", ["The Tanaro burst"], rows(1))
    other = make_side("a2", ["The mayor spoke of the Tanaro", "The mayor spoke of the storm"], rows(1, 1))
    near, far = candidate_pairs([one, other], Settings())
    assert (near.a_rank, far.a_rank) == (0, 1)
    assert near.words > far.words


def test_the_passages_around_two_clauses_tell_which_belong_together(make_side: MakeSide) -> None:
    one = make_side("a1", ["killing seven"], rows(1), np.eye(2, dtype=np.float32)[:1])
    other = make_side("a2", ["killing three", "killing time"], rows(1, 1), np.eye(2, dtype=np.float32))
    near, far = candidate_pairs([one, other], Settings())
    assert (near.context, near.a_rank) == (1.0, 0)
    assert (far.context, far.a_rank) == (0.0, 1)


def test_a_claim_has_a_bounded_number_of_partners(make_side: MakeSide) -> None:
    few, crowd = Settings(max_neighbours=1), make_side("a2", ["claim"] * 50, rows(*[1] * 50))
    # Every claim of the second article has the one claim of the first as its nearest.
    assert len(list(candidate_pairs([make_side("a1", ["claim"], rows(1)), crowd], few))) == 50
    assert len(list(candidate_pairs([make_side("a1", ["claim"] * 50, rows(*[1] * 50)), crowd], few))) <= 100


def test_an_article_without_claims_has_no_pairs(make_side: MakeSide) -> None:
    empty = make_side("a2", [], np.zeros((0, 1), dtype=np.float32))
    assert not list(candidate_pairs([make_side("a1", ["claim"], rows(1)), empty], Settings()))


def test_claims_without_words_are_no_fault(make_side: MakeSide) -> None:
    (pair,) = candidate_pairs([make_side("a1", ["?!"], rows(1)), make_side("a2", ["…"], rows(1))], Settings())
    assert pair.words == 0


def test_noise_of_the_arithmetic_changes_no_pair(make_side: MakeSide) -> None:
    """The last digits of a vector depend on which texts the model took in one go."""
    random = np.random.default_rng(0)
    base = np.repeat(np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32), 2, axis=0)

    def pairs(noise: float) -> list[tuple[str, str, int, int]]:
        moved = (base + noise * random.standard_normal(base.shape)).astype(np.float32)
        sides = [make_side("a1", ["claim"] * 6, moved), make_side("a2", ["claim"] * 6, base)]
        found = candidate_pairs(sides, Settings(max_neighbours=1, candidate_cosine=0))
        return [(p.a.id, p.b.id, p.a_rank, p.b_rank) for p in found]

    assert {tuple(pairs(1e-7)) for _ in range(20)} == {tuple(pairs(0))}
    assert {tuple(pairs(1e-3)) for _ in range(20)} != {tuple(pairs(0))}


def test_a_cosine_at_the_limit_is_near_enough_whatever_its_last_digit(make_side: MakeSide) -> None:
    limit = Settings().candidate_cosine
    for value in (limit, limit - 1e-7, limit + 1e-7):
        one, other = make_side("a1", ["claim"], rows(1)), make_side("a2", ["claim"], rows(value))
        assert len(list(candidate_pairs([one, other], Settings()))) == 1
    assert not list(candidate_pairs([one, make_side("a2", ["claim"], rows(limit - 1e-4))], Settings()))
