"""Draw the pictures for shared links to the bulletin and to each issue, and the icon."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from .. import addresses
from ..errors import BulletinError
from ..model import Bulletin, Circulation, File, Issue, Part
from ..text import humanize
from .frame import frame, heading

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageText import Text

OUTPUT = "cards"
WIDTH, HEIGHT = 1200, 630
"""Size of a picture in pixels. Programs that read OpenGraph show pictures at 1.91 to 1."""
ICON = 144
"""Width and height of the icon in pixels: the most that the image of an RSS channel may have."""

_LEFT, _EDGE = 80, 64
_BOX = WIDTH - 2 * _LEFT
_LETTER = 112
"""The size of the icon's letter in pixels."""
_GROUND, _INK = 0, 255
"""The palette's numbers of the background and of the letters; the numbers between them are mixed colours."""
_SPACING = 0.15
"""The space between two lines, as a part of the size of the letters."""
_SAMPLE = "Sample"
_MORE = "…"


class Style(NamedTuple):
    """The font, sizes and greatest height of a text; sizes and height are in pixels."""

    font: bytes
    """The bytes of a TrueType file."""
    sizes: tuple[int, ...]
    """The sizes to try, largest first; the first at which the words fit is used."""
    height: int
    """The greatest height of all lines together."""


def commons(bulletin: Bulletin) -> Iterator[tuple[Bulletin, Issue]]:
    """Yield the heading of each issue after the frame of the bulletin."""
    return zip(repeat(frame(bulletin)), map(heading, bulletin.issues), strict=False)


def part(bulletin: Bulletin, issue: Issue) -> Part:
    """Draw the picture of an issue."""
    day = humanize.day(issue.day, month_first=issue.month_first)
    return Part(files=(_file(addresses.card(issue.id), _card(bulletin, _headline(bulletin, issue), day)),))


def whole(bulletin: Bulletin, _parts: Sequence[Part]) -> Iterator[File]:
    """Yield the picture of the bulletin, and the icon."""
    settings = bulletin.settings
    yield _file(addresses.CARD, _card(bulletin, settings.name, settings.team))
    yield _file(addresses.ICON, _icon(bulletin))


def alt(bulletin: Bulletin, issue: Issue | None) -> str:
    """Return the alternative text of an issue's picture, or of the bulletin's if `issue` is None: its words."""
    settings = bulletin.settings
    words = (
        (_headline(bulletin, issue), humanize.day(issue.day, month_first=issue.month_first))
        if issue
        else (settings.name, settings.team)
    )
    return ". ".join(text for text in dict.fromkeys((*words, settings.region)) if text)


def fit(words: str, style: Style, width: int) -> Text[str]:
    """Break words into lines of at most `width` pixels, at the first size at which they fit.

    If they fit at none, they are cut, and end with "…".
    """
    # Pillow draws an accent that is a character of its own in the wrong place, so NFC joins it with its letter.
    words = unicodedata.normalize("NFC", " ".join(words.split()))
    for size in style.sizes:
        text = _wrapped(words, style, size, width)
        if text:
            return text
    while True:
        words = words[:-1].rstrip()
        text = _wrapped(words + _MORE, style, style.sizes[-1], width)
        if text:
            return text


def _wrapped(words: str, style: Style, size: int, width: int) -> Text[str] | None:
    """Break words into lines at a size; None if they do not fit.

    Pillow 13.0 can shrink words itself, but keeps the line height of the largest size. Once this is mended,
    test_pillow_still_shrinks_lines_without_shrinking_the_room_between_them fails.
    """
    from PIL.ImageText import Text

    text = Text(words, _font(style.font, size), spacing=round(size * _SPACING))
    try:
        return text if text.wrap(width, style.height) is None else None
    except ValueError:  # A word is wider than the line.
        return None


