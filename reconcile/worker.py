"""What one process does: it holds the models and takes articles and events through the stages, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

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
from reconcile.extract.language import describe_installed, load_language
from reconcile.extract.quotes import find_utterances
from reconcile.group.clusters import cluster_claims
from reconcile.group.events import opening
from reconcile.models import Article, Claim, Cluster
from reconcile.prepared import Case, Compared, Prepared, slim
from reconcile.text import passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.language import Language

    Vectors = NDArray[np.float32]


class Worker:
    """The stages with their models; each is loaded at the first use, so that no step loads what it does not need."""

    def __init__(
        self, settings: Settings, encoder: Encoder | None = None, entailment: Entailment | None = None
    ) -> None:
        self.settings = settings
        self.encoder = encoder or SentenceEncoder(
            settings.model, batch_size=settings.batch_size, precision=settings.precision
        )
        self.entailment = entailment or CrossEncoderEntailment(
            settings.entailment_model, batch_size=settings.batch_size
        )

    @cached_property
    def language(self) -> Language:
        return load_language(self.settings.language_model)

    @cached_property
    def axes(self) -> Axes:
        return load_axes(self.encoder, self.settings.axes)

    def describe(self) -> dict[str, dict[str, str]]:
        """The models by name and digest. None of them is loaded for it."""
        return {
            "language_model": describe_installed(self.settings.language_model),
            "embedding_model": self.encoder.describe(),
            "entailment_model": self.entailment.describe(),
        }

    def read(self, articles: Sequence[Article]) -> list[Prepared]:
        """The articles with their claims."""
        found = extract_claims(articles, self.language, self.settings)
        return [
            Prepared(article=article, claims=slim(claims), notes=notes)
            for article, (claims, notes) in zip(articles, found, strict=True)
        ]

    def openings(self, articles: Sequence[Article]) -> list[Vectors]:
        """For each article the vector of its opening, `(dim,)`."""
        return list(self.encoder.encode([opening(article) for article in articles]))

    def complete(self, articles: Sequence[Article]) -> list[Prepared]:
        """The articles with their claims and openings: what an archive keeps of every article."""
        return [
            replace(prepared, opening=first)
            for prepared, first in zip(self.read(articles), self.openings(articles), strict=True)
        ]

    def embed(self, prepared: Sequence[Prepared]) -> list[Prepared]:
        """The same with the vectors of the claims and of the passages around them; those that have them keep them."""
        if all(p.vectors is not None for p in prepared):
            return list(prepared)
        told = [(p.article, claim) for p in prepared if p.vectors is None for claim in p.claims]
        vectors = self.encoder.encode([claim.proposition for _, claim in told])
        contexts = self.encoder.encode([passage(article.text, claim.start, claim.end) for article, claim in told])
        done, start = [], 0
        for p in prepared:
            if p.vectors is None:
                own = slice(start, start + len(p.claims))
                start = own.stop
                p = Prepared(p.article, p.claims, p.notes, p.opening, vectors[own], contexts[own])
            done.append(p)
        return done

    def sides(self, prepared: Sequence[Prepared]) -> list[Side]:
        """The articles as they are compared."""
        return [
            Side(
                p.article,
                p.claims,
                p.vectors,
                p.contexts,
                self.axes.project(p.vectors),
                find_utterances(p.article.text),
            )
            for p in self.embed(prepared)
            if p.vectors is not None and p.contexts is not None
        ]

    def candidates(self, sides: Sequence[Side]) -> list[Pair]:
        """The pairs of one event that reach comparison."""
        return list(candidate_pairs(sides, self.settings))

    def compare(self, cases: Sequence[Case]) -> list[Compared]:
        """The topics and verdicts of each event. The texts of all the events go through each model in one pass."""
        sides = iter(self.sides([member for case in cases for member in case.members]))
        events = [[next(sides) for _ in case.members] for case in cases]
        models = load_models()
        pairs = [
            shortlist(candidate_pairs(own, self.settings, case.wanted), models, self.settings)
            for case, own in zip(cases, events, strict=True)
        ]
        reads = read_pairs([pair for own in pairs for pair in own], self.entailment, models)
        compared = []
        for case, own, (start, end) in zip(cases, events, pairwise(_offsets(pairs)), strict=True):
            verdicts = judge_all(reads[start:end], models, self.settings)
            compared.append(Compared(slim(self._topics(case, own, verdicts)), slim(verdicts)))
        return compared

    def judge_texts(self, pairs: Sequence[tuple[Article, Article]]) -> Iterator[Verdict | None]:
        """Compare texts of one claim each, pair by pair; None for texts that are about different matters."""
        whole = self.settings.model_copy(update={"min_claim_words": 1})
        texts = [article for pair in pairs for article in pair]
        told = [
            Prepared(article, (_one_claim(article, claims),))
            for article, (claims, _) in zip(texts, extract_claims(texts, self.language, whole), strict=True)
        ]
        vectors = self.encoder.encode([p.claims[0].text for p in told])
        places = self.axes.project(vectors)
        sides = [
            Side(
                p.article,
                p.claims,
                vectors[i : i + 1],
                vectors[i : i + 1],
                [places[i]],
                find_utterances(p.article.text),
            )
            for i, p in enumerate(told)
        ]
        # Every pair was asked for: none is too far apart to be compared.
        every = self.settings.model_copy(update={"candidate_cosine": -1.0})
        compared = [pair for i in range(0, len(sides), 2) for pair in candidate_pairs(sides[i : i + 2], every)]
        models = load_models()
        for read in read_pairs(compared, self.entailment, models):
            yield judge(read, models, self.settings)

    def _topics(self, case: Case, sides: Sequence[Side], verdicts: Iterable[Verdict]) -> tuple[Cluster, ...]:
        import numpy as np

        members = [claim for side in sides for claim in side.claims]
        if not members:
            return ()
        rows = np.concatenate([side.vectors for side in sides if side.claims])
        place = {claim.id: i for i, claim in enumerate(members)}
        links = [(place[verdict.claims[0].id], place[verdict.claims[1].id]) for verdict in verdicts]
        return cluster_claims(case.event, members, rows, self.settings, links)


def _offsets(lists: Sequence[Sequence[Any]]) -> list[int]:
    """Where each list begins in their concatenation, and the end."""
    offsets = [0]
    for own in lists:
        offsets.append(offsets[-1] + len(own))
    return offsets


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
