"""What a report may say where everybody can read it, and which lines it may show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ..errors import Problem
from ..model import Bulletin, Circulation
from ..private import hidden
from .table import BY_ID


def discreet(problems: Sequence[Problem], bulletin: Bulletin) -> tuple[Problem, ...]:
    """The problems, without a word of any file that not everybody may read: those say what their rule says."""
    open_to_all = _public_paths(bulletin)
    return tuple(one if one.path in open_to_all else _in_general(one) for one in problems)


def lines(bulletin: Bulletin, problems: Sequence[Problem], *, public: bool) -> Callable[[str, int], str]:
    """(path, line) → the line of the file, for reports; "" for lines that hold something private.

    public: whether the report goes where everybody can read it; then only lines of public files are shown.
    """
    texts = {source.path: source.text.split("\n") for source in bulletin.desk.sources}
    shown: Collection[str] = _public_paths(bulletin) if public else texts.keys()
    # What is private may go on in the next line.
    secret = {(one.path, one.line + more) for one in problems if one.rule.startswith("PRIV") for more in (0, 1)}

    def line(path: str, number: int) -> str:
        if path not in shown or (path, number) in secret or not 0 < number <= len(texts.get(path, ())):
            return ""
        return hidden(texts[path][number - 1])

    return line


def _in_general(problem: Problem) -> Problem:
    rule = BY_ID.get(problem.rule)
    if rule is None:
        return replace(problem, message="Something is wrong here.", hint="")
    return replace(problem, message=rule.says, hint=rule.hint)


def _public_paths(bulletin: Bulletin) -> frozenset[str]:
    """The files whose words everybody may read: settings, snippets, public introductions and free public items."""
    closed = {issue.path for issue in bulletin.everything if issue.circulation is not Circulation.PUBLIC}
    closed |= {
        item.path
        for issue in bulletin.everything
        for item in issue.items
        if item.held or item.circulation is not Circulation.PUBLIC
    }
    known = {issue.path for issue in bulletin.everything}
    known |= {item.path for issue in bulletin.everything for item in issue.items}
    sources = {source.path for source in bulletin.desk.sources if source.kind in ("settings", "snippet")}
    return frozenset((known | sources) - closed)
