"""What pages and feeds refer to: style sheets, the search's script, the files of items, introductions and theme."""

from __future__ import annotations

from collections.abc import Iterator

from .. import addresses
from ..model import Asset, Bulletin, Circulation, File, live_items
from .templates import fill

_TEMPLATES = (
    (addresses.STYLESHEET, "web/site.css"),
    (addresses.SEARCH_SCRIPT, "web/search.js"),
    (addresses.FEED_STYLESHEET, "feed/feed.css"),
)


def render(bulletin: Bulletin) -> Iterator[File]:
    """The style sheets of the pages and the feed, and the script of the search."""
    for address, template in _TEMPLATES:
        data = fill(bulletin, template).encode()
        yield File(path=addresses.site(address), data=data, output="assets", circulation=Circulation.PUBLIC)


def render_files(bulletin: Bulletin) -> Iterator[File]:
    """Every attachment and picture of the public view, once."""
    found: dict[str, Asset] = {}
    for item in live_items(bulletin):
        images = (item.image, *item.body_images)
        assets = (*(one.asset for one in item.attachments), *(image.asset for image in images if image))
        found |= {asset.address: asset for asset in assets}
    found |= {image.asset.address: image.asset for issue in bulletin.issues for image in issue.images}
    logo = bulletin.theme.logo
    found |= {asset.address: asset for asset in ((logo.asset,) if logo else ()) + bulletin.theme.files}
    for address, asset in sorted(found.items()):
        yield File(path=addresses.site(address), data=asset, output="files", circulation=Circulation.PUBLIC)
