"""Who a claim is attributed to.

A clause has the speaker of the attribution whose content holds it: the quotation that it stands in, the reporting verb
above it, "according to …", or the name in front of a headline's colon. What no attribution holds is the outlet's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from reconcile.extract.attributions import Attribution, find_attributions
from reconcile.extract.clauses import Clause
from reconcile.extract.references import References
from reconcile.extract.roles import is_role
from reconcile.extract.voices import Quoted, find_voices, inside_of, quoted_tokens
from reconcile.models import Mention, Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What stands in front of a colon and names a kind of text.
_LABELS = frozenset(
    """more related read watch listen see also opinion opinions analysis exclusive breaking video videos photo photos
    picture pictures gallery live update updates updated explainer explained timeline factbox fact facts note correction
    clarification poll podcast editorial comment commentary review interview profile obituary background highlights
    summary topics tags source sources credit caption quiz map chart infographic transcript""".split()
)
_COLON_WORDS = 6  # the longest name with a title in front of a colon
_SHARE = 0.5  # of a clause's words that must be attributed
_SHARE_WITH_CUE = 0.3  # where the clause holds the attributing words too, with what belongs to them


def find_speakers(
    doc: Doc,
    clauses: Sequence[Clause],
    quotes: Sequence[Span],
    mentions: Sequence[Mention],
    references: References,
) -> list[Speaker | None]:
    """The speaker of each clause, None for the outlet's own words; the rest is what was read from `doc` before."""
    quoted = quoted_tokens(doc, quotes)
    inside = inside_of(quoted, len(doc))
    said = list(find_attributions(doc, inside))
    voices = find_voices(doc, quoted, inside, said)
    attributions = [voice for voice in voices if voice is not None]
    attributions += _outside(said, quoted, voices)
    attributions += _before_colons(doc, mentions)
    cover = _covering(attributions, len(doc))
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
    colons = (doc.to_array("ORTH") == doc.vocab.strings[":"]).nonzero()[0].tolist() if ":" in doc.vocab.strings else []
    if not colons:
        return
    last_words = {mention.end: mention for mention in mentions if mention.label != "LOC"}
    ends = {token.i: mention for token in doc if (mention := last_words.get(token.idx + len(token)))}
    often = {name for name, count in Counter(mention.name for mention in mentions).items() if count > 1}
    seen = end = -1
    for colon in colons:
        if colon < end:  # said by whom the line names first
            continue
        i = next((j for j in range(colon - 1, max(colon - 2 - _COLON_WORDS, seen), -1) if doc[j].is_space), None)
        i = 0 if i is None and colon <= _COLON_WORDS else i if i is None else i + 1
        if i is None or i <= seen or i == colon or not _is_named(doc, i, colon, ends, often):
            continue
        seen = colon
        end = next((j for j in range(colon + 1, len(doc)) if "\n" in doc[j].text), len(doc))
        if end - colon > 3:
            source = tuple(doc[j] for j in range(i, colon))
            yield Attribution(source, source, (doc[colon],), frozenset(range(colon + 1, end)))


def _is_named(doc: Doc, first: int, end: int, ends: Mapping[int, Mention], often: Container[str]) -> bool:
    """Whether a role, a person or a body stands before the colon, and no heading ("More:Impeachment talk grows")."""
    tokens = [doc[i] for i in range(first, end)]
    if any(token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in ".,?!" for token in tokens):
        return False
    if any(token.pos_ == "ADP" and token.lower_ not in ("of", "for") for token in tokens):
        return False
    if is_role(tokens[-1].text) and tokens[0].text[0].isupper():
        return True
    mention = ends.get(tokens[-1].i)
    if mention is None or (tokens[0].lower_ in _LABELS and (len(tokens) == 1 or tokens[0].idx < mention.start)):
        return False
    glued = not doc[end].whitespace_ and end + 1 < len(doc) and not doc[end + 1].is_space
    return not glued or " " in mention.name or mention.name in often


def _covering(attributions: Sequence[Attribution], size: int) -> list[list[int]]:
    """For each token the attributions whose content holds it, the one with the most content first."""
    cover: list[list[int]] = [[] for _ in range(size)]
    for k in sorted(range(len(attributions)), key=lambda k: -len(attributions[k].content)):
        for i in attributions[k].content:
            cover[i].append(k)
    return cover


def _holder(clause: Clause, attributions: Sequence[Attribution], cover: Sequence[Sequence[int]]) -> Attribution | None:
    """The outermost attribution that holds most of the clause."""
    words = [token.i for token in clause.tokens if not token.is_punct]
    own = {token.i for token in clause.tokens}
    held = Counter(k for i in words for k in cover[i])
    for k, count in sorted(held.items(), key=lambda item: (-len(attributions[item[0]].content), item[0])):
        attribution = attributions[k]
        frame = {token.i for token in (*attribution.source, *attribution.named, *attribution.cue)}
        share = _SHARE_WITH_CUE if any(token.i in own for token in attribution.cue) else _SHARE
        if count >= share * max(1, sum(i not in frame for i in words)):
            return attribution
    return None


def _speaker(attribution: Attribution | None, references: References) -> Speaker | None:
    if attribution is None:
        return None
    identity = references.resolve(attribution.named)
    source = _together(attribution.source)
    text = "".join(token.text_with_ws for token in source[:-1]) + source[-1].text
    cue = " ".join(token.text for token in attribution.cue)
    start = source[0].idx
    return Speaker(start=start, end=start + len(text), text=text, name=identity.name, role=identity.role, cue=cue)


def _together(tokens: Sequence[Token]) -> Sequence[Token]:
    """The longest stretch without a gap: adverbs ("Biden painfully and plainly said") are no part of a source."""
    breaks = [0, *(i for i in range(1, len(tokens)) if tokens[i].i != tokens[i - 1].i + 1), len(tokens)]
    return max((tokens[a:b] for a, b in pairwise(breaks)), key=len)
