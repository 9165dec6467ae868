"""Make the files that are attached to the sample's items, from the items' own words.

    python docs/sample/flyers.py [OUT]

The training item becomes a PDF of one page, the information item a Word document. The same
items give the same bytes on every machine: every date is the issue's, and nothing is
compressed, because programs compress in different ways.
"""

from __future__ import annotations

import sys
from pathlib import Path

import flyer_pdf
import flyer_word

from bulletin import load

CONTENT = Path(__file__).parents[2] / "content"
ISSUE = "2022-02"
FLYERS = {
    "safer-recruitment": ("safer-recruitment-flyer.pdf", flyer_pdf.render),
    "cdop-for-gps": ("cdop-for-gps.docx", flyer_word.render),
}
"""The items, the names of their files, and what makes them."""


def main(out: Path) -> None:
    """Write the files into a folder."""
    for name, _ in FLYERS.values():
        # An item whose attachment is missing does not load, so the first run needs something there.
        (CONTENT / ISSUE / "files" / name).touch()
    bulletin = load(CONTENT)
    issue = next(issue for issue in bulletin.issues if issue.id == ISSUE)
    items = {item.slug: item for item in issue.items}
    for slug, (name, render) in FLYERS.items():
        (out / name).write_bytes(render(bulletin, items[slug], issue.instant))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CONTENT / ISSUE / "files")
