"""Sentences to clauses, on hand-built trees."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from reconcile.extract.clauses import find_clauses

MakeDoc = Callable[[str], Doc]

PRAISED = """
Biden|PROPN|2|nsubj praised|VERB|0|ROOT|praise Blinken|PROPN|2|obj and|CCONJ|5|cc said|VERB|2|conj|say
that|SCONJ|8|mark he|PRON|8|nsubj did|VERB|5|ccomp|do a|DET|10|det job|NOUN|8|obj .|PUNCT|2|punct
"""
MET = """
Blinken|PROPN|9|nsubj ,|PUNCT|5|punct who|PRON|5|nsubj already|ADV|5|advmod met|VERB|1|acl:relcl|meet Qin|PROPN|5|obj
,|PUNCT|5|punct quickly|ADV|9|advmod left|VERB|0|ROOT|leave Beijing|PROPN|9|obj .|PUNCT|9|punct
"""
FAILED = """
Talks|NOUN|2|nsubj|talk failed|VERB|0|ROOT|fail after|SCONJ|5|mark he|PRON|5|nsubj visited|VERB|2|advcl|visit
the|DET|7|det island|NOUN|5|obj in|ADP|9|case August|PROPN|5|obl .|PUNCT|2|punct
"""
UNLESS = """
Talks|NOUN|2|nsubj|talk fail|VERB|0|ROOT|fail|VBP if|SCONJ|5|mark he|PRON|5|nsubj visits|VERB|2|advcl|visit|VBZ
the|DET|7|det island|NOUN|5|obj in|ADP|9|case August|PROPN|5|obl .|PUNCT|2|punct
"""
STAY = """
“|PUNCT|4|punct We|PRON|4|nsubj will|AUX|4|aux||MD stay|VERB|0|ROOT|stay|VB here|ADV|4|advmod ,|PUNCT|4|punct
”|PUNCT|4|punct he|PRON|9|nsubj said|VERB|4|parataxis|say .|PUNCT|4|punct
"""
NOT_SAY = """
Blinken|PROPN|4|nsubj did|AUX|4|aux|do not|PART|4|advmod say|VERB|0|ROOT|say that|SCONJ|7|mark he|PRON|7|nsubj
met|VERB|4|ccomp|meet the|DET|9|det president|NOUN|7|obj .|PUNCT|4|punct
"""
AT_MEETING = """
Xi|PROPN|2|nsubj said|VERB|0|ROOT|say at|ADP|5|case a|DET|5|det meeting|NOUN|2|obl with|ADP|7|case Blinken|PROPN|5|nmod
that|SCONJ|10|mark ties|NOUN|10|nsubj|tie improved|VERB|2|ccomp|improve a|DET|12|det lot|NOUN|10|obl .|PUNCT|2|punct
"""
TOLD = """
Xi|PROPN|2|nsubj told|VERB|0|ROOT|tell the|DET|4|det reporters|NOUN|2|obj|reporter on|ADP|6|case Friday|PROPN|2|obl
that|SCONJ|9|mark ties|NOUN|9|nsubj|tie improved|VERB|2|ccomp|improve a|DET|11|det lot|NOUN|9|obl .|PUNCT|2|punct
"""
PRIOR = """
Prior|ADV|0|ROOT to|ADP|3|case this|PRON|1|obl ,|PUNCT|6|punct Biden|PROPN|6|nsubj praised|VERB|1|parataxis|praise
the|DET|8|det deal|NOUN|6|obj .|PUNCT|1|punct
"""
HEADLINE = "Minister|NOUN|3|nmod in|ADP|3|case resignation|NOUN|0|ROOT shock|NOUN|3|compound"


def texts(doc: Doc) -> list[str]:
    return [doc.text[clause.start : clause.end] for sentence in doc.sents for clause in find_clauses(sentence)]


def one_line(source: str) -> str:
    return " ".join(source.split())


@pytest.mark.parametrize(
    ("source", "clauses"),
    [
        pytest.param(PRAISED, ["Biden praised Blinken", "said", "he did a job."], id="conjunct and content"),
        pytest.param(
            MET, ["Blinken, who already met Qin, quickly left Beijing.", "who already met Qin"], id="relative"
        ),
        pytest.param(FAILED, ["Talks failed", "after he visited the island in August."], id="adverbial"),
        pytest.param(UNLESS, ["Talks fail if he visits the island in August."], id="a condition is not stated"),
        pytest.param(STAY, ["“We will stay here,”", "he said."], id="attribution behind a quotation"),
        pytest.param(NOT_SAY, ["Blinken did not say that he met the president."], id="withheld content"),
        pytest.param(PRIOR, ["Prior to this, Biden praised the deal."], id="a root without a verb joins its clause"),
        pytest.param(HEADLINE, ["Minister in resignation shock"], id="no verb at all"),
    ],
)
def test_clauses(make_doc: MakeDoc, source: str, clauses: list[str]) -> None:
    assert texts(make_doc(one_line(source))) == clauses


def test_a_shared_subject_is_restored(make_doc: MakeDoc) -> None:
    _, said, did = find_clauses(next(make_doc(one_line(PRAISED)).sents))
    assert [token.text for token in said.subject] == ["Biden"]
    assert [token.text for token in did.subject] == ["he"]


def test_the_antecedent_is_the_subject_of_a_relative_clause(make_doc: MakeDoc) -> None:
    _, met = find_clauses(next(make_doc(one_line(MET)).sents))
    assert [token.text for token in met.subject] == ["Blinken"]


@pytest.mark.parametrize("source", [PRAISED, STAY, AT_MEETING, TOLD])
def test_content_knows_the_verb_that_reports_it(make_doc: MakeDoc, source: str) -> None:
    governors = [c.governor.lemma_ for c in find_clauses(next(make_doc(one_line(source)).sents)) if c.governor]
    assert governors in (["say"], ["tell"])


def test_every_word_belongs_to_one_clause(make_doc: MakeDoc) -> None:
    for source in (PRAISED, MET, FAILED, UNLESS, STAY, NOT_SAY, AT_MEETING, TOLD, PRIOR):
        clauses = find_clauses(next(make_doc(one_line(source)).sents))
        owned = [token.i for clause in clauses for token in clause.tokens]
        assert len(owned) == len(set(owned))
