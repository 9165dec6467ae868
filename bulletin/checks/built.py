"""Rules on built files: judged while they are made, before anything is put in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import ContentError, Problem
from ..model import Bulletin, File


def check_built(bulletin: Bulletin, files: Iterable[File]) -> tuple[Problem, ...]:
    """Every problem of built files, sorted by path, line, column and rule."""
    found: list[Problem] = []
    return tuple(sorted(found))


def judged(bulletin: Bulletin, files: Iterable[File]) -> Iterator[File]:
    """The same files; raises ContentError after the last, if a rule finds an error in them."""
    kept = []
    for file in files:
        kept.append(file)
        yield file
    problems = check_built(bulletin, kept)
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
