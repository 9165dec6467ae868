"""Every rule of the table fires on its wrong example, at the marked place, and is silent on its right one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.checks.rule import GROUPS, PLACE, Example, Rule, as_example
from bulletin.checks.run import BY_ID, RULES, check
from bulletin.content.load import read
from bulletin.errors import Problem
from tests.support.folders import make_content


def found(root: Path, example: Example) -> list[Problem]:
    """Return what is found in a folder of an example, with paths from the content folder."""
    text = example.text.replace(PLACE, "")
    files: dict[str, str | bytes] = dict(example.others) | {example.file: text.encode("utf-8", "surrogateescape")}
    if example.file != "2022-02/issue.md":
        files.setdefault("2022-02/issue.md", "---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome to it.\n")
    content = make_content(root, files)
    prefix = f"{content.as_posix()}/"
    return [replace(one, path=one.path.removeprefix(prefix)) for one in check(read(content))]


def place(example: Example) -> tuple[str, int, int]:
    """Where the problem of an example is."""
    if example.at:
        return example.at
    before = example.text.partition(PLACE)[0]
    return example.file, before.count("\n") + 1, len(before) - before.rfind("\n")


SHOWN = [rule for rule in RULES if not as_example(rule.wrong).described]


@pytest.mark.parametrize("rule", SHOWN, ids=[rule.id for rule in SHOWN])
def test_a_rule_fires_on_its_wrong_example_at_the_place_and_not_on_its_right_one(rule: Rule, tmp_path: Path) -> None:
    wrong, right = as_example(rule.wrong), as_example(rule.right)
    assert (wrong.text.count(PLACE) == 1) != (wrong.at is not None)
    problems = found(tmp_path / "wrong", wrong)
    mine = [(one.path, one.line, one.column) for one in problems if one.rule == rule.id]
    assert mine == [place(wrong)], [str(one) for one in problems]
    problems = found(tmp_path / "right", right)
    assert [str(one) for one in problems if one.rule == rule.id or one.severity == "error"] == []


def test_the_table_is_whole() -> None:
    assert len(BY_ID) == len(RULES)
    for rule in RULES:
        assert re.fullmatch("[A-Z]{3,4}[0-9]{2}", rule.id)
        assert rule.id.rstrip("0123456789") in GROUPS
        assert rule.severity in ("error", "warning", "info")
        assert rule.says.endswith("."), rule.id
        assert not rule.hint or rule.hint.rstrip("`").endswith((".", "?", ":")), rule.id
        assert rule.triggers == tuple(one.lower() for one in rule.triggers)


CATALOGUE = (
    [f"PRIV0{n}" for n in range(1, 8)] + [f"RST0{n}" for n in range(1, 7)] + [f"DAT{n:02}" for n in range(1, 18)]
    + [f"LNK{n:02}" for n in range(1, 14)] + [f"CON0{n}" for n in range(1, 4)] + [f"TXT{n:02}" for n in range(1, 16)]
    + [f"STR0{n}" for n in range(1, 10)] + [f"EML0{n}" for n in range(1, 6)] + ["CAL01", "CAL02"]
)  # fmt: skip
NOT_MADE = {"DAT16"}
"""Bank holidays are known to the year 2100; days that are proclaimed are a setting."""


def test_every_rule_of_the_catalogue_is_there_or_named() -> None:
    assert len(CATALOGUE) == 77
    assert set(CATALOGUE) - set(BY_ID) == NOT_MADE
