"""Logistic regression on the features of the tool itself, fold by fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from reconcile.compare.base import Comparison, Pair
from reconcile.compare.entailment import Relation
from reconcile.compare.event import standings
from reconcile.compare.features import kind_features
from reconcile.compare.linear import Linear
from reconcile.compare.matter import closeness_features
from training.events import PRIORITY, AnnotatedEvent

Features = Mapping[str, float]
Compared = Mapping[str, Comparison]
NONE = "none"
STRENGTH = {"close": 0.1, "matter": 0.1, "kind": 0.003}  # inverse of the L2 penalty on standardised features
RARE = 15  # pairs: a feature seen less often teaches nothing that holds elsewhere
SMALLEST = 1e-3  # lesser weights are left out of the file


@dataclass(frozen=True)
class Example:
    """A candidate of an annotated event, labelled with the kind that takes precedence among what it meets."""

    event: int
    fold: int
    pair: Pair
    marked: tuple[int, ...]
    label: str


def examples(events: Sequence[AnnotatedEvent]) -> list[Example]:
    """Every candidate of every event."""
    return [
        Example(i, event.fold, c.pair, c.marked, label_of(event, c.marked))
        for i, event in enumerate(events)
        for c in event.candidates
    ]


def label_of(event: AnnotatedEvent, marked: Iterable[int]) -> str:
    """The first kind in order of precedence; a trap or nothing is `NONE`."""
    kinds = {event.marked[i].kind for i in marked}
    return next((kind for kind in PRIORITY if kind in kinds), NONE)


def fit_linear(rows: Sequence[Features], labels: Sequence[str], strength: float, positive: str | None = None) -> Linear:
    """Multinomial, or with `positive` a binary model of that label against all others; scales go into the weights."""
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    vectorizer = DictVectorizer().fit([dict.fromkeys(names, 1.0)])
    scaler = StandardScaler(with_mean=False)
    x = scaler.fit_transform(vectorizer.transform(rows))
    target = [label == positive for label in labels] if positive else list(labels)
    model = LogisticRegression(C=strength, max_iter=2000, tol=1e-4).fit(x, target)
    classes = [positive] if positive else [str(c) for c in model.classes_]
    weights = {
        label: {
            name: round(float(w), 4)
            for name, w in zip(vectorizer.get_feature_names_out(), row / scaler.scale_, strict=True)
            if abs(w) > SMALLEST
        }
        for label, row in zip(classes, model.coef_, strict=True)
    }
    return Linear(bias={c: round(float(b), 4) for c, b in zip(classes, model.intercept_, strict=True)}, weights=weights)


def fit_closeness(own: Sequence[Example]) -> Linear:
    """Is the pair worth the cross-encoder's time? Fitted on all candidates."""
    rows = [closeness_features(e.pair) for e in own]
    return fit_linear(rows, [NONE if e.label == NONE else "close" for e in own], STRENGTH["close"], "close")


def fit_matter(known: Sequence[Features], labels: Sequence[str]) -> Linear:
    """Is it the same matter, whatever the kind? Fitted on the `matter_features` of what the cross-encoder has read."""
    return fit_linear(known, [NONE if label == NONE else "matter" for label in labels], STRENGTH["matter"], "matter")


def fit_kind(rows: Sequence[Features], labels: Sequence[str]) -> Linear:
    """All kinds and `NONE`, at their real shares, so that the probabilities are calibrated."""
    return fit_linear(rows, labels, STRENGTH["kind"])


def rows_of(
    matter: Linear,
    known: Sequence[Features],
    own: Sequence[Example],
    relations: Sequence[Relation],
    compared: Sequence[Compared],
) -> list[Features]:
    """The features of the last step. Rivals are found event by event, since ids repeat across events."""
    chances = [matter.probabilities(features)["matter"] for features in known]
    rows: dict[int, Features] = {}
    for event in sorted({e.event for e in own}):
        inside = [i for i, e in enumerate(own) if e.event == event]
        placed = standings([own[i].pair for i in inside], [relations[i] for i in inside], [chances[i] for i in inside])
        rows |= {
            i: kind_features(known[i], own[i].pair, relations[i], s, compared[i])
            for i, s in zip(inside, placed, strict=True)
        }
    return [rows[i] for i in range(len(own))]
