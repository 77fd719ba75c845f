from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.ingest.paths import printable_path, shown_child, shown_root

CWD = Path("/home/desk/work")


@pytest.mark.parametrize(
    ("argument", "shown"),
    [
        ("ev1/1.txt", "ev1/1.txt"),
        ("./ev1//x/../1.txt", "ev1/1.txt"),
        ("../ev1", "../ev1"),
        (".", "."),
        ("/home/desk/work/ev1/1.txt", "ev1/1.txt"),
        ("/home/desk/work", "."),
        ("/home/desk/work2/ev1", "ev1"),
        ("/x/ev1/", "ev1"),
        ("/x/ev1/1.txt", "1.txt"),
        ("/", ""),
    ],
)
def test_how_arguments_are_shown(argument, shown):
    assert shown_root(argument, CWD) == shown


@pytest.mark.parametrize(("root", "shown"), [("ev1", "ev1/a/1.txt"), (".", "a/1.txt"), ("", "a/1.txt")])
def test_how_files_below_are_shown(root, shown):
    assert shown_child(root, "a/1.txt") == shown


def test_a_linked_working_folder_counts_as_itself(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    assert shown_root(str(real / "1.txt"), link) == "1.txt"
    assert shown_root(str(real / "ev1" / "1.txt"), link) == "ev1/1.txt"


def test_names_that_no_output_can_hold_are_replaced():
    assert printable_path("caf\udce9\n\x1b[31m.txt") == "caf\ufffd\ufffd\ufffd[31m.txt"
