"""The way through the house: articles in, a report out. The only module that knows every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reconcile import __version__
from reconcile.compare.axes import Axes, load_axes
from reconcile.compare.base import Pair
from reconcile.compare.candidates import Side, candidate_pairs
from reconcile.compare.entailment import CrossEncoderEntailment, Entailment
from reconcile.compare.event import read_pairs, shortlist
from reconcile.compare.linear import load_models
from reconcile.compare.verdict import Verdict, judge, judge_all
from reconcile.config import Settings
from reconcile.embed import Encoder, SentenceEncoder
from reconcile.extract.claims import extract_claims
from reconcile.extract.language import describe_language, load_language
from reconcile.group.clusters import cluster_claims
from reconcile.group.events import group_events, one_event, opening
from reconcile.group.origins import find_origins
from reconcile.models import Article, Claim, Cluster, Event, Report, Skipped, Tool
from reconcile.report.build import build_report
from reconcile.text import passage

if TYPE_CHECKING:
    from spacy.language import Language

Progress = Callable[[str, int, int], None]
"""Told the stage's name, how much of it is done, and how much there is."""


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


class Pipeline:
    """The stages with their models, which are loaded once, at the first use."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        encoder: Encoder | None = None,
        entailment: Entailment | None = None,
        progress: Progress = _silent,
    ) -> None:
        self.settings = settings or Settings()
        self.encoder = encoder or SentenceEncoder(
            self.settings.model, batch_size=self.settings.batch_size, precision=self.settings.precision
        )
        self.entailment = entailment or CrossEncoderEntailment(
            self.settings.entailment_model, batch_size=self.settings.batch_size
        )
        self._progress = progress

    @cached_property
    def _language(self) -> Language:
        return load_language(self.settings.language_model)

    @cached_property
    def _axes(self) -> Axes:
        return load_axes(self.encoder, self.settings.axes)

    def report(self, articles: Sequence[Article], skipped: Sequence[Skipped] = ()) -> Report:
        """Extract, group, compare."""
        claims, notes = self._extract(articles)
        events = self._events(articles)
        sides = self._embed(articles, claims)
        placed = self._place(articles, events)
        clusters: list[Cluster] = []
        verdicts: list[Verdict] = []
        for i, event in enumerate(events):
            self._progress("comparing", i, len(events))
            found = self._compare([sides[article_id] for article_id in event.article_ids])
            clusters += self._topics(event, [sides[article_id] for article_id in event.article_ids], found)
            verdicts += found
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
        places = self._axes.project(vectors)
        told = [
            Side(article, [claim], vectors[i : i + 1], vectors[i : i + 1], [places[i]])
            for i, (article, claim) in enumerate(zip(sides, claims, strict=True))
        ]
        # Every pair was asked for: none is too far apart to be compared.
        every = self.settings.model_copy(update={"candidate_cosine": -1.0})
        compared = [pair for i in range(0, len(told), 2) for pair in candidate_pairs(told[i : i + 2], every)]
        models = load_models()
        for read in read_pairs(compared, self.entailment, models):
            yield judge(read, models, self.settings)

    def candidates(self, articles: Sequence[Article]) -> list[Pair]:
        """The pairs that reach comparison, the articles taken as one event."""
        claims, _ = self._extract(articles)
        return list(candidate_pairs(list(self._embed(articles, claims).values()), self.settings))

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

    def _embed(self, articles: Sequence[Article], claims: Mapping[str, Sequence[Claim]]) -> dict[str, Side]:
        """Each article with its claims, their vectors and those of the passages around them."""
        told = [(article, claim) for article in articles for claim in claims[article.id]]
        self._progress("embedding", 0, len(told))
        vectors = self.encoder.encode([claim.proposition for _, claim in told])
        contexts = self.encoder.encode([passage(article.text, claim.start, claim.end) for article, claim in told])
        self._progress("embedding", len(told), len(told))
        sides, start = {}, 0
        for article in articles:
            own = slice(start, start + len(claims[article.id]))
            axes = self._axes.project(vectors[own])
            sides[article.id] = Side(article, claims[article.id], vectors[own], contexts[own], axes)
            start = own.stop
        return sides

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

    def _topics(self, event: Event, sides: Sequence[Side], verdicts: Iterable[Verdict]) -> tuple[Cluster, ...]:
        import numpy as np

        members = [claim for side in sides for claim in side.claims]
        if not members:
            return ()
        rows = np.concatenate([side.vectors for side in sides if side.claims])
        place = {claim.id: i for i, claim in enumerate(members)}
        links = [(place[verdict.claims[0].id], place[verdict.claims[1].id]) for verdict in verdicts]
        return cluster_claims(event, members, rows, self.settings, links)

    def _compare(self, sides: Sequence[Side]) -> list[Verdict]:
        models = load_models()
        pairs = shortlist(list(candidate_pairs(sides, self.settings)), models, self.settings)
        return judge_all(read_pairs(pairs, self.entailment, models), models, self.settings)

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
        described = self.settings.model_dump(exclude={"batch_size", "model", "language_model", "entailment_model"})
        return described | {
            "language_model": describe_language(self._language),
            "embedding_model": self.encoder.describe(),
            "entailment_model": self.entailment.describe(),
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
