from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.errors import IngestError
from reconcile.ingest.inputs import stream_input
from reconcile.ingest.plain import PlainReader, leading_date

SEED = " date 2023-06-19 But the climate between the parties remains far from cordial.\r\n\r\nUS Secretary of State…"


def read_plain(data: bytes):
    return list(PlainReader().read(stream_input(io.BytesIO(data), 1_000_000)))


@settings(deadline=None)
@given(st.text().filter(lambda text: text.lstrip("\ufeff").strip() and "\0" not in text))
def test_the_text_is_exactly_the_decoded_content(text):
    data = text.encode()
    if data.startswith((b"%PDF-", b"PK\x03\x04")):
        return
    (article,) = read_plain(data)
    assert article.text == data.decode("utf-8")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_either_read_unchanged_or_refused_in_one_line(data):
    try:
        (article,) = read_plain(data)
    except IngestError as error:
        reason = str(error)
        article = None
    if article is None:
        assert len(reason.splitlines()) == 1
    else:
        assert article.text.encode() == data


def test_the_date_line_gives_the_date_and_stays_in_the_text():
    (article,) = read_plain(SEED.encode())
    assert article.published == "2023-06-19"
    assert article.text == SEED


def test_line_ends_and_trailing_space_are_kept():
    (article,) = read_plain(b"One.\r\nTwo.\rThree.  \n\n")
    assert article.text == "One.\r\nTwo.\rThree.  \n\n"


def test_a_byte_order_mark_stays_so_that_offsets_are_those_of_the_file():
    data = b"\xef\xbb\xbf date 2023-06-19 Blinken arrived."
    (article,) = read_plain(data)
    assert article.text == data.decode("utf-8")
    assert article.text[0] == "\ufeff"
    assert article.published == "2023-06-19"


@pytest.mark.parametrize(
    "text",
    [
        "The date 2023-06-19 was set months ago.",
        "date 2023-06-19th and more",
        "date 2023-13-40 Nonsense",
        "date: tomorrow",
        "2023-06-19 without the word",
        "update 2023-06-19 something",
        "",
    ],
)
def test_other_beginnings_give_no_date(text):
    assert leading_date(text) is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "white space"),
        (b"\xef\xbb\xbf\n", "white space"),
        (b"Caf\xe9 society", "not UTF-8 (byte 0xe9 at offset 3)"),
        ("Blinken in Beijing".encode("utf-16"), "UTF-16, not UTF-8: convert it with iconv"),
        (b"\xfe\xff" + "Blinken".encode("utf-16-be"), "UTF-16"),
        ("Blinken".encode("utf-32"), "UTF-32"),
        ("Blinken in Beijing".encode("utf-16-le"), "UTF-16LE without a byte order mark"),
        (b"text\0text", "NUL"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04word/document.xml", "ZIP"),
    ],
)
def test_what_is_not_utf_8_text_is_refused_with_its_reason(data, words):
    with pytest.raises(IngestError) as caught:
        read_plain(data)
    assert words in str(caught.value)
