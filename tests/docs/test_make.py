"""docs/make.py makes the pages of rules and the JSON Schemas for editors, and both match the tables of the code."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bulletin.checks.run import RULES
from bulletin.content.keys import ISSUE, ITEM, SETTINGS, SNIPPET
from bulletin.model.rows import KINDS, TRAINING
from bulletin.scaffold.item import item_text
from tests.support.values import ROOT


def load_script() -> Any:
    """Load docs/make.py as a module, because it is not part of the package."""
    spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make = load_script()


@pytest.mark.parametrize("name", list(make.documents()))
def test_a_document_is_up_to_date_with_its_table(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == make.documents()[name], "run make docs"


def test_documents_are_written_into_a_folder(tmp_path: Path) -> None:
    make.write(tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")) == sorted(make.documents())


def test_the_script_writes_beside_itself(tmp_path: Path) -> None:
    (tmp_path / "make.py").write_bytes((ROOT / "docs" / "make.py").read_bytes())
    subprocess.run([sys.executable, tmp_path / "make.py"], check=True)
    assert (tmp_path / "rules.md").read_text("utf-8") == make.rules_page()


def test_every_rule_has_its_own_anchor_and_both_examples() -> None:
    page = make.rules_page()
    assert sorted(re.findall(r"^### ([A-Z]{3,4}[0-9]{2})$", page, re.MULTILINE)) == sorted(rule.id for rule in RULES)
    entries = re.split(r"\n### [A-Z]{3,4}[0-9]{2}\n", page)[1:]
    assert all("\nWrong" in entry and "\nRight" in entry for entry in entries)


def schema(name: str) -> Any:
    return json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text("utf-8"))


def top(text: str) -> Any:
    """Return the top part as an editor's YAML support reads it."""
    return yaml.safe_load(text.split("---\n")[1])


def offered(text: str) -> Iterator[str]:
    for line in text.split("---\n")[1].split("\n"):
        match = re.match(r"#? ?([a-z][a-z ]*): ", line)
        if match:
            yield match[1]


@pytest.mark.parametrize("kind", KINDS)
def test_what_bulletin_new_writes_fits_the_schema_and_offers_what_the_schema_completes(kind: str) -> None:
    text = item_text(kind, "Something new", date(2022, 2, 1))
    jsonschema.validate(top(text), schema("item"))
    used = text.replace("\n# To use one of the lines below, delete the # in front of it.", "")
    keys = set(offered(used)) | {"sessions"} if kind in TRAINING else set(offered(used))
    [rule] = [branch for branch in schema("item")["allOf"] if branch["if"]["properties"]["kind"]["const"] == kind]
    aliases = {alias for key in ITEM for alias in key.aliases}
    completed = set(rule["then"]["propertyNames"]["anyOf"][0]["enum"]) - aliases
    # These keys are for published items, and no comment suggests who may see an item (RST04).
    assert completed - {"gone", "moved to", "replaces", "was", "circulation", "circulation note"} == keys


@pytest.mark.parametrize(
    ("table", "name"), [(ITEM, "item"), (ISSUE, "issue"), (SNIPPET, "snippet"), (SETTINGS, "bulletin")]
)
def test_a_schema_has_every_key_with_its_sentence_and_a_valid_example(table: Any, name: str) -> None:
    document = schema(name)
    jsonschema.Draft7Validator.check_schema(document)
    for key in table:
        for spelling in (key.name, *key.aliases):
            assert document["properties"][spelling]["description"] == key.help
        if key.example and not key.sub_lines:
            value = yaml.safe_load(f"x: '{key.example}'")["x"]
            jsonschema.validate({key.name: value}, document | {"required": []})


WRONG = [
    ("item", {"title": "x", "kind": "servise"}),
    ("item", {"title": "x", "presentr": "NSPCC"}),
    ("item", {"title": "x", "kind": "training", "open": "9 to 5"}),
    ("item", {"title": "x", "circulation": "restricted"}),
    ("item", {"kind": "notice"}),
    ("bulletin", {"checks": {"TXT10": "of"}}),
    ("issue", {"status": "done"}),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_a_schema_refuses_what_reading_refuses(name: str, wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema(name))


def test_the_settings_of_the_sample_fit_the_schema() -> None:
    jsonschema.validate(yaml.safe_load((ROOT / "content" / "bulletin.yml").read_text("utf-8")), schema("bulletin"))


SPELT = [
    ("item", {"title": "x", "book_by": "1 March 2022", "kind": "training", "sessions": ["1 March 2022"]}),
    ("item", {"Title": "x", "title": "x", "Hold-Until": "March", "summary": None}),
    ("bulletin", {"Default  Circulation": "staff"}),
]


@pytest.mark.parametrize(("name", "right"), SPELT)
def test_a_schema_takes_every_spelling_of_a_key_that_reading_takes(name: str, right: dict[str, object]) -> None:
    jsonschema.validate(right, schema(name))


def test_the_description_of_a_schema_says_what_it_is_for() -> None:
    assert all("a top part that is no YAML" in schema(name)["description"] for name in ("item", "issue", "bulletin"))
