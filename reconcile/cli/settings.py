"""The settings that hold for a run, and where each comes from: flag, environment, file, default, in this order.

The environment has `RECONCILE_` and a setting's name in capitals: `RECONCILE_MAX_CLAIMS`, `RECONCILE_FAIL_ON`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reconcile.config import Settings, find, read_table
from reconcile.errors import ConfigError
from reconcile.gate.policy import TABLES, Policy, read_gate
from reconcile.gate.suppressions import Suppression

PREFIX = "RECONCILE_"
FLAG = "command line"
DEFAULT = "default"
_SHOWN = 60  # characters of a wrong value

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class Effective:
    """`origins` says of every setting and every field of the policy where it comes from."""

    settings: Settings
    policy: Policy
    suppressions: tuple[Suppression, ...]
    file: Path | None
    origins: dict[str, str]
    unknown: tuple[str, ...]  # variables that look like settings and are none

    def values(self) -> dict[str, Any]:
        """Every setting's value in plain types, the policy's behind the others."""
        return self.settings.model_dump(mode="json") | self.policy.model_dump(mode="json")

    def changed(self) -> list[tuple[str, Any, str]]:
        """(name, value, origin) of what does not have its default by default."""
        values = self.values()
        return [(key, values[key], origin) for key, origin in self.origins.items() if origin != DEFAULT]


def resolve(config: Path | None, flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Effective:
    """Lay flags (those that are not None) over the environment, the settings file and the defaults.

    Raises ConfigError naming where a wrong value comes from.
    """
    path = config or find(Path.cwd())
    table = read_table(path, required=config is not None) if path else {}
    name = path.name if path else ""
    gate, suppressions = read_gate(table, name)
    variables = {k: v for k, v in (os.environ if environment is None else environment).items() if k.startswith(PREFIX)}
    own = {key: value for key, value in table.items() if key not in TABLES}
    settings, origins = _merge(Settings, [(name, own), ("", variables), (FLAG, flags)])
    policy, gate_origins = _merge(Policy, [(name, gate), ("", variables), (FLAG, flags)])
    known = {_variable(key) for key in (*Settings.model_fields, *Policy.model_fields)}
    return Effective(
        settings=settings,
        policy=policy,
        suppressions=suppressions,
        file=path if table else None,
        origins=origins | gate_origins,
        unknown=tuple(sorted(set(variables) - known)),
    )


def _merge(model: type[_Model], layers: list[tuple[str, Mapping[str, Any]]]) -> tuple[_Model, dict[str, str]]:
    """The model from the layers, later ones over earlier, and the origin of each of its fields.

    The layer "" is the environment. Flags and variables of other models are passed over; what a file has too much is a
    fault.
    """
    values: dict[str, Any] = {}
    origins = dict.fromkeys(model.model_fields, DEFAULT)
    for origin, layer in layers:
        for key in layer if origin not in ("", FLAG) else model.model_fields:
            value = layer.get(key if origin else _variable(key))
            if value is None or value == "":  # TOML and the environment have no other way to say none
                continue
            values[key] = value
            origins[key] = origin or _variable(key)
    try:
        return model(**values), {key: origins[key] for key in model.model_fields}
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "settings"
        origin = origins.get(str(first["loc"][0]), DEFAULT) if first["loc"] else DEFAULT
        raise ConfigError(f"{origin}: {place}: {_fault(first, model)}") from None


def _fault(error: ErrorDetails, model: type[BaseModel]) -> str:
    """What is wrong, with the wrong value itself: of several words in one flag only one may be."""
    match error["type"]:
        case "extra_forbidden":
            return f"{error['msg']}; known are {', '.join(model.model_fields)}"
        case "value_error":
            return error["msg"].removeprefix("Value error, ")
    value = error["input"]
    return f"{error['msg']}, not {str(value)[:_SHOWN]!r}" if isinstance(value, str | int | float) else error["msg"]


def _variable(key: str) -> str:
    return PREFIX + key.upper()
