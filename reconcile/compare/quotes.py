"""The same utterance in quotation marks, with other words inside the marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from rapidfuzz import fuzz

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.speakers import compare_speakers
from reconcile.compare.utterances import GAP, Part, Words, align, part_of, quoted_words
from reconcile.compare.words import stems
from reconcile.models import Claim, Span

_SAME_UTTERANCE = 72.0  # percent: below, two quotations are two utterances, or one in two translations
_COMMON = 2  # content words that one utterance must have in both forms: "I'm not going to …" begins many
_NEARLY_THE_SAME = 88.0  # percent at which one content word is enough, of one speaker
_MIN_WORDS = 4  # shorter quotations are turns of phrase that two speakers can share
_IN_ORDER = 4  # words that both have in this order, in two forms of one utterance
_COVER = 0.7  # of the shorter one's words, where they are fewer
_DIGITS = 4
_SEARCHED = 512  # characters up to which the best window is searched for: the search is cubic in them
_WINDOWS = 8  # windows that are tried of longer quotations


def compare_quotes(pair: Pair) -> Comparison:
    """The closest two quotations: `same` words, a shorter excerpt of them (`compatible`), or altered words.

    Where both claims are parts of one longer utterance, the whole is aligned, and the level says what was done to the
    words of these two. Case, punctuation, masked swear words and the editor's ellipses and brackets make no
    difference; a contraction ("I'd") does. Of utterances in few common words nothing is said. Scores: `quote_ratio`
    (0 to 1: common words of the aligned utterances, else rapidfuzz's partial ratio), `same_utterance` 1 where the
    whole was aligned, `other_part` 1 where the claims are different parts of it, `both_quote` 1 where both claims
    quote at length, `same_speaker` 1 where both quote one person.
    """
    speakers = compare_speakers(pair.a.speaker, pair.b.speaker)
    return _as_parts(pair, speakers) or _alone(pair, speakers)


def _as_parts(pair: Pair, speakers: Level) -> Comparison | None:
    """The claims as parts of one utterance; None where they are not plainly that."""
    if not pair.a_utterance or not pair.b_utterance:
        return None
    a, b = part_of(pair.a, pair.a_utterance), part_of(pair.b, pair.b_utterance)
    alignment = align(a.words, b.words)
    if not alignment.is_one or speakers is Level.DIFFERS:
        return None
    scores = {
        "quote_ratio": round(alignment.share, _DIGITS),
        "same_utterance": 1.0,
        "both_quote": 1.0,
        "same_speaker": float(speakers is Level.SAME),
    }
    if any(_within(stretch, a, b) for stretch in alignment.altered):
        level, reason = Level.DIFFERS, "the words inside the quotation marks differ"
    elif a.words[a.first : a.last] == b.words[b.first : b.last]:
        level, reason = Level.SAME, "the same words"
    elif any(_within(stretch, a, b) for stretch in alignment.common):
        level, reason = Level.COMPATIBLE, "one quotation is an excerpt of the other"
    else:
        return Comparison(scores=scores | {"other_part": 1.0})
    one, other = _longest(pair.a), _longest(pair.b)
    return Comparison(level=level, a=one, b=other, a_value=one.text, b_value=other.text, reason=reason, scores=scores)


def _within(stretch: tuple[int, int, int, int], a: Part, b: Part) -> bool:
    """Whether the stretch lies in both claims, wholly or in part; words put in lie where they were put."""
    a_start, a_end, b_start, b_end = stretch
    return _meets(a_start, a_end, a) and _meets(b_start, b_end, b)


def _meets(start: int, end: int, part: Part) -> bool:
    return part.first < start < part.last if start == end else start < part.last and part.first < end


def _longest(claim: Claim) -> Span:
    return max(claim.quotes, key=lambda quote: len(quote.text))


def _alone(pair: Pair, speakers: Level) -> Comparison:
    """The quotations in the two claims, without what stands around them."""
    best: tuple[float, int, Span, Span] | None = None
    for a in pair.a.quotes:
        for b in pair.b.quotes:
            ratio = _ratio(a.text, b.text)
            length = len(a.text) + len(b.text)
            if ratio is not None and (best is None or (ratio, length) > best[:2]):
                best = (ratio, length, a, b)
    if best is None:
        return Comparison()
    ratio, _, a, b = best
    scores = {
        "quote_ratio": round(ratio / 100, _DIGITS),
        "both_quote": 1.0,
        "same_speaker": float(speakers is Level.SAME),
    }
    level, reason = _level(a.text, b.text, ratio, same_speaker=speakers is Level.SAME)
    if level is Level.MISSING or (level is Level.DIFFERS and speakers is Level.DIFFERS):
        return Comparison(scores=scores)  # another utterance, or another person's
    return Comparison(level=level, a=a, b=b, a_value=a.text, b_value=b.text, reason=reason, scores=scores)


@lru_cache(maxsize=8192)
def _ratio(a: str, b: str) -> float | None:
    """Percent; None where one is too short to tell."""
    short, long = sorted((quoted_words(a), quoted_words(b)), key=lambda words: (len(words), words))
    if len(short) < _MIN_WORDS:
        return None
    return _partial_ratio(tuple(w for w in short if w != GAP), tuple(w for w in long if w != GAP))


def _partial_ratio(a: Words, b: Words) -> float:
    """Percent to which the shorter text and the most similar window of its length in the other are alike.

    In long texts only the windows are tried in which a stretch of common words lies over itself, the longest stretches
    first, as FuzzyWuzzy's partial ratio does with matching blocks. Never more than the best window has.
    """
    short, long = sorted((a, b), key=lambda words: (_length(words), words))
    text, other = " ".join(short), " ".join(long)
    if len(text) <= _SEARCHED:
        return fuzz.partial_ratio(text, other)
    short_at, long_at = _starts(short), _starts(long)
    stretches = [
        (short_at[start] - short_at[end], long_at[there] - short_at[start])
        for start, end, there, _ in align(short, long).common
    ]
    shifts = {0, len(other) - len(text)} | {shift for _, shift in sorted(stretches)[:_WINDOWS]}
    return max(fuzz.ratio(text, other[max(0, shift) : max(0, shift + len(text))]) for shift in shifts)


def _length(words: Words) -> int:
    return sum(map(len, words)) + len(words)


def _starts(words: Words) -> list[int]:
    """Where each word stands in the text of them all, and where one more would."""
    return list(accumulate((len(word) + 1 for word in words), initial=0))


def _level(a: str, b: str, ratio: float, *, same_speaker: bool) -> tuple[Level, str]:
    short, long = sorted((quoted_words(a), quoted_words(b)), key=lambda words: (len(words), words))
    if "".join(short) == "".join(long):
        return Level.SAME, "the same words"
    if _continues(short, long):
        return Level.COMPATIBLE, "one quotation goes on where the other ends"
    if ratio < _SAME_UTTERANCE:
        return Level.MISSING, ""
    if _is_excerpt(short, long) or _is_excerpt(long, short):
        return Level.COMPATIBLE, "one quotation is an excerpt of the other"
    alignment = align(short, long)
    if alignment.words < _IN_ORDER and alignment.cover < _COVER:
        return Level.MISSING, ""  # the same few words in two sayings
    common = len(stems(a) & stems(b))
    if common >= _COMMON or (common and same_speaker and ratio >= _NEARLY_THE_SAME):
        return Level.DIFFERS, "the words inside the quotation marks differ"
    return Level.MISSING, ""


def _is_excerpt(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the parts between the editor's gaps stand in the other in this order; "e-mail" is "email"."""
    at, whole = 0, "".join(word for word in long if word != GAP)
    for part in _parts(short):
        found = whole.find("".join(part), at)
        if found < 0:
            return False
        at = found + len("".join(part))
    return True


def _parts(words: Sequence[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word == GAP:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _continues(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one begins with the words that the other ends with: two excerpts of one utterance."""
    longest = min(len(a), len(b))
    return any(list(a[-n:]) == list(b[:n]) or list(b[-n:]) == list(a[:n]) for n in range(_MIN_WORDS, longest))
