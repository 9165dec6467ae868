"""A rule: one row of the table, with its finder and two examples.

`@rule(…)` above a function makes it the finder of a rule; its name then names the row. A mistake that reading the
content finds, or the build, is a `Rule(…)` without a finder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from .checked_file import CheckedFile

PLACE = "‸"
"""Stands in a wrong example in front of the character at which the problem is."""

EXAMPLE_FILE = "2022-02/example.md"
"""The file of an example that names none: an item of the issue of 1 February 2022."""

EXAMPLE_SETTINGS = """\
name: North West safeguarding bulletin
email: team@example.org
default circulation: public
base url: https://example.org/nw-safeguarding/
place: Microsoft Teams
"""
"""bulletin.yml of the examples."""

_TRAINING = """\
---
title: Safer recruitment training
time: 9:30am to 4:30pm
sessions:
  - {}
---
What the course covers.
"""

TEXTS = ("item", "issue", "snippet")
"""The kinds of file whose text is printed."""

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
    "IMP": "import",
}
"""The letters of a rule's id, and the group that they stand for."""

FIXED = ("privacy", "circulation")
"""Groups whose rules no setting turns down, and no sent issue makes milder."""


class Finding(NamedTuple):
    """A mistake that a rule finds in a file."""

    offset: int
    """Where, in characters of the file's text."""
    message: str = ""
    """What is wrong, in the editor's words; else the rule's own sentence."""
    hint: str | None = None
    """What to do; else the rule's own."""
    severity: str = ""
    """error, warning or info; else the rule's own."""
    path: str = ""
    """The file, if it is another than the checked one."""
    thing: str = ""
    """The number or address that is meant, where a line `ignore` can answer it alone; never said."""


Finder = Callable[[CheckedFile], Iterable[Finding]]


class Example(NamedTuple):
    """A file that shows a rule, and the files around it."""

    text: str
    """The file; without its front matter it is the body of an item."""
    file: str = EXAMPLE_FILE
    others: Mapping[str, str | bytes] = {}
    at: tuple[str, int, int] | None = None
    """Where the problem is, if no place in the text is marked."""
    described: bool = False
    """Whether the text only describes the mistake, because more than files shows it."""


class Rule(NamedTuple):
    """A mistake that Bulletin looks for."""

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
    on: tuple[str, ...] = ("item",)
    """The kinds of file that it looks at: item, issue, snippet, settings."""
    triggers: tuple[str, ...] = ()
    """The finder sees only files that have one of these in them, in small letters; () for all."""
    note: str = ""
    """What else the documentation says of it."""
    find: Finder | None = None
    """None where reading the content finds it, or the build."""

    @property
    def group(self) -> str:
        """The group that its letters stand for."""
        return group_of(self.id)


def rule(
    id: str,
    severity: str,
    says: str,
    hint: str,
    *,
    wrong: str | Example,
    right: str | Example,
    on: tuple[str, ...] = ("item",),
    triggers: tuple[str, ...] = (),
    note: str = "",
) -> Callable[[Finder], Rule]:
    """Return a decorator that makes a function the finder of this rule; see Rule for the arguments."""

    def register(find: Finder) -> Rule:
        return Rule(id, severity, says, hint, wrong, right, on, triggers, note, find)

    return register


def group_of(rule_id: str) -> str:
    """Return the group of a rule; "" for letters that stand for none."""
    return GROUPS.get(rule_id.rstrip("0123456789"), "")


def as_example(example: str | Example) -> Example:
    """Return an example with its file whole."""
    whole = example if isinstance(example, Example) else Example(example)
    if whole.file == EXAMPLE_FILE and not whole.text.startswith(("---", f"{PLACE}---")):
        return whole._replace(text=f"---\ntitle: An example\n---\n{whole.text}\n")
    return whole


def settings_example(line: str) -> Example:
    """Return bulletin.yml with one more line."""
    return Example(f"{EXAMPLE_SETTINGS}{line}\n", "bulletin.yml")


def session_example(line: str) -> Example:
    """Return a training item with one session."""
    return Example(_TRAINING.format(line))
