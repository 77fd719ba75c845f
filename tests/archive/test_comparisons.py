"""What came of comparisons is found again, and leaves the disk with the articles whose words it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reconcile.archive import Archive, Comparison
from reconcile.archive.comparisons import from_row
from tests.archive.articles import key, several

Open = Callable[..., Archive]

RECORD = b'{"verdicts":["at least 12"]}'


def of(*numbers: int, record: bytes = RECORD) -> Comparison:
    return Comparison(tuple(key(number) for number in numbers), record)


def test_what_was_compared_is_there_for_the_next_run(open_archive: Open) -> None:
    open_archive().add_compared({"k1": of(1, 2), "k2": of(3, 4, record=b"other")})
    assert open_archive().compared(["k2", "k1", "k9"]) == {"k2": b"other", "k1": RECORD}


def test_an_archive_without_comparisons_knows_none(archive: Archive) -> None:
    archive.add(several(1, 2))
    archive.add_compared({})
    assert archive.compared(["k1"]) == {}
    assert archive.stats().articles == 2
    assert archive.compact().complete
    assert archive.forget(keys=[key(1)]) == 1


def test_what_other_models_compared_is_not_seen(open_archive: Open) -> None:
    open_archive("d1").add_compared({"k": of(1, 2)})
    assert open_archive("d2").compared(["k"]) == {}


def test_a_comparison_made_again_takes_the_place_of_the_old_one(open_archive: Open) -> None:
    one, other = open_archive(), open_archive()
    one.add_compared({"k": of(1, 2, record=b"old")})
    other.add_compared({"k": of(1, 2, record=b"new")})
    assert one.compared(["k"]) == {"k": b"new"}


def test_comparisons_of_a_forgotten_article_are_forgotten(archive: Archive) -> None:
    archive.add(several(1, 2, 3, 4))
    archive.add_compared({"k1": of(1, 2), "k2": of(3, 4)})
    archive.forget(keys=[key(2)])
    assert archive.compared(["k1", "k2"]) == {"k2": RECORD}


def test_forgetting_what_other_models_made_spares_own_comparisons(open_archive: Open) -> None:
    for digest in ("d1", "d2"):
        made = open_archive(digest)
        made.add(several(1, 2))
        made.add_compared({"k": of(1, 2)})
    open_archive("d2").forget(other_digests=True)
    assert open_archive("d2").compared(["k"]) == {"k": RECORD}
    assert open_archive("d1").compared(["k"]) == {}


def test_the_words_of_a_forgotten_comparison_leave_the_disk(archive: Archive, folder: Path) -> None:
    secret = b"zxqvj"  # too short to be compressed away
    archive.add(several(1, 2, 3, 4))
    archive.add_compared({"k1": of(1, 2, record=secret), "k2": of(3, 4)})
    assert any(secret in file.read_bytes() for file in folder.rglob("*") if file.is_file())
    archive.forget(keys=[key(1)])
    archive.compact()
    assert not any(secret in file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert archive.compared(["k2"]) == {"k2": RECORD}


@pytest.mark.usefixtures("lancedb")
def test_a_damaged_record_counts_as_none() -> None:
    assert from_row({"key": "k", "record": b"\x28\xb5\x2f\xfd damaged"}) == b""
