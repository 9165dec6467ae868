"""Read attachments for the checks: words, tracked changes, comments, positions and authors.

At most LARGEST bytes of a file are unpacked, since a small archive may hold a very large text. For a file
that cannot be read, only the reason is returned.
"""

from __future__ import annotations

import logging
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from ..text.decoding import decode, is_archive, is_encoded, pieces, texts
from .files import media_type
from .office_part import OfficePart, read_part

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

LARGEST = 20_000_000
"""The most bytes to read of one file, unpacked."""
MOST_PARTS = 1_000
"""The most parts to read of one Office file."""
MOST_PAGES = 200
LARGEST_PAGES = 8_000_000
"""The most bytes of page content to read in one PDF, all its pages together."""

_PART = re.compile(r"(?!.*(?:theme|styles|fontTable|webSettings|stylesWithEffects)[^/]*$).*\.xml", re.IGNORECASE)
"""The parts of an Office file that may hold words: all but styles. `[Content_Types].xml` may put the text anywhere."""
_MARGINS = re.compile(r".*(?:header|footer)\w*\.xml", re.IGNORECASE)
_PDF_COMMENTS = ("/Text", "/FreeText", "/Highlight", "/Popup")
"""Subtypes of annotations that hold words (ISO 32000-1, 12.5.6.1)."""
_GPS = 0x8825
"""The tag of the block of Exif that says where a picture was taken (Exif 2.32, 4.6.3)."""
_ZIP = b"PK\x03\x04"
"""The first bytes of a ZIP archive, and so of an Office file (APPNOTE 4.3.7)."""
_LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of old Office files, and of those with a password (MS-CFB 2.2)."""


class AttachmentContents(NamedTuple):
    """The contents of an attachment that the checks judge."""

    text: str = ""
    """All its words; those of headers and footers come first."""
    changes: int = 0
    """How many tracked changes it has."""
    comments: int = 0
    located: bool = False
    """Whether it says where the picture was taken."""
    authors: tuple[str, ...] = ()
    unread: str = ""
    """Why it could not be read, as words after "because": "it is damaged". "" if it was read."""
    hidden: int = 0
    """How many stretches of hidden text it has."""


def read_attachment(path: Path, media_type: str) -> AttachmentContents:
    """Read a file with the reader of its media type; without such a reader, read it as text if it is text."""
    if path.stat().st_size > LARGEST:
        return AttachmentContents(unread=f"it has more than {LARGEST // 1_000_000}MB")
    data = path.read_bytes()
    reader = _READERS.get(media_type)
    if reader is None and is_encoded(path.name, data):
        reader = partial(_read_encoded, path.name)
    elif reader is None:
        reader = _refuse_unknown if path.suffix.lower() in _NO_TEXT else _read_if_text
    return guarded(reader, data)


def is_readable(name: str, data: bytes) -> bool:
    """Tell whether a file is of a kind that can be read, and its first bytes fit the ending of its name."""
    ending = PurePosixPath(name).suffix.lower()
    kind = media_type(data[:16], ending)
    reader = _READERS.get(kind, _refuse_unknown)
    is_whole = {
        _refuse_unknown: False,
        _read_office: data.startswith(_ZIP),
        _read_plain_text: b"\0" not in data and not _is_program(data),
    }
    return ending in _ENDINGS.get(kind, (ending,)) and is_whole.get(reader, True)


def ending_of(data: bytes) -> str:
    """Return the usual ending for the bytes of a PDF or a picture, like ".pdf"; "" for anything else."""
    return next(iter(_ENDINGS.get(media_type(data[:16], ""), ())), "")


_ENDINGS = {
    "application/pdf": (".pdf",),
    "image/gif": (".gif",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
"""Media types that the first bytes show → the endings of their file names, the usual ending first."""


def _is_program(data: bytes) -> bool:
    return data.startswith((b"MZ", b"\x7fELF", b"#!"))


def guarded(reader: Callable[[bytes], AttachmentContents], data: bytes) -> AttachmentContents:
    """Read bytes that anybody may have made; if the library of the reader raises, return the reason.

    Libraries do not document which exceptions they raise for damaged files, so any exception counts as damage.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            return reader(data)
    except Exception as error:
        return AttachmentContents(unread=_reason(error))


def _reason(error: Exception) -> str:
    """Return why a file could not be read, by what a library raised."""
    words = f"{type(error).__name__} {error}".casefold()
    return next((reason for word, reason in _REASONS.items() if word in words), "it is damaged")


_REASONS = {
    "decompressionbomb": "the picture is too large",
    "memoryerror": "it is too large",
    "limitreached": "it is too large",
    "encrypt": "it is locked with a password",
    "password": "it is locked with a password",
    "decrypt": "it is locked with a password",
    "cryptography": "it is locked with a password",
}
"""A word in an exception's name or message, in small letters → the reason to print."""


def _refuse_unknown(_data: bytes) -> AttachmentContents:
    return AttachmentContents(unread=_UNKNOWN)


_UNKNOWN = "I do not know this kind of file"
_NO_TEXT = (".doc", ".dot", ".eps", ".ods", ".odp", ".odt", ".ppt", ".ps", ".rtf", ".xls")
"""Endings of documents whose bytes are not their words."""


