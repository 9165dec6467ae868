"""Names say what a value is: eleven pronouns and participles are less than 1 % of the names in the package."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from benchmarks.house import modules
from tests.support.values import ROOT

EMPTY = {"one", "found", "said", "made", "known", "wanted", "told", "held", "shown", "seen", "kept"}
MOST = 0.01


def bound(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module binds: functions, classes, arguments and variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def share(package: Path) -> float:
    names = [name.strip("_") for module in modules(package) for name in bound(module.tree)]
    return sum(name in EMPTY for name in names) / len(names)


def test_under_one_name_in_a_hundred_is_a_pronoun_or_a_participle() -> None:
    assert share(ROOT / "bulletin") < MOST


def test_names_of_every_sort_are_counted(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(
        "def _found(one, day):\n    told: int = 1\n    return [seen for seen in day]\n"
    )
    assert share(tmp_path) == 4 / 5
