"""Rules of circulation: what says who may see it, and what may not be seen where it is."""

from __future__ import annotations

from .rule import Example, Rule

_LIMITED = "---\ntitle: An example\ncirculation: limited\n{}---\nText.\n"

RULES = (
    Rule(
        id="RST01",
        severity="error",
        says="Something that its readers may not see was found in a built file.",
        hint="Nothing was written. This is a fault of a template or of Bulletin.",
        wrong=Example("The title of a limited item stands in site/feed.xml.", told=True),
        right=Example("Every public file was searched, and holds none.", told=True),
        note="Searched in every file before any is put in place.",
    ),
    Rule(
        id="RST04",
        severity="error",
        says="Bulletin cannot tell who may see this.",
        hint="Use public, staff or limited; a limited item also needs a circulation note.",
        wrong="---\ntitle: An example\ncirculation: ‸restricted\n---\nText.\n",
        right=_LIMITED.format("circulation note: For patient safety leads.\n"),
    ),
    Rule(
        id="RST05",
        severity="warning",
        says="This item is on hold, so it is left out.",
        hint='Delete the line "hold until" when it may go out.',
        wrong="---\ntitle: An example\nhold until: ‸the families have read the reports\n---\nText.\n",
        right="---\ntitle: An example\n---\nText.\n",
    ),
    Rule(
        id="RST06",
        severity="error",
        says="The top part of this file cannot be found, so Bulletin cannot tell who may see it.",
        hint="Put the keys between two lines of three hyphens.",
        wrong=Example("‸Free resources.\n", "2022-02/week.md"),
        right="---\ntitle: An example\n---\nFree resources.\n",
    ),
    Rule(
        id="RST07",
        severity="error",
        says="A file of a limited or held item is used by another item too.",
        hint="Give each its own copy.",
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
    ),
)
