"""Count the modules, rooms and imports of a checkout, and list the modules that a value passes through.

usage: house.py [FOLDER]     (a checkout of Bulletin; without it, the one that this file is in)

- A module is a .py file of `bulletin/`; compiled templates (`_compiled/`) are left out.
- A room is a folder with modules, or a module at the top. `outputs/email/` and `outputs/` are two rooms;
  `__init__.py` and `__main__.py` at the top are rooms too.
- An arrow goes from one room to another if a module of the first imports a module of the second, at its
  top or in a function.
- A circle is a set of modules that all reach each other by imports, at their tops or in functions; or a
  set of rooms at the top, each with all folders in it. Imports under `if TYPE_CHECKING` never run, so
  they make arrows, but no circles.
- A value passes through a module if `load` and `render` call one of the module's functions, in a new
  process that has imported every module before. It is measured twice: in an issue with nothing but this
  session or body, and in the sample in `content/`.

`tests/test_layers.py` reads the imports with the functions below.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
Graph = dict[str, set[str]]
"""Name of a module or room → the names that it imports; every module or room of the package is a key."""


AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "XDG_CACHE_HOME": os.devnull
}
"""The environment in which a command is measured.

Bytecode lies beside the modules, as pip installs it. The cache folder cannot exist, so no command finds what the
command before it has cached.
"""


class Module(NamedTuple):
    """One file of the package."""

    name: str
    """The dotted name within the package, like "content.load".

    A folder's `__init__.py` has the name of the folder, the package's own has "__init__".
    """
    path: Path
    tree: ast.Module

    @property
    def folder(self) -> list[str]:
        """The names of the folders that the module is in, like ["outputs", "email"]."""
        if self.path.name == "__init__.py":
            return [] if self.name == "__init__" else self.name.split(".")
        return self.name.split(".")[:-1]

    @property
    def room(self) -> str:
        """The room of the module: its folder, or its own name if it is at the top."""
        return ".".join(self.folder) or self.name


class Import(NamedTuple):
    """A name that a module imports."""

    target: str
    """The dotted name within the package, of a module or of a name in one; "" for the package itself."""
    only_for_types: bool
    """Whether the import is under `if TYPE_CHECKING`."""


def modules(package: Path) -> list[Module]:
    """Parse every module of a package, in the order of their paths."""
    parsed = []
    for path in sorted(package.rglob("*.py")):
        if "_compiled" not in path.parts:
            name = ".".join(path.relative_to(package).with_suffix("").parts)
            parsed.append(Module(name.removesuffix(".__init__"), path, _parsed(path.read_text("utf-8"))))
    return parsed


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def imports(module: Module) -> tuple[Import, ...]:
    """Return what a module imports from its own package, at its top or in functions."""
    return _imports_of(tuple(module.folder), module.tree)


@cache
def _imports_of(folder: tuple[str, ...], tree: ast.Module) -> tuple[Import, ...]:
    """Return what the module of this tree in a folder imports; copies of a package share the trees of equal files."""
    guarded, rows = _only_for_types(tree), []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            targets = _from(folder, node)
        elif isinstance(node, ast.Import):
            names = [alias.name.partition(".") for alias in node.names]
            targets = [inner for package, _, inner in names if package == "bulletin"]
        else:
            targets = []
        rows += [Import(target, node in guarded) for target in targets]
    return tuple(rows)


def _from(folder: tuple[str, ...], node: ast.ImportFrom) -> list[str]:
    """Return the dotted names of `from … import …` within the package; none if it imports from elsewhere."""
    if node.level:
        base = list(folder[: len(folder) - node.level + 1])
        base = [*base, *(node.module.split(".") if node.module else [])]
    elif node.module and node.module.split(".")[0] == "bulletin":
        base = node.module.split(".")[1:]
    else:
        return []
    return [".".join([*base, alias.name]) for alias in node.names]


def _only_for_types(tree: ast.Module) -> set[ast.AST]:
    """Return every node under `if TYPE_CHECKING`."""
    guards = (node for node in ast.walk(tree) if isinstance(node, ast.If))
    guarded = (guard.body for guard in guards if ast.unparse(guard.test).split(".")[-1] == "TYPE_CHECKING")
    return {node for body in guarded for statement in body for node in ast.walk(statement)}


def module_of(target: str, names: Iterable[str]) -> str:
    """Return the module of an imported dotted name: its longest beginning that is a module, or the package itself."""
    parts = target.split(".")
    beginnings = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((name for name in beginnings if name in names), "__init__")


def module_graph(package: Path, *, types: bool) -> Graph:
    """Return the modules that each module imports. types: whether imports under `if TYPE_CHECKING` count."""
    every = modules(package)
    names = {module.name for module in every}
    return {
        module.name: {module_of(arrow.target, names) for arrow in imports(module) if types or not arrow.only_for_types}
        - {module.name}
        for module in every
    }


def room_graph(package: Path) -> Graph:
    """Return the rooms that each room imports, also those imported under `if TYPE_CHECKING`."""
    return _joined(module_graph(package, types=True), {module.name: module.room for module in modules(package)})


def top_graph(package: Path, *, types: bool) -> Graph:
    """Return the rooms at the top that each such room imports; a room includes all folders in it."""
    graph = module_graph(package, types=types)
    return _joined(graph, {name: name.split(".")[0] for name in graph})


def _joined(modules: Graph, rooms: dict[str, str]) -> Graph:
    """Return the graph of rooms from the graph of modules. rooms: module → its room."""
    graph: Graph = {room: set() for room in rooms.values()}
    for name, targets in modules.items():
        graph[rooms[name]] |= {rooms[target] for target in targets} - {rooms[name]}
    return graph


def circles(graph: Graph) -> list[list[str]]:
    """Return the groups of two or more names that all reach each other, sorted."""
    reach = {name: _reached(graph, name) for name in graph}
    together = {tuple(sorted(other for other in reach[name] if name in reach[other])) for name in graph}
    return sorted(list(circle) for circle in together if len(circle) > 1)


def _reached(graph: Graph, start: str) -> set[str]:
    """Return every name that can be reached from a name, in one step or more."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for name in graph[waiting.pop()] - reached:
            reached.add(name)
            waiting.append(name)
    return reached


