"""Articles to claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reconcile.config import Settings
from reconcile.extract.language import read_texts
from reconcile.extract.paragraphs import Paragraph, paragraphs, repeats
from reconcile.extract.quantities import find_quantities
from reconcile.extract.quotes import find_quotes
from reconcile.extract.status import find_polarity, find_status
from reconcile.extract.times import find_times
from reconcile.models import Article, Claim, Skipped, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan


def extract_claims(
    articles: Sequence[Article], nlp: Language, settings: Settings
) -> Iterator[tuple[tuple[Claim, ...], tuple[Skipped, ...]]]:
    """For each article, in order: its claims, and a note for what was left out because a cap was hit."""
    for article, doc in zip(articles, read_texts(nlp, (article.text for article in articles)), strict=True):
        claims = tuple(_claims(article, doc, settings))
        notes: tuple[Skipped, ...] = ()
        if len(claims) > settings.max_claims:
            reason = f"only the first {settings.max_claims} of {len(claims)} claims were compared (max_claims)"
            notes = (Skipped(path=article.path, reason=reason),)
        yield claims[: settings.max_claims], notes


def _claims(article: Article, doc: Doc, settings: Settings) -> Iterator[Claim]:
    sentences = [s for s in _sentences(doc, paragraphs(article.text)) if _is_statement(s[0], settings)]
    repeated = repeats([s.text for s, _ in sentences], [not p.is_closed for _, p in sentences])
    quotes = find_quotes(article.text)
    for i, (sentence, _) in enumerate(sentences):
        if i not in repeated:
            yield _claim(article, sentence, quotes, f"{article.id}.c{i + 1}")


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
    words = sum(token.is_alpha or token.like_num for token in sentence)
    return words >= settings.min_claim_words and not sentence.text.rstrip(" \"”’'»").endswith("?")


def _claim(article: Article, sentence: DocSpan, quotes: Sequence[Span], claim_id: str) -> Claim:
    start, end = sentence.start_char, sentence.end_char
    text = article.text[start:end]
    kept = text.strip()
    start += len(text) - len(text.lstrip())
    end = start + len(kept)
    times = find_times(sentence, article.day)
    status, status_cue = find_status(kept, start)
    polarity, polarity_cue = find_polarity(kept, start)
    inside = tuple(quote for quote in quotes if quote.start >= start and quote.end <= end)
    return Claim(
        id=claim_id,
        article_id=article.id,
        start=start,
        end=end,
        text=kept,
        quoted=sum(quote.end - quote.start for quote in inside) > len(kept) / 2,
        quotes=inside,
        status=status,
        status_cue=status_cue,
        polarity=polarity,
        polarity_cue=polarity_cue,
        times=times,
        quantities=find_quantities(sentence, times),
    )
