"""What an article is written as, and its key."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.archive.records import Stored, article_key, completed, from_row, to_table
from reconcile.errors import ArchiveError
from reconcile.models import Article, Claim, Quantity, Skipped
from tests.archive.articles import WIDTH, same, several, stored

pytest.importorskip("pyarrow", reason="pyarrow, which comes with LanceDB, is not installed")


def back(entry: Stored) -> Stored:
    return from_row(to_table("d", {"k": entry}).to_pylist()[0])


@pytest.mark.parametrize("how", [{}, {"vectors": False}, {"opening": False}, {"opening": False, "vectors": False}])
def test_an_entry_comes_back_as_it_was(how: dict[str, bool]) -> None:
    assert same(back(stored(7, **how)), stored(7, **how))


def test_an_article_without_claims_keeps_the_width_of_its_vectors() -> None:
    none = np.zeros((0, WIDTH), dtype=np.float32)
    entry = dataclasses.replace(stored(1), claims=(), vectors=none, contexts=none)
    assert back(entry).vectors is not None
    assert back(entry).vectors.shape == (0, WIDTH)  # type: ignore[union-attr]


anything = st.text(st.characters(exclude_categories=()))  # lone surrogates and NUL, too


@settings(max_examples=60, deadline=None)
@given(anything, st.none() | anything, st.none() | st.floats(allow_nan=False))
def test_any_text_and_number_comes_back(text: str, title: str | None, number: float | None) -> None:
    article = Article(id="a1", path=text, text=text, title=title)
    figure = Quantity(start=0, end=0, text="", low=number, high=math.inf)
    claim = Claim(id="c", article_id="a1", start=0, end=1, text=text, proposition=text, quantities=(figure,))
    entry = Stored(article, (claim,), (Skipped(path=text, reason=text),))
    assert same(back(entry), entry)


def test_vectors_are_stored_bit_by_bit_whatever_their_order_in_memory() -> None:
    entry = stored(3)
    assert entry.vectors is not None
    turned = dataclasses.replace(entry, vectors=np.asfortranarray(entry.vectors))
    assert same(back(turned), entry)


def test_an_old_entry_of_large_text_is_small() -> None:
    entry = stored(1, text="The river rose again. " * 5000, vectors=False)
    assert to_table("d", {"k": entry}).nbytes < 5000


@pytest.mark.parametrize(
    "wrong",
    [
        {"contexts": None},
        {"vectors": None},
        {"vectors": np.zeros((2, WIDTH), np.float32)},
        {"contexts": np.zeros((3, WIDTH + 1), np.float32)},
        {"vectors": np.zeros(3, np.float32)},
        {"opening": np.zeros((1, WIDTH), np.float32)},
    ],
)
def test_vectors_that_do_not_fit_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"vectors|opening"):
        to_table("d", {"k": dataclasses.replace(stored(1), **wrong)})


@pytest.mark.parametrize(
    "damage", [{"record": b"not zstd"}, {"vectors": b"123"}, {"vectors": b"1234"}, {"width": None, "claims": 0}]
)
def test_a_damaged_row_is_one_line_that_names_the_article(damage: dict[str, Any]) -> None:
    row = to_table("d", {"k": stored(5)}).to_pylist()[0] | damage
    with pytest.raises(
        ArchiveError, match=r"entry of feed/0005\.txt cannot be read .* reconcile archive forget"
    ) as told:
        from_row(row)
    assert "\n" not in str(told.value)


def test_a_record_that_is_no_article_is_refused() -> None:
    row = to_table("d", {"k": stored(5)}).to_pylist()[0]
    other = to_table("d", {"k": stored(5, text="x")}).to_pylist()[0]
    assert from_row(row | {"record": other["record"]}).article.text == "x"
    with pytest.raises(ArchiveError):
        from_row(row | {"record": other["record"][:-8]})


def test_the_key_depends_on_what_extraction_reads() -> None:
    article = stored(1).article
    for change in ("text", "title", "published", "source", "url"):
        assert article_key(article.model_copy(update={change: "2024-02-02"})) != article_key(article)


def test_the_key_is_the_same_in_another_run() -> None:
    article = stored(1).article
    moved = article.model_copy(update={"id": "a99", "path": "elsewhere.txt", "event_id": "e1", "origin_id": "o1"})
    assert article_key(moved) == article_key(article)
    # Written down, as the keys in old archives must stay good.
    assert article_key(article) == "504da3d4cc8668a0beea82dd21b1cf3061002c0c1837358924e0ec2856504a89"


def test_fields_do_not_run_into_each_other() -> None:
    assert article_key(stored(1, text="ab", title="c").article) != article_key(stored(1, text="a", title="bc").article)
    assert article_key(stored(1, title=None).article) != article_key(stored(1, title="").article)


def test_vectors_of_the_old_entry_complete_the_new_one() -> None:
    full, bare = stored(1), stored(1, opening=False, vectors=False)
    assert same(completed(bare, full), full)
    assert same(completed(full, bare), full)
    assert same(completed(stored(1, opening=False), stored(1, vectors=False)), full)


def test_vectors_of_other_claims_are_not_taken_over() -> None:
    fewer = dataclasses.replace(stored(1, vectors=False), claims=stored(1).claims[:2])
    assert completed(fewer, stored(1)).vectors is None


def test_rows_of_several_articles_keep_their_order() -> None:
    rows = to_table("d", several(4, 2, 9)).to_pylist()
    assert [row["path"] for row in rows] == ["feed/0004.txt", "feed/0002.txt", "feed/0009.txt"]
    assert [row["day"].day for row in rows] == [5, 3, 10]
