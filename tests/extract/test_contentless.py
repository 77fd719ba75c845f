"""Which clauses only say that somebody says something, on hand-built trees and as the packaged parser reads them."""

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from reconcile.config import Settings
from reconcile.extract.claims import extract_claims
from reconcile.extract.clauses import find_clauses
from reconcile.extract.contentless import is_bare_attribution
from reconcile.models import Article
from tests.extract.test_clauses import AT_MEETING, PRAISED, TOLD, one_line

MakeDoc = Callable[[str], Doc]


@pytest.mark.parametrize(("source", "bare"), [(TOLD, True), (AT_MEETING, False), (PRAISED, False)])
def test_an_attribution_is_bare_unless_it_tells_of_an_occasion(make_doc: MakeDoc, source: str, bare: bool) -> None:
    assert is_bare_attribution(find_clauses(next(make_doc(one_line(source)).sents))[0]) is bare


WHO = "McConnell|PROPN|2|nsubj said|VERB|0|ROOT|say "


@pytest.mark.parametrize(
    "source",
    [
        "police|NOUN|2|nsubj said|VERB|0|ROOT|say Wednesday|PROPN|2|obl:unmarked",
        WHO + "over|ADP|5|case the|DET|5|det weekend|NOUN|2|obl",
        WHO + "Monday|PROPN|4|compound afternoon|NOUN|2|obl on|ADP|8|case the|DET|8|det Senate|PROPN|8|compound "
        "floor|NOUN|2|obl",
        WHO + "in|ADP|5|case a|DET|5|det statement|NOUN|2|obl to|ADP|7|case reporters|NOUN|5|nmod|reporter",
        WHO + "on|ADP|4|case Twitter|PROPN|2|obl on|ADP|6|case Friday|PROPN|2|obl",
        WHO + "at|ADP|6|case a|DET|6|det news|NOUN|6|compound conference|NOUN|2|obl",
        WHO + "in|ADP|5|case the|DET|5|det LOC[Rose|PROPN|2|obl Garden|PROPN|5|flat]",
        "told|VERB|0|ROOT|tell ORG[CNN|PROPN|1|obj] on|ADP|4|case Friday|PROPN|1|obl",
        "While|SCONJ|4|mark the|DET|3|det ORG[AARP|PROPN|4|nsubj] claims|VERB|0|ROOT|claim|VBZ",
        "the|DET|2|det jury|NOUN|4|nsubj:pass was|AUX|4|aux:pass|be told|VERB|0|ROOT|tell|VBN on|ADP|6|case "
        "Monday|PROPN|4|obl",
        "said|VERB|0|ROOT|say the|DET|3|det company|NOUN|1|obj",
    ],
)
def test_a_verb_of_speech_with_times_and_channels_only_is_bare(make_doc: MakeDoc, source: str) -> None:
    assert is_bare_attribution(find_clauses(next(make_doc(source).sents))[0])


@pytest.mark.parametrize(
    "source",
    [
        "He|PRON|2|nsubj spoke|VERB|0|ROOT|speak on|ADP|6|case the|DET|6|det Senate|PROPN|6|compound floor|NOUN|2|obl",
        "He|PRON|2|nsubj met|VERB|0|ROOT|meet reporters|NOUN|2|obj|reporter on|ADP|5|case Friday|PROPN|2|obl",
        WHO + "at|ADP|5|case a|DET|5|det meeting|NOUN|2|obl with|ADP|7|case PER[Blinken|PROPN|5|nmod]",
        WHO + "after|ADP|5|case the|DET|5|det briefing|NOUN|2|obl on|ADP|7|case Friday|PROPN|2|obl",
        WHO + "nothing|PRON|2|obj on|ADP|5|case Friday|PROPN|2|obl",
        "He|PRON|4|nsubj did|AUX|4|aux|do not|PART|4|advmod say|VERB|0|ROOT|say|VB on|ADP|6|case Friday|PROPN|4|obl",
        "He|PRON|2|nsubj announced|VERB|0|ROOT|announce his|PRON|4|nmod:poss resignation|NOUN|2|obj",
        "The|DET|2|det deal|NOUN|4|nsubj:pass was|AUX|4|aux:pass|be announced|VERB|0|ROOT|announce|VBN on|ADP|6|case "
        "Friday|PROPN|4|obl",
        "He|PRON|2|nsubj tweeted|VERB|0|ROOT|tweet a|DET|4|det photograph|NOUN|2|obj on|ADP|6|case Friday|PROPN|2|obl",
        "The|DET|2|det group|NOUN|3|nsubj claimed|VERB|0|ROOT|claim responsibility|NOUN|3|obj",
        "Qualcomm|PROPN|2|nsubj reported|VERB|0|ROOT|report a|DET|4|det loss|NOUN|2|obj last|ADJ|6|amod "
        "week|NOUN|2|obl",
        "He|PRON|2|nsubj wrote|VERB|0|ROOT|write ORG[Amendment|PROPN|2|obj 64|NUM|3|nummod]",
    ],
)
def test_what_tells_more_is_a_claim(make_doc: MakeDoc, source: str) -> None:
    assert not is_bare_attribution(find_clauses(next(make_doc(source).sents))[0])


@pytest.mark.model
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The Senate will vote next week and McConnell said over the weekend.",
            ["The Senate will vote next week"],
        ),
        (
            "The suspect was arrested at home and he fled, police said Wednesday.",
            ["The suspect was arrested at home"],
        ),
        (
            "Rudy Giuliani, said in a statement that the president was innocent.",
            ["the president was innocent."],
        ),
        ("He spoke on the Senate floor for two hours.", ["He spoke on the Senate floor for two hours."]),
        (
            "Xi said at a meeting with Blinken that ties had improved.",
            ["Xi said at a meeting with Blinken", "that ties had improved."],
        ),
    ],
)
def test_claims_of_the_packaged_parser(nlp: Language, text: str, claims: list[str]) -> None:
    article = Article(id="a1", path="1.txt", text=text, published="2023-06-20")
    assert [claim.text for claim in next(extract_claims([article], nlp, Settings()))[0]] == claims
