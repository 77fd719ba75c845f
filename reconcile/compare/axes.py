"""Framing axes: where a claim stands between two poles, measured in embedding space.

An axis is the difference between the mean vectors of two sets of pole sentences, and a claim's position is the cosine
of its vector with it (FrameAxis: Kwak, An, Jing and Ahn 2021). Positions are standardised on plain news sentences: 0 is
their mean, and an axis on which they scatter widely needs as much more to say something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from reconcile.errors import ConfigError
from reconcile.packaged import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_DIGITS = 4
_ENDS = 4  # standard deviations of plain news from the middle to the ends of the scale
_LEAST = 1e-4  # shorter differences of two means are noise of the arithmetic
_POLES = ("high", "low")


class Encoder(Protocol):
    """What the axes need of an embedding model."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """`(n_texts, dim)` float32, every row of length one."""
        ...


class Axes:
    """Axes of one embedding model.

    `names` has one name an axis; `directions` is `(n_axes, dim)` with unit rows, low to high; `zeros` `(n_axes,)` holds
    the mean cosine of plain news with each axis, `reach` `(n_axes,)` the distance from it that is an end of the scale.
    """

    def __init__(self, names: Sequence[str], directions: Vectors, zeros: Vectors, reach: Vectors) -> None:
        self.names = tuple(names)
        self._directions, self._zeros, self._reach = directions, zeros, reach

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
    import numpy as np

    data = framing_data()
    poles = {name: {pole: axis[pole] for pole in _POLES} for name, axis in data["axes"].items()}
    poles |= {name: _checked(name, axis) for name, axis in (extra or {}).items()}
    sentences = [*data["neutral"], *(s for axis in poles.values() for pole in _POLES for s in axis[pole])]
    vectors = encoder.encode(sentences)
    start = len(data["neutral"])
    apart = []
    for name, axis in poles.items():
        middle, end = start + len(axis["high"]), start + len(axis["high"]) + len(axis["low"])
        apart.append(vectors[start:middle].mean(axis=0) - vectors[middle:end].mean(axis=0))
        start = end
        if np.linalg.norm(apart[-1]) < _LEAST:
            raise ConfigError(f"framing axis {name}: the embedding model sees no difference between high and low")
    directions = np.array(apart) / np.linalg.norm(np.array(apart), axis=1, keepdims=True)
    plain = vectors[: len(data["neutral"])] @ directions.T
    return Axes(list(poles), directions, plain.mean(axis=0), np.maximum(_ENDS * plain.std(axis=0), _LEAST))


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
