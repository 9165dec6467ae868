"""Imports go one way, outputs have no side effects, only the command line prints, and a name has one meaning."""

from __future__ import annotations

import ast
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from benchmarks.house import Module, circles, imports, module_graph, module_of, modules, top_graph
from tests.support.values import ROOT

PACKAGE = ROOT / "bulletin"

MAY_IMPORT: dict[str, str] = {
    "errors": "",
    "unforeseen": "errors",
    "text": "",
    "memory": "",
    "model": "errors text",
    "reports": "errors text",
    "addresses": "model text",
    "circulation": "addresses memory model errors text",
    "ledger": "model errors text addresses",
    "folder": "model errors addresses text",
    "remember": "memory text",
    "plugins": "model errors text",
    "content": "ledger addresses memory model errors text",
    "outputs": "plugins ledger circulation addresses memory model errors text",
    "checks": "content ledger circulation memory model errors text",
    "fix": "content model errors text",
    "scaffold": "content model errors text",
    "importing": "content model errors text",
    "publish": "content outputs ledger circulation addresses model errors text",
    "action": "publish checks fix outputs content folder circulation reports ledger addresses model unforeseen errors text",
    "serving": "scaffold importing checks outputs content circulation addresses memory model unforeseen errors text",
    "cli": "everything",
}
"""Room → the rooms that it may import. A room is a folder or a module at the top, and may always import itself."""

FACE = {
    "__init__": "checks circulation content errors folder ledger memory model outputs",
    "__main__": "cli remember",
}
"""The same for two modules that are no rooms: `__init__` (the public names) and `__main__` (the start of the program).

Only `cli` imports them, but for `__version__`.
"""

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

TALKS = {"print", "exit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write", "time.time"}
CLOCKS = {"now", "today", "utcnow", "monotonic", "perf_counter", "process_time"}

IMPORTED_WHEN_USED = {
    "premailer": "outputs.email.inline",
    "platformdirs": "remember.cache",
    "icalendar": "outputs.calendar.ics",
    "feedgen": "outputs.feeds.rss",
    "PIL": "content.attachments content.picture_bytes outputs.cards",
    "pypdf": "content.attachments",
    "mammoth": "importing.word_file",
    "pdfplumber": "importing.pdf_file",
    "oxmsg": "importing.mail_file",
}
"""Library that is slow to import → the modules that may import it in a function. `cli` may import anything so."""

SAME_JOB = {
    "build": ("action cli", "the command, and the Action's step that does the same"),
    "check": ("action cli", "the command, and the Action's step that does the same"),
    "circulation": ("checks circulation", "who may see what, and the rules about it"),
    "dates": ("checks content", "dates are read, and judged by rules"),
    "email": ("checks outputs", "the email is rendered, and judged by rules"),
    "editions": ("content outputs", "the editions for some readers are read, and all are listed"),
    "history": ("content ledger", "the ledger's history of an item, and reading it into the item"),
    "issues": ("content outputs", "issues are read, and rendered"),
    "item_links": ("content outputs", "links to items are read, and placed"),
    "items": ("content outputs", "items are read, and rendered"),
    "json": ("outputs reports", "a report is named after its format"),
    "markdown": ("content reports", "a report is named after its format"),
    "publish": ("cli publish", "the command, and the room that does it"),
    "recording": ("ledger publish", "the new ledger is made, and stored"),
    "sessions": ("content outputs", "sessions are read, and rendered"),
    "templates": ("content outputs", "templates are read, and filled in"),
    "text": ("reports text", "a report is named after its format"),
    "word_lists": ("checks content", "the lists of words are read, and looked up"),
}
"""Name of modules in different rooms → these rooms, and the job that they share."""


def wrong_imports(package: Path) -> list[str]:
    all_modules = modules(package)
    names = {module.name for module in all_modules}
    wrong = []
    for module in all_modules:
        room = module.name.split(".")[0]
        if room not in MAY_IMPORT | FACE:
            wrong.append(f"{room} has no row")
        allowed = {room, *(MAY_IMPORT | FACE).get(room, "").split()}
        for imported in imports(module):
            target = module_of(imported.target, names)
            fits = target.split(".")[0] in allowed or "everything" in allowed or imported.target == "__version__"
            if not fits:
                wrong.append(f"{module.name} imports {target}")
    return sorted(set(wrong))


def room_circles(package: Path) -> list[str]:
    """Return the circles of rooms.

    Imports inside functions count, because they hide circles; those under `if TYPE_CHECKING` never run and do not.
    """
    return [" and ".join(circle) for circle in circles(top_graph(package, types=False))]


