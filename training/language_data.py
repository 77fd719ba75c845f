"""Read the treebanks and the entity annotation that train the language pipeline.

Sources (folder, licence): ``ud-english-ewt`` and ``uner-english-ewt`` (CC BY-SA 4.0), ``ud-english-gum`` without the
genres ``whow`` and ``fiction``, whose texts are non-commercial. Everything is kept as whole documents with their
paragraphs, so that the text a model trains on looks like the text it will be given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LABELS = ("LOC", "ORG", "PER")
NON_COMMERCIAL = frozenset({"whow", "fiction"})
MISSING = "-"  # the annotation does not say
GUM_ENTITY = {"person": "PER", "organization": "ORG", "place": "LOC"}
NAME_TAGS = frozenset({"NNP", "NNPS"})  # not UPOS: "United" of "United States" is an ADJ tagged NNP
# UNER's training data leaves these outside the name (194 times of 206); GUM's mentions have them inside.
TITLES = frozenset(
    "Mr. Mr Mrs. Mrs Ms. Ms Dr. Dr Prof. Professor President Vice Prime Minister Senator Sen. Representative Rep. "
    "Congressman Governor Gov. General Gen. Colonel Col. Captain Capt. Lt. Sgt. Judge Justice Chief King Queen Prince "
    "Princess Pope Father Rev. Lord Sir Chancellor Mayor Secretary Chairman Ambassador Attorney".split()
)
JOINTS = frozenset({"-", ".", "'s", "&"})
OPENING = re.compile(r"\((\d+)-([a-z]+)-[^()]*?-(\d+(?:,\d+)*)-[a-z]+(?:-[^()]*)?(?=[()]|$)|(\d+)\)|\)")


@dataclass
class Word:
    """One syntactic word; ``head`` is an index into the sentence (itself for the root)."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool
    entity: str = MISSING
    misc: str = "_"


@dataclass
class Sentence:
    """The words of one sentence and whether a paragraph starts with it."""

    words: list[Word] = field(default_factory=list)
    new_paragraph: bool = False

    @property
    def text(self) -> str:
        """The sentence without the white space around it."""
        return "".join(word.form + (" " if word.space else "") for word in self.words).strip()


@dataclass
class Document:
    """A document of a treebank: its name, its genre ("news", "weblog", ...) and its sentences in order."""

    name: str
    genre: str
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The raw text: a blank line between paragraphs, a space between sentences, as CoNLL 2018 rebuilt it."""
        parts: list[str] = []
        for sentence in self.sentences:
            if parts:
                parts.append("\n\n" if sentence.new_paragraph else " ")
            parts.append(sentence.text)
        return "".join(parts)


def _word(columns: list[str], space: bool) -> Word:
    index, head = int(columns[0]) - 1, int(columns[6]) - 1
    return Word(
        form=columns[1],
        lemma=columns[2],
        upos=columns[3],
        xpos=columns[4],
        feats=columns[5],
        head=index if head < 0 else head,
        deprel="ROOT" if head < 0 else columns[7],
        space=space,
        misc=columns[9],
    )


def read_conllu(path: Path) -> list[Document]:
    """Documents of a CoNLL-U file. Parts of a multi-word token ("do", "n't") become words without a space between."""
    documents: list[Document] = []
    sentence = Sentence()
    joined_until, joined_space = -1, True
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            name = line.split("=", 1)[1].strip()
            genre = name.split("_")[1] if name.startswith("GUM_") else name.split("-")[0]
            documents.append(Document(name, genre))
            sentence.new_paragraph = True
        elif line.startswith("# newpar"):
            sentence.new_paragraph = True
        elif not line:
            if sentence.words:
                documents[-1].sentences.append(sentence)
            sentence = Sentence()
        elif line[0] != "#":
            columns = line.split("\t")
            space = "SpaceAfter=No" not in columns[9].split("|")
            if "-" in columns[0]:
                joined_until, joined_space = int(columns[0].split("-")[1]), space
            elif "." not in columns[0]:
                number = int(columns[0])
                if number <= joined_until:
                    space = joined_space if number == joined_until else False
                if number >= joined_until:
                    joined_until = -1
                sentence.words.append(_word(columns, space))
    return documents


def _iob_sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            continue
        if not line:
            if rows:
                yield rows
            rows = []
        else:
            columns = line.split("\t")
            rows.append((columns[1], columns[2]))


def repair_tags(tags: list[str]) -> list[str]:
    """Tags with the labels of ``LABELS`` only: OTH (nationalities, events, ...) is outside, a stray I- opens a span.

    The older training file has 540 tags ``B-O``, mostly on final punctuation: they read as outside.
    """
    kept = [tag if tag[2:] in LABELS else "O" for tag in tags]
    for i, tag in enumerate(kept):
        if tag.startswith("I-") and (i == 0 or kept[i - 1][2:] != tag[2:]):
            kept[i] = "B-" + tag[2:]
    return kept


def add_entities(documents: list[Document], path: Path) -> int:
    """Put the UNER tags on the words of the sentences with the same characters; return how many words got one.

    The files differ in tokenisation here and there (they come from different releases), so words are matched by their
    character offsets; a word that starts in the middle of a tagged token takes its label.
    """
    tagged: dict[str, list[tuple[str, str]]] = {}
    for rows in _iob_sentences(path):
        tagged.setdefault("".join(form for form, _ in rows).replace(" ", ""), rows)
    found = 0
    for document in documents:
        for sentence in document.sentences:
            rows = tagged.get("".join(word.form for word in sentence.words).replace(" ", ""), [])
            if not rows:
                continue
            labels: list[str] = []
            for (form, _), tag in zip(rows, repair_tags([tag for _, tag in rows]), strict=True):
                size = len(form.replace(" ", ""))
                labels += [tag] + ["I-" + tag[2:] if tag != "O" else "O"] * (size - 1)
            offset = 0
            for word in sentence.words:
                word.entity = labels[offset]
                offset += len(word.form.replace(" ", ""))
                found += 1
    return found


def _mentions(words: list[Word]) -> Iterator[tuple[int, int, str, int]]:
    """Mentions in GUM's ``Entity=`` annotation, within a sentence: start, end, kind, index of the head."""
    stack: list[tuple[str, int, str, int]] = []
    for i, word in enumerate(words):
        value = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for match in OPENING.finditer(value):
            if match[1]:
                stack.append((match[1], i, match[2], i + int(match[3].split(",")[0]) - 1))
                continue
            number = match[4] or (stack[-1][0] if stack else "")
            for at in range(len(stack) - 1, -1, -1):
                if stack[at][0] == number:
                    _, start, kind, _ = stack.pop(at)
                    yield start, i + 1, kind, _head(words, start, i + 1)
                    break
        # A mention of one word, "(12-person-...)", is closed by the bare bracket that the pattern also finds.


