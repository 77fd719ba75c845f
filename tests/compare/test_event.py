"""Pairs against their rivals, and the step from candidates to what the cross-encoder reads."""

from collections.abc import Callable

from reconcile.compare.base import Pair
from reconcile.compare.entailment import KINDS, NLI, Relation
from reconcile.compare.event import read_pairs, shortlist, standings
from reconcile.compare.linear import Linear, Models
from reconcile.config import Settings
from reconcile.models import Span
from tests.conftest import WordEntailment

Make = Callable[..., Pair]
EVEN = Relation(nli=dict.fromkeys(NLI, 1 / 3), kind=dict.fromkeys(KINDS, 1 / 7))
MODELS = Models(
    closeness=Linear(bias={"close": -4.0}, weights={"close": {"cosine": 8.0}}),
    matter=Linear(bias={"matter": 0.0}, weights={"matter": {"kind_agreement": 1.0}}),
    kind=Linear(bias={}, weights={}),
)


def test_a_pair_stands_against_the_other_pairs_of_its_claims(make_pair: Make) -> None:
    one, two = {"id": "a1.c1"}, {"id": "a1.c2"}
    pairs = [make_pair(one, {"id": "a2.c1"}), make_pair(one, {"id": "a2.c2"}), make_pair(two, {"id": "a2.c1"})]
    first, second, third = standings(pairs, [EVEN] * 3, [0.9, 0.4, 0.5])
    assert (first.a_rank, first.b_rank) == (0, 0)
    assert (second.a_rank, second.b_rank) == (1, 0)
    assert (third.a_rank, third.b_rank) == (0, 1)
    assert first.a_gap < 0 < second.a_gap


def test_a_pair_without_rivals_is_at_the_top(make_pair: Make) -> None:
    (alone,) = standings([make_pair({}, {})], [EVEN], [0.2])
    assert (alone.a_rank, alone.b_rank) == (0, 0)
    assert alone.a_gap < 0


def test_a_pair_is_placed_among_all_pairs_of_its_articles(make_pair: Make) -> None:
    pairs = [make_pair({"id": f"a1.c{i}"}, {"id": f"a2.c{i}"}) for i in range(3)]
    quoted = [EVEN.model_copy(update={"kind": dict(EVEN.kind) | {"quote": p}}) for p in (0.1, 0.8, 0.1)]
    first, second, third = standings(pairs, quoted, [0.5, 0.5, 0.5])
    assert (first.orders["quote"], second.orders["quote"], third.orders["quote"]) == (1, 0, 1)
    assert first.orders["status"] == second.orders["status"] == 0
    assert first.claims == 3


def test_words_that_the_other_article_quotes_too_are_known_wherever_it_does(make_pair: Make) -> None:
    said = "“It is very important to me that the right candidate be chosen”"
    other = "“But if that Republican is not the right candidate, I may run”"

    def side(claim: str, text: str) -> dict[str, object]:
        marks = Span(start=1, end=len(text) - 1, text=text[1:-1])
        return {"id": claim, "text": text, "quoted": True, "quotes": (marks,)}

    pairs = [
        make_pair(side("a1.c1", said), side("a2.c1", said)),
        make_pair(side("a1.c2", other), side("a2.c1", said)),
        make_pair(side("a1.c2", other), {"id": "a2.c2", "text": "He may run."}),
    ]
    assert [standing.verbatim for standing in standings(pairs, [EVEN] * 3, [0.5] * 3)] == [True, True, False]


def test_opposite_cue_words_are_read_however_far_apart(make_pair: Make) -> None:
    a, b = {"expectations": -0.6}, {"expectations": 0.8}
    pair = make_pair(
        {"text": "The disputes are significantly lowering expectations."},
        {"text": "The president expressed hope for an early thaw."},
        cosine=0.1,
    ).model_copy(update={"a_axes": a, "b_axes": b})
    assert shortlist([pair], MODELS, Settings(closeness=0.5)) == [pair]


def test_only_likely_pairs_are_read(make_pair: Make) -> None:
    near, far = make_pair({}, {}, cosine=0.9), make_pair({}, {}, cosine=0.1)
    assert shortlist([near, far], MODELS, Settings(closeness=0.5)) == [near]


def test_reading_gives_every_pair_its_relation(make_pair: Make) -> None:
    same = make_pair({"text": "The river rose"}, {"text": "The river rose"})
    other = make_pair({"text": "The river rose", "id": "a1.c2"}, {"text": "Prices fell", "id": "a2.c2"})
    first, second = read_pairs([same, other], WordEntailment(), MODELS)
    assert first.relation.kind["agreement"] == 1.0
    assert first.standing.matter > 0.5 > second.standing.matter
