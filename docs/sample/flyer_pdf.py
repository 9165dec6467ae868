"""A training item as a PDF of one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from flyer_text import SAMPLE, Block, blocks, rgb
from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout, XPos, YPos

from bulletin import Bulletin, Item
from bulletin.outputs.sessions import Line, lines
from bulletin.text import humanize

FONT = "Helvetica"
"""One that every reader of PDF has, so that none is embedded."""

_MARGIN, _LINE, _GAP, _BAND = 16, 5.6, 2.4, 30
"""Millimetres."""
_WIDTHS = (20, 56, 42, 38)
_SIZE = 11
"""Points."""


def render(bulletin: Bulletin, item: Item, when: datetime) -> bytes:
    """Return a training item as a PDF of one page."""
    page = _Page(bulletin, item, when)
    page.band(item.title, bulletin.settings.team)
    for block in blocks(item):
        page.block(block)
    page.dates(lines(item, when.date()))
    places = dict.fromkeys(session.place for session in item.sessions)
    page.facts(
        ("Delivered by", humanize.listed(item.presenters)),
        ("Place", humanize.listed(tuple(places))),
        ("Cost", item.cost),
        ("What you need", item.requires),
        ("Booking", item.booking),
        ("Joining details", item.joining),
        *((snippet.title, snippet.prose.text) for snippet in item.snippets if not snippet.shared),
        ("Contact", bulletin.settings.email),
    )
    page.foot(SAMPLE if bulletin.settings.sample else "")
    return bytes(page.output())


class _Page(FPDF):
    """A page of A4 with the bulletin's colours."""

    def __init__(self, bulletin: Bulletin, item: Item, when: datetime) -> None:
        super().__init__(format="A4")
        self._colours = {name: rgb(value) for name, value in bulletin.theme.values if value.startswith("#")}
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
        self._font("B", 22)
        self.cell(0, 10, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._font()
        self.cell(0, 6, team)
        self.set_text_color(self._colours["text"])
        self.set_y(_BAND + 7)

    def block(self, block: Block) -> None:
        for text in block.texts:
            if block.tag == "ul":
                self._bullet()
            self._font("B" if block.tag == "h2" else "")
            self.multi_cell(0, _LINE, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(_GAP)

    def dates(self, lines: Sequence[Line]) -> None:
        self._font()
        self.set_draw_color(self._colours["line"])
        self.set_fill_color(self._colours["paper"])
        head = FontFace(emphasis="BOLD", fill_color=self._colours["page"])
        link = FontFace(emphasis="UNDERLINE", color=self._colours["link"])
        layout = TableBordersLayout.HORIZONTAL_LINES
        with self.table(
            borders_layout=layout, col_widths=_WIDTHS, headings_style=head, line_height=6.6, text_align="LEFT"
        ) as table:
            table.row(("Cohort", "Date", "Time", "Booking"))
            for line in lines:
                row = table.row((line.session.label, line.when, line.hours))
                row.cell(line.button, style=link, link=line.session.book)
        self.ln(2 * _GAP)

    def facts(self, *pairs: tuple[str, str]) -> None:
        for label, text in pairs:
            if text:
                self._font("B")
                self.write(_LINE, f"{label}: ")
                self._font()
                self.write(_LINE, text)
                self.ln(_LINE + 0.8)

    def foot(self, text: str) -> None:
        self.set_y(-_MARGIN)
        self.set_text_color(self._colours["muted"])
        self.cell(0, _LINE, text)

    def _font(self, style: Literal["", "B"] = "", size: float = _SIZE) -> None:
        self.set_font(FONT, style, size)

    def _bullet(self) -> None:
        self.set_fill_color(self._colours["text"])
        self.circle(self.l_margin + 2.2, self.y + _LINE / 2, 0.7, style="F")
        self.set_x(self.l_margin + 6)