ISSUE = {
    "bulletin.yml": "name: Campus bulletin\nid: campus\nemail: team@example.org\ndefault circulation: public\nbase url: https://example.org/campus/\n",
    "2024-03-day-5/issue.md": "---\nissue date: 5 March 2024\nstatus: ready\n---\n",
}
SESSION = """\
---
title: Working with schools
place: Town hall
sessions:
  - 12 March 2024, 10am to 11:30am, https://example.org/book
---
"""
BODY = """\
---
title: Working with schools
---
Schools and social care **meet** once a term. [Read the plan](https://example.org/plan).

- Bring a colleague.
- Bring a question.
"""
TRACE = """\
import importlib, inspect, json, sys
from pathlib import Path
import bulletin
package = Path(bulletin.__file__).parent
names = [path.relative_to(package.parent).with_suffix("").parts for path in sorted(package.rglob("*.py"))]
for parts in names:
    if "_compiled" not in parts and parts[-1] not in ("building", "hatch_build"):  # those are for hatchling
        importlib.import_module(".".join(parts).removesuffix(".__init__"))
from bulletin import load, render
called = set()
def note(frame, event, argument):
    if event == "call" and frame.f_code.co_flags & inspect.CO_OPTIMIZED:  # a function, not a module or class body
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(package) and "_compiled" not in path.parts:
            called.add(path.relative_to(package).as_posix())
sys.setprofile(note)
files = list(render(load(Path(sys.argv[1])), [sys.argv[2]]))
sys.setprofile(None)
assert any(file.path.endswith(sys.argv[3]) for file in files), [file.path for file in files]
print(json.dumps(sorted(called)))
"""


def trace(checkout: Path, content: Path, output: str, suffix: str) -> list[str]:
    """Return the modules whose functions are called to make one output of a content folder.

    output: the output's name. suffix: the end of a path that must be among its files.
    """
    command = [python_of(checkout), "-c", TRACE, str(content), output, suffix]
    done = subprocess.run(
        command, cwd=content, env=environment_of(checkout), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    names: list[str] = json.loads(done.stdout)
    return names


def write_content(folder: Path, item: str) -> Path:
    """Write a content folder with one issue of one item."""
    for name, text in {**ISSUE, "2024-03-day-5/item.md": item}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def python_of(checkout: Path) -> str:
    """Return the Python of a checkout's own .venv, or this one."""
    python = checkout / ".venv" / "bin" / "python"
    return str(python) if python.exists() else sys.executable


def environment_of(checkout: Path) -> dict[str, str]:
    """Return the environment in which `import bulletin` imports the package of a checkout."""
    return AS_INSTALLED | {"PYTHONPATH": str(checkout)}


def main(checkout: Path) -> None:
    """Print the figures for a checkout."""
    package = checkout / "bulletin"
    every = modules(package)
    rooms = room_graph(package)
    room_circles = circles(top_graph(package, types=False))
    module_circles = circles(module_graph(package, types=False))
    print(f"modules: {len(every)}")
    print(f"lines: {sum(len(module.path.read_text('utf-8').splitlines()) for module in every):,}")
    print(f"rooms: {len(rooms)}")
    print(f"arrows between rooms: {sum(map(len, rooms.values()))}")
    for kind, rings in (("rooms", room_circles), ("modules", module_circles)):
        print(f"circles between {kind}: {len(rings)}")
        for circle in rings:
            print(f"  {', '.join(circle)}")
    for value, item, output, suffix in (
        ("session line becomes a calendar file", SESSION, "calendars", ".ics"),
        ("Markdown body becomes email HTML", BODY, "email", ".html"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            alone = trace(checkout, write_content(Path(folder), item), output, suffix)
        sample = trace(checkout, ROOT / "content", output, suffix)
        print(f"modules in which one {value}: {len(alone)}; those of the sample: {len(sample)}")
        print(f"  {', '.join(alone)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT)
