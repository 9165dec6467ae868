"""The HTML of an email: the template filled in, its styles inlined, its items shortened until it fits."""

from __future__ import annotations

from typing import NamedTuple

from ...model import Bulletin, Spilled
from ..templates import fill
from .forms import judge_size, sheet, to_shorten, weights
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

    cut = sheet(inlined(fill(bulletin, "email/bulletin.html", mail=mail)))
    whole = cut.cut()
    short = to_shorten(cut, mail.entries, len(whole.encode()) - bulletin.settings.email_budget)
    page = cut.cut(short) if short else whole
    judge_size(page, mail.issue.path, tuple(weights(cut, mail.entries, short)))
    sizes = {form.slug: form.bytes for form in cut.forms}
    to = {entry.item.slug: entry.shortens_to for entry in mail.entries}
    spilled = (Spilled(issue=mail.issue.id, item=slug, to=to[slug], bytes=sizes[slug]) for slug in short)
    return Rich(html=page, whole=whole, spilled=tuple(spilled))
