"""Write settings for VS Code that check a bulletin while somebody writes; no extension is needed."""

from __future__ import annotations

import json

from ..content.keys import SETTINGS
from ..content.schemas import schema

_SCHEMA = ".vscode/bulletin.schema.json"
MATCHER = r"^(\S.*?):(\d+):(\d+): (?:(warning|info): )?(.*)$"
"""Matches a problem as `bulletin check` prints it: file, line, column, severity, sentence."""
_SETTINGS = {"yaml.schemas": {f"./{_SCHEMA}": "content/bulletin.yml"}}
_PROBLEMS = {
    "owner": "bulletin",
    "source": "bulletin",
    "severity": "error",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {"regexp": MATCHER, "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5},
    "background": {
        "activeOnStart": True,
        "beginsPattern": r"^Checking .* …$",
        "endsPattern": r"^I wait for the next change\.$",
    },
}
_TASKS = {
    "version": "2.0.0",
    "tasks": [
        {
            "label": "Bulletin: check while I write",
            "type": "process",
            "command": "bulletin",
            "args": ["check", "--watch"],
            "isBackground": True,
            "problemMatcher": _PROBLEMS,
            "presentation": {"reveal": "never", "panel": "dedicated"},
        },
        {
            "label": "Bulletin: build",
            "type": "process",
            "command": "bulletin",
            "args": ["build"],
            "group": "build",
            "problemMatcher": [],
        },
    ],
}


def editor_files() -> dict[str, str]:
    """Return the files of .vscode/ by their paths."""
    texts = {
        ".vscode/settings.json": _SETTINGS,
        ".vscode/tasks.json": _TASKS,
        _SCHEMA: schema(SETTINGS, "Bulletin's settings"),
    }
    return {path: json.dumps(value, indent=2, ensure_ascii=False) + "\n" for path, value in texts.items()}
