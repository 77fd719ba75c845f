"""Whose words stand between quotation marks: each quotation gets the attribution of its speaker.

In this order: a reporting verb whose content the quotation is; a reporting verb beside the marks; the speaker of the
quotation that it goes on with; in the same paragraph the quotation before, else the one after; the paragraph before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reconcile.extract import labels
from reconcile.extract.attributions import Attribution
from reconcile.extract.reporting import is_noun_of_content, is_speech
from reconcile.extract.sources import beside, is_nobody, is_passive, speaker_of
from reconcile.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEAR = 14  # tokens between a quotation and the verb that reports it
_FRAGMENT = 4  # a shorter quotation inside a sentence is a turn of phrase, not an utterance
_LEADS_ON = frozenset(":,")


@dataclass(frozen=True)
class Quoted:
    """A quotation as tokens: first, and one past the last; `line` is the number of its paragraph."""

    first: int
    end: int
    line: int
    goes_on: bool  # not closed: the next quotation goes on with it
    is_whole: bool  # begins a sentence, or follows a colon or comma: an utterance rather than a turn of phrase


def quoted_tokens(doc: Doc, quotes: Sequence[Span]) -> list[Quoted]:
    """The quotations as token ranges, in order; those that hold no token are left out."""
    found: list[Quoted] = []
    if not quotes:
        return found
    starts = doc.to_array("IDX")
    firsts = (starts + doc.to_array("LENGTH")).searchsorted([quote.start for quote in quotes], side="right")
    ends = starts.searchsorted([quote.end for quote in quotes], side="left")
    text, lines = doc.text, _lines(doc)
    for quote, i, end in zip(quotes, firsts.tolist(), ends.tolist(), strict=True):
        if end > i:
            closed = bool(text[quote.end : quote.end + 2].strip())
            found.append(Quoted(i, end, lines[i], not closed, _is_whole(doc, i, end)))
    return found


def _lines(doc: Doc) -> list[int]:
    """For each token the number of line breaks before it."""
    breaks = doc.to_array("IS_SPACE").astype("int64")
    for i in breaks.nonzero()[0].tolist():
        breaks[i] = doc[i].text.count("\n")
    return (breaks.cumsum() - breaks).tolist()  # type: ignore[no-any-return]


def _is_whole(doc: Doc, first: int, end: int) -> bool:
    if end - first < _FRAGMENT and doc[end - 1].text not in (",", ".", "!", "?"):
        return False
    before = doc[first - 2] if first >= 2 else None
    if before is None or before.is_space or doc[first - 1].is_sent_start or doc[first].is_sent_start:
        return True
    return before.text in (",", ":", ".", "!", "?", "”", '"', "—", "–") and doc[first].text[:1].isupper()


def inside_of(quoted: Sequence[Quoted], size: int) -> list[int]:
    """For each of `size` tokens the number of the quotation that it stands in, -1 for none."""
    inside = [-1] * size
    for k, quote in enumerate(quoted):
        inside[quote.first : quote.end] = [k] * (quote.end - quote.first)
    return inside


def find_voices(
    doc: Doc, quoted: Sequence[Quoted], inside: Sequence[int], attributions: Sequence[Attribution]
) -> list[Attribution | None]:
    """For each quotation its attribution, with the quotation's tokens as content; None where nobody is named."""
    voices: list[Attribution | None] = [None] * len(quoted)
    for attribution in attributions:
        if inside[attribution.cue[0].i] >= 0:
            continue
        for k in {inside[i] for i in attribution.content} - {-1}:
            quote = quoted[k]
            size = sum(quote.first <= i < quote.end for i in attribution.content)
            sentence = _sentence_part(doc, quote)
            if voices[k] is None and 2 * size >= min(quote.end - quote.first, sentence):
                voices[k] = attribution
    for k, quote in enumerate(quoted):
        if voices[k] is None:
            voices[k] = _beside(doc, quote, inside)
    _carry(quoted, voices, _last_in_line(doc, attributions, inside))
    return [
        replace(voice, content=frozenset(range(quote.first, quote.end))) if voice else None
        for quote, voice in zip(quoted, voices, strict=True)
    ]


def _sentence_part(doc: Doc, quote: Quoted) -> int:
    """The number of the quotation's tokens in its first or its last sentence, the smaller."""
    first = next((i for i in range(quote.first + 1, quote.end) if doc[i].is_sent_start), quote.end) - quote.first
    last = next((quote.end - i for i in range(quote.end - 1, quote.first, -1) if doc[i].is_sent_start), first)
    return max(1, min(first, last))


def _beside(doc: Doc, quote: Quoted, inside: Sequence[int]) -> Attribution | None:
    """A signature or a verb of speech after the closing mark, else what leads on to the opening one."""
    if found := _signature(doc, quote):
        return found
    is_direct = quote.is_whole or doc[quote.end - 1].text in (",", "?", "!")
    after = range(quote.end, min(quote.end + 2 * _NEAR, len(doc)))
    before = range(quote.first - 1, max(quote.first - 1 - _NEAR, -1), -1)
    ends_open = doc[quote.end - 1].text in (",", "?", "!", "—", "–", "-") or (
        quote.end + 1 < len(doc) and doc[quote.end + 1].text == ","
    )
    found = _verb_in(doc, after, inside) if is_direct and ends_open else None
    found = found or _introduction(doc, quote, inside)
    return found or (_verb_in(doc, before, inside) if is_direct and _is_led_to(doc, quote) else None)


