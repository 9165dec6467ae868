"""Reports of problems: one module a format, each with `render(problems, details)`.

    text      for a terminal: the line and a caret under the place
    json      for programs; the schema is in docs/problems.schema.json
    github    workflow commands, which GitHub shows beside the changed lines
    sarif     SARIF 2.1.0, which code scanning reads
    markdown  the summary of a job

Nothing here knows a bulletin; what may not be read where a report goes is taken out by
`checks.run.redact` before it comes here.
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
"""What `--format` takes, and the function that renders it."""
