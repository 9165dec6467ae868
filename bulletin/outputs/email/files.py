"""Files in the email: what an attachment is called, and whether a picture is hosted or comes with the message."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Asset, Image, Settings

PICTURE_WIDTH = 576
"""Pixels: the width of the email's text."""

_PICTURE = re.compile(r'<img src="asset:([^"]*)" alt="([^"]*)" width="(\d+)" height="(\d+)"')


class Picture(NamedTuple):
    """An image as the email shows it: at most PICTURE_WIDTH wide."""

    source: str
    alt: str
    width: int
    height: int


def content_id(address: str) -> str:
    """The Content-ID of a picture that comes with the message (RFC 2392), from its address."""
    return f"{re.sub('[^A-Za-z0-9.-]', '.', address)}@bulletin"


def picture(settings: Settings, image: Image, hosted: bool) -> Picture:
    """An image where readers find it, in the size that all mail programs show."""
    return _picture(settings, image.asset.address, image.alt, (image.asset.width, image.asset.height), hosted)


def placed(settings: Settings, html: str, hosted: bool) -> Markup:
    """The HTML of a text, with its pictures where readers find them."""

    def place(match: re.Match[str]) -> str:
        address, alt, width, height = match.groups()
        size = (int(width), int(height))
        one = _picture(settings, str(Markup(address).unescape()), str(Markup(alt).unescape()), size, hosted)
        return Markup('<img class="picture" src="{0}" alt="{1}" width="{2}" style="max-width:{2}px"').format(
            one.source, one.alt, one.width
        )

    return Markup(_PICTURE.sub(place, html))


def embedded(html: str, related: Iterable[Asset]) -> str:
    """HTML with the pictures in it that would come with a message (RFC 2397), for where there is no message."""
    for asset in related:
        data = base64.b64encode(asset.data or b"").decode("ascii")
        html = html.replace(f'src="cid:{content_id(asset.address)}"', f'src="data:{asset.media_type};base64,{data}"')
    return html


def unhosted(images: Iterable[Image | None], hosted: bool) -> tuple[Asset, ...]:
    """The pictures that must come with the message."""
    return () if hosted else tuple(image.asset for image in images if image)


def _picture(settings: Settings, address: str, alt: str, size: tuple[int, int], hosted: bool) -> Picture:
    width = min(size[0], PICTURE_WIDTH)
    source = addresses.absolute(settings, address) if hosted else f"cid:{content_id(address)}"
    return Picture(source=source, alt=alt, width=width, height=round(size[1] * width / size[0]) if size[0] else 0)
