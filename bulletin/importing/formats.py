"""Choose the reader for a document by the ending of its name, and check its first bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from . import html_page, mail_file, pdf_file, text_file, word_file
from .blocks import Cell, DocumentBlock, DocumentText, TextRun, Unreadable
from .letters import clean

Reader = Callable[[bytes], DocumentText]
"""Read the bytes of a document; raises Unreadable."""

READERS: Mapping[str, Reader] = {
    "docx": word_file.read,
    "pdf": pdf_file.read,
    "eml": mail_file.read,
    "msg": mail_file.read_outlook,
    "html": html_page.read,
    "htm": html_page.read,
    "txt": text_file.read,
    "md": text_file.read_markdown,
}
"""Endings → the reader of such files."""

LONGEST = 200_000
"""The most characters of a document; a longer one could not become an item, whose file has at most 256KB."""
MOST_PICTURES = 20
"""The most pictures of a document; each takes time to convert."""
_BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    "docx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "msg": (b"\xd0\xcf\x11\xe0",),
}
"""Endings → the first bytes that such a file must have."""
_PDF = re.compile(rb".{0,1024}?%PDF-", re.DOTALL)
_MAIL = re.compile(rb"(?:From|Return-Path|Received|Delivered-To|MIME-Version|Message-ID): \S", re.IGNORECASE)
"""The first header line of an .eml file, as mail programs write it."""
_SAVE_AS: Mapping[str, str] = {
    "doc": "Open it in Word and save it as .docx.",
    "docm": "It may hold programs. Open it in Word and save it as .docx.",
    "dotx": "Open it in Word and save it as .docx.",
    "rtf": "Open it in Word and save it as .docx.",
    "odt": "Open it in Word and save it as .docx.",
    "pages": "Save it as .docx or .pdf.",
    "pub": "Save it as .pdf.",
    "pptx": "Save it as .pdf.",
    "ppt": "Save it as .pdf.",
    "xlsx": "Copy its cells into a Word file or a mail.",
    "xls": "Copy its cells into a Word file or a mail.",
    "csv": "Copy its cells into a Word file or a mail.",
    "zip": "Unpack it, and import the files in it.",
    "jpg": "Ask for the text: pictures are not read.",
    "jpeg": "Ask for the text: pictures are not read.",
    "png": "Ask for the text: pictures are not read.",
}
"""Endings of files that cannot be read → what to do instead."""


def read_document(name: str, data: bytes) -> DocumentText:
    """Read a document by the ending of its name; raises Unreadable."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    reader = READERS.get(ending)
    if reader is None:
        usual = "Use .docx, .pdf, .eml, .msg, .html, .txt or .md."
        raise Unreadable("I do not know this kind of file.", _SAVE_AS.get(ending, usual))
    if not data.strip():
        raise Unreadable("It is empty.", "Save it again.")
    begins = _PDF.match(data) if ending == "pdf" else data.startswith(_BEGINNINGS.get(ending, (b"",)))
    if not begins:
        raise Unreadable(f"It does not begin like a .{ending} file.", "Save it again as what it is.")
    document = reader(data)
    if sum(len(block.text) for block in document.blocks) > LONGEST:
        hint = "Save the parts that you need as files of their own."
        raise Unreadable(f"It has more than {LONGEST:,} characters, which is more than an item may have.", hint)
    return _with_few_pictures(document._replace(blocks=tuple(map(_cleaned, document.blocks))))


def _with_few_pictures(document: DocumentText) -> DocumentText:
    """Return a document with its first MOST_PICTURES pictures only, and a remark if there are more."""
    pictures = [number for number, block in enumerate(document.blocks) if block.picture]
    rest = frozenset(pictures[MOST_PICTURES:])
    if not rest:
        return document
    blocks = tuple(block for number, block in enumerate(document.blocks) if number not in rest)
    remark = f"It has more than {MOST_PICTURES} pictures, and the others were left out."
    return document._replace(blocks=blocks, remarks=(*document.remarks, remark))


def _cleaned(block: DocumentBlock) -> DocumentBlock:
    """Remove the characters that are not allowed in content files from a block."""
    rows = tuple(tuple(_cleaned_cell(cell) for cell in row) for row in block.rows)
    return block._replace(runs=_cleaned_cell(block.runs), rows=rows)


def _cleaned_cell(cell: Cell) -> Cell:
    return tuple(TextRun(clean(run.text), clean(run.url)) for run in cell)


def usual_name(data: bytes) -> str:
    """Return a file name for data from standard input; the ending is "txt" if the first bytes match no known kind."""
    if _PDF.match(data):
        return "standard-input.pdf"
    start = data[:400].lstrip().lower()
    endings = {
        b"pk\x03\x04": "docx",
        b"\xd0\xcf\x11\xe0": "msg",
        b"<!doctype html": "html",
        b"<html": "html",
        b"---\n": "md",
    }
    ending = next((ending for beginning, ending in endings.items() if start.startswith(beginning)), "")
    return f"standard-input.{ending or ('eml' if _MAIL.match(data[:400]) else 'txt')}"


def is_readable(name: str) -> bool:
    """Tell whether a file with such a name can be read."""
    return name.rpartition(".")[2].lower() in READERS
