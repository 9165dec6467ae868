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
    document = docx.Document()
    _set_up(document, bulletin, item, when)
    document.add_heading(item.title, level=1)
    document.add_paragraph(f"From: {item.organisation}")
    document.add_paragraph(f"For: {humanize.listed(item.audience)} in {humanize.listed(item.areas)}")
    for block in blocks(item):
        for text in block.texts:
            if block.tag == "h2":
                document.add_heading(text, level=2)
            else:
                document.add_paragraph(text, style=_STYLES.get(block.tag, "Normal"))
    document.add_paragraph(item.credit)
    if bulletin.settings.sample:
        document.add_paragraph(SAMPLE)
    out = BytesIO()
    document.save(out)
    return _same_zip(out.getvalue())


def _set_up(document: Document, bulletin: Bulletin, item: Item, when: datetime) -> None:
    """Say whose text it is and how it looks; the template's own author and all that is not used go."""
    about = document.core_properties
    about.title, about.language = item.title, bulletin.settings.language
    about.author = about.comments = about.last_modified_by = about.keywords = ""
    about.created = about.modified = when.replace(tzinfo=None)
    about.revision = 1
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                del owner.rels[key]
    sheet = document.styles.element
    for style in sheet.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) != "1":
            sheet.remove(style)
    for language in sheet.iter(qn("w:lang")):
        language.set(qn("w:val"), bulletin.settings.language)
    colours = dict(bulletin.theme.values)
    for name, (size, colour) in _LOOKS.items():
        _look(document, name, Pt(size), RGBColor(*rgb(colours[colour])))


def _look(document: Document, name: str, size: Pt, colour: RGBColor) -> None:
    font = document.styles[name].font
    font.name, font.size, font.color.rgb, font.italic = FONT, size, colour, False
    fonts = document.styles[name].element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _same_zip(data: bytes) -> bytes:
    """Return the files of a zip with fixed times, in the order of their names, not compressed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            about = zipfile.ZipInfo(name, _ZIP_TIME)
            about.create_system = _UNIX
            new.writestr(about, old.read(name))
    return out.getvalue()
