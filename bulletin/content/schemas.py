"""Make JSON Schemas of the keys, for programs that complete and check YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..model.rows import KINDS, Key, ValueType
from .settings import LEVELS

_SCHEMA_HOME = "https://bulletin.invalid/schema/"
_FOR_PROGRAMS = (
    "For bulletin.yml, and for programs that write the top part of a file as YAML. People may write more: Bulletin "
    "also reads a top part that is no YAML, such as a title with a colon and no quotes. `bulletin check` has the last "
    "word."
)


def schema(table: Sequence[Key], title: str) -> Mapping[str, object]:
    """Return the JSON Schema of the keys in a table (draft 7, which the YAML support of text editors reads)."""
    names = {name: _property(key) for key in table for name in (key.name, *key.aliases)}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{_SCHEMA_HOME}{title.partition(' ')[0].lower()}.json",
        "title": title,
        "description": _FOR_PROGRAMS,
        "type": "object",
        "additionalProperties": False,
        "properties": names,
        "patternProperties": {f"^{_spellings(names)}$": {}},
        **_by_kind(table),
    }


def _by_kind(table: Sequence[Key]) -> dict[str, object]:
    """Return the conditions for the keys of each kind of item; {} for files without kinds."""
    if not any(key.name == "kind" for key in table):
        return {}
    rules = []
    for kind in KINDS:
        names = [name for key in table if kind in key.kinds for name in (key.name, *key.aliases)]
        condition = {"required": ["kind"], "properties": {"kind": {"const": kind}}}
        accepted = {"anyOf": [{"enum": names}, {"pattern": f"^{_spellings(names)}$"}]}
        rules.append({"if": condition, "then": {"propertyNames": accepted}})
    return {"required": ["title"], "allOf": rules}


def _spellings(names: Iterable[str]) -> str:
    """Return a pattern of all spellings of keys: with capitals, hyphens, underscores or several blanks."""
    spelt = ("[ _-]+".join(map(_word, name.split())) for name in names)
    return f"(?:{'|'.join(spelt)})"


def _word(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


def _property(key: Key) -> dict[str, object]:
    about: dict[str, object] = {"description": key.help}
    if key.example:
        about["examples"] = [key.example.strip()]
    if key.type is ValueType.YES_NO:
        return about | {"enum": [True, False, "yes", "no", "true", "false"]}
    if key.choices:
        return about | {"enum": list(key.choices)}
    if key.sub_lines:
        values: dict[str, object] = {"enum": list(LEVELS)} if key.name == "checks" else {"type": "string"}
        return about | {"type": "object", "additionalProperties": values}
    # YAML takes 42 and yes for a number and a boolean; Bulletin reads every value as text.
    return about | {
        "type": ["string", "number", "boolean", "array", "null"],
        "items": {"type": ["string", "number", "object"]},
    }
