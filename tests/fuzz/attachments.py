"""Make random attachments of the types that people send: sound, damaged, locked and hostile files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import lru_cache
from random import Random

import fpdf
from PIL import Image


def attachment(random: Random, canary: str) -> tuple[str, bytes]:
    """Make a file with a canary word in it: return its name and its bytes, damaged in one of four cases."""
    name, make = random.choice(_KINDS)
    data = make(canary)
    if random.random() < 0.25:
        data = damaged(random, data)
    if random.random() < 0.1:
        name = random.choice(_KINDS)[0]
    return name, data


def damaged(random: Random, data: bytes) -> bytes:
    """Change, cut or repeat some bytes."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 20))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    if random.random() < 0.3:
        del changed[random.randrange(len(changed) + 1) :]
    return bytes(changed)


def picture(random: Random, canary: str) -> bytes:
    """Make a small picture, which in some cases cannot be read."""
    data = _png(canary)
    return damaged(random, data) if random.random() < 0.1 else data


def _png(canary: str) -> bytes:
    return _picture("PNG")


@lru_cache
def _picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((64, 40)).convert("P" if form == "GIF" else "RGB").save(out, form)
    return out.getvalue()


def _archive(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 2, 1, 0, 0, 0)), data, compress_type=compression)
    return out.getvalue()


def _docx(canary: str, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    text = f"<w:document><w:body><w:p><w:r><w:t>Words of {canary} here</w:t></w:r></w:p></w:body></w:document>"
    about = f"<cp:coreProperties><dc:creator>{canary} author</dc:creator></cp:coreProperties>"
    return _archive({"word/document.xml": text.encode(), "docProps/core.xml": about.encode()}, compression)


@lru_cache(maxsize=256)
def _pdf(canary: str, locked: bool = False) -> bytes:
    document = fpdf.FPDF()
    document.add_page()
    document.set_font("Helvetica")
    document.cell(text=f"Words of {canary} here")
    if locked:
        document.set_encryption(owner_password="owner", user_password="secret")
    return bytes(document.output())


def _locked_zip(canary: str) -> bytes:
    """Make an archive whose part says that it is encrypted."""
    data = bytearray(_archive({"a.txt": canary.encode() * 9}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    return bytes(data)


def _bomb(canary: str) -> bytes:
    return _archive({"a.txt": b"\0" * 3_000_000, "b.txt": canary.encode()})


def _nested(canary: str) -> bytes:
    data = _archive({"a.txt": canary.encode()})
    for depth in range(12):
        data = _archive({f"{depth}.zip": data})
    return data


def _deep(canary: str) -> bytes:
    return b"[" * 20_000 + canary.encode() + b"]" * 20_000


def _message(canary: str) -> bytes:
    head = f"From: a@example.org\nTo: b@example.org\nSubject: {canary}\nMIME-Version: 1.0\n"
    return (head + 'Content-Type: text/plain; charset="x-no-such"\n\n' + f"Words of {canary} here\n").encode()


def _quadratic(canary: str) -> bytes:
    return _archive({"word/document.xml": b"<" * 60_000})


_KINDS: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    ("a.pdf", _pdf),
    ("locked.pdf", lambda canary: _pdf(canary, locked=True)),
    ("a.docx", _docx),
    ("lzma.docx", lambda canary: _docx(canary, zipfile.ZIP_LZMA)),
    ("bzip.docx", lambda canary: _docx(canary, zipfile.ZIP_BZIP2)),
    ("much.docx", _quadratic),
    ("a.xlsx", _docx),
    ("a.pptx", _docx),
    ("a.zip", lambda canary: _archive({"a.txt": canary.encode()})),
    ("locked.zip", _locked_zip),
    ("bomb.zip", _bomb),
    ("nested.zip", _nested),
    ("text.zip", lambda canary: f"only {canary} text".encode()),
    ("a.txt", lambda canary: f"Words of {canary} here\r\n".encode()),
    ("wide.txt", lambda canary: f"Words of {canary} here".encode("utf-16")),
    ("a.csv", lambda canary: f"a,b\n{canary},2\n".encode()),
    ("a.json", lambda canary: json.dumps({"words": canary}).encode()),
    ("deep.json", _deep),
    ("bad.json", lambda canary: f'{{"{canary}"'.encode()),
    ("a.eml", _message),
    ("a.html", lambda canary: f"<p>Words of <b>{canary}</b><!-- {canary} -->".encode()),
    ("a.xml", lambda canary: f'<!DOCTYPE a [<!ENTITY x "{canary}">]><a>&x;</a>'.encode()),
    ("a.ics", lambda canary: f"BEGIN:VCALENDAR\r\nSUMMARY:{canary}\r\n".encode()),
    ("a.png", lambda canary: _picture("PNG")),
    ("a.jpg", lambda canary: _picture("JPEG")),
    ("a.gif", lambda canary: _picture("GIF")),
    ("a.doc", lambda canary: b"\xd0\xcf\x11\xe0" + canary.encode("utf-16-le")),
    ("a.rtf", lambda canary: rf"{{\rtf1 {canary}}}".encode()),
    ("empty.pdf", lambda canary: b""),
)
