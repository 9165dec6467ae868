"""Rules of links: where they go, what they are called, and what they carry along."""

from __future__ import annotations

from .rule import Rule

RULES = (
    Rule(
        id="LNK06",
        severity="error",
        says="The item does not say how people book.",
        hint="Add `book:` with a link, or `booking:` with words.",
        wrong="---\ntitle: Training\nsessions:\n  - ‸8 March 2022, 10am to 11am\n---\nText.\n",
        right="---\ntitle: Training\nsessions:\n  - 8 March 2022, 10am to 11am, https://example.org/book\n---\nText.\n",
    ),
    Rule(
        id="LNK13",
        severity="error",
        says="A file that goes with this item is missing or cannot be sent.",
        hint="Add the file to files/, or remove the line.",
        wrong="---\ntitle: An example\nattachments: ‸files/flyer.pdf\n---\nText.\n",
        right="---\ntitle: An example\n---\nText.\n",
    ),
)
