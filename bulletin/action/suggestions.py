"""Suggest on the pull request the certain edits of `bulletin fix`, which editors on github.com do not have.

A suggestion replaces a whole line that the pull request adds, and never quotes a file that its readers may not
see.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ..checks.run import public_paths
from ..content.load import Reading
from ..content.source import Source
from ..errors import Problem
from ..fix import Edit, apply_edits, find_edits, hidden_letters
from ..reports.markdown import escape
from ..text.broken_letters import without_hidden
from ..text.private import hidden
from .checkout import Checkout, added_lines, relative

MOST = 20
"""The most suggestions of one review."""
FILE_NAME = "suggestions.json"
"""The file beside the verdict in which the check step passes the suggestions to the link step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A line with its edits."""

    path: str
    """The path of the file from the repository's root."""
    line: int
    text: str
    """The whole new line, without its end."""


def suggestions(
    reading: Reading, checkout: Checkout, problems: Collection[Problem], *, public: bool
) -> tuple[Suggestion, ...]:
    """Return the suggestions for the lines that a pull request adds, sorted by place, at most MOST.

    public: whether everybody can read them; then there are none for files that are not public.
    """
    workspace = reading.workspace
    open_paths = public_paths(reading, problems) if public else None
    edits = find_edits(workspace)
    offered: list[Suggestion] = []
    for source in workspace.sources:
        path = relative(source.path, checkout.root)
        is_shown = open_paths is None or source.path in open_paths
        if source.path in edits and is_shown and path in (checkout.changed or ()):
            offered += _of_difference(checkout, path, _lines(source, edits[source.path]))
    for unread, text in hidden_letters(reading).items():
        path = relative(unread, checkout.root)
        if (open_paths is None or unread in open_paths) and path in (checkout.changed or ()):
            offered += _of_difference(checkout, path, _without_hidden(text))
    return tuple(sorted(offered, key=lambda suggestion: (suggestion.path, suggestion.line))[:MOST])


def _of_difference(checkout: Checkout, path: str, lines: Iterable[tuple[int, str]]) -> Iterator[Suggestion]:
    """Yield the suggestions for those lines that a pull request adds."""
    added = added_lines(checkout, path)
    return (Suggestion(path=path, line=line, text=text) for line, text in lines if line in added)


def _without_hidden(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each line with hidden characters, and the line without them."""
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        new = without_hidden(line)
        if new != line and _can_be_shown(new):
            yield number, new


def _can_be_shown(line: str) -> bool:
    """Tell whether everybody may see a line, and sees all of it."""
    return not _UNSEEN.search(line) and hidden(line) == line


_UNSEEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that end a line, control a terminal, or turn the direction; tabs and joiners are parts of a text."""


def _lines(source: Source, edits: Iterable[Edit]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line with an edit, and the edited line."""
    by_line: dict[int, list[Edit]] = {}
    for edit in edits:
        line, column = source.place(edit.start)
        start = column - 1
        by_line.setdefault(line, []).append(Edit(start, start + edit.end - edit.start, edit.text))
    lines = source.text.split("\n")
    for line, inner in by_line.items():
        old = lines[line - 1]
        if all(edit.end <= len(old) and "\n" not in edit.text for edit in inner):
            new = apply_edits(old, inner)
            if new != old and _can_be_shown(new):
                yield line, new


def block(suggestion: Suggestion) -> str:
    """Return GitHub's suggestion block: a code block, so that marks in the line have no effect."""
    return _code_block(suggestion.text, "suggestion")


def listing(offered: Sequence[Suggestion]) -> str:
    """Return the part of a summary with the lines to paste; "" if there are none."""
    if not offered:
        return ""
    parts = [
        f"\n{escape(suggestion.path)}, line {suggestion.line}:\n\n{_code_block(suggestion.text, 'text')}\n"
        for suggestion in offered
    ]
    return "\n### Lines to paste\n" + "".join(parts)


def write(offered: Sequence[Suggestion], path: Path) -> None:
    """Write suggestions for the link step."""
    path.write_text(json.dumps([asdict(suggestion) for suggestion in offered]), "utf-8")


def read(path: Path) -> tuple[Suggestion, ...]:
    """Read the suggestions of the check step; return none if there is no file."""
    try:
        rows = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(Suggestion(**row) for row in rows)


def _code_block(text: str, language: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"
