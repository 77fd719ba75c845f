"""Topics: what belongs together, what findings join, and what a topic is called."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reconcile.config import Settings
from reconcile.group.clusters import cluster_claims
from reconcile.group.linkage import average_linkage, join_links
from reconcile.models import Claim, Cluster, Event

EVENT = Event(id="e1", label="Visit", article_ids=("a1", "a2"))
MakeClaim = Callable[..., Claim]


def unit(*rows: list[float]) -> NDArray[np.float32]:
    array = np.array(rows, dtype=np.float32)
    vectors: NDArray[np.float32] = (array / np.linalg.norm(array, axis=1, keepdims=True)).astype(np.float32)
    return vectors


def around(center: list[float], n: int, rng: np.random.Generator, spread: float = 0.2) -> list[list[float]]:
    return [(np.array(center) + spread * rng.normal(size=len(center))).tolist() for _ in range(n)]


def ids(clusters: tuple[Cluster, ...]) -> list[tuple[str, ...]]:
    return [cluster.claim_ids for cluster in clusters]


def numbered(make_claim: MakeClaim, articles: str) -> list[Claim]:
    """A claim for each letter: "aab" are two of article a and one of article b."""
    return [make_claim(f"Claim number {i}.", article=letter, id=f"{i}") for i, letter in enumerate(articles)]


# --- who belongs together


def test_two_claims_are_enough_for_a_topic(make_claim: MakeClaim) -> None:
    clusters = cluster_claims(EVENT, numbered(make_claim, "ab"), unit([1, 0], [0.9, 0.1]), Settings())
    assert ids(clusters) == [("0", "1")]
    assert (clusters[0].id, clusters[0].event_id) == ("e1.t1", "e1")


def test_no_claims_make_no_topics() -> None:
    assert cluster_claims(EVENT, [], np.zeros((0, 0), dtype=np.float32), Settings()) == ()


def test_what_all_claims_of_an_event_share_makes_no_topic_of_them(make_claim: MakeClaim) -> None:
    # Every claim names the same people (the first axis); the rest tells two topics apart.
    rng = np.random.default_rng(5)
    rows = around([2, 1, 0, 0, 0, 0], 20, rng) + around([2, 0, 1, 0, 0, 0], 20, rng)
    vectors = unit(*rows)
    assert float((vectors[:20] @ vectors[20:].T).mean()) > Settings().topic_cosine
    clusters = cluster_claims(EVENT, numbered(make_claim, "a" * 40), vectors, Settings())
    assert not any({int(i) < 20 for i in own} == {True, False} for own in ids(clusters))
    assert max(map(len, ids(clusters))) > 5


def test_claims_of_two_articles_come_together_sooner_than_those_of_one(make_claim: MakeClaim) -> None:
    rng = np.random.default_rng(7)
    others = around([0, 0, 1], 15, rng) + around([0, 0, -1], 15, rng)
    vectors = unit([1, 0, 0], [0.4, 0.9, 0], *others)
    one = cluster_claims(EVENT, numbered(make_claim, "aa" + "c" * 30), vectors, Settings())
    two = cluster_claims(EVENT, numbered(make_claim, "ab" + "c" * 30), vectors, Settings())
    assert ids(one)[:2] == [("0",), ("1",)]
    assert ids(two)[0] == ("0", "1")


def test_a_bland_claim_does_not_chain_two_topics(make_claim: MakeClaim) -> None:
    vectors = unit([1, 0, 0], [0.98, 0.1, 0], [1, 1, 0], [0.1, 0.98, 0], [0, 1, 0])
    clusters = cluster_claims(EVENT, numbered(make_claim, "aaaaa"), vectors, Settings(topic_cosine=0.6))
    assert len(clusters) == 2
    assert not any({"0", "4"} <= set(own) for own in ids(clusters))


def test_equal_vectors_and_zero_vectors_are_no_fault(make_claim: MakeClaim) -> None:
    same = np.tile(np.array([1, 0], dtype=np.float32), (4, 1))
    assert ids(cluster_claims(EVENT, numbered(make_claim, "aabb"), same, Settings())) == [("0", "1", "2", "3")]
    nothing = np.zeros((3, 2), dtype=np.float32)
    assert sum(map(len, ids(cluster_claims(EVENT, numbered(make_claim, "aab"), nothing, Settings())))) == 3


# --- what findings join


def test_a_link_brings_claims_together_that_are_not_alike(make_claim: MakeClaim) -> None:
    vectors = unit([1, 0, 0], [0, 1, 0], [0, 0, 1])
    claims = numbered(make_claim, "aba")
    assert ids(cluster_claims(EVENT, claims, vectors, Settings())) == [("0",), ("1",), ("2",)]
    assert ids(cluster_claims(EVENT, claims, vectors, Settings(), links=[(1, 0)])) == [("0", "1"), ("2",)]


def test_links_that_meet_in_a_claim_make_one_topic(make_claim: MakeClaim) -> None:
    vectors = unit([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1])
    clusters = cluster_claims(EVENT, numbered(make_claim, "abab"), vectors, Settings(), links=[(0, 1), (2, 1)])
    assert ids(clusters) == [("0", "1", "2"), ("3",)]


def test_claims_like_a_linked_one_come_along(make_claim: MakeClaim) -> None:
    vectors = unit([1, 0, 0], [0.95, 0.05, 0], [0, 0, 1], [0.9, 0, 0.5])
    clusters = cluster_claims(EVENT, numbered(make_claim, "abab"), vectors, Settings(), links=[(0, 3)])
    assert ids(clusters)[0] == ("0", "1", "3")


def test_one_wrong_link_does_not_make_one_topic_of_two(make_claim: MakeClaim) -> None:
    rng = np.random.default_rng(3)
    vectors = unit(*around([1, 0, 0, 0], 8, rng, 0.02), *around([0, 1, 0, 0], 8, rng, 0.02))
    links = [(i, i + 1) for i in range(15)]
    clusters = cluster_claims(EVENT, numbered(make_claim, "ab" * 8), vectors, Settings(), links=links)
    assert [len(own) for own in ids(clusters)] == [8, 8]


def test_the_order_of_links_and_their_direction_do_not_matter(make_claim: MakeClaim) -> None:
    rng = np.random.default_rng(11)
    vectors = unit(*rng.normal(size=(30, 8)).tolist())
    claims = numbered(make_claim, "abc" * 10)
    links = [(int(i), int(j)) for i, j in rng.integers(0, 30, size=(25, 2))]
    one = cluster_claims(EVENT, claims, vectors, Settings(), links=links)
    other = cluster_claims(EVENT, claims, vectors, Settings(), links=[(j, i) for i, j in reversed(links)] + links)
    assert one == other


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda x: x[0] != x[1]), max_size=12))
def test_joined_groups_are_disjoint_and_hold_every_link_where_nothing_is_capped(links: list[tuple[int, int]]) -> None:
    vectors = unit(*np.random.default_rng(0).normal(size=(12, 5)).tolist())
    groups = join_links(vectors, links, 1.0, most=12)
    rows = [row for group in groups for row in group]
    assert len(rows) == len(set(rows))
    assert all(any({i, j} <= set(group) for group in groups) for i, j in links)
    numbers = average_linkage(vectors, 0.99, joined=groups)
    assert all(numbers[i] == numbers[j] for i, j in links)
    loose = [row for row in range(12) if row not in rows]
    assert len({numbers[row] for row in loose}) == len(loose)


def test_every_claim_is_in_one_topic_and_topics_count_up(make_claim: MakeClaim) -> None:
    vectors = unit(*np.random.default_rng(2).normal(size=(40, 6)).tolist())
    clusters = cluster_claims(EVENT, numbered(make_claim, "abcd" * 10), vectors, Settings(), links=[(0, 39), (5, 6)])
    assert sorted(int(i) for own in ids(clusters) for i in own) == list(range(40))
    firsts = [int(own[0]) for own in ids(clusters)]
    assert firsts == sorted(firsts)
    assert [cluster.id for cluster in clusters] == [f"e1.t{i + 1}" for i in range(len(clusters))]


# --- linkage against the slow obvious version


def slow_average_linkage(
    vectors: NDArray[np.float32], cosine: float, bonus: float, sources: list[str]
) -> list[set[int]]:
    n = len(vectors)
    alike = [[float(vectors[i] @ vectors[j]) + bonus * (sources[i] != sources[j]) for j in range(n)] for i in range(n)]
    clusters = [{i} for i in range(n)]
    while len(clusters) > 1:
        mean, i, j = max(
            (float(np.mean([alike[x][y] for x in clusters[i] for y in clusters[j]])), i, j)
            for i in range(len(clusters))
            for j in range(i)
        )
        if mean < cosine:
            break
        clusters[j] |= clusters.pop(i)
    return sorted(clusters, key=min)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("bonus", [0.0, 0.15])
def test_linkage_is_that_of_the_definition(seed: int, bonus: float) -> None:
    rng = np.random.default_rng(seed)
    vectors = unit(*rng.normal(size=(14, 3)).tolist())
    sources = ["a" if x else "b" for x in rng.integers(0, 2, size=14)]
    numbers = average_linkage(vectors, 0.5, sources=sources, bonus=bonus)
    found = [{i for i, number in enumerate(numbers) if number == own} for own in range(max(numbers) + 1)]
    assert found == slow_average_linkage(vectors, 0.5, bonus, sources)


# --- what a topic is called


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The minister resigned.", "The minister resigned"),
        ("when the minister resigned on Monday.", "The minister resigned on Monday"),
        ("However, it rained all day.", "It rained all day"),
        ("with which he intends to discuss trade", "He intends to discuss trade"),
        ("In Paris the talks went on.", "In Paris the talks went on"),
        ("WASHINGTON (AP) — The Senate voted.", "The Senate voted"),
        ("“no communication is possible”.", "No communication is possible"),
        ("...", "..."),
        ("The envoy left the U.S.", "The envoy left the U.S."),
        ("The talks should be based on “mutual respect.”", "The talks should be based on “mutual respect”"),
        ('He called the indictment a "political trial."', 'He called the indictment a "political trial"'),
        ("There was no deal,” he said on Monday.", "There was no deal, he said on Monday"),
        ('There was no deal," he said on Monday.', "There was no deal, he said on Monday"),
        ('The "signs" were found in a "response.', 'The "signs" were found in a "response"'),
    ],
)
def test_a_topic_is_a_heading(make_claim: MakeClaim, text: str, topic: str) -> None:
    assert cluster_claims(EVENT, [make_claim(text)], unit([1, 0]), Settings())[0].topic == topic


def test_a_long_claim_is_cut_at_a_word(make_claim: MakeClaim) -> None:
    topic = cluster_claims(EVENT, [make_claim("Sentence upon sentence " * 20)], unit([1, 0]), Settings())[0].topic
    assert len(topic) <= 92
    assert topic.endswith(("sentence …", "upon …"))


@pytest.mark.parametrize(
    "worse",
    ["which they had not expected of him", "He did.", "“We never agreed to", "it was the first visit in years"],
)
def test_a_sentence_that_stands_alone_is_the_better_name(make_claim: MakeClaim, worse: str) -> None:
    claims = [make_claim(worse, id="1"), make_claim("Blinken visited Beijing on Sunday.", id="2")]
    clusters = cluster_claims(EVENT, claims, unit([1, 0.01], [1, 0]), Settings())
    assert [cluster.topic for cluster in clusters] == ["Blinken visited Beijing on Sunday"]


WITH_A_HOLE = "Fifteen of the hijackers were Saudi citizens, have cleared it of blame."
WHOLE = "Fifteen of the hijackers were Saudi citizens, but several investigations have cleared it of blame."


def named(claims: list[Claim]) -> str:
    """The topic of claims of which the first is a little nearer to the others."""
    (cluster,) = cluster_claims(EVENT, claims, unit([1, 0.05], [1, 0.35]), Settings())
    return cluster.topic


@pytest.mark.parametrize(
    ("proposition", "text", "subject"),
    [
        (WITH_A_HOLE, WHOLE, "Saudi citizens"),
        ("Cohen, is due in prison in March.", "Cohen, who was a lawyer, is due in prison in March.", "Cohen"),
        ("The deal could also, help the firm.", "The deal could also, some analysts say, help the firm.", None),
        ("In 2013, the two met in Rome.", "In 2013, as Mr. Lee recalled, they met in Rome.", "the two"),
        ("Paul LePage but did not say sorry for it.", "but did not say sorry for it.", "Paul LePage"),
        ("The House causing the bill to become law.", "causing the bill to become law.", "The House"),
    ],
)
def test_words_with_a_hole_are_no_name_where_a_whole_sentence_is_near(
    make_claim: MakeClaim, proposition: str, text: str, subject: str | None
) -> None:
    odd = make_claim(text, id="1", proposition=proposition, subject=subject)
    assert named([odd, make_claim("The Senate passed the bill on Friday.", id="2")]).startswith("The Senate")


@pytest.mark.parametrize(
    ("proposition", "text", "subject"),
    [
        ("Ash Carter opposed the bill in Congress.", "he opposed the bill in Congress.", "Ash Carter"),
        ("Last Thursday Trump met the envoy in Rome.", "Last Thursday he met the envoy in Rome.", "Trump"),
        ("The lawmakers opposed the bill in Congress.", "who opposed the bill in Congress.", "The lawmakers"),
        ("Ash Carter opposed the bill", "Ash Carter opposed the bill, officials said.", "Ash Carter"),
        ("Ash Carter opposed the bill.", "Ash Carter opposed the bill.", None),
    ],
)
def test_a_subject_that_was_put_in_leaves_no_hole(
    make_claim: MakeClaim, proposition: str, text: str, subject: str | None
) -> None:
    plain = make_claim(text, id="1", proposition=proposition, subject=subject)
    assert named([plain, make_claim("The Senate passed it on Friday.", id="2")]).startswith(proposition[:9])


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The police said Wednesday.", "The police"),
        ("Trump’s lawyer, Rudy Giuliani, said in a statement.", "Trump’s lawyer, Rudy Giuliani"),
        ("On Monday Bank of America said in a Dec. 22 filing.", "Bank of America"),
        ("Peter Carr, a spokesman for the office, told reporters", "Peter Carr"),
        ("Rudy Giuliani told CNN", None),
    ],
)
def test_who_spoke_is_no_name_where_something_is_said(make_claim: MakeClaim, text: str, subject: str | None) -> None:
    claims = [make_claim(text, id="1", subject=subject), make_claim("The Senate passed the bill on Friday.", id="2")]
    assert named(claims) == "The Senate passed the bill on Friday"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The bridge fell into the river, police said on Monday.", "police"),
        ("The president said the bill was dead.", "The president"),
        ("The ministers added two ships to the fleet.", "The ministers"),
        ("The envoy went to the United States.", "The envoy"),
    ],
)
def test_what_is_said_may_be_a_name_with_or_without_its_speaker(
    make_claim: MakeClaim, text: str, subject: str | None
) -> None:
    claims = [make_claim(text, id="1", subject=subject), make_claim("The Senate passed the bill on Friday.", id="2")]
    assert named(claims) == text.removesuffix(".")


def test_a_topic_of_odd_claims_alone_has_a_name_all_the_same(make_claim: MakeClaim) -> None:
    odd = make_claim(WHOLE, id="1", proposition=WITH_A_HOLE, subject="Saudi citizens")
    assert named([odd, make_claim("police said", id="2", subject="police")]) == WITH_A_HOLE.removesuffix(".")


@given(st.text(alphabet='ab "“”’.,', max_size=30), st.text(alphabet='ab "“”’.,', max_size=30))
def test_any_words_have_a_name(proposition: str, text: str) -> None:
    claim = Claim(id="1", article_id="a", start=0, end=len(text), text=text, proposition=proposition, subject=text[:3])
    (cluster,) = cluster_claims(EVENT, [claim], unit([1, 0]), Settings())
    assert cluster.topic.count("“") >= cluster.topic.count("”")


def test_the_most_central_of_good_sentences_is_the_name(make_claim: MakeClaim) -> None:
    texts = ["Xi met the envoy in Beijing.", "The envoy met Xi on Monday.", "The envoy brought Xi a gift."]
    claims = [make_claim(text, id=str(i)) for i, text in enumerate(texts)]
    clusters = cluster_claims(EVENT, claims, unit([1, 0.5, 0], [1, 0, 0], [1, -0.5, 0.3]), Settings())
    assert [cluster.topic for cluster in clusters] == ["The envoy met Xi on Monday"]
