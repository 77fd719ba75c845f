from __future__ import annotations

import pytest

from reconcile.report.tables import MAX_PADDED_WIDTH, table


def test_short_cells_are_padded_into_columns():
    assert table(["Kind", "Findings"], [["conflict", "3"], ["quote", "12"]], right=[1]).splitlines() == [
        "| Kind     |   Findings |",
        "|:---------|-----------:|",
        "| conflict |          3 |",
        "| quote    |         12 |",
    ]


def test_sentences_are_not_padded():
    long = "word " * (MAX_PADDED_WIDTH // 5)
    assert table(["", "A"], [["x", long.strip()], ["y", "short"]]).splitlines() == [
        "|  | A |",
        "| --- | --- |",
        f"| x | {long.strip()} |",
        "| y | short |",
    ]


@pytest.mark.parametrize("wide", ["北京", "हिन्दी", "e\u0301", "a\u200bb", "👍"])
def test_text_whose_width_depends_on_the_installation_is_not_padded(wide):
    assert table(["Outlet"], [[wide], ["Reuters"]]).splitlines() == [
        "| Outlet |",
        "| --- |",
        f"| {wide} |",
        "| Reuters |",
    ]


def test_accented_letters_are_one_column_wide():
    assert table(["Outlet"], [["Süddeutsche"], ["Le Monde"]]).splitlines()[3] == "| Le Monde    |"


@pytest.mark.parametrize("cell", ["1e5", "007", "1,000", "0x1F", "nan", "True", "2023", "1.50", "-0"])
@pytest.mark.parametrize("filler", ["short", "long " * 40])
def test_cells_that_look_like_numbers_are_left_alone(cell, filler):
    lines = table(["A", "B"], [[cell, filler.strip()], ["2", "3"]]).splitlines()
    assert lines[2].split("|")[1].strip() == cell


def test_empty_cells_and_no_rows_keep_their_columns():
    assert [line.count("|") for line in table(["A", "B", ""], [["", "", "x"], ["", "", ""]]).splitlines()] == [4] * 4
    assert [line.count("|") for line in table(["A", "B"], []).splitlines()] == [3, 3]
