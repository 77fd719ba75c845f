"""Claims to topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcile.config import Settings
from reconcile.group.linkage import average_linkage
from reconcile.models import Claim, Cluster, Event
from reconcile.text import shorten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TOPIC_CHARACTERS = 90


def cluster_claims(
    event: Event, claims: Sequence[Claim], vectors: NDArray[np.float32], settings: Settings
) -> tuple[Cluster, ...]:
    """Topics of one event: every claim is in exactly one; `vectors` is `(n_claims, dim)` with unit rows."""
    members: dict[int, list[int]] = defaultdict(list)
    for i, number in enumerate(average_linkage(vectors, settings.topic_cosine)):
        members[number].append(i)
    return tuple(
        Cluster(
            id=f"{event.id}.t{number + 1}",
            event_id=event.id,
            topic=_topic([claims[i] for i in rows], vectors[rows]),
            claim_ids=tuple(claims[i].id for i in rows),
        )
        for number, rows in sorted(members.items())
    )


def _topic(claims: Sequence[Claim], vectors: NDArray[np.float32]) -> str:
    """The claim nearest to the topic's centre, cut at a word."""
    central = int((vectors @ vectors.mean(axis=0)).round(4).argmax())
    return shorten(claims[central].proposition, _TOPIC_CHARACTERS)
