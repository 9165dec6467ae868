"""Compile the package's templates into it while it is built (a hatchling build hook)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jinja2
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))  # bulletin is not installed yet

from bulletin.content.package_templates import package_texts, texts_hash
from bulletin.text.jinja import COMPILED, compiled_hash, environment


class CompiledTemplates(BuildHookInterface[Any]):
    """Write the compiled templates into the package; hatchling puts them into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled templates before hatchling collects the files."""
        write_compiled(package_texts(Path(self.root, "templates")), Path(self.root, "bulletin", COMPILED))
        build_data["artifacts"].append(f"bulletin/{COMPILED}/*.py")


def write_compiled(texts: dict[str, str], folder: Path) -> None:
    """Write a Python module for each template (jinja2.ModuleLoader), and the hash of them all; remove others."""
    env = environment(jinja2.DictLoader(texts))
    files = {"__init__.py": f'HASH = "{compiled_hash(texts_hash(texts))}"\n'}
    for name, text in texts.items():
        module = jinja2.ModuleLoader.get_module_filename(name)
        files[module] = env.compile(text, name, f"templates/{name}", raw=True, defer_init=True)
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.py"):
        if path.name not in files:
            path.unlink()
    for name, code in files.items():
        (folder / name).write_text(code, "utf-8")
