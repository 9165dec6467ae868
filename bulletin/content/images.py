"""Read the files beside items: attachments as they are, pictures turned, stripped and made small enough."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import addresses
from ..model import Asset, Image
from ..text.humanize import excerpt
from .files import Files
from .frontmatter import Wrong
from .gif import without_comments

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

WIDEST = 1200
"""Pixels."""
HIGHEST = 1700
"""Pixels, when shown SHOWN_WIDTH wide: Word cuts what is higher than its page."""
SHOWN_WIDTH = 600
LARGEST = 200_000
"""Bytes."""
MOST_PIXELS = 40_000_000
LONGEST_ALT = 125
LONGEST_ENDING = 20
"""Characters from the last full stop of a file's name; what stands before is cut for the address, which keeps this."""

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF"}
_QUALITIES = (85, 75, 65, 55, 45)


class AssetReader(NamedTuple):
    """Where an owner's files lie and where they will be hosted."""

    files: Files
    folder: Path
    """The folder that has `files/` in it."""
    owner: str
    """The address that the files belong to: an item's, an issue's, or "" for the bulletin's own."""
    keep: bool = False
    """Whether attachments are needed as bytes, because they go with the mail being made."""

    def find(self, name: str) -> Path:
        """Find the file of a name, with or without `files/` before it; raises Wrong (LNK13)."""
        bare = name.removeprefix("files/")
        path = self.folder / "files" / bare
        if not bare or "/" in bare or "\\" in bare or bare.startswith(".") or not _is_file(path):
            raise Wrong("LNK13", f"There is no file files/{excerpt(bare, 80)}.", "Add it, or remove the line.")
        if not path.resolve().is_relative_to(self.files.root):
            message = f"{bare} is a link to a place outside the content folder."
            raise Wrong("FIL04", message, "Copy the file in.")
        if len(path.suffix) > LONGEST_ENDING:
            raise Wrong("NAM01", f"The name of {excerpt(bare, 80)} has a very long ending.", "Rename the file.")
        return path

    def asset(self, name: str) -> Asset:
        """Read a file as it is; raises Wrong (LNK13, FIL04)."""
        path = self.find(name)
        measured = self.files.measure(path)
        return Asset(
            name=path.name,
            address=addresses.attached(self.owner, path.name),
            source=path,
            media_type=measured.media_type,
            size=measured.size,
            sha256=measured.sha256,
            data=path.read_bytes() if self.keep else None,
        )

    def image(self, name: str, alt: str) -> Image:
        """Read a picture with its alt text ("none" for decoration); raises Wrong (LNK13, STR02, FIL04)."""
        asset = self.asset(name)
        if not alt:
            raise Wrong(
                "STR02", f"Say what {asset.name} shows, in one sentence.", 'If it is only decoration write "none".'
            )
        if len(alt) > LONGEST_ALT:
            message = f"The words for {asset.name} have {len(alt)} characters; {LONGEST_ALT} is the limit."
            raise Wrong("STR02", message, "Say it shorter.")
        return Image(alt="" if alt.casefold() == "none" else alt, asset=_small(asset))


def _is_file(path: Path) -> bool:
    """Tell whether there is a file of this name, also for a name that no file could have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _small(asset: Asset) -> Asset:
    if asset.name.lower().endswith((".svg", ".svgz")):
        raise Wrong("LNK13", f"Mail programs do not show {asset.name}, which is an SVG.", "Save it as PNG.")
    if asset.media_type not in _FORMATS:
        raise Wrong("LNK13", f"{asset.name} is not a PNG, JPEG or GIF picture.", "Save it as one of these.")
    from PIL import Image as pillow  # noqa: N813

    data = asset.source.read_bytes()
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            pillow.open(BytesIO(data), formats=(_FORMATS[asset.media_type],)) as picture,
        ):
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many_pixels(asset)
            picture.load()
            new, size = _shrink(asset, data, picture)
    except pillow.DecompressionBombError as error:
        raise _too_many_pixels(asset) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Wrong(
            "LNK13", f"{asset.name} is not a picture that I can read.", "Save it again as PNG or JPEG."
        ) from error
    digest = hashlib.sha256(new).hexdigest()
    return replace(asset, size=len(new), sha256=digest, width=size[0], height=size[1], data=new)


def _too_many_pixels(asset: Asset) -> Wrong:
    return Wrong("LNK13", f"{asset.name} has more than {MOST_PIXELS // 1_000_000} megapixels.", "Save it smaller.")


def _shrink(asset: Asset, data: bytes, picture: Picture) -> tuple[bytes, tuple[int, int]]:
    """Give the bytes that are published and their width and height; raises Wrong (LNK13)."""
    from PIL import ImageOps

    if asset.media_type == "image/gif":
        if len(data) > LARGEST or picture.width > WIDEST:
            raise Wrong("LNK13", f"{asset.name} is too big for an email ({len(data) // 1000}KB).", "Save it smaller.")
        _judge_first_frame(asset, picture)
        return without_comments(data), picture.size
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((WIDEST, HIGHEST * max(turned.width, SHOWN_WIDTH) // SHOWN_WIDTH))
    for options in _tries(asset.media_type):
        encoded = _encoded(turned, options)
        if len(encoded) <= LARGEST:
            return encoded, turned.size
    raise Wrong("LNK13", f"{asset.name} is too big for an email ({len(data) // 1000}KB).", "Save it as JPEG.")


def _judge_first_frame(asset: Asset, picture: Picture) -> None:
    """Refuse a moving picture that begins with nothing; raises Wrong (LNK13)."""
    if getattr(picture, "is_animated", False) and len(picture.convert("RGBA").getcolors(2) or (0, 0)) == 1:
        message = f"{asset.name} begins with a picture of one colour, and Outlook shows only the first."
        raise Wrong("LNK13", message, "Let it begin with one that says something.")


def _tries(media_type: str) -> tuple[dict[str, object], ...]:
    if media_type == "image/png":
        return ({"format": "PNG", "optimize": True},)
    return tuple({"format": "JPEG", "quality": quality, "optimize": True} for quality in _QUALITIES)


def _encoded(picture: Picture, options: dict[str, object]) -> bytes:
    """Encode a picture without any metadata."""
    bare = picture.convert("RGB") if options["format"] == "JPEG" and picture.mode != "RGB" else picture.copy()
    bare.info = {key: value for key, value in bare.info.items() if key == "transparency"}
    out = BytesIO()
    bare.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()
