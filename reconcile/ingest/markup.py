"""A bound on what an HTML page may ask of the parser, checked in one pass over it.

Extraction takes time in proportion to the number of tags, and in proportion to the square of the attributes of one
tag. Pages that people read have some thousands of tags with a handful of attributes each.
"""

from __future__ import annotations

import re

from reconcile.errors import IngestError

MAX_TAGS = 50_000
MAX_ATTRIBUTES = 2_000

_TAG = re.compile(r"<([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>]*))?""")
_CODE_END = re.compile(r"</(?:script|style)\b", re.IGNORECASE)


def refuse_excessive(page: str) -> None:
    """Raise IngestError when `page` has more than MAX_TAGS tags or a tag with more than MAX_ATTRIBUTES attributes."""
    tags, position, code_ends = 0, 0, True
    while tag := _TAG.search(page, position):
        tags += 1
        if tags > MAX_TAGS:
            raise IngestError(f"a page of more than {MAX_TAGS} tags: save the article's own text as .txt")
        position = _after_attributes(page, tag.end())
        if code_ends and tag[1].lower() in ("script", "style"):
            end = _CODE_END.search(page, position)
            # Without an end for this one there is none for any later one: searching again would be quadratic.
            position, code_ends = (end.end(), True) if end else (position, False)


def _after_attributes(page: str, position: int) -> int:
    count = 0
    while attribute := _ATTRIBUTE.match(page, position):
        count += 1
        if count > MAX_ATTRIBUTES:
            raise IngestError(f"a tag of more than {MAX_ATTRIBUTES} attributes: save the article's own text as .txt")
        position = attribute.end()
    return position
