from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reconcile.report.escape import code, emphasise, inline, one_line, visible
from reconcile.report.tables import table
from tests.report.hostile import hostile

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OWN_HTML = {"<span>", "</span>", "<strong>", "</strong>"}


def read_back(markdown: str) -> tuple[str, str]:
    """The text a reader sees, and the part of it in bold; fails on any token that is not text or bold."""
    seen, bold, depth = [], [], 0
    for block in GFM.parse(markdown):
        for token in block.children or []:
            if token.type in ("strong_open", "strong_close") or token.content in ("<strong>", "</strong>"):
                depth += -1 if "/" in token.content or token.type == "strong_close" else 1
            elif token.type == "html_inline":
                assert token.content in OWN_HTML, token
            else:
                assert token.type in ("text", "code_inline"), token
                seen.append(token.content)
                if depth:
                    bold.append(token.content)
    assert depth == 0
    return "".join(seen), "".join(bold)


def blocks(markdown: str) -> list[str]:
    return [token.type for token in GFM.parse(markdown) if token.nesting == 1]


@settings(deadline=None)  # other work on the machine must not fail a test
@given(hostile)
@example("- ")
@example("---")
@example("1.")
@example("a | b \\| c \\")
@example("&#x3c;b>")
def test_escaped_text_reads_back_unchanged_wherever_it_stands(text):
    safe, plain = inline(text), one_line(text)
    assert "\n" not in safe
    if not plain:
        assert safe == ""
        return
    for before, expected in (
        ("", ["paragraph_open"]),
        ("## ", ["heading_open"]),
        ("- ", ["bullet_list_open", "list_item_open", "paragraph_open"]),
    ):
        assert blocks(before + safe) == expected
        assert read_back(before + safe) == (plain, "")


@settings(deadline=None)  # other work on the machine must not fail a test
@given(st.lists(hostile, min_size=3, max_size=3))
def test_a_table_keeps_its_cells_whatever_they_hold(texts):
    tokens = GFM.parse(table(["", "A", "B"], [[inline(text) for text in texts], ["x", "y", "z"]]))
    cells = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type in ("th_open", "td_open")]
    assert len(cells) == 9
    assert [read_back(cell)[0] for cell in cells[3:6]] == [one_line(text) for text in texts]
    assert cells[6:] == ["x", "y", "z"]


@settings(deadline=None)  # other work on the machine must not fail a test
@given(hostile)
def test_escaped_text_can_be_written_and_shows_nothing_unseen(text):
    inline(text).encode("utf-8")
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", inline(text))


@settings(deadline=None)  # other work on the machine must not fail a test
@given(hostile, st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)), max_size=4))
@example("“right track”", [(0, 13), (3, 4)])
@example("5%of", [(0, 2)])
@example("a*b", [(2, 3)])
@example("\r> a", [])
@example("00\x1f0", [(1, 4)])
def test_bold_is_exactly_what_the_spans_say(text, spans):
    """Compared without white space, which is moved out of the marks and folded."""
    marked = {i for start, end in spans for i in range(max(0, start), min(end, len(text)))}
    inked = {i for i, char in enumerate(text) if not char.isspace()}
    expected = "".join(text[i] for i in sorted(marked & inked)) if inked - marked else ""
    seen, bold = read_back(emphasise(text, spans))
    assert _ink(seen) == _ink(visible(text))
    assert _ink(bold) == _ink(visible(expected))


def _ink(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("On June 18, Blinken arrived.", 3, 10, "On **June 18**, Blinken arrived."),
        ("On June 18, Blinken arrived.", 2, 12, "On **June 18,** Blinken arrived."),
        ("unbelievable", 2, 9, "un**believa**ble"),
        ("on the “right track.”", 7, 21, "on the **“right track.”**"),
        ("the“right track”of", 3, 16, "the<strong>“right track”</strong>of"),
        ("up 4.3% on", 3, 7, "up **4.3%** on"),
        ("4.3%of it", 0, 4, "<strong>4.3%</strong>of it"),
        ("costs €5m", 6, 9, "costs **€5m**"),
        ("cost€5m", 4, 7, "cost<strong>€5m</strong>"),
        ("$+5", 1, 3, "\\$<strong>+5</strong>"),
        ("(not) so", 1, 4, "(**not**) so"),
        ("2 * 3", 4, 5, "2 \\* **3**"),
        ("2*3*4", 2, 3, "2\\***3**\\*4"),
        ("他说北京好", 2, 4, "他说**北京**好"),
    ],
)
def test_bold_uses_asterisks_wherever_they_work(text, start, end, expected):
    assert emphasise(text, [(start, end)]) == expected
    assert read_back(expected) == (text, text[start:end].strip())


