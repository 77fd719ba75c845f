"""Articles to claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reconcile.config import Settings
from reconcile.extract import labels
from reconcile.extract.bounds import MAX_WORDS
from reconcile.extract.clauses import Clause, find_clauses
from reconcile.extract.contentless import is_bare_attribution
from reconcile.extract.language import read_articles
from reconcile.extract.mentions import find_mentions
from reconcile.extract.paragraphs import Paragraph, paragraphs, repeats
from reconcile.extract.quantities import find_quantities
from reconcile.extract.quotes import find_quotes
from reconcile.extract.references import References
from reconcile.extract.speakers import find_speakers
from reconcile.extract.status import find_polarity, find_status
from reconcile.extract.times import find_times
from reconcile.models import Article, Claim, Mention, Quantity, Skipped, Span, Speaker, Time

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_CONTENT = frozenset({"ADJ", "ADV", "NOUN", "NUM", "PROPN", "VERB"})
_MIN_CONTENT = 2
_RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})

SpanT = TypeVar("SpanT", bound=Span)


def extract_claims(
    articles: Iterable[Article], nlp: Language, settings: Settings
) -> Iterator[tuple[tuple[Claim, ...], tuple[Skipped, ...]]]:
    """For each article, in order: its claims, and a note for each cap because of which something was left out."""
    for article, doc in read_articles(nlp, articles):
        claims = tuple(_claims(article, doc, settings))
        reasons: list[str] = []
        if (read := len(doc.text)) < (size := len(article.text)):
            reasons.append(f"only the first {read} of {size} characters were read: it has over {MAX_WORDS} words")
        if len(claims) > settings.max_claims:
            reasons.append(f"only the first {settings.max_claims} of {len(claims)} claims were compared (max_claims)")
        yield claims[: settings.max_claims], tuple(Skipped(path=article.path, reason=reason) for reason in reasons)


@dataclass(frozen=True)
class _Reading:
    """What was read from the whole article, before it is dealt out to the claims."""

    times: Sequence[Time]
    quantities: Sequence[Quantity]
    mentions: Sequence[Mention]
    quotes: Sequence[Span]
    references: References


def _claims(article: Article, doc: Doc, settings: Settings) -> Iterator[Claim]:
    text = doc.text  # the article's, as far as it was read
    sentences = list(_statements(doc, text, settings))
    quotes = find_quotes(text)
    mentions = find_mentions(doc)
    clauses = [clause for sentence in sentences for clause in find_clauses(sentence)]
    references = References(doc, mentions, quotes)
    speakers = find_speakers(doc, clauses, quotes, mentions, references)
    times: list[Time] = []
    quantities: list[Quantity] = []
    for sentence in sentences:
        times += (found := find_times(sentence, article.day))
        quantities += find_quantities(sentence, found)
    reading = _Reading(times, quantities, mentions, quotes, references)
    number = 0
    for clause, speaker in zip(clauses, speakers, strict=True):
        if _says_something(clause, settings):
            number += 1
            yield _claim(article, clause, speaker, reading, f"{article.id}.c{number}")


def _statements(doc: Doc, text: str, settings: Settings) -> Iterator[DocSpan]:
    """The sentences that can hold claims: no debris, no questions, nothing said before in the article."""
    found = [s for s in _sentences(doc, paragraphs(text)) if _is_statement(s[0], settings)]
    repeated = repeats([s.text for s, _ in found], [not paragraph.is_closed for _, paragraph in found])
    yield from (sentence for i, (sentence, _) in enumerate(found) if i not in repeated)


def _sentences(doc: Doc, lines: Iterable[Paragraph]) -> Iterator[tuple[DocSpan, Paragraph]]:
    """The sentences inside each line; a sentence never crosses a line break."""
    for line in lines:
        inside = doc.char_span(line.start, line.end, alignment_mode="expand")
        if inside is None:
            continue
        start = inside.start
        for i in range(inside.start + 1, inside.end + 1):
            if i == inside.end or doc[i].is_sent_start:
                yield doc[start:i], line
                start = i


def _is_statement(sentence: DocSpan, settings: Settings) -> bool:
    return _count_words(sentence) >= settings.min_claim_words and not _is_question(sentence.text.strip())


def _is_question(words: str) -> bool:
    """The outlet's own question; one that is quoted was asked by somebody, which is a fact."""
    return words.endswith("?") or (words.rstrip("\"”’'»").endswith("?") and words[0] not in "\"“‘'«")


