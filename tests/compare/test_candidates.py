"""Only neighbours in meaning are compared."""

from collections.abc import Callable

import numpy as np

from reconcile.compare.candidates import candidate_pairs
from reconcile.config import Settings
from reconcile.models import Article, Claim

Make = Callable[..., Claim]


def test_pairs_cross_articles_and_keep_to_near_neighbours(
    make_claim: Make, make_article: Callable[..., Article]
) -> None:
    articles = [make_article("x", id="a1"), make_article("y", id="a2")]
    claims = {a.id: [make_claim(f"claim {i}", article=a.id, id=f"{a.id}.c{i}") for i in range(2)] for a in articles}
    vectors = {"a1": np.eye(2, dtype=np.float32), "a2": np.eye(2, dtype=np.float32)}
    pairs = list(candidate_pairs(articles, claims, vectors, Settings()))
    assert [(p.a.id, p.b.id, p.cosine, p.a_rank, p.b_rank) for p in pairs] == [
        ("a1.c0", "a2.c0", 1.0, 0, 0),
        ("a1.c1", "a2.c1", 1.0, 0, 0),
    ]


def test_a_claim_has_a_bounded_number_of_partners(make_claim: Make, make_article: Callable[..., Article]) -> None:
    articles = [make_article("x", id="a1"), make_article("y", id="a2")]
    claims = {"a1": [make_claim(article="a1")], "a2": [make_claim(article="a2", id=f"a2.c{i}") for i in range(50)]}
    rows = np.ones((50, 1), dtype=np.float32)
    few = Settings(max_neighbours=1)
    # Every claim of the second article has the one claim of the first as its nearest.
    assert len(list(candidate_pairs(articles, claims, {"a1": rows[:1], "a2": rows}, few))) == 50
    crowd = {"a1": [make_claim(article="a1", id=f"a1.c{i}") for i in range(50)], "a2": claims["a2"]}
    assert len(list(candidate_pairs(articles, crowd, {"a1": rows, "a2": rows}, few))) <= 100


def test_an_article_without_claims_has_no_pairs(make_claim: Make, make_article: Callable[..., Article]) -> None:
    articles = [make_article("x", id="a1"), make_article("y", id="a2")]
    vectors = {"a1": np.ones((1, 1), dtype=np.float32), "a2": np.zeros((0, 1), dtype=np.float32)}
    assert not list(candidate_pairs(articles, {"a1": [make_claim()], "a2": []}, vectors, Settings()))
