from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from reconcile.errors import InputError
from reconcile.models import Grain, Kind, Quantity, Speaker, Time
from reconcile.report.explain import explain, find
from tests.report.hostile import hostile

SIGNALS = {
    "rule": "number",
    "scores": {"probability": [0.82, 0.4], "matter": [0.6, None], "cosine": 0.7},
    "levels": {"number": "differs", "time": "missing", "status": "same"},
    "values": {"number": ["12 people", "30 people"], "status": ["happened", "happened"]},
    "alternatives": {"status": [0.1, 0.4], "agreement": [0.35, 0.4]},
}


@pytest.fixture
def flood(two_articles):
    report = two_articles("The flood killed 12 people.", "The flood killed 30 people.", aspect="number")
    finding = report.findings[0].model_copy(update={"signals": SIGNALS, "explanation": "12 against 30"})
    return report.model_copy(
        update={"findings": (finding,), "settings": {"conflict_confidence": 0.4, "closeness": 0.4}}
    )


def section(text, title):
    return text.split(f"\n{title}\n", 1)[1].split("\n\n", 1)[0].rstrip("\n")


def test_the_rule_the_values_and_the_scores_are_told(flood):
    written = explain(flood, "f1")
    assert "conflict: number · medium · confidence 0.80 · f1 · 0001" in written
    assert section(written, "Rule").strip() == "number"
    assert "number    differs  12 people  30 people" in section(written, "Values")
    assert "time" not in section(written, "Values")
    assert section(written, "Scores").split("\n") == [
        "  probability: 0.82, threshold 0.40 (+0.42)",
        "  matter: 0.60",
        "  cosine: 0.70",
    ]


def test_what_would_have_changed_it_names_threshold_setting_and_feature(flood):
    said = section(explain(flood, "f1"), "What would have changed the verdict")
    assert "probability below 0.40, or a threshold above 0.82 (setting conflict_confidence)" in said
    assert "values of the feature “number” that fit each other" in said


def test_alternatives_come_nearest_first(flood):
    said = section(explain(flood, "f1"), "Rejected alternatives, nearest first")
    assert said.split("\n") == ["  agreement: 0.35, missed 0.40", "  status: 0.10, missed 0.40"]


def test_claims_are_shown_in_their_paragraph(seed_draft):
    written = " ".join(explain(seed_draft.report(), "f1").split())
    assert "»On June 18, Blinken arrived on a visit to Beijing.« He became the first senior US diplomat" in written
    assert "Prior to this" not in written  # the next paragraph
    assert "seeds/000_c2b12b1276e26a60.txt:13:1 · 2023-06-20" in written


def test_long_paragraphs_are_cut_on_both_sides(draft):
    draft.article("a1", "before " * 100 + "The dam holds." + " after" * 100)
    draft.article("a2", "The dam broke.")
    draft.finding(Kind.CONFLICT, [draft.claim("a1", "The dam holds."), draft.claim("a2", "The dam broke.")])
    written = " ".join(explain(draft.report(), "f1").split())
    assert "… " in written
    assert "before »The dam holds.« after" in written
    assert written.count("before") < 50


def test_without_the_text_the_claims_stand_alone(flood):
    bare = tuple(article.model_copy(update={"text": ""}) for article in flood.articles)
    assert "»The flood killed 12 people.«" in explain(flood.model_copy(update={"articles": bare}), "f1")


def test_what_was_read_from_a_claim_is_told(flood):
    claim = flood.claims[0].model_copy(
        update={
            "speaker": Speaker(start=0, end=0, text="the mayor", name="Ann Lee", role="mayor"),
            "quoted": True,
            "times": (
                Time(
                    start=0, end=4, text="June", kind="point", grain=Grain.MONTH, first="2023-06-01", last="2023-06-30"
                ),
                Time(start=0, end=4, text="2 days", kind="duration", grain=Grain.DAY, seconds=(172800.0, 172800.0)),
                Time(start=0, end=4, text="then", kind="point", grain=Grain.DAY),
            ),
            "quantities": (Quantity(start=0, end=2, text="at least 12", low=12, high=None, counted="people"),),
        }
    )
    written = explain(flood.model_copy(update={"claims": (claim, flood.claims[1])}), "f1")
    assert "said by Ann Lee, mayor" in written
    assert "happened, positive, inside quotation marks" in written
    assert "time “June” read as 2023-06-01 to 2023-06-30 (month)" in written
    assert "time “2 days” read as 2 days" in written
    assert "time “then” read as unresolved" in written
    assert "quantity “at least 12” read as 12 to – people" in written


def test_other_findings_about_the_claims_are_listed(seed_draft):
    said = section(explain(seed_draft.report(), "f3"), "Other findings about these claims")
    assert said.split("\n")[0].strip().startswith("f4 framing: expectations, 0.66")


@pytest.mark.parametrize("name", ["f1", "4c3336ccc91e9ea6", "4c33"])
def test_a_finding_is_named_by_id_fingerprint_or_its_beginning(two_articles, name):
    assert find(two_articles(fingerprint="4c3336ccc91e9ea6"), name).id == "f1"


@pytest.mark.parametrize("name", ["f2", "4c3", "36cc", "", "\x1b[2J"])
def test_a_name_of_nothing_is_told(two_articles, name):
    with pytest.raises(InputError, match="no finding") as error:
        find(two_articles(fingerprint="4c3336ccc91e9ea6"), name)
    assert "\x1b" not in str(error.value)


def test_a_beginning_that_several_have_is_not_guessed(draft):
    draft.article("a1", "One.")
    draft.article("a2", "Two.")
    for fingerprint in ("abcd1", "abcd2"):
        draft.finding(Kind.CONFLICT, [draft.claim("a1", "One."), draft.claim("a2", "Two.")], fingerprint=fingerprint)
    with pytest.raises(InputError, match="2 findings begin so"):
        find(draft.report(), "abcd")


@pytest.mark.parametrize(
    "signals",
    [
        {},
        {"rule": None},
        {"scores": []},
        {"scores": {"x": []}},
        {"levels": 3, "values": {"x": None}},
        {"scores": {"x": [None, 1]}},
    ],
)
def test_signals_of_another_shape_are_no_fault(flood, signals):
    finding = flood.findings[0].model_copy(update={"signals": signals})
    assert "»The flood killed 12 people.«" in explain(flood.model_copy(update={"findings": (finding,)}), "f1")


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile, hostile)
def test_text_cannot_drive_the_terminal(two_articles, a, b):
    report = two_articles(f"x{a}\x1b[2J", f"y{b}", explanation=b, a_fields={"source": a or None})
    signals = {"rule": a, "values": {a: [a, b]}, "levels": {b: a}, "scores": {a: [1, 0.5]}}
    finding = report.findings[0].model_copy(update={"signals": signals})
    written = explain(report.model_copy(update={"findings": (finding,)}), "f1")
    assert not {char for char in written if ord(char) < 32 and char != "\n"}
