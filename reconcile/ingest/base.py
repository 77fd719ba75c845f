"""What a reader is, what it hands on, and how bytes become text.

A reader turns one `Input` into articles. It raises IngestError when the input as a whole cannot be read, and yields a
`Flaw` when only a part of it cannot. It knows nothing of ids, of the other files, or of how a path is shown.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from reconcile.errors import IngestError
from reconcile.ingest.inputs import Input

NO_ARTICLE_FIELDS = "no article fields"
"""How the reason begins when a JSON file is well-formed but holds something other than articles."""

_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_LOOKED_AT = 1_000  # bytes that tell UTF-16 from other binary data
_SIGNATURES = (
    (b"%PDF-", "a PDF, not text: convert it first, for example with pdftotext"),
    (b"\x1f\x8b", "gzip-compressed: decompress it, or let its name end in .gz"),
    (b"PK\x03\x04", "a ZIP archive or office document, not text: unpack or convert it first"),
    (b"\xd0\xcf\x11\xe0", "an office document, not text: convert it first"),
    (b"{\\rtf", "RTF, not plain text: convert it first"),
    (b"\x89PNG", "a picture, not text"),
    (b"\xff\xd8\xff", "a picture, not text"),
    (b"GIF8", "a picture, not text"),
)
_LONGEST_ADDRESS = 2_000  # characters; browsers and servers agree on no more
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as a reader found it: no id and no path yet.

    `published` is an ISO 8601 date or date-time. `part` tells articles of one file apart ("#3") and is empty when the
    file is the article.
    """

    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A part of an input that could not be read (":12" for a line, "#3" for an element), and why."""

    part: str
    reason: str


class Reader(Protocol):
    """Reads one format."""

    def read(self, source: Input) -> Iterator[RawArticle | Flaw]:
        """Yield the articles of `source` in its order, and a Flaw for each part that cannot be read.

        Raises IngestError when the input as a whole cannot be read (articles before that point stay valid).
        """
        ...


def refuse_binary(data: bytes) -> None:
    """Raise IngestError when `data` is recognisably not text in an encoding that extends ASCII."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise IngestError(f"{name}, not UTF-8: convert it with iconv -f {name} -t UTF-8")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise IngestError(what)
    if b"\0" in data:
        form = _utf16(data[:_LOOKED_AT])
        raise IngestError(
            f"{form} without a byte order mark, not UTF-8: convert it with iconv -f {form} -t UTF-8"
            if form
            else "a binary file (it holds NUL bytes), not text"
        )


def _utf16(data: bytes) -> str | None:
    """The form of UTF-16 in which `data` would be mostly Latin letters, None for neither."""
    low, high = data[::2], data[1::2]
    for name, zeros, letters in (("UTF-16LE", high, low), ("UTF-16BE", low, high)):
        if zeros.count(0) > 0.8 * len(zeros) and letters.count(0) < 0.1 * len(letters):
            return name
    return None


def decode(data: bytes) -> str:
    """The text of `data`, decoded as UTF-8 and otherwise unchanged; a byte order mark stays as U+FEFF.

    Offsets into the result are therefore offsets into `path.read_bytes().decode("utf-8")`.
    Raises IngestError for binary data and for any other encoding.
    """
    refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        if data[: error.start].removeprefix(codecs.BOM_UTF8).isascii():
            advice = "convert it, for example with iconv -f WINDOWS-1252 -t UTF-8"
            raise IngestError(f"not UTF-8 ({place}): {advice}") from None
        raise IngestError(f"encodings are mixed (UTF-8 up to {place}): mend it there and after") from None


def refuse_blank(text: str) -> None:
    """Raise IngestError when `text` is empty or only white space (a byte order mark counts as such)."""
    if not text.lstrip("\ufeff").strip():
        raise IngestError("empty" if not text else "empty: nothing but white space")


def printable(text: str) -> str:
    """`text` with lone surrogates, which no UTF-8 output can hold, each replaced by U+FFFD (lengths are kept)."""
    return _SURROGATES.sub("\ufffd", text)


def one_line(value: object) -> str | None:
    """A string of metadata on one line, None when it is missing, blank or no string."""
    if not isinstance(value, str):
        return None
    return " ".join(printable(value).split()) or None


def web_address(value: object) -> str | None:
    """`value` when it is an http(s) address, else None: reports link to it, and other schemes could run code."""
    url = one_line(value)
    if url is None or len(url) > _LONGEST_ADDRESS:
        return None
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else None


def headed(title: str | None, body: str) -> str:
    """The body under its title, unless it already begins with it.

    Formats that keep the title apart from the body would otherwise lose the headline, which makes claims of its own.
    """
    if title is None:
        return body
    # White space may differ between the two, and shrinks by collapsing, so a multiple of the title's length suffices.
    opening = " ".join(body[: 4 * len(title) + 200].split())
    return body if opening.casefold().startswith(title.casefold()) else f"{title}\n\n{body}"
