"""The pictures that stand beside a shared link: one of the bulletin and one of each issue; and the icon."""

from __future__ import annotations

from collections.abc import Iterator

from .. import addresses, words
from ..model import Bulletin, Circulation, File, Issue
from .drawing import Sheet, Text, fitted, packed

OUTPUT = "cards"
WIDTH, HEIGHT = 1200, 630
"""Pixels, as OpenGraph's readers show it (1.91 to 1)."""
ICON = 144
"""Pixels: as much as the image of an RSS channel may have."""

_LEFT, _EDGE = 80, 64
_BOX = WIDTH - 2 * _LEFT
_SAMPLE = "Sample"


def render(bulletin: Bulletin) -> Iterator[File]:
    """The card of the bulletin, that of each issue, and the icon."""
    for address, data in packed(_sheets(bulletin)):
        yield File(path=addresses.site(address), data=data, output=OUTPUT, circulation=Circulation.PUBLIC)


def _sheets(bulletin: Bulletin) -> Iterator[tuple[str, Sheet]]:
    settings = bulletin.settings
    yield addresses.CARD, _card(bulletin, settings.name, settings.team)
    for issue in bulletin.issues:
        yield addresses.card(issue.id), _card(bulletin, _headline(bulletin, issue), words.day(issue.day))
    yield addresses.ICON, _icon(bulletin)


def alt(bulletin: Bulletin, issue: Issue | None) -> str:
    """What the card of an issue, or of the bulletin, says."""
    settings = bulletin.settings
    said = (_headline(bulletin, issue), words.day(issue.day)) if issue else (settings.name, settings.team)
    return ". ".join(one for one in dict.fromkeys((*said, settings.region)) if one)


def _headline(bulletin: Bulletin, issue: Issue) -> str:
    """What tells an issue from the others, where its title is only the bulletin's name."""
    return issue.title if issue.title != bulletin.settings.name or not issue.covers else issue.covers


def _card(bulletin: Bulletin, headline: str, below: str) -> Sheet:
    """Above all whose it is, then what it is; when and where stand at the foot."""
    settings, fonts = bulletin.settings, bulletin.theme.fonts
    sheet = _sheet(bulletin, WIDTH, HEIGHT)
    own = "" if headline == settings.name else settings.name
    above = ": ".join(one for one in (_SAMPLE if settings.sample else "", own) if one)
    top = sheet.put(fitted(Text(above, fonts.bold, (44, 36, 30), 90), _BOX), _LEFT, _EDGE)
    sheet.rule(_LEFT, top + 20, 160, 8)
    sheet.put(fitted(Text(headline, fonts.bold, (100, 84, 68, 56), 245), _BOX), _LEFT, top + 52)
    foot = [Text(below, fonts.regular, (48, 40, 36), 84), Text(settings.region, fonts.bold, (40, 32), 48)]
    end = HEIGHT - _EDGE
    for block in [fitted(text, _BOX) for text in reversed(foot) if text.words not in ("", headline)]:
        end -= block.height
        sheet.put(block, _LEFT, end)
    return sheet


def _icon(bulletin: Bulletin) -> Sheet:
    """The first letter of the bulletin's name."""
    sheet = _sheet(bulletin, ICON, ICON)
    letter = next((one for one in bulletin.settings.name if one.isalnum()), "B").upper()
    sheet.centre(letter, bulletin.theme.fonts.bold, 112)
    return sheet


def _sheet(bulletin: Bulletin, width: int, height: int) -> Sheet:
    theme = dict(bulletin.theme.values)
    return Sheet(width, height, (theme["brand"], theme["on brand"]))
