"""Training steps for all components at once, on gold tokens and gold derivations, whole batches at a time.

spaCy's own update follows the model's guesses one transition after the other: the parser then learns to go on after a
mistake, but each word costs about five times the processor time. Here all states of a batch are known beforehand, so
that an update is a handful of matrix products; in the same time a network sees its data often enough to be better.
The weights are those of the pipeline's own layers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import Model, Optimizer

from training.language_data import Document, Sentence
from training.language_examples import Names, Variation, runs, to_doc, vary
from training.language_oracle import Ints, entity_derivation, parse_derivation

# How much a component's gradient counts in the shared encoder. Few words are names, so that their loss is small beside
# the parser's.
WEIGHTS = {"tagger": 1.0, "morphologizer": 1.0, "parser": 1.0, "ner": 2.5}
Floats = NDArray[np.float32]


@dataclass
class Sample:
    """A run of sentences: its tokens and, for each classifier, states and gold classes (-1: unknown)."""

    doc: Doc
    tags: Ints
    morphs: Ints
    parse: tuple[Ints, Ints]
    entities: tuple[Ints, Ints]


def _classes(nlp: Language, name: str) -> dict[str, int]:
    """Class index of every action (``move_names`` leaves an internal one out, so its indices are shifted)."""
    moves = nlp.get_pipe(name).moves  # type: ignore[attr-defined]
    return {moves.get_class_name(i): i for i in range(moves.n_moves)}


class Sampler:
    """Makes samples with the class indices of a pipeline."""

    def __init__(self, nlp: Language, names: Names) -> None:
        self.nlp = nlp
        self.tags = {label: i for i, label in enumerate(nlp.get_pipe("tagger").labels)}  # type: ignore[attr-defined]
        self.morphs = {label: i for i, label in enumerate(nlp.get_pipe("morphologizer").labels)}  # type: ignore[attr-defined]
        self.moves = _classes(nlp, "parser")
        self.entity_moves = _classes(nlp, "ner")

        self.names = names
        self._known: dict[tuple[str, str], int] = {}

    def morph_class(self, token: Token) -> int:
        """Class of a token's features with its part of speech among them, as the morphologizer writes them."""
        key = (str(token.morph), token.pos_)
        if key not in self._known:
            features = {**token.morph.to_dict(), "POS": token.pos_}
            label = self.nlp.vocab.strings[self.nlp.vocab.morphology.add(features)]
            self._known[key] = self.morphs.get(label, -1)
        return self._known[key]

    def sample(self, sentences: list[Sentence], breaks: list[str]) -> Sample:
        """A sample of sentences with the white space before each."""
        gold = to_doc(self.nlp, sentences, breaks)
        entities = [token.ent_iob_ + ("-" + token.ent_type_ if token.ent_type_ else "") for token in gold]
        return Sample(
            doc=Doc(self.nlp.vocab, [token.text for token in gold], [bool(token.whitespace_) for token in gold]),
            tags=np.array([self.tags.get(token.tag_, -1) for token in gold], dtype=np.int32),
            morphs=np.array([self.morph_class(token) for token in gold], dtype=np.int32),
            parse=parse_derivation(
                [token.head.i for token in gold],
                [token.dep_ for token in gold],
                [bool(token.is_sent_start) for token in gold],
                self.moves,
            ),
            entities=entity_derivation([tag or None for tag in entities], self.entity_moves),
        )


def sample_batches(
    sampler: Sampler,
    documents: list[Document],
    rng: random.Random,
    variation: Variation,
    batch_words: int,
    longest: int = 100,
) -> Iterator[list[Sample]]:
    """One epoch of batches of about ``batch_words`` words."""
    batch: list[Sample] = []
    size = 0
    for run in runs(rng, documents, longest):
        batch.append(sampler.sample(*vary(rng, run, variation, sampler.names)))
        size += len(batch[-1].doc)
        if size >= batch_words:
            yield batch
            batch, size = [], 0


def _classify(layer: Any, x: Floats, gold: Ints) -> tuple[float, Floats]:
    """Cross entropy of a softmax layer on tokens: (loss, gradient of x)."""
    probabilities, backprop = layer.begin_update(x)
    loss, gradient = _loss(probabilities, gold)
    return loss, backprop(gradient)


def _loss(probabilities: Floats, gold: Ints) -> tuple[float, Floats]:
    known = np.flatnonzero(gold >= 0)
    gradient = np.zeros_like(probabilities)
    gradient[known] = probabilities[known]
    gradient[known, gold[known]] -= 1
    picked = probabilities[known, gold[known]]
    return float(-np.log(picked + 1e-9).sum()), gradient


