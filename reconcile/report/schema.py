"""The JSON Schema of the JSON report, made from the models that write it."""

from __future__ import annotations

import json
from typing import Any

from reconcile.models import Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> str:
    """Draft 2020-12, as indented JSON.

    Every field that is written is required; further ones are allowed, as the contract says that more may come.
    """
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    for definition in (schema, *schema["$defs"].values()):
        _open(definition)
    _leave_out(schema["$defs"]["Article"], "text")  # the renderer does, too
    schema["properties"]["schema"] = {"const": Report.model_fields["schema_"].default}
    head = {"$schema": DIALECT, "title": f"{Report.model_fields['schema_'].default}: the report of reconcile"}
    return json.dumps(head | {k: v for k, v in schema.items() if k != "title"}, ensure_ascii=False, indent=2) + "\n"


def _open(definition: dict[str, Any]) -> None:
    if definition.get("type") == "object":
        definition.pop("additionalProperties", None)
        definition["required"] = list(definition["properties"])


def _leave_out(definition: dict[str, Any], name: str) -> None:
    del definition["properties"][name]
    definition["required"].remove(name)
