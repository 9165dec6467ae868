"""The email of an issue: plan → HTML and plain text → messages, an edition at a time."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Bulletin, File
from .edition import email_files, issue_email
from .plan import LIMITED, MAIN, Edition, plan


def render(bulletin: Bulletin) -> Iterator[File]:
    """Render the main edition of each issue whose email is made."""
    return render_edition(bulletin, MAIN)


def render_limited(bulletin: Bulletin) -> Iterator[File]:
    """Render the limited edition of each of these issues that has limited items."""
    return render_edition(bulletin, LIMITED)


def render_edition(bulletin: Bulletin, edition: Edition) -> Iterator[File]:
    """Render an edition of each issue whose email is made, from the view of its audience.

    An edition that is not the whole issue is left out where it has no items.
    """
    for issue in bulletin.mail:
        mail = plan(bulletin, issue, edition)
        if edition.is_whole or mail.entries:
            yield from email_files(bulletin.settings, issue_email(bulletin, mail))
