"""Rules of `bulletin import`: open questions, and documents that were not imported."""

from __future__ import annotations

from .rule import Example, Rule

unsettled_mark = Rule(
    "IMP01",
    "error",
    "Something is not settled since the import.",
    "Put it right if it must be, then delete the line.",
    wrong="---\ntitle: An example\n# ? ‸I took the title from the first line. Look whether it is right.\n---\nText.\n",
    right="---\ntitle: An example\n# Imported from flyer.docx.\n---\nText.\n",
    note="Each line that begins with `# ?` in the top part of an item that is not on hold.",
)


not_imported = Rule(
    "IMP02",
    "error",
    "This document was not imported, or not all of it.",
    "Save it again, or copy its text into a .txt file.",
    wrong=Example("A Word file that is locked with a password.", described=True),
    right=Example("The same file without a password.", described=True),
    note="Said by `bulletin import` alone. A file that came with a mail and is of another kind is a warning.",
)
