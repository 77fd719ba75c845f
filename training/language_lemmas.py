"""Tables for spaCy's rule lemmatizer, made from the lemmas of the training treebanks."""

from __future__ import annotations

from collections import Counter, defaultdict

from spacy.lookups import Lookups

from training.language_data import Document

# Suffix rules a part of speech, tried in order; a result that is a lemma of the training data goes first.
RULES: dict[str, list[list[str]]] = {
    "noun": [["ies", "y"], ["ves", "f"], ["ches", "ch"], ["shes", "sh"], ["sses", "ss"], ["xes", "x"], ["zes", "z"],
             ["men", "man"], ["s", ""]],
    "verb": [["ies", "y"], ["ied", "y"], ["es", "e"], ["es", ""], ["s", ""], ["ed", "e"], ["ed", ""],
             ["ing", "e"], ["ing", ""]],
    "adj": [["ier", "y"], ["iest", "y"], ["er", ""], ["est", ""], ["er", "e"], ["est", "e"]],
    "adv": [["", ""], ["ier", "y"], ["iest", "y"], ["er", ""], ["est", ""]],
}  # fmt: skip
RULES["aux"] = RULES["verb"]
for _rules in RULES.values():
    _rules.append(["", ""])  # a word that fits no rule is its own lemma, in lower case


def lemma_tables(documents: list[Document]) -> Lookups:
    """``lemma_rules``, ``lemma_index`` and ``lemma_exc``, keyed by lower-case part of speech, as spaCy expects them."""
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for document in documents:
        for sentence in document.sentences:
            for word in sentence.words:
                seen[word.upos.lower()][word.form.lower()][word.lemma] += 1
    index: dict[str, list[str]] = {}
    exceptions: dict[str, dict[str, list[str]]] = {}
    for pos, forms in seen.items():
        index[pos] = sorted({lemma for lemmas in forms.values() for lemma in lemmas})
        exceptions[pos] = {
            form: [best]
            for form, lemmas in forms.items()
            # A name is its own lemma, in its own case, unless it is a plural ("Democrats").
            if (best := min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))).lower() != form or pos != "propn"
        }
    lookups = Lookups()
    lookups.add_table("lemma_rules", RULES)
    lookups.add_table("lemma_index", index)
    lookups.add_table("lemma_exc", exceptions)
    return lookups
