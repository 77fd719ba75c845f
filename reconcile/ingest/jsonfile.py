"""JSON: one article, an array of them, or one a line.

Articles of an array or of a line-by-line file are told apart by their place: `#3` is the third element or line.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from reconcile.errors import IngestError
from reconcile.ingest.base import NO_ARTICLE_FIELDS, Flaw, RawArticle, decode, refuse_blank
from reconcile.ingest.fields import TEXT_KEYS, article_of, body_text, fields_of
from reconcile.ingest.inputs import Input

_CONTAINERS = ("articles", "documents", "items", "results", "stories", "news", "entries", "data", "@graph")
_TOLD_ONE_BY_ONE = 3


class JsonReader:
    """`.json`: an object with an article's fields, an array of such objects, or an object that holds the array.

    Data sets often call JSON Lines `.json` too: a file whose first line is an object, with more after it, is read so.
    """

    def read(self, source: Input) -> Iterator[RawArticle | Flaw]:
        """Yield the articles, and a Flaw for each element that is none as long as any element is one.

        Raises IngestError for malformed JSON and for JSON that holds something other than articles.
        """
        data = source.data()
        text = decode(data)
        refuse_blank(text)
        if _is_lines(text):
            yield from _told(_line(i, line) for i, line in enumerate(io.BytesIO(data), start=1) if line.strip())
            return
        value = parse(text)
        elements = _elements(value)
        if elements is None:
            yield article_of(value)
        else:
            yield from _told(_element(item, f"#{i}", f"#{i}") for i, item in enumerate(elements, start=1))


class JsonLinesReader:
    """`.jsonl` and `.ndjson`: one object a line, read line by line; blank lines are passed over."""

    def read(self, source: Input) -> Iterator[RawArticle | Flaw]:
        """Yield the articles, and a Flaw named after its line for each line that holds none.

        Raises IngestError when not a single line holds an article.
        """
        yield from _told(_line(number, line) for number, line in source.lines() if line is None or line.strip())


def parse(text: str) -> object:
    """The JSON value of `text`, a leading byte order mark aside. Raises IngestError for malformed JSON."""
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise IngestError(f"malformed JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise IngestError("malformed JSON: nested too deeply") from None
    except ValueError:  # numbers of thousands of digits
        raise IngestError("malformed JSON: a number is too long") from None


def _is_lines(text: str) -> bool:
    first, _, rest = text.removeprefix("\ufeff").strip().partition("\n")
    if not (first.startswith("{") and first.rstrip().endswith("}") and rest.strip()):
        return False
    try:
        return isinstance(parse(first), dict)
    except IngestError:
        return False


def _elements(value: object) -> list[object] | None:
    """The list of records in `value`; None when `value` is to be read as one record."""
    if isinstance(value, list):
        return value
    known = fields_of(value)
    if any(body_text(known.get(key)) is not None for key in TEXT_KEYS):
        return None
    held = (known[key] for key in _CONTAINERS if key in known)
    return next((items for items in held if isinstance(items, list) and any(isinstance(i, dict) for i in items)), None)


def _element(value: object, part: str, place: str) -> RawArticle | Flaw:
    try:
        return article_of(value, part)
    except IngestError as error:
        return Flaw(place, str(error))


def _line(number: int, line: bytes | None) -> RawArticle | Flaw:
    if line is None:
        return Flaw(f":{number}", "the line is too long: raise max_file_bytes")
    try:
        return _element(parse(decode(line)), f"#{number}", f":{number}")
    except IngestError as error:
        # Inside a line the parser always counts line 1; the file's own line number is in the flaw's place.
        return Flaw(f":{number}", str(error).replace("(line 1, column", "(column"))


def _told(results: Iterator[RawArticle | Flaw]) -> Iterator[RawArticle | Flaw]:
    """Pass `results` on; flaws wait for the first article, so that a file without any is one entry, not thousands."""
    waiting: list[Flaw] = []
    found = False
    for result in results:
        if found:
            yield result
        elif isinstance(result, Flaw):
            waiting.append(result)
        else:
            found = True
            yield from waiting
            yield result
    if found:
        return
    if all(flaw.reason.startswith(NO_ARTICLE_FIELDS) for flaw in waiting):
        raise IngestError(waiting[0].reason if waiting else f"{NO_ARTICLE_FIELDS}: it holds no records")
    if len(waiting) > _TOLD_ONE_BY_ONE:
        first = waiting[0]
        raise IngestError(f"none of its {len(waiting)} records is an article; the first ({first.part}): {first.reason}")
    yield from waiting
