"""Storing, finding, tidying up and forgetting."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reconcile.archive import Archive, Stored
from reconcile.archive.table import _AT_ONCE
from reconcile.errors import ArchiveError
from tests.archive.articles import WIDTH, key, same, several, stored

Open = Callable[..., Archive]


def test_what_was_added_is_there_for_the_next_run(open_archive: Open) -> None:
    items = several(*range(5))
    open_archive().add(items)
    found = open_archive().get(items)
    assert list(found) == list(items)
    assert all(same(found[k], items[k]) for k in items)


def test_unknown_keys_are_left_out_and_the_order_is_that_of_the_question(archive: Archive) -> None:
    archive.add(several(1, 2, 3))
    asked = [key(3), "0" * 64, "it's not a key", key(1), key(3)]
    assert list(archive.get(asked)) == [key(3), key(1)]
    assert archive.get([]) == {}


def test_more_articles_than_are_read_at_once(archive: Archive) -> None:
    items = several(*range(_AT_ONCE + 10), vectors=False)
    archive.add(items)
    assert list(archive.get(items)) == list(items)


def test_vectors_are_read_or_left_out_by_themselves(archive: Archive) -> None:
    archive.add(several(1, 2) | several(3, vectors=False))
    without = archive.get([key(1), key(3)], vectors=False)
    assert same(without[key(1)], stored(1, vectors=False))
    assert list(without) == [key(1), key(3)]
    found = archive.vectors([key(2), key(3), key(4), key(1)])
    assert list(found) == [key(2), key(1)]
    assert np.array_equal(found[key(1)][0], stored(1).vectors)  # type: ignore[arg-type]
    assert np.array_equal(found[key(1)][1], stored(1).contexts)  # type: ignore[arg-type]


def test_which_articles_have_vectors_is_known_without_reading_them(archive: Archive) -> None:
    archive.add(several(1, 2) | several(3, vectors=False))
    assert archive.embedded([key(1), key(3), key(9)]) == {key(1)}


def test_what_other_settings_made_is_not_seen(open_archive: Open) -> None:
    open_archive("d1").add(several(1, vectors=False))
    other = open_archive("d2")
    assert other.get([key(1)]) == {}
    other.add(several(1))
    assert other.get([key(1)])[key(1)].vectors is not None
    assert open_archive("d1").get([key(1)])[key(1)].vectors is None


def test_an_entry_without_vectors_is_completed_later(archive: Archive) -> None:
    archive.add(several(1, 2, vectors=False, opening=False))
    assert archive.get([key(1)])[key(1)].opening is None
    archive.add(several(1))
    assert same(archive.get([key(1)])[key(1)], stored(1))
    assert archive.stats().entries == 2


@pytest.mark.parametrize("how", [{"vectors": False}, {"opening": False}, {"opening": False, "vectors": False}])
def test_a_run_that_knows_less_takes_nothing_away(archive: Archive, how: dict[str, bool]) -> None:
    archive.add(several(1, 2))
    archive.add(several(1, 3, **how))
    assert same(archive.get([key(1)])[key(1)], stored(1))
    assert same(archive.get([key(3)])[key(3)], stored(3, **how))


def test_vectors_that_arrive_between_looking_and_storing_stay(
    open_archive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = open_archive(), open_archive()
    slow.add(several(1, 2, vectors=False))
    merge = slow._table.merge

    def after_the_other(rows: Any, unless: str | None = None) -> int:
        quick.add(several(1))
        monkeypatch.setattr(slow._table, "merge", merge)
        return merge(rows, unless)

    monkeypatch.setattr(slow._table, "merge", after_the_other)
    slow.add(several(1, 2, vectors=False, path="moved.txt"))
    found = slow.get([key(1), key(2)])
    assert found[key(1)].vectors is not None
    assert {each.article.path for each in found.values()} == {"moved.txt"}


def test_nothing_of_a_batch_with_a_fault_is_stored(archive: Archive) -> None:
    wrong = dataclasses.replace(stored(2), contexts=None)
    with pytest.raises(ValueError, match="together"):
        archive.add(several(1) | {key(2): wrong})
    assert archive.stats().entries == 0


def test_nothing_to_add_is_no_fault(archive: Archive) -> None:
    archive.add({})
    assert archive.stats().articles == 0
    assert archive.stats().oldest is None


def slow_near(items: dict[str, Stored], vectors: np.ndarray, least: float) -> list[str]:
    near = []
    for each, entry in items.items():
        if entry.opening is not None and max(float(entry.opening @ v) for v in vectors) >= least:
            near.append(each)
    return sorted(near)


@pytest.mark.parametrize("least", [-1.0, 0.0, 0.3, 0.6, 0.99])
def test_near_finds_what_a_plain_search_finds(archive: Archive, least: float) -> None:
    items = several(*range(40), vectors=False) | several(50, opening=False)
    for some in (list(items)[:15], list(items)[15:]):
        archive.add({k: items[k] for k in some})
    vectors = np.stack([stored(n).opening for n in (3, 100, 101)])  # type: ignore[misc]
    found = archive.near(vectors, least)
    assert found == slow_near(items, vectors, least)
    assert key(3) in found
    assert key(50) not in found


def test_near_looks_at_this_digest_only_and_at_vectors_of_one_width(open_archive: Open) -> None:
    open_archive("d2").add(several(1))
    archive = open_archive("d1")
    archive.add(several(2, width=WIDTH * 2))
    assert archive.near(stored(1).opening[None], -1.0) == []  # type: ignore[index]
    assert archive.near(np.zeros((0, WIDTH), np.float32), -1.0) == []


def test_stats_count_articles_once(open_archive: Open, folder: Path) -> None:
    open_archive("d1").add(several(1, 2, 30))
    open_archive("d2").add(several(2))
    open_archive("d2").add(several(40, published=None))
    found = open_archive("d3").stats()
    assert (found.articles, found.entries, found.claims) == (4, 5, 15)
    assert found.digests == (("d1", 3), ("d2", 2))
    assert (found.oldest, found.newest) == (dt.date(2024, 1, 2), dt.date(2024, 1, 3))
    assert found.size == sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    assert 0 < found.live <= found.size


def test_compacting_changes_no_entry_and_joins_files(archive: Archive, folder: Path) -> None:
    items = several(*range(12))
    for each in items:
        archive.add({each: items[each]})
    done = archive.compact()
    assert done.complete
    assert done.after < done.before
    assert len(list((folder / "articles.lance" / "data").iterdir())) == 1
    assert all(same(found, items[k]) for k, found in archive.get(items).items())
    archive.add(several(20))
    assert archive.stats().entries == 13


def test_compacting_an_empty_archive_is_no_fault(archive: Archive) -> None:
    assert archive.compact().complete


def test_what_a_killed_run_left_half_written_is_swept_up_when_nobody_is_there(open_archive: Open, folder: Path) -> None:
    archive, other = open_archive(), open_archive()
    archive.add(several(1))
    left = [folder / "articles.lance" / "data" / ".tmpDYEoew", folder / "articles.lance" / "_versions" / "7.manifest#1"]
    for file in left:
        file.write_bytes(b"half")
    mine = folder / ".tmpnotes"
    mine.write_text("not of the table")
    archive.compact()
    assert all(file.exists() for file in left)
    other.close()
    archive.compact()
    assert not any(file.exists() for file in left)
    assert mine.exists()
    assert archive.stats().articles == 1


def test_compacting_beside_another_run_leaves_what_it_may_read(open_archive: Open) -> None:
    reader, tidier = open_archive(), open_archive()
    items = several(*range(600), vectors=False)
    tidier.add({k: items[k] for k in list(items)[:300]})
    tidier.add({k: items[k] for k in list(items)[300:]})
    reading = reader.stream(items)
    first, _ = next(reading)
    assert not tidier.compact().complete
    assert [first, *(k for k, _ in reading)] == list(items)
    reader.close()
    assert tidier.compact().complete


def test_forgotten_articles_are_gone(archive: Archive) -> None:
    archive.add(several(*range(10)))
    assert archive.forget(keys=[key(3), key(4), "x" * 64]) == 2
    assert list(archive.get([key(2), key(3), key(4)])) == [key(2)]
    assert archive.forget(keys=[key(3)]) == 0
    assert archive.stats().entries == 8


def test_forgetting_before_a_day_spares_that_day_and_what_has_none(archive: Archive) -> None:
    archive.add(several(0, 1, 2) | several(7, published=None) | several(8, published="2024-01-02T23:59:00+02:00"))
    assert archive.forget(before=dt.date(2024, 1, 2)) == 1
    assert archive.forget(before=dt.date(2024, 1, 3)) == 2
    assert archive.stats().articles == 2


def test_forgetting_by_path_takes_patterns(archive: Archive) -> None:
    archive.add(several(1, 12, 13, 140) | several(5, path="other/it's 100%.txt"))
    assert archive.forget(paths=["feed/001*.txt"]) == 2
    assert archive.forget(paths=["nothing", "FEED/*"]) == 0
    assert archive.forget(paths=["other/it's 100%.txt", "feed/0001.txt"]) == 2
    assert archive.stats().articles == 1


def test_forgetting_what_others_made_spares_own(open_archive: Open) -> None:
    open_archive("d1").add(several(1, 2, 3))
    own = open_archive("it's d2")
    own.add(several(3, 4))
    assert own.forget(other_digests=True) == 3
    assert own.stats().digests == (("it's d2", 2),)


def test_an_article_is_forgotten_under_every_digest_and_counted_once(open_archive: Open) -> None:
    open_archive("d1").add(several(1, 2))
    open_archive("d2").add(several(1))
    assert open_archive("d3").forget(paths=["feed/0001.txt"]) == 1
    assert open_archive("d3").stats().entries == 1


def test_all_conditions_must_fit(open_archive: Open) -> None:
    open_archive("d1").add(several(*range(10)))
    archive = open_archive("d2")
    archive.add(several(*range(10)))
    early = dt.date(2024, 1, 4)
    assert archive.forget(before=early, paths=["feed/000[2-9].txt"], other_digests=True) == 1
    assert archive.stats().digests == (("d2", 10), ("d1", 9))


def test_forgetting_nothing_in_particular_is_refused(archive: Archive) -> None:
    archive.add(several(1))
    with pytest.raises(ValueError, match="what to forget"):
        archive.forget()
    assert archive.stats().articles == 1


def test_one_forgotten_article_of_many_leaves_the_disk(archive: Archive, folder: Path) -> None:
    archive.add(several(*range(100), vectors=False) | several(500, path="SECRET-PATH-OF-ONE", width=50_000))
    archive.compact()

    def on_disk() -> bool:
        return any(b"SECRET-PATH-OF-ONE" in f.read_bytes() for f in folder.rglob("*") if f.is_file())

    assert on_disk()
    before = archive.stats().size
    assert archive.forget(paths=["SECRET*"]) == 1
    archive.compact()
    assert not on_disk()
    assert archive.stats().size < before - 600_000  # 3 claims with two vectors, and an opening
    assert archive.stats().entries == 100


def test_a_damaged_file_is_one_line(open_archive: Open, folder: Path) -> None:
    open_archive().add(several(*range(20)))
    for file in (folder / "articles.lance" / "data").iterdir():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(ArchiveError, match="the archive cannot be used") as told:
        open_archive().get([key(1)])
    assert "\n" not in str(told.value)
    assert "rs:" not in str(told.value)


def test_a_missing_file_is_one_line(open_archive: Open, folder: Path) -> None:
    open_archive().add(several(1))
    for file in (folder / "articles.lance" / "data").iterdir():
        file.unlink()
    with pytest.raises(ArchiveError, match="archive cannot be used"):
        open_archive().get([key(1)])
