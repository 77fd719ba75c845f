"""Builders shared by the ingest tests."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reconcile.ingest import Flaw, RawArticle, Reader
from reconcile.ingest.inputs import stream_input

Read = Callable[..., list[RawArticle | Flaw]]


@pytest.fixture
def results() -> Read:
    """What a reader yields for some bytes."""

    def run(reader: Reader, data: bytes | str, max_bytes: int = 1_000_000) -> list[RawArticle | Flaw]:
        raw = data.encode() if isinstance(data, str) else data
        return list(reader.read(stream_input(io.BytesIO(raw), max_bytes)))

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file below the temporary folder; anything but text and bytes goes in as JSON."""

    def run(name: str, content: object) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_bytes((content if isinstance(content, str) else json.dumps(content)).encode())
        return path

    return run
