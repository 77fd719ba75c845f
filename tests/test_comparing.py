"""An event is compared once, and not at all where an archive knows what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from reconcile import comparing, worker
from reconcile.archive import Comparison
from reconcile.config import Settings
from reconcile.errors import ArchiveError
from reconcile.models import Article, Kind, Report
from reconcile.pipeline import Pipeline
from reconcile.report import to_json
from reconcile.worker import Worker
from tests.conftest import WordEntailment
from tests.shelf import TEXTS, Packaged, Shelf, made_articles, report

SETTINGS: dict[str, Any] = {"grouping": "always", "event_cosine": 0.6}


pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture
def articles() -> list[Article]:
    return made_articles()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the events that are compared from now on."""
    names: list[str] = []
    compare = Worker.compare

    def noting(self: Worker, cases: Sequence[Any]) -> Any:
        names.extend(case.event.id for case in cases)
        return compare(self, cases)

    monkeypatch.setattr(Worker, "compare", noting)
    return names


def test_a_second_run_compares_nothing(articles: list[Article], compared: list[str]) -> None:
    shelf = Shelf()
    first = report(articles, shelf, **SETTINGS)
    assert first.findings
    assert compared == ["e1"]
    shelf.vectors_of.clear()
    assert to_json(report(articles, shelf, **SETTINGS)) == to_json(first)
    assert compared == ["e1"]
    assert shelf.vectors_of == []


def test_an_event_that_gained_no_article_is_not_compared_again(articles: list[Article], compared: list[str]) -> None:
    """Another article comes first, so that all the others have new names."""
    shelf = Shelf()
    report(articles[:4], shelf, **SETTINGS)
    compared.clear()
    more = [article.model_copy(update={"id": f"b{i}"}) for i, article in enumerate([articles[4], *articles[:4]])]
    made = report(more, shelf, **SETTINGS)
    assert compared == []
    assert to_json(made) == to_json(report(more, None, **SETTINGS))


def test_an_event_that_gained_an_article_is_compared_again(articles: list[Article], compared: list[str]) -> None:
    shelf = Shelf()
    report(articles, shelf, **SETTINGS)
    third = articles[0].model_copy(update={"id": "a9", "path": "9.txt", "text": TEXTS[0].replace("12", "14")})
    compared.clear()
    made = report([*articles, third], shelf, **SETTINGS)
    assert compared == ["e1"]
    assert to_json(made) == to_json(report([*articles, third], None, **SETTINGS))


@pytest.mark.parametrize(
    ("change", "again"),
    [({"conflict_confidence": 0.2}, True), ({"topic_cosine": 0.5}, True), ({"event_days": 3}, False)],
)
def test_settings_that_make_a_comparison_what_it_is_make_it_anew(
    articles: list[Article], compared: list[str], change: dict[str, Any], again: bool
) -> None:
    shelf = Shelf()
    report(articles, shelf, **SETTINGS)
    compared.clear()
    made = report(articles, shelf, **SETTINGS, **change)
    assert bool(compared) is again
    assert to_json(made) == to_json(report(articles, None, **SETTINGS, **change))


def test_vectors_are_made_once_when_an_event_gains_an_article(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article]
) -> None:
    embedded: list[str] = []
    embed = Worker.embed

    def noting(self: Worker, prepared: Sequence[Any]) -> Any:
        embedded.extend(p.article.path for p in prepared if p.vectors is None)
        return embed(self, prepared)

    monkeypatch.setattr(Worker, "embed", noting)
    shelf = Shelf()
    report([articles[0], *articles[2:]], shelf, **SETTINGS)
    assert embedded == []  # each article is alone
    report(articles, shelf, **SETTINGS)
    assert embedded == ["1.txt", "2.txt"]
    third = articles[0].model_copy(update={"id": "a9", "path": "9.txt", "text": TEXTS[0].replace("12", "14")})
    report([*articles, third], shelf, **SETTINGS)
    assert embedded == ["1.txt", "2.txt", "9.txt"]


