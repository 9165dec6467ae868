"""Rules about texts that Markdown reads differently than meant: leftover marks, structure, broken letters."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.misreadings import misreadings
from ..text.broken_letters import broken_letters
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule


@rule(
    "STR11",
    "error",
    "A mark is not read as one, so that readers see it as typed.",
    "Write it as Markdown, or take it out.",
    on=(*TEXTS, "settings"),
    wrong="Read ‸[the guide](https://example.org/the guide.pdf).",
    right="Read [the guide](https://example.org/the%20guide.pdf). The wound is 3*4*5 cm.",
    note="Links, pictures, bold words, headings, lists, tables, footnotes, call-outs, tasks, struck words, emoji "
    "codes, attributes in braces, fields of mail programs, comments and entities, and the marks of forums, wikis, "
    "Jira, LaTeX and YAML. Doubtful ones are warnings. `bulletin fix` does it where it is certain.",
)
def untaken_mark(file: CheckedFile) -> Iterator[Finding]:
    for leftover in file.leftovers:
        yield Finding(leftover.start, leftover.says, leftover.hint, leftover.severity)


@rule(
    "STR12",
    "warning",
    "This is read otherwise than it was meant.",
    "Put an empty line between what is to stand apart.",
    on=TEXTS,
    wrong="| Day | Place |\n|---|---|\n‸| Monday | Leeds | bring your badge |",
    right="| Day | Place |\n|---|---|\n| Monday | Leeds: bring your badge |",
    note="Numbers that are printed as others, entries not set in far enough, lines that a list, a quote or a note "
    "takes in, a minus, a plus or a > that begins a line and so marks a list or a quote, cells beyond the "
    "head, text right behind a table, text that is set in, code without an end, call-outs without words, "
    "columns of tabs or blanks, headings made by hyphens, short lines that become one, definitions that "
    "nothing uses. An error where words are printed nowhere.",
)
def other_structure(file: CheckedFile) -> Iterator[Finding]:
    for misreading in misreadings(file.source):
        yield Finding(misreading.offset, misreading.says, misreading.hint, misreading.severity)


@rule(
    "TXT16",
    "error",
    "Letters were broken when this was copied, or nobody sees them.",
    "Type them again.",
    on=(*TEXTS, "settings"),
    wrong="You don‸\u00e2\u20ac\u2122t need a form.",
    right="You don't need a form. It costs £5 at the café.",
    note="Bullets of one font, letters without width, hyphens that nobody sees and letters of mathematics, too; "
    "`bulletin fix` puts right what is certain. Joiners between Arabic or Indic letters and in emoji stay.",
)
def broken_letter(file: CheckedFile) -> Iterator[Finding]:
    for letter in broken_letters(file.source.text):
        yield Finding(letter.start, letter.says, letter.hint, letter.severity)
