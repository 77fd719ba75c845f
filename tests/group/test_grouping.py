"""Events, origins and topics."""

from collections.abc import Callable

import numpy as np

from reconcile.config import Settings
from reconcile.group.clusters import cluster_claims
from reconcile.group.events import group_events, one_event
from reconcile.group.linkage import average_linkage
from reconcile.group.origins import find_origins
from reconcile.models import Article, Claim

WIRE = (
    "Two subway work trains collided in a tunnel early Wednesday morning, injuring one person. "
    "The agency says one worker is being treated for non-life-threatening injuries."
)


def unit(*rows: list[float]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    array = np.array(rows, dtype=np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


def test_average_linkage_does_not_chain_through_a_member_in_the_middle() -> None:
    # Neighbours are alike, the ends are not: single linkage would join all three.
    assert average_linkage(unit([1, 0], [1, 1], [0, 1]), 0.6) in ([0, 0, 1], [0, 1, 1])


def test_linkage_of_none_and_of_one() -> None:
    assert average_linkage(np.zeros((0, 4), dtype=np.float32), 0.5) == []
    assert average_linkage(unit([1, 0]), 0.5) == [0]


def test_articles_are_grouped_by_their_openings(make_article: Callable[..., Article]) -> None:
    articles = [make_article("x", id=f"a{i}", title=f"Title {i}") for i in range(3)]
    events = group_events(articles, unit([1, 0], [0, 1], [1, 0.1]), Settings())
    assert [event.article_ids for event in events] == [("a0", "a2"), ("a1",)]
    assert [event.label for event in events] == ["Title 0", "Title 1"]


def test_one_event_of_nothing_is_none() -> None:
    assert one_event([]) == ()


def test_an_event_without_a_title_is_named_after_the_first_line(make_article: Callable[..., Article]) -> None:
    assert one_event([make_article("\nMinister quits\nMore.")])[0].label == "Minister quits"


def test_wire_copies_share_an_origin(make_article: Callable[..., Article]) -> None:
    other = (
        "Erie has issued a snow emergency, citing dangerous roads. Officials urged people to avoid travel on Monday."
    )
    articles = [
        make_article(WIRE, id="a1"),
        make_article(other, id="a2"),
        make_article("NEW YORK (AP) - " + WIRE + " Media outlets report more.", id="a3"),
    ]
    assert find_origins(articles) == {"a1": "oa1", "a2": "oa2", "a3": "oa1"}


def test_empty_articles_are_no_copies_of_each_other(make_article: Callable[..., Article]) -> None:
    assert len(set(find_origins([make_article("One.", id="a1"), make_article("Two.", id="a2")]).values())) == 2


def test_every_claim_has_exactly_one_topic(
    make_claim: Callable[..., Claim], make_article: Callable[..., Article]
) -> None:
    event = one_event([make_article("x")])[0]
    claims = [make_claim(id=f"a1.c{i}", text=f"Claim number {i}.") for i in range(3)]
    clusters = cluster_claims(event, claims, unit([1, 0], [0, 1], [1, 0.1]), Settings())
    assert [cluster.claim_ids for cluster in clusters] == [("a1.c0", "a1.c2"), ("a1.c1",)]
    assert clusters[1].topic == "Claim number 1"
