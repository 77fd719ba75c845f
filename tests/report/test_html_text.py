from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.report.html_text import CONTEXT, Piece, anchor, paragraph, pieces, shown
from tests.report.hostile import hostile

spans = st.tuples(st.integers(-3, 40), st.integers(-3, 40))


def test_white_space_is_one_space_and_unseen_characters_are_named() -> None:
    assert shown(" a\n\t b\u202e\x00 ") == " a b⟨U+202E⟩⟨U+0000⟩ "


def test_text_is_cut_where_the_claim_and_the_marked_words_begin_and_end() -> None:
    text = "He said forty died. Then he left."
    found = pieces(text, (0, len(text)), (8, 18), [(8, 13)])
    assert found == (
        Piece("He said ", False, False),
        Piece("forty", True, True),
        Piece(" died", True, False),
        Piece(". Then he left.", False, False),
    )


def test_marks_that_touch_or_overlap_are_one() -> None:
    assert pieces("one two three", (0, 13), (0, 13), [(0, 5), (3, 7)]) == (
        Piece("one two", True, True),
        Piece(" three", True, False),
    )


def test_marks_outside_the_window_are_ignored() -> None:
    assert pieces("one two three", (0, 7), (0, 7), [(8, 13)]) == (Piece("one two", True, False),)


@given(hostile, spans, spans, st.lists(spans, max_size=4))
def test_pieces_put_together_are_the_window(text: str, window: tuple[int, int], claim: tuple[int, int], marks) -> None:
    found = pieces(text, window, claim, marks)
    assert "".join(piece.text for piece in found) == text[max(0, window[0]) : max(0, window[1])].strip()
    assert all(piece.text for piece in found)


def test_a_paragraph_is_the_line_around_the_claim() -> None:
    text = "One.\r\nTwo. Three.\nFour."
    at = text.index("Three.")
    start, end = paragraph(text, (at, at + 6))
    assert text[start:end] == "Two. Three."


def test_a_claim_over_several_lines_has_all_of_them() -> None:
    text = "One.\nTwo\nthree four.\nFive."
    start, end = paragraph(text, (text.index("Two"), text.index("three") + 5))
    assert text[start:end] == "Two\nthree four."


def test_without_spaces_a_long_line_is_cut_all_the_same() -> None:
    text = "x" * 5000
    assert paragraph(text, (2000, 2010)) == (2000 - CONTEXT, 2010 + CONTEXT)


@given(hostile, st.integers(0, 30), st.integers(0, 30))
def test_the_paragraph_holds_the_claim(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    first, last = paragraph(text, (start, end))
    assert 0 <= first <= start <= end <= last <= len(text)


@given(hostile)
def test_an_anchor_holds_only_letters_digits_and_a_few_signs(name: str) -> None:
    assert all(char.isascii() and (char.isalnum() or char in "_.-") for char in anchor(name))
