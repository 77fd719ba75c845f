"""Write `reconcile/resources/axes.safetensors`: the framing axes of the packaged encoder.

To be run again, as `python -m training.axes`, when a sentence of `resources/framing.toml` or the packaged encoder
changes: until then every run measures its axes anew, which takes longer than reading a small batch of articles.
"""

from __future__ import annotations

import numpy as np
from safetensors.numpy import save_file

from reconcile.compare.axes import FILE, Axis, framing_poles, measure_axes, sentences_digest
from reconcile.embed import SentenceEncoder


def main() -> None:
    """Measure the axes and write them."""
    encoder = SentenceEncoder()
    measured = measure_axes(encoder, framing_poles()).values()
    stored = {field: np.array([getattr(axis, field) for axis in measured]) for field in Axis._fields}
    about = {"sentences": sentences_digest(), "weights": encoder.describe()["sha256"]}
    save_file(stored, FILE, metadata=about)
    FILE.chmod(0o644)


if __name__ == "__main__":
    main()
