"""The editor's checks: what is not wrong enough to stop the reading."""

from __future__ import annotations

from ..errors import Problem
from ..model import Bulletin


def check(bulletin: Bulletin) -> tuple[Problem, ...]:
    """Every problem of a bulletin that could be loaded, sorted by path, line, column and rule."""
    return tuple(sorted(bulletin.notices))