def _signature(doc: Doc, quote: Quoted) -> Attribution | None:
    """The name that a dash sets behind a quotation at the end of a line."""
    line = quote.end
    while line < len(doc) and "\n" not in doc[line].text and line - quote.end <= _NEAR:
        line += 1
    if line < len(doc) and "\n" not in doc[line].text:
        return None
    words = [doc[i] for i in range(quote.end, line) if doc[i].text.strip("-–—―\"“”'’.,») \xa0")]
    dashed = any(c in "-–—―" for i in range(quote.end, words[0].i) for c in doc[i].text) if words else False
    if not dashed or not words[0].text[0].isupper() or any(t.is_lower and t.pos_ == "VERB" for t in words):
        return None
    source = tuple(doc[i] for i in range(words[0].i, words[-1].i + 1))
    return Attribution(source, source, (doc[words[0].i - 1],), frozenset())


def _introduction(doc: Doc, quote: Quoted, inside: Sequence[int]) -> Attribution | None:
    """The subject of the sentence that leads on to a quotation with a colon, whatever its verb."""
    i = quote.first - 1
    while i > 0 and (doc[i].is_space or (doc[i].is_punct and doc[i].text != ":")) and quote.first - i < _FRAGMENT:
        i -= 1
    if doc[i].text != ":":
        return None
    verbs = [t for t in doc[i].sent if t.pos_ == "VERB" and t.i < i and inside[t.i] < 0]
    verb = next((t for t in verbs if is_speech(t)), verbs[-1] if verbs else None)
    words = [t for t in doc[i].sent if t.i < i and t.text.strip()]
    if verb is None and words and words[-1].pos_ in ("NOUN", "PROPN"):
        is_noun = len(words) > 1 and is_noun_of_content(words[-1])  # "The Times reports:", read as a noun
        source = tuple(words[:-1] if is_noun else words)
        cue = words[-1] if is_noun else doc[i]
        return Attribution(source, source, (cue,), frozenset()) if source[-1].pos_ == "PROPN" else None
    said = speaker_of(verb, inside) if verb is not None else None
    return Attribution(*said, (verb,), frozenset()) if said and verb is not None else None


def _is_led_to(doc: Doc, quote: Quoted) -> bool:
    return quote.first >= 2 and (doc[quote.first - 2].text in _LEADS_ON or is_speech(doc[quote.first - 2]))


def _verb_in(doc: Doc, steps: range, inside: Sequence[int]) -> Attribution | None:
    for i in steps:
        token = doc[i]
        if (inside[i] >= 0 and not _is_nickname(i, inside)) or token.is_space:
            return None
        if steps.step > 0 and token.text in (".", "!", "?", ";"):
            return None
        if steps.step < 0 and doc[min(i + 1, len(doc) - 1)].is_sent_start and i + 2 < steps.start:
            return None
        if not is_speech(token) or token.pos_ != "VERB" or is_passive(token):
            continue
        author = labels.subject_of(token)
        if author is not None and author.lower_ == "i" and inside[author.i] < 0:
            return Attribution((author,), (author,), (token,), frozenset())
        source = beside(token, steps.start) if steps.step > 0 else ()
        if source and not is_nobody(source):
            return Attribution(source, source, (token,), frozenset())
        said = speaker_of(token, inside)
        if said is not None:
            return Attribution(*said, (token,), frozenset())
    return None


def _is_nickname(i: int, inside: Sequence[int]) -> bool:
    """Whether a quoted word stands alone: Marcia "Cia" Price."""
    return inside[i - 1 : i] != [inside[i]] and inside[i + 1 : i + 2] != [inside[i]]


def _last_in_line(doc: Doc, attributions: Sequence[Attribution], inside: Sequence[int]) -> dict[int, Attribution]:
    """For each paragraph its last attribution by a verb of speech outside quotation marks."""
    lines = _lines(doc)
    return {lines[a.cue[0].i]: a for a in attributions if inside[a.cue[0].i] < 0 and is_speech(a.cue[0])}


def _carry(quoted: Sequence[Quoted], voices: list[Attribution | None], last_in_line: dict[int, Attribution]) -> None:
    """Give quotations without a verb of their own the speaker of their neighbours."""
    order = range(len(quoted))
    for k in order[1:]:  # a quotation that goes on, forwards and backwards
        if quoted[k - 1].goes_on and quoted[k].line > quoted[k - 1].line and voices[k] is None:
            voices[k] = voices[k - 1]
    for k in reversed(order[:-1]):
        if quoted[k].goes_on and voices[k] is None:
            voices[k] = voices[k + 1]
    for k in order[1:]:
        if voices[k] is None and quoted[k].is_whole and quoted[k - 1].line == quoted[k].line:
            voices[k] = voices[k - 1]
    for k in reversed(order[:-1]):
        if voices[k] is None and quoted[k].is_whole and quoted[k + 1].line == quoted[k].line:
            voices[k] = voices[k + 1]
    lines = sorted(last_in_line)
    for k in order:
        if voices[k] is None and quoted[k].is_whole:
            voices[k] = _from_paragraph_before(k, quoted, voices, last_in_line, lines)


def _from_paragraph_before(
    k: int,
    quoted: Sequence[Quoted],
    voices: Sequence[Attribution | None],
    last_in_line: dict[int, Attribution],
    lines: Sequence[int],
) -> Attribution | None:
    """The last speaker of the same paragraph or of the one before (paragraphs are one or two line breaks apart)."""
    line = quoted[k].line
    if k and voices[k - 1] is not None and line - quoted[k - 1].line <= _BREAKS:
        return voices[k - 1]
    return next((last_in_line[n] for n in range(line, line - _BREAKS - 1, -1) if n in last_in_line), None)


_BREAKS = 2
