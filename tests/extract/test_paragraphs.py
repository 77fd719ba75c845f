"""What can hold claims, and what is scraping debris."""

import pytest

from reconcile.extract.paragraphs import paragraphs, repeats


def kept(text: str) -> list[str]:
    return [text[p.start : p.end] for p in paragraphs(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to the newsletter",
        "Share this: Twitter",
        "Facebook",
        "By John Smith, Political Editor",
        "READ MORE: What the ruling means for schools",
        "Photo: Jane Roe/Getty Images",
        "Related: How the pound fell",
        "© 2023 The Daily. All rights reserved.",
        "This story has been updated to add a comment.",
        "Sign up for our morning briefing",
        "Advertisement",
        "Click here to watch the full interview",
    ],
)
def test_debris_holds_no_claim(line: str) -> None:
    assert kept(f"The minister resigned on Friday.\n{line}\nHer deputy takes over.") == [
        "The minister resigned on Friday.",
        "Her deputy takes over.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Facebook said on Tuesday that it would appeal.",
        "Share prices fell by 3 percent in early trading on Monday.",
        "By Tuesday evening the fire had destroyed 40 homes.",
        "Photo evidence shows that the bridge was intact before the strike.",
        "Twitter suspended the account after two hours.",
        "Read the letter before you judge him, she said.",
        "More than 300 people were on board.",
    ],
)
def test_sentences_that_begin_like_debris_are_kept(line: str) -> None:
    assert kept(line) == [line]


def test_a_stored_date_is_left_out_of_the_first_line() -> None:
    assert kept(" date 2023-06-19 But the climate remains far from cordial") == [
        "But the climate remains far from cordial"
    ]


def test_a_headline_is_told_from_a_closed_sentence() -> None:
    assert [p.is_closed for p in paragraphs("Minister quits\nThe minister resigned.\n“I am done.”")] == [
        False,
        True,
        True,
    ]


BODY = "The climate between the parties remains far from cordial and the talks have lowered expectations."
TEASER = "The climate between the parties remains anything but cordial and the talks have lowered expectations"


def test_the_standfirst_gives_way_to_the_body() -> None:
    assert repeats([TEASER, "Blinken arrived this morning.", BODY], [True, False, False]) == {0}


def test_a_later_copy_gives_way_to_the_first() -> None:
    assert repeats([BODY, "Blinken arrived this morning.", BODY], [False, False, False]) == {2}


def test_sentences_on_the_same_model_with_other_facts_are_no_copies() -> None:
    a = "The first group of twelve hostages was released on Monday near the northern border crossing."
    b = "The second group of thirty hostages was freed on Thursday near the southern border crossing."
    assert repeats([a, b], [False, False]) == set()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("PLOIESTI, Romania, April 17 (Eastline) — A train crashed on Thursday.", "A train crashed on Thursday."),
        ("WASHINGTON (AP) — The Senate voted on Monday.", "The Senate voted on Monday."),
        ("NEW YORK -- Two trains collided.", "Two trains collided."),
        ("Beijing (Reuters) - Talks began.", "Talks began."),
        ("The US - led by Blinken - refused.", "The US - led by Blinken - refused."),
        ("NATO-led forces left the town.", "NATO-led forces left the town."),
        ("The deal (it is said) - was off.", "The deal (it is said) - was off."),
        ("COVID-19 cases rose.", "COVID-19 cases rose."),
    ],
)
def test_a_dateline_is_left_out(line: str, left: str) -> None:
    assert kept(line) == [left]


def test_a_copy_that_adds_a_figure_is_kept() -> None:
    caption = "The singer posted three photos of herself with her cousin on Instagram on Tuesday, Dec. 26, 2017"
    body = "The singer posted photos of herself with her cousin on Instagram on Tuesday, Dec. 26, 2017."
    assert repeats([caption, body], [True, False]) == set()