def _headline(bulletin: Bulletin, issue: Issue) -> str:
    """Return an issue's title, or what the issue covers, if its title is only the bulletin's name."""
    return issue.title if issue.title != bulletin.settings.name or not issue.covers else issue.covers


def _card(bulletin: Bulletin, headline: str, below: str) -> Image:
    """Draw a picture with sender and headline at the top, date and region at the bottom."""
    settings, fonts = bulletin.settings, bulletin.theme.fonts
    own = "" if headline == settings.name else settings.name
    sender = ": ".join(text for text in (_SAMPLE if settings.sample else "", own) if text)
    sheet = _Sheet(bulletin, WIDTH, HEIGHT)
    top: float = _EDGE
    if sender:
        _, top = sheet.write(fit(sender, Style(fonts.bold, (44, 36, 30), 90), _BOX), _EDGE)
    sheet.draw.rectangle((_LEFT, top + 20, _LEFT + 159, top + 27), fill=_INK)
    sheet.write(fit(headline, Style(fonts.bold, (100, 84, 68, 56), 240), _BOX), top + 48)
    foot: float = HEIGHT - _EDGE
    for words, style in (
        (settings.region, Style(fonts.bold, (40, 32), 52)),
        (below, Style(fonts.regular, (48, 40, 36, 30), 76)),
    ):
        if words not in ("", headline):
            begins, _ = sheet.write(fit(words, style, _BOX), foot, anchor="ld")
            foot = begins - 6
    return sheet.coloured()


def _icon(bulletin: Bulletin) -> Image:
    """Draw the first letter of the bulletin's name in the middle of a square."""
    letter = next((character for character in bulletin.settings.name if character.isalnum()), "B").upper()
    sheet = _Sheet(bulletin, ICON, ICON)
    font = _font(bulletin.theme.fonts.bold, _LETTER)
    sheet.draw.text((ICON / 2, ICON / 2), letter, fill=_INK, font=font, anchor="mm")
    return sheet.coloured()


class _Sheet:
    """A picture in two colours of the theme: "brand" for the background, "on brand" for the letters."""

    def __init__(self, bulletin: Bulletin, width: int, height: int) -> None:
        from PIL import Image, ImageDraw

        self.image = Image.new("L", (width, height), _GROUND)
        self.draw = ImageDraw.Draw(self.image)
        theme = dict(bulletin.theme.values)
        self._colours = (_rgb(theme["brand"]), _rgb(theme["on brand"]))

    def write(self, text: Text[str], y: float, anchor: str = "la") -> tuple[float, float]:
        """Draw a text at the left edge, below y, and return its upper and lower end.

        anchor: Pillow's name for the point at y; with "ld" the text is above y.
        """
        self.draw.text((_LEFT, y), text, fill=_INK, anchor=anchor)
        _, top, _, bottom = text.get_bbox((_LEFT, y), anchor=anchor)
        return top, bottom

    def coloured(self) -> Image:
        """Return the picture with a palette of its colours: one byte a pixel is saved three times as fast as three."""
        ground, ink = self._colours
        shades = [
            round(a + (b - a) * shade / _INK) for shade in range(_INK + 1) for a, b in zip(ground, ink, strict=True)
        ]
        self.image.putpalette(shades)
        return self.image


def _font(data: bytes, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # Pillow's other layout engine, Raqm, is not in every build of it, and places letters differently.
    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


def _rgb(colour: str) -> tuple[int, ...]:
    from PIL import ImageColor

    try:
        return ImageColor.getrgb(colour)[:3]
    except ValueError:
        sentence = f'I cannot draw in the colour "{colour}". Write it like "#005eb8".'
        raise BulletinError(sentence) from None


def _file(address: str, image: Image) -> File:
    data = BytesIO()
    # The fastest compression takes half of the time, and is good enough for a background of one colour.
    image.save(data, format="PNG", compress_level=1)
    return File(path=addresses.site(address), data=data.getvalue(), output=OUTPUT, circulation=Circulation.PUBLIC)
