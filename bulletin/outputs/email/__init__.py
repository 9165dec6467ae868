"""The email of an issue: plan → HTML and plain text → messages, for the main and the limited edition."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Bulletin, File
from .edition import calendar_files, edition
from .plan import plan


def render(bulletin: Bulletin) -> Iterator[File]:
    """The main edition of each issue whose email is made: HTML, plain text, a draft, and what is sent."""
    for issue in bulletin.mail:
        yield from edition(bulletin, plan(bulletin, issue))


def render_limited(bulletin: Bulletin) -> Iterator[File]:
    """The limited edition of each of these issues that has limited items, and their sessions' calendar files."""
    for issue in bulletin.mail:
        mail = plan(bulletin, issue, limited=True)
        if mail.entries:
            yield from edition(bulletin, mail)
            yield from calendar_files(bulletin, mail)
