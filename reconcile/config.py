"""Every threshold, cap and model name, in one place.

Settings come from `[tool.reconcile]` in `pyproject.toml` or from `reconcile.toml`, in the working directory or the
nearest directory above it; command-line flags are laid over them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from reconcile.errors import ConfigError


class Settings(BaseModel):
    """What a user can change. Cosines and scores lie in 0-1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | None = Field(None, description="sentence-transformers model, name or path; none: the packaged one")
    precision: Literal["float32", "bfloat16"] = Field(
        "float32", description="of the embedding model; bfloat16 is faster where the processor has it"
    )
    language_model: str | None = Field(None, description="installed spaCy pipeline; none: the packaged one")
    entailment_model: str | None = Field(
        None, description="inference cross-encoder, name or path; none: the packaged one"
    )
    max_file_bytes: int = Field(20_000_000, gt=0, description="larger files are skipped")
    max_claims: int = Field(2_000, gt=0, description="claims taken from one article")
    min_claim_words: int = Field(3, ge=1, description="shorter sentences make no claim")
    candidate_cosine: float = Field(0.0, ge=0, le=1, description="claims less alike are not compared")
    max_neighbours: int = Field(15, ge=1, description="claims of one other article that a claim is compared with")
    closeness: float = Field(0.0175, ge=0, le=1, description="likelihood from which the cross-encoder reads a pair")
    matter: float = Field(0.1, ge=0, le=1, description="likelihood of the same matter from which claims agree")
    conflict_confidence: float = Field(0.14, gt=0, le=1, description="confidence from which a conflict is told")
    quote_confidence: float = Field(0.1, gt=0, le=1, description="confidence from which an altered quote is told")
    status_confidence: float = Field(0.1, gt=0, le=1, description="confidence from which another stage is told")
    attribution_confidence: float = Field(0.16, gt=0, le=1, description="confidence from which another source is told")
    framing_confidence: float = Field(0.1, gt=0, le=1, description="confidence from which another framing is told")
    agreement_confidence: float = Field(0.1, gt=0, le=1, description="confidence from which an agreement is told")
    topic_cosine: float = Field(0.45, ge=0, le=1, description="mean cosine that holds a topic together")
    event_cosine: float = Field(0.52, ge=0, le=1, description="mean cosine that holds an event together")
    event_days: int = Field(7, ge=0, description="articles published farther apart must be more alike for one event")
    one_event_up_to: int = Field(10, ge=1, description="so many articles given together are taken as one event")
    grouping: Literal["auto", "always", "never"] = Field(
        "auto", description="whether articles are grouped into events; auto: where there are more than one_event_up_to"
    )
    max_compared: int = Field(
        12, ge=2, description="articles of one event that are compared; of more than that, one for each origin"
    )
    axes: dict[str, dict[str, list[str]]] = Field(
        default_factory=dict, description="further framing axes: name to sentences of the poles high and low"
    )
    engine: Literal["local", "ray"] = Field("local", description="where the work is done: in this process, or on Ray")
    ray_address: str | None = Field(None, description="Ray cluster to join; none: one of this machine's own")
    batch_size: int = Field(64, gt=0, description="texts per step of a model")


def find(start: Path) -> Path | None:
    """The settings file of a folder: its own or that of the nearest folder above it."""
    for folder in (start, *start.parents):
        own = folder / "reconcile.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file():
            return project
    return None


def read_table(path: Path, *, required: bool) -> dict[str, Any]:
    """The settings in a file, unchecked. Raises ConfigError when it is no TOML and `required` or not pyproject.toml."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML, a figure too long to read
        # A broken pyproject.toml that nobody named is another tool's business.
        if path.name == "pyproject.toml" and not required:
            return {}
        raise ConfigError(f"{path.name}: cannot be read as TOML: {error}") from None
    if path.name == "pyproject.toml":
        tools = data.get("tool")
        section = tools.get("reconcile") if isinstance(tools, dict) else None
        return dict(section) if isinstance(section, dict) else {}
    return data
