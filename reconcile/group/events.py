"""Articles to events."""

from __future__ import annotations

import datetime as dt
import math
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

_APART = 0.1  # cosine that articles need beyond that of others if they are more than `event_days` apart


def one_event(articles: Sequence[Article]) -> tuple[Event, ...]:
    """All articles as one event."""
    return (_event(0, articles),) if articles else ()


def group_events(articles: Sequence[Article], vectors: NDArray[np.float32], settings: Settings) -> tuple[Event, ...]:
    """Articles whose openings are alike, as events; those whose days are far apart must be more alike.

    What happens again (a storm, a vote) is told in the same words, and a look back at an event comes weeks later.
    `vectors` is `(n_articles, dim)` with unit rows. Articles with the same opening on the same day are one row, so that
    a thousand copies weigh no more than one.
    """
    distinct: dict[tuple[str, dt.date | None], int] = {}
    rows = [distinct.setdefault((opening(article), article.day), len(distinct)) for article in articles]
    first: dict[int, int] = {}
    for i, row in enumerate(rows):
        first.setdefault(row, i)
    numbers = average_linkage(
        vectors[list(first.values())],
        settings.event_cosine,
        days=[day.toordinal() if day else math.nan for _, day in distinct],
        reach=settings.event_days,
        malus=_APART,
    )
    members: dict[int, list[Article]] = defaultdict(list)
    for article, row in zip(articles, rows, strict=True):
        members[numbers[row]].append(article)
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
