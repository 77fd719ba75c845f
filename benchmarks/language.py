"""Accuracy and speed of the language pipeline: ``python -m benchmarks.language [PATH] [--data ../shared/data]``.

Prints a Markdown table. The pipeline reads raw text, whole documents at a time, as the tool gives it; how the scores
are defined is said in ``training/language_score.py``. UNER's test file has LOC, ORG and PER only (its older OTH is not
annotated there), so every predicted entity counts. Speed is processor time of one thread over news articles, counted
in words between white space.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from training.language_data import Document, load_split
from training.language_score import Scores, score

DEFAULT_PIPELINE = Path(__file__).parent.parent / "reconcile" / "resources" / "language"
NEWS = frozenset({"news", "interview"})
MEASURES = ("words", "sentences", "upos", "xpos", "feats", "lemma", "uas", "las")


def load(path: Path) -> Language:
    """The pipeline on NumPy's matrix product, about three times as fast as thinc's own on a processor with AVX2."""
    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(path)


def row(name: str, scores: Scores, entities: bool) -> str:
    """A line of the table."""
    cells = [f"{scores.f1(measure):.1f}" for measure in MEASURES]
    labels = ("ents", "LOC", "ORG", "PER")
    cells += [f"{scores.f1(label):.1f}" if entities else "–" for label in labels]
    return f"| {name} | " + " | ".join(cells) + " |"


def accuracy(nlp: Language, data: Path, split: str) -> Iterator[str]:
    """The table of accuracies on the ``split`` ("dev" or "test") of the treebanks."""
    ewt, gum = load_split(data, split)
    news = [document for document in gum if document.genre in NEWS]
    sets: list[tuple[str, list[Document], bool]] = [
        (f"UD EWT {split}, UNER EWT {split}", ewt, True),
        (f"UD GUM {split}: news, interview", news, False),
        (f"UD GUM {split}: all but whow, fiction", gum, False),
    ]
    yield "| set | words | sentences | UPOS | XPOS | feats | lemma | UAS | LAS | entities | LOC | ORG | PER |"
    yield "|---|" + "--:|" * 12
    for name, documents, entities in sets:
        yield row(name, score(nlp, documents), entities)
        yield row(f"{name}, words given", score(nlp, documents, gold_tokens=True), entities)


def articles(data: Path, count: int) -> list[str]:
    """The texts of the first ``count`` news articles."""
    texts: list[str] = []
    with (data / "article-bias-prediction" / "articles_8000.jsonl").open(encoding="utf-8") as file:
        for line in file:
            if len(texts) == count:
                break
            texts.append(json.loads(line)["text"])
    return texts


def speed(nlp: Language, texts: list[str], batch_size: int = 64) -> float:
    """Words (between white space) a second of processor time; run with OMP_NUM_THREADS=1."""
    for _ in nlp.pipe(texts[:4]):
        pass
    words = sum(len(text.split()) for text in texts)
    started = time.process_time()
    for _ in nlp.pipe(texts, batch_size=batch_size):
        pass
    return words / (time.process_time() - started)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("pipeline", nargs="?", type=Path, default=DEFAULT_PIPELINE)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--articles", type=int, default=200, help="how many articles to time; 0 leaves the timing out")
    arguments = parser.parse_args()
    nlp = load(arguments.pipeline)
    for line in accuracy(nlp, arguments.data, arguments.split):
        print(line, flush=True)
    if arguments.articles:
        print(f"\n{speed(nlp, articles(arguments.data, arguments.articles)):,.0f} words/s on one core")


if __name__ == "__main__":
    main()
