"""Read attachments as they are, and pictures resized and converted for mail programs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path, PurePath
from typing import NamedTuple

from .. import addresses
from ..model import FULL, PICTURE_WIDTHS, Asset, Image
from ..text.humanize import excerpt
from ..text.suggest import did_you_mean
from .file_names import find_file
from .files import AssetFolder
from .frontmatter import Wrong
from .picture_bytes import JPEG, PNG, SHOWN_WIDTH, PictureFile, fitted

LONGEST_ALT = 125
LONGEST_CAPTION = 200
THINNEST = 2
"""The pixels of a side of a picture up to which nobody sees it."""
LONGEST_ENDING = 20
"""The most characters of the ending of a file name; the address keeps the ending whole and shortens the rest."""

_WIDTH = re.compile(rf"({'|'.join(PICTURE_WIDTHS)})(?:: *|$)(.*)", re.IGNORECASE | re.DOTALL)


class PictureText(NamedTuple):
    """A picture as an editor writes it."""

    name: str
    """The name of its file."""
    alt: str
    """The text alternative; "none" for decoration."""
    caption: str = ""
    """The words under the picture; they may begin with a width: "half: The team in March"."""
    width: str = ""
    """A name in PICTURE_WIDTHS; "" if the caption gives the width, or for the full width."""


class AssetReader(NamedTuple):
    """Read the files of one owner (an item, an issue or the bulletin) and give them their addresses."""

    folder: AssetFolder
    owner: str
    """The address of the item or issue that the files belong to; "" for the bulletin's own files."""
    keep: bool = False
    """Whether to keep the bytes of attachments, because they go with the mail that is being made."""
    ground: str = ""
    """The colour to put behind transparent pictures, like "#ffffff"; "" for none."""
    published: Collection[str] = ()
    """The addresses in the ledger, which must not change."""

    def find(self, name: str) -> Path:
        """Find the file of a name, with or without `files/` before it; raises Wrong (LNK13, FIL04, NAM01)."""
        path = find_file(self.folder.path, name)
        if not path.resolve().is_relative_to(self.folder.root):
            message = f"{path.name} is a link to a place outside the content folder."
            raise Wrong("FIL04", message, "Copy the file in.")
        if len(path.suffix) > LONGEST_ENDING:
            raise Wrong("NAM01", f"The name of {excerpt(path.name, 80)} has a very long ending.", "Rename the file.")
        return path

    def asset(self, name: str) -> Asset:
        """Read an attachment, unchanged; raises Wrong (LNK13, FIL04, NAM01)."""
        path = self.find(name)
        measured = self.folder.measured(path)
        return Asset(
            name=path.name,
            address=addresses.attached(self.owner, path.name),
            source=path,
            media_type=measured.media_type,
            size=measured.size,
            sha256=measured.sha256,
            data=path.read_bytes() if self.keep else None,
        )

    def image(self, written: PictureText) -> Image:
        """Read a picture with its text alternative and caption; raises Wrong (LNK13, STR02, STR07, FIL04, NAM01)."""
        asset = self.asset(written.name)
        width, caption = _width(written)
        if not written.alt:
            message = f"Say what {asset.name} shows, in one sentence."
            raise Wrong("STR02", message, 'If it is only decoration write "none".')
        for words, longest, said in (
            (written.alt, LONGEST_ALT, "words for"),
            (caption, LONGEST_CAPTION, "words under"),
        ):
            if len(words) > longest:
                message = f"The {said} {asset.name} have {len(words)} characters; {longest} is the limit."
                raise Wrong("STR02", message, "Say it shorter.")
        alt = "" if written.alt.casefold() == "none" else written.alt
        image = Image(alt=alt, asset=self._fitted(asset), caption=caption, width=width)
        if _is_too_thin(image):
            message = f"{asset.name} would be shown so small or so thin that nobody sees it."
            raise Wrong("LNK13", message, "Take it out; for a line between paragraphs write ---.")
        return image

    def _fitted(self, asset: Asset) -> Asset:
        """Resize and convert a picture; its address gets the ending of the new type.

        If the address of one of the types was published, the picture keeps that type, so that the address stays.
        """
        of_type = {PNG: self._with_ending(asset, ".png"), JPEG: self._with_ending(asset, ".jpg")}
        published_type = next((kind for kind, file in of_type.items() if file.address in self.published), "")
        data = asset.source.read_bytes()
        picture = fitted(PictureFile(asset.name, data, asset.media_type, self.ground, published_type))
        if picture.media_type != asset.media_type:
            asset = of_type[picture.media_type]
        return replace(
            asset,
            media_type=picture.media_type,
            size=len(picture.data),
            sha256=hashlib.sha256(picture.data).hexdigest(),
            width=picture.width,
            height=picture.height,
            data=picture.data,
        )

    def _with_ending(self, asset: Asset, ending: str) -> Asset:
        """Return an asset with another ending of its name and address."""
        name = f"{PurePath(asset.name).stem}{ending}"
        return replace(asset, name=name, address=addresses.attached(self.owner, name))


def _is_too_thin(image: Image) -> bool:
    """Tell whether a picture is a dot or a hairline; mail programs take such a picture for one that counts readers."""
    width, height = image.shown
    return min(width, round(height * min(width, SHOWN_WIDTH) / width) if width else 0) <= THINNEST


def _width(written: PictureText) -> tuple[str, str]:
    """Return the width of a picture, and its caption without a width at its start; raises Wrong (STR07)."""
    match = _WIDTH.fullmatch(written.caption)
    width, caption = (match[1].casefold(), match[2]) if match else ("", written.caption)
    width = written.width.casefold() or width or FULL
    if width not in PICTURE_WIDTHS:
        hint = did_you_mean(width, PICTURE_WIDTHS) or f"Use {', '.join(PICTURE_WIDTHS)}."
        raise Wrong("STR07", f'I do not know the width "{excerpt(written.width)}".', hint)
    return width, " ".join(caption.split())
