"""Every threshold, cap and model name, in one place.

Settings come from `[tool.reconcile]` in `pyproject.toml` or from `reconcile.toml`, in the working directory or the
nearest directory above it; command-line flags are laid over them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reconcile.errors import ConfigError


class Settings(BaseModel):
    """What a user can change. Cosines and scores lie in 0-1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | None = Field(None, description="sentence-transformers model, name or path; none: the packaged one")
    precision: Literal["float32", "bfloat16"] = Field(
        "float32", description="of the embedding model; bfloat16 is faster where the processor has it"
    )
    language_model: str | None = Field(None, description="installed spaCy pipeline; none: the packaged one")
    max_file_bytes: int = Field(20_000_000, gt=0, description="larger files are skipped")
    max_claims: int = Field(2_000, gt=0, description="claims taken from one article")
    min_claim_words: int = Field(3, ge=1, description="shorter sentences make no claim")
    candidate_cosine: float = Field(0.35, ge=0, le=1, description="claims less alike are not compared")
    max_neighbours: int = Field(8, ge=1, description="claims of one other article that a claim is compared with")
    number_matter: float = Field(0.45, ge=0, le=1, description="same-matter score from which figures conflict")
    time_matter: float = Field(0.55, ge=0, le=1, description="same-matter score from which times conflict")
    polarity_matter: float = Field(0.70, ge=0, le=1, description="same-matter score from which a denial conflicts")
    quote_matter: float = Field(0.50, ge=0, le=1, description="same-matter score from which quotations are compared")
    status_matter: float = Field(0.50, ge=0, le=1, description="same-matter score from which stages are compared")
    agreement: float = Field(0.50, ge=0, le=1, description="same-matter score from which claims agree")
    agreement_apart: float = Field(0.68, ge=0, le=1, description="the same for claims with a nearer counterpart")
    topic_cosine: float = Field(0.5, ge=0, le=1, description="mean cosine that holds a topic together")
    event_cosine: float = Field(0.55, ge=0, le=1, description="mean cosine that holds an event together")
    one_event_up_to: int = Field(10, ge=1, description="so many articles given together are taken as one event")
    batch_size: int = Field(64, gt=0, description="texts per step of a model")


def load_settings(config: Path | None = None, **overrides: Any) -> Settings:
    """Read the settings file and lay `overrides` (those that are not None) over it.

    Raises ConfigError naming the file and the setting.
    """
    path = config or _find(Path.cwd())
    values = _read(path, required=config is not None) if path else {}
    values |= {key: value for key, value in overrides.items() if value is not None}
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "settings"
        hint = f"; known are {', '.join(Settings.model_fields)}" if first["type"] == "extra_forbidden" else ""
        raise ConfigError(f"{path.name if path else 'command line'}: {where}: {first['msg']}{hint}") from None


def _find(start: Path) -> Path | None:
    for folder in (start, *start.parents):
        own = folder / "reconcile.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file():
            return project
    return None


def _read(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        # A broken pyproject.toml that nobody named is another tool's business.
        if path.name == "pyproject.toml" and not required:
            return {}
        raise ConfigError(f"{path.name}: cannot be read as TOML: {error}") from None
    if path.name == "pyproject.toml":
        section = data.get("tool", {}).get("reconcile", {})
        return dict(section) if isinstance(section, dict) else {}
    return data
