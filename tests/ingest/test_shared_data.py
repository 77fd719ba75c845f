"""The readers on real collections; skipped where those are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.ingest import iter_articles, read
from reconcile.models import Article

SHARED = Path(__file__).resolve().parents[3] / "shared"


def collection(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the collection {name} is not here")
    return path


@pytest.mark.parametrize(("name", "count"), [("data/giveme5w1h/news_cluster", 204), ("data/basil/articles", 165)])
def test_every_article_has_outlet_title_and_date(name, count):
    result = read([str(collection(name))])
    assert len(result.articles) == count
    assert result.skipped == ()
    assert all(a.source and a.title and a.published and a.url for a in result.articles)
    assert all(a.text.casefold().split()[0] == (a.title or "").casefold().split()[0] for a in result.articles)


def test_a_large_file_of_lines_is_read_beyond_the_limit_for_whole_files():
    path = collection("data/article-bias-prediction/articles_8000.jsonl")
    articles = [item for item in iter_articles([str(path)]) if isinstance(item, Article)]
    assert len(articles) == 8000
    assert sum(a.published is not None for a in articles) > 7200


def test_an_array_with_blank_texts_tells_them_one_by_one():
    path = collection("data/discord-questions/documents_recession.json")
    result = read([str(path)])
    assert len(result.articles) + len(result.skipped) == 46
    assert all("blank" in s.reason for s in result.skipped)


def test_annotated_events_give_texts_as_they_stand_and_skip_the_annotation():
    folder = collection("evals/dev")
    result = read([str(folder)])
    assert {s.path.rsplit("/", 1)[-1] for s in result.skipped} == {"gold.json"}
    assert all(s.reason.startswith("no article fields") for s in result.skipped)
    assert len(result.articles) == len(list(folder.rglob("*.txt")))
    for article in result.articles:
        file = folder.parent / article.path
        assert article.text == file.read_bytes().decode("utf-8")
        assert article.published
