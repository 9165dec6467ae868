"""Every guarantee in docs/guarantees/ has a test that names it, and tests name no other guarantees."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.values import ROOT

GUARANTEES = ROOT / "docs" / "guarantees"
ENTRY = re.compile(r"^- \*\*([A-Z]+-[0-9]{2})\*\* (\S.*)$", re.MULTILINE)
"""Matches the line of a guarantee, like: - **EMAIL-07** Every id in the email is unique."""


def promised() -> dict[str, str]:
    return {
        key: sentence
        for path in sorted(GUARANTEES.glob("*.md"))
        for key, sentence in ENTRY.findall(path.read_text("utf-8"))
    }


def guarantee_ids(folder: Path) -> Iterator[str]:
    """Yield the ids in @pytest.mark.guarantee("EMAIL-07", …), on tests, on classes, in params and in pytestmark."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.guarantee":
                yield from (str(ast.literal_eval(argument)) for argument in node.args)


def test_every_guarantee_has_a_test_and_every_marker_names_a_guarantee() -> None:
    assert set(guarantee_ids(ROOT / "tests")) == set(promised())


def test_every_guarantee_has_its_own_id_and_is_one_sentence() -> None:
    keys = [key for path in GUARANTEES.glob("*.md") for key, _ in ENTRY.findall(path.read_text("utf-8"))]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert [key for key, sentence in promised().items() if not sentence.endswith(".")] == []


def test_the_ids_of_markers_without_a_guarantee_are_collected(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text('@pytest.mark.guarantee("EMAIL-99", "WEB-01")\ndef test_x(): ...\n', "utf-8")
    assert list(guarantee_ids(tmp_path)) == ["EMAIL-99", "WEB-01"]
