"""The way through the house: articles in, a report out. The only module that knows every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reconcile import __version__
from reconcile.compare.base import Pair
from reconcile.compare.candidates import candidate_pairs
from reconcile.compare.verdict import Verdict, judge
from reconcile.config import Settings
from reconcile.embed import Encoder, SentenceEncoder
from reconcile.extract.claims import extract_claims
from reconcile.extract.language import describe_language, load_language
from reconcile.group.clusters import cluster_claims
from reconcile.group.events import group_events, one_event, opening
from reconcile.group.origins import find_origins
from reconcile.models import Article, Claim, Cluster, Event, Report, Skipped, Tool
from reconcile.report.build import build_report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.language import Language

Progress = Callable[[str, int, int], None]
"""Told the stage's name, how much of it is done, and how much there is."""


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


class Pipeline:
    """The stages with their models, which are loaded once, at the first use."""

    def __init__(
        self, settings: Settings | None = None, *, encoder: Encoder | None = None, progress: Progress = _silent
    ) -> None:
        self.settings = settings or Settings()
        self.encoder = encoder or SentenceEncoder(
            self.settings.model, batch_size=self.settings.batch_size, precision=self.settings.precision
        )
        self._progress = progress

    @cached_property
    def _language(self) -> Language:
        return load_language(self.settings.language_model)

    def report(self, articles: Sequence[Article], skipped: Sequence[Skipped] = ()) -> Report:
        """Extract, group, compare."""
        claims, notes = self._extract(articles)
        events = self._events(articles)
        vectors = self._embed(articles, claims)
        placed = self._place(articles, events)
        clusters: list[Cluster] = []
        verdicts: list[Verdict] = []
        for i, event in enumerate(events):
            self._progress("comparing", i, len(events))
            clusters += self._topics(event, claims, vectors)
            verdicts += self._compare(event, placed, claims, vectors)
        self._progress("comparing", len(events), len(events))
        return self._build(placed, events, claims, clusters, verdicts, [*skipped, *notes])

    def claims(self, articles: Sequence[Article], skipped: Sequence[Skipped] = ()) -> Report:
        """Extract only: a report without clusters and findings."""
        claims, notes = self._extract(articles)
        return Report(
            tool=_tool(),
            settings=self._describe(),
            articles=tuple(articles),
            events=(),
            claims=tuple(claim for article in articles for claim in claims[article.id]),
            skipped=(*skipped, *notes),
        )

    def events(self, articles: Sequence[Article], skipped: Sequence[Skipped] = ()) -> Report:
        """Group only: a report whose articles know their event."""
        vectors = self.encoder.encode([opening(article) for article in articles])
        events = group_events(articles, vectors, self.settings)
        return Report(
            tool=_tool(),
            settings=self._describe(),
            articles=self._place(articles, events),
            events=events,
            claims=(),
            skipped=tuple(skipped),
        )

    def judge_texts(self, pairs: Sequence[tuple[Article, Article]]) -> Iterator[Verdict | None]:
        """Compare texts of one claim each, pair by pair; None for texts that are about different matters."""
        whole = self.settings.model_copy(update={"min_claim_words": 1})
        sides = [article for pair in pairs for article in pair]
        claims = [
            _one_claim(article, found)
            for article, (found, _) in zip(sides, extract_claims(sides, self._language, whole), strict=True)
        ]
        vectors = self.encoder.encode([claim.text for claim in claims])
        for i, (a, b) in enumerate(pairs):
            cosine = round(float(vectors[2 * i] @ vectors[2 * i + 1]), 4)
            pair = Pair(a=claims[2 * i], b=claims[2 * i + 1], a_day=a.day, b_day=b.day, cosine=cosine)
            yield judge(pair, self.settings)

    def _extract(self, articles: Sequence[Article]) -> tuple[dict[str, tuple[Claim, ...]], list[Skipped]]:
        claims: dict[str, tuple[Claim, ...]] = {}
        notes: list[Skipped] = []
        for i, (article, (found, left_out)) in enumerate(
            zip(articles, extract_claims(articles, self._language, self.settings), strict=True)
        ):
            self._progress("reading", i + 1, len(articles))
            claims[article.id] = found
            notes += left_out
        return claims, notes

    def _events(self, articles: Sequence[Article]) -> tuple[Event, ...]:
        if len(articles) <= self.settings.one_event_up_to:
            return one_event(articles)
        return group_events(articles, self.encoder.encode([opening(a) for a in articles]), self.settings)

    def _embed(
        self, articles: Sequence[Article], claims: Mapping[str, Sequence[Claim]]
    ) -> dict[str, NDArray[np.float32]]:
        texts = [claim.proposition for article in articles for claim in claims[article.id]]
        self._progress("embedding", 0, len(texts))
        rows = self.encoder.encode(texts)
        self._progress("embedding", len(texts), len(texts))
        vectors, start = {}, 0
        for article in articles:
            end = start + len(claims[article.id])
            vectors[article.id] = rows[start:end]
            start = end
        return vectors

    def _place(self, articles: Sequence[Article], events: Iterable[Event]) -> tuple[Article, ...]:
        event_of = {article_id: event.id for event in events for article_id in event.article_ids}
        by_id = {article.id: article for article in articles}
        origins: dict[str, str] = {}
        for event in events:
            origins |= find_origins([by_id[article_id] for article_id in event.article_ids])
        return tuple(
            article.model_copy(update={"event_id": event_of[article.id], "origin_id": origins[article.id]})
            for article in articles
        )

    def _topics(
        self, event: Event, claims: Mapping[str, Sequence[Claim]], vectors: Mapping[str, NDArray[np.float32]]
    ) -> tuple[Cluster, ...]:
        import numpy as np

        members = [claim for article_id in event.article_ids for claim in claims[article_id]]
        if not members:
            return ()
        rows = np.concatenate([vectors[a] for a in event.article_ids if len(claims[a])])
        return cluster_claims(event, members, rows, self.settings)

    def _compare(
        self,
        event: Event,
        articles: Iterable[Article],
        claims: Mapping[str, Sequence[Claim]],
        vectors: Mapping[str, NDArray[np.float32]],
    ) -> Iterator[Verdict]:
        members = [article for article in articles if article.event_id == event.id]
        for pair in candidate_pairs(members, claims, vectors, self.settings):
            verdict = judge(pair, self.settings)
            if verdict is not None:
                yield verdict

    def _build(
        self,
        articles: Sequence[Article],
        events: Sequence[Event],
        claims: Mapping[str, Sequence[Claim]],
        clusters: Sequence[Cluster],
        verdicts: Iterable[Verdict],
        skipped: Sequence[Skipped],
    ) -> Report:
        return build_report(
            tool=_tool(),
            settings=self._describe(),
            articles=articles,
            events=events,
            claims=[claim for article in articles for claim in claims[article.id]],
            clusters=clusters,
            verdicts=verdicts,
            skipped=skipped,
        )

    def _describe(self) -> dict[str, Any]:
        """Everything that changes the result: thresholds, and models by name and digest."""
        described = self.settings.model_dump(exclude={"batch_size", "model", "language_model"})
        return described | {
            "language_model": describe_language(self._language),
            "embedding_model": self.encoder.describe(),
        }


def _tool() -> Tool:
    return Tool(name="reconcile", version=__version__)


def _one_claim(article: Article, found: Sequence[Claim]) -> Claim:
    """The text as one claim: its longest claim, with what was read from all the claims in it."""
    whole = {"start": 0, "end": len(article.text), "text": article.text, "proposition": article.text}
    if not found:
        return Claim(id=f"{article.id}.c1", article_id=article.id, **whole)
    return max(found, key=lambda claim: claim.end - claim.start).model_copy(
        update={
            **whole,
            "times": tuple(x for claim in found for x in claim.times),
            "quantities": tuple(x for claim in found for x in claim.quantities),
            "quotes": tuple(x for claim in found for x in claim.quotes),
        }
    )
