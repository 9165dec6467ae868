"""Leave out the problems of a folder that follow from another one, by their rules, lines and columns alone.

`follow_ups` does the same with one file, whose text it needs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..content.misplaced import LIKE_KEYS
from ..errors import Problem
from .rule import group_of


class _SameWords(NamedTuple):
    """Rules that see the same mistake in the same words."""

    first: tuple[str, ...]
    """The rules whose sentence is kept."""
    following: tuple[str, ...]
    reach: int = 1
    """How many letters from its start on belong to what the first rule finds, if it quotes no words."""


class _Head(NamedTuple):
    """Lines that one problem names, and the rules that follow from them."""

    first: int
    end: int
    """The line after the last."""
    following: tuple[str, ...]


_ROWS = (
    _SameWords(("SES02", "SES04"), ("STR11", "TXT03"), 200),
    _SameWords(("STR11",), ("SES01",)),
    _SameWords(("DAT02", "DAT21", "DAT26", "DAT29"), ("TXT11", "TXT18")),
    _SameWords(("DAT01", "DAT03", "DAT04", "DAT05", "DAT24"), ("TXT11",), 12),
    _SameWords(("TXT18",), ("DAT20",), -20),
    _SameWords(("TXT06",), ("TXT01",)),
    _SameWords(("LNK15",), ("LNK03",)),
    _SameWords(("DAT02", "DAT03", "DAT04"), ("RST05",), 40),
    _SameWords(("CON06", "CON02"), ("TXT18",)),
    _SameWords(("PRIV03",), ("TXT01", "TXT11"), 30),
    _SameWords(("LNK07",), ("LNK10",), -40),
    _SameWords(("LNK18",), ("STR11",), 60),
    _SameWords(("RST04",), ("STR12",), 200),
)
"""The rules of a row look at the same line; a negative reach is one to the left."""
_QUOTED = re.compile(r'"([^"]+)"')
_CLOSING_TAG = re.compile(r'"</(\w+)>"')
_WEEKDAYS = re.compile(r"is a \w+day, not a \w+day")
"""What is said of each day of a list like "Mondays 8, 15 and 22 March"."""
_OF_LINES = (
    ("PRIV10", "", ("STR12", "DAT19", "DAT22", "TXT11"), 6),
    ("RST04", LIKE_KEYS, ("RST03", "RST13", "RST14", "STR12"), 30),
)
"""What is found of several lines, as the head of a pasted mail: the rule, how its message begins, the rules that
follow from these lines, and how many they are at most."""
_WITHOUT_SETTINGS = ("CAL01", "TXT01", "TXT15", "LNK14")
"""Rules that look into bulletin.yml."""
_ONCE = ("CAL01", "DAT18", "DAT30")
"""Rules that say the same of each session of an item whose key is wrong."""


def with_one_sentence(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems without those that say what another one says, or that follow from it."""
    by_line: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    for problem in problems:
        by_line[problem.path, problem.line].append(problem)
    heads = _heads(problems)
    undated = {problem.path.rpartition("/")[0] for problem in problems if _of_issue_date(problem)}
    unset = any(problem.rule in ("FIL05", "FIL06") and _is_of_settings(problem) for problem in problems)
    return [
        problem
        for problem in _said_once(problems)
        if not _is_said(problem, by_line[problem.path, problem.line])
        and not _is_of_lines(problem, heads.get(problem.path, ()))
        and not (unset and problem.rule in _WITHOUT_SETTINGS)
        and not (problem.path.rpartition("/")[0] in undated and _depends_on_day(problem))
    ]


def _is_said(problem: Problem, beside: Sequence[Problem]) -> bool:
    """Tell whether another problem of the same line says what this one says."""
    closing = _CLOSING_TAG.search(problem.message)
    if closing and any(f"<{closing[1]}" in other.message for other in beside):
        return True
    return any(
        problem.rule in row.following
        and other.rule in row.first
        and not (problem.severity == "error" and other.severity != "error")
        and _is_within(problem.column, other, row.reach)
        for row in _ROWS
        for other in beside
    )


def _is_within(column: int, other: Problem, reach: int) -> bool:
    quoted = _QUOTED.search(other.message)
    length = max(len(quoted[1]) if quoted else 0, reach)
    return other.column + min(reach, 0) <= column < other.column + length


def _heads(problems: Sequence[Problem]) -> Mapping[str, Sequence[_Head]]:
    """Return by its path where several lines are named by one problem, which says what they are."""
    heads: dict[str, list[_Head]] = defaultdict(list)
    for problem in problems:
        for rule_id, begins, following, lines in _OF_LINES:
            if problem.rule == rule_id and problem.message.startswith(begins):
                heads[problem.path].append(_Head(problem.line, problem.line + lines, following))
    return heads


def _is_of_lines(problem: Problem, heads: Sequence[_Head]) -> bool:
    """Tell whether a problem follows from lines of its file of which another problem says what they are."""
    return any(problem.rule in head.following and head.first <= problem.line < head.end for head in heads)


def _said_once(problems: Sequence[Problem]) -> Iterator[Problem]:
    said: set[tuple[str, str, int, str]] = set()
    for problem in problems:
        weekdays = _WEEKDAYS.search(problem.message)
        sentence = (
            problem.path,
            problem.rule,
            problem.line if weekdays else 0,
            weekdays[0] if weekdays else problem.sentence,
        )
        if sentence not in said or not (weekdays or problem.rule in _ONCE):
            said.add(sentence)
            yield problem


def _is_of_settings(problem: Problem) -> bool:
    return problem.path.rpartition("/")[2].lower().startswith("bulletin.")


def _of_issue_date(problem: Problem) -> bool:
    """Tell whether an issue has no day because of a problem."""
    is_of_day = group_of(problem.rule) == "dates" or "issue date" in problem.message
    return problem.path.endswith("/issue.md") and problem.severity == "error" and is_of_day


def _depends_on_day(problem: Problem) -> bool:
    return problem.severity != "error" and group_of(problem.rule) == "dates"
