from __future__ import annotations

import os
from pathlib import Path

import pytest

from reconcile.ingest.discover import discover


def shown(arguments, cwd):
    found, _ = discover(arguments, cwd)
    return [item.shown for item in found]


def skipped(arguments, cwd):
    return {entry.path: entry.reason for entry in discover(arguments, cwd)[1]}


@pytest.fixture
def tree(write, tmp_path):
    for name in ("ev1/2.txt", "ev1/1.txt", "ev1/deep/er/3.md", "ev2/a.jsonl", "ev2/notes.docx", "ev1/.hidden.txt"):
        write(name, "Text")
    write(".git/config", "x")
    return tmp_path


def test_folders_are_searched_to_any_depth_in_sorted_order(tree):
    assert shown(["."], tree) == ["ev1/1.txt", "ev1/2.txt", "ev1/deep/er/3.md", "ev2/a.jsonl"]
    assert skipped(["."], tree) == {}


def test_the_order_of_arguments_does_not_matter(tree):
    arguments = ["ev2", "ev1/2.txt", "ev1", "missing.txt"]
    assert discover(arguments, tree)[0] == discover(arguments[::-1], tree)[0]


def test_a_file_reached_in_several_ways_is_read_once(tree):
    (tree / "ev1" / "0-link.txt").symlink_to(tree / "ev1" / "1.txt")
    arguments = ["ev1/1.txt", "./ev1/../ev1/1.txt", str(tree / "ev1"), "ev1", "ev1/*.txt"]
    assert shown(arguments, tree) == ["ev1/1.txt", "ev1/2.txt", "ev1/deep/er/3.md"]


def test_absolute_arguments_elsewhere_start_with_their_last_component(tree, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert shown([str(tree / "ev1"), str(tree / "ev2/a.jsonl")], elsewhere) == [
        "a.jsonl",
        "ev1/1.txt",
        "ev1/2.txt",
        "ev1/deep/er/3.md",
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ev1/*.txt", ["ev1/1.txt", "ev1/2.txt"]),
        ("./ev1/[2-9].txt", ["ev1/2.txt"]),
        ("**/*.md", ["ev1/deep/er/3.md"]),
        ("ev?", ["ev1/1.txt", "ev1/2.txt", "ev1/deep/er/3.md", "ev2/a.jsonl"]),
        ("ev1/**", ["ev1/1.txt", "ev1/2.txt", "ev1/deep/er/3.md"]),
        ("ev1/.hid*", ["ev1/.hidden.txt"]),
        ("ev2/../ev1/1.*", ["ev1/1.txt"]),
    ],
)
def test_patterns_match_as_in_a_shell(tree, pattern, expected):
    assert shown([pattern], tree) == expected


def test_absolute_patterns_match_too(tree):
    assert shown([f"{tree}/ev1/*.txt"], tree) == ["ev1/1.txt", "ev1/2.txt"]


@pytest.mark.parametrize("pattern", ["*.xyz", "ev9/*", "a**b/*", "[", "x\0*", "nowhere/**"])
def test_patterns_without_a_match_are_told(tree, pattern):
    (reason,) = skipped([pattern], tree).values()
    assert "pattern" in reason or "no such file" in reason


def test_a_file_whose_name_looks_like_a_pattern_is_the_file(write, tmp_path):
    write("[1].txt", "Text")
    assert shown(["[1].txt"], tmp_path) == ["[1].txt"]


@pytest.mark.parametrize("argument", ["missing.txt", "", "a\0b", "ev1/1.txt/x", "x" * 5000])
def test_missing_paths_are_told(tree, argument):
    (reason,) = skipped([argument], tree).values()
    assert "no such file or folder" in reason


def test_an_unknown_type_is_told_only_when_named(tree):
    assert "ev2/notes.docx" not in skipped(["ev2"], tree)
    assert "unknown file type" in skipped(["ev2/notes.docx"], tree)["ev2/notes.docx"]


def test_hidden_files_are_read_when_named(tree):
    assert shown(["ev1/.hidden.txt"], tree) == ["ev1/.hidden.txt"]


def test_a_folder_without_articles_is_told(tree):
    (tree / "empty" / "inner").mkdir(parents=True)
    assert "no articles in this folder" in skipped(["empty"], tree)["empty"]


def test_files_about_the_folder_are_left_out_unless_named(write, tmp_path):
    for name in ("LICENSE", "README.md", "readme_china.txt", "1.txt"):
        write(f"d/{name}", "Text")
    assert shown(["d"], tmp_path) == ["d/1.txt", "d/readme_china.txt"]
    assert set(skipped(["d"], tmp_path)) == {"d/LICENSE", "d/README.md"}
    assert shown(["d/README.md"], tmp_path) == ["d/README.md"]


def test_loops_of_links_end(tree):
    for i in range(3):
        (tree / "ev1" / f"loop{i}").symlink_to(tree)
        (tree / "ev1" / "deep" / f"loop{i}").symlink_to(tree / "ev1")
    (tree / "self.txt").symlink_to(tree / "self.txt")
    assert shown(["ev1", "ev1/**/*.txt"], tree) == ["ev1/1.txt", "ev1/2.txt", "ev1/deep/er/3.md"]
    assert "not followed" in skipped(["ev1"], tree)["ev1/loop0"]
    assert "does not exist" in skipped(["self.txt"], tree)["self.txt"]


def test_a_linked_folder_is_read_when_named(tree):
    (tree / "link").symlink_to(tree / "ev2")
    assert shown(["link"], tree) == ["link/a.jsonl"]


def test_broken_links_and_pipes_in_folders_are_told(tree):
    (tree / "ev2" / "broken.txt").symlink_to(tree / "gone.txt")
    (tree / "ev2" / "self.txt").symlink_to(tree / "ev2" / "self.txt")
    os.mkfifo(tree / "ev2" / "pipe.txt")
    assert set(skipped(["ev2"], tree)) == {"ev2/broken.txt", "ev2/pipe.txt", "ev2/self.txt"}
    assert shown(["ev2"], tree) == ["ev2/a.jsonl"]


def test_a_folder_that_cannot_be_listed_is_told(tree, monkeypatch):
    real = os.scandir

    def scandir(path):
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert shown(["ev1"], tree) == ["ev1/1.txt", "ev1/2.txt"]
    assert skipped(["ev1"], tree) == {"ev1/deep": "the folder cannot be read: Permission denied"}


def test_a_path_that_may_not_be_examined_is_told(tree, monkeypatch):
    def deny(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_dir", deny)
    assert skipped(["ev1"], tree) == {"ev1": "cannot be read: Permission denied"}


def test_the_sidecar_is_no_article_and_is_told_only_when_alone(write, tmp_path):
    write("ev/1.txt", "Text")
    write("ev/sources.json", [])
    assert shown(["ev"], tmp_path) == ["ev/1.txt"]
    assert shown(["ev/1.txt", "ev/sources.json"], tmp_path) == ["ev/1.txt"]
    assert skipped(["ev/*"], tmp_path) == {}
    assert "no article" in skipped(["ev/sources.json"], tmp_path)["ev/sources.json"]
