"""Stage and certainty: what lies ahead on one side and is done on the other."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from reconcile.compare.base import Level, Pair
from reconcile.compare.status import compare_status
from reconcile.models import Polarity, Span, Speaker, Status

Said = dict[str, Any]
SIGNED = "A protocol on the withdrawal of troops was signed on Monday"


def claim(text: str, status: Status = Status.HAPPENED, cue: str | None = None, **more: Any) -> Said:
    at = text.index(cue) if cue else 0
    span = Span(start=at, end=at + len(cue), text=cue) if cue else None
    return {"text": text, "status": status, "status_cue": span} | more


PLAN = claim("A protocol on the withdrawal of troops will be signed this week", Status.PLANNED, "will")
OPENED = claim("Yesterday the data office opened proceedings against the company")
CASES = [
    ("a plan and its deed", PLAN, claim(SIGNED), Level.DIFFERS, "stage"),
    ("the same plan", PLAN, PLAN, Level.SAME, None),
    (
        "weighed and done",
        claim("The data office is considering whether to open proceedings", Status.POSSIBLE, "considering"),
        OPENED,
        Level.DIFFERS,
        "stage",
    ),
    (
        "allegedly and flatly",
        claim("He allegedly withdrew 7,400 dollars from the account", Status.POSSIBLE, "allegedly"),
        claim("Dunmore withdrew 7,400 dollars from the account"),
        Level.DIFFERS,
        "certainty",
    ),
    (
        "a cue that has no verb form",
        claim("The works council has yet to give its opinion on the takeover"),
        claim("The works council gave its opinion on the takeover"),
        Level.DIFFERS,
        "stage",
    ),
    (
        "an announcement and a possibility",
        claim("The delegation may go to Toronto in July", Status.POSSIBLE, "may"),
        claim("The delegation will go to Toronto in July", Status.PLANNED, "will"),
        Level.DIFFERS,
        "certainty",
    ),
    (
        "plans of other matters",
        claim("The driver will be heard in court in May", Status.PLANNED, "will"),
        claim(SIGNED),
        Level.MISSING,
        None,
    ),
    (
        "what is imagined is at no stage",
        claim("If a protocol on the withdrawal of troops were signed", Status.HYPOTHETICAL),
        claim(SIGNED),
        Level.MISSING,
        None,
    ),
    (
        "will not and does not",
        claim("we will not comment on user accounts", Status.PLANNED, "will", polarity=Polarity.NEGATIVE),
        claim("Twitter does not comment on user accounts", polarity=Polarity.NEGATIVE),
        Level.COMPATIBLE,
        None,
    ),
    (
        "two votes of one committee",
        claim(
            "The budget committee will vote on the new bill, its chairman and both leaders promised",
            Status.PLANNED,
            "will",
            subject="The budget committee",
        ),
        claim(
            "The budget committee lost a vote in March over quite another proposal", subject="The budget committee"
        ),
        Level.MISSING,
        None,
    ),
    (
        "unsure in the outlet's voice, the word of a source in the other",
        claim("He allegedly withdrew 7,400 dollars from the account", Status.POSSIBLE, "allegedly"),
        claim(
            "Dunmore withdrew 7,400 dollars from the account",
            speaker=Speaker(start=0, end=1, text="D", name="the prosecutor", cue="said"),
        ),
        Level.COMPATIBLE,
        None,
    ),
    (
        "calling something a name demands nothing",
        claim("Broadcom called the offer for Qualcomm compelling", Status.DEMANDED, "called"),
        claim("Broadcom found the offer for Qualcomm compelling"),
        Level.SAME,
        None,
    ),
    (
        "what goes on",
        claim("The talks on the withdrawal of troops continue", Status.ONGOING, "continue"),
        claim("The talks on the withdrawal of troops will go on", Status.PLANNED, "will"),
        Level.COMPATIBLE,
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "level", "aspect"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_levels(make_pair: Callable[..., Pair], a: Said, b: Said, level: Level, aspect: str | None) -> None:
    one, other = compare_status(make_pair(a, b)), compare_status(make_pair(b, a))
    assert one.level is other.level is level
    assert one.aspect == other.aspect == aspect
    assert (one.scores, one.reason) == (other.scores, other.reason)


def test_the_later_article_may_know_more(make_pair: Callable[..., Pair]) -> None:
    early, late = dt.date(2024, 9, 15), dt.date(2024, 9, 16)
    done = claim(SIGNED)
    assert compare_status(make_pair(PLAN, done, a_day=early, b_day=late)).scores["done_later"] == 1.0
    assert compare_status(make_pair(PLAN, done, a_day=late, b_day=early)).scores["done_later"] == 0.0
    assert compare_status(make_pair(PLAN, done)).scores["done_later"] == 0.5


def test_the_cue_found_in_the_text_is_evidence(make_pair: Callable[..., Pair]) -> None:
    text = "The works council has yet to give its opinion on the takeover"
    found = compare_status(
        make_pair(
            claim(text, start=200, end=200 + len(text)), claim("The works council gave its opinion on the takeover")
        )
    )
    assert found.a is not None
    assert text[found.a.start - 200 : found.a.end - 200] == found.a.text == "yet to"
