from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings

from reconcile.models import Kind
from reconcile.report import RENDERERS
from reconcile.report.csv import cell, to_csv, to_tsv
from tests.report.hostile import hostile

FORMATS = [(to_csv, ","), (to_tsv, "\t")]


def rows(text, delimiter):
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


@pytest.mark.parametrize(("render", "delimiter"), FORMATS)
def test_a_row_has_the_finding_and_both_claims(seed_draft, render, delimiter):
    first = rows(render(seed_draft.report()), delimiter)[0]
    assert (first["id"], first["kind"], first["aspect"], first["severity"]) == ("f1", "conflict", "time", "high")
    assert first["confidence"] == "0.93"
    assert first["topic"] == "Arrival in Beijing"
    assert first["claim_1"] == "On June 18, Blinken arrived on a visit to Beijing."
    assert (first["words_1"], first["words_2"]) == ("June 18", "this morning")
    assert (first["published_1"], first["published_2"]) == ("2023-06-20", "2023-06-19")
    assert first["place_1"].endswith(".txt:13:1")


def test_speakers_are_named(seed_draft):
    assert rows(to_csv(seed_draft.report()), ",")[1]["speaker_1"] == "Xi Jinping"


def test_a_finding_of_one_article_leaves_the_other_side_empty(seed_draft):
    last = rows(to_csv(seed_draft.report()), ",")[-1]
    assert last["kind"] == "single_source"
    assert (last["claim_2"], last["article_2"]) == ("", "")


def test_a_third_claim_has_columns_of_its_own(draft):
    for i in (1, 2, 3):
        draft.article(f"a{i}", f"The flood killed {i}0 people.")
    draft.finding(Kind.CONFLICT, [draft.claim(f"a{i}", f"The flood killed {i}0 people.") for i in (1, 2, 3)])
    assert rows(to_csv(draft.report()), ",")[0]["claim_3"] == "The flood killed 30 people."


def test_without_findings_there_is_the_line_of_headings(draft):
    assert to_csv(draft.report()).count("\n") == 1
    assert "claim_2" in to_csv(draft.report())


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n+1", "＝1", "－1", "\ufeff=1"]
)
def test_nothing_that_begins_as_a_formula_is_left_so(text):
    assert cell(text).startswith(("'", "\ufeff"))


@pytest.mark.parametrize("text", ["12 people", "a=b", "“-1”", "'quoted'", "", None])
def test_other_cells_stay_as_they_are(text):
    assert cell(text) == (text or "")


@pytest.mark.parametrize(("render", "delimiter"), FORMATS)
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=hostile)
def test_any_text_keeps_its_cell(two_articles, render, delimiter, text):
    written = render(two_articles(f"{text}.", explanation=text, aspect=text))
    written.encode("utf-8")
    assert len(written.splitlines()) == len(written.split("\n")[:-1]) == 2
    (row,) = rows(written, delimiter)
    assert None not in row.values()
    assert row["claim_2"] == "The dam broke."
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())


@pytest.mark.parametrize(("name", "render"), [("csv", to_csv), ("tsv", to_tsv)])
def test_is_in_the_registry(seed_draft, name, render):
    assert RENDERERS[name](seed_draft.report()) == render(seed_draft.report())
