"""Stage, certainty and negation, on hand-built trees."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from reconcile.extract.clauses import find_clauses
from reconcile.extract.status import find_polarity, find_status
from reconcile.models import Polarity, Status

MakeDoc = Callable[[str], Doc]

S = "The|DET|2|det minister|NOUN|{head}|nsubj"
CASES = [
    ("resigned", S.format(head=3) + " resigned|VERB|0|ROOT|resign on|ADP|5|case Friday|PROPN|3|obl", "happened", None),
    (
        "will resign",
        S.format(head=4) + " will|AUX|4|aux||MD resign|VERB|0|ROOT|resign|VB soon|ADV|4|advmod",
        "planned",
        "will",
    ),
    (
        "will probably resign",
        S.format(head=5) + " will|AUX|5|aux||MD probably|ADV|5|advmod resign|VERB|0|ROOT|resign|VB soon|ADV|5|advmod",
        "expected",
        "probably",
    ),
    (
        "may resign",
        S.format(head=4) + " may|AUX|4|aux||MD resign|VERB|0|ROOT|resign|VB soon|ADV|4|advmod",
        "possible",
        "may",
    ),
    (
        "must resign",
        S.format(head=4) + " must|AUX|4|aux||MD resign|VERB|0|ROOT|resign|VB now|ADV|4|advmod",
        "demanded",
        "must",
    ),
    (
        "ought to resign",
        S.format(head=3) + " ought|AUX|0|ROOT|ought|MD to|PART|5|mark resign|VERB|3|xcomp|resign|VB",
        "demanded",
        "ought",
    ),
    (
        "helped to resign",
        S.format(head=3) + " helped|VERB|0|ROOT|help to|PART|5|mark resign|VERB|3|xcomp|resign|VB",
        "happened",
        None,
    ),
    (
        "plans to resign",
        S.format(head=3) + " plans|VERB|0|ROOT|plan|VBZ to|PART|5|mark resign|VERB|3|xcomp|resign|VB",
        "planned",
        "plans",
    ),
    (
        "is going to resign",
        S.format(head=4) + " is|AUX|4|aux|be going|VERB|0|ROOT|go|VBG to|PART|6|mark resign|VERB|4|xcomp|resign|VB",
        "planned",
        "going",
    ),
    (
        "is visiting",
        S.format(head=4) + " is|AUX|4|aux|be visiting|VERB|0|ROOT|visit|VBG China|PROPN|4|obj",
        "ongoing",
        "visiting",
    ),
    (
        "is considering a ban",
        S.format(head=4) + " is|AUX|4|aux|be considering|VERB|0|ROOT|consider|VBG a|DET|6|det ban|NOUN|4|obj",
        "possible",
        "considering",
    ),
    (
        "considers it a risk",
        S.format(head=3) + " considers|VERB|0|ROOT|consider|VBZ it|PRON|3|obj a|DET|6|det risk|NOUN|3|xcomp||NN",
        "happened",
        None,
    ),
    (
        "would have resigned",
        S.format(head=5) + " would|AUX|5|aux||MD have|AUX|5|aux resigned|VERB|0|ROOT|resign|VBN",
        "hypothetical",
        "would",
    ),
    (
        "allegedly lied",
        S.format(head=4) + " allegedly|ADV|4|advmod lied|VERB|0|ROOT|lie to|ADP|6|case police|NOUN|4|obl",
        "possible",
        "allegedly",
    ),
    (
        "denies the charge",
        S.format(head=3) + " denies|VERB|0|ROOT|deny|VBZ the|DET|5|det charge|NOUN|3|obj",
        "denied",
        "denies",
    ),
    (
        "reported a loss",
        S.format(head=3) + " reported|VERB|0|ROOT|report a|DET|5|det loss|NOUN|3|obj",
        "happened",
        None,
    ),
    (
        "minister to resign",
        "Minister|NOUN|3|nsubj to|PART|3|mark resign|VERB|0|ROOT|resign|VB on|ADP|5|case Friday|PROPN|3|obl",
        "planned",
        "to",
    ),
]


@pytest.mark.parametrize(("source", "status", "cue"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_status(make_doc: MakeDoc, source: str, status: str, cue: str | None) -> None:
    found, span = find_status(find_clauses(next(make_doc(source).sents))[0])
    assert (found, span.text if span else None) == (Status(status), cue)


REPORTED = "He|PRON|2|nsubj {verb} that|SCONJ|6|mark the|DET|5|det minister|NOUN|6|nsubj resigned|VERB|2|ccomp|resign"


@pytest.mark.parametrize(
    ("verb", "status", "polarity"),
    [
        ("said|VERB|0|ROOT|say", Status.HAPPENED, Polarity.POSITIVE),
        ("denied|VERB|0|ROOT|deny", Status.DENIED, Polarity.NEGATIVE),
        ("believes|VERB|0|ROOT|believe", Status.POSSIBLE, Polarity.POSITIVE),
        ("hopes|VERB|0|ROOT|hope", Status.EXPECTED, Polarity.POSITIVE),
    ],
)
def test_the_reporting_verb_colours_its_content(
    make_doc: MakeDoc, verb: str, status: Status, polarity: Polarity
) -> None:
    content = find_clauses(next(make_doc(REPORTED.format(verb=verb)).sents))[-1]
    assert find_status(content)[0] is status
    assert find_polarity(content)[0] is polarity


NEGATIONS = [
    ("did not resign", S.format(head=5) + " did|AUX|5|aux|do not|PART|5|advmod resign|VERB|0|ROOT|resign|VB", "not"),
    (
        "no passengers were aboard",
        "No|DET|2|det passengers|NOUN|4|nsubj|passenger were|AUX|4|cop|be aboard|ADJ|0|ROOT",
        "No",
    ),
    (
        "failed to stop it",
        S.format(head=3) + " failed|VERB|0|ROOT|fail to|PART|5|mark stop|VERB|3|xcomp|halt|VB it|PRON|5|obj",
        "failed",
    ),
    (
        "was unharmed",
        S.format(head=4) + " was|AUX|4|cop|be unharmed|ADJ|0|ROOT by|ADP|6|case fire|NOUN|4|obl",
        "unharmed",
    ),
    (
        "did not fail to stop it",
        S.format(head=5)
        + " did|AUX|5|aux|do not|PART|5|advmod fail|VERB|0|ROOT|fail|VB to|PART|7|mark end|VERB|5|xcomp|end|VB",
        None,
    ),
    (
        "resigned without notice",
        S.format(head=3) + " resigned|VERB|0|ROOT|resign under|ADP|5|case fire|NOUN|3|obl",
        None,
    ),
    ("was united", S.format(head=4) + " was|AUX|4|cop|be united|ADJ|0|ROOT with|ADP|6|case us|PRON|4|obl", None),
]


@pytest.mark.parametrize(("source", "cue"), [case[1:] for case in NEGATIONS], ids=[case[0] for case in NEGATIONS])
def test_polarity(make_doc: MakeDoc, source: str, cue: str | None) -> None:
    polarity, span = find_polarity(find_clauses(next(make_doc(source).sents))[0])
    assert (span.text if span else None) == cue
    assert polarity is (Polarity.NEGATIVE if cue else Polarity.POSITIVE)