def _head(words: list[Word], start: int, end: int) -> int:
    """Index of the word in [start, end) whose own head lies outside."""
    for i in range(start, end):
        if words[i].head == i or not start <= words[i].head < end:
            return i
    return start


def _name_span(words: list[Word], start: int, end: int, head: int, kind: str) -> tuple[int, int]:
    """The run of proper nouns around the head; an organisation's name may go on over "of" ("Bank of America")."""

    def inside(i: int) -> bool:
        return words[i].xpos in NAME_TAGS or (words[i].form in JOINTS and words[i].upos in {"PUNCT", "PART", "SYM"})

    left, right = head, head + 1
    while left > start and inside(left - 1):
        left -= 1
    while right < end and (inside(right) or _bridge(words, right, end, kind)):
        right += 1
    while words[left].xpos not in NAME_TAGS:
        left += 1
    while words[right - 1].xpos not in NAME_TAGS:
        right -= 1
    return left, right


def _bridge(words: list[Word], i: int, end: int, kind: str) -> bool:
    if kind == "person":
        return False
    after = [word.upos for word in words[i + 1 : min(i + 3, end)]]
    if words[i].form in {"of", "for"}:
        return after[:1] == ["PROPN"] or after == ["DET", "PROPN"]
    return words[i].form == "the" and words[i - 1].form in {"of", "for"} and after[:1] == ["PROPN"]


def add_silver_entities(documents: list[Document]) -> int:
    """Names from GUM's mention annotation: person, organisation and place mentions headed by a proper noun.

    Widest mention first, so that a place inside an organisation's name stays part of that name. Words outside such a
    mention are outside every entity, except a proper noun in no mention at all, which stays unknown. Returns the spans.
    """
    count = 0
    for document in documents:
        for sentence in document.sentences:
            words = sentence.words
            mentions = sorted(_mentions(words), key=lambda m: (m[0] - m[1], m[0]))
            covered = {i for start, end, _, _ in mentions for i in range(start, end)}
            for i, word in enumerate(words):
                word.entity = MISSING if word.upos == "PROPN" and i not in covered else "O"
            for start, end, kind, head in mentions:
                if kind not in GUM_ENTITY or words[head].xpos not in NAME_TAGS:
                    continue
                if kind == "person" and words[head].xpos == "NNPS":  # "Muslims", "Democrats": not a name of a person
                    continue
                left, right = _name_span(words, start, end, head, kind)
                while kind == "person" and left < right and words[left].form in TITLES:
                    left += 1
                if left == right or any(words[i].entity[:2] in {"B-", "I-"} for i in range(left, right)):
                    continue
                for i in range(left, right):
                    words[i].entity = ("B-" if i == left else "I-") + GUM_ENTITY[kind]
                count += 1
    return count


def load_split(data: Path, split: str) -> tuple[list[Document], list[Document]]:
    """(EWT with UNER entities, GUM without the non-commercial genres, with silver entities) of a split."""
    rebuilt, older = (".rebuilt", ".older") if split == "train" else ("", "")
    ewt = read_conllu(data / "ud-english-ewt" / f"en_ewt-ud-{split}{rebuilt}.conllu")
    add_entities(ewt, data / "uner-english-ewt" / f"en_ewt-ud-{split}{older}.iob2")
    gum = [
        document
        for document in read_conllu(data / "ud-english-gum" / f"en_gum-ud-{split}{rebuilt}.conllu")
        if document.genre not in NON_COMMERCIAL
    ]
    add_silver_entities(gum)
    return ewt, gum
