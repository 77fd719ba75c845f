"""What goes into a verdict does not depend on which claim comes first."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from reconcile.compare.base import Comparison, Level, Pair
from reconcile.compare.comparators import compare_all
from reconcile.compare.entailment import KINDS, NLI, Relation
from reconcile.compare.features import Standing, kind_features
from reconcile.compare.matter import matter_features
from reconcile.models import Claim

EVEN = Relation(nli=dict.fromkeys(NLI, 1 / 3), kind=dict.fromkeys(KINDS, 1 / 7))
words = st.text("abc Monday 12 not said“”", min_size=1, max_size=40)


@given(words, words, st.integers(0, 3), st.integers(0, 3))
def test_features_are_symmetric(a: str, b: str, a_rank: int, b_rank: int) -> None:
    one, other = (
        Claim(id=f"{n}.c1", article_id=n, start=0, end=len(t), text=t, proposition=t) for n, t in (("a1", a), ("a2", b))
    )
    pair = Pair(a=one, b=other, cosine=0.5, a_rank=a_rank, b_rank=b_rank)
    turned = Pair(a=other, b=one, cosine=0.5, a_rank=b_rank, b_rank=a_rank)
    standing = Standing(matter=0.5, a_rank=a_rank, b_rank=b_rank)
    back = Standing(matter=0.5, a_rank=b_rank, b_rank=a_rank)
    known, known_turned = matter_features(pair, EVEN), matter_features(turned, EVEN)
    assert kind_features(known, pair, EVEN, standing, compare_all(pair)) == kind_features(
        known_turned, turned, EVEN, back, compare_all(turned)
    )


def test_a_difference_of_values_weighs_with_the_matter(make_pair: Callable[..., Pair]) -> None:
    compared = {"number": Comparison(level=Level.DIFFERS, aspect="number", scores={"relative_gap": 0.6})}
    features = kind_features({}, make_pair({}, {}), EVEN, Standing(matter=0.8), compared)
    assert features["number.differs"] == 1.0
    assert features["number.differs*matter"] == 0.8
    assert features["number.relative_gap"] == 0.6


def test_what_is_not_said_is_no_feature(make_pair: Callable[..., Pair]) -> None:
    features = kind_features({}, make_pair({}, {}), EVEN, Standing(matter=0.8), {"number": Comparison()})
    assert not any(name.startswith("number") for name in features)
