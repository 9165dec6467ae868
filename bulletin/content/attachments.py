"""Read what attachments hold besides what they show: words, tracked changes, comments, places, authors.

Only what the checks ask of a file is read, and never more than LARGEST bytes of it: a small
archive may hold a very large text. A file that cannot be read holds nothing that can be said.
"""

from __future__ import annotations

import logging
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdf import PdfReader

LARGEST = 20_000_000
"""Bytes that are read of one file, unpacked."""

_PARTS = r"(?:word|xl|ppt)/.*\.xml|docProps/(?:core|custom|app)\.xml"
_TAG = r"<[^>]*>"
_BREAKS = r"</(?:w:p|w:tc|a:p|si|c|row|t|(?:dc|cp|vt|dcterms):[a-zA-Z]+)>|<w:(?:br|tab)/>"
_CHANGES = r"<w:(?:ins|del|moveFrom|moveTo)[ >]"
_COMMENTS = r"<(?:w:comment|comment|threadedComment|p:cm|p188:cm)[ >]"
_AUTHOR = r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)</"
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_ENTITY = "|".join(_ENTITIES)
_PDF_COMMENTS = ("/Text", "/FreeText", "/Highlight", "/Popup")
"""Subtypes of annotations that hold words (ISO 32000-1, 12.5.6.1)."""
_GPS = 0x8825
"""The tag of the block of Exif that says where a picture was taken (Exif 2.32, 4.6.3)."""


class AttachmentContents(NamedTuple):
    """The contents of an attachment that the checks judge."""

    text: str = ""
    changes: int = 0
    comments: int = 0
    located: bool = False
    authors: tuple[str, ...] = ()


def read_attachment(path: Path, media_type: str) -> AttachmentContents:
    """Read a file of a media type; an empty result for a type that is not read, or a file that cannot be."""
    reader = _READERS.get(media_type)
    if reader is None or path.stat().st_size > LARGEST:
        return AttachmentContents()
    try:
        return reader(path.read_bytes())
    except _UNREADABLE:
        return AttachmentContents()


def _office(data: bytes) -> AttachmentContents:
    """Read Word, Excel and PowerPoint (ECMA-376)."""
    texts, authors, changes, comments = [], [], 0, 0
    for name, text in _parts(data):
        if name.startswith("docProps/"):
            authors += [_without_entities(author) for author in re.findall(_AUTHOR, text)]
        changes += len(re.findall(_CHANGES, text))
        comments += len(re.findall(_COMMENTS, text)) if "comment" in name.lower() else 0
        # Word parts a number into runs, so tags leave nothing behind, and only ends of paragraphs do.
        texts.append(_without_entities(re.sub(_TAG, "", re.sub(_BREAKS, "\n", text))))
    return AttachmentContents("\n".join(texts), changes, comments, authors=tuple(dict.fromkeys(filter(None, authors))))


def _parts(data: bytes) -> Iterator[tuple[str, str]]:
    left = LARGEST
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(_PARTS, name) and left > 0:
                with archive.open(name) as part:
                    read = part.read(left)
                left -= len(read)
                yield name, read.decode("utf-8", "replace")


def _without_entities(text: str) -> str:
    return re.sub(_ENTITY, lambda match: _ENTITIES[match[0]], text).strip()


def _pdf(data: bytes) -> AttachmentContents:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # It tells of every small fault of a file; only what can be read counts here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _pages(PdfReader(BytesIO(data)))
    except PyPdfError as error:
        raise ValueError from error


def _pages(reader: PdfReader) -> AttachmentContents:
    texts, left, comments = [], LARGEST, 0
    for page in reader.pages:
        text = page.extract_text()[:left]
        left -= len(text)
        texts.append(text)
        for note in page.annotations or ():
            comment = note.get_object()
            if comment.get("/Subtype") in _PDF_COMMENTS and comment.get("/Contents"):
                comments += 1
                texts.append(str(comment["/Contents"]))
    about: Mapping[str, object] = reader.metadata or {}
    texts += [str(about[key]) for key in ("/Title", "/Subject", "/Keywords") if about.get(key)]
    author = str(about.get("/Author") or "").strip()
    return AttachmentContents("\n".join(texts), 0, comments, authors=(author,) if author else ())


def _picture(data: bytes) -> AttachmentContents:
    from PIL import ExifTags, Image

    with Image.open(BytesIO(data), formats=("JPEG", "PNG", "GIF")) as picture:
        exif = picture.getexif()
        author = str(exif.get(ExifTags.Base.Artist) or "").strip("\x00 ")
        words = [str(value) for value in picture.info.values() if isinstance(value, str)]
        words.append(str(exif.get(ExifTags.Base.ImageDescription) or ""))
        return AttachmentContents("\n".join(words), 0, 0, bool(exif.get_ifd(_GPS)), (author,) if author else ())


_UNREADABLE = (
    OSError, ValueError, LookupError, zipfile.BadZipFile, zlib.error, RuntimeError, TypeError, AttributeError,
    SyntaxError,
)  # fmt: skip
"""Errors that readers raise for damaged files; pypdf lets anything through that damage can cause."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_READERS: Mapping[str, Callable[[bytes], AttachmentContents]] = {
    f"{_OFFICE}wordprocessingml.document": _office,
    f"{_OFFICE}spreadsheetml.sheet": _office,
    f"{_OFFICE}presentationml.presentation": _office,
    "application/pdf": _pdf,
    "image/jpeg": _picture,
    "image/png": _picture,
    "text/plain": lambda data: AttachmentContents(data.decode("utf-8", "replace")),
    "text/csv": lambda data: AttachmentContents(data.decode("utf-8", "replace")),
}