def _transitions(model: Any, x: Floats, ids: Ints, gold: Ints, drop: float) -> tuple[float, Floats]:
    """Cross entropy of a transition model on states given by token indices ``ids``: (loss, gradient of x).

    The same computation as spaCy's ParserStepModel: a table of what each token gives in each feature place,
    (n_tokens + 1, n_features, hidden * pieces), of which a state sums its rows; then maxout and a linear layer.
    """
    ops = model.ops
    reduce = model.get_ref("tok2vec").layers[-1]
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    tokens, backprop_reduce = reduce.begin_update(x)
    weights = lower.get_param("W")
    n_features, n_hidden, n_pieces, n_in = weights.shape
    flat = weights.reshape(-1, n_in)
    table = np.empty((len(tokens) + 1, n_features, n_hidden * n_pieces), dtype=np.float32)
    table[0] = lower.get_param("pad").reshape(n_features, -1)
    table[1:] = ops.gemm(tokens, flat, trans2=True).reshape(len(tokens), n_features, -1)
    summed = np.repeat(lower.get_param("b").reshape(1, -1), len(ids), axis=0)
    for place in range(n_features):
        summed += table[ids[:, place] + 1, place]
    hidden, which = ops.maxout(summed.reshape(-1, n_hidden, n_pieces))
    mask = ops.get_dropout_mask(hidden.shape, drop)
    scores, backprop_upper = upper.begin_update(hidden * mask)
    loss, d_scores = _loss(ops.softmax(scores), gold)
    d_hidden = backprop_upper(d_scores) * mask
    d_summed = ops.backprop_maxout(d_hidden, which, n_pieces).reshape(len(ids), -1)
    d_table = np.zeros((n_features, *table[:, 0].shape), dtype=np.float32)
    for place in range(n_features):
        ops.scatter_add(d_table[place], ids[:, place] + 1, d_summed)
    d_flat = np.ascontiguousarray(d_table[:, 1:].transpose(1, 0, 2)).reshape(len(tokens), -1)
    lower.inc_grad("W", ops.gemm(d_flat, tokens, trans1=True).reshape(weights.shape))
    lower.inc_grad("b", d_summed.sum(axis=0).reshape(n_hidden, n_pieces))
    lower.inc_grad("pad", d_table[:, 0].reshape(1, n_features, n_hidden, n_pieces))
    return loss, backprop_reduce(ops.gemm(d_flat, flat))


def _joined(samples: list[tuple[Ints, Ints]], lengths: list[int]) -> tuple[Ints, Ints]:
    """States of several texts with their token indices moved to the batch's."""
    offsets = np.cumsum([0, *lengths[:-1]])
    ids = [np.where(states >= 0, states + offset, -1) for (states, _), offset in zip(samples, offsets, strict=True)]
    return np.concatenate(ids).astype(np.int32), np.concatenate([gold for _, gold in samples])


def update(nlp: Language, batch: list[Sample], optimizer: Optimizer, drop: float, losses: dict[str, float]) -> None:
    """One step on a batch, adding to ``losses``."""
    models: dict[str, Model[Any, Any]] = {
        name: nlp.get_pipe(name).model  # type: ignore[attr-defined]
        for name in ("tok2vec", "tagger", "morphologizer", "parser", "ner")
    }
    for node in models["tok2vec"].walk():
        if "dropout_rate" in node.attrs:
            node.attrs["dropout_rate"] = drop
    vectors, backprop = models["tok2vec"].begin_update([sample.doc for sample in batch])
    lengths = [len(rows) for rows in vectors]
    x = np.concatenate(vectors)
    parse = _joined([sample.parse for sample in batch], lengths)
    entities = _joined([sample.entities for sample in batch], lengths)
    gold = {name: np.concatenate([getattr(sample, name) for sample in batch]) for name in ("tags", "morphs")}
    results = {
        "tagger": _classify(models["tagger"].layers[-1].layers[0], x, gold["tags"]),
        "morphologizer": _classify(models["morphologizer"].layers[-1].layers[0], x, gold["morphs"]),
        "parser": _transitions(models["parser"], x, *parse, drop),
        "ner": _transitions(models["ner"], x, *entities, drop),
    }
    d_x = np.zeros_like(x)
    for name, (loss, gradient) in results.items():
        losses[name] = losses.get(name, 0.0) + loss / len(x)
        d_x += WEIGHTS[name] * gradient
    backprop(np.split(d_x, np.cumsum(lengths)[:-1]))
    for model in models.values():
        model.finish_update(optimizer)
