"""Where links go, what they are called, and what they carry along: the functions of the rules of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..cleaning import host, is_at, is_wrapped, untracked, unwrapped
from ..desk import Hyperlink
from .page import Page, Spans
from .rule import Found

IN_PROSE = ("named", "angled", "bare")
LARGEST, LARGEST_ALL = 5_000_000, 20_000_000
"""Bytes of one file, and of all files of an item."""

_TAIL = re.compile(
    r"\s*\((?:www\.)?(?:[a-z0-9-]+\.)+(?:uk|org|com|net|eu|int)\)|\s[-–|] (?:nhs england|nhs|gov\.uk)$", re.IGNORECASE
)
_TAIL_IN_TEXT = re.compile(r"\((?:www\.)?(?:[a-z0-9-]+\.)+(?:uk|org|com|net|eu|int)\)")
_DOCUMENT = re.compile(r"\.(pdf|docx?|xlsx?|pptx?)(?:[?#]|$)", re.IGNORECASE)
_TYPES = {
    "pdf": ("PDF", ("pdf",)),
    "doc": ("Word", ("word", "doc")),
    "docx": ("Word", ("word", "doc")),
    "xls": ("Excel", ("excel", "xls", "spreadsheet")),
    "xlsx": ("Excel", ("excel", "xls", "spreadsheet")),
    "ppt": ("PowerPoint", ("powerpoint", "ppt", "slides")),
    "pptx": ("PowerPoint", ("powerpoint", "ppt", "slides")),
}
_ATTACHED = re.compile(
    r"\bsee\s+(?:the\s+)?(?:attached|enclosed)\b|\bplease\s+find\s+(?:the\s+)?(?:attached|enclosed)\b"
    r"|\battached\s+(?:flyers?|posters?|leaflets?|documents?|forms?|files?|letters?|pdfs?|spreadsheets?|guidance|briefings?|agenda|"
    r"programme|booklet|presentation|slides)\b"
    r"|\b(?:is|are)\s+attached(?=\s*[.,;]|\s+(?:for|here|below|to\s+this\s+(?:email|bulletin|item|message))\b)"
    r"|\bsee\s+(?:the\s+|our\s+)?(?:flyers?|posters?|leaflets?)\b"
)
_GO_ON = re.compile(r"[\s,;]*(?:and|or|see also)?[\s,;]*")
_PRIVATE_PLACE = re.compile(
    r"https?://(?:localhost|127\.0\.0\.1|[\w-]+(?::[0-9]+)?(?:/|$)|[\w.-]+\.local(?:[:/]|$))", re.IGNORECASE
)


def wrapper(page: Page) -> Iterator[Found]:
    """An address that a mail system put round the real one."""
    for link in _web_links(page):
        if is_wrapped(link.url):
            real = unwrapped(link.url)
            if real:
                yield Found(link.at, f"This is not the real address, but a wrapper round one at {host(real)}.")
            else:
                hint = "Open the page, and copy its address from there."
                yield Found(link.at, "I cannot see the real address inside this wrapper.", hint, "error")


def tracking(page: Page) -> Iterator[Found]:
    """Parameters that only tell who clicked."""
    rows = page.words.rows("tracking")
    for link in _web_links(page):
        if "?" in link.url and not is_wrapped(link.url) and untracked(link.url, rows) != link.url:
            yield Found(link.at, f"The link to {host(link.url)} carries tracking.")


def bare(page: Page) -> Iterator[Found]:
    """An address in the text without a name."""
    for link in page.source.links:
        if link.kind in ("bare", "angled") and link.url.lower().startswith("http"):
            yield Found(link.start, "", f"Give this link a name: write [what people will find]({_short(link.url)}).")


def _short(url: str) -> str:
    return f"https://{host(url)}/…" if is_wrapped(url) or len(url) > 60 else url.partition("?")[0]


def vague(page: Page) -> Iterator[Found]:
    """Words of a link that do not say where it goes."""
    for link in page.source.links:
        if link.kind in ("named", "links"):
            label = " ".join(link.label.casefold().strip(" .:!>»→").split())
            if label in page.words.vague:
                yield Found(link.start, f'"{link.label.strip()}" does not say where the link goes.')
    at = page.said.find("click here") if page.source.links else -1
    spans = Spans((link.start, link.end) for link in page.source.links)
    while at >= 0:
        if not spans.holds(at) and page.said[at - 1 : at] not in ('"', "'", "“", "‘"):
            hint = "Put what people will find into the link itself."
            yield Found(at, f'"{page.source.said[at : at + 10]}" does not say where the link goes.', hint)
        at = page.said.find("click here", at + 1)


def same_words(page: Page) -> Iterator[Found]:
    """Links with the same words and different addresses."""
    seen: dict[str, Hyperlink] = {}
    for link in page.source.links:
        label = " ".join(link.label.casefold().split())
        if link.kind in ("named", "links") and label and label not in page.words.vague:
            first = seen.setdefault(label, link)
            if first.url.rstrip("/") != link.url.rstrip("/"):
                yield Found(link.start, f'2 links say "{link.label[:60]}" but go to different places.')


def weak_address(page: Page) -> Iterator[Found]:
    """An address that is not safe, not whole, or not for everybody."""
    for link in page.source.links:
        url = link.url.lower()
        if link.kind == "bare" and url.startswith("www."):
            yield Found(
                link.start,
                "This address has no https:// in front.",
                "Write the link with its name and https://.",
                "warning",
            )
        elif _PRIVATE_PLACE.match(url):
            yield Found(
                link.at, "This address is on one computer or network only.", "Use the public address.", "warning"
            )
        elif url.startswith("http://") and not is_wrapped(url):
            yield Found(
                link.at, f"The link to {host(url)} is not safe (http).", "Use https if the page has it.", "warning"
            )


def needs_account(page: Page) -> Iterator[Found]:
    """A page that not everybody can open, and no word of it."""
    if "account" in page.said or "log in" in page.said or "sign in" in page.said:
        return
    for link in _web_links(page):
        name = next((row[1] for row in page.words.accounts if is_at(link.url, row[0])), "")
        if name and link.kind not in ("sessions", "book"):
            yield Found(link.at, f"This page needs a {name} account.")


def label_tail(page: Page) -> Iterator[Found]:
    """The name of a web site that came along when a link was copied."""
    named = [link for link in page.source.links if link.kind in ("named", "links")]
    for link in named:
        match = _TAIL.search(link.label)
        if match and match.end() == len(link.label) and match.start():
            yield Found(link.start, f'"{match[0].strip()}" came along when the link was copied.')
    if "(" in page.said:
        spans = Spans((link.start, link.end) for link in named)
        for match in _TAIL_IN_TEXT.finditer(page.said):
            if not spans.holds(match.start()):
                yield Found(match.start(), f'"{match[0]}" came along when a link was copied.')


def no_type(page: Page) -> Iterator[Found]:
    """A link to a document whose words do not say what kind it is."""
    for link in page.source.links:
        match = _DOCUMENT.search(link.url) if link.kind in ("named", "links") else None
        if match and not is_wrapped(link.url):
            shown, said = _TYPES[match[1].lower()]
            if not any(word in link.label.casefold() for word in said):
                yield Found(
                    link.start,
                    f"The link does not say that it is a {shown} document.",
                    f'Add "({shown})" to its words.',
                )


def repeated(page: Page) -> Iterator[Found]:
    """A link twice in a row, or with its full stop inside."""
    before: Hyperlink | None = None
    for link in page.source.links:
        if link.kind not in IN_PROSE:
            continue
        if before and before.url == link.url and _GO_ON.fullmatch(page.said, before.end, link.start):
            yield Found(link.start, "The same link stands here twice in a row.", "Keep one.")
        before = link
        if link.kind == "named" and re.search(r"[a-z]{2}\.$", link.label) and not link.label.endswith(("etc.", "..")):
            yield Found(link.start, "The full stop is inside the link.", "Put it after the link.")


def not_attached(page: Page) -> Iterator[Found]:
    """Words about a file that is not there."""
    item = page.item
    if item is None or item.attachments or item.image or item.body_images:
        return
    for match in _ATTACHED.finditer(page.said):
        said = " ".join(page.source.said[match.start() : match.end()].split())
        if not _linked(page, match[0]):
            yield Found(match.start(), f'The text says "{said}" but no file is attached.')


def _linked(page: Page, said: str) -> bool:
    """Whether a link of the item is the thing that the words speak of."""
    things = ("flyer", "poster", "leaflet")
    return any(thing in said and any(thing in link.label.casefold() for link in page.source.links) for thing in things)


def attachments(page: Page) -> Iterator[Found]:
    """Files that mail systems refuse, or that are too big."""
    item = page.item
    if item is None:
        return
    for asset in (one.asset for one in item.attachments):
        offset = max(page.source.text.find(asset.name), 0)
        ending = asset.name.rpartition(".")[2].casefold()
        if ending in page.words.blocked_types:
            yield Found(
                offset, f"{asset.name} cannot be sent: mail systems refuse .{ending} files.", "Save it as .docx or PDF."
            )
        if asset.size > LARGEST:
            said = f"{asset.name} is {asset.size / 1_000_000:.1f}MB; many mailboxes refuse more than 5MB."
            yield Found(offset, said, "Make it smaller, or link to it.", "warning")
        if " " in asset.name:
            hint = f"Rename it {asset.name.replace(' ', '-')}, here and in files/."
            yield Found(offset, f'There is a space in the name "{asset.name}".', hint, "warning")
    total = sum(one.asset.size for one in item.attachments)
    if total > LARGEST_ALL:
        said = f"The attachments are {total / 1_000_000:.1f}MB together; 20MB is the most that mail carries."
        yield Found(page.value("attachments"), said, "Link to the largest.")


def _web_links(page: Page) -> Iterator[Hyperlink]:
    return (link for link in page.source.links if link.url.lower().startswith("http"))
