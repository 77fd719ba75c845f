from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.report.limit import MAX_CHARACTERS, Block, fitting

TABLE = Block("\n".join(["| Who |", "| --- |", *(f"| row {n} |" for n in range(100))]), "row")
LIST = Block("\n".join(f"- item {n}" for n in range(100)), "item")
NOTE = 400


def test_what_fits_is_left_as_it_is():
    cut = fitting([Block("# Head"), TABLE, LIST])
    assert cut.kept == ("# Head", TABLE.text, LIST.text)
    assert not cut.short
    assert MAX_CHARACTERS < 65_536  # what a comment on GitHub holds


def test_a_table_is_cut_between_its_rows_and_keeps_its_head():
    cut = fitting([Block("# Head"), TABLE, LIST], NOTE + 100)
    table = cut.kept[1]
    assert cut.kept == ("# Head", table)
    assert table.startswith("| Who |\n| --- |\n| row 0 |\n")
    assert TABLE.text.startswith(f"{table}\n")
    kept = table.count("row")
    assert [noun for noun, _ in cut.lost] == ["row"] * (100 - kept) + ["item"] * 100


def test_a_list_is_cut_between_its_items():
    (kept,) = fitting([LIST], NOTE + 50).kept
    assert kept.splitlines() == [f"- item {n}" for n in range(5)]


def test_no_heading_and_no_head_of_a_table_is_left_alone():
    blocks = [Block("Text."), Block("## One"), Block("### Two"), Block(f"| A |\n| --- |\n| {'x' * 90} |", "row")]
    assert fitting([*blocks, LIST], NOTE + 60).kept == ("Text.",)


def test_nothing_small_slips_in_behind_what_was_cut():
    cut = fitting([Block("x" * NOTE), Block("y" * NOTE), Block("small")], NOTE + 100)
    assert cut.kept == ()
    assert cut.short


HEAD = ["| A |", "| --- |"]
lines = st.text(alphabet="ab |-#", min_size=1, max_size=40)
block = st.one_of(
    lines.map(lambda text: Block(f"p{text}")),
    lines.map(lambda text: Block(f"## {text}")),
    st.lists(lines, min_size=1, max_size=8).map(lambda items: Block("\n".join(f"- {i}" for i in items), "item")),
    st.lists(lines, min_size=1, max_size=8).map(
        lambda items: Block("\n".join([*HEAD, *(f"| r {i} |" for i in items)]), "row")
    ),
)


@settings(deadline=None)
@given(st.lists(block, max_size=12), st.integers(min_value=NOTE, max_value=NOTE + 300))
def test_it_never_is_too_long_and_no_line_of_a_list_or_table_is_forgotten(blocks, most):
    cut = fitting(blocks, most)
    written = "\n\n".join(cut.kept)
    assert len(written) <= (most - NOTE if cut.short else most)
    assert "\n\n".join(b.text for b in blocks).startswith(written)
    items = [line for b in blocks if b.holds for line in b.text.split("\n") if line not in HEAD]
    kept = [line for text in cut.kept if text[0] in "|-" for line in text.split("\n") if line not in HEAD]
    assert items == [*kept, *(line for _, line in cut.lost)]
