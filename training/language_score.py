"""Scores of a pipeline on raw text, as the CoNLL 2018 shared task defines them (Zeman et al. 2018, section 5).

The text of each document is rebuilt from SpaceAfter and the paragraph marks and given to the pipeline as one string.
Words of the system and of the gold standard are aligned by their character offsets (white space left out); every
score is an F1 over words, so a wrong split costs on both sides. LAS compares heads and universal relations, that is
without subtypes ("nsubj:pass" counts as "nsubj"), as the shared task's script does. A sentence is right if it begins
and ends at the right characters. Entities are right if span and label are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from training.language_data import LABELS, Document

Span = tuple[int, int]


@dataclass
class Tally:
    """Numbers of gold, predicted and right items."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall in per cent, 0 without items."""
        total = self.gold + self.predicted
        return 200.0 * self.right / total if total else 0.0

    def add(self, gold: Iterable[object], predicted: Iterable[object]) -> None:
        """Count two collections of comparable items, each item once."""
        wanted, found = set(gold), set(predicted)
        self.gold += len(wanted)
        self.predicted += len(found)
        self.right += len(wanted & found)


@dataclass
class Scores:
    """Tallies by measure: words, sentences, upos, xpos, feats, lemma, uas, las, ents and one for each entity label."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def add(self, measure: str, gold: Iterable[object], predicted: Iterable[object]) -> None:
        """Count items for a measure."""
        self.tallies.setdefault(measure, Tally()).add(gold, predicted)

    def f1(self, measure: str) -> float:
        """F1 of a measure in per cent."""
        return self.tallies[measure].f1


@dataclass(frozen=True)
class Row:
    """A word: its span in characters without white space, what is said about it, the span of its head (None: root)."""

    span: Span
    upos: str
    xpos: str
    feats: str
    lemma: str
    head: Span | None
    relation: str


def universal(relation: str) -> str:
    """The relation without its subtype; spaCy writes ROOT for root."""
    return relation.split(":")[0].lower()


def gold_rows(document: Document) -> tuple[list[Row], list[Span], list[tuple[Span, str]]]:
    """Words, sentences and entities of the gold standard."""
    rows: list[Row] = []
    sentences: list[Span] = []
    tags: list[tuple[Span, str]] = []
    at = 0
    for sentence in document.sentences:
        spans: list[Span] = []
        for word in sentence.words:
            size = len("".join(word.form.split()))
            spans.append((at, at + size))
            at += size
        sentences.append((spans[0][0], spans[-1][1]))
        for i, (span, word) in enumerate(zip(spans, sentence.words, strict=True)):
            head = None if word.head == i else spans[word.head]
            feats = "" if word.feats == "_" else word.feats
            rows.append(Row(span, word.upos, word.xpos, feats, word.lemma, head, universal(word.deprel)))
            tags.append((span, word.entity))
    return rows, sentences, spans_of(tags)


def spans_of(tags: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Entities of a tagged sequence: ((start, end), label)."""
    found: list[tuple[Span, str]] = []
    for (start, end), tag in tags:
        if tag.startswith("B-"):
            found.append(((start, end), tag[2:]))
        elif tag.startswith("I-") and found:
            found[-1] = ((found[-1][0][0], end), found[-1][1])
    return found


def system_rows(doc: Doc) -> tuple[list[Row], list[Span], list[tuple[Span, str]]]:
    """Words, sentences and entities that a pipeline found; white-space tokens do not count."""
    spans: list[Span] = []
    at = 0
    for token in doc:
        size = len("".join(token.text.split()))
        spans.append((at, at + size))
        at += size
    rows = [
        Row(
            spans[token.i],
            token.pos_,
            token.tag_,
            str(token.morph),
            token.lemma_,
            None if token.head.i == token.i else spans[token.head.i],
            universal(token.dep_),
        )
        for token in doc
        if not token.is_space
    ]
    sentences = [(spans[sent.start][0], spans[sent.end - 1][1]) for sent in doc.sents]
    entities = [((spans[ent.start][0], spans[ent.end - 1][1]), ent.label_) for ent in doc.ents]
    return rows, [span for span in sentences if span[0] < span[1]], entities


def score(nlp: Language, documents: list[Document], gold_tokens: bool = False) -> Scores:
    """Scores of ``nlp`` on whole documents; with ``gold_tokens`` the words are given (sentences are still found)."""
    scores = Scores()
    for document, doc in zip(documents, _parsed(nlp, documents, gold_tokens), strict=True):
        gold, gold_sentences, gold_entities = gold_rows(document)
        found, found_sentences, found_entities = system_rows(doc)
        scores.add("words", (row.span for row in gold), (row.span for row in found))
        scores.add("sentences", gold_sentences, found_sentences)
        for measure in ("upos", "xpos", "feats", "lemma"):
            scores.add(
                measure,
                ((row.span, getattr(row, measure)) for row in gold),
                ((row.span, getattr(row, measure)) for row in found),
            )
        scores.add("uas", ((row.span, row.head) for row in gold), ((row.span, row.head) for row in found))
        scores.add(
            "las",
            ((row.span, row.head, row.relation) for row in gold),
            ((row.span, row.head, row.relation) for row in found),
        )
        scores.add("ents", gold_entities, [entity for entity in found_entities if entity[1] in LABELS])
        for label in LABELS:
            scores.add(label, *([e for e in side if e[1] == label] for side in (gold_entities, found_entities)))
    return scores


def _parsed(nlp: Language, documents: list[Document], gold_tokens: bool) -> Iterable[Doc]:
    if not gold_tokens:
        return nlp.pipe((document.text for document in documents), batch_size=16)
    return nlp.pipe((gold_doc(nlp, document) for document in documents), batch_size=16)


def gold_doc(nlp: Language, document: Document) -> Doc:
    """An unannotated ``Doc`` with the gold words and the blank lines between paragraphs as white-space tokens."""
    words: list[str] = []
    spaces: list[bool] = []
    for sentence in document.sentences:
        if words and sentence.new_paragraph:
            words.append("\n\n")
            spaces.append(False)
        elif words:
            spaces[-1] = True
        words += [word.form for word in sentence.words]
        spaces += [word.space for word in sentence.words[:-1]] + [False]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def error_counts(nlp: Language, documents: list[Document]) -> Counter[tuple[str, str]]:
    """How often a gold relation was read as another one, over the words whose span is right."""
    counts: Counter[tuple[str, str]] = Counter()
    for document, doc in zip(documents, _parsed(nlp, documents, False), strict=True):
        found = {row.span: row for row in system_rows(doc)[0]}
        for row in gold_rows(document)[0]:
            other = found.get(row.span)
            if other is not None and (row.head, row.relation) != (other.head, other.relation):
                counts[(row.relation, other.relation)] += 1
    return counts
