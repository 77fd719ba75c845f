"""What came of an event is written and read again without a loss, whatever the articles are called by then."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reconcile.config import Settings
from reconcile.models import Article, Event
from reconcile.prepared import Case, Compared
from reconcile.recorded import from_record, record_key, to_record
from reconcile.worker import Worker
from tests.conftest import WordEncoder, WordEntailment

FLOOD = (
    "The flood killed 12 people in Alessandria on Monday. “We will rebuild every house,” said the mayor.",
    "The flood killed 30 people in Alessandria on Monday. “We will rebuild each house,” said the mayor.",
)


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker(Settings(), WordEncoder(), WordEntailment())


@pytest.fixture
def case(worker: Worker, make_article: Callable[..., Article]) -> Case:
    articles = [make_article(text, id=f"a{i}", path=f"{i}.txt") for i, text in enumerate(FLOOD, start=1)]
    return Case(Event(id="e1", article_ids=("a1", "a2"), label="Flood"), tuple(worker.read(articles)))


@pytest.fixture
def compared(worker: Worker, case: Case) -> Compared:
    (found,) = worker.compare([case])
    assert found.verdicts
    assert found.clusters
    return found


def test_a_record_gives_back_what_was_written(case: Case, compared: Compared) -> None:
    again = from_record(case, to_record(case, compared))
    assert again is not None
    assert again.clusters == compared.clusters
    assert again.verdicts == compared.verdicts


def test_articles_under_other_names_get_what_came_of_them(case: Case, compared: Compared) -> None:
    names = {"a1": "a7", "a2": "a3"}
    members = tuple(p.named(p.article.model_copy(update={"id": names[p.article.id]})) for p in case.members)
    renamed = Case(Event(id="e4", article_ids=("a7", "a3"), label="Flood"), members)
    again = from_record(renamed, to_record(case, compared))
    assert again is not None
    assert [c.id.removeprefix("e4") for c in again.clusters] == [c.id.removeprefix("e1") for c in compared.clusters]
    assert {c.event_id for c in again.clusters} == {"e4"}
    for new, old in zip(again.verdicts, compared.verdicts, strict=True):
        assert [c.article_id for c in new.claims] == [names[c.article_id] for c in old.claims]
        assert [e.claim_id for e in new.evidence] == [c.id for c in new.claims]
        assert new.signals == old.signals


def test_a_record_holds_no_claim_again(case: Case, compared: Compared) -> None:
    record = json.loads(to_record(case, compared))
    assert all(isinstance(claim, int) for verdict in record["verdicts"] for claim in verdict["claims"])


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"clusters":[]}', b'{"clusters":[["t1"]],"verdicts":[]}'])
def test_what_is_no_record_counts_as_none(case: Case, damage: bytes) -> None:
    assert from_record(case, damage) is None


def test_a_record_of_more_claims_than_there_are_counts_as_none(case: Case, compared: Compared) -> None:
    fewer = Case(case.event, tuple(replace(p, claims=p.claims[:1]) for p in case.members))
    assert from_record(fewer, to_record(case, compared)) is None


def test_the_key_depends_on_the_articles_their_order_and_what_compares_them() -> None:
    cases: list[tuple[Any, ...]] = [
        ("d", ["1", "2"]),
        ("d", ["2", "1"]),
        ("e", ["1", "2"]),
        ("d", ["1", "2", "3"]),
        ("d", ["1", "2"], [0]),
        ("d", ["1", "2"], [1]),
    ]
    assert len({record_key(*told) for told in cases}) == len(cases)
    assert record_key("d", ["1", "2"]) == record_key("d", ["1", "2"])
