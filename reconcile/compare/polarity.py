"""Whether one claim affirms what the other denies: by a negation, or by words of opposite meaning."""

from __future__ import annotations

import re

from reconcile.compare.antonyms import Opposed, compare_uses
from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.words import containment, name_stems, stems
from reconcile.models import Claim, Span

_SHARED = 0.5  # of the shorter claim's content words the other must have, the opposed words apart
_LEAST = 2  # content words in common, one of them no name
_DIGITS = 4


def compare_polarity(pair: Pair) -> Comparison:
    """`differs` when one claim denies, in so many words, what the other affirms; `missing` when
    they share too little, or one is negated and it is not plain what the negation is about.

    What is denied must be named in both, among words that both have: "has not signed the treaty" against "signed the
    treaty", "turned down the offer" against "accepted the offer". Two negations cancel: "did not rule out" fits "is
    considering". Scores: `content` is the share of common content words, `negation_gap` 1 where exactly one claim is
    negated as the tree has it, `negated` and `antonyms` 1 where one word is denied in one claim only, or words of
    opposite meaning are used.
    """
    gap = pair.a.polarity != pair.b.polarity
    uses = compare_uses(pair.a.proposition, pair.b.proposition)
    # A word that only looks denied ("an office and not his seat") is not what the clause denies.
    opposed = [use for use in uses if use.excludes and (gap or not use.by_negation)]
    content, enough = _content(pair, opposed)
    scores = {
        "content": round(content, _DIGITS),
        "negation_gap": float(gap),
        "negated": float(any(use.by_negation for use in opposed)),
        "antonyms": float(any(not use.by_negation for use in opposed)),
    }
    if not enough or (gap and not opposed):
        return Comparison(aspect="polarity", scores=scores)
    if opposed:
        return _opposite(pair, opposed[0], scores)
    return Comparison(level=Level.SAME, aspect="polarity", reason="both affirm or both deny", scores=scores)


def _content(pair: Pair, opposed: list[Opposed]) -> tuple[float, bool]:
    a, b = (stems(claim.proposition) for claim in (pair.a, pair.b))
    for use in opposed:
        a, b = a - stems(use.a.word), b - stems(use.b.word)
    share, common = containment(a, b), a & b
    names = name_stems(pair.a) | name_stems(pair.b)
    return share, share >= _SHARED and len(common) >= _LEAST and bool(common - names)


def _opposite(pair: Pair, opposed: Opposed, scores: dict[str, float]) -> Comparison:
    a, b = (_place(claim, use.word) for claim, use in ((pair.a, opposed.a), (pair.b, opposed.b)))
    values = [f"not {use.word}" if use.negated else use.word for use in opposed]
    return Comparison(
        level=Level.DIFFERS,
        aspect="polarity",
        a=a,
        b=b,
        a_value=values[0],
        b_value=values[1],
        reason="one side affirms what the other denies" if opposed.by_negation else "the claims say the opposite",
        scores=scores,
    )


def _place(claim: Claim, word: str) -> Span | None:
    """Where the article has the word; None where only the restored proposition has it."""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", claim.text)
    return Span(start=claim.start + found.start(), end=claim.start + found.end(), text=word) if found else None
