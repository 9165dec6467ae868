"""Every guarantee in docs/guarantees/ is held by a test that names it, and no test names one that is not there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.values import ROOT

GUARANTEES = ROOT / "docs" / "guarantees"
ENTRY = re.compile(r"^- \*\*([A-Z]+-[0-9]{2})\*\* (\S.*)$", re.MULTILINE)
"""A guarantee is one line: - **EMAIL-07** Every id in the email is unique."""


def promised() -> dict[str, str]:
    return {
        key: said for path in sorted(GUARANTEES.glob("*.md")) for key, said in ENTRY.findall(path.read_text("utf-8"))
    }


def held(folder: Path) -> Iterator[str]:
    """Yield the ids in @pytest.mark.guarantee("EMAIL-07", …), on tests, on classes, in params and in pytestmark."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.guarantee":
                yield from (str(ast.literal_eval(argument)) for argument in node.args)


def test_every_guarantee_is_held_by_a_test_and_every_marker_names_a_guarantee() -> None:
    assert set(held(ROOT / "tests")) == set(promised())


def test_every_guarantee_has_an_id_of_its_own_and_is_one_sentence() -> None:
    keys = [key for path in GUARANTEES.glob("*.md") for key, _ in ENTRY.findall(path.read_text("utf-8"))]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert [key for key, said in promised().items() if not said.endswith(".")] == []


def test_a_marker_without_a_guarantee_is_seen(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text('@pytest.mark.guarantee("EMAIL-99", "WEB-01")\ndef test_x(): ...\n', "utf-8")
    assert list(held(tmp_path)) == ["EMAIL-99", "WEB-01"]
