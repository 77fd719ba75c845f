"""The model card of the language pipeline: its origin, what it can do, and a digest to check the files with."""

from __future__ import annotations

import hashlib
from pathlib import Path

from benchmarks.language import accuracy, articles, load, speed

CARD = "MODEL_CARD.md"
TEXT = """\
# Language pipeline (English)

A spaCy pipeline for news: tokenizer, tagger (XPOS), morphologizer (UPOS and features), rule lemmatizer, dependency
parser (Universal Dependencies, sentence boundaries) and named entities (PER, ORG, LOC). One small convolutional encoder
is shared by all of them. It loads with `spacy.load(path)` and needs no network and no registered code.

## Use

The matrix products of thinc's default backend (BLIS) are slower than NumPy's. Before loading:
`thinc.api.set_current_ops(thinc.api.NumpyOps(use_blis=False))`. Give `nlp.pipe` batches of 64 texts or more.

## Made by

    python -m training.language ../shared/data

Training takes about half an hour on one core. The seeds are fixed; the last digits differ between machines.

## Data and licences

| set | used for | licence |
|---|---|---|
| UD English EWT, commit 15d613d (train: rebuilt from the repository's sources) | all | CC BY-SA 4.0 |
| UD English GUM, commit afb41ee (train: rebuilt), without the genres `whow` and `fiction` | all; entities from its mention annotation | annotations CC BY 4.0; texts CC BY, CC BY-SA or public domain |
| UNER English EWT, commit 8ed072d (train: the older version of the file) | named entities | CC BY-SA 4.0 |
| all-MiniLM-L6-v2 | word vectors (distilled) | Apache-2.0 |
| FoolMeTwice dev and test, Wikipedia passages, unlabelled | contexts for the word vectors | Apache-2.0 / CC BY-SA |

The weights are a derived work of CC BY-SA data and are shared under CC BY-SA 4.0; cite the treebanks.

Splits are the treebanks' own. Training saw `train` only, choices were made on `dev`, the table below is `test`.
UNER's label OTH (nationalities, events), which only the older training file has, is read as "no entity", as in the
current dev and test files. GUM has no UNER annotation: its training entities are the proper-noun part of its person,
organisation and place mentions.

## Scores

F1 in per cent on raw text, whole documents, as the CoNLL 2018 shared task defines them: words are aligned by characters,
LAS compares heads and universal relations without subtypes. "Words given" has the gold tokens instead of the
pipeline's own; the sentences are still found by the parser.

{scores}

{speed}

## Tried

{tried}

## Known weak spots

{weak}

## Files

{size:.1f} MB without this card. SHA-256 over the files in order of their paths (path, newline, content of each):

    {digest}
"""  # noqa: E501
TRIED = """\
On the dev sets, raw text: LAS of EWT / LAS of GUM news and interviews / entity F1 of UNER EWT.

| attempt | dev | kept |
|---|---|---|
| spaCy's efficiency configuration, 4,000 steps on EWT and GUM (the first reading; GUM test, news and interviews) | LAS 80.5, UPOS 96.1 | no |
| spaCy's own update, width 128: 1,300 words a second of processor time, not run to the end | – | no |
| vectorised steps on gold derivations: 5,300 words/s; after 600 steps (0.6 M words), every other EWT document | 77.8 / 79.6 / – | yes |
| the same, 1,800 steps, constant rate, averaged weights, every other EWT document | 81.2 / 84.3 / 62.7 | no |
| names weighted 2.5, 1,800 steps | 80.5 / 83.1 / 66.5 | yes |
| the same with cool-down, 3,054 steps | 81.7 / 83.8 / 66.2 | phase 1 |
| then titles left out of GUM's person names, names swapped, dropout 0.2: 1,800 steps | 82.0 / 84.3 / 67.6 | phase 2 |
| tokenizer: spaCy's English rules / fitted to UD, F1 of words on EWT dev and GUM dev | 97.3, 99.6 / 98.8, 99.8 | fitted |
| lemma tables with gold tags on EWT dev and GUM dev | 97.7, 98.3 | yes |
| NumPy's matrix product for BLIS: encoder without vectors, 101 against 50 µs a word | – | yes |

Word vectors (80 dimensions, 25,060 rows, 8 MB) were in every run above but the first two; a run without them was not
finished. In the shipped weights phase 1 still had the titles inside GUM's person names; the command leaves them out in
both phases. Not tried: MiniLM itself as encoder (its three lower layers alone take about 200 µs a word), a larger
teacher that labels more text.
"""  # noqa: E501
WEAK = """\
- Entities: organisations (F1 about 55) are confused with places and people, or missed; a title may stay in a name
  ("U.S. President Donald Trump").
- Bound prefixes from a list keep their hyphen; other hyphens are split ("54", "-", "year", "-", "old").
- Adjectives of nationality are lemmatised in lower case ("palestinian"), against UD ("Palestinian").
- Unpunctuated, all lower-case or e-mail text: sentence ends and tags are less sure.
- Punctuation is the most frequent wrong attachment, then coordination and the choice of nmod or obl.
"""


def package_files(folder: Path) -> list[Path]:
    """The files of the package, in order, without the card."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CARD)


def digest(folder: Path) -> str:
    """SHA-256 of the package's files: of each its relative path, a newline and its content."""
    found = hashlib.sha256()
    for path in package_files(folder):
        found.update(path.relative_to(folder).as_posix().encode() + b"\n")
        found.update(path.read_bytes())
    return found.hexdigest()


def write_card(folder: Path, data: Path) -> None:
    """Score the package in ``folder`` on the test sets and write its card."""
    nlp = load(folder)
    scores = "\n".join(accuracy(nlp, data, "test"))
    rate = speed(nlp, articles(data, 200))
    card = TEXT.format(
        scores=scores,
        speed=f"News articles: {rate:,.0f} words (between white space) a second of processor time, one thread.",
        tried=TRIED.strip(),
        weak=WEAK.strip(),
        size=sum(path.stat().st_size for path in package_files(folder)) / 1e6,
        digest=digest(folder),
    )
    (folder / CARD).write_text(card, encoding="utf-8")
