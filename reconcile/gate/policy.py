"""What a check is asked to fail on, and how the settings file says it.

The settings file has a table `gate` and a list of tables `suppressions`: `[tool.reconcile.gate]` and
`[[tool.reconcile.suppressions]]` in `pyproject.toml`, `[gate]` and `[[suppressions]]` in `reconcile.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from reconcile.errors import ConfigError
from reconcile.gate.suppressions import Suppression
from reconcile.models import Finding, Frozen, Kind, Severity

TABLES = ("gate", "suppressions")
"""The names in the settings file that belong to the gate."""

_SHOWN = 60  # characters of a wrong word
_RANK = {severity: rank for rank, severity in enumerate(reversed(Severity))}


def _kinds(value: object) -> object:
    """A list of kinds, also as one string with commas; "none" stands for the empty list."""
    parts = [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or parts == ["none"]:
        return [] if parts == ["none"] else parts
    wrong = next((part for part in parts if part not in tuple(Kind)), None)
    if wrong == "none":
        raise ValueError("'none' goes with no other kind")
    if wrong is not None:
        raise ValueError(f"{str(wrong)[:_SHOWN]!r} is none of {', '.join(Kind)}, none")
    return parts


def _unique(value: tuple[Kind, ...]) -> tuple[Kind, ...]:
    return tuple(kind for kind in Kind if kind in value)


class Policy(Frozen):
    """The findings that fail a check, unless they are known or suppressed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fail_on: Annotated[tuple[Kind, ...], BeforeValidator(_kinds)] = Field(
        (Kind.CONFLICT, Kind.QUOTE), description="kinds of findings that fail a check; none: report only"
    )
    min_severity: Severity = Field(Severity.LOW, description="less severe findings fail no check")
    min_confidence: float = Field(0.0, ge=0, le=1, description="less confident findings fail no check")
    max_skipped: int = Field(0, ge=0, description="a check cannot run when more files than this could not be read")
    baseline: str | None = Field(None, description="file of known findings; none: reconcile-baseline.json if it exists")

    def covers(self, finding: Finding) -> bool:
        """Whether the finding fails a check when nobody has accepted it."""
        return (
            finding.kind in self.fail_on
            and _RANK[finding.severity] >= _RANK[self.min_severity]
            and finding.confidence >= self.min_confidence
        )

    def describe(self) -> dict[str, Any]:
        """The policy in plain values, without what depends on where the check runs."""
        described = self.model_dump(mode="json", exclude={"baseline", "max_skipped"})
        return described | {"fail_on": [kind.value for kind in _unique(self.fail_on)]}


def read_gate(table: Mapping[str, Any], where: str) -> tuple[dict[str, Any], tuple[Suppression, ...]]:
    """The policy's fields and the suppressions out of the settings of a file, called `where` in messages.

    The fields are not validated yet, as others may be laid over them. Raises ConfigError naming the file and the entry.
    """
    gate = table.get("gate", {})
    if not isinstance(gate, dict):
        raise ConfigError(f"{where}: gate: want a table, as in [gate]")
    try:
        suppressions = TypeAdapter(tuple[Suppression, ...]).validate_python(table.get("suppressions", ()))
    except ValidationError as error:
        raise ConfigError(f"{where}: {_first(error, 'suppressions')}") from None
    return gate, suppressions


def _first(error: ValidationError, table: str) -> str:
    first = error.errors()[0]
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
    return f"{table}{place}: {first['msg'].removeprefix('Value error, ')}"
