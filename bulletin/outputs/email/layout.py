"""Lay a text out for mail programs: captions, key messages, panels, pictures."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Asset, Image, Settings

_HEADING_OR_TABLE = re.compile(
    r"(?P<whole><(?P<level>h[1-6])[^>]*>(?P<heading>.*?)</(?P=level)>)"
    r"(?P<at_once>\s*<table(?P<its>[^>]*)>(?!\s*<caption))?"
    r"|<table(?P<attributes>[^>]*)>(?:\s*<caption(?P<about>[^>]*)>(?P<own>.*?)</caption>)?",
    re.DOTALL,
)
_DATA_TABLE = '<table class="data{}"{} width="100%" cellpadding="0" cellspacing="0" border="0">'
_CLASS = re.compile(r' class="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")

_MESSAGES = '<ol class="key-messages">'
_LIST_TAG = re.compile(r"<(/?)(ol|ul|li)\b[^>]*>")
_LEAD = re.compile(r"\s*(?:<p>)?<strong>(.*?)</strong>\s*", re.DOTALL)

_PANEL = re.compile(r'<div class="in-focus">(.*?)</div>', re.DOTALL)
_PANEL_TABLE = (
    '<table class="panel" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">'
    r'<tr><td class="inset">\1</td></tr></table>'
)

# In Word only a table can have columns, so it gets one in conditional comments. Other programs put the two
# blocks beside each other if there is room, else below each other.
_TABLE = '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">'
_MESSAGE = f"""<div class="message">
<!--[if mso]>{_TABLE}<tr><td width="34%" valign="top"><![endif]-->
<div class="said"><p><strong>{{number}}. {{bold}}</strong></p></div>
<!--[if mso]></td><td valign="top"><![endif]-->
<div class="meant">{{explanation}}</div>
<!--[if mso]></td></tr></table><![endif]-->
</div>
"""


def lay_out(html: str, title: str) -> str:
    """Return the HTML of a text for mail programs. title: the caption of tables without a heading above them."""
    figures = _FIGURE.sub(_CAPTIONED, html)
    return _PANEL.sub(_PANEL_TABLE, _with_messages(with_captions(figures, title)))


def with_captions(html: str, title: str) -> str:
    """Add a caption to each table of a text: the nearest heading above it, or the item's title.

    A heading directly above a table is moved into the caption, so that readers do not get the same words twice. A
    table that has a caption keeps it.
    """
    heading, used = Markup.escape(title), Counter[str]()

    def caption(match: re.Match[str]) -> str:
        nonlocal heading
        if match["heading"] is not None:
            heading = Markup(_TAG.sub("", match["heading"]))
            if not match["at_once"]:
                return match[0]
        table = _data_table(match["attributes"] or match["its"] or "")
        if match["own"] is not None:
            return f"{table}<caption{match['about']}>{match['own']}</caption>"
        used[heading] += 1
        number = f", table {used[heading]}" if used[heading] > 1 else ""
        return f"{table}<caption>{match['whole'] or heading + number}</caption>"

    return _HEADING_OR_TABLE.sub(caption, html)


def _data_table(attributes: str) -> str:
    """Return the tag of a table of data, with its own attributes and the email's."""
    own = _CLASS.search(attributes)
    return _DATA_TABLE.format(f" {own[1]}" if own else "", _CLASS.sub("", attributes))


def _with_messages(html: str) -> str:
    """Put each list of key messages into two columns: the bold words, and the explanation."""
    before, mark, rest = html.partition(_MESSAGES)
    if not mark:
        return html
    entries, end = _entries(rest)
    leads = [_LEAD.match(entry) for entry in entries]
    if not all(leads):
        return before + mark + rest[:end] + _with_messages(rest[end:])
    rows = (_message(number, lead, entry) for number, (lead, entry) in enumerate(zip(leads, entries, strict=True), 1))
    return before + "".join(rows) + _with_messages(rest[end:])


