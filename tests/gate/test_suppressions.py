from __future__ import annotations

import datetime as dt

import pytest

from reconcile.gate import Suppression

PATHS = ["news/a1.txt", "wire/batch.jsonl#3"]


def suppression(**fields):
    return Suppression(**{"reason": "agreed with the desk"} | fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"fingerprint": "abc1"},
        {"fingerprint": "abc?"},
        {"kind": "conflict"},
        {"kind": "conflict:*"},
        {"kind": "conflict:number"},
        {"kind": "*"},
        {"article": "news/*"},
        {"article": "*.jsonl#3"},
        {"kind": "conflict", "article": "wire/*"},
    ],
)
def test_fits(two_articles, fields):
    finding = two_articles(fingerprint="abc1", aspect="number").findings[0]
    assert suppression(**fields).fits(finding, PATHS)


@pytest.mark.parametrize(
    "fields",
    [
        {"fingerprint": "abc"},
        {"fingerprint": "ABC1"},
        {"kind": "conf"},
        {"kind": "conflict:time"},
        {"kind": "quote"},
        {"article": "a1.txt"},
        {"article": "news"},
        {"kind": "conflict", "article": "other/*"},
        {"kind": "conflict", "fingerprint": "ffff"},
    ],
)
def test_does_not_fit(two_articles, fields):
    finding = two_articles(fingerprint="abc1", aspect="number").findings[0]
    assert not suppression(**fields).fits(finding, PATHS)


def test_a_finding_without_an_aspect_has_no_pattern_with_one(two_articles):
    assert not suppression(kind="conflict:number").fits(two_articles().findings[0], PATHS)


@pytest.mark.parametrize(("today", "expired"), [("2026-03-31", False), ("2026-04-01", True), ("2025-12-31", False)])
def test_the_last_day_still_counts(today, expired):
    last = suppression(kind="quote", expires=dt.date(2026, 3, 31))
    assert last.has_expired(dt.date.fromisoformat(today)) is expired


def test_without_a_date_it_never_expires():
    assert not suppression(kind="quote").has_expired(dt.date.max)
