"""Choose and convert the pictures of an item, and report those that are left out."""

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
"""The most bytes of a picture in a document."""
MOST = 10
"""The most pictures of an item."""
ENDINGS: Mapping[str, str] = {PNG: "png", JPEG: "jpg", GIF: "gif"}
"""The ending of a picture's file by its media type."""
_NARROWEST, _LOWEST = 200, 60
"""The width and height in pixels up to which a picture is taken for a logo, an icon or a line."""
_GROUND = "#ffffff"
"""The colour behind transparent pictures: documents are white."""
_LOGO = re.compile(
    r"\blogos?\b|logo(?=[^a-z])|signature|\b(?:facebook|twitter|linkedin|instagram|youtube)\b", re.IGNORECASE
)


class ChosenPictures(NamedTuple):
    """The blocks of an item, whose pictures have file names, and the files of these pictures."""

    blocks: tuple[DocumentBlock, ...]
    pictures: tuple[DraftPicture, ...]
    doubts: tuple[str, ...]
    """A question for each picture, and the pictures that were left out."""


@dataclass
class _Choice:
    """The pictures that were chosen so far."""

    stem: str
    """The start of the names of their files."""
    files: dict[bytes, DraftPicture] = field(default_factory=dict)
    """The bytes of a picture in the document → its file, so that a repeated picture is one file."""
    doubts: list[str] = field(default_factory=list)


def choose_pictures(blocks: Sequence[DocumentBlock], source: str) -> ChosenPictures:
    """Choose the pictures that mail programs can show and that are no logos. source: the name of the document."""
    choice = _Choice(slug(source.rpartition(".")[0]) or "picture")
    named = (_with_file_name(block, block.picture, choice) if block.picture else block for block in blocks)
    chosen = tuple(block for block in named if block)
    return ChosenPictures(chosen, tuple(choice.files.values()), tuple(choice.doubts))


def _with_file_name(block: DocumentBlock, picture: DocumentPicture, choice: _Choice) -> DocumentBlock | None:
    """Return the block of a picture with the name of its file, None if the picture is left out."""
    if picture.data not in choice.files:
        try:
            taken = _convert(picture, len(choice.files))
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


def _convert(picture: DocumentPicture, before: int) -> FittedPicture:
    """Convert a picture, which also removes its metadata; raises Wrong if it is left out.

    before: the number of pictures that the item has already.
    """
    if len(picture.data) > LARGEST:
        raise _left_out(f"It has more than {LARGEST // 1_000_000}MB.")
    if _LOGO.search(picture.name) or _LOGO.search(picture.alt):
        raise _left_out("By its name it is a logo.")
    if before >= MOST:
        raise _left_out(f"An item takes {MOST} from a document.")
    kind = media_type(picture.data[:16], "")
    # Pillow may raise other exceptions for damaged files than those that `fitted` catches.
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
