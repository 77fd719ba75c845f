"""The measures that thresholds are chosen by are those of the scoring script."""

from training.events import AnnotatedEvent, Marked, Side
from training.verdict_score import Found, best_threshold, measure, reliability

SIDE = Side("a1", 0, 5, "x")


def marked(kind: str, clear: bool = True) -> Marked:
    return Marked(kind, None, clear, SIDE, SIDE)


EVENT = AnnotatedEvent(
    "dev/one", (), (marked("conflict"), marked("agreement"), marked("trap"), marked("status", False)), ()
)
EVENTS = {0: EVENT}


def test_a_right_finding_counts_for_precision_and_recall() -> None:
    scores = measure(EVENTS, [Found(0, "conflict", 0.9, (0,))])
    assert (scores["conflict precision"], scores["conflict recall"], scores["conflict f1"]) == (1.0, 1.0, 1.0)
    assert scores["false alarms"] == 0


def test_a_real_difference_under_another_name_is_half_right() -> None:
    scores = measure(EVENTS, [Found(0, "status", 0.9, (0,))])
    assert scores["status precision"] == 0.5
    assert scores["conflict recall"] == 0
    assert scores["any difference"] == 1


def test_an_agreement_or_nothing_told_as_conflict_is_a_false_alarm() -> None:
    scores = measure(EVENTS, [Found(0, "conflict", 0.9, (1,)), Found(0, "conflict", 0.9, ())])
    assert scores["false alarms"] == 2
    assert scores["conflict precision"] == 0


def test_only_a_conflict_springs_a_trap() -> None:
    assert measure(EVENTS, [Found(0, "conflict", 0.9, (2,))])["trap rate"] == 1
    assert measure(EVENTS, [Found(0, "agreement", 0.9, (2,))])["trap rate"] == 0


def test_an_arguable_annotation_is_not_due_but_right_when_found() -> None:
    scores = measure(EVENTS, [Found(0, "status", 0.9, (3,))])
    assert scores["status precision"] == 1
    assert scores["status recall"] == 0


def test_the_threshold_leaves_out_what_is_wrong_more_often_than_right() -> None:
    found = [Found(0, "conflict", 0.8, (0,)), *(Found(0, "conflict", 0.5, ()) for _ in range(3))]
    assert 0.5 < best_threshold(EVENTS, found, "conflict", false_alarms=9) <= 0.8
    assert best_threshold(EVENTS, found[1:], "conflict", false_alarms=0) > 0.5


def test_reliability_sets_confidence_against_the_share_that_is_right() -> None:
    found = [Found(0, "conflict", 0.82, (0,)), Found(0, "conflict", 0.84, ())]
    assert "0.83    0.50          2" in reliability(EVENTS, found)
