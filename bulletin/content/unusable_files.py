"""Say of a file that cannot be used why, and where it belongs."""

from __future__ import annotations

import re
from pathlib import Path

from ..text.slugs import slug

_TEXTS = ("", ".txt", ".text", ".markdown", ".mdown", ".mkd", ".md")
"""Endings, in small letters and without what _TYPED_TOO has, of files that would be items if they were called .md."""
_TYPED_TOO = " ~,;"
"""What is typed behind an ending by mistake, or put there by an editor for its copies."""
_SETTINGS = ("bulletin.yml", "bulletin.yaml", "bulletin.yml.txt", "bulletin.yaml.txt", "bulletin.txt")
"""Names, in small letters, of files that were meant as the settings; Windows hides the .txt."""
_FILES = ("files", "file", "images", "image", "pictures", "attachments", "media", "assets")
"""Names of folders that were meant as `files/`."""
_IMPORTED = (".docx", ".pdf", ".eml", ".msg", ".html", ".htm")
_DOCUMENTS = {b"PK\x03\x04": "a Word file or a ZIP archive", b"%PDF-": "a PDF", b"\xd0\xcf\x11\xe0": "an old Word file"}
"""The first bytes of documents → what they are."""
_UNPORTABLE = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$|^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)', re.IGNORECASE)
"""Names that Windows does not take."""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def is_settings(path: Path) -> bool:
    """Tell whether a file was meant as the settings, under another name that is named as such (FIL05)."""
    return path.name.lower() in _SETTINGS


def unknown_in_content(path: Path) -> str:
    """Say what to do with an entry of the content folder that is no issue folder."""
    if path.is_dir():
        name = "Name an issue folder like 2022-03 or 2022-03-special."
        if path.name.lower() in _FILES and not path.with_name("files").exists():
            name = "Name it files, if it holds the bulletin's own files such as its logo."
        return f'I do not know what the folder "{path.name}" is. {name}'
    if path.name.lower() in _SETTINGS and not path.with_name("bulletin.yml").exists():
        return f"{path.name} is not read under this name. Name it bulletin.yml."
    if path.name.lower() in _SETTINGS:
        return f"{path.name} is not read, since bulletin.yml is there. Delete one of the two."
    return f'I do not know what "{path.name}" is. Put items into an issue folder like 2022-03.'


def no_item(path: Path, files: str) -> str:
    """Say what to do with an entry of an issue or of the snippets that is no item.

    files: the folder for files that items name, like 2022-03/files/.
    """
    if path.is_dir():
        return f"{path.name} is a folder. Move its items to {path.parent.name}/ and its other files to {files}."
    if path.suffix.lower().rstrip(_TYPED_TOO) in _TEXTS:
        name = _item_name(path)
        is_there = name != path.name and (path.parent / name).exists()
        there = ", which is there already" if is_there else ""
        return f"{path.name} is not an item. Name it {name}{there}, or move it to {files}."
    imported = f", or make an item of it: bulletin import {path.name}" if path.suffix.lower() in _IMPORTED else ""
    return f"{path.name} is not an item. Move it to {files}{imported}."


def no_text(data: bytes) -> str:
    """Say what to do with a file that is called a text, and whose bytes are none."""
    document = next((name for start, name in _DOCUMENTS.items() if data.startswith(start)), "")
    if document:
        return f"This is {document}, and no text. Save it in files/ under its own name, and write the text here."
    return "I cannot read the letter at this place. Save the file as UTF-8."


def unreadable_name(name: str) -> str:
    """Say what to do with a file whose name is not UTF-8."""
    written = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return f'I cannot read every letter of the name "{written}". Rename it, with a to z, 0 to 9 and hyphens.'


def is_readable_name(name: str) -> bool:
    """Tell whether the name of a file is UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def unportable_name(name: str) -> str:
    """Say what to do with a file whose name Windows does not take; "" for any other name."""
    if not _UNPORTABLE.search(name):
        return ""
    stem, dot, ending = name.rpartition(".")
    better = f"{slug(stem if dot else ending)}{dot}{ending.strip(' .').lower()}" if dot else slug(name)
    hint = f'Name it "{better}".' if slug(better) and not _UNPORTABLE.search(better) else "Give it another name."
    return f'Windows takes no file with the name "{name}", so nobody there can fetch this repository. {hint}'


def conflict_offset(text: str) -> int | None:
    """Find the first line of git's that a merge left in a text, as nobody has chosen between two versions."""
    match = _CONFLICT.search(text)
    return match.start() if match else None


def _item_name(path: Path) -> str:
    """Return the name that a file should have as an item. flyer.md.txt is flyer.md: Notepad adds .txt unseen."""
    stem = path.stem.removesuffix(".md") if path.suffix.lower() == ".txt" else path.stem
    return f"{slug(stem) or 'name'}.md"
