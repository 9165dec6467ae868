"""The pictures that stand beside a shared link: one of the bulletin and one of each issue; and the icon."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from .. import addresses
from ..errors import BulletinError
from ..model import Bulletin, Circulation, File, Issue
from ..text import humanize

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_SHADES = 16
"""From the ground to the ink: as many as 4 bits a pixel hold. A picture is drawn in their numbers."""
_INK = _SHADES - 1
_LEADING = 1.15
"""Of the size of the letters."""
_RLE = 3
"""zlib's Z_RLE: a plain ground is runs of one shade."""
_AT_ONCE = 2
"""Pictures that are packed at the same time."""
_MORE = "…"


class Text(NamedTuple):
    """Words in a row of lines."""

    words: str
    font: bytes
    sizes: tuple[int, ...]
    """Pixels; the first at which the words fit is taken, else the last, with the words cut short."""
    height: int
    """Pixels that the lines may take together."""


class Block(NamedTuple):
    """A text in the size at which it fits."""

    lines: tuple[str, ...]
    font: FreeTypeFont
    leading: int
    """Pixels from line to line."""

    @property
    def height(self) -> int:
        """Pixels."""
        return len(self.lines) * self.leading


class Sheet:
    """One picture while it is drawn."""

    def __init__(self, width: int, height: int, colours: tuple[str, str]) -> None:
        """colours: of the ground and of the ink, as #rrggbb."""
        from PIL import Image, ImageDraw  # slow to import, and not every build draws

        self.colours = colours
        self.image = Image.new("L", (width, height), 0)
        self.draw = ImageDraw.Draw(self.image)

    def put(self, block: Block, left: int, top: int) -> int:
        """Draw a text; returns where it ends."""
        for number, line in enumerate(block.lines):
            letters, (right, down) = _letters(line, block.font)
            self.image.paste(_INK, (left + right, top + number * block.leading + down), letters)
        return top + block.height

    def centre(self, letter: str, font: bytes, size: int) -> None:
        """One letter in the middle."""
        middle = (self.image.width / 2, self.image.height / 2)
        self.draw.text(middle, letter, fill=_INK, font=_font(font, size), anchor="mm")

    def rule(self, left: int, top: int, width: int, height: int) -> None:
        """A bar of the ink."""
        self.draw.rectangle((left, top, left + width - 1, top + height - 1), fill=_INK)

    def png(self) -> bytes:
        """The picture, in the quickest compression."""
        ground, ink = (_channels(colour) for colour in self.colours)
        shades = [
            round(one + (other - one) * step / _INK)
            for step in range(_SHADES)
            for one, other in zip(ground, ink, strict=True)
        ]
        self.image.putpalette(shades)
        out = BytesIO()
        self.image.save(out, format="PNG", bits=4, compress_level=1, compress_type=_RLE)
        return out.getvalue()


def packed(sheets: Iterable[tuple[str, Sheet]]) -> Iterator[tuple[str, bytes]]:
    """Each picture's name and PNG, in their order; some are packed while others are drawn.

    Pillow packs without the interpreter's lock, and that takes longer than all else of a picture.
    """
    from concurrent.futures import Future, ThreadPoolExecutor

    waiting: deque[tuple[str, Future[bytes]]] = deque()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for name, sheet in sheets:
            waiting.append((name, pool.submit(sheet.png)))
            if len(waiting) > _AT_ONCE:
                first, data = waiting.popleft()
                yield first, data.result()
        for name, data in waiting:
            yield name, data.result()


def fitted(text: Text, width: int) -> Block:
    """A text in a box that is so many pixels wide."""
    for size in text.sizes:
        font, leading = _font(text.font, size), round(size * _LEADING)
        lines, most = _wrapped(text.words, font, width), max(text.height // leading, 1)
        if len(lines) <= most:
            return Block(tuple(lines), font, leading)
    return Block((*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), font, width)), font, leading)


