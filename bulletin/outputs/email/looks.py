"""Show the HTML of an email as mail programs do: light, dark, and without its pictures."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ... import addresses
from ...model import Asset, Bulletin, Image, Issue
from .layout import content_id

_DARK = "@media (prefers-color-scheme: dark)"
_SOURCE = re.compile(r'(<img\b[^>]*?\bsrc=)"([^"]*)"', re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_NEW_TAB = '<base target="_blank">'
_NO_PICTURE = "data:,"


class Looks(NamedTuple):
    """An email as pages that stand by themselves, HTML; their links open in a new tab."""

    light: str
    dark: str
    bare: str
    """Without pictures."""


def looks(html: str, pictures: Mapping[str, str]) -> Looks:
    """Return the looks of an email. pictures: as from `pictures_of`."""
    full = _with_pictures(html, pictures)
    return Looks(
        light=full.replace(_DARK, "@media not all"),
        dark=full.replace(_DARK, "@media all"),
        bare=_with_pictures(html, {}).replace(_DARK, "@media not all"),
    )


def pictures_of(bulletin: Bulletin, issue: Issue) -> dict[str, str]:
    """Return each picture of an issue's email as a data address (RFC 2397), by what the email calls it."""
    pictures = {}
    for image in _images(bulletin, issue):
        data = _data_address(image.asset)
        address = image.asset.address
        pictures[addresses.absolute(bulletin.settings, address)] = data
        pictures[f"cid:{content_id(address)}"] = data
    return pictures


def _with_pictures(html: str, pictures: Mapping[str, str]) -> str:
    """Return the email with its pictures in it, or with none."""

    def place(match: re.Match[str]) -> str:
        return f'{match[1]}"{pictures.get(match[2], _NO_PICTURE)}"'

    return _HEAD.sub(lambda match: match[0] + _NEW_TAB, _SOURCE.sub(place, html), count=1)


def _images(bulletin: Bulletin, issue: Issue) -> Iterator[Image]:
    yield from (image for image in (bulletin.theme.logo, *issue.images) if image)
    for item in issue.items:
        yield from (image for image in (item.image, *item.body_images) if image)


def _data_address(asset: Asset) -> str:
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.data or b'').decode('ascii')}"
