"""Framing axes: where a claim stands between two poles, measured in embedding space.

An axis is the difference between the mean vectors of two sets of pole sentences, and a claim's position is the cosine
of its vector with it (FrameAxis: Kwak, An, Jing and Ahn 2021). Positions are standardised on plain news sentences: 0 is
their mean, and an axis on which they scatter widely needs as much more to say something.

The axes of the packaged encoder are shipped (`resources/axes.safetensors`, made by `python -m training.axes`), as long
as they are those of this encoder's weights and of the sentences of `resources/framing.toml`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from reconcile.errors import ConfigError
from reconcile.packaged import RESOURCES, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FILE = RESOURCES / "axes.safetensors"

_DIGITS = 4
_ENDS = 4  # standard deviations of plain news from the middle to the ends of the scale
_LEAST = 1e-4  # shorter differences of two means are noise of the arithmetic
_POLES = ("high", "low")


class Encoder(Protocol):
    """What the axes need of an embedding model."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """`(n_texts, dim)` float32, every row of length one."""
        ...

    def describe(self) -> dict[str, str]:
        """The digest of the model's weights under "sha256", among others."""
        ...


class Axis(NamedTuple):
    """One axis of one embedding model: `direction` is a unit vector `(dim,)`, low to high; `zero` the mean cosine of
    plain news with it, `reach` the distance from there that is an end of the scale."""

    direction: Vectors
    zero: np.float32
    reach: np.float32


class Axes:
    """Axes by name."""

    def __init__(self, axes: Mapping[str, Axis]) -> None:
        import numpy as np

        self.names = tuple(axes)
        self._directions = np.array([axis.direction for axis in axes.values()])
        self._zeros = np.array([axis.zero for axis in axes.values()])
        self._reach = np.array([axis.reach for axis in axes.values()])

    def project(self, vectors: Vectors) -> list[dict[str, float]]:
        """For each row of `(n, dim)` unit vectors: axis name to a position from -1 (low) to 1 (high)."""
        import numpy as np

        if not len(vectors):
            return []
        places = np.clip((vectors @ self._directions.T - self._zeros) / self._reach, -1, 1)
        # Adding 0.0 makes a plain zero of a rounded "-0.0".
        return [dict(zip(self.names, (round(float(x), _DIGITS) + 0.0 for x in row), strict=True)) for row in places]


def load_axes(encoder: Encoder, extra: Mapping[str, Any] | None = None) -> Axes:
    """The axes of the data file and those of the settings, which take the place of one of the same name.

    `extra` maps a name to {"high": [sentences], "low": [sentences]}. Raises ConfigError when it has another form, and
    when the model sees no difference between the two poles.
    """
    own = {name: _checked(name, axis) for name, axis in (extra or {}).items()}
    shipped = shipped_axes(encoder.describe()["sha256"])
    if shipped is None:
        return Axes(measure_axes(encoder, framing_poles() | own))
    return Axes(shipped | (measure_axes(encoder, own) if own else {}))


def measure_axes(encoder: Encoder, poles: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Axis]:
    """The axes between the sentences at "high" and "low" of each name.

    Raises ConfigError when the model sees no difference between the two.
    """
    import numpy as np

    neutral = framing_data()["neutral"]
    vectors = encoder.encode([*neutral, *(s for axis in poles.values() for pole in _POLES for s in axis[pole])])
    plain, start = vectors[: len(neutral)], len(neutral)
    measured = {}
    for name, axis in poles.items():
        middle, end = start + len(axis["high"]), start + len(axis["high"]) + len(axis["low"])
        apart = vectors[start:middle].mean(axis=0) - vectors[middle:end].mean(axis=0)
        start = end
        if np.linalg.norm(apart) < _LEAST:
            raise ConfigError(f"framing axis {name}: the embedding model sees no difference between high and low")
        direction = apart / np.linalg.norm(apart)
        cosines = plain @ direction
        measured[name] = Axis(direction, cosines.mean(), np.maximum(_ENDS * cosines.std(), np.float32(_LEAST)))
    return measured


def shipped_axes(weights: str) -> dict[str, Axis] | None:
    """The shipped axes; None when they are of other weights (given by their SHA-256), or of other sentences."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(FILE, framework="numpy") as stored:
            about = stored.metadata() or {}
            if about.get("weights") != weights or about.get("sentences") != sentences_digest():
                return None
            parts = [stored.get_tensor(name) for name in Axis._fields]
    except (OSError, SafetensorError):
        return None
    return {name: Axis(*values) for name, values in zip(framing_poles(), zip(*parts, strict=True), strict=True)}


def framing_poles() -> dict[str, dict[str, list[str]]]:
    """The sentences at the poles of each axis of the data file."""
    return {name: {pole: axis[pole] for pole in _POLES} for name, axis in framing_data()["axes"].items()}


def sentences_digest() -> str:
    """SHA-256 of all sentences that the axes of the data file are measured on."""
    sentences = [framing_data()["neutral"], list(framing_poles().items())]
    return hashlib.sha256(json.dumps(sentences).encode()).hexdigest()


@cache
def framing_data() -> dict[str, Any]:
    """`resources/framing.toml`: neutral sentences, axes with their cue words, negators, groups of words."""
    data = table("framing")
    return data | {"groups": tuple(data["groups"])}


def _checked(name: str, axis: Any) -> dict[str, list[str]]:
    if not isinstance(axis, Mapping) or set(axis) != set(_POLES):
        raise ConfigError(f'framing axis {name}: needs exactly "high" and "low", each a list of sentences')
    for pole in _POLES:
        own = axis[pole]
        if isinstance(own, str) or not isinstance(own, Sequence) or not own:
            raise ConfigError(f"framing axis {name}: {pole} must be a list of at least one sentence")
        if not all(isinstance(sentence, str) and sentence.strip() for sentence in own):
            raise ConfigError(f"framing axis {name}: {pole} holds something that is not a sentence")
    return {pole: list(axis[pole]) for pole in _POLES}