def _wrapped(words: str, font: FreeTypeFont, width: int) -> list[str]:
    """The lines that a text takes in so many pixels; a word that is wider stands alone, cut short."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font, width))
    return lines


def _cut(line: str, font: FreeTypeFont, width: int) -> str:
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(line + _MORE) > width:
        line = line[:-1]
    return line.rstrip() + _MORE


@lru_cache(maxsize=16)
def _font(data: bytes, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # The other engine is not in every build of Pillow, and would place letters differently.
    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=16)
def _letters(line: str, font: FreeTypeFont) -> tuple[Image, tuple[int, int]]:
    """A line as a mask, and where it begins; most cards begin with the same lines."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = (round(edge) for edge in font.getbbox(line))
    found = Image.new("L", (max(right - left, 1), max(bottom - top, 1)), 0)
    ImageDraw.Draw(found).text((-left, -top), line, fill=255, font=font)
    return found, (left, top)


def _channels(colour: str) -> tuple[int, ...]:
    from PIL import ImageColor

    try:
        return ImageColor.getrgb(colour)[:3]
    except ValueError:
        said = f'I cannot draw in the colour "{colour}". Write it like "#005eb8".'
        raise BulletinError(said) from None


OUTPUT = "cards"
WIDTH, HEIGHT = 1200, 630
"""Pixels, as OpenGraph's readers show it (1.91 to 1)."""
ICON = 144
"""Pixels: as much as the image of an RSS channel may have."""

_LEFT, _EDGE = 80, 64
_BOX = WIDTH - 2 * _LEFT
_SAMPLE = "Sample"


def render(bulletin: Bulletin) -> Iterator[File]:
    """The card of the bulletin, that of each issue, and the icon."""
    for address, data in packed(_sheets(bulletin)):
        yield File(path=addresses.site(address), data=data, output=OUTPUT, circulation=Circulation.PUBLIC)


def _sheets(bulletin: Bulletin) -> Iterator[tuple[str, Sheet]]:
    settings = bulletin.settings
    yield addresses.CARD, _card(bulletin, settings.name, settings.team)
    for issue in bulletin.issues:
        yield addresses.card(issue.id), _card(bulletin, _headline(bulletin, issue), humanize.day(issue.day))
    yield addresses.ICON, _icon(bulletin)


def alt(bulletin: Bulletin, issue: Issue | None) -> str:
    """What the card of an issue, or of the bulletin, says."""
    settings = bulletin.settings
    said = (_headline(bulletin, issue), humanize.day(issue.day)) if issue else (settings.name, settings.team)
    return ". ".join(one for one in dict.fromkeys((*said, settings.region)) if one)


def _headline(bulletin: Bulletin, issue: Issue) -> str:
    """What tells an issue from the others, where its title is only the bulletin's name."""
    return issue.title if issue.title != bulletin.settings.name or not issue.covers else issue.covers


def _card(bulletin: Bulletin, headline: str, below: str) -> Sheet:
    """Above all whose it is, then what it is; when and where stand at the foot."""
    settings, fonts = bulletin.settings, bulletin.theme.fonts
    sheet = _sheet(bulletin, WIDTH, HEIGHT)
    own = "" if headline == settings.name else settings.name
    above = ": ".join(one for one in (_SAMPLE if settings.sample else "", own) if one)
    top = sheet.put(fitted(Text(above, fonts.bold, (44, 36, 30), 90), _BOX), _LEFT, _EDGE)
    sheet.rule(_LEFT, top + 20, 160, 8)
    sheet.put(fitted(Text(headline, fonts.bold, (100, 84, 68, 56), 245), _BOX), _LEFT, top + 52)
    foot = [Text(below, fonts.regular, (48, 40, 36), 84), Text(settings.region, fonts.bold, (40, 32), 48)]
    end = HEIGHT - _EDGE
    for block in [fitted(text, _BOX) for text in reversed(foot) if text.words not in ("", headline)]:
        end -= block.height
        sheet.put(block, _LEFT, end)
    return sheet


def _icon(bulletin: Bulletin) -> Sheet:
    """The first letter of the bulletin's name."""
    sheet = _sheet(bulletin, ICON, ICON)
    letter = next((one for one in bulletin.settings.name if one.isalnum()), "B").upper()
    sheet.centre(letter, bulletin.theme.fonts.bold, 112)
    return sheet


def _sheet(bulletin: Bulletin, width: int, height: int) -> Sheet:
    theme = dict(bulletin.theme.values)
    return Sheet(width, height, (theme["brand"], theme["on brand"]))