def _count_words(tokens: Iterable[Token]) -> int:
    return sum(any(map(str.isalnum, token.text)) for token in tokens)


def _says_something(clause: Clause, settings: Settings) -> bool:
    words = _count_words(clause.tokens) + (1 if clause.subject and clause.subject[0] not in clause.tokens else 0)
    return words >= settings.min_claim_words and _has_content(clause) and not is_bare_attribution(clause)


def _has_content(clause: Clause) -> bool:
    """Whether something is said of something: "I love you" does, "that will become" does not yet."""
    if sum(token.pos_ in _CONTENT for token in clause.tokens) >= _MIN_CONTENT:
        return True
    own = set(clause.tokens)
    return any(child in own and child.dep_ in labels.COMPLEMENT for child in clause.head.children)


def _claim(article: Article, clause: Clause, speaker: Speaker | None, reading: _Reading, claim_id: str) -> Claim:
    start, end = clause.start, clause.end
    own = {i for token in clause.tokens for i in (token.idx, token.idx + len(token) - 1)}
    quotes = tuple(_clipped(article.text, quote, start, end) for quote in _meeting(reading.quotes, start, end))
    status, status_cue = find_status(clause)
    polarity, polarity_cue = find_polarity(clause)
    return Claim(
        id=claim_id,
        article_id=article.id,
        start=start,
        end=end,
        text=article.text[start:end],
        proposition=_proposition(clause, reading.references),
        subject=_subject(clause, reading.references) or None,
        speaker=speaker,
        quoted=2 * sum(quote.end - quote.start for quote in quotes) > end - start,
        quotes=quotes,
        status=status,
        status_cue=status_cue,
        polarity=polarity,
        polarity_cue=polarity_cue,
        times=tuple(time for time in _between(reading.times, start, end) if time.start in own),
        quantities=tuple(quantity for quantity in _between(reading.quantities, start, end) if quantity.start in own),
        entities=tuple(mention for mention in _between(reading.mentions, start, end) if mention.start in own),
    )


def _subject(clause: Clause, references: References) -> str:
    """The subject's words; a pronoun gives way to the name it is known to stand for."""
    if len(clause.subject) == 1 and clause.subject[0].pos_ == "PRON":
        return references.resolve(clause.subject).name or clause.subject[0].text
    return _words(clause.subject)


def _proposition(clause: Clause, references: References) -> str:
    """The clause's own words, with its subject: the one it shares with another clause, the name behind a pronoun."""
    tokens = list(clause.tokens)
    if not clause.subject:
        return _words(tokens)
    subject = _subject(clause, references)
    if clause.subject[0] in tokens:
        if len(clause.subject) > 1 or subject == clause.subject[0].text:
            return _words(tokens)
        at = tokens.index(clause.subject[0])
        return " ".join(filter(None, (_words(tokens[:at]), subject, _words(tokens[at + 1 :]))))
    if tokens[0].lower_ in _RELATIVE_PRONOUNS:
        tokens = tokens[1:]
    return f"{subject} {_words(tokens)}"


def _words(tokens: Sequence[Token]) -> str:
    return " ".join("".join(token.text_with_ws for token in tokens).split())


def _between(spans: Sequence[SpanT], start: int, end: int) -> Sequence[SpanT]:
    """Those of the spans, which are in order, that begin between two places."""
    return spans[bisect_left(spans, start, key=_start) : bisect_left(spans, end, key=_start)]


def _meeting(quotes: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """The quotations, which are in order and apart, of which some part lies between two places."""
    return quotes[bisect_right(quotes, start, key=_end) : bisect_left(quotes, end, key=_start)]


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def _clipped(text: str, quote: Span, start: int, end: int) -> Span:
    """The part of a quotation that lies in the claim."""
    start, end = max(start, quote.start), min(end, quote.end)
    return Span(start=start, end=end, text=text[start:end])
