"""Quotation marks that a claim was cut off from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.report.marks import missing
from tests.report.hostile import hostile


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "“Put big game trophy decision on hold until such time",
            "“Put big game trophy decision on hold until such time …”",
        ),
        ("I review all conservation facts,”", "“… I review all conservation facts,”"),
        ("no deal,” he said, “and no talks", "“… no deal,” he said, “and no talks …”"),
        ('"It took four years', '"It took four years …"'),
        ('no deal," he said, "and no talks', '"… no deal," he said, "and no talks …"'),
        ("the talks were “on the right track", "the talks were “on the right track …”"),
        ("“First paragraph. “Second paragraph, quoted on.”", "“First paragraph. “Second paragraph, quoted on.”"),
        ("the “right track” it is", "the “right track” it is"),
        ('the ("right track") it is', 'the ("right track") it is'),
        ('a 6" pipe', 'a 6" pipe'),
        ("no marks at all", "no marks at all"),
        ("” he said", "” he said"),
        ('he said "', 'he said "'),
        ("", ""),
    ],
)
def test_the_mark_that_is_missing_is_put_back(text: str, whole: str) -> None:
    before, after = missing(text)
    assert f"{before}{text}{after}" == whole


def test_where_the_mark_stands_next_to_the_claim_nothing_was_cut() -> None:
    assert missing("They are on the “right track", after=",” he said") == ("", "”")
    assert missing("right track” they are", before="On the “") == ("“", "")
    assert missing("They are on the “right track", after=" and so on”") == ("", " …”")


@given(hostile)
def test_nothing_but_marks_and_ellipses_is_put(text: str) -> None:
    assert set("".join(missing(text))) <= set('“”"… ')


@given(hostile, hostile, st.sampled_from("“”"))
def test_what_has_its_marks_gets_no_others(start: str, end: str, mark: str) -> None:
    bare = str.maketrans("", "", '“”"')
    text = f"{start.translate(bare)}{mark}{end.translate(bare)}"
    before, after = missing(text)
    assert missing(f"{before}{text}{after}") == ("", "")