def test_an_article_that_cannot_be_embedded_is_told_once(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article]
) -> None:
    def broken(self: Worker, prepared: Sequence[Any]) -> Any:
        raise RuntimeError("no memory")

    monkeypatch.setattr(Worker, "embed", broken)
    made = report(articles, Shelf(), **SETTINGS)
    assert [skipped.reason for skipped in made.skipped] == ["event e1 cannot be analysed (RuntimeError: no memory)"]


def test_a_check_compares_no_two_articles_that_are_already_stored(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article]
) -> None:
    """What a whole report finds between the new article and the others, and nothing more."""
    shelf = Shelf()
    report(articles, shelf, **SETTINGS)
    third = articles[0].model_copy(update={"id": "n1", "path": "9.txt", "text": TEXTS[0].replace("12", "14")})
    pairs: list[set[str]] = []
    read_pairs = worker.read_pairs

    def noting(some: Sequence[Any], *rest: Any) -> Any:
        pairs.extend({pair.a.article_id, pair.b.article_id} for pair in some)
        return read_pairs(some, *rest)

    monkeypatch.setattr(worker, "read_pairs", noting)
    stages = Pipeline(Settings(**SETTINGS), encoder=Packaged(), entailment=WordEntailment())
    checked = stages.report_new([third], [], shelf)
    assert pairs
    assert all("n1" in pair for pair in pairs)
    whole = report([third, *articles[:2]], None, **SETTINGS)
    assert _told(checked, "9.txt") == _told(whole, "9.txt") != set()


def _told(made: Report, path: str) -> set[tuple[Any, ...]]:
    """What is told of the claims of one article and those of others."""
    paths = {article.id: article.path for article in made.articles}
    claims = {claim.id: (paths[claim.article_id], claim.text) for claim in made.claims}
    told = [(f.kind, frozenset(claims[name] for name in f.claim_ids), f.confidence) for f in made.findings]
    return {one for one in told if one[0] is not Kind.SINGLE_SOURCE and any(path == own for own, _ in one[1])}


def test_a_damaged_record_is_made_anew(articles: list[Article], compared: list[str]) -> None:
    shelf = Shelf()
    first = report(articles, shelf, **SETTINGS)
    shelf.comparisons = {key: Comparison(old.articles, b"{") for key, old in shelf.comparisons.items()}
    assert to_json(report(articles, shelf, **SETTINGS)) == to_json(first)
    assert compared == ["e1", "e1"]
    assert all(len(made.record) > 1 for made in shelf.comparisons.values())


def test_what_was_compared_before_a_run_broke_off_is_kept(
    monkeypatch: pytest.MonkeyPatch, articles: list[Article]
) -> None:
    monkeypatch.setattr(comparing, "_CLAIMS", 1)
    twins = [a.model_copy(update={"id": f"t{a.id}", "path": f"t{a.path}", "url": "u"}) for a in articles[2:4]]
    compare = Worker.compare
    calls: list[int] = []

    def interrupted(self: Worker, cases: Sequence[Any]) -> Any:
        calls.append(len(cases))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return compare(self, cases)

    monkeypatch.setattr(Worker, "compare", interrupted)
    shelf = Shelf()
    with pytest.raises(KeyboardInterrupt):
        report([*articles, *twins], shelf, **SETTINGS)
    assert len(shelf.comparisons) == 1


def test_an_archive_that_is_full_says_so(monkeypatch: pytest.MonkeyPatch, articles: list[Article]) -> None:
    shelf = Shelf()
    report(articles, shelf, grouping="always", event_cosine=1.0)  # all alone: nothing to compare
    assert not shelf.comparisons
    shelf.full = True
    with pytest.raises(ArchiveError, match="full"):
        report(articles, shelf, **SETTINGS)


@pytest.mark.skipif(find_spec("lancedb") is None, reason="LanceDB is not installed")
def test_the_archive_on_disk_keeps_comparisons(articles: list[Article], compared: list[str], tmp_path: Path) -> None:
    from reconcile.archive import Archive

    reports = []
    for _ in range(2):
        with Archive(str(tmp_path / "seen"), "d") as archive:
            reports.append(to_json(report(articles, archive, **SETTINGS)))
    assert reports[0] == reports[1]
    assert compared == ["e1"]
