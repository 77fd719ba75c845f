"""Turn documents into spaCy training examples: random runs of sentences with their white space, lightly varied.

A pipeline that reads articles meets blank lines, headlines without a full stop, and curly quotation marks. So each
example is a run of consecutive sentences with the line breaks of its paragraphs, and a share of them is varied: other
line breaks, curly instead of straight marks and back, lower case, a last full stop left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from training.language_data import MISSING, Document, Sentence, Word

CURLY = {"``": "“", "''": "”"}  # by XPOS, which says whether a mark opens or closes
FINAL = frozenset(".!?")


@dataclass(frozen=True)
class Variation:
    """Shares of the examples, or of the paragraphs in them, that are varied."""

    curly: float = 0.4
    straight: float = 0.3
    lower: float = 0.03
    single_break: float = 0.35
    no_break: float = 0.05
    headline: float = 0.04
    rename: float = 0.0


class Names:
    """Words of names by label and place in the name (only, first, later), to put in each other's place.

    The annotated names are few, and a network learns them by heart; with others in their place it has to look at the
    context and at the form.
    """

    def __init__(self, documents: list[Document]) -> None:
        found: dict[tuple[str, str], dict[str, None]] = {}
        for document in documents:
            for sentence in document.sentences:
                for i, word in enumerate(sentence.words):
                    if self._is_name(word):
                        found.setdefault(self._place(sentence.words, i), {})[word.form] = None
        self.pools = {place: list(forms) for place, forms in found.items()}

    @staticmethod
    def _is_name(word: Word) -> bool:
        return word.entity[:2] in {"B-", "I-"} and word.xpos == "NNP" and word.form.istitle() and word.form.isalpha()

    @staticmethod
    def _place(words: list[Word], i: int) -> tuple[str, str]:
        goes_on = i + 1 < len(words) and words[i + 1].entity.startswith("I-")
        where = "later" if words[i].entity.startswith("I-") else "first" if goes_on else "only"
        return words[i].entity[2:], where

    def swap(self, rng: random.Random, words: list[Word], share: float) -> list[Word]:
        """The words with that share of the names' words replaced."""
        return [
            replace(word, form=rng.choice(self.pools[self._place(words, i)]))
            if self._is_name(word) and rng.random() < share
            else word
            for i, word in enumerate(words)
        ]


