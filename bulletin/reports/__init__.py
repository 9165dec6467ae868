"""Problems as text for those who read them: one module a format, each `render(problems, around)`.

    text      for a terminal: the line and a caret under the place
    json      for programs; the schema is in docs/problems.schema.json
    github    workflow commands, which GitHub shows beside the changed lines
    sarif     SARIF 2.1.0, which code scanning reads
    markdown  the summary of a job

Nothing here knows a bulletin; what may not be read where a report goes is taken out by
`checks.discreet` before it comes here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ..errors import Problem
from .around import NOWHERE, Around, in_order

Render = Callable[[Sequence[Problem], Around], str]

__all__ = ["FORMATS", "NOWHERE", "Around", "Render", "in_order", "render"]


def render(form: str, problems: Sequence[Problem], around: Around = NOWHERE) -> str:
    """The problems in a format of FORMATS."""
    said: str = importlib.import_module(f"{__name__}.{form}").render(problems, around)
    return said


_MODULES = ("text", "json", "github", "sarif", "markdown")

FORMATS: Mapping[str, Render] = {name: partial(render, name) for name in _MODULES}
"""What `--format` takes, and the function that renders it; each is a module here, imported when it is used."""


def __getattr__(name: str) -> Any:
    """A format's module, imported when it is first used: `reports.github.render(problems)`."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.{name}")
