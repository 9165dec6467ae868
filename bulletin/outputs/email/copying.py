"""A page with one button that puts an email on the clipboard, rich and plain, for mail programs without drafts."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import NamedTuple

from markupsafe import Markup

from ...model import Bulletin
from ..templates import fill
from .files import embedded
from .message import Parts, attached_names

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_PREHEADER = re.compile(r'<div class="preheader".*?</div>\n?', re.DOTALL)


class Copied(NamedTuple):
    """What the page shows and puts on the clipboard."""

    subject: str
    rich: Markup
    text: str
    attached: tuple[str, ...]
    """File names of what has to be attached again, because a clipboard holds no files."""


def copy_page(bulletin: Bulletin, parts: Parts) -> str:
    """The page, complete in itself; its pictures are in it where they are not hosted."""
    script = fill(bulletin, "email/copy-script.html").strip()
    body = _BODY.search(parts.html)
    rich = _PREHEADER.sub("", body[1] if body else parts.html, count=1)
    copied = Copied(
        subject=parts.subject,
        rich=Markup(embedded(rich.strip(), parts.related)),
        text=parts.text,
        attached=attached_names(parts),
    )
    # Only this script may run, whatever the email holds (Content Security Policy level 3, section 2.3.1).
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return fill(bulletin, "email/copy.html", copied=copied, script=Markup(script), allowed=f"sha256-{allowed}").lstrip()
