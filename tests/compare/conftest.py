"""Claims with the features that a comparator looks at."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reconcile.compare.base import Pair
from reconcile.models import Claim


@pytest.fixture
def make_pair(make_claim: Callable[..., Claim]) -> Callable[..., Pair]:
    def make(a: dict[str, Any], b: dict[str, Any], cosine: float = 0.9, **days: dt.date) -> Pair:
        return Pair(a=make_claim(**a), b=make_claim(article="a2", **b), cosine=cosine, **days)

    return make
