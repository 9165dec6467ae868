"""Make Word files with parts that python-docx cannot write: hidden text, tracked changes, comments and others."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.importing.made_documents import word

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word file with the XML of a body, and other parts beside it."""
    document = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
    return with_parts({"word/document.xml": document} | dict(parts or {}))


def with_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a plain Word file in which parts are replaced or added."""
    usual = zipfile.ZipFile(io.BytesIO(word(lambda document: document.add_paragraph("Text."))))
    files: dict[str, str | bytes] = {name: usual.read(name) for name in usual.namelist()} | dict(parts)
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, data in files.items():
            writer.writestr(name, data)
    return archive.getvalue()


def paragraph(text: str, about: str = "") -> str:
    """Return the XML of a paragraph of one run; `about` is the XML of the run's properties."""
    return f'<w:p><w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