def test_touching_neighbouring_and_overlapping_spans_become_one():
    assert emphasise("about forty people", [(6, 9), (0, 5), (9, 11), (7, 10)]) == "**about forty** people"
    assert emphasise("about forty people", [(0, 5), (12, 18)]) == "**about** forty **people**"


@pytest.mark.parametrize("spans", [[(0, 8)], [(-5, 99)], [(0, 3), (3, 8)], [(3, 3)], [(6, 2)], [(9, 20)], []])
def test_marking_everything_or_nothing_marks_nothing(spans):
    assert emphasise("All of it"[:8], spans) == "All of i"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b", "a &#124; b"),
        ("C:\\new", "C:\\\\new"),
        ("*bold* _it_ `code` ~~no~~", "\\*bold\\* \\_it\\_ \\`code\\` \\~\\~no\\~\\~"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("AT&T, &amp; & Sons", "AT\\&T, \\&amp; & Sons"),
        ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
        ("see https://x.org or www.x.org", "see https\\://x.org or www\\.x.org"),
        ("one\n\n two\u2028three", "one two three"),
        ("# 1", "\\# 1"),
        ("> quoted", "\\> quoted"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("2023) item", "2023\\) item"),
    ],
)
def test_what_markdown_reads_is_escaped(text, expected):
    assert inline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@user said", "<span>@</span>user said"),
        ("to a.b@x.org now", "to a.b<span>@</span>x.org now"),
        ("in #123", "in <span>#</span>123"),
        ("owner/repo#123", "owner/repo<span>#</span>123"),
        ("see GH-12", "see GH<span>-</span>12"),
        ("great :+1: stuff", "great <span>:</span>+1: stuff"),
    ],
)
def test_what_github_finds_in_rendered_text_is_put_apart(text, expected):
    assert inline(text) == expected
    assert read_back(expected)[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "The price rose to $603 million, from $4.5bn (A$7m).",
        "At 10:30: “it’s over” – or not; 50% / 60% (high-5).",
        "Well-known 3-1 win, -5 degrees, 1.5 million; a+b=c?",
        "Qin Gang, the minister — he's 57 — left… at 5 o'clock!",
        "Ελλάδα, 北京, Москва, עברית",
    ],
)
def test_ordinary_prose_is_left_alone(text):
    assert inline(text) == text


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        ("\0", "0000"),
        ("\x1b", "001B"),
        ("\x9f", "009F"),
        ("\u061c", "061C"),
        ("\u202e", "202E"),
        ("\u2066", "2066"),
        ("\ud800", "D800"),
        ("\U000e0041", "E0041"),
    ],
)
def test_unseen_characters_are_shown(char, shown):
    assert inline(f"a{char}b") == f"a⟨U+{shown}⟩b"
    assert code(f"a{char}b") == f"`a⟨U+{shown}⟩b`"
    assert emphasise(f"a{char}b c", [(0, 3)]) == f"**a⟨U+{shown}⟩b** c"


def test_joiners_that_scripts_and_emoji_need_stay():
    assert inline("می\u200cخواهم 👩\u200d🚒") == "می\u200cخواهم 👩\u200d🚒"


@settings(deadline=None)  # other work on the machine must not fail a test
@given(hostile)
def test_code_reads_back_unchanged(text):
    expected = one_line(text)
    assert read_back(code(text))[0] == expected
    tokens = GFM.parse(table(["A", "B"], [[code(text), "x"]]))
    cells = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "td_open"]
    assert read_back(cells[0])[0] == expected
    assert cells[1] == "x"


def test_code_is_a_code_span_where_it_can_be():
    assert code("seeds/000_c2b.txt") == "`seeds/000_c2b.txt`"
    assert code("odd`name|.txt") == "odd\\`name&#124;.txt"
    assert code("") == ""


@pytest.mark.parametrize(
    "text", ["\\" * 50_000, "@" * 50_000, ":a" * 50_000, "<" * 50_000, "www." * 20_000, "1" * 50_000]
)
def test_long_hostile_runs_take_no_time(text):
    assert len(inline(text)) >= len(text)
    assert len(emphasise(text, [(i, i + 1) for i in range(0, 2_000, 2)])) > len(text)
