"""Every constant and every field of a value is read somewhere in the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.house import Module, modules
from tests.support.values import ROOT

UNPACKED = {
    "Envelope.recipient": "publish/smtp.py reads it with getattr",
    "IssueFiles.refusals": "its reader unpacks it",
    "MeasuredFile.leads_to": "it is compared with what it was, as a part of its row",
}
"""Fields that the program reads without their name, for example by unpacking."""


def constants(module: Module) -> Iterator[str]:
    """Yield the names in capitals that a module binds at its top."""
    for node in module.tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        names = (name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
        yield from (name.id for name in names if name.id.isupper())


def fields(module: Module) -> Iterator[str]:
    """Yield the fields of a module's classes, as `Class.field`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            rows = (row.target for row in node.body if isinstance(row, ast.AnnAssign))
            yield from (f"{node.name}.{row.id}" for row in rows if isinstance(row, ast.Name))


def attributes(module: Module) -> Iterator[str]:
    """Yield the names of the attributes that a module reads."""
    nodes = (node for node in ast.walk(module.tree) if isinstance(node, ast.Attribute))
    yield from (node.attr for node in nodes if isinstance(node.ctx, ast.Load))


def variables(module: Module) -> Iterator[str]:
    """Yield the names of the variables that a module reads or imports."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def unread(package: Path, others: Iterable[Path]) -> set[str]:
    """Return the constants and fields of a package that neither it nor another file of the program reads."""
    all_modules = list(modules(package))
    read = {word for path in others for word in re.findall(r"\w+", path.read_text("utf-8"))}
    read |= {name for module in all_modules for name in attributes(module)}
    names = {name for module in all_modules for name in variables(module)}
    unread_fields = {name for module in all_modules for name in fields(module) if name.rpartition(".")[2] not in read}
    return unread_fields | {name for module in all_modules for name in constants(module) if name not in read | names}


def test_every_constant_and_every_field_is_read_somewhere() -> None:
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt", ".js", ".xml")]
    assert unread(ROOT / "bulletin", [*templates, ROOT / "docs" / "make.py"]) == set(UNPACKED)


def test_a_constant_and_a_field_without_a_reader_are_named(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(
        "FIRST, SECOND = 1, 2\nclass Row:\n    day: int\n    begun: bool\ndef f(row):\n    begun = row.day + FIRST\n    return begun\n"
    )
    assert unread(tmp_path, []) == {"SECOND", "Row.begun"}
