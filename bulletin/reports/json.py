"""Render problems as JSON for programs; the schema is docs/problems.schema.json."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from ..errors import Problem
from .details import NO_DETAILS, Details, to_json

VERSION = 1


def render(problems: Sequence[Problem], details: Details = NO_DETAILS) -> str:
    """Return a JSON document with the problems, sorted by place."""
    rows = [asdict(problem) for problem in sorted(problems)]
    return to_json({"version": VERSION, "problems": rows})
