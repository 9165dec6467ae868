"""Rules of structure: headings, pictures, tables, lists, and how an item is built."""

from __future__ import annotations

from .rule import Rule

RULES = (
    Rule(
        id="STR07",
        severity="error",
        says="A key is unknown, written twice, missing, or has a value of the wrong kind.",
        hint="Use a key of this kind of file, and write its value like the example.",
        wrong="---\ntitle: An example\n‸presentr: NSPCC\n---\nText.\n",
        right="---\ntitle: An example\nfrom: NSPCC\n---\nText.\n",
    ),
    Rule(
        id="STR08",
        severity="error",
        says="HTML is not allowed here.",
        hint="Use Markdown.",
        wrong="This is ‸<b>bold</b>.",
        right="This is **bold**.",
    ),
)
