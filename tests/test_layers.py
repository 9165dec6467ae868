"""Imports go one way, outputs touch nothing outside, and only the command line talks."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.values import ROOT

PACKAGE = ROOT / "bulletin"

VALUES = {"errors", "frozen", "late", "model", "names", "posix_tz", "words"}
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": VALUES | {"checks", "circulation", "content", "folder", "ledger", "outputs"},
    "__main__": {"cli"},
    "frozen": set(),
    "late": set(),
    "errors": {"frozen"},
    "names": set(),
    "posix_tz": {"frozen", "pattern"},
    "words": set(),
    "desk": {"frozen"},
    "model": {"desk", "errors", "frozen"},
    "pattern": set(),
    "private": {"frozen", "pattern"},
    "addresses": {"model", "names"},
    "ledger": VALUES | {"addresses"},
    "content": VALUES | {"addresses", "desk", "ledger", "pattern"},
    "circulation": {"desk", "model"},
    "decoding": set(),
    "tripwire": {"decoding", "errors", "model"},
    "checks": VALUES
    | {
        "cleaning",
        "content.contacts",
        "content.dates",
        "content.holidays",
        "content.spelling",
        "content.written",
        "desk",
        "pattern",
        "private",
    },
    "reports": {"errors", "frozen", "pattern"},
    "cleaning": {"pattern"},
    "fixing": {"cleaning", "content", "desk", "model", "words"},
    "handbook": {"checks", "content", "model"},
    "tidying": {"content", "errors", "fixing", "private"},
    "checking": VALUES | {"checks", "content", "outputs", "reports", "templating"},
    "templating": {"addresses", "words"},
    "building": {"templating"},
    "outputs": VALUES | {"addresses", "circulation", "listing", "templating", "tripwire"},
    "outputs.email.correction": VALUES | {"addresses", "circulation", "ledger"},
    "outputs.manifest": VALUES | {"addresses", "circulation", "ledger", "listing"},
    "outputs.promises": VALUES | {"addresses", "circulation", "ledger"},
    "standing": {"errors"},
    "listing": {"model"},
    "folder": {"addresses", "errors", "listing", "model", "standing"},
    "report": VALUES | {"addresses", "circulation", "folder"},
    "starter": VALUES | {"content"},
    "publish": VALUES | {"ledger"},
    "publish.correcting": VALUES | {"content", "ledger", "outputs"},
    "publish.edition": VALUES | {"addresses", "circulation", "ledger", "outputs"},
    "publish.recording": VALUES | {"content", "ledger", "outputs"},
    "beginning": VALUES | {"content", "starter"},
    "publish.local": VALUES | {"content", "ledger", "outputs"},
    "cli_publishing": VALUES | {"beginning", "checking", "cli", "publish", "workflow"},
    "workflow": VALUES
    | {"addresses", "checks", "circulation", "content", "folder", "ledger", "outputs", "publish", "reports"}
    | {"templating", "tripwire"},
    "cli": VALUES
    | {"__init__", "checking", "checks", "content", "outputs", "private", "publish", "report", "reports"}
    | {"starter", "tidying", "cli_publishing"},
}
"""Who may know whom, room by room; a room may always know itself."""

OUTSIDE = {
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "time",
    "urllib.request",
}
BANNED_CALLS = {
    "open",
    "now",
    "today",
    "utcnow",
    "uuid1",
    "uuid4",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "getenv",
}
MAY_IN_OUTPUTS = {"email/inline.py": {"os"}}
"""inline.py sets an environment variable for premailer before importing it."""


TALKS = {"print", "exit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write", "time.time"}
CLOCKS = {"now", "today", "utcnow", "monotonic", "perf_counter", "process_time"}


def modules(package: Path) -> Iterator[tuple[str, ast.Module, Path]]:
    for path in sorted(path for path in package.rglob("*.py") if "_compiled" not in path.parts):
        name = ".".join(path.relative_to(package).with_suffix("").parts)
        yield name.removesuffix(".__init__") or "__init__", ast.parse(path.read_text("utf-8")), path


def imported(name: str, tree: ast.Module, path: Path) -> Iterator[str]:
    """What a module imports of the package, as dotted names within it."""
    here = [] if name == "__init__" else name.split(".")
    folder = here if path.name == "__init__.py" else here[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            start = folder[: len(folder) - node.level + 1]
            base = [*start, *(node.module.split(".") if node.module else [])]
            for one in node.names:
                yield ".".join([*base, one.name]) if not node.module else ".".join(base)
                if node.module:
                    yield ".".join([*base, one.name])
        elif isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("bulletin."):
            yield from (f"{node.module}.{one.name}".removeprefix("bulletin.") for one in node.names)
        elif isinstance(node, ast.Import):
            names = (one.name for one in node.names)
            yield from (one.removeprefix("bulletin.") for one in names if one.startswith("bulletin."))


def rooms(package: Path) -> set[str]:
    return {
        path.stem if path.is_file() else path.name
        for path in package.iterdir()
        if path.suffix == ".py" or path.is_dir()
    }


def wrong_imports(package: Path) -> list[str]:
    known = rooms(package)
    found = []
    for name, tree, path in modules(package):
        room = name.split(".")[0]
        allowed = MAY_IMPORT.get(name) or MAY_IMPORT[room]
        for target in imported(name, tree, path):
            first = target.split(".")[0]
            other = first if first in known else "__init__"
            fits = (
                target == "__version__"
                or other == room
                or other in allowed
                or any(target.startswith(one) for one in allowed if "." in one)
            )
            if not fits:
                found.append(f"{name} imports {target}")
    return found


def outside_world(package: Path) -> list[str]:
    found = []
    for name, tree, path in modules(package / "outputs"):
        allowed = MAY_IN_OUTPUTS.get(path.relative_to(package / "outputs").as_posix(), set())
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = {one.name for one in node.names}
            elif (
                isinstance(node, ast.ImportFrom)
                and not node.level
                and [one.name for one in node.names] != ["PurePosixPath"]
            ):
                names = {node.module or ""}
            else:
                names = set()
            found += [f"{name} imports {one}" for one in names & OUTSIDE - allowed]
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                found += [f"{name} calls {called}"] if called in BANNED_CALLS else []
    return found


def talkers(package: Path) -> list[str]:
    found = []
    for name, tree, _ in modules(package):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                found += [f"{name} imports click" for one in names if one.split(".")[0] == "click"]
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                last = called.rpartition(".")[2]
                found += [f"{name} calls {called}"] if called in TALKS or last in CLOCKS else []
            if isinstance(node, ast.Raise) and node.exc and "SystemExit" in ast.unparse(node.exc):
                found.append(f"{name} raises SystemExit")
    return [one for one in found if not one.startswith(("cli ", "cli_publishing ", "__main__ "))]


def test_imports_go_one_way() -> None:
    assert wrong_imports(PACKAGE) == []


def test_outputs_have_no_disk_clock_network_or_randomness() -> None:
    assert outside_world(PACKAGE) == []


def test_only_the_command_line_prints_exits_reads_the_clock_or_knows_click() -> None:
    assert talkers(PACKAGE) == []


FAULTS = [
    ("model.py", "from .content.load import load\n", wrong_imports, "model imports content.load"),
    ("outputs/feed.py", "from ..ledger import parse\n", wrong_imports, "outputs.feed imports ledger"),
    ("outputs/feed.py", "import random\n", outside_world, "feed imports random"),
    ("outputs/feed.py", "from datetime import datetime\nx = datetime.now()\n", outside_world, "feed calls now"),
    ("outputs/feed.py", "x = open('/etc/passwd')\n", outside_world, "feed calls open"),
    ("content/load.py", "print('x')\n", talkers, "content.load calls print"),
    ("content/load.py", "raise SystemExit(2)\n", talkers, "content.load raises SystemExit"),
    ("content/load.py", "x = date.today()\n", talkers, "content.load calls date.today"),
    ("model.py", "from bulletin.content.load import load\n", wrong_imports, "model imports content.load.load"),
    ("model.py", "import bulletin.cli\n", wrong_imports, "model imports cli"),
    ("errors.py", "import click\n", talkers, "errors imports click"),
]


@pytest.mark.parametrize(("path", "line", "judge", "said"), FAULTS)
def test_a_planted_fault_is_found(tmp_path: Path, path: str, line: str, judge: object, said: str) -> None:
    copy = tmp_path / "bulletin"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    file = copy / path
    file.write_text(file.read_text("utf-8") + line, "utf-8")
    assert said in judge(copy)  # type: ignore[operator]


def test_every_module_says_its_one_job_in_its_first_line_and_is_short() -> None:
    for name, tree, path in modules(PACKAGE):
        assert ast.get_docstring(tree), name
        # The model is a list of fields, each with its note.
        assert len(path.read_text("utf-8").splitlines()) <= (460 if name == "model" else 320), name


def test_every_public_function_and_class_has_a_docstring() -> None:
    silent = [
        f"{name}.{node.name}"
        for name, tree, _ in modules(PACKAGE)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
