"""Everything that one training run reads, made once on any machine and then only looked up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file

from reconcile.packaged import packaged_model
from training.entailment_contrast import TREEBANKS, contrast_pairs, read_clauses
from training.entailment_data import Mixture, is_validation, read_inference, read_news
from training.entailment_model import load_tokenizer
from training.entailment_pool import Similar, broad_pool, similar_words
from training.language_data import NON_COMMERCIAL, read_conllu

if TYPE_CHECKING:
    from reconcile.embed import Vectors
    from reconcile.pipeline import Pipeline

WORDS_SEEN = 3  # how often a word must occur to stand in for another


def treebank_sentences(data: Path) -> list[str]:
    """Sentences of 5 to 40 words whose licence allows it, in document order."""
    documents = [d for file in TREEBANKS for d in read_conllu(data / file) if d.genre not in NON_COMMERCIAL]
    return [s.text for d in documents for s in d.sentences if 5 <= len(s.text.split()) <= 40]


def stand_ins(texts: Sequence[str], tokens: Mapping[str, int], vectors: Vectors) -> Similar:
    """For the words that occur often enough and are one token of the encoder: those nearest by its word vectors."""
    seen = Counter(word for text in texts for word in re.findall(r"[a-z]{4,}", text.lower()))
    words = sorted(word for word, count in seen.items() if count >= WORDS_SEEN and word in tokens)
    rows = vectors[[tokens[word] for word in words]]
    return similar_words(words, rows / np.linalg.norm(rows, axis=1, keepdims=True))


def make_mixture(data: Path, pipeline: Pipeline) -> Mixture:
    """All lists, the annotated events apart. Takes some minutes of one core, most of it for vectors."""
    encoder = pipeline.worker.encoder
    inference, news = read_inference(data), read_news(data)
    sentences = treebank_sentences(data)
    table = load_file(packaged_model() / "model.safetensors")["embeddings.word_embeddings.weight"]
    texts = [*sentences, *(t for p in [*inference, *news] for t in (p.a, p.b))]
    similar = stand_ins(texts, load_tokenizer().get_vocab(), table)
    clauses = read_clauses(data, pipeline)
    free = [p for p in inference if not is_validation(p)]
    return Mixture(
        {
            "inference": free,
            "held": [p for p in inference if is_validation(p)],
            "news": news,
            **contrast_pairs(news, clauses, encoder),
            "broad_pool": broad_pool(free, sentences, encoder.encode, similar),
        }
    )
