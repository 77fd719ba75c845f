"""Who a claim is attributed to.

A clause has the speaker of the attribution whose content holds it: the quotation that it stands in, the reporting verb
above it, "according to …", or the name in front of a headline's colon. What no attribution holds is the outlet's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reconcile.extract.attributions import Attribution, covering, find_attributions
from reconcile.extract.clauses import Clause
from reconcile.extract.references import References
from reconcile.extract.roles import is_role
from reconcile.extract.voices import Quoted, find_voices, inside_of, quoted_tokens
from reconcile.models import Mention, Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COLON_WORDS = 6  # the longest name with a title in front of a colon
_SHARE = 0.5  # of a clause's words that must be attributed


def find_speakers(
    doc: Doc, clauses: Sequence[Clause], quotes: Sequence[Span], mentions: Sequence[Mention]
) -> list[Speaker | None]:
    """The speaker of each clause, None for the outlet's own words; `quotes` and `mentions` are those of `doc`."""
    if not doc.has_annotation("DEP"):
        return [None] * len(clauses)
    quoted = quoted_tokens(doc, quotes)
    inside = inside_of(quoted, len(doc))
    said = list(find_attributions(doc, inside))
    voices = find_voices(doc, quoted, inside, said)
    attributions = [voice for voice in voices if voice is not None]
    attributions += _outside(said, quoted, voices)
    attributions += _before_colons(doc, mentions)
    cover = covering(attributions, len(doc))
    references = References(doc, mentions, quotes)
    return [_speaker(_holder(clause, attributions, cover), references) for clause in clauses]


def _outside(
    said: Sequence[Attribution], quoted: Sequence[Quoted], voices: Sequence[Attribution | None]
) -> Iterator[Attribution]:
    """The attributions that are not part of what a known speaker says in quotation marks.

    Of direct speech only the words inside the marks are said: a tree often puts more under the verb.
    """
    inside: set[int] = set()
    direct: dict[tuple[int, ...], int] = {}
    for quote, voice in zip(quoted, voices, strict=True):
        if voice is not None:
            inside |= voice.content
            if quote.is_whole:
                direct[tuple(token.i for token in voice.cue)] = quote.first
    for attribution in said:
        first = direct.get(tuple(token.i for token in attribution.cue))
        begins_quoted = first is not None and first - 1 <= min(attribution.content) <= first
        if attribution.cue[0].i not in inside and not begins_quoted:
            yield attribution


def _before_colons(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Attribution]:
    """ "Blinken: No change on Taiwan": a name or role at the start of a line, before a colon."""
    last_words = {mention.end for mention in mentions if mention.label != "LOC"}
    ends = {token.i for token in doc if token.idx + len(token) in last_words}
    for i, token in enumerate(doc):
        if (i and not doc[i - 1].is_space) or token.is_space:
            continue
        colon = next((j for j in range(i + 1, min(i + 1 + _COLON_WORDS, len(doc))) if doc[j].text == ":"), None)
        if colon is None or not _is_named(doc, i, colon, ends):
            continue
        end = next((j for j in range(colon + 1, len(doc)) if "\n" in doc[j].text), len(doc))
        if end - colon > 3:
            source = tuple(doc[j] for j in range(i, colon))
            yield Attribution(source, source, (doc[colon],), frozenset(range(colon + 1, end)))


def _is_named(doc: Doc, first: int, end: int, ends: set[int]) -> bool:
    tokens = [doc[i] for i in range(first, end)]
    if any(token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in ".,?!" for token in tokens):
        return False
    if any(token.pos_ == "ADP" and token.lower_ not in ("of", "for") for token in tokens):
        return False
    return tokens[-1].i in ends or (is_role(tokens[-1].text) and tokens[0].text[0].isupper())


def _holder(clause: Clause, attributions: Sequence[Attribution], cover: Sequence[Sequence[int]]) -> Attribution | None:
    """The outermost attribution that holds most of the clause."""
    words = [token.i for token in clause.tokens if not token.is_punct]
    held = Counter(k for i in words for k in cover[i])
    for k, count in sorted(held.items(), key=lambda item: (-len(attributions[item[0]].content), item[0])):
        attribution = attributions[k]
        frame = {token.i for token in (*attribution.source, *attribution.named, *attribution.cue)}
        if count >= _SHARE * max(1, sum(i not in frame for i in words)):
            return attribution
    return None


def _speaker(attribution: Attribution | None, references: References) -> Speaker | None:
    if attribution is None:
        return None
    identity = references.resolve(attribution.named)
    source = attribution.source
    text = "".join(token.text_with_ws for token in source[:-1]) + source[-1].text
    cue = " ".join(token.text for token in attribution.cue)
    start = source[0].idx
    return Speaker(start=start, end=start + len(text), text=text, name=identity.name, role=identity.role, cue=cue)
