"""`bulletin fix --yaml` rewrites old files so that YAML programs read what Bulletin reads, and changes nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.frontmatter import Document, same_key
from bulletin.content.keys import ITEM, SETTINGS, TABLES, names
from bulletin.content.top_part import read, read_settings
from bulletin.content.yaml_form import in_yaml_form
from bulletin.fix import write, yaml_files
from tests.support.commands import run
from tests.support.examples import examples
from tests.support.values import ROOT

KEYS = names(ITEM)


def top(*lines: str) -> Document:
    return read("\n".join(["---", *lines, "---", "Body: text", ""]), "x.md", KEYS)


def meaning(document: Document) -> dict[str, object]:
    return {
        key: entry.inline.text if entry.inline else [line.text for line in entry.lines]
        for key, entry in document.entries.items()
    }


WRITTEN = [
    (("title: Reviews: neglect", "kind: notice"), ("title: 'Reviews: neglect'", "kind: notice")),
    (("Title:Reviews",), ("Title: Reviews",)),
    (("  title: a", "\tkind: notice"), ("title: a", "kind: notice")),
    (("sessions:", "  1 March 2027", "  # why", "  2 March 2027"), ("  # why", "sessions:", "  - 1 March 2027", "  - 2 March 2027")),
    (("links:", "• A: https://a.example", "• B", "", "# end", "kind: notice"), ("links:", "  - 'A: https://a.example'", "  - B", "", "# end", "kind: notice")),
    (("links: a", "  - b"), ("links:", "  - a", "  - b")),
    (("title: long", "  second: line"), ("title: 'long second: line'",)),
    (("summary: |", "  one", " two"), ("summary: |-", "  one", "  two")),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), WRITTEN)
def test_values_that_yaml_reads_differently_are_rewritten(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    text = in_yaml_form(top(*before), KEYS, fenced=True)
    assert text == "\n".join(["---", *after, "---", "Body: text", ""])
    assert in_yaml_form(read(text, "x.md", KEYS), KEYS, fenced=True) == text


STANDING = [
    ("title: What is new", "for: [GPs, midwives]", "# a comment", "", "links:", "- 'A: b'", "- c d"),
    ("title: 'it''s", "  folded'", "summary: >-", "  a", "", "  b", "circulation:"),
    ("title: a", "  b c", "places: 20", "published: 2022-02-01"),
]


@pytest.mark.parametrize("lines", STANDING)
def test_valid_yaml_is_not_changed(lines: tuple[str, ...]) -> None:
    document = top(*lines)
    assert in_yaml_form(document, KEYS, fenced=True) == document.text


def test_an_unreadable_file_is_not_changed() -> None:
    document = top("title: Reviews: neglect", "presentr: NSPCC")
    assert in_yaml_form(document, KEYS, fenced=True) == document.text


def test_the_settings_keep_their_sub_lines() -> None:
    text = "–––\nname: East: news\nacronyms:\n  CDOP: child: death\n  NHS:\n"
    keys = names(SETTINGS)
    document = read_settings(text.replace("–––\n", ""), "bulletin.yml", keys)
    assert (
        in_yaml_form(document, keys, fenced=False) == "name: 'East: news'\nacronyms:\n  CDOP: 'child: death'\n  NHS:\n"
    )


def test_every_program_reads_the_sample_afterwards_as_bulletin_does(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    bodies = {path: path.read_text("utf-8").split("---", 2)[-1] for path in content.rglob("*.md")}
    assert yaml_files(content)
    write(yaml_files(content))
    assert yaml_files(content) == ()
    for path, body in bodies.items():
        if path.name != "README.md":
            text = path.read_text("utf-8")
            kind = "issue" if path.name == "issue.md" else "snippet" if path.parent.name == "snippets" else "item"
            expected = meaning(read(text, path.name, names(TABLES[kind])))
            values = yaml.load(text.split("---")[1], yaml.BaseLoader)
            assert {same_key(key): _one_list(value) for key, value in values.items()} == expected
            assert text.split("---", 2)[-1] == body


def _one_list(value: object) -> object:
    return value if not isinstance(value, str) else value.rstrip("\n")


def test_the_command_says_what_it_would_change_and_changes_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    path = content / "2022-02" / "self-neglect.md"
    before = path.read_bytes()
    output = run("fix", "--yaml", "--dry-run", cwd=tmp_path).stdout
    assert re.search(r"^\+title: '.*: .*'$", output, re.MULTILINE)
    assert path.read_bytes() == before


@examples(300)
@given(st.lists(st.sampled_from(
    ["title: a: b", "kind:x", " for: [a, 'b']", "links:", "- x: y", "• z", "  # c", "", "summary: |", "  k: v", "  w", "  - 'q", "r'"]
), max_size=9))  # fmt: skip
def test_rewriting_random_lines_never_changes_their_meaning(lines: list[str]) -> None:
    document = top(*lines)
    again = read(in_yaml_form(document, KEYS, fenced=True), "x.md", KEYS)
    assert (meaning(again), again.body) == (meaning(document), document.body)
