"""Make the files that are attached to the sample's items, from the items' own words.

    python docs/sample/flyers.py [OUT]

The training item becomes a PDF of one page, the information item a Word document. The same
items give the same bytes on every machine: every date is the issue's, and nothing is
compressed, because programs compress in different ways.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import lxml.html
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout, XPos, YPos

from bulletin import Bulletin, Item, Session, load, words

CONTENT = Path(__file__).parents[2] / "content"
ISSUE = "2022-02"
FLYER = ("safer-recruitment", "safer-recruitment-flyer.pdf")
DOCUMENT = ("cdop-for-gps", "cdop-for-gps.docx")

FONT, FONT_IN_PDF = "Arial", "Helvetica"
SAMPLE = "This is a sample. Please do not act on it."

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MARGIN, _LINE, _SIZE, _GAP = 16, 5.4, 10.5, 2.2
_BAND = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of an item's text."""

    tag: str
    """h2, p, blockquote, ul or ol."""
    texts: tuple[str, ...]
    """The entries of a list; else one."""


def blocks(item: Item) -> Iterator[Block]:
    """An item's text, piece by piece."""
    for element in lxml.html.fragments_fromstring(item.prose.page, no_leading_text=True):
        parts = element.findall("li") or [element]
        yield Block(tag=element.tag, texts=tuple(" ".join(part.text_content().split()) for part in parts))


def flyer(bulletin: Bulletin, item: Item, when: datetime) -> bytes:
    """A training item as a PDF of one page."""
    page = _Page(bulletin, item, when)
    page.band(item.title, bulletin.settings.team)
    for block in blocks(item):
        page.block(block)
    page.facts(
        ("Delivered by", words.listed(item.presenters)),
        ("Cost", item.cost),
        ("What you need", item.requires),
        ("Booking", item.booking),
        ("Joining details", item.joining),
        *((one.title, one.prose.text) for one in item.snippets if not one.shared),
    )
    page.sessions(item.sessions)
    page.foot(" ".join((f"Contact: {bulletin.settings.email}.", SAMPLE if bulletin.settings.sample else "")))
    return bytes(page.output())


class _Page(FPDF):
    """A page of A4 with the bulletin's colours."""

    def __init__(self, bulletin: Bulletin, item: Item, when: datetime) -> None:
        super().__init__(format="A4")
        self._colours = {name: _rgb(value) for name, value in bulletin.theme.values if value.startswith("#")}
        self.set_compression(False)
        self.set_creation_date(when)
        self.set_producer("Bulletin")
        self.set_title(item.title)
        self.set_lang(bulletin.settings.language)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(False)
        self.add_page()

    def band(self, title: str, team: str) -> None:
        self.set_fill_color(self._colours["brand"])
        self.rect(0, 0, self.w, _BAND, style="F")
        self.set_text_color(self._colours["on brand"])
        self.set_y(7)
        self.set_font(FONT_IN_PDF, "B", 22)
        self.cell(0, 10, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_font(FONT_IN_PDF, "", _SIZE)
        self.cell(0, 6, team)
        self.set_text_color(self._colours["text"])
        self.set_y(_BAND + 6)

    def block(self, block: Block) -> None:
        for text in block.texts:
            if block.tag == "ul":
                self._bullet()
            self.set_font(FONT_IN_PDF, "B" if block.tag == "h2" else "", _SIZE)
            self._text(text)
        self.ln(_GAP)

    def facts(self, *pairs: tuple[str, str]) -> None:
        for label, text in pairs:
            if text:
                self.set_font(FONT_IN_PDF, "B", _SIZE)
                self.write(_LINE, f"{label}: ")
                self.set_font(FONT_IN_PDF, "", _SIZE)
                self.write(_LINE, text)
                self.ln(_LINE + 0.8)
        self.ln(_GAP)

    def sessions(self, sessions: Sequence[Session]) -> None:
        self.set_font(FONT_IN_PDF, "", _SIZE)
        self.set_draw_color(self._colours["line"])
        head = FontFace(emphasis="BOLD", fill_color=self._colours["page"])
        layout = TableBordersLayout.HORIZONTAL_LINES
        with self.table(
            borders_layout=layout, col_widths=(16, 40, 30, 30), headings_style=head, line_height=6.4, text_align="LEFT"
        ) as table:
            table.row(("Cohort", "Date", "Time", "Place"))
            for one in sessions:
                table.row((one.label, words.weekday(one.start), words.hours(one.start, one.end), one.place))

    def foot(self, text: str) -> None:
        self.set_y(-_MARGIN)
        self.set_text_color(self._colours["muted"])
        self.cell(0, _LINE, text)

    def _bullet(self) -> None:
        self.set_fill_color(self._colours["text"])
        self.circle(self.l_margin + 2.2, self.y + _LINE / 2, 0.7, style="F")
        self.set_x(self.l_margin + 6)

    def _text(self, text: str) -> None:
        self.multi_cell(0, _LINE, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def document(bulletin: Bulletin, item: Item, when: datetime) -> bytes:
    """An information item as a Word document."""
    made = docx.Document()
    _set_up(made, bulletin, item, when)
    made.add_heading(item.title, level=1)
    made.add_paragraph(f"From: {item.organisation}")
    made.add_paragraph(f"For: {words.listed(item.audience)} in {words.listed(item.areas)}")
    for block in blocks(item):
        for text in block.texts:
            if block.tag == "h2":
                made.add_heading(text, level=2)
            else:
                made.add_paragraph(text, style=_STYLES.get(block.tag, "Normal"))
    made.add_paragraph(item.credit)
    if bulletin.settings.sample:
        made.add_paragraph(SAMPLE)
    out = BytesIO()
    made.save(out)
    return _same_zip(out.getvalue())


_STYLES = {"ul": "List Bullet", "ol": "List Number", "blockquote": "Intense Quote"}


def _set_up(made: Document, bulletin: Bulletin, item: Item, when: datetime) -> None:
    """Say whose text it is and how it looks; the template's own author, words and pictures go."""
    about = made.core_properties
    about.title, about.language = item.title, bulletin.settings.language
    about.author = about.comments = about.last_modified_by = about.keywords = ""
    about.created = about.modified = when.replace(tzinfo=None)
    about.revision = 1
    package = made.part.package
    for key, one in list(package.rels.items()):
        if one.reltype.endswith("/thumbnail"):
            del package.rels[key]
    colours = dict(bulletin.theme.values)
    for name, size, colour in (("Normal", 12, "text"), ("Heading 1", 20, "text"), ("Heading 2", 15, "text")):
        font = made.styles[name].font
        font.name, font.size, font.color.rgb = FONT, Pt(size), RGBColor(*_rgb(colours[colour]))
        fonts = made.styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), bulletin.settings.language)


def _same_zip(data: bytes) -> bytes:
    """The files of a zip with fixed times, in the order of their names, not compressed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), old.read(name))
    return out.getvalue()


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def main(out: Path) -> None:
    """Write both files into a folder."""
    for _, name in (FLYER, DOCUMENT):
        # An item whose attachment is missing does not load, so the first run needs something there.
        (CONTENT / ISSUE / "files" / name).touch()
    bulletin = load(CONTENT)
    issue = next(one for one in bulletin.issues if one.id == ISSUE)
    items = {item.slug: item for item in issue.items}
    for (slug, name), make in ((FLYER, flyer), (DOCUMENT, document)):
        (out / name).write_bytes(make(bulletin, items[slug], issue.instant))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CONTENT / ISSUE / "files")
