from __future__ import annotations

import gzip
import hashlib
import io

import pytest

from reconcile.errors import IngestError
from reconcile.ingest.inputs import file_input, stream_input


def test_a_file_is_read_whole_up_to_the_limit(write):
    path = write("1.txt", "12345")
    assert file_input(path, 5).data() == b"12345"
    with pytest.raises(IngestError, match="larger than 4 bytes"):
        file_input(path, 4).data()


def test_the_limit_holds_for_what_a_compressed_file_unpacks_to(write):
    bomb = write("1.txt.gz", gzip.compress(b"0" * 50_000_000))
    with pytest.raises(IngestError, match="larger than"):
        file_input(bomb, 1_000_000).data()


def test_a_bomb_of_one_line_is_passed_over(write):
    bomb = write("1.jsonl.gz", gzip.compress(b"0" * 50_000_000 + b"\nlast\n"))
    assert list(file_input(bomb, 1_000_000).lines()) == [(1, None), (2, b"last\n")]


@pytest.mark.parametrize("data", [b"", b"\n", b"a", b"a\n", b"a\nb", b"a\r\nb\n", b"aaaaaaaaaa\nb\n", b"aaaaaaaaaa"])
def test_lines_are_those_of_the_file(data):
    lines = list(stream_input(io.BytesIO(data), 4).lines())
    plain = list(io.BytesIO(data))
    assert lines == [(i, line if len(line) <= 4 else None) for i, line in enumerate(plain, start=1)]


def test_damaged_and_truncated_gzip_is_one_line(write):
    whole = gzip.compress(b"Blinken began his visit. " * 100)
    truncated, damaged, none = whole[:-15], whole[:15] + b"\xff\xff\xff" + whole[18:], b"plain text"
    for data, words in ((truncated, "truncated"), (damaged, "damaged"), (none, "no gzip data")):
        with pytest.raises(IngestError, match=words):
            file_input(write("1.txt.gz", data), 100_000).data()


def test_lines_before_the_truncation_are_still_read(write):
    noise = "\n".join(hashlib.sha256(str(i).encode()).hexdigest() for i in range(5000))
    path = write("1.jsonl.gz", gzip.compress(noise.encode())[:-2000])
    got: list[bytes | None] = []
    with pytest.raises(IngestError, match="truncated"):
        got.extend(line for _, line in file_input(path, 100_000).lines())
    assert len(got) > 100


def test_a_stream_continues_what_was_read_before():
    stream = io.BytesIO(b"head and tail")
    head = stream.read(5)
    assert stream_input(stream, 100, already_read=head).data() == b"head and tail"
    assert not stream.closed
