"""What an honest model would answer to any request: a value of the schema it is given."""

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def schema_of(body: Json) -> Json:
    """Return the JSON schema of a request, wherever this server's dialect puts it."""
    told = body.get("response_format") or {}
    schema = told.get("json_schema", {}).get("schema") or told.get("schema")
    return schema if isinstance(schema, dict) else schema_in_text(body)


def schema_in_text(body: Json) -> Json:
    """Return a schema that stands in the system message alone."""
    for value in json_values(system_of(body)):
        if "properties" in value:
            return value
    return {}


def system_of(body: Json) -> str:
    return "\n".join(item["content"] for item in body["messages"] if item["role"] == "system")


def user_of(body: Json) -> str:
    return "\n".join(item["content"] for item in body["messages"] if item["role"] == "user")


def json_values(text: str) -> Iterator[Json]:
    """Yield the outermost JSON objects that stand in a text."""
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except ValueError:
            end = at + 1
        else:
            if isinstance(value, dict):
                yield value
        at = text.find("{", end)


def findings(body: Json) -> list[Json]:
    """Return the findings a request allows: of its user message, within the enum of its schema."""
    allowed = ids_of(schema_of(body))
    told = [
        item
        for value in json_values(user_of(body))
        for item in value.get("findings") or []
        if isinstance(item, dict) and "id" in item
    ]
    chosen = [item for item in told if not allowed or item["id"] in allowed]
    return chosen or [{"id": name} for name in allowed]


def ids_of(schema: Any) -> list[str]:
    """Return the enum of the field ``uses``, however deep it stands."""
    if isinstance(schema, dict):
        uses = schema.get("properties", {}).get("uses", {}).get("items", {})
        if "enum" in uses:
            return [str(name) for name in uses["enum"]]
        return next((found for part in schema.values() if (found := ids_of(part))), [])
    if isinstance(schema, list):
        return next((found for part in schema if (found := ids_of(part))), [])
    return []


def token(finding: Json) -> str:
    """Return the token of a finding: as a clause, where it says that it can be one."""
    form = "|clause" if "clause" in finding else ""
    return f"{{{{p:{finding['id']}{form}}}}}"


def draft(body: Json) -> Json | None:
    """Return the honest draft: one sentence for each finding; None where none is asked for."""
    if "sentences" not in schema_of(body).get("properties", {}):
        return None
    return {
        "sentences": [
            {"uses": [item["id"]], "relation": "statement", "text": f"{token(item)}."}
            for item in findings(body)
        ]
    }


def instance(schema: Json) -> Any:
    """Return the plainest value of a schema."""
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    kind = schema.get("type")
    if kind == "object":
        return {name: instance(part) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        return [instance(schema.get("items", {}))] * max(1, schema.get("minItems", 1))
    return {"integer": 1, "number": 1, "boolean": True, "null": None}.get(str(kind), "text")


def honest_text(body: Json) -> str:
    """Return the text of an honest reply: a draft, a value of the schema, or a word."""
    made = draft(body)
    if made is not None:
        return json.dumps(made, ensure_ascii=False)
    schema = schema_of(body)
    return json.dumps(instance(schema)) if schema else "Ready."
