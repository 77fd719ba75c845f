from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.errors import IngestError
from reconcile.ingest.markup import MAX_ATTRIBUTES, MAX_TAGS, refuse_excessive


@settings(deadline=None)
@given(st.text(alphabet="<>/='\"! ab\n-", max_size=200))
def test_small_pages_of_any_form_pass(page):
    refuse_excessive(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>x" * (MAX_TAGS + 1),
        "<a\n" + "b " * (MAX_ATTRIBUTES + 1),
        "<a " + "b='>' " * (MAX_ATTRIBUTES + 1),
        '<a x=">" ' + "b=1 " * (MAX_ATTRIBUTES + 1) + ">",
        "<a " + "b/" * (MAX_ATTRIBUTES + 1),
    ],
)
def test_too_much_is_refused(page):
    with pytest.raises(IngestError, match="more than"):
        refuse_excessive(page)


def test_long_values_and_code_are_not_counted():
    refuse_excessive(f'<img src="data:image/png;base64,{"ab c=" * 100_000}">')
    refuse_excessive(f"<script>if (a<b {'c d ' * 100_000}</script><p>text</p>")
    refuse_excessive("<p>" + "5 < 6 and a <3 " * 100_000)


@pytest.mark.parametrize(
    "page", ["<a '" * 200_000, '<a "' * 200_000, "<script>" * 200_000, "<a " + " " * 1_000_000, "<" * 1_000_000]
)
def test_hostile_pages_take_linear_time(page):
    started = time.process_time()
    with contextlib.suppress(IngestError):
        refuse_excessive(page)
    assert time.process_time() - started < 5
