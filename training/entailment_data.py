"""Sentence pairs for the cross-encoder, read from the data sets whose licences allow shipping a derived model.

Everything held out for measuring is removed here, by text and not by identifier: a pair is dropped when its premise or
its hypothesis, apart from case and punctuation, occurs in MultiNLI matched dev or in SNLI test. Only a stock hypothesis
of up to four words ("A man is outside."), which many pictures share, may occur in SNLI test as well.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.entailment_labels import NLI

VERDICTS = {"SUPPORTS": "entailment", "REFUTES": "contradiction"}
# Sets w10 and w11 share their design (one `a`, five `b`), so they stand in one fold; no `a` occurs in two folds.
FOLDS = (("w10", "w11"), ("w1", "w5"), ("w2", "w6"), ("w3", "w7", "w9"), ("w4", "w8"))


@dataclass(frozen=True)
class Pair:
    """Two texts and a label of `NLI` (then `a` is the premise) or of `KINDS` (then either order will do)."""

    a: str
    b: str
    label: str
    source: str


def normal(text: str) -> str:
    """The text without case and punctuation, the form in which overlaps between sets are found."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _table(path: Path, delimiter: str = "\t") -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        if delimiter == "\t":  # the tab-separated sets know no quoting: a mark is part of the sentence
            yield from csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            yield from csv.DictReader(lines, delimiter=delimiter)


def read_mnli_dev(data: Path) -> list[Pair]:
    """MultiNLI matched dev, 9,815 pairs: for measuring only."""
    rows = _jsonl(data / "generative-nli/mnli/dev.jsonl")
    return [Pair(str(r["premise"]), str(r["hypothesis"]), str(r["label"]), "mnli-dev") for r in rows]


def read_snli_test(data: Path) -> list[Pair]:
    """SNLI test, 9,824 pairs (a file without a header): for measuring only."""
    with (data / "snli-test/snli_test.tsv").open(encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [Pair(r[1], r[2], r[3].lower(), "snli-test") for r in rows]


def _inference_rows(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """Every (premise, hypothesis, label, source) of the allowed inference sets, overlaps still inside."""
    for r in _jsonl(data / "generative-nli/snli/dev.jsonl"):
        yield str(r["premise"]), str(r["hypothesis"]), str(r["label"]), "snli"
    for part in ("train", "devin", "testin"):
        for t in _table(data / f"openie-snli-mnli-25k/oie-{part}.csv", ","):
            source = "openie-snli" if ".jpg" in t["PairID"] else "openie-mnli"
            yield t["Premise"], t["Hypothesis"], t["GoldLabel"], source
    for t in _table(data / "taxinli/taxinli10k.tsv"):
        yield t["prem"], t["hyp"], t["label"], "taxinli"
    for part in ("train", "dev", "test"):
        for t in _table(data / f"counterfactual-nli/all_combined/{part}.tsv"):
            yield t["sentence1"], t["sentence2"], t["gold_label"], "counterfactual"
    for part in ("dev", "test"):
        for r in _jsonl(data / f"fever-symmetric/symmetric_v0.2/fever_symmetric_{part}.jsonl"):
            yield str(r["sentence1"]), str(r["sentence2"]), VERDICTS[str(r["label"])], "fever"
        for r in _jsonl(data / f"fool-me-twice/dataset/{part}.jsonl"):
            evidence = r["gold_evidence"]
            assert isinstance(evidence, list)
            yield " ".join(e["text"] for e in evidence), str(r["text"]), VERDICTS[str(r["label"])], "foolmetwice"
    for part, source in (("conj_dev", "conjnli"), ("adversarial_train_15k", "conjnli-auto")):
        for t in _table(data / f"conjnli/data/NLI/{part}.tsv"):
            yield t["Premise"], t["Hypothesis"], t["Label"], source


def _held_out(premise: str, hypothesis: str, mnli: set[str], snli_a: set[str], snli_b: set[str]) -> bool:
    if premise in mnli or hypothesis in mnli or premise in snli_a or hypothesis in snli_a:
        return True
    return hypothesis in snli_b and hypothesis.count(" ") >= 4


def read_inference(data: Path) -> list[Pair]:
    """The allowed inference pairs, each once, without any that touch the two measuring sets."""
    mnli = {normal(text) for pair in read_mnli_dev(data) for text in (pair.a, pair.b)}
    test = read_snli_test(data)
    snli_a, snli_b = {normal(pair.a) for pair in test}, {normal(pair.b) for pair in test}
    seen: set[tuple[str, str]] = set()
    pairs = []
    for premise, hypothesis, label, source in _inference_rows(data):
        key = normal(premise), normal(hypothesis)
        if label not in NLI or key in seen or not all(key) or _held_out(*key, mnli, snli_a, snli_b):
            continue
        seen.add(key)
        pairs.append(Pair(premise.strip(), hypothesis.strip(), label, source))
    return pairs


def is_validation(pair: Pair, per_mille: int = 25) -> bool:
    """Whether the pair serves for watching a run. Chosen by premise, so that no premise is on both sides."""
    digest = hashlib.sha256(normal(pair.a).encode()).digest()
    return int.from_bytes(digest[:4], "big") % 1000 < per_mille


def read_news(data: Path) -> list[Pair]:
    """The claim pairs in news style; `source` is the set (`w1` … `w11`). Publication dates stay out of the input."""
    pairs = []
    for path in sorted((data / "news-pairs").glob("w*.jsonl")):
        source = path.stem.split("_")[0]
        pairs += [Pair(str(r["a"]), str(r["b"]), str(r["kind"]), source) for r in _jsonl(path)]
    return pairs


@dataclass(frozen=True)
class Mixture:
    """All that a training run reads, as lists of pairs by name."""

    lists: Mapping[str, list[Pair]]

    def save(self, path: Path) -> None:
        """As JSON; each text once."""
        texts: dict[str, int] = {}
        rows = {
            name: [
                [texts.setdefault(p.a, len(texts)), texts.setdefault(p.b, len(texts)), p.label, p.source] for p in pairs
            ]
            for name, pairs in self.lists.items()
        }
        path.write_text(json.dumps({"texts": list(texts), "lists": rows}), encoding="utf-8")


def read_mixture(path: Path) -> Mixture:
    """What `Mixture.save` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    texts = stored["texts"]
    return Mixture(
        {
            name: [Pair(texts[a], texts[b], label, source) for a, b, label, source in rows]
            for name, rows in stored["lists"].items()
        }
    )
