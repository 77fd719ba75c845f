"""Small reports, built from texts and the words that matter in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from reconcile.models import (
    Article,
    Claim,
    Cluster,
    Event,
    Evidence,
    Finding,
    Kind,
    Report,
    Severity,
    Skipped,
    Speaker,
    Tool,
)

SEEDS = Path(__file__).parents[2] / "seeds"


class Draft:
    """A report in the making. Claims are named by their words, which are looked up in the article's text."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.events: dict[str, str] = {}
        self.claims: dict[str, Claim] = {}
        self.clusters: dict[str, Cluster] = {}
        self.findings: list[Finding] = []
        self.skipped: list[Skipped] = []

    def event(self, event_id: str, label: str) -> None:
        self.events[event_id] = label

    def article(self, article_id: str, text: str, **fields: Any) -> None:
        fields = {"path": f"{article_id}.txt", "event_id": next(iter(self.events), "e1")} | fields
        self.articles[article_id] = Article(id=article_id, text=text, **fields)

    def claim(self, article_id: str, words: str, said_by: tuple[str, str | None] | None = None) -> str:
        start = self.articles[article_id].text.index(words)
        claim_id = f"{article_id}.{start}-{start + len(words)}"
        speaker = None
        if said_by is not None:
            speaker = Speaker(start=0, end=0, text="", name=said_by[0], role=said_by[1])
        self.claims[claim_id] = Claim(
            id=claim_id,
            article_id=article_id,
            start=start,
            end=start + len(words),
            text=words,
            proposition=words,
            speaker=speaker,
        )
        return claim_id

    def finding(
        self,
        kind: Kind,
        claims: Sequence[str],
        aspect: str | None = None,
        topic: str = "Topic",
        marked: Sequence[tuple[str, str]] = (),
        severity: Severity = Severity.MEDIUM,
        confidence: float = 0.8,
        explanation: str = "",
        fingerprint: str | None = None,
    ) -> str:
        number = len(self.findings) + 1
        event_id = self.articles[self.claims[claims[0]].article_id].event_id
        cluster = self.clusters.get(topic) or Cluster(
            id=f"t{len(self.clusters) + 1}", event_id=event_id, topic=topic, claim_ids=()
        )
        self.clusters[topic] = cluster.model_copy(
            update={"claim_ids": tuple(dict.fromkeys((*cluster.claim_ids, *claims)))}
        )
        self.findings.append(
            Finding(
                id=f"f{number}",
                fingerprint=fingerprint or f"{number:04x}",
                kind=kind,
                aspect=aspect,
                severity=severity,
                confidence=confidence,
                event_id=event_id,
                cluster_id=cluster.id,
                claim_ids=tuple(claims),
                explanation=explanation,
                evidence=tuple(self._evidence(*mark) for mark in marked),
            )
        )
        return f"f{number}"

    def _evidence(self, claim_id: str, words: str) -> Evidence:
        claim = self.claims[claim_id]
        start = claim.start + claim.text.index(words)
        return Evidence(claim_id=claim_id, start=start, end=start + len(words), text=words)

    def report(self, **fields: Any) -> Report:
        members = {
            event_id: [a.id for a in self.articles.values() if a.event_id == event_id] for event_id in self.events
        }
        return Report(
            **{
                "tool": Tool(name="reconcile", version="0.0.0"),
                "settings": {},
                "articles": tuple(self.articles.values()),
                "events": tuple(
                    Event(id=event_id, label=label, article_ids=tuple(members[event_id]))
                    for event_id, label in self.events.items()
                ),
                "claims": tuple(self.claims.values()),
                "clusters": tuple(self.clusters.values()),
                "findings": tuple(self.findings),
                "skipped": tuple(self.skipped),
            }
            | fields
        )


@pytest.fixture
def draft() -> Draft:
    """An empty report of one event."""
    draft = Draft()
    draft.event("e1", "The event")
    return draft


