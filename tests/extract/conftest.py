"""Hand-built documents, so that rules over trees are tested without a model."""

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

_VOCAB = spacy.blank("en").vocab
_TAGS = {
    "PROPN": "NNP",
    "NOUN": "NN",
    "VERB": "VBD",
    "AUX": "VBZ",
    "ADJ": "JJ",
    "PRON": "PRP",
    "DET": "DT",
    "NUM": "CD",
}
_NO_SPACE_BEFORE = frozenset(",.;:?!”’)…'") | {"’s", "'s", "n’t", "-year-old"}
_NO_SPACE_AFTER = frozenset("“‘(")


def build_doc(source: str) -> Doc:
    """Lines of tokens `word|POS|head|dep|lemma|tag`; a line is a sentence, a blank line ends a paragraph.

    Heads count from 1 inside the line; 0 is the root. What is left out is guessed: PROPN for a capital, else NOUN; the
    first word as head. Entities stand in brackets behind their type: `PER[Joe Biden]`.
    """
    words: list[str] = []
    columns: dict[str, list[str]] = {name: [] for name in ("pos", "tags", "deps", "lemmas", "ents")}
    heads: list[int] = []
    entity = ""
    for line in source.strip().split("\n"):
        if not line.strip():
            words.append("\n\n")
            heads.append(max(0, len(words) - 2))
            for name, value in (("pos", "SPACE"), ("tags", "_SP"), ("deps", "dep"), ("lemmas", "\n\n"), ("ents", "O")):
                columns[name].append(value)
            continue
        offset = len(words)
        for i, item in enumerate(line.split()):
            opening = re.match(r"(PER|ORG|LOC)\[", item)
            if opening:
                entity = f"B-{opening[1]}"
                item = item[opening.end() :]
            closes = item.endswith("]")
            word, pos, head, dep, lemma, tag = (*item.removesuffix("]").split("|"), *[""] * 5)[:6]
            pos = pos or ("PROPN" if word[0].isupper() else "NOUN" if word[0].isalnum() else "PUNCT")
            words.append(word)
            at = offset + (int(head) - 1 if head and head != "0" else 0 if head == "" and i else i)
            heads.append(at)
            columns["pos"].append(pos)
            columns["tags"].append(tag or ("NNS" if pos == "NOUN" and lemma and lemma != word else _TAGS.get(pos, pos)))
            columns["deps"].append("ROOT" if at == offset + i else dep or "dep")
            columns["lemmas"].append(lemma or word.lower())
            columns["ents"].append(entity or "O")
            entity = "" if closes else entity.replace("B-", "I-")
    spaces = [
        i + 1 < len(words)
        and words[i + 1] not in _NO_SPACE_BEFORE
        and words[i] not in _NO_SPACE_AFTER
        and "\n" not in (words[i] + words[i + 1])
        for i in range(len(words))
    ]
    return Doc(
        _VOCAB,
        words=words,
        spaces=spaces,
        heads=heads,
        pos=columns["pos"],
        tags=columns["tags"],
        deps=columns["deps"],
        lemmas=columns["lemmas"],
        ents=columns["ents"],
    )


@pytest.fixture
def make_doc() -> Callable[[str], Doc]:
    return build_doc
