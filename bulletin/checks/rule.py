"""A rule of the checks: its id and sentences, the function that finds its mistakes, and two examples.

The decorator `@rule(…)` turns a function into a rule, and the function's name then stands for that rule. A `Rule(…)`
without a function is for mistakes that are found while the content is read, or in the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from .checked_file import CheckedFile

PLACE = "‸"
"""Marks the place of the mistake in a wrong example: it stands right before the first character of it."""

EXAMPLE_FILE = "2022-02/example.md"
"""The path of an example that names no file: an item of the issue of 1 February 2022."""

EXAMPLE_SETTINGS = """\
name: North West safeguarding bulletin
email: team@example.org
default circulation: public
base url: https://example.org/nw-safeguarding/
place: Microsoft Teams
"""
"""The settings file (bulletin.yml) of all examples."""

_TRAINING = """\
---
title: Safer recruitment training
time: 9:30am to 4:30pm
sessions:
  - {}
---
What the course covers.
"""

_TRAINING_WITH_TEXT = """\
---
title: Safer recruitment training
time: 10am to 1pm
booking: Ask us.
{more}sessions:
  - {line}
---
{body}
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
"""The letters at the start of a rule's id, and the rule's group: "PRIV" of PRIV01 is "privacy"."""

FIXED = ("privacy", "circulation")
"""Groups of rules that keep their severity, whatever the settings say and whether or not the issue was sent."""


class Finding(NamedTuple):
    """A mistake that a rule finds in a file."""

    offset: int
    """Where the mistake begins: number of characters from the start of the file's text."""
    message: str = ""
    """What is wrong, in one sentence; if "", the rule's `says`."""
    hint: str | None = None
    """What to do about it; if None, the rule's `hint`."""
    severity: str = ""
    """"error", "warning" or "info"; if "", the rule's severity."""
    path: str = ""
    """The file with the mistake, if it is not the checked file; else ""."""
    thing: str = ""
    """The number or address that is the mistake, if a line `ignore` may name it alone; no message quotes it."""
    end: int = 0
    """Where the words of the mistake end, so that another rule does not name them again; 0 if it is not known."""


Finder = Callable[[CheckedFile], Iterable[Finding]]


class Example(NamedTuple):
    """A file that breaks or keeps a rule, and the other files that it needs."""

    text: str
    """The text of the file; a text without front matter is the body of an item."""
    file: str = EXAMPLE_FILE
    others: Mapping[str, str | bytes] = {}
    at: tuple[str, int, int] | None = None
    """The place of the mistake (path, line, column), if it is not marked with `PLACE` in the text."""
    described: bool = False
    """Whether the text only describes the mistake, because files alone cannot show it."""


class Rule(NamedTuple):
    """A mistake that Bulletin looks for."""

    id: str
    severity: str
    """"error", "warning" or "info"."""
    says: str
    """What is wrong, in one sentence that quotes nothing of the content."""
    hint: str
    """What to do about it."""
    wrong: str | Example
    """An example with the mistake, which `PLACE` marks."""
    right: str | Example
    on: tuple[str, ...] = ("item",)
    """The kinds of file that the rule is for: "item", "issue", "snippet" and "settings"."""
    triggers: tuple[str, ...] = ()
    """Texts in small letters: only a file that has one of them is searched for the mistake; () for every file."""
    note: str = ""
    """More sentences about the rule, for the documentation only."""
    find: Finder | None = None
    """The function that finds the mistakes in a file; None if reading the content or the build finds them."""

    @property
    def group(self) -> str:
        """The group of the rule, like "privacy"."""
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
    """Return a decorator that makes a rule of the function that finds its mistakes; see Rule for the arguments."""

    def register(find: Finder) -> Rule:
        return Rule(id, severity, says, hint, wrong, right, on, triggers, note, find)

    return register


def group_of(rule_id: str) -> str:
    """Return the group of a rule by its id: "privacy" for "PRIV01"; "" for an unknown id."""
    return GROUPS.get(rule_id.rstrip("0123456789"), "")


def as_example(example: str | Example) -> Example:
    """Return an example as an `Example`; if its text is the body of an item, with front matter before it."""
    whole = example if isinstance(example, Example) else Example(example)
    if whole.file == EXAMPLE_FILE and not whole.text.startswith(("---", f"{PLACE}---")):
        return whole._replace(text=f"---\ntitle: An example\n---\n{whole.text}\n")
    return whole


def settings_example(line: str) -> Example:
    """Return an example whose file is the settings of all examples and one more line."""
    return Example(f"{EXAMPLE_SETTINGS}{line}\n", "bulletin.yml")


def training_example(body: str, line: str = "8 March 2022", more: str = "") -> str:
    """Return an item with one session, for the examples of rules that compare the text with the sessions.

    line: that of the session. more: further lines of the front matter.
    """
    return _TRAINING_WITH_TEXT.format(body=body, line=line, more=more)


def session_example(line: str) -> Example:
    """Return an example that is a training item with one session line."""
    return Example(_TRAINING.format(line))