def module_circles(package: Path) -> list[str]:
    """Return the circles of modules, counted like those between rooms."""
    return [" and ".join(circle) for circle in circles(module_graph(package, types=False))]


def outside_world(package: Path) -> list[str]:
    return [fault for module in modules(package) for fault in _uses_outside(module.name, module.tree)]


@cache
def _uses_outside(name: str, tree: ast.Module) -> tuple[str, ...]:
    """Return what a module of the outputs uses of the outside; copies of the package share the trees of equal files."""
    wrong = []
    for node in ast.walk(tree) if name.split(".")[0] == "outputs" else ():
        wrong += [f"{name} imports {library}" for library in _libraries(node) if library in OUTSIDE]
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            wrong += [f"{name} calls {called}"] if called in BANNED_CALLS else []
    return tuple(wrong)


def _libraries(node: ast.AST) -> list[str]:
    """Return the libraries that a statement imports, without pathlib for PurePosixPath, which reads no disk."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if (
        isinstance(node, ast.ImportFrom)
        and not node.level
        and [alias.name for alias in node.names] != ["PurePosixPath"]
    ):
        return [node.module or ""]
    return []


def talkers(package: Path) -> list[str]:
    return [
        fault
        for module in modules(package)
        if module.name.split(".")[0] not in ("cli", "__main__")
        for fault in _talk(module.name, module.tree)
    ]


@cache
def _talk(name: str, tree: ast.Module) -> tuple[str, ...]:
    """Return how a module prints, exits, reads the clock or knows click."""
    wrong = []
    for node in ast.walk(tree):
        wrong += [f"{name} imports click" for library in _libraries(node) if library.split(".")[0] == "click"]
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            last = called.rpartition(".")[2]
            wrong += [f"{name} calls {called}"] if called in TALKS or last in CLOCKS else []
        if isinstance(node, ast.Raise) and node.exc and "SystemExit" in ast.unparse(node.exc):
            wrong.append(f"{name} raises SystemExit")
    return tuple(wrong)


def hidden_imports(package: Path) -> list[str]:
    return sorted(
        fault
        for module in modules(package)
        if module.name.split(".")[0] not in ("cli", "__main__")
        for fault in _imports_in_functions(module.name, module.tree)
    )


@cache
def _imports_in_functions(name: str, tree: ast.Module) -> tuple[str, ...]:
    """Return the imports in a module's functions, but for those of slow libraries."""
    wrong = []
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for node in {inner for function in functions for inner in ast.walk(function)}:
        if isinstance(node, ast.Import | ast.ImportFrom):
            library = _libraries(node)[0].split(".")[0] if _libraries(node) else ""
            if name not in IMPORTED_WHEN_USED.get(library, "").split():
                wrong.append(f"{name} has in a function: {ast.unparse(node)}")
    return tuple(wrong)


def repeated_modules(package: Path) -> list[str]:
    places = defaultdict(list)
    for module in modules(package):
        places[module.name.split(".")[-1]].append(module.name)
    return _in_different_rooms(places, {name: set(rooms.split()) for name, (rooms, _) in SAME_JOB.items()})


def repeated_classes(package: Path) -> list[str]:
    places = defaultdict(list)
    for module in modules(package):
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(module.name)
    return _in_different_rooms(places, {})


def repeated_bindings(package: Path) -> list[str]:
    """Return the names that a module binds twice at its top level, because the second silently replaces the first."""
    wrong = []
    for module in modules(package):
        names = [name for node in module.tree.body for name in _bound(node)]
        wrong += [f"{module.name}.{name}" for name in sorted(set(names)) if names.count(name) > 1]
    return wrong


def _bound(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]


def _in_different_rooms(places: dict[str, list[str]], shared: dict[str, set[str]]) -> list[str]:
    """Return names in several rooms that `shared` does not list with these rooms, and outdated names of `shared`."""
    wrong = []
    for name in sorted({*places, *shared}):
        rooms = {module.split(".")[0] for module in places[name]}
        if rooms != shared.get(name, rooms if len(rooms) < 2 else set()):
            wrong.append(f"{name}: {', '.join(places[name])}")
    return wrong


def undocumented(package: Path) -> list[str]:
    """Return modules, public functions and public classes without a docstring; the functions of rules need none."""
    wrong = []
    for module in modules(package):
        wrong += [] if ast.get_docstring(module.tree) else [module.name]
        wrong += [f"{module.name}.{node.name}" for node in _public(module) if not ast.get_docstring(node)]
    return wrong


