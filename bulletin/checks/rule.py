"""What a rule is: one row of the table, with the function that finds and the examples that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from .page import Page

PLACE = "‸"
"""Stands in a wrong example in front of the character at which the problem is."""

HOME = "2022-02/example.md"
"""The file of an example that names none: an item of the issue of 1 February 2022."""


class Found(NamedTuple):
    """Something that a rule met in a file."""

    offset: int
    """Where, in characters of the file's text."""
    message: str = ""
    """What is wrong, in the editor's words; else the rule's own sentence."""
    hint: str | None = None
    """What to do; else the rule's own."""
    severity: str = ""
    """error, warning or info; else the rule's own."""
    path: str = ""
    """The file, if it is another than the page's."""


Find = Callable[[Page], Iterable[Found]]


class Example(NamedTuple):
    """A file that shows a rule, and the files around it."""

    text: str
    """The file; without its front matter it is the body of an item."""
    file: str = HOME
    others: Mapping[str, str | bytes] = {}
    at: tuple[str, int, int] | None = None
    """Where the problem is, if no place in the text is marked."""
    told: bool = False
    """Whether the text only tells of it, because more than files shows it."""


class Rule(NamedTuple):
    """One mistake that Bulletin looks for."""

    id: str
    severity: str
    """error, warning or info."""
    says: str
    """What is wrong, in one sentence that needs no example; holds nothing of the content."""
    hint: str
    """What to do about it."""
    wrong: str | Example
    """With PLACE where the problem is."""
    right: str | Example
    find: Find | None = None
    """None where reading the content finds it, or the build."""
    on: tuple[str, ...] = ("item",)
    """The kinds of file that it looks at: item, issue, snippet, settings."""
    triggers: tuple[str, ...] = ()
    """The rule looks only at files that have one of these in them, in small letters; () for all."""
    built: Callable[[Any], Iterable[Any]] | None = None
    """For a rule on built files: the function that finds."""
    note: str = ""
    """What else the documentation says of it."""

    @property
    def group(self) -> str:
        """The group that its letters stand for."""
        return GROUPS[self.id.rstrip("0123456789")]


GROUPS = {
    "PRIV": "privacy",
    "RST": "circulation",
    "DAT": "dates",
    "SES": "sessions",
    "LNK": "links",
    "CON": "contacts",
    "TXT": "text",
    "STR": "structure",
    "EML": "email",
    "CAL": "calendar",
    "FIL": "files",
    "NAM": "names",
    "SET": "settings",
    "LED": "ledger",
    "TPL": "templates",
}
"""The letters of a rule's id, and the group that they stand for."""

FIXED = ("privacy", "circulation")
"""Groups whose rules no setting turns down, and no sent issue makes milder."""


def as_example(shown: str | Example) -> Example:
    """An example with its file whole."""
    found = shown if isinstance(shown, Example) else Example(shown)
    if found.file == HOME and not found.text.startswith(("---", f"{PLACE}---")):
        return found._replace(text=f"---\ntitle: An example\n---\n{found.text}\n")
    return found
