"""Problems for programs: `{"version": 1, "problems": [...]}`, whose schema is docs/problems.schema.json."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from ..errors import Problem
from .details import NO_DETAILS, Details, to_json

VERSION = 1


def render(problems: Sequence[Problem], details: Details = NO_DETAILS) -> str:
    """Return one JSON document, in the order of places."""
    rows = [asdict(problem) for problem in sorted(problems)]
    return to_json({"version": VERSION, "problems": rows})