@pytest.fixture
def two_articles() -> Callable[..., Report]:
    """A report of one finding between two one-claim articles, any part of which can be set."""

    def make(
        a: str = "The dam holds.",
        b: str = "The dam broke.",
        *,
        kind: Kind = Kind.CONFLICT,
        label: str = "Flood",
        a_fields: dict[str, Any] | None = None,
        b_fields: dict[str, Any] | None = None,
        **finding: Any,
    ) -> Report:
        draft = Draft()
        draft.event("e1", label)
        draft.article("a1", a, **({"source": "Morning Post"} | (a_fields or {})))
        draft.article("a2", b, **({"source": "Evening Star"} | (b_fields or {})))
        draft.finding(kind, [draft.claim("a1", a), draft.claim("a2", b)], **finding)
        return draft.report()

    return make


@pytest.fixture
def seed_draft() -> Draft:
    """The seed articles with findings that a careful reader makes of them."""
    draft = Draft()
    draft.event("e1", "Blinken's visit to Beijing, June 2023")
    names = sorted(path.name for path in SEEDS.glob("*.txt"))
    for article_id, name, day in zip(("a1", "a2"), names, ("2023-06-20", "2023-06-19"), strict=True):
        text = (SEEDS / name).read_bytes().decode("utf-8")
        draft.article(article_id, text, path=f"seeds/{name}", published=day)
    arrived = draft.claim("a1", "On June 18, Blinken arrived on a visit to Beijing.")
    began = draft.claim("a2", "US Secretary of State, Anthony Blinken, began his two-day visit to China this morning.")
    met = draft.claim(
        "a1",
        "Xi Jinping said at a meeting with Blinken in China that the interaction between the two countries should be "
        "based on “mutual respect and sincerity.”",
        said_by=("Xi Jinping", "President"),
    )
    will_meet = draft.claim("a2", "the head of US diplomacy will probably hold talks with the president Xi Jinping")
    progress = draft.claim(
        "a1",
        "progress was made in relations between the countries",
        said_by=("Joe Biden", "US President"),
    )
    track = draft.claim("a1", "the parties are on the “right track.”", said_by=("Joe Biden", "US President"))
    climate = draft.claim("a2", "But the climate between the parties remains anything but cordial")
    first = draft.claim("a1", "He became the first senior US diplomat to visit China in five years")
    since = draft.claim("a2", "is the first secretary of state to travel to the Chinese capital in five years now")
    micron = draft.claim(
        "a2",
        "The semiconductor giant Micron announced a 4.3 billion yuan ($603 million) investment to expand its factory "
        "at Xi’andespite Beijing having banned the sale of some of its products deemed risky to national security.",
    )
    open_line = draft.claim("a1", "In his opinion, countries should have an open hotline.")
    draft.finding(
        Kind.CONFLICT,
        [arrived, began],
        "time",
        topic="Arrival in Beijing",
        marked=[(arrived, "June 18"), (began, "this morning")],
        severity=Severity.HIGH,
        confidence=0.93,
        explanation="the times exclude each other: 2023-06-18 against 2023-06-19",
    )
    draft.finding(
        Kind.STATUS,
        [met, will_meet],
        "stage",
        topic="Talks with Xi Jinping",
        marked=[(met, "at a meeting"), (will_meet, "will probably hold")],
        confidence=0.81,
        explanation="one says it happened, the other expects it",
    )
    for claim, words, confidence in ((track, "“right track.”", 0.7), (progress, "progress was made", 0.66)):
        draft.finding(
            Kind.FRAMING,
            [claim, climate],
            "expectations",
            topic="State of relations",
            marked=[(claim, words), (climate, "anything but cordial")],
            severity=Severity.LOW,
            confidence=confidence,
            explanation="hopeful against gloomy",
        )
    draft.finding(Kind.AGREEMENT, [first, since], topic="First visit in five years", explanation="both articles say so")
    for claim in (micron, open_line):
        draft.finding(Kind.SINGLE_SOURCE, [claim], topic=claim, severity=Severity.LOW)
    return draft
