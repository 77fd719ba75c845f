"""Articles to events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.config import Settings
from reconcile.group.linkage import average_linkage
from reconcile.models import Article, Event
from reconcile.text import STORED_DATE, shorten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def one_event(articles: Sequence[Article]) -> tuple[Event, ...]:
    """All articles as one event."""
    return (_event(0, articles),) if articles else ()


def group_events(articles: Sequence[Article], vectors: NDArray[np.float32], settings: Settings) -> tuple[Event, ...]:
    """Articles whose openings are alike, as events; `vectors` is `(n_articles, dim)` with unit rows."""
    members: dict[int, list[Article]] = defaultdict(list)
    for article, number in zip(articles, average_linkage(vectors, settings.event_cosine), strict=True):
        members[number].append(article)
    return tuple(_event(number, members[number]) for number in sorted(members))


def opening(article: Article) -> str:
    """The words that tell which event an article is about: its title and the beginning of its text."""
    return f"{article.title or ''}\n{article.text[:800]}".strip()


def _event(number: int, articles: Sequence[Article]) -> Event:
    label = next((article.title for article in articles if article.title), None) or _first_line(articles[0].text)
    return Event(id=f"e{number + 1}", label=label, article_ids=tuple(article.id for article in articles))


def _first_line(text: str) -> str:
    date = STORED_DATE.match(text)
    lines = text[date.end() if date else 0 :].splitlines()
    return shorten(next((line for line in lines if line.strip()), ""), 80)
