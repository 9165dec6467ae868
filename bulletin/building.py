"""What is done once, while the package is built (PEP 517): its templates are compiled into it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Templates(BuildHookInterface[Any]):
    """Write the compiled templates into the package; hatchling puts them into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files."""
        sys.path.insert(0, self.root)
        from bulletin.outputs.templates import COMPILED, compiled

        folder = Path(self.root, "templates")
        names = (path for ending in ("css", "html", "js", "txt", "xml") for path in sorted(folder.rglob(f"*.{ending}")))
        texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in names}
        out = Path(self.root, "bulletin", COMPILED)
        out.mkdir(exist_ok=True)
        files = {"__init__.py": ""} | compiled(texts)
        for old in out.glob("*.py"):
            if old.name not in files:
                old.unlink()
        for name, text in files.items():
            # An editable install may be running from these: what is the same stays as it is.
            if not (out / name).exists() or (out / name).read_text("utf-8") != text:
                (out / name).write_text(text, "utf-8")
        build_data["artifacts"].append(f"bulletin/{COMPILED}/*.py")
