"""Headlines and clauses in headline style, as the packaged pipeline parses them: what is to come, what is done."""

import pytest
from spacy.language import Language

from reconcile.config import Settings
from reconcile.extract.claims import extract_claims
from reconcile.models import Article, Claim, Status

pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("default")]


def claims(nlp: Language, text: str) -> tuple[Claim, ...]:
    article = Article(id="a1", path="1.txt", text=f"{text}\n\nThe vote was held.", published="2023-06-20")
    return next(extract_claims([article], nlp, Settings(min_claim_words=2)))[0]


def statuses(nlp: Language, text: str) -> list[Status]:
    return [claim.status for claim in claims(nlp, text) if claim.start < len(text)]


DONE = [
    "Senate Overrides Veto",
    "Biden meets Xi on Thursday",
    "Expected storm hits coast",
    "Planned Merger Collapses After Review",
    "Set Piece Wins Match for England",
    # the infinitive belongs to a noun, an adjective or another verb
    "Decision to leave draws anger",
    "Need to know",
    "How to vote in the midterms",
    "5 things to know about the debate",
    "Five new members of Congress to watch",
    "Right to Know Law Passes",
    "Failure to Pay Costs Millions",
    "Bill to Ban Abortion Passes House",
    "Trump's Threat to Close Border Rattles Markets",
    "Senate Passes Bill to Widen Tax Collection on the Web",
    "Bolivia latest country to offer asylum to Snowden",
    "Senate Votes to Override Veto",
    "Judge refuses to block ban",
    "Trump forced to cancel rally",
    "Man sentenced to die for murder",
    "Coronavirus: Trump orders meatpacking plants to stay open",
    "Trump calls for Congress to pass border legislation",
    "Israel’s Netanyahu Urges Congress to Block ‘Bad Deal’ With Iran",
    "Federal Prosecutors Convene Jury to Investigate Wife of Orlando Shooter",
    "Flight Delays Push Congress To End Controller Furloughs",
    "Air Force Failed to Report Gunman",
    # "to" before a noun
    "Merkel to Macron: no deal",
    "Obama to service members: We never take you for granted",
    "Flights Cancelled Due to Storm",
    "Multiple immigration plans blocked in Senate",
    "Three people set on fire in Ohio",
]
AHEAD = [
    ("Blinken to visit Beijing", "to"),
    ("Trump to Visit Mexico; Wall Talks Stall", "to"),
    ("Thousands to be laid off at Ford", "to"),
    ("Trump Ukraine adviser to testify about concerns over call", "to"),
    ("Jamal Khashoggi disappearance: Trump to send Pompeo to meet Saudi King", "to"),
    ("Justice Dept. to Appeal Federal Ruling on Morning-after Pill", "to"),
    ("Ex-Trump lawyer Cohen to testify before U.S. House oversight panel next week", "to"),
    ("Senate set to override veto", "set"),
    ("Court expected to rule", "expected"),
    ("Merkel Expected to Win", "Expected"),
    ("Senate Poised to Vote", "Poised"),
    ("Boeing due to resume flights Monday", "due"),
    ("Supreme Court likely to uphold law", "likely"),
    ("Vote scheduled for Friday", "scheduled"),
    ("Obama Ready to Authorize Airstrikes on ISIS in Syria", "Ready"),
    ("Trump Vows to End Program", "Vows"),
    ("Clinton Family Plans to Scale Back Foundation If Hillary Clinton Wins Election", "Plans"),
    ("Microsoft agrees to rethink PAC donations after pressure from activists", "agrees"),
    ("Company Plans Layoffs", "Plans"),
    ("GM Plans 10,000 Job Cuts, Five Plant Shutdowns in North America", "Plans"),
]


@pytest.mark.parametrize("text", DONE)
def test_what_is_no_announcement_is_not_read_as_one(nlp: Language, text: str) -> None:
    found = statuses(nlp, text)
    assert not {Status.PLANNED, Status.EXPECTED} & set(found)


@pytest.mark.parametrize(("text", "cue"), AHEAD)
def test_a_headline_announces_without_a_finite_verb(nlp: Language, text: str, cue: str) -> None:
    cues = {
        claim.status_cue.text: claim.status
        for claim in claims(nlp, text)
        if claim.status_cue and claim.end <= len(text)
    }
    assert cues.get(cue) in (Status.PLANNED, Status.EXPECTED)


@pytest.mark.parametrize(
    "text",
    [
        "The governor had no time to visit Beijing.",  # a full stop: a sentence, read by its tree
        "The decision to leave the union was taken by the members of the club.",
    ],
)
def test_sentences_are_not_read_as_headlines(nlp: Language, text: str) -> None:
    assert statuses(nlp, text) == [Status.HAPPENED]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # negative cases: the cue's word without its meaning
        ("The planned visit was cancelled.", "happened"),
        ("The expected vote was delayed.", "happened"),
        ("The record was set in 1999.", "happened"),
        ("They agreed that the talks were useful.", "happened"),
        ("Russia threatened the reporter with jail.", "happened"),
        ('The GOP front-runner appeared on MSNBC\'s "Morning Joe."', "happened"),
        ('Finance Minister Teresa Quintao called the warning "excessively gloomy".', "happened"),
        ("The New York Times reported the charges against Grimm.", "happened"),
        ("The office could not find any examples of the full text.", "happened"),
        ("The goal is to win the election.", "happened"),
        ("The senator is to blame for the delay.", "happened"),
        ("The members insisted the two issues were separate.", "happened"),
        # and with it
        ("Trump wants him to resign.", "demanded"),
        ("Trump wants to buy Greenland.", "planned"),
        ("The US agreed to withdraw its troops.", "planned"),
        ("Russia threatened to cut off gas.", "planned"),
        ("Xi is to meet Biden on Thursday.", "planned"),
        ("As compensation the victims are to receive free monitoring of their credit.", "planned"),
        ("The company is planning a spinoff.", "planned"),
        ("The party is poised to win the vote.", "planned"),
        ("The vote is planned for Friday.", "planned"),
        ("The vote is set for Friday.", "expected"),
        ("The talks are expected.", "expected"),
        ("He is about to resign as minister.", "expected"),
        ("The flight was due to land at noon.", "expected"),
        ("The likely outcome is a war.", "expected"),
        ("The minister appeared to back the deal.", "possible"),
        ("The alleged attack happened on Monday.", "possible"),
        ("Many legislators called for a special session.", "demanded"),
    ],
)
def test_sentences_tell_their_stage(nlp: Language, text: str, status: str) -> None:
    assert statuses(nlp, text)[-1] is Status(status)
