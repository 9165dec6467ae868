"""Rules of circulation: who may see a file, and who can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Circulation
from .checked_file import CheckedFile
from .rule import Example, Finding, Rule, rule

_NOT_FOR_ALL = re.compile(
    r"\bnot\s+(?:intended\s+)?for\s+(?:general|onward|wider|further|public|external)\s+"
    r"(?:circulation|distribution|sharing|release|publication)\b"
    r"|\bnot\s+for\s+(?:forwarding|publication|circulation|onward\s+sharing)\b"
    r"|\b(?:do\s+not|don't|please\s+don't)\s+(?:forward|circulate|distribute)\s+(?:this|the|any|it|outside|beyond|further|widely)\b"
    r"|\b(?:do\s+not|don't)\s+share\s+(?:this\s+(?:update|bulletin|email|document|item|information)|outside|beyond|further|wider)\b"
    r"|\b(?:strictly|private\s+and|marked)\s+confidential\b|\bin\s+(?:strict|strictest)\s+confidence\b"
    r"|\bofficial[ -]+sensitive\b|\bfor\s+internal\s+use\s+only\b"
    r"|\bpart\s+2\s+(?:of\s+the\s+(?:meeting|agenda)|paper|meeting|item)s?\b|\breason\s+for\s+being\s+in\s+part\s+2\b"
)
_WORDS_OF_LIMITS = (
    "circulat", "distribut", "forward", "publication", "onward", "not share", "n't share", "further", "confiden",
    "official", "internal use", "part 2", "embargo", "public release", "general release",
)  # fmt: skip
_EMBARGO = re.compile(r"\b(?:under\s+(?:strict\s+)?embargo|embargoed\s+(?:until|till))\b")


_LIMITED = "---\ntitle: An example\ncirculation: limited\n{}---\nText.\n"


leak = Rule(
    "RST01",
    "error",
    "Something that its readers may not see was found in a built file.",
    "Nothing was written. This is a fault of a template or of Bulletin.",
    wrong=Example("The title of a limited item stands in site/feed.xml.", described=True),
    right=Example("Every public file was searched, and holds none.", described=True),
    note="Searched in every file before any is put in place.",
)


@rule(
    "RST02",
    "error",
    "This repository is public, so anyone can already read this file.",
    "Move it to a private repository and delete it from here; its history must be rewritten too.",
    wrong=Example("An item with `circulation: limited` in a public repository.", described=True),
    right=Example("The same item in a private repository.", described=True),
    note="For a limited or held item; a warning for one for staff. Bulletin must be told whether the repository "
    "is public: `bulletin check --public-repository`, and the Action knows. In a sample it is advice.",
)
def open_repository(file: CheckedFile) -> Iterator[Finding]:
    if not file.public_repository or file.item is None:
        return
    on_hold = bool(file.item.held)
    closed = on_hold or file.item.circulation is Circulation.LIMITED
    if not closed and file.item.circulation is Circulation.PUBLIC:
        return
    key = "hold until" if on_hold else "circulation"
    severity = "info" if file.workspace.settings.sample else "error" if closed else "warning"
    yield Finding(file.value_offset(key), severity=severity)


@rule(
    "RST03",
    "error",
    "The text says that it is not for everybody to whom it goes.",
    'Add "circulation: limited", or remove the sentence.',
    on=("item", "issue"),
    triggers=_WORDS_OF_LIMITS,
    wrong="This update is ‸not intended for general circulation.",
    right="Confidential advice is free, and you may share this with colleagues.",
)
def words_of_limits(file: CheckedFile) -> Iterator[Finding]:
    if file.item is not None and file.item.held:
        return
    if file.item is None or file.item.circulation is not Circulation.LIMITED:
        for match in _NOT_FOR_ALL.finditer(file.prose):
            yield Finding(match.start())
    for match in _EMBARGO.finditer(file.prose):
        hint = 'Add "hold until:" with the reason or the date.'
        yield Finding(match.start(), "The text says that it is under embargo, and nothing holds it back.", hint)


unclear_circulation = Rule(
    "RST04",
    "error",
    "Bulletin cannot tell who may see this.",
    "Use public, staff or limited; a limited item also needs a circulation note.",
    wrong="---\ntitle: An example\ncirculation: ‸restricted\n---\nText.\n",
    right=_LIMITED.format("circulation note: For patient safety leads.\n"),
)


item_on_hold = Rule(
    "RST05",
    "warning",
    "This item is on hold, so it is left out.",
    'Delete the line "hold until" when it may go out.',
    wrong="---\ntitle: An example\nhold until: ‸the families have read the reports\n---\nText.\n",
    right="---\ntitle: An example\n---\nText.\n",
)


more_public = Rule(
    "RST09",
    "error",
    "This item is more public than it was when it was last recorded.",
    'If that is meant, write "was: staff" in it (or limited, or held: what it was).',
    wrong=Example("`circulation: public` in an item that the ledger knows as one for staff.", described=True),
    right=Example("The same with the line `was: staff`.", described=True),
    note="The line answers once. When the new level is recorded, delete the line.",
)


needless_was = Rule(
    "RST10",
    "warning",
    'The line "was" answers nothing any more.',
    "Delete it.",
    wrong=Example("`was: staff` in an item that the ledger knows as public.", described=True),
    right=Example("The same without the line.", described=True),
)


no_top_part = Rule(
    "RST06",
    "error",
    "The top part of this file cannot be found, so Bulletin cannot tell who may see it.",
    "Put the keys between two lines of three hyphens.",
    wrong=Example("‸Free resources.\n", "2022-02/week.md"),
    right="---\ntitle: An example\n---\nFree resources.\n",
)


shared_file = Rule(
    "RST07",
    "error",
    "A file of a limited or held item is used by another item too.",
    "Give each its own copy.",
    wrong=Example(
        _LIMITED.format("circulation note: For leads.\nattachments: flyer.pdf\n"),
        others={
            "2022-02/files/flyer.pdf": b"%PDF-1.4",
            "2022-02/other.md": "---\ntitle: Other\nattachments: flyer.pdf\n---\nText.\n",
        },
        at=("2022-02/example.md", 1, 1),
    ),
    right=Example(
        "---\ntitle: An example\nattachments: flyer.pdf\n---\nText.\n",
        others={"2022-02/files/flyer.pdf": b"%PDF-1.4"},
    ),
)
