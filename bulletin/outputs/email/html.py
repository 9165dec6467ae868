"""The HTML of an email: the template filled in, its styles inlined, its items shortened until it fits."""

from __future__ import annotations

from typing import NamedTuple

from ...model import Bulletin, Spilled
from ..templates import fill
from .forms import Sheet, judge_size, to_shorten, weights
from .plan import Mail


class Rich(NamedTuple):
    """An email's HTML."""

    html: str
    """The whole document, with the doctype."""
    whole: str
    """The same with every item whole; equal where nothing was too long."""
    spilled: tuple[Spilled, ...]
    """The items that are short in it."""


def html(bulletin: Bulletin, mail: Mail) -> Rich:
    """The HTML within the budget; raises ContentError (EML01) where that cannot be."""
    from .inline import inlined  # premailer loads for 0.2 s, and only an email needs it

    sheet = Sheet(inlined(fill(bulletin, "email/bulletin.html", mail=mail)))
    short = to_shorten(sheet, mail.entries, bulletin.settings.email_budget)
    page = sheet.cut(short)
    judge_size(page, mail.issue.path, tuple(weights(sheet, mail.entries, short)))
    sizes = {form.slug: len(form.whole.encode()) for form in sheet.forms()}
    to = {entry.item.slug: entry.shortens_to for entry in mail.entries}
    spilled = (Spilled(issue=mail.issue.id, item=slug, to=to[slug], bytes=sizes[slug]) for slug in short)
    return Rich(html=page, whole=sheet.cut() if short else page, spilled=tuple(spilled))
