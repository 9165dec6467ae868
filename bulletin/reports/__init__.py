"""Render problems in several formats: one module for each, with a function `render(problems, details)`.

    text      for a terminal: the line and a caret under the place
    json      for programs; the schema is in docs/problems.schema.json
    github    workflow commands, which GitHub shows beside the changed lines
    sarif     SARIF 2.1.0, which code scanning reads
    markdown  the summary of a job

This room knows nothing about bulletins. `checks.run.redact` first removes from problems the words that the readers of
a report may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..errors import Problem
from . import github, json, markdown, sarif, text
from .details import Details

FORMATS: Mapping[str, Callable[[Sequence[Problem], Details], str]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
    "sarif": sarif.render,
    "markdown": markdown.render,
}
"""The values of `--format` → the function that renders the format."""
