"""What the stages hand to each other: frozen, comparable, and writable as JSON.

Offsets are Unicode code points in the article's text, end exclusive: `article.text[x.start:x.end] == x.text`
holds for every span. Normalised forms (a date, a number, a resolved name) stand beside the span, never in its place.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Base of all hand-offs: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Kind(StrEnum):
    """How claims of different articles relate."""

    CONFLICT = "conflict"
    QUOTE = "quote"
    STATUS = "status"
    ATTRIBUTION = "attribution"
    FRAMING = "framing"
    AGREEMENT = "agreement"
    SINGLE_SOURCE = "single_source"


class Severity(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """How far along, and how sure, the thing claimed is."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    DEMANDED = "demanded"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Grain(StrEnum):
    """The precision with which a time is given."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


class Span(Frozen):
    """A stretch of an article's text."""

    start: int
    end: int
    text: str


class Mention(Span):
    """A named person, organisation or place; `name` is the fullest form of it found in the article."""

    name: str
    label: str


class Speaker(Span):
    """Whom a claim is attributed to: the mention's span, who that is, and the words that say so."""

    name: str | None = None
    role: str | None = None
    cue: str | None = None


class Time(Span):
    """A time expression.

    A point or period is resolved to its first and last moment (`first`, `last`: ISO 8601 date or date-time, both
    inclusive); one is None where that side is open ("since 2018"), both where the time could not be resolved. An hour
    without a day is "T05:10". A duration or an age has `seconds` as (low, high) instead.
    """

    kind: str  # "point", "duration" or "age"
    grain: Grain
    first: str | None = None
    last: str | None = None
    seconds: tuple[float | None, float | None] | None = None
    approximate: bool = False


class Quantity(Span):
    """A number as the closed interval it allows; None is an open side ("at least 40" is (40, None)).

    `unit` is a canonical unit or ISO 4217 currency, None for plain counts; `counted` names what is counted.
    """

    low: float | None
    high: float | None
    unit: str | None = None
    counted: str | None = None
    approximate: bool = False


def _iso_8601(value: str | None) -> str | None:
    if value is not None:
        dt.datetime.fromisoformat(value)
    return value


class Article(Frozen):
    """One article as read. `text` is the source's text, unchanged.

    `published` is an ISO 8601 date or date-time. `event_id` groups articles on the same event; `origin_id` is
    shared by articles that carry the same wire copy. Both are empty until grouping has run.
    """

    id: str
    path: str
    text: str = Field(repr=False)
    source: str | None = None
    title: str | None = None
    published: Annotated[str | None, AfterValidator(_iso_8601)] = None
    url: str | None = None
    event_id: str = ""
    origin_id: str = ""

    @property
    def day(self) -> dt.date | None:
        """The publication day, None when unknown."""
        return dt.datetime.fromisoformat(self.published).date() if self.published else None

    @property
    def label(self) -> str:
        """What a reader calls the article: the outlet, else the file's name."""
        return self.source or self.path.rsplit("/", 1)[-1]


class Claim(Span):
    """A clause that says one thing.

    `proposition` is the claim in its own words, with the subject that it shares with another clause restored and other
    claims nested in its span left out: what is embedded and compared.
    """

    id: str
    article_id: str
    proposition: str
    subject: str | None = None
    speaker: Speaker | None = None
    quoted: bool = False
    quotes: tuple[Span, ...] = ()
    status: Status = Status.HAPPENED
    status_cue: Span | None = None
    polarity: Polarity = Polarity.POSITIVE
    polarity_cue: Span | None = None
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    entities: tuple[Mention, ...] = ()


class Event(Frozen):
    """Articles about one happening; claims are compared only inside it."""

    id: str
    label: str
    article_ids: tuple[str, ...]


class Cluster(Frozen):
    """A topic: claims about the same matter."""

    id: str
    event_id: str
    topic: str
    claim_ids: tuple[str, ...]


class Evidence(Span):
    """The exact words behind a finding, and the normalised value they were read as."""

    claim_id: str
    value: str | None = None


class Finding(Frozen):
    """A relation between claims, with what made it.

    `confidence` lies in 0-1. `signals` holds the rule that fired (`rule`), the values compared and the scores with
    their thresholds. `fingerprint` survives reordering, renamed files and edits elsewhere in the articles.
    """

    id: str
    fingerprint: str
    kind: Kind
    aspect: str | None
    severity: Severity
    confidence: float
    event_id: str
    cluster_id: str
    claim_ids: tuple[str, ...]
    explanation: str
    evidence: tuple[Evidence, ...] = ()
    signals: dict[str, Any] = Field(default_factory=dict)


class Skipped(Frozen):
    """Something that was left out, and why. `path` may name a part of a file ("batch.jsonl:12")."""

    path: str
    reason: str


class Tool(Frozen):
    name: str
    version: str


class Report(Frozen):
    """Everything the renderers need; they compute nothing of their own."""

    schema_: str = Field(default="reconcile.report/1", alias="schema")
    tool: Tool
    settings: dict[str, Any]
    articles: tuple[Article, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    clusters: tuple[Cluster, ...] = ()
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
