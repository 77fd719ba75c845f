"""What quantities count, read from dependency trees in both label sets that pipelines use."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from reconcile.extract.quantities import find_quantities

VOCAB = spacy.blank("en").vocab
TAGS = {"VBN": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "AUX": "AUX", "CD": "NUM", "NN": "NOUN"} | {
    "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJS": "ADJ", "IN": "ADP", "DT": "DET", "RB": "ADV"
}  # fmt: skip
TAGS |= {"PRP": "PRON", "CC": "CCONJ", ".": "PUNCT", "$": "SYM"}


def parsed(rows: str) -> Doc:
    """A document from "word/lemma/tag/head/label" items; heads count from 1, 0 is the root."""
    items = [item.split("/") for item in rows.split()]
    return Doc(
        VOCAB,
        words=[i[0] for i in items],
        lemmas=[i[1] or i[0].lower() for i in items],
        tags=[i[2] for i in items],
        pos=[TAGS[i[2]] for i in items],
        heads=[int(i[3]) - 1 if i[3] != "0" else n for n, i in enumerate(items)],
        deps=["ROOT" if i[3] == "0" else i[4] for i in items],
    )


CASES = {
    "passive subject, UD": (
        "12//CD/2/nummod people/person/NNS/4/nsubj:pass were/be/AUX/4/aux:pass killed/kill/VBN/0/root",
        [(12, "people killed")],
    ),
    "passive subject, ClearNLP": (
        "12//CD/2/nummod people/people/NNS/4/nsubjpass were/be/AUX/4/auxpass killed/kill/VBN/0/root",
        [(12, "people killed")],
    ),
    "object of an outcome verb": (
        "It//PRP/2/nsubj injured/injure/VBD/0/root 24//CD/4/nummod workers/worker/NNS/2/obj",
        [(24, "worker injured")],
    ),
    "object of another verb keeps its participle": (
        "They//PRP/2/nsubj hired/hire/VBD/0/root 300//CD/4/nummod engineers/engineer/NNS/2/obj",
        [(300, "engineer hired")],
    ),
    "irregular verb": (
        "They//PRP/2/nsubj build/build/VBP/0/root 300//CD/4/nummod homes/home/NNS/2/obj",
        [(300, "home built")],
    ),
    "verb with a particle": (
        "They//PRP/2/nsubj laid/lay/VBD/0/root off//RB/2/prt six//CD/5/nummod people/person/NNS/2/dobj",
        [(6, "people laid off")],
    ),
    "light verbs restrict nothing": (
        "They//PRP/2/nsubj have/have/VBP/0/root 300//CD/4/nummod engineers/engineer/NNS/2/obj",
        [(300, "engineer")],
    ),
    "number as object without a noun": (
        "Bombs/bomb/NNS/2/nsubj killed/kill/VBD/0/root 12//CD/2/obj .//./2/punct",
        [(12, "people killed")],
    ),
    "on board": (
        "Five//CD/2/nummod people/person/NNS/5/nsubj were/be/AUX/5/cop on//IN/5/case board//NN/0/root",
        [(5, "people aboard")],
    ),
    "reduced relative": (
        "12//CD/2/nummod soldiers/soldier/NNS/0/root killed/kill/VBN/2/acl in//IN/5/case Kabul//NNP/3/obl",
        [(12, "soldier killed")],
    ),
    "conjuncts share the predicate": (
        "Two//CD/2/nummod men/man/NNS/7/nsubj:pass and//CC/5/cc three//CD/5/nummod women/woman/NNS/2/conj "
        "were/be/AUX/7/aux:pass arrested/arrest/VBN/0/root",
        [(2, "man arrested"), (3, "woman arrested")],
    ),
    "a part takes the predicate, the whole does not": (
        "Three//CD/7/nsubj:pass of//IN/5/case the//DT/5/det five//CD/5/nummod workers/worker/NNS/1/nmod "
        "were/be/AUX/7/aux:pass killed/kill/VBN/0/root",
        [(3, "worker killed"), (5, "worker")],
    ),
    "plural number word with its complement, UD": (
        "Dozens/dozen/NNS/5/nsubj:pass of//IN/3/case people/person/NNS/1/nmod were/be/AUX/5/aux:pass "
        "hurt/hurt/VBN/0/root",
        [(24, "people injured")],
    ),
    "plural number word with its complement, ClearNLP": (
        "Dozens/dozen/NNS/5/nsubjpass of//IN/1/prep people/people/NNS/2/pobj were/be/AUX/5/auxpass "
        "hurt/hurt/VBN/0/root",
        [(24, "people injured")],
    ),
    "death toll": (
        "The//DT/3/det death//NN/3/compound toll//NN/4/nsubj rose/rise/VBD/0/root to//IN/6/case 12//CD/4/obl",
        [(12, "people killed")],
    ),
    "number of": (
        "The//DT/2/det number//NN/5/nsubj of//IN/4/case cases/case/NNS/2/nmod reached/reach/VBD/0/root 40//CD/5/obj",
        [(40, "case")],
    ),
    "level": (
        "Unemployment//NN/2/nsubj fell/fall/VBD/0/root to//IN/5/case 4//CD/5/nummod percent//NN/2/obl",
        [(4, "unemployment")],
    ),
    "change is not a level": (
        "Unemployment//NN/2/nsubj fell/fall/VBD/0/root 4//CD/4/nummod percent//NN/2/obl:unmarked",
        [(4, "unemployment fall")],
    ),
    "share of a noun": (
        "10//CD/2/nummod percent//NN/6/nsubj of//IN/5/case young/young/JJ/5/amod voters/voter/NNS/2/nmod "
        "agreed/agree/VBD/0/root",
        [(10, "young voter")],
    ),
    "money before a noun": (
        "A//DT/5/det $//$/5/compound 5//CD/2/nummod million//CD/2/nummod fine//NN/0/root",
        [(5e6, "fine")],
    ),
    "money after a noun, ClearNLP": (
        "A//DT/2/det fine//NN/0/root of//IN/2/prep $//$/6/quantmod 5//CD/6/compound million//CD/3/pobj",
        [(5e6, "fine")],
    ),
    "modifiers restrict": (
        "Seven//CD/3/nummod Israeli/israeli/JJ/3/amod soldiers/soldier/NNS/5/nsubj:pass were/be/AUX/5/aux:pass "
        "killed/kill/VBN/0/root",
        [(7, "israeli soldier killed")],
    ),
    "including": (
        "12//CD/2/nummod people/person/NNS/7/nsubj:pass including//IN/5/case three//CD/5/nummod "
        "children/child/NNS/2/nmod were/be/AUX/7/aux:pass killed/kill/VBN/0/root",
        [(12, "people killed"), (3, "child killed")],
    ),
    "ordinal of a noun": ("A//DT/3/det third//JJ/3/amod term//NN/0/root", [(3, "term")]),
    "ordinal as an adverb is none": ("He//PRP/3/nsubj first//RB/3/advmod spoke/speak/VBD/0/root", []),
    "label after its noun is none": (
        "Guards/guard/NNS/2/nsubj left/leave/VBD/0/root posts/post/NNS/2/obj 542//CD/3/nummod .//./2/punct",
        [],
    ),
    "none": (
        "No//DT/2/det one//NN/4/nsubj:pass was/be/AUX/4/aux:pass hurt/hurt/VBN/0/root",
        [(0, "people injured")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_counted_is_read_from_the_tree(name: str) -> None:
    rows, expected = CASES[name]
    assert [(q.low, q.counted) for q in find_quantities(parsed(rows)[:])] == expected
