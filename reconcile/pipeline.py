"""The way through the house: articles in, a report out. The spine that leads articles and events past the stages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

from reconcile import __version__, comparing, intake
from reconcile.compare.base import Pair
from reconcile.compare.entailment import Entailment
from reconcile.compare.verdict import Verdict
from reconcile.config import Settings
from reconcile.embed import Encoder
from reconcile.engine import make_engine
from reconcile.engine.base import Engine
from reconcile.group.events import group_events, one_event
from reconcile.group.origins import find_origins, representatives
from reconcile.models import Article, Event, Report, Skipped, Tool
from reconcile.prepared import Case, Compared, Prepared, slim
from reconcile.report.build import build_report
from reconcile.worker import Worker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[str, int, int], None]
"""Told the stage's name, how much of it is done, and how much there is."""

_NO_RESULT = {"batch_size", "engine", "ray_address", "model", "language_model", "entailment_model"}

# What was read and which articles are compared shows in the articles themselves.
_NO_COMPARISON = {"max_file_bytes", "event_cosine", "event_days", "one_event_up_to", "grouping", "max_compared"}


class Archive(intake.Archive, comparing.Archive, Protocol):
    """What is needed of `reconcile.archive.Archive`."""


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


class Pipeline:
    """The stages with their models, which are loaded once, at the first use, where the engine works."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        encoder: Encoder | None = None,
        entailment: Entailment | None = None,
        progress: Progress = _silent,
    ) -> None:
        self.settings = settings or Settings()
        self._make = partial(Worker, self.settings, encoder, entailment)
        self._progress = progress

    @cached_property
    def worker(self) -> Worker:
        """The worker of this process."""
        return self._make()

    @cached_property
    def engine(self) -> Engine[Worker]:
        """Where the work is done."""
        return make_engine(self.settings, here=lambda: self.worker, elsewhere=self._make)

    @property
    def entailment(self) -> Entailment:
        return self.worker.entailment

    @cached_property
    def digest(self) -> str:
        """Names all that makes claims and vectors what they are: version, models and settings."""
        made = self.worker.describe() | self.settings.model_dump(include={"precision", "max_claims", "min_claim_words"})
        del made["entailment_model"]
        return _digest(made)

    @property
    def _comparison_digest(self) -> str:
        """Names all that makes a comparison what it is, beside the claims and vectors."""
        return _digest({name: value for name, value in self._describe().items() if name not in _NO_COMPARISON})

    def close(self) -> None:
        """Give back what the engine holds."""
        if "engine" in self.__dict__:
            self.engine.close()

    def report(
        self, articles: Sequence[Article], skipped: Sequence[Skipped] = (), archive: Archive | None = None
    ) -> Report:
        """Extract, group, compare. What `archive` knows is not read again; what it does not know is added."""
        source = intake.Intake(self.engine, archive, self._progress)
        prepared, notes = source.prepare(articles)
        if self._is_grouped(prepared):
            events = self._group(prepared, source)
        else:
            events = one_event([p.article for p in prepared])
        return self._compare(archive, prepared, events, [*skipped, *notes])

    def report_new(self, articles: Sequence[Article], skipped: Sequence[Skipped], archive: Archive) -> Report:
        """Compare new articles with each other and with what `archive` has on their events, then add them.

        Findings that involve none of the new articles are left out.
        """
        source = intake.Intake(self.engine, archive, self._progress)
        new, notes = source.prepare(articles)
        known = source.nearby(new, self.settings.event_cosine)
        names = {p.article.id for p in new}
        events = [e for e in self._group([*new, *known], source) if not names.isdisjoint(e.article_ids)]
        events = [e.model_copy(update={"id": f"e{i}"}) for i, e in enumerate(events, start=1)]
        kept = {article_id for event in events for article_id in event.article_ids}
        prepared = [*new, *(p for p in known if p.article.id in kept)]
        return _only_about(names, self._compare(archive, prepared, events, [*skipped, *notes], names))

    def claims(
        self, articles: Sequence[Article], skipped: Sequence[Skipped] = (), archive: Archive | None = None
    ) -> Report:
        """Extract only: a report without clusters and findings."""
        prepared, notes = intake.Intake(self.engine, archive, self._progress).prepare(articles)
        return Report(
            tool=_tool(),
            settings=self._describe(),
            articles=tuple(p.article for p in prepared),
            events=(),
            claims=tuple(claim for p in prepared for claim in p.claims),
            skipped=(*skipped, *notes),
        )

    def events(self, articles: Sequence[Article], skipped: Sequence[Skipped] = ()) -> Report:
        """Group only: a report whose articles know their event."""
        source = intake.Intake(self.engine, None, self._progress)
        if self.settings.grouping == "never":
            events = one_event(articles)
        else:
            events = self._group([Prepared(article, ()) for article in articles], source)
        return Report(
            tool=_tool(),
            settings=self._describe(),
            articles=_placed(articles, events),
            events=events,
            claims=(),
            skipped=tuple(skipped),
        )

    def judge_texts(self, pairs: Sequence[tuple[Article, Article]]) -> Iterator[Verdict | None]:
        """Compare texts of one claim each, pair by pair; None for texts that are about different matters."""
        return self.worker.judge_texts(pairs)

    def candidates(self, articles: Sequence[Article]) -> list[Pair]:
        """The pairs that reach comparison, the articles taken as one event."""
        return self.worker.candidates(self.worker.sides(self.worker.read(articles)))

    def _is_grouped(self, prepared: Sequence[Prepared]) -> bool:
        if self.settings.grouping == "auto":
            return len(prepared) > self.settings.one_event_up_to
        return self.settings.grouping == "always"

    def _group(self, prepared: Sequence[Prepared], source: intake.Intake) -> tuple[Event, ...]:
        import numpy as np

        made = source.open([p.article for p in prepared if p.opening is None])
        openings = [next(made) if p.opening is None else p.opening for p in prepared]
        if not openings:
            return ()
        # An article whose opening cannot be embedded is like no other.
        nothing = np.zeros_like(next((o for o in openings if o is not None), np.zeros(1, np.float32)))
        rows: NDArray[np.float32] = np.array([nothing if o is None else o for o in openings])
        return group_events([p.article for p in prepared], rows, self.settings)

    def _compare(
        self,
        archive: Archive | None,
        prepared: Sequence[Prepared],
        events: Sequence[Event],
        skipped: Sequence[Skipped],
        wanted: Collection[str] = (),
    ) -> Report:
        placed = _placed([p.article for p in prepared], events)
        origin = {article.id: article.origin_id for article in placed}
        by_id = {p.article.id: p for p in prepared}
        cases, notes = [], list(skipped)
        for event in events:
            chosen = representatives(event.article_ids, origin, self.settings.max_compared, wanted)
            if len(chosen) < len(event.article_ids):
                reason = (
                    f"event {event.id} has {len(event.article_ids)} articles: only {len(chosen)} of them, of different "
                    "origins, were compared (max_compared)"
                )
                notes.append(Skipped(path=by_id[event.article_ids[0]].article.path, reason=reason))
            if len(chosen) > 1:
                cases.append(Case(event, tuple(by_id[name] for name in chosen), frozenset(wanted) & set(chosen)))
        comparison = comparing.Comparing(self.engine, archive, self._progress, self._comparison_digest)
        compared, faults = comparison.compare(cases)
        return self._build(placed, events, by_id, compared, [*notes, *faults])

    def _build(
        self,
        articles: Sequence[Article],
        events: Sequence[Event],
        prepared: dict[str, Prepared],
        outcomes: Sequence[Compared],
        skipped: Sequence[Skipped],
    ) -> Report:
        clusters = [cluster for outcome in outcomes for cluster in outcome.clusters]
        claims = [claim for article in articles for claim in prepared[article.id].claims]
        # What was compared with nothing is not "said by one article only".
        compared = {claim_id for cluster in clusters for claim_id in cluster.claim_ids}
        report = build_report(
            tool=_tool(),
            settings=self._describe(),
            articles=articles,
            events=events,
            claims=[claim for claim in claims if claim.id in compared],
            clusters=clusters,
            verdicts=[verdict for outcome in outcomes for verdict in outcome.verdicts],
            skipped=skipped,
        )
        return report.model_copy(update={"claims": tuple(claims), "findings": slim(report.findings)})

    def _describe(self) -> dict[str, Any]:
        """Everything that changes the result: thresholds, and models by name and digest."""
        return self.settings.model_dump(exclude=_NO_RESULT) | self.worker.describe()


def _digest(made: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([__version__, made], sort_keys=True).encode()).hexdigest()


def _tool() -> Tool:
    return Tool(name="reconcile", version=__version__)


def _placed(articles: Sequence[Article], events: Sequence[Event]) -> tuple[Article, ...]:
    """The articles with their event and their origin."""
    event_of = {article_id: event.id for event in events for article_id in event.article_ids}
    by_id = {article.id: article for article in articles}
    origins: dict[str, str] = {}
    for event in events:
        origins |= find_origins([by_id[article_id] for article_id in event.article_ids])
    return tuple(
        article.model_copy(update={"event_id": event_of[article.id], "origin_id": origins[article.id]})
        for article in articles
    )


def _only_about(names: Collection[str], report: Report) -> Report:
    """The report with those findings alone that involve one of the articles."""
    article = {claim.id: claim.article_id for claim in report.claims}
    findings = [f for f in report.findings if any(article[claim_id] in names for claim_id in f.claim_ids)]
    numbered = tuple(f.model_copy(update={"id": f"f{i}"}) for i, f in enumerate(findings, start=1))
    return report.model_copy(update={"findings": numbered})
