"""An information item as a Word document."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from flyer_text import SAMPLE, blocks, rgb

from bulletin import Bulletin, Item
from bulletin.text import humanize

FONT = "Arial"

_ZIP_TIME, _UNIX = (1980, 1, 1, 0, 0, 0), 3
_STYLES = {"ul": "List Bullet", "ol": "List Number", "blockquote": "Intense Quote"}
_LOOKS = {"Normal": (12, "text"), "Heading 1": (20, "text"), "Heading 2": (15, "text"), "Intense Quote": (12, "text")}
"""Styles: their size in points, and which of the bulletin's colours they have."""
_UNUSED = ("thumbnail", "stylesWithEffects", "customXml", "webSettings")
"""Parts of the library's template that a text needs none of."""


def render(bulletin: Bulletin, item: Item, when: datetime) -> bytes:
    """Return an information item as a Word document."""
    made = docx.Document()
    _set_up(made, bulletin, item, when)
    made.add_heading(item.title, level=1)
    made.add_paragraph(f"From: {item.organisation}")
    made.add_paragraph(f"For: {humanize.listed(item.audience)} in {humanize.listed(item.areas)}")
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


def _set_up(made: Document, bulletin: Bulletin, item: Item, when: datetime) -> None:
    """Say whose text it is and how it looks; the template's own author and all that is not used go."""
    about = made.core_properties
    about.title, about.language = item.title, bulletin.settings.language
    about.author = about.comments = about.last_modified_by = about.keywords = ""
    about.created = about.modified = when.replace(tzinfo=None)
    about.revision = 1
    for owner in (made.part.package, made.part):
        for key, one in list(owner.rels.items()):
            if one.reltype.rpartition("/")[2] in _UNUSED:
                del owner.rels[key]
    sheet = made.styles.element
    for one in sheet.findall(qn("w:style")):
        if one.get(qn("w:type")) == "table" and one.get(qn("w:default")) != "1":
            sheet.remove(one)
    for language in sheet.iter(qn("w:lang")):
        language.set(qn("w:val"), bulletin.settings.language)
    colours = dict(bulletin.theme.values)
    for name, (size, colour) in _LOOKS.items():
        _look(made, name, Pt(size), RGBColor(*rgb(colours[colour])))


def _look(made: Document, name: str, size: Pt, colour: RGBColor) -> None:
    font = made.styles[name].font
    font.name, font.size, font.color.rgb, font.italic = FONT, size, colour, False
    fonts = made.styles[name].element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _same_zip(data: bytes) -> bytes:
    """Return the files of a zip with fixed times, in the order of their names, not compressed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            about = zipfile.ZipInfo(name, _ZIP_TIME)
            about.create_system = _UNIX
            new.writestr(about, old.read(name))
    return out.getvalue()
