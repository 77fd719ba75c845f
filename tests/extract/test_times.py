"""Times: what is found in a sentence, and what it is resolved to against the publication day."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.tokens import Doc

from reconcile.extract.temporal.words import UNITS
from reconcile.extract.times import find_times
from reconcile.models import Grain, Time

NLP = spacy.blank("en")
TUESDAY = dt.date(2023, 6, 20)
_UNIT_OF_GRAIN = {
    Grain.MINUTE: "minute", Grain.HOUR: "hour", Grain.DAY: "day", Grain.WEEK: "week", Grain.MONTH: "month",
    Grain.YEAR: "year", Grain.DECADE: "decade",
}  # fmt: skip


def reading(time: Time) -> str:
    """One line for a time: "2023-06-18", "2018-01-01..", "~ 2..3 year", "age 54 year", "?" if unresolved."""
    about = "~ " if time.approximate else ""
    if time.seconds is not None:
        unit = UNITS[_UNIT_OF_GRAIN[time.grain]]
        low, high = ("" if side is None else f"{side / unit.seconds:g}" for side in time.seconds)
        value = low if low == high else f"{low}..{high}"
        return f"{about}{'age ' if time.kind == 'age' else ''}{value} {unit.name}"
    if time.first is None and time.last is None:
        return f"{about}?"
    if time.first == time.last:
        return f"{about}{time.first}"
    return f"{about}{time.first or ''}..{time.last or ''}"


def found(text: str, published: dt.date | None = TUESDAY) -> list[tuple[str, str]]:
    return [(time.text, reading(time)) for time in find_times(NLP(text)[:], published)]


ABSOLUTE = [
    ("The meeting was held on June 18 in Beijing.", [("June 18", "2023-06-18")]),
    ("It was signed on 18 June 2023.", [("18 June 2023", "2023-06-18")]),
    ("The 18th of June was hot.", [("The 18th of June", "2023-06-18")]),
    ("The file is dated 2023-06-18.", [("2023-06-18", "2023-06-18")]),
    ("The form is dated 18/06/2023.", [("18/06/2023", "2023-06-18")]),
    ("The form is dated 6/18/2023.", [("6/18/2023", "2023-06-18")]),
    ("The form is dated 03/04/2023.", [("03/04/2023", "?")]),
    ("On Sunday, June 18, he landed.", [("Sunday, June 18", "2023-06-18")]),
    ("He was fired on Sunday, June 19.", [("Sunday, June 19", "2022-06-19")]),
    ("They met on Sept. 3, 2019, in Paris.", [("Sept. 3, 2019", "2019-09-03")]),
    ("He was born in June 1953.", [("June 1953", "1953-06-01..1953-06-30")]),
    ("He left office in 2019.", [("2019", "2019-01-01..2019-12-31")]),
    ("The 2016 election changed that.", [("2016", "2016-01-01..2016-12-31")]),
    ("It boomed in the 1990s.", [("the 1990s", "1990-01-01..1999-12-31")]),
    ("It began in the late 1990s.", [("late 1990s", "~ 1996-09-01..1999-12-31")]),
    ("Built in the 19th century, it burned.", [("the 19th century", "1801-01-01..1900-12-31")]),
    ("It opened in mid-June.", [("mid-June", "~ 2023-06-11..2023-06-20")]),
    ("It closed in late March.", [("late March", "~ 2023-03-22..2023-03-31")]),
    ("Elections are due in spring 2024.", [("spring 2024", "2024-03-01..2024-05-31")]),
    ("He died on Christmas Day 2019.", [("Christmas Day 2019", "2019-12-25")]),
    ("She died on New Year's Eve.", [("New Year's Eve", "2022-12-31")]),
    ("They gathered on Good Friday.", [("Good Friday", "2023-04-07")]),
    ("Stores were shut on Thanksgiving 2022.", [("Thanksgiving 2022", "2022-11-24")]),
    ("Sales fell in the third quarter of 2022.", [("the third quarter of 2022", "2022-07-01..2022-09-30")]),
    ("Profits rose in Q3 2022.", [("Q3 2022", "2022-07-01..2022-09-30")]),
    ("It grew in the first half of 2022.", [("the first half of 2022", "2022-01-01..2022-06-30")]),
    ("The budget for fiscal 2022 was cut.", [("fiscal 2022", "~ 2022-01-01..2022-12-31")]),
    ("The Sept. 11 attacks changed the city.", [("Sept. 11", "2001-09-11")]),
    ("After 9/11 the rules were tightened.", [("After 9/11", "2001-09-12..")]),
]

RELATIVE = [
    ("He is in China today.", [("today", "2023-06-20")]),
    ("He will speak tonight.", [("tonight", "2023-06-20T18:00..2023-06-21T05:59")]),
    ("He landed this morning.", [("this morning", "2023-06-20T00:00..2023-06-20T11:59")]),
    ("He left yesterday.", [("yesterday", "2023-06-19")]),
    ("He leaves tomorrow.", [("tomorrow", "2023-06-21")]),
    ("He was shot last night.", [("last night", "2023-06-19T18:00..2023-06-20T05:59")]),
    ("Police arrested him on Friday.", [("Friday", "2023-06-16")]),
    ("He will appear in court on Friday.", [("Friday", "2023-06-23")]),
    ("The hearing is scheduled for Friday.", [("Friday", "2023-06-23")]),
    ("On Friday, the court will hear the case.", [("Friday", "2023-06-23")]),
    ("The minister said on Friday that he will resign.", [("Friday", "2023-06-16")]),
    ("He was charged on Tuesday.", [("Tuesday", "2023-06-20")]),
    ("The vote on Thursday will be close.", [("Thursday", "2023-06-22")]),
    ("Biden meets Xi on Thursday", [("Thursday", "2023-06-22")]),
    ("Biden meets Xi on Sunday", [("Sunday", "2023-06-18")]),
    ("Biden to meet Xi on Friday", [("Friday", "2023-06-23")]),
    ("He quit last Thursday.", [("last Thursday", "2023-06-15")]),
    ("They vote next Monday.", [("next Monday", "2023-06-26")]),
    ("They vote next Tuesday.", [("next Tuesday", "2023-06-27")]),
    # some mean the coming one, some the one after
    ("They vote next Sunday.", [("next Sunday", "~ 2023-06-25..2023-07-02")]),
    ("They vote next Wednesday at 9 a.m.", [("next Wednesday at 9 a.m.", "~ 2023-06-21T09:00..2023-06-28T09:59")]),
    ("They vote this Sunday.", [("this Sunday", "2023-06-25")]),
    ("They vote the next Sunday.", [("the next Sunday", "?")]),
    ("They vote Sunday next week.", [("Sunday next week", "2023-07-02")]),
    ("They will vote this Friday.", [("this Friday", "2023-06-23")]),
    ("They will vote on Friday next week.", [("Friday next week", "2023-06-30")]),
    ("It sank Friday night.", [("Friday night", "2023-06-16T18:00..2023-06-17T05:59")]),
    ("It sank early Sunday.", [("early Sunday", "~ 2023-06-18T00:00..2023-06-18T08:59")]),
    ("It sank on the night of June 18.", [("night of June 18", "2023-06-18T18:00..2023-06-19T05:59")]),
    ("He resigned last week.", [("last week", "2023-06-12..2023-06-18")]),
    ("He resigned earlier this week.", [("earlier this week", "2023-06-19..2023-06-20")]),
    ("Talks resume later this month.", [("later this month", "2023-06-20..2023-06-30")]),
    ("It was sold last year.", [("last year", "2022-01-01..2022-12-31")]),
    ("It will be sold at the end of next month.", [("the end of next month", "~ 2023-07-22..2023-07-31")]),
    ("It will be sold by the end of the year.", [("by the end of the year", "~ ..2023-12-31")]),
    ("They rallied over the weekend.", [("the weekend", "2023-06-17..2023-06-18")]),
    ("He died two days ago.", [("two days ago", "2023-06-18")]),
    ("He died three months ago.", [("three months ago", "~ 2023-03-01..2023-03-31")]),
    ("It has doubled in the past two years.", [("the past two years", "2021-06-20..2023-06-20")]),
    ("It fell in the past 24 hours.", [("the past 24 hours", "2023-06-19..2023-06-20")]),
    ("The trial will start in two weeks.", [("in two weeks", "~ 2023-07-03..2023-07-09")]),
    ("In August, he resigned.", [("August", "2022-08-01..2022-08-31")]),
    ("In August, he will resign.", [("August", "2023-08-01..2023-08-31")]),
    ("The contract will end on April 5.", [("April 5", "2024-04-05")]),
    ("He resigned on Dec. 30.", [("Dec. 30", "2022-12-30")]),
    ("He tweeted it on June 5 last year.", [("June 5 last year", "2022-06-05")]),
    ("He quit last summer.", [("last summer", "2022-06-01..2022-08-31")]),
    ("Shots were fired two days after Christmas.", [("two days after Christmas", "2022-12-27")]),
    ("Shots were fired the day after Christmas.", [("the day after Christmas", "2022-12-26")]),
    ("He was held on June 3 and freed two days later.", [("June 3", "2023-06-03"), ("two days later", "2023-06-05")]),
    ("He was freed three weeks later.", [("three weeks later", "?")]),
    ("He was freed the same day.", [("the same day", "?")]),
    ("The two had met the day before.", [("the day before", "?")]),
]

CLOCK = [
    ("The quake struck at 5:10 a.m. on Sunday.", [("5:10 a.m. on Sunday", "2023-06-18T05:10")]),
    ("He called at 9 p.m. Friday.", [("9 p.m. Friday", "2023-06-16T21:00..2023-06-16T21:59")]),
    ("He called around 5am.", [("around 5am", "~ T05:00..T05:59")]),
    ("The line went dead at 5.10am.", [("5.10am", "T05:10")]),
    ("The line went dead at 0510 GMT.", [("0510 GMT", "T05:10+00:00")]),
    ("The doors open at 17:30.", [("17:30", "T17:30")]),
    ("The doors open at noon.", [("noon", "T12:00")]),
    ("The doors open tomorrow at noon.", [("tomorrow at noon", "2023-06-21T12:00")]),
    ("It runs from 9 a.m. to 5 p.m. Friday.", [("9 a.m. to 5 p.m. Friday", "2023-06-16T09:00..2023-06-16T17:00")]),
    ("It began at 5 o'clock.", [("5 o'clock", "?")]),
    (
        "At 5:10 a.m. the roof collapsed, and on Sunday a second body was found.",
        [("5:10 a.m.", "2023-06-18T05:10"), ("Sunday", "2023-06-18")],
    ),
    ("He fell asleep by 9 p.m., police said Monday.", [("by 9 p.m.", "..T21:59"), ("Monday", "2023-06-19")]),
    ("Stamped 2023-06-18T09:30:00Z by the server.", [("2023-06-18T09:30:00Z", "2023-06-18T09:30+00:00")]),
]

LENGTHS = [
    ("He began a two-day visit.", [("two-day", "2 day")]),
    ("They talked for three hours.", [("three hours", "3 hour")]),
    ("It took two and a half years.", [("two and a half years", "2.5 year")]),
    ("It took 3 1/2 years.", [("3 1/2 years", "3.5 year")]),
    ("It took more than two years.", [("more than two years", "2.. year")]),
    ("It took less than a week.", [("less than a week", "..1 week")]),
    ("It took nearly two years.", [("nearly two years", "~ 2 year")]),
    ("It took two to three years.", [("two to three years", "2..3 year")]),
    ("It took half an hour.", [("half an hour", "0.5 hour")]),
    ("It took two hours and 30 minutes.", [("two hours and 30 minutes", "2.5 hour")]),
    ("It took several months.", [("several months", "~ 3..10 month")]),
    ("They have fought for decades.", [("decades", "~ 2.. decade")]),
    ("He came for the first time in five years.", [("for the first time in five years", "5 year")]),
    ("It was the deadliest fire in 30 years.", [("30 years", "30 year")]),
    ("It was built in two weeks.", [("two weeks", "2 week")]),
    ("The 54-year-old was released.", [("54-year-old", "age 54 year")]),
    ("John Smith, 54, of Boston was released.", [("54", "age 54 year")]),
    ("The driver, aged 54, was released.", [("aged 54", "age 54 year")]),
    ("He died at age 54.", [("age 54", "age 54 year")]),
    ("He is 54 years old.", [("54 years old", "age 54 year")]),
    ("It tracked people between 19 and 32 years of age.", [("between 19 and 32 years of age", "age 19..32 year")]),
    ("She found a five-month-old baby.", [("five-month-old", "age 5 month")]),
    ("It affects 18-to-24-year-olds.", [("18-to-24-year-olds", "age 18..24 year")]),
    ("It affects people aged 65 and over.", [("aged 65 and over", "age 65.. year")]),
    ("A man in his early 50s was held.", [("his early 50s", "~ age 50..53 year")]),
]

RANGES = [
    ("He was there from June 18 to 21.", [("June 18 to 21", "2023-06-18..2023-06-21")]),
    ("The June 18-21 summit was a failure.", [("June 18-21", "2023-06-18..2023-06-21")]),
    ("They met June 28 - July 3, 2021.", [("June 28 - July 3, 2021", "2021-06-28..2021-07-03")]),
    (
        "He travelled between Monday and Wednesday.",
        [("between Monday and Wednesday", "2023-06-19..2023-06-21")],
    ),
    ("He governed in 2019-2021.", [("2019-2021", "2019-01-01..2021-12-31")]),
    ("He governed between 2003 and 2008.", [("between 2003 and 2008", "2003-01-01..2008-12-31")]),
    ("It rained from May to September 2021.", [("from May to September 2021", "2021-05-01..2021-09-30")]),
    ("It has been banned since 2018.", [("since 2018", "2018-01-01..")]),
    ("It is banned until Friday.", [("until Friday", "..2023-06-23")]),
    ("Send it before June 18.", [("before June 18", "..2023-06-17")]),
    ("It fell from 2016 onwards.", [("from 2016 onwards", "2016-01-01..")]),
    ("The vote was moved from Monday to Wednesday.", [("Monday", "2023-06-19"), ("Wednesday", "2023-06-14")]),
]

NOTHING = [
    "Some 2,000 people came.",
    "They met in Room 2019 of the hotel.",
    "The Boeing 1900 landed.",
    "About 2000 people came, and 2020 soldiers.",
    "The town has 1,950 homes and 2000 households.",
    "They may march under the sun.",
    "May he rest in peace.",
    "Troops march on the capital.",
    "A second man was held, and the third fled.",
    "He watched Friday Night Lights.",
    "The shop is open 24/7.",
    "They won 3-2 after leading 2-1.",
    "The 5th Circuit agreed.",
    "Shares rose at 40 a share, or $20.19.",
    "He earns $15 an hour, $40,000 a year.",
    "It happens twice a week.",
    "April Ryan and June Carter sang.",
    "An august body met.",
    "Theresa May resigned.",
    "USA Today reported it.",
    "He plays every Monday and on Fridays.",
    "It meets every two years.",
    "It passed 51-49 and costs 19.95.",
    "Take Route 1950 to Highway 2001.",
    "He voted Nov. 31.",
    "The Arab Spring and the fall of Kabul shook them.",
    "Easter eggs and Christmas trees were sold; Merry Christmas!",
    "The last-minute deal spared the day-care centre.",
    "The score was 12:10 in the end.",
    "Version 1.2.20 of the file, serial 2019-123456.",
    "Call 2023-555-0199 or 18-06-20231.",
    "Women's March organisers and the March for Life agreed.",
    "",
    "   \n ",
]

ROWS = [*ABSOLUTE, *RELATIVE, *CLOCK, *LENGTHS, *RANGES]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_reads_what_a_reader_would(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_finds_no_time_where_none_is_said(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [text for text, _ in RELATIVE if "June 3 " not in text],
)
def test_leaves_relative_times_open_when_the_publication_day_is_unknown(text: str) -> None:
    assert all(value.removeprefix("~ ") == "?" for _, value in found(text, None))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left office in 2019.", "2019-01-01..2019-12-31"),
        ("It was signed on 18 June 2023.", "2023-06-18"),
        ("He died on Christmas Day 2019.", "2019-12-25"),
        ("They met June 28 - July 3, 2021.", "2021-06-28..2021-07-03"),
    ],
)
def test_resolves_times_with_a_year_without_a_publication_day(text: str, value: str) -> None:
    assert [reading for _, reading in found(text, None)] == [value]


def test_an_event_that_is_still_to_come_does_not_take_its_date_from_a_list() -> None:
    assert found("The Sept. 11 attack was reported.", dt.date(1999, 10, 1)) == [("Sept. 11", "1999-09-11")]


def test_a_time_of_publication_counts_as_its_day() -> None:
    assert found("He left yesterday.", dt.datetime(2023, 6, 20, 23, 30)) == [("yesterday", "2023-06-19")]


def test_offsets_count_from_the_start_of_the_document() -> None:
    doc = NLP("Nothing here. He left on\n  June 18, 2023 with 🙂 İ and came back in 2024.")
    times = find_times(doc[3:], TUESDAY)
    assert [time.text for time in times] == ["June 18, 2023", "2024"]
    assert all(doc.text[time.start : time.end] == time.text for time in times)


def test_nothing_is_read_across_a_blank_line() -> None:
    assert found("He left in June\n\n18 people came.") == [("June", "2023-06-01..2023-06-30")]


@pytest.mark.parametrize(
    "unit",
    [
        "June 1 to ",
        "on Monday and ",
        "9 a.m. to ",
        "in two weeks he ",
        "end of the year ",
        "two to ",
        "12-",
        "Smith, 54, ",
    ],
)
def test_long_hostile_sentences_stay_readable(unit: str) -> None:
    text = unit * 1500
    times = find_times(NLP.make_doc(text)[:], TUESDAY)
    assert all(text[time.start : time.end] == time.text for time in times)


def parsed(words: list[tuple[str, str, int, str, str]]) -> Doc:
    """A document with a given tree: (word, part of speech, head, relation, features)."""
    texts, pos, heads, deps, morphs = map(list, zip(*words, strict=True))
    return Doc(NLP.vocab, words=texts, pos=pos, heads=heads, deps=deps, morphs=morphs)


def test_the_tree_decides_which_verb_a_weekday_belongs_to() -> None:
    doc = parsed(
        [
            ("Officials", "NOUN", 1, "nsubj", ""),
            ("said", "VERB", 1, "ROOT", "Tense=Past|VerbForm=Fin"),
            ("the", "DET", 3, "det", ""),
            ("vote", "NOUN", 7, "nsubj", ""),
            ("on", "ADP", 5, "case", ""),
            ("Friday", "PROPN", 3, "nmod", ""),
            ("would", "AUX", 7, "aux", "VerbForm=Fin"),
            ("fail", "VERB", 1, "ccomp", "VerbForm=Inf"),
        ]
    )
    assert [reading(time) for time in find_times(doc[:], TUESDAY)] == ["2023-06-23"]


def test_an_infinitive_under_a_past_verb_is_past_and_under_a_plan_to_come() -> None:
    def vote(verb: str) -> Doc:
        return parsed(
            [
                ("Senators", "NOUN", 1, "nsubj", ""),
                (verb, "VERB", 1, "ROOT", "Tense=Past|VerbForm=Fin"),
                ("to", "PART", 3, "mark", ""),
                ("confirm", "VERB", 1, "xcomp", "VerbForm=Inf"),
                ("him", "PRON", 3, "obj", ""),
                ("Friday", "PROPN", 3, "obl:tmod", ""),
            ]
        )

    assert [reading(time) for time in find_times(vote("voted")[:], TUESDAY)] == ["2023-06-16"]
    assert [reading(time) for time in find_times(vote("planned")[:], TUESDAY)] == ["2023-06-23"]


def test_the_day_of_a_plan_that_was_overtaken_is_past() -> None:
    words = [
        ("flight", "NOUN", 2, "nsubj:pass", ""),
        ("was", "AUX", 2, "aux:pass", "Tense=Past|VerbForm=Fin"),
        ("scheduled", "VERB", 2, "ROOT", "Tense=Past|VerbForm=Part"),
        ("for", "ADP", 4, "case", ""),
        ("Sunday", "PROPN", 2, "obl", ""),
        ("but", "CCONJ", 6, "cc", ""),
        ("left", "VERB", 2, "conj", "Tense=Past|VerbForm=Fin"),
        ("late", "ADV", 6, "advmod", ""),
    ]
    (time,) = find_times(parsed(words)[:], TUESDAY)
    assert time.last is not None
    assert time.last < TUESDAY.isoformat()
    (planned,) = find_times(parsed(words[:5])[:], TUESDAY)
    assert planned.first is not None
    assert planned.first > TUESDAY.isoformat()


def test_a_tagger_that_sees_a_verb_keeps_may_from_being_a_month() -> None:
    words = [
        ("In", "ADP", 1, "case", ""),
        ("May", "AUX", 1, "ROOT", ""),
    ]
    assert find_times(parsed(words)[:], TUESDAY) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It ran from December 28, 2022, to January 2, 2023.", "2022-12-28..2023-01-02"),
        ("It ran from December 28, 2022, through January 2, 2023, he said.", "2022-12-28..2023-01-02"),
        ("Between December 28, 2022, and January 2, 2023, it rained.", "2022-12-28..2023-01-02"),
        ("It lasted from Monday, June 5, to Friday, June 9.", "2023-06-05..2023-06-09"),
    ],
)
def test_a_comma_after_the_year_does_not_break_a_range(text: str, value: str) -> None:
    assert [read for _, read in found(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "He came on December 28, 2022, and January 2, 2023.",
        "He came on December 28, 2022, and left on January 2, 2023.",
        "It was moved from December 28, 2022, to January 2, 2023.",
    ],
)
def test_two_days_with_a_comma_between_stay_two(text: str) -> None:
    assert [read for _, read in found(text)] == ["2022-12-28", "2023-01-02"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The 19 Sept. 11 hijackers were Saudis.", "Sept. 11", "2001-09-11"),
        ("All 19 September 11 hijackers died.", "September 11", "2001-09-11"),
        ("He met 12 Sept. 11 families.", "Sept. 11", "2001-09-11"),
        ("The Sept. 11 victims were named.", "Sept. 11", "2001-09-11"),
        ("The Sept. 11 storm victims were named.", "Sept. 11", "2023-09-11"),
        ("On 19 September 11 people died.", "19 September", "2022-09-19"),
        ("On 19 September, 11 people died.", "19 September", "2022-09-19"),
        ("On Monday 19 September 11 people died.", "Monday 19 September", "2022-09-19"),
    ],
)
def test_a_number_before_a_date_is_not_its_day(text: str, words: str, value: str) -> None:
    assert found(text) == [(words, value)]


def test_an_hour_is_not_on_the_day_on_which_its_source_came_out() -> None:
    read = dict(found("The raid began at 5 a.m., according to tax returns released Friday."))
    assert read["5 a.m."].startswith("T05:00")
