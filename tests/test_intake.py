"""Each text is read once, and not at all where an archive knows it: with stand-ins for the models and the archive."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from reconcile import intake, worker
from reconcile.archive import article_key
from reconcile.config import Settings
from reconcile.errors import ArchiveError, ModelError
from reconcile.extract.claims import extract_claims
from reconcile.models import Article
from reconcile.pipeline import Pipeline
from reconcile.report import to_json
from tests.conftest import WordEntailment
from tests.shelf import Packaged, Shelf, Unusable, made_articles, on_its_own, report

pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture
def articles() -> list[Article]:
    return made_articles()


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_ARTICLES", 1)


@pytest.mark.parametrize("grouping", ["always", "never"])
def test_a_second_run_loads_neither_language_model_nor_encoder(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article], grouping: str
) -> None:
    shelf = Shelf()
    first = report(articles, shelf, grouping=grouping, event_cosine=0.6)
    assert first.findings
    added = list(shelf.added)
    on_its_own(monkeypatch)
    assert to_json(report(articles, shelf, Unusable(), grouping=grouping, event_cosine=0.6)) == to_json(first)
    assert shelf.added == added


def test_the_test_above_would_notice_an_article_that_is_not_stored(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article]
) -> None:
    shelf = Shelf()
    first = report(articles, shelf)
    del shelf.entries[article_key(articles[0])]
    on_its_own(monkeypatch)
    assert to_json(report(articles, shelf, Unusable())) != to_json(first)


def test_copies_of_a_text_are_read_once_and_each_is_found_again(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article]
) -> None:
    """Outlet and address are part of the archive's key and of nothing that is read from the text."""
    copies = [
        articles[0].model_copy(update={"id": f"c{i}", "path": f"c{i}.txt", **fields})
        for i, fields in enumerate([{}, {}, {"source": "Star"}, {"source": "Post"}, {"url": "https://example.org/1"}])
    ]
    read: list[int] = []

    def counting(some: Sequence[Article], *rest: Any) -> Any:
        read.append(len(some))
        return extract_claims(some, *rest)

    monkeypatch.setattr(worker, "extract_claims", counting)
    shelf = Shelf()
    first = report([*copies, articles[1]], shelf)
    assert read == [2]
    assert set(shelf.entries) == {article_key(article) for article in (*copies, articles[1])}
    assert len(shelf.entries) == 5  # the first two are one
    on_its_own(monkeypatch)
    assert to_json(report([*copies, articles[1]], shelf, Unusable())) == to_json(first)


def test_vectors_are_read_of_articles_that_are_compared_and_of_no_other(articles: list[Article]) -> None:
    shelf = Shelf()
    made = report(articles, shelf, grouping="always", event_cosine=0.6)
    shared = {name for event in made.events if len(event.article_ids) > 1 for name in event.article_ids}
    assert shared == {"a1", "a2"}
    compared = {article_key(article) for article in articles[:2]}
    assert set(shelf.vectors_of) == compared
    assert {key for key, entry in shelf.entries.items() if entry.vectors is not None} == compared
    assert len(shelf.entries) == len(articles)


def test_a_check_reads_no_vectors_of_what_it_only_looks_at(articles: list[Article]) -> None:
    shelf = Shelf()
    report(articles[1:], shelf)
    shelf.vectors_of.clear()
    stages = Pipeline(Settings(event_cosine=0.6), encoder=Packaged(), entailment=WordEntailment())
    made = stages.report_new(articles[:1], [], shelf)
    assert [article.path for article in made.articles] == ["1.txt", "2.txt"]
    assert set(shelf.vectors_of) == {article_key(article) for article in articles[:2]}


@pytest.mark.usefixtures("one_by_one")
def test_an_archive_is_given_many_articles_at_once(monkeypatch: pytest.MonkeyPatch, articles: list[Article]) -> None:
    alone = {"grouping": "always", "event_cosine": 1.0}  # nothing is compared, so nothing embedded
    shelf = Shelf()
    report(articles, shelf, **alone)
    assert shelf.added == [5]
    monkeypatch.setattr(intake, "_ADDED", 2)
    bit_by_bit = Shelf()
    report(articles, bit_by_bit, **alone)
    assert bit_by_bit.added == [2, 2, 1]
    assert set(bit_by_bit.entries) == set(shelf.entries)


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("error", [KeyboardInterrupt(), ModelError("no model"), SystemExit(1)])
def test_what_was_read_before_a_run_broke_off_is_kept(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article], error: BaseException
) -> None:
    _stop_at(monkeypatch, "Milk", error)
    shelf = Shelf()
    with pytest.raises(type(error)):
        report(articles, shelf)
    assert set(shelf.entries) == {article_key(article) for article in articles[:2]}
    monkeypatch.setattr(worker, "extract_claims", extract_claims)
    assert to_json(report(articles, shelf)) == to_json(report(articles, None))


@pytest.mark.usefixtures("one_by_one")
def test_an_archive_that_fails_hides_no_other_error(monkeypatch: pytest.MonkeyPatch, articles: list[Article]) -> None:
    shelf = Shelf()
    shelf.full = True
    with pytest.raises(ArchiveError, match="full"):
        report(articles, shelf)
    _stop_at(monkeypatch, "Milk", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        report(articles, shelf)


@pytest.mark.skipif(find_spec("lancedb") is None, reason="LanceDB is not installed")
def test_with_the_archive_on_disk_a_second_run_is_the_same(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article], tmp_path: Path
) -> None:
    from reconcile.archive import Archive

    nothing = articles[0].model_copy(update={"id": "a9", "path": "9.txt", "text": "Subscribe"})  # has no claims
    given = [*articles, nothing]
    with Archive(str(tmp_path / "seen"), "d") as archive:
        first = report(given, archive)
    on_its_own(monkeypatch)
    with Archive(str(tmp_path / "seen"), "d") as archive:
        assert archive.stats().articles == len(given)
        assert to_json(report(given, archive, Unusable())) == to_json(first)
    assert first.findings


def _stop_at(monkeypatch: pytest.MonkeyPatch, word: str, error: BaseException) -> None:
    def extract(articles: Sequence[Article], *rest: Any) -> Any:
        if any(word in article.text for article in articles):
            raise error
        return extract_claims(articles, *rest)

    monkeypatch.setattr(worker, "extract_claims", extract)
