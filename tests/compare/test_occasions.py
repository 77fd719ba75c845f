"""Whether a time belongs to what the claim says."""

import pytest

from reconcile.compare.occasions import is_of_the_fact, thing_named
from reconcile.models import Claim, Grain, Speaker, Time


def dated(text: str, words: str, cue: str | None = None) -> tuple[Time, Claim]:
    at = text.index(words)
    speaker = Speaker(start=0, end=1, text=text[:1], name="Joshua Freed", cue=cue) if cue else None
    claim = Claim(id="a.c1", article_id="a", start=0, end=len(text), text=text, proposition=text, speaker=speaker)
    return Time(start=at, end=at + len(words), text=words, kind="point", grain=Grain.DAY), claim


def said(text: str, words: str, cue: str | None = None) -> bool:
    return is_of_the_fact(*dated(text, words, cue))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Joshua Freed said Tuesday that two players boarded the flight on Sunday", "Tuesday"),
        ("A driver ploughed a truck into the crowd in Nice, officials said on Friday", "Friday"),
        ("The flight was late, he told the Associated Press late Monday", "Monday"),
    ],
)
def test_the_day_on_which_the_source_spoke_is_not_that_of_the_fact(text: str, words: str) -> None:
    assert not said(text, words, "told" if "told" in text else "said")


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        ("Joshua Freed said Tuesday that two players boarded the flight on Sunday", "Sunday", "said"),
        ("Goldman Sachs cautioned in its filing on Thursday", "Thursday", None),
        ("He said the flight left on Tuesday", "Tuesday", "said"),
    ],
)
def test_other_days_are(text: str, words: str, cue: str | None) -> None:
    assert said(text, words, cue)


def test_the_day_of_a_file_photo_is_that_of_another_occasion() -> None:
    assert not said("In this Thursday, Dec. 28, 2017 file photo, she is brought to a courtroom", "Dec. 28, 2017")
    assert said("In a photo of Thursday, Dec. 28, 2017, she is brought to a courtroom", "Dec. 28, 2017")


@pytest.mark.parametrize(
    ("text", "words", "is_of"),
    [
        ("He endorsed his 2008 run for president", "2008", False),
        ("She lost in the 2016 presidential campaign", "2016", False),
        ("The court struck down the 1996 Defense of Marriage Act", "1996", False),
        ("He gave him a 19th-century map of Smyrna", "19th-century", False),
        ("The party’s 2012 convention was in Tampa", "2012", False),
        ("The law was passed in 2016 by one vote", "2016", True),
        ("It was the coldest day of 2016", "2016", True),
        ("It happened in the 19th century", "19th century", True),
    ],
)
def test_a_year_that_names_a_thing_is_not_when_it_happened(text: str, words: str, is_of: bool) -> None:
    assert said(text, words) is is_of


@pytest.mark.parametrize(
    ("text", "words", "thing"),
    [
        ("He spoke at the March 3 meeting", "March 3", "meeting"),
        ("Broadcom’s Nov. 6 proposal followed a visit", "Nov. 6", "proposal"),
        ("He spoke at the meeting on March 3", "March 3", None),
        ("On March 3 workers met the board", "March 3", None),
        ("He came back the Friday, he said", "Friday", None),
    ],
)
def test_a_time_before_a_noun_names_it(text: str, words: str, thing: str | None) -> None:
    assert thing_named(*dated(text, words)) == thing


@pytest.mark.parametrize(
    ("text", "words", "is_of"),
    [
        ("They paid $43 million, according to tax returns released Friday", "Friday", False),
        ("According to a report published on Tuesday, sea levels rose", "Tuesday", False),
        ("They paid $43 million, according to their tax returns for 2016", "2016", True),
        ("According to police, two men died on Friday", "Friday", True),
    ],
)
def test_the_day_on_which_a_source_came_out_is_not_that_of_the_fact(text: str, words: str, is_of: bool) -> None:
    cue = "according to" if "according" in text else "According to"
    assert said(text, words, cue) is is_of
