"""The HTML of an email: the template filled in, its styles inlined."""

from __future__ import annotations

from ...model import Bulletin
from ..templates import fill
from .plan import Mail


def html(bulletin: Bulletin, mail: Mail) -> str:
    """The whole document, with the doctype."""
    from .inline import inlined  # premailer loads for 0.2 s, and only an email needs it

    return inlined(fill(bulletin, "email/bulletin.html", mail=mail))
