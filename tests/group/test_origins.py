"""Which articles are copies of each other, and which of them speak for the others."""

import random
import re
from collections.abc import Callable

import pytest

from reconcile.group import origins
from reconcile.group.origins import find_origins, representatives
from reconcile.models import Article

WORDS = [f"word{i}" for i in range(40)]


def slow_origins(articles: list[Article]) -> dict[str, str]:
    """The definition, pair by pair."""

    def shingles(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}

    sets, origin = [shingles(article.text) for article in articles], {}
    for i, article in enumerate(articles):
        origin[article.id] = f"o{article.id}"
        for j in range(i):
            smaller = min(len(sets[i]), len(sets[j]))
            if smaller and len(sets[i] & sets[j]) / smaller >= 0.5:
                origin[article.id] = origin[articles[j].id]
                break
    return origin


@pytest.mark.parametrize("seed", range(10))
def test_origins_are_those_of_the_definition(seed: int, make_article: Callable[..., Article]) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    stories = [[rng.choice(WORDS) for _ in range(60)] for _ in range(4)]
    articles = []
    for i in range(25):
        story = rng.choice(stories)
        cut = story[rng.randrange(40) : rng.randrange(20, 61)]
        articles.append(make_article(" ".join(cut + rng.choices(WORDS, k=rng.randrange(30))), id=f"a{i}"))
    found = find_origins(articles)
    assert found == slow_origins(articles)
    assert 1 < len(set(found.values())) < 25


def test_batches_of_the_look_up_change_nothing(
    monkeypatch: pytest.MonkeyPatch, make_article: Callable[..., Article]
) -> None:
    articles = [make_article(" ".join(WORDS[i % 3 * 10 : i % 3 * 10 + 9]) + f" {i}", id=f"a{i}") for i in range(9)]
    whole = find_origins(articles)
    monkeypatch.setattr(origins, "_ROWS", 2)
    assert find_origins(articles) == whole == slow_origins(articles)


def test_many_near_copies_are_one_origin(make_article: Callable[..., Article]) -> None:
    text = " ".join(WORDS)
    articles = [make_article(f"{text} {i}", id=f"a{i}") for i in range(500)]
    assert set(find_origins(articles).values()) == {"oa0"}


def test_no_article_has_no_origin() -> None:
    assert find_origins([]) == {}


def test_few_articles_are_all_compared_and_of_many_one_for_each_origin() -> None:
    origin = {"a1": "o1", "a2": "o2", "a3": "o1", "a4": "o3"}
    assert representatives(tuple(origin), origin, 4) == ("a1", "a2", "a3", "a4")
    assert representatives(tuple(origin), origin, 3) == ("a1", "a2", "a4")
    assert representatives(tuple(origin), origin, 2) == ("a1", "a2")


def test_wanted_articles_speak_before_others() -> None:
    origin = {"a1": "o1", "a2": "o2", "a3": "o1", "a4": "o3"}
    assert representatives(tuple(origin), origin, 3, {"a3"}) == ("a2", "a3", "a4")
    assert representatives(tuple(origin), origin, 2, {"a4", "a3"}) == ("a3", "a4")
