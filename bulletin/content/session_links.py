"""Read the booking link of a session line."""

from __future__ import annotations

import re

from ..text.humanize import excerpt
from .frontmatter import Wrong
from .spans import LineText
from .values import check_url

_LINK = re.compile(
    r"(?P<words>(?:\b(?:please\s+)?(?:book(?:ing)?(?:\s+(?:your\s+)?(?:a\s+)?places?)?|register|registration|apply|sign\s+up|tickets?|join|link)"
    r"(?:\s+(?:here|now|online|at|via|on|link|through))*\s*[:–—-]?\s*)?)"
    r"(?:\[[^\]]*\]\((?P<named>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)|<(?P<angled>[^<>\s]+)>|(?P<plain>(?:https?:|mailto:)[^\s,]*[^\s,.;)]))",
    re.IGNORECASE,
)
_LINK_BEGINS = ("http:", "https:", "mailto:", "](", "<")
"""Signs of which each link has one, in small letters."""


def take_link(line: LineText) -> str:
    """Read the link of a line with its leading words, "" without one; raises Wrong (SES01, LNK07)."""
    lower = line.text.lower()
    if not any(sign in lower for sign in _LINK_BEGINS):
        return ""
    links = list(_LINK.finditer(line.text))
    if len(links) > 1:
        hint = "Keep the booking link."
        raise Wrong("SES01", f"There are {len(links)} links in this session.", hint, _link_start(links[1]))
    for match in links:
        kind = next(name for name in ("named", "angled", "plain") if match[name] is not None)
        line.take(match.start(), match.end(), "link")
        url = check_url(match[kind], match.start(kind))
        if url.casefold().startswith("tel:"):
            hint = "Use https or mailto, or say it in booking."
            raise Wrong("LNK07", f'"{excerpt(url)}" is not an address to book at.', hint, match.start(kind))
        return url
    return ""


def _link_start(match: re.Match[str]) -> int:
    return next(
        match.start(name) - (name == "angled") for name in ("plain", "angled", "named") if match[name] is not None
    )