def _public(module: Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
            if not any(decorator.startswith("rule(") for decorator in decorators):
                yield node


def test_imports_go_one_way() -> None:
    assert wrong_imports(PACKAGE) == []


def test_no_rooms_import_each_other_in_a_circle() -> None:
    assert room_circles(PACKAGE) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert module_circles(PACKAGE) == []


def test_outputs_have_no_disk_clock_network_or_randomness() -> None:
    assert outside_world(PACKAGE) == []


def test_only_the_command_line_prints_exits_reads_the_clock_or_knows_click() -> None:
    assert talkers(PACKAGE) == []


def test_only_slow_libraries_are_imported_inside_functions() -> None:
    assert hidden_imports(PACKAGE) == []


def test_modules_of_one_name_in_different_rooms_do_the_same_job() -> None:
    assert repeated_modules(PACKAGE) == []


def test_no_two_classes_of_different_rooms_have_one_name() -> None:
    assert repeated_classes(PACKAGE) == []


def test_no_module_binds_a_name_twice() -> None:
    assert repeated_bindings(PACKAGE) == []


def test_every_module_and_public_name_has_a_docstring() -> None:
    assert undocumented(PACKAGE) == []


FAULTS: list[tuple[str, str, Callable[[Path], list[str]], str]] = [
    ("model.py", "from .content.load import load", wrong_imports, "model imports content.load"),
    ("model.py", "from bulletin.content.load import load", wrong_imports, "model imports content.load"),
    ("model.py", "import bulletin.cli", wrong_imports, "model imports cli"),
    ("model.py", "import bulletin", wrong_imports, "model imports __init__"),
    ("model.py", "def f(): from . import content", wrong_imports, "model imports content"),
    ("outputs/search.py", "from ..content import load", wrong_imports, "outputs.search imports content.load"),
    ("attic.py", '"""A room that nobody planned."""', wrong_imports, "attic has no row"),
    ("ledger/entries.py", "from ..content import load", room_circles, "content and ledger"),
    ("ledger/entries.py", "def f(): from ..content import load", room_circles, "content and ledger"),
    ("content/values.py", "from .items import read_item", module_circles, "content.values"),
    ("outputs/search.py", "import random", outside_world, "outputs.search imports random"),
    (
        "outputs/search.py",
        "from datetime import datetime\nx = datetime.now()",
        outside_world,
        "outputs.search calls now",
    ),
    ("outputs/search.py", "x = open('/etc/passwd')", outside_world, "outputs.search calls open"),
    ("content/load.py", "print('x')", talkers, "content.load calls print"),
    ("content/load.py", "raise SystemExit(2)", talkers, "content.load raises SystemExit"),
    ("content/load.py", "x = date.today()", talkers, "content.load calls date.today"),
    ("errors.py", "import click", talkers, "errors imports click"),
    ("model.py", "def f(): import json", hidden_imports, "model has in a function: import json"),
    ("model.py", "def f(): from PIL import Image", hidden_imports, "model has in a function: from PIL import Image"),
    ("folder.py", "class Session: pass", repeated_classes, "Session: folder, model"),
    ("content/build.py", '"""Build again."""', repeated_modules, "build: action.build, cli.build, content.build"),
    ("content/addresses.py", '"""Addresses again."""', repeated_modules, "addresses: addresses, content.addresses"),
    ("content/misreadings.py", "_ADDRESS = 1", repeated_bindings, "content.misreadings._ADDRESS"),
    ("model.py", "def shout(): pass", undocumented, "model.shout"),
    ("content/attic.py", "x = 1", undocumented, "content.attic"),
]


@pytest.mark.parametrize(("path", "line", "judge", "sentence"), FAULTS)
def test_a_planted_fault_is_found(
    tmp_path: Path, path: str, line: str, judge: Callable[[Path], list[str]], sentence: str
) -> None:
    copy = tmp_path / "bulletin"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "_compiled"))
    with (copy / path).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert any(sentence in fault for fault in judge(copy))


def test_an_import_that_is_only_for_types_makes_no_circle(tmp_path: Path) -> None:
    copy = tmp_path / "bulletin"
    copy.mkdir()
    (copy / "errors.py").write_text("if TYPE_CHECKING:\n    from .model import File\n", "utf-8")
    (copy / "model.py").write_text("from .errors import Problem\n", "utf-8")
    assert room_circles(copy) == []
    assert wrong_imports(copy) == ["errors imports model"]
