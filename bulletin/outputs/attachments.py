"""What an attachment is called, with its type and size."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from .. import addresses, words
from ..model import Attachment, Settings

_FILE_TYPES = {
    ".docx": "Word",
    ".jpeg": "JPEG",
    ".jpg": "JPEG",
    ".pptx": "PowerPoint",
    ".xlsx": "Excel",
}


class FileLine(NamedTuple):
    """An attachment as readers see it."""

    words: str
    """Safer recruitment flyer (PDF, 23KB)."""
    url: str
    """"" where it is not hosted."""
    attached: bool


def file_line(settings: Settings, attachment: Attachment, hosted: bool) -> FileLine:
    """An attachment with its type and size."""
    asset = attachment.asset
    path = PurePosixPath(asset.name)
    label = attachment.label
    if label == asset.name:
        said = re.sub(r"[-_ ]+", " ", path.stem).strip() or label
        label = said[:1].upper() + said[1:]
    file_type = _FILE_TYPES.get(path.suffix.lower(), path.suffix[1:].upper() or "file")
    return FileLine(
        words=f"{label} ({file_type}, {words.size(asset.size)})",
        url=addresses.absolute(settings, asset.address) if hosted else "",
        attached=not hosted and asset.data is not None,
    )
