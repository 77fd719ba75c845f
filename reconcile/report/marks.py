"""Quotation marks around words that were cut out of a quotation.

A claim is a clause, and a quotation has several: the mark that opens it stands before one, the mark that closes it
behind another. The mark that a claim lacks is put back, with an ellipsis where more of the quotation was left out.
"""

from __future__ import annotations

from reconcile.models import Article, Claim

_CLOSING = {"“": "”", '"': '"'}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_BEFORE = "([{—–-‘'“"  # what may stand between a space and a straight mark that opens
_REACH = 8  # characters of the article on either side in which the mark may stand


def around(claim: Claim, article: Article) -> tuple[str, str]:
    """What to put before and behind the claim's words. Where the article has come without its text, more is cut."""
    text = article.text
    if text[claim.start : claim.end] != claim.text:
        return missing(claim.text)
    return missing(claim.text, text[max(0, claim.start - _REACH) : claim.start], text[claim.end :][:_REACH])


def missing(text: str, before: str = "", after: str = "") -> tuple[str, str]:
    """What to put before and behind `text` so that its quotations are whole; each is empty where none is missing.

    `before` and `after` are what stands around it in the article: where the mark stands right there, nothing of the
    quotation was cut, and no ellipsis is put. A mark at the edge that encloses none of the words is left as it is.
    """
    opened, since, lead = "", 0, ""
    for i, char in enumerate(text):
        if char not in _CLOSING and char not in _OPENING:
            continue
        if char == "“" or (char == '"' and _opens(text, i, is_open=bool(opened))):
            opened, since = char, i
        elif opened:
            opened = ""
        elif not lead and text[:i].strip() and not (char == '"' and text[i - 1].isdigit()):  # 6" are inches
            mark = _OPENING[char]
            lead = mark if before.rstrip()[-1:] == mark else f"{mark}… "
    if not opened or not text[since + 1 :].strip():
        return lead, ""
    mark = _CLOSING[opened]
    return lead, mark if after.lstrip(" ,.;:!?")[:1] == mark else f" …{mark}"


def _opens(text: str, i: int, *, is_open: bool) -> bool:
    """Whether the straight mark at `i` opens a quotation; by what stands around it, else by whether one is open."""
    before, after = text[i - 1] if i else "", text[i + 1 : i + 2]
    starts = (not before or before.isspace() or before in _BEFORE) and bool(after.strip())
    ends = bool(before.strip()) and not after.isalnum()
    return starts if starts != ends else not is_open
