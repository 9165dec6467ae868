"""Read the booking link of a session line."""

from __future__ import annotations

import re

from ..text.expressions import has_any
from ..text.humanize import excerpt
from .dates import MONTH
from .frontmatter import Wrong
from .spans import LineText
from .values import check_url

_VERBS = (
    r"book(?:ing)?(?:\s+(?:your\s+)?(?:a\s+)?places?)?|register(?:\s+your\s+interest)?|registration|apply|enrol|sign\s+up"
    r"|tickets?|join|link|click|find\s+out\s+more|more\s+(?:info|information|details)|details"
)
_LINK = re.compile(
    rf"(?P<words>(?:\b(?:please\s+)?(?:to\s+)?(?:{_VERBS})"
    r"(?:\s+(?:here|now|online|at|via|on|link|through|to|book|register|join|eventbrite|form)){0,4}\s*[:–—-]?\s*)?)"
    r"(?:\[(?P<text>[^\]]*)\]\((?P<named>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)|<(?P<angled>(?=[^<>\s]*[:@/.])[^<>\s]+)>|(?P<plain>(?:https?:|mailto:)[^\s,]*[^\s,.;)]))",
    re.IGNORECASE,
)
_ONLY_A_BUTTON = re.compile(
    rf"\W*(?:(?:please|to|the)\s+)*(?:{_VERBS}|reserve|get|buy|view|see|visit|go|here|website|web\s?page|eventbrite"
    r"|online\s+form)\b[^:|]*|\W*(?:https?:|www\.)\S*",
    re.IGNORECASE,
)
_WHEN = re.compile(rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\b|[0-9][:.][0-9]{{2}}|[0-9]\s*[ap]\.?m\b", re.IGNORECASE)
_SIGNS = ("http", "mailto:", "](", "<")
"""Signs of which each link has one, in small letters."""


def take_link(line: LineText) -> str:
    """Read the link of a line with its leading words, "" without one; raises Wrong (SES01, LNK07)."""
    if not has_any(line.text.lower(), _SIGNS):
        return ""
    links = list(_LINK.finditer(line.text))
    if len(links) > 1:
        hint = "Keep the booking link."
        raise Wrong("SES01", f"There are {len(links)} links in this session.", hint, _link_start(links[1]))
    for match in links:
        kind = next(name for name in ("named", "angled", "plain") if match[name] is not None)
        _take_one(line, match)
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


def _take_one(line: LineText, match: re.Match[str]) -> None:
    """Blank a link; but words in square brackets that may be a name, a place or a date stay, to be read as such."""
    if line.text[match.start() - 1 : match.start()] == "(" and line.text[match.end() : match.end() + 1] == ")":
        line.take(match.start() - 1, match.start(), "link")
        line.take(match.end(), match.end() + 1, "link")
    words = match["text"]
    is_button = words is None or not words.strip() or _ONLY_A_BUTTON.fullmatch(words) is not None
    if words is None or (is_button and not _WHEN.search(words)):
        line.take(match.start(), match.end(), "link")
        return
    line.take(match.start(), match.start("text"), "link")
    line.take(match.end("text"), match.end(), "link")