def _read_if_text(data: bytes) -> AttachmentContents:
    """Read a file of no known type if it is text, such as JSON, a calendar or a page."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refuse_unknown(data)
    return _read_plain_text(data) if _is_text(data) else _refuse_unknown(data)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read_encoded(name: str, data: bytes) -> AttachmentContents:
    """Read the words of an archive, a message or markup; comments and changes in an archive are not counted."""
    parts = list(pieces(name, data))
    text = "\n".join(text for part, inner in parts for text in texts(part, inner))
    is_whole = all(_is_text(inner) for _, inner in parts)
    return AttachmentContents(text, unread=_UNKNOWN if is_archive(data) else "" if is_whole else _HOLDS_OTHERS)


_HOLDS_OTHERS = "it holds files of kinds that I do not know"


def _read_plain_text(data: bytes) -> AttachmentContents:
    """Read a text in UTF-8, in UTF-16, or else in Windows-1252."""
    if b"\0" in data:
        return AttachmentContents(decode(data))
    return AttachmentContents(data.decode("utf-8" if _is_text(data) else "cp1252", "replace").removeprefix("\ufeff"))


def _read_office(data: bytes) -> AttachmentContents:
    """Read Word, Excel and PowerPoint (ECMA-376)."""
    if data.startswith(_LOCKED_OFFICE):
        return AttachmentContents(unread="it is locked with a password, or is an old Office file")
    parts = list(_office_parts(data))
    margins = [part.text for name, part in parts if _MARGINS.fullmatch(name)]
    others = [part.text for name, part in parts if not _MARGINS.fullmatch(name)]
    return AttachmentContents(
        text="\n".join((*margins, *others)),
        changes=sum(part.changes for _, part in parts),
        comments=sum(part.comments for name, part in parts if "comment" in name.lower()),
        authors=tuple(dict.fromkeys(author for _, part in parts for author in part.authors)),
        hidden=sum(part.hidden for _, part in parts),
    )


def _office_parts(data: bytes) -> Iterator[tuple[str, OfficePart]]:
    left = LARGEST
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in sorted(archive.namelist())[:MOST_PARTS]:
            if _PART.fullmatch(name) and left > 0:
                with archive.open(name) as part:
                    read = part.read(left)
                left -= len(read)
                yield name, read_part(read)


def _read_pdf(data: bytes) -> AttachmentContents:
    from pypdf import PdfReader

    # pypdf logs a warning for each small fault of a file, which would be printed.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return _read_pages(PdfReader(BytesIO(data)))


def _read_pages(reader: PdfReader) -> AttachmentContents:
    texts, left, comments, unread = [], LARGEST_PAGES, 0, ""
    for number, page in enumerate(reader.pages):
        left -= _page_size(page)
        if left < 0 or number == MOST_PAGES:
            unread = "it is very long, and only its first pages were looked into" if number else "it is too large"
            break
        texts.append(page.extract_text()[:LARGEST])
        for note in page.annotations or ():
            comment = note.get_object()
            if comment.get("/Subtype") in _PDF_COMMENTS and comment.get("/Contents"):
                comments += 1
                texts.append(str(comment["/Contents"]))
    about: Mapping[str, object] = reader.metadata or {}
    texts += [str(about[key]) for key in ("/Title", "/Subject", "/Keywords") if about.get(key)]
    author = str(about.get("/Author") or "").strip()
    authors = (author,) if author else ()
    return AttachmentContents("\n".join(texts), comments=comments, authors=authors, unread=unread)


def _page_size(page: PageObject) -> int:
    contents = page.get_contents()
    return 0 if contents is None else len(contents.get_data())


def _read_picture(data: bytes) -> AttachmentContents:
    from PIL import ExifTags, Image

    with Image.open(BytesIO(data), formats=("JPEG", "PNG", "GIF", "WEBP")) as picture:
        exif = picture.getexif()
        author = str(exif.get(ExifTags.Base.Artist) or "").strip("\x00 ")
        words = [_words_of(value) for key, value in picture.info.items() if key not in ("exif", "icc_profile")]
        words.append(str(exif.get(ExifTags.Base.ImageDescription) or ""))
        text = "\n".join(filter(None, words))
        located = bool(exif.get_ifd(_GPS)) or "GPSLatitude" in text
        return AttachmentContents(text, located=located, authors=(author,) if author else ())


def _words_of(value: object) -> str:
    """Return the words of a comment or of XMP; "" for a value that is not text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_READERS: Mapping[str, Callable[[bytes], AttachmentContents]] = {
    f"{_OFFICE}wordprocessingml.document": _read_office,
    f"{_OFFICE}spreadsheetml.sheet": _read_office,
    f"{_OFFICE}presentationml.presentation": _read_office,
    "application/pdf": _read_pdf,
    "image/gif": _read_picture,
    "image/jpeg": _read_picture,
    "image/png": _read_picture,
    "image/webp": _read_picture,
    "text/plain": _read_plain_text,
    "text/csv": _read_plain_text,
}