@dataclass
class Columns:
    """The parallel lists that spaCy's ``Doc`` takes; ``heads`` are absolute."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    pos: list[str]
    morphs: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]
    ents: list[str]

    @classmethod
    def empty(cls) -> Columns:
        """Columns of no word."""
        return cls([], [], [], [], [], [], [], [], [])

    def add_break(self, text: str) -> None:
        """Add a white-space token, hung on the word before it as spaCy does."""
        self.words.append(text)
        self.spaces.append(False)
        self.tags.append("_SP")
        self.pos.append("SPACE")
        self.morphs.append("")
        self.lemmas.append(text)
        self.heads.append(len(self.words) - 2)
        self.deps.append("dep")
        self.ents.append("O")

    def add_sentence(self, sentence: Sentence) -> None:
        """Add the words of a sentence; its last word gets no space (the caller decides what follows)."""
        offset = len(self.words)
        for i, word in enumerate(sentence.words):
            self.words.append(word.form)
            self.spaces.append(word.space and i + 1 < len(sentence.words))
            self.tags.append(word.xpos)
            self.pos.append(word.upos)
            self.morphs.append("" if word.feats == "_" else word.feats)
            self.lemmas.append(word.lemma)
            self.heads.append(offset + word.head)
            self.deps.append(word.deprel)
            self.ents.append(word.entity)


def to_doc(nlp: Language, sentences: list[Sentence], breaks: list[str]) -> Doc:
    """A gold ``Doc``; ``breaks[i]`` is the white space before sentence i: " " or line breaks."""
    columns = Columns.empty()
    for i, (sentence, space) in enumerate(zip(sentences, breaks, strict=True)):
        if i and space == " ":
            columns.spaces[-1] = True
        elif i:
            columns.add_break(space)
        columns.add_sentence(sentence)
    return Doc(
        nlp.vocab,
        words=columns.words,
        spaces=columns.spaces,
        tags=columns.tags,
        pos=columns.pos,
        morphs=columns.morphs,
        lemmas=columns.lemmas,
        heads=columns.heads,
        deps=columns.deps,
        ents=_closed(columns.ents),  # type: ignore[arg-type]
    )


def _closed(ents: list[str]) -> list[str | None]:
    """Tags as ``Doc`` takes them: None for unknown, and no I- without its beginning."""
    fixed: list[str | None] = []
    for tag in ents:
        before = (fixed[-1] if fixed else None) or "O"
        if tag == MISSING:
            fixed.append(None)
        else:
            fixed.append("B-" + tag[2:] if tag.startswith("I-") and before[2:] != tag[2:] else tag)
    return fixed


def _restyle(word: Word, curly: bool) -> Word:
    form = word.form
    if curly:
        if form == '"' and word.xpos in CURLY:
            form = CURLY[word.xpos]
        elif form == "'" and word.xpos in CURLY:
            form = "‘" if word.xpos == "``" else "’"
        elif "'" in form:
            form = form.replace("'", "’")
        elif form == "--":
            form = "—"
    else:
        form = form.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    return word if form == word.form else replace(word, form=form)


def _without_stop(sentence: Sentence) -> Sentence:
    """The sentence as a headline would have it: no final mark (if no word depends on that mark)."""
    last = len(sentence.words) - 1
    if last < 2 or sentence.words[last].form not in FINAL or any(word.head == last for word in sentence.words[:last]):
        return sentence
    return replace(sentence, words=sentence.words[:last])


def vary(
    rng: random.Random, sentences: list[Sentence], variation: Variation, names: Names | None = None
) -> tuple[list[Sentence], list[str]]:
    """Varied sentences and the white space before each."""
    style = rng.random()
    lower = rng.random() < variation.lower
    rename = names is not None and rng.random() < variation.rename
    single = rng.random() < variation.single_break
    varied: list[Sentence] = []
    breaks: list[str] = []
    for i, sentence in enumerate(sentences):
        alone = sentence.new_paragraph and (i + 1 == len(sentences) or sentences[i + 1].new_paragraph)
        if alone and rng.random() < variation.headline * 4:
            sentence = _without_stop(sentence)
        words = names.swap(rng, sentence.words, 0.5) if rename and names else sentence.words
        if style < variation.curly + variation.straight:
            words = [_restyle(word, style < variation.curly) for word in words]
        if lower:
            words = [replace(word, form=word.form.lower()) for word in words]
        varied.append(replace(sentence, words=words))
        joined = not sentence.new_paragraph or rng.random() < variation.no_break
        breaks.append(" " if joined else "\n" if single else "\n\n")
    return varied, breaks


def runs(rng: random.Random, documents: list[Document], longest: int) -> list[list[Sentence]]:
    """Every document cut at random places into runs of up to ``longest`` words, in random order.

    A run may be as short as a sentence, so that beginnings and ends of texts are seen often; a longer sentence is its
    own run.
    """
    cut: list[list[Sentence]] = []
    for document in documents:
        run: list[Sentence] = []
        size, limit = 0, rng.randint(1, longest)
        for sentence in document.sentences:
            if run and size + len(sentence.words) > limit:
                cut.append(run)
                run, size, limit = [], 0, rng.randint(1, longest)
            run.append(sentence)
            size += len(sentence.words)
        cut.append(run)
    rng.shuffle(cut)
    return cut


def gold_examples(nlp: Language, documents: list[Document]) -> Iterator[Example]:
    """Whole documents on gold tokens, without variation: what a pipeline is initialised on (it collects the labels)."""
    for document in documents:
        breaks = ["\n\n" if sentence.new_paragraph else " " for sentence in document.sentences]
        reference = to_doc(nlp, document.sentences, breaks)
        yield Example(Doc(nlp.vocab, [t.text for t in reference], [bool(t.whitespace_) for t in reference]), reference)
