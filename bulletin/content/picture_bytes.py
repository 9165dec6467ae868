"""Convert pictures so that every mail program shows them: rotated, without metadata, opaque, small."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from .frontmatter import Wrong
from .gif import without_comments

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

WIDEST = 1200
"""The greatest width, in pixels."""
HIGHEST = 1700
"""The greatest height in pixels when shown SHOWN_WIDTH wide: Outlook uses Word, which cuts pictures at a page's end."""
SHOWN_WIDTH = 600
"""The width in pixels at which pictures are shown."""
LARGEST = 200_000
"""The most bytes."""
MOST_PIXELS = 40_000_000

PNG, JPEG, GIF, WEBP = "image/png", "image/jpeg", "image/gif", "image/webp"

_FORMATS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP"}
_QUALITIES = (85, 75, 65, 55, 45)
_COLOURS = (256, 64)
"""The numbers of colours to try for a PNG that must stay a PNG."""
_STEPS = (1.0, 0.75, 0.5, 0.35, 0.25)
"""The scales to try, one after the other."""


class PictureFile(NamedTuple):
    """A picture as the editor saved it."""

    name: str
    data: bytes
    media_type: str
    """The media type that its first bytes show."""
    ground: str = ""
    """The colour to put behind a transparent picture, which could be unreadable in dark mode; "" for none."""
    kept: str = ""
    """The media type that it must keep, because its address was published with that ending; "" for any."""


class FittedPicture(NamedTuple):
    """A picture as it is published."""

    data: bytes
    media_type: str
    width: int
    """The width in pixels."""
    height: int
    """The height in pixels."""


def fitted(file: PictureFile) -> FittedPicture:
    """Convert a picture for email and pages; raises Wrong (LNK13) if it is of another type, damaged or too big."""
    if file.name.lower().endswith((".svg", ".svgz")):
        raise Wrong("LNK13", f"Mail programs do not show {file.name}, which is an SVG.", _FROM_SVG)
    if file.media_type not in _FORMATS:
        message = f"{file.name} is not a PNG, JPEG, GIF or WebP picture."
        raise Wrong("LNK13", message, "Open it in any program for pictures, and save it as PNG or JPEG.")
    from PIL import Image as pillow  # noqa: N813

    try:
        with (
            warnings.catch_warnings(action="ignore"),
            pillow.open(BytesIO(file.data), formats=(_FORMATS[file.media_type],)) as picture,
        ):
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many_pixels(file)
            picture.load()
            return _fit_gif(file, picture) if file.media_type == GIF else _fit_still(file, picture)
    except pillow.DecompressionBombError as error:
        raise _too_many_pixels(file) from error
    except (OSError, ValueError, SyntaxError) as error:
        message = f"{file.name} is not a picture that I can read."
        raise Wrong("LNK13", message, "Save it again as PNG or JPEG.") from error


_FROM_SVG = (
    "Open it in the program that it was made with and export it as PNG, 1,200 pixels wide (Inkscape: File, Export; "
    "PowerPoint: right-click, Save as Picture)."
)


def _too_many_pixels(file: PictureFile) -> Wrong:
    return Wrong("LNK13", f"{file.name} has more than {MOST_PIXELS // 1_000_000} megapixels.", "Save it smaller.")


def _too_big(file: PictureFile, hint: str) -> Wrong:
    return Wrong("LNK13", f"{file.name} is too big for an email ({len(file.data) // 1000}KB).", hint)


def _fit_gif(file: PictureFile, picture: Picture) -> FittedPicture:
    """Return a GIF without comments; a transparent GIF that is not animated gets the background colour."""
    if len(file.data) > LARGEST or picture.width > WIDEST:
        raise _too_big(file, "Save it smaller.")
    if not getattr(picture, "is_animated", False):
        grounded = _on_ground(picture, file.ground)
        if grounded is not picture:
            return FittedPicture(_encode(grounded, {"format": "GIF"}), GIF, *picture.size)
    elif len(picture.convert("RGBA").getcolors(2) or (0, 0)) == 1:
        message = f"{file.name} begins with a picture of one colour, and Outlook shows only the first."
        raise Wrong("LNK13", message, "Let it begin with one that says something.")
    return FittedPicture(without_comments(file.data), GIF, *picture.size)


def _fit_still(file: PictureFile, picture: Picture) -> FittedPicture:
    """Rotate a picture by its Exif data, make it opaque, and try sizes and formats until one is small enough."""
    from PIL import ImageOps

    if file.media_type == WEBP and getattr(picture, "is_animated", False):
        raise Wrong("LNK13", f"{file.name} is a moving WebP, which few mail programs show.", "Save it as GIF.")
    whole = _on_ground(ImageOps.exif_transpose(picture), file.ground)
    whole.thumbnail((WIDEST, HIGHEST * max(whole.width, SHOWN_WIDTH) // SHOWN_WIDTH))
    for step in _STEPS:
        smaller = _scaled(whole, step)
        for options in _encodings(file):
            data = _encode(smaller, options)
            if len(data) <= LARGEST:
                return FittedPicture(data, PNG if options["format"] == "PNG" else JPEG, *smaller.size)
    raise _too_big(file, "Save it smaller, or as JPEG.")


def _scaled(picture: Picture, step: float) -> Picture:
    if step == 1:
        return picture
    return picture.resize((max(1, round(picture.width * step)), max(1, round(picture.height * step))))


def _encodings(file: PictureFile) -> Iterator[dict[str, object]]:
    """Yield the encodings to try, the best first: PNG before JPEG, unless the picture is or must be a JPEG."""
    if file.media_type != JPEG and file.kept != JPEG:
        yield {"format": "PNG", "optimize": True}
    if file.kept == PNG and file.media_type != JPEG:
        yield from ({"format": "PNG", "optimize": True, "colours": number} for number in _COLOURS)
    else:
        yield from ({"format": "JPEG", "quality": quality, "optimize": True} for quality in _QUALITIES)


def _on_ground(picture: Picture, ground: str) -> Picture:
    """Put a transparent picture on a background colour; return the same picture if it is opaque."""
    if not ground or not (picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info):
        return picture
    see_through = picture.convert("RGBA")
    if see_through.getchannel("A").getextrema() == (255, 255):
        return picture
    from PIL import Image as pillow  # noqa: N813

    return pillow.alpha_composite(pillow.new("RGBA", see_through.size, ground), see_through).convert("RGB")


def _encode(picture: Picture, options: dict[str, object]) -> bytes:
    """Encode a picture without metadata. options: Pillow's, and "colours", the size of the palette."""
    bare = picture.convert("RGB") if options["format"] == "JPEG" and picture.mode != "RGB" else picture.copy()
    if "colours" in options:
        bare = bare.convert("RGB").quantize(int(str(options["colours"])))
    bare.info = {key: value for key, value in bare.info.items() if key == "transparency"}
    out = BytesIO()
    bare.save(out, **{name: value for name, value in options.items() if name != "colours"})  # type: ignore[arg-type]
    return out.getvalue()
