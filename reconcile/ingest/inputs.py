"""Where bytes come from: a file, plain or gzip-compressed, or a stream; never more of them than allowed."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from reconcile.errors import IngestError

_ENDLESS = 50  # times the limit; a few kilobytes of gzip data can hold a line that takes hours to pass over


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read. `max_bytes` bounds what is held in memory at once: the whole input, or one line of it."""

    opener: Callable[[], AbstractContextManager[BinaryIO]]
    max_bytes: int

    def data(self) -> bytes:
        """All bytes, decompressed. Raises IngestError when there are too many or they cannot be read."""
        with _told_in_one_line(), self.opener() as stream:
            data = stream.read(self.max_bytes + 1)
        if len(data) > self.max_bytes:
            raise IngestError(f"larger than {self.max_bytes} bytes: split it or raise max_file_bytes")
        return data

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """(1-based number, bytes) of each line, read one at a time; None stands for a line above the limit.

        Raises IngestError when reading fails midway or a line takes no end, after the lines before have been yielded.
        """
        with _told_in_one_line(), self.opener() as stream:
            number = 0
            while line := stream.readline(self.max_bytes + 1):
                number += 1
                if len(line) <= self.max_bytes:
                    yield number, line
                    continue
                passed_over = len(line)
                while line and not line.endswith(b"\n"):
                    if passed_over > _ENDLESS * self.max_bytes:
                        raise IngestError(f"line {number} is longer than {passed_over} bytes: the rest was not read")
                    line = stream.readline(1 << 20)
                    passed_over += len(line)
                yield number, None


def file_input(path: Path, max_bytes: int) -> Input:
    """The file at `path`; a name ending in .gz is decompressed, and the limit holds for what comes out."""
    if path.suffix.lower() == ".gz":
        return Input(lambda: cast("AbstractContextManager[BinaryIO]", gzip.open(path, "rb")), max_bytes)
    return Input(lambda: path.open("rb"), max_bytes)


def stream_input(stream: BinaryIO, max_bytes: int, *, already_read: bytes = b"") -> Input:
    """An open stream, preceded by what was read from it before. It can be read once and is left open."""
    whole = cast("BinaryIO", io.BufferedReader(_Replay(already_read, stream)))
    return Input(lambda: nullcontext(whole), max_bytes)


class _Replay(io.RawIOBase):
    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = memoryview(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        piece: bytes | memoryview = self._head[:size] or self._stream.read(size)
        self._head = self._head[size:]
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        if str(error).startswith("Not a gzipped file"):  # at its beginning, or behind a first part
            raise IngestError("no gzip data, or more than that, in a .gz file: fetch it again or rename it") from None
        detail = "truncated" if isinstance(error, EOFError) else "damaged"
        raise IngestError(f"{detail} gzip data: fetch the file again") from None
    except FileNotFoundError:
        raise IngestError("the file has vanished since it was found") from None
    except OSError as error:
        raise IngestError(f"cannot be read: {error.strerror or type(error).__name__}") from None