def _message(number: int, lead: re.Match[str] | None, entry: str) -> str:
    bold = lead[1] if lead else ""
    explanation = entry[lead.end() if lead else 0 :].strip()
    first, _, more = explanation.partition("</p>")
    if "<p>" not in first:  # The explanation was in the same paragraph as the bold words.
        explanation = f"<p>{first.strip()}</p>{more}" if first.strip() else more
    return _MESSAGE.format(number=number, bold=bold, explanation=explanation.strip())


def _entries(html: str) -> tuple[list[str], int]:
    """Return the entries of a list and the offset of its end. html: the text from inside the list on."""
    depth, start = 0, 0
    entries: list[str] = []
    for tag in _LIST_TAG.finditer(html):
        if tag[1]:
            depth -= 1
            if depth < 0:
                return entries, tag.end()
            if depth == 0 and tag[2] == "li":
                entries.append(html[start : tag.start()])
        else:
            if depth == 0:
                start = tag.end()
            depth += 1
    return entries, len(html)


PICTURE_WIDTH = 576
"""The width of the email's text in pixels."""

_PICTURE = re.compile(r'<img src="asset:([^"]*)" alt="([^"]*)" width="(\d+)" height="(\d+)"')
_FIGURE = re.compile(r"<figure>\s*(.*?)\s*<figcaption>(.*?)</figcaption>\s*</figure>", re.DOTALL)
"""Replaced by a picture and a paragraph, as Word does not read `figure`."""
_CAPTIONED = r'\1<p class="caption">\2</p>'


class MailPicture(NamedTuple):
    """An image as the email shows it: at most PICTURE_WIDTH wide."""

    source: str
    alt: str
    width: int
    height: int
    caption: str = ""


def content_id(address: str) -> str:
    """Return the Content-ID (RFC 2392) of a picture in the message, made from its address."""
    return f"{re.sub('[^A-Za-z0-9.-]', '.', address)}@bulletin"


def picture(settings: Settings, image: Image, hosted: bool) -> MailPicture:
    """Plan an image: its address for readers, in a size that all mail programs show."""
    source = _picture_source(settings, image.asset.address, hosted)
    return _sized_picture(source, image.alt, image.shown)._replace(caption=image.caption)


def with_picture_addresses(settings: Settings, html: str, hosted: bool) -> Markup:
    """Replace the addresses of the pictures in a text by those for readers: on the web, or in the message."""

    def place(match: re.Match[str]) -> str:
        address, alt, width, height = match.groups()
        size = (int(width), int(height))
        source = _picture_source(settings, str(Markup(address).unescape()), hosted)
        image = _sized_picture(source, str(Markup(alt).unescape()), size)
        return Markup('<img class="picture" src="{0}" alt="{1}" width="{2}" style="max-width:{2}px"').format(
            image.source, image.alt, image.width
        )

    return Markup(_PICTURE.sub(place, html))


def embed_pictures(html: str, related: Iterable[Asset]) -> str:
    """Replace the pictures of a message in its HTML by data addresses (RFC 2397), to show it without the message."""
    for asset in related:
        data = base64.b64encode(asset.data or b"").decode("ascii")
        html = html.replace(f'src="cid:{content_id(asset.address)}"', f'src="data:{asset.media_type};base64,{data}"')
    return html


def pictures_in_message(images: Iterable[Image | None], hosted: bool) -> tuple[Asset, ...]:
    """Return the pictures that must be in the message, as they are not on the web."""
    return () if hosted else tuple(image.asset for image in images if image)


def _picture_source(settings: Settings, address: str, hosted: bool) -> str:
    """Return where mail programs find a picture: on the web, or in the message."""
    return addresses.absolute(settings, address) if hosted else f"cid:{content_id(address)}"


def _sized_picture(source: str, alt: str, size: tuple[int, int]) -> MailPicture:
    """Make a picture that is at most PICTURE_WIDTH wide."""
    width = min(size[0], PICTURE_WIDTH)
    return MailPicture(source=source, alt=alt, width=width, height=round(size[1] * width / size[0]) if size[0] else 0)
