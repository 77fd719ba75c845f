"""What is taken for an archive, and what is left alone."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reconcile.archive import Archive
from reconcile.archive.records import LAYOUT_KEY, schema
from reconcile.errors import ArchiveError
from tests.archive.articles import key, same, several, stored

Open = Callable[..., Archive]
NOBODY = 65534


def listed(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.mark.parametrize("name", ["new", "a/b/c", "it's #1?x=y%20 \u00e9\u4e2d", "~", "x.lance", "-"])
def test_any_name_is_taken_as_it_is_and_nothing_is_written_beside_it(
    open_archive: Open, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = open_archive(where=Path(name))
    archive.add(several(1))
    archive.compact()
    assert list(open_archive(where=tmp_path / name).get([key(1)]))
    assert [entry.name for entry in tmp_path.iterdir()] == [name.split("/")[0]]
    assert sorted(entry.name for entry in (tmp_path / name).iterdir()) == ["articles.lance", "in-use.lock"]


def test_a_file_url_is_the_folder(open_archive: Open, lancedb: None, folder: Path) -> None:
    open_archive().add(several(1))
    with Archive(folder.as_uri(), "d1", create=False) as archive:
        assert list(archive.get([key(1)]))


def test_another_url_is_lancedbs_business(lancedb: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Archive("memory://somewhere", "d1") as archive:
        archive.add(several(1, 2))
        assert archive.forget(keys=[key(1)]) == 1
        assert not archive.compact().complete
        assert archive.stats().size == archive.stats().live > 0
        assert list(archive.get([key(1), key(2)])) == [key(2)]
    assert not list(tmp_path.iterdir())


def test_a_url_of_no_known_kind_is_one_line(lancedb: None) -> None:
    with pytest.raises(ArchiveError, match=r"^nonsense://x: the archive cannot be used"):
        Archive("nonsense://x", "d1")


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_of_something_else_is_refused_and_not_touched(lancedb: None, tmp_path: Path, create: bool) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    (tmp_path / "data").mkdir()
    before = listed(tmp_path)
    with pytest.raises(ArchiveError, match="a folder of something else: give an empty or a new one"):
        Archive(str(tmp_path), "d1", create=create)
    assert listed(tmp_path) == before


def test_a_table_of_another_program_is_refused_and_not_touched(lancedb: None, tmp_path: Path) -> None:
    import lancedb as lance

    lance.connect(tmp_path).create_table("articles", [{"id": "x"}])
    before = listed(tmp_path / "articles.lance")
    with pytest.raises(ArchiveError, match="of something else"):
        Archive(str(tmp_path), "d1")
    assert listed(tmp_path / "articles.lance") == before


def test_a_file_is_refused(lancedb: None, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(ArchiveError, match="is a file: an archive is a folder"):
        Archive(str(tmp_path / "notes.txt"), "d1")
    with pytest.raises(ArchiveError, match=r"cannot be opened \(Not a directory\)"):
        Archive(str(tmp_path / "notes.txt" / "archive"), "d1")


def test_an_archive_is_only_made_where_that_was_asked(lancedb: None, folder: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no archive"):
        Archive(str(folder), "d1", create=False)
    assert not folder.exists()
    folder.mkdir()
    with pytest.raises(ArchiveError, match="there is no archive"):
        Archive(str(folder), "d1", create=False)
    assert not list(folder.iterdir())


def test_another_layout_says_what_to_do(open_archive: Open, folder: Path) -> None:
    import lancedb as lance

    old = schema().with_metadata({LAYOUT_KEY: "0"})
    lance.connect(folder).create_table("articles", schema=old)
    with pytest.raises(ArchiveError, match=r"another version of reconcile \(layout 0, this one reads 1\): give a new"):
        open_archive()


def test_a_run_killed_while_it_began_the_archive_is_no_hindrance(open_archive: Open, folder: Path) -> None:
    (folder / "articles.lance" / "data").mkdir(parents=True)
    archive = open_archive()
    archive.add(several(1))
    assert archive.stats().articles == 1


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that any user can reach, unlike pytest's."""
    made = Path(tempfile.mkdtemp(prefix="reconcile-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def as_user() -> Iterator[Callable[[], None]]:
    """Give up the rights of the superuser, who may write anywhere, until the end of the test."""
    root = os.geteuid() == 0
    yield lambda: os.seteuid(NOBODY) if root else None
    if root:
        os.seteuid(0)


def test_an_archive_that_may_only_be_read_is_read(
    open_archive: Open, public: Path, as_user: Callable[[], None]
) -> None:
    where = public / "archive"
    open_archive(where=where).add(several(1))
    for each in (where, *where.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    as_user()
    archive = open_archive(where=where)
    assert same(archive.get([key(1)])[key(1)], stored(1))
    assert archive.near(stored(1).opening[None], 0.9) == [key(1)]  # type: ignore[index]
    assert archive.stats().articles == 1
    for change in (lambda: archive.add(several(2)), lambda: archive.forget(keys=[key(1)])):
        with pytest.raises(ArchiveError, match="no permission to write"):
            change()
    with pytest.raises(ArchiveError, match=r"cannot be opened \(Permission denied\)"):
        open_archive(where=public / "new")
    for each in (where, *where.rglob("*")):
        if each.is_dir() and os.geteuid() != NOBODY:
            each.chmod(0o755)


@pytest.fixture
def small_files() -> Iterator[Callable[[int], None]]:
    """Have writes fail beyond so many bytes of a file, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_write_that_fails_midway_stores_nothing_and_harms_nothing(
    open_archive: Open, small_files: Callable[[int], None]
) -> None:
    archive = open_archive()
    archive.add(several(1))
    small_files(200_000)
    with pytest.raises(ArchiveError, match="nothing of this step was stored"):
        archive.add(several(2, 3, 4, 5, width=20_000))
    assert list(archive.get([key(n) for n in range(6)])) == [key(1)]
    archive.add(several(2))
    assert same(open_archive().get([key(1)])[key(1)], stored(1))
    assert open_archive().stats().entries == 2


def filled(archive: Archive) -> int:
    """How many articles were added until the disk was full."""
    for number in range(100):
        try:
            archive.add(several(number, width=20_000))
        except ArchiveError as error:
            if "the disk is full: nothing of this step was stored" in str(error):
                return number
            raise
    raise AssertionError("the disk did not fill up")


def test_a_full_disk_is_told_and_harms_nothing(open_archive: Open, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("only the superuser can make a small disk")
    try:
        archive = open_archive(where=disk / "archive")
        added = filled(archive)
        found = archive.get([key(n) for n in range(100)])
        assert list(found) == [key(n) for n in range(added)]
        assert added > 2
        assert all(same(found[key(n)], stored(n, width=20_000)) for n in range(added))
        assert archive.forget(keys=[key(n) for n in range(added - 1)]) == added - 1
        assert archive.compact().complete
        archive.add(several(99, width=20_000))
        assert archive.stats().articles == 2
        archive.close()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
