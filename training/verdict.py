"""Fit the weights of `reconcile/resources/verdict.json` on annotated events, and say honestly what they reach.

    python -m training.verdict ../shared/evals/dev

The cross-encoder has never seen these events. They are split into folds: each is judged by weights fitted on the other
folds, and told by thresholds chosen there on events that those weights have not seen either. The pooled result is the
figure to quote. What ships is then fitted on all folds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reconcile.compare.comparators import compare_all
from reconcile.compare.corroborated import corroborated
from reconcile.compare.entailment import Entailment, Relation
from reconcile.compare.linear import FILE, Linear, Models
from reconcile.compare.matter import closeness_features, matter_features
from reconcile.compare.verdict import CARRIERS, admits, chances_of, choose, one_each
from reconcile.config import Settings
from reconcile.models import Kind
from reconcile.pipeline import Pipeline
from training.events import FOLDS, AnnotatedEvent, read_events
from training.verdict_fit import Compared, Example, Features, examples, fit_closeness, fit_kind, fit_matter, rows_of
from training.verdict_score import STRICT, Found, best_threshold, measure, reliability

Thresholds = dict[Kind, float]
Chances = dict[str, float]
LEAST = 12  # events: fewer leave a fold without any
INNER = 5  # folds of the training events, on which thresholds are chosen
BUDGET = {Kind.CONFLICT: 0.5, Kind.QUOTE: 0.25, Kind.STATUS: 0.75}  # false alarms an event that a threshold may cost


@dataclass(frozen=True)
class Material:
    """What the fit needs of the pairs that the cross-encoder has read; row i of each list is pair i."""

    events: Sequence[AnnotatedEvent]
    own: Sequence[Example]
    relations: Sequence[Relation]
    compared: Sequence[Compared]
    known: Sequence[Features]

    def where(self, events: set[int]) -> list[int]:
        """The pairs of these events."""
        return [i for i, e in enumerate(self.own) if e.event in events]

    @cached_property
    def settled(self) -> list[frozenset[str]]:
        """The comparators whose difference another pair of the event settles; ids repeat across events."""
        found: dict[int, frozenset[str]] = {}
        for event in range(len(self.events)):
            inside = self.where({event})
            pairs, compared = [self.own[i].pair for i in inside], [self.compared[i] for i in inside]
            found |= zip(inside, corroborated(pairs, compared), strict=True)
        return [found[i] for i in range(len(self.own))]

    def rows(self, inside: Sequence[int], matter: Linear) -> list[Features]:
        """The features of the verdict on these pairs, whose rivals are among them."""
        return rows_of(
            matter,
            [self.known[i] for i in inside],
            [self.own[i] for i in inside],
            [self.relations[i] for i in inside],
            [self.compared[i] for i in inside],
        )


def read(events: Sequence[AnnotatedEvent], closeness: Linear, entailment: Entailment, least: float) -> Material:
    """Shortlist as the tool does, and read."""
    own = [e for e in examples(events) if closeness.probabilities(closeness_features(e.pair))["close"] >= least]
    relations = entailment.relate([(e.pair.a.proposition, e.pair.b.proposition) for e in own])
    known = [matter_features(e.pair, r) for e, r in zip(own, relations, strict=True)]
    return Material(events, own, relations, [compare_all(e.pair) for e in own], known)


def fit(material: Material, events: set[int]) -> tuple[Linear, Linear]:
    """The models of the same matter and of the kind, from these events."""
    inside = material.where(events)
    labels = [material.own[i].label for i in inside]
    matter = fit_matter([material.known[i] for i in inside], labels)
    return matter, fit_kind(material.rows(inside, matter), labels)


def apply(material: Material, events: set[int], matter: Linear, kind: Linear) -> dict[int, Chances]:
    """Pair number to the probability of each kind, for the pairs of these events."""
    inside = material.where(events)
    return {i: chances_of(row, kind) for i, row in zip(inside, material.rows(inside, matter), strict=True)}


def unseen(material: Material, events: set[int], parts: Sequence[set[int]]) -> dict[int, Chances]:
    """Each part of the events judged by what was fitted on the others."""
    chances: dict[int, Chances] = {}
    for part in parts:
        chances |= apply(material, part, *fit(material, events - part))
    return chances


def tell(material: Material, chances: Mapping[int, Chances], least: Mapping[Kind, float]) -> list[Found]:
    """The findings as the tool would make them."""
    by_event: dict[int, list[tuple[int, Kind, float]]] = {}
    for i, own in sorted(chances.items()):
        ground = material.own[i].pair, material.relations[i], material.compared[i], material.settled[i]
        found = choose(own, {kind: p for kind, p in least.items() if admits(kind, *ground)})
        if found is not None:
            by_event.setdefault(material.own[i].event, []).append((i, *found))
    return [
        Found(event, told[n][1].value, told[n][2], material.own[told[n][0]].marked)
        for event, told in by_event.items()
        for n in one_each([(material.own[i].pair, kind, p) for i, kind, p in told])
    ]


def thresholds(material: Material, events: set[int], chances: Mapping[int, Chances]) -> Thresholds:
    """Chosen for the exhaustively annotated kinds; the others keep the settings' defaults."""
    settings = Settings()
    least = {kind: float(getattr(settings, f"{kind}_confidence")) for kind in CARRIERS}
    seen = {i: event for i, event in enumerate(material.events) if i in events}
    for kind, budget in BUDGET.items():
        alone = dict.fromkeys(CARRIERS, 1.1) | {kind: 0.04}
        least[kind] = best_threshold(seen, tell(material, chances, alone), kind.value, budget)
    return least


def inner_parts(events: set[int]) -> list[set[int]]:
    """The events dealt out in turn."""
    order = sorted(events)
    return [set(order[i::INNER]) for i in range(INNER)]


def cross_validate(material: Material) -> list[Found]:
    """The findings on every fold by what was fitted and chosen on the other folds."""
    every, found = set(range(len(material.events))), []
    for fold in range(FOLDS):
        outside = {i for i, event in enumerate(material.events) if event.fold == fold}
        inside = every - outside
        least = thresholds(material, inside, unseen(material, inside, inner_parts(inside)))
        print(f"fold {fold}:", {kind.value: least[kind] for kind in BUDGET}, flush=True)
        found += tell(material, apply(material, outside, *fit(material, inside)), least)
    return found


def report(material: Material, found: Sequence[Found]) -> str:
    """The measures and the reliability of the confidence."""
    events = dict(enumerate(material.events))
    lines = [f"{name:24} {value:.3f}" for name, value in measure(events, found).items()]
    return "\n".join([*lines, reliability(events, [f for f in found if f.kind in STRICT])])


def main(arguments: list[str]) -> None:
    """Parse, read, cross-validate, fit, write."""
    parser = argparse.ArgumentParser(prog="python -m training.verdict", description=__doc__)
    parser.add_argument("events", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args(arguments)
    pipeline = Pipeline()
    events = list(read_events(options.events, pipeline))
    if len(events) < LEAST:
        sys.exit(f"{options.events}: {len(events)} annotated events; a fit by folds needs {LEAST} or more")
    closeness = fit_closeness(examples(events))
    material = read(events, closeness, pipeline.entailment, Settings().closeness)
    print(report(material, cross_validate(material)))
    every = set(range(len(events)))
    least = thresholds(material, every, unseen(material, every, inner_parts(every)))
    print("thresholds for config.py:", {kind.value: least[kind] for kind in BUDGET})
    matter, kind = fit(material, every)
    models = Models(closeness=closeness, matter=matter, kind=kind)
    options.out.write_text(json.dumps(models.model_dump(), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
