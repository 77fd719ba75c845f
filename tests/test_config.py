"""Settings: where they come from and what a wrong one says."""

from pathlib import Path

import pytest

from reconcile.cli.settings import resolve
from reconcile.config import Settings, read_table
from reconcile.errors import ConfigError


def load_settings(config: Path | None = None, **flags: object) -> Settings:
    """Without what the environment may hold."""
    return resolve(config, flags, {}).settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings() == Settings()


def test_pyproject_section_is_read_from_a_folder_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.reconcile]\nagreement_confidence = 0.9\n")
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert load_settings().agreement_confidence == 0.9


def test_own_file_wins_over_pyproject_and_a_flag_over_both(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.reconcile]\nagreement_confidence = 0.9\nmax_claims = 7\n")
    (tmp_path / "reconcile.toml").write_text("agreement_confidence = 0.8\n")
    assert load_settings().agreement_confidence == 0.8
    assert load_settings().max_claims == Settings().max_claims
    assert load_settings(agreement_confidence=0.7).agreement_confidence == 0.7


def test_a_flag_that_was_not_given_changes_nothing() -> None:
    assert load_settings(model=None) == Settings()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("agrement = 0.9", "agrement"),
        ("agreement_confidence = 7", "agreement"),
        ("agreement_confidence = ", "TOML"),
        ("max_claims = 'many'", "max_claims"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "reconcile.toml").write_text(content)
    with pytest.raises(ConfigError, match=told):
        load_settings()


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"other\.toml"):
        load_settings(tmp_path / "other.toml")


def test_another_tools_broken_pyproject_does_not_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other\n")
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    "content",
    [
        "tool = 1",
        "tool = 'x'",
        "tool = [1]",
        "[[tool]]\nreconcile = 1",
        "[tool]\nreconcile = 1",
        f"a = {'9' * 5000}",
        f"a = {'[' * 100_000}",
        "[other]\ntool = 1",
        "",
    ],
    ids=["number", "text", "list", "tables", "no section", "endless figure", "nested", "another table", "empty"],
)
def test_a_pyproject_without_a_readable_section_is_passed_over(tmp_path: Path, content: str) -> None:
    (tmp_path / "pyproject.toml").write_text(content)
    assert load_settings() == Settings()


@pytest.mark.parametrize("content", [f"a = {'9' * 5000}", f"a = {'[' * 100_000}", "\udcff"])
def test_an_own_file_that_cannot_be_read_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "reconcile.toml"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(ConfigError, match=r"^reconcile\.toml: cannot be read as TOML"):
        read_table(file, required=False)
