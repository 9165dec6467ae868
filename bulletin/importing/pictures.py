"""Choose the pictures of an item, and fit them as they are published; what is left out is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..content.files import media_type
from ..content.frontmatter import Wrong
from ..content.picture_bytes import GIF, JPEG, PNG, FittedPicture, PictureFile, fitted
from ..text.humanize import excerpt
from ..text.slugs import slug
from .blocks import DocumentBlock, DocumentPicture
from .body import PICTURE_WORDS
from .drafts import DraftPicture

LARGEST = 5_000_000
"""Bytes of a picture in a document."""
MOST = 10
"""Of an item."""
ENDINGS: Mapping[str, str] = {PNG: "png", JPEG: "jpg", GIF: "gif"}
"""The ending of a picture's file by its media type."""
_NARROWEST, _LOWEST = 200, 60
"""Pixels up to which a picture is a logo, an icon or a line."""
_GROUND = "#ffffff"
"""Documents are white where a picture is see-through."""
_LOGO = re.compile(
    r"\blogos?\b|logo(?=[^a-z])|signature|\b(?:facebook|twitter|linkedin|instagram|youtube)\b", re.IGNORECASE
)


class ChosenPictures(NamedTuple):
    """The blocks of an item in which each picture has the name of its file, and the files."""

    blocks: tuple[DocumentBlock, ...]
    pictures: tuple[DraftPicture, ...]
    doubts: tuple[str, ...]
    """What to say of each picture, and what was left out."""


@dataclass
class _Choice:
    """The pictures that were taken so far."""

    stem: str
    """What the names of their files begin with."""
    files: dict[bytes, DraftPicture] = field(default_factory=dict)
    """By the bytes in the document: one that stands there twice is one file."""
    doubts: list[str] = field(default_factory=list)


def choose_pictures(blocks: Sequence[DocumentBlock], source: str) -> ChosenPictures:
    """Take the pictures that every mail program can show and that are no logos. source: the name of the document."""
    choice = _Choice(slug(source.rpartition(".")[0]) or "picture")
    named = [_named(block, block.picture, choice) if block.picture else block for block in blocks]
    kept = tuple(block for block in named if block)
    return ChosenPictures(kept, tuple(choice.files.values()), tuple(choice.doubts))


def _named(block: DocumentBlock, picture: DocumentPicture, choice: _Choice) -> DocumentBlock | None:
    """Return the block of a picture with the name of its file; None for one that is left out."""
    if picture.data not in choice.files:
        try:
            taken = _fitted(picture, len(choice.files))
        except Wrong as wrong:
            choice.doubts.append(f"A picture was left out. {wrong}")
            return None
        name = f"{choice.stem}-{len(choice.files) + 1}.{ENDINGS[taken.media_type]}"
        choice.files[picture.data] = DraftPicture(name, taken.data)
        choice.doubts.append(_question(name, picture))
    return block._replace(picture=picture._replace(name=choice.files[picture.data].name))


def _question(name: str, picture: DocumentPicture) -> str:
    says = f' The document says "{excerpt(picture.alt, 80)}".' if picture.alt else ""
    return f'Look at files/{name}, and say in place of "{PICTURE_WORDS}" what it shows.{says}'


def _fitted(picture: DocumentPicture, before: int) -> FittedPicture:
    """Fit a picture, without what is hidden in its file; raises Wrong for one that is left out.

    before: how many pictures the item has already.
    """
    if len(picture.data) > LARGEST:
        raise _left_out(f"It has more than {LARGEST // 1_000_000}MB.")
    if _LOGO.search(picture.name) or _LOGO.search(picture.alt):
        raise _left_out("By its name it is a logo.")
    if before >= MOST:
        raise _left_out(f"An item takes {MOST} from a document.")
    kind = media_type(picture.data[:16], "")
    # What a library raises for damage that nobody thought of is damage, too.
    try:
        result = fitted(PictureFile("It", picture.data, kind, _GROUND))
    except Wrong:
        raise
    except Exception as error:
        raise _left_out("It is damaged.") from error
    if result.width <= _NARROWEST or result.height <= _LOWEST:
        raise _left_out("It is as small as a logo.")
    return result


def _left_out(message: str) -> Wrong:
    return Wrong("LNK13", message)
