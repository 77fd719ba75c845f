"""Labelling pairs of claims line by line: the comparison alone, for scoring and for data work."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from reconcile.errors import InputError
from reconcile.models import Article

if TYPE_CHECKING:
    from reconcile.pipeline import Pipeline


class Line(BaseModel):
    """One pair; other fields of the line pass through."""

    model_config = ConfigDict(extra="allow", frozen=True)

    a: str
    b: str
    a_date: str | None = None
    b_date: str | None = None


def read_lines(file: str) -> list[Line]:
    """The pairs of a JSON Lines file ("-" for standard input).

    Raises InputError naming the file and the line.
    """
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read: {error}") from None
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            lines.append(Line.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise InputError(f'{file}:{number}: {where or "line"}: {first["msg"]}; want {{"a": …, "b": …}}') from None
    return lines


def judge_lines(pipeline: Pipeline, lines: Sequence[Line]) -> Iterator[str]:
    """The same lines as JSON with `kind` ("unrelated" where nothing can be said), `aspect`, `confidence`, `scores`."""
    sides = [
        (_article(f"p{i}a", line.a, line.a_date), _article(f"p{i}b", line.b, line.b_date))
        for i, line in enumerate(lines)
    ]
    for line, verdict in zip(lines, pipeline.judge_texts(sides), strict=True):
        said: dict[str, Any] = {"kind": "unrelated", "aspect": None, "confidence": 0.0, "scores": {}}
        if verdict is not None:
            said = {
                "kind": verdict.kind.value,
                "aspect": verdict.aspect,
                "confidence": verdict.confidence,
                "scores": verdict.signals["scores"],
            }
        yield json.dumps(line.model_dump(exclude_unset=True) | said, ensure_ascii=False)


def _article(name: str, text: str, date: str | None) -> Article:
    try:
        return Article(id=name, path=name, text=text, published=date)
    except ValidationError:
        raise InputError(f"pair {name[1:-1]}: the date {date!r} is not ISO 8601 (YYYY-MM-DD)") from None
