"""Rules of links: where they go, what they are called, and what they carry along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content.source import Hyperlink
from ..text.urls import host, is_at, is_wrapped, untracked, unwrapped
from .page import Page, Spans
from .rule import Example, Found, Rule

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


_SAFE = "https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fbook&data=05"
_EVERYWHERE = ("item", "issue", "snippet")

RULES = (
    Rule(
        id="LNK01",
        severity="warning",
        says="An address is wrapped in one of a mail system.",
        hint="`bulletin fix` puts the real address in its place; please check it.",
        wrong=f"[Book a place](‸{_SAFE})",
        right="[Book a place](https://example.org/book)",
        find=wrapper,
        on=_EVERYWHERE,
        triggers=("safelinks.protection", "urldefense"),
        note="Microsoft SafeLinks and Proofpoint, also in each other. An error where the real address cannot be read.",
    ),
    Rule(
        id="LNK02",
        severity="warning",
        says="A link carries tracking.",
        hint="`bulletin fix` removes it.",
        wrong="[The podcast](‸https://soundcloud.com/nhs/psirf?si=1&utm_source=clipboard)",
        right="[The podcast](https://soundcloud.com/nhs/psirf)",
        find=tracking,
        on=_EVERYWHERE,
        triggers=("?",),
    ),
    Rule(
        id="LNK03",
        severity="warning",
        says="A link has no name.",
        hint="Give it one: [what people will find](https://…).",
        wrong="More at ‸https://example.org/forum today.",
        right="More in the [National Deterioration Forum](https://example.org/forum) today.",
        find=bare,
        on=_EVERYWHERE,
        triggers=("http",),
        note="An error in `links:`, where a name is needed.",
    ),
    Rule(
        id="LNK04",
        severity="error",
        says="The words of a link do not say where it goes.",
        hint='Write what people will find, for example "SAR 3 full report".',
        wrong="For the report ‸[click here](https://example.org/sar-3).",
        right="Read the [SAR 3 full report](https://example.org/sar-3).",
        find=vague,
        on=_EVERYWHERE,
    ),
    Rule(
        id="LNK05",
        severity="warning",
        says="Two links have the same words and go to different places.",
        hint="Say what is different, for example the date.",
        wrong="[Lunch and learn](https://example.org/1) and ‸[lunch and learn](https://example.org/2)",
        right="[Lunch and learn in May](https://example.org/1) and [lunch and learn in June](https://example.org/2)",
        find=same_words,
        on=_EVERYWHERE,
    ),
    Rule(
        id="LNK06",
        severity="error",
        says="The item does not say how people book.",
        hint="Add `book:` with a link, or `booking:` with words.",
        wrong="---\ntitle: Training\nsessions:\n  - ‸8 March 2022, 10am to 11am\n---\nText.\n",
        right="---\ntitle: Training\nsessions:\n  - 8 March 2022, 10am to 11am, https://example.org/book\n---\nText.\n",
    ),
    Rule(
        id="LNK07",
        severity="error",
        says="An address leads nowhere, or not everybody can follow it.",
        hint="Use the whole public address, with https.",
        wrong="[SAR 3](‸#)",
        right="[SAR 3](https://example.org/sar-3)",
        find=weak_address,
        on=_EVERYWHERE,
        triggers=("http:", "www.", "https://"),
        note="A warning for http and for an address without https:// in the text.",
    ),
    Rule(
        id="LNK08",
        severity="info",
        says="A page needs an account.",
        hint="Say so, and how to ask for one.",
        wrong="See the [forum](‸https://future.nhs.uk/forum).",
        right="See the [forum](https://future.nhs.uk/forum). You need a FutureNHS account.",
        find=needs_account,
        on=_EVERYWHERE,
        triggers=("http",),
    ),
    Rule(
        id="LNK09",
        severity="info",
        says="The name of a web site came along when a link was copied.",
        hint="`bulletin fix` removes it.",
        wrong="‸[Cultural competence (england.nhs.uk)](https://example.org/book)",
        right="[Cultural competence](https://example.org/book)",
        find=label_tail,
        on=_EVERYWHERE,
        triggers=("(", " - ", " – ", " | "),
    ),
    Rule(
        id="LNK10",
        severity="warning",
        says="A link to a document does not say what kind it is.",
        hint='Add "(PDF)" to its words.',
        wrong="‸[Cell salvage](https://example.org/cell.pdf)",
        right="[Cell salvage (PDF)](https://example.org/cell.pdf)",
        find=no_type,
        on=_EVERYWHERE,
        triggers=(".pdf", ".doc", ".xls", ".ppt"),
        note="The size of a page elsewhere is not known; attachments have theirs by themselves.",
    ),
    Rule(
        id="LNK11",
        severity="info",
        says="A link stands twice in a row, or has its full stop inside.",
        hint="Keep one; put the full stop after the link.",
        wrong="Read [the report](https://example.org/r) ‸[again](https://example.org/r).",
        right="Read [the report](https://example.org/r).",
        find=repeated,
        on=_EVERYWHERE,
    ),
    Rule(
        id="LNK12",
        severity="error",
        says="The text speaks of a file, and none is attached.",
        hint="Attach the file (`attachments:`), or say where to find it.",
        wrong="For more, ‸see attached.",
        right="Children attached to a school can take part.",
        find=not_attached,
        triggers=("attached", "enclosed", "flyer", "poster", "leaflet"),
    ),
    Rule(
        id="LNK13",
        severity="error",
        says="A file that goes with this item is missing or cannot be sent.",
        hint="Add the file to files/, or remove the line.",
        wrong="---\ntitle: An example\nattachments: ‸files/flyer.pdf\n---\nText.\n",
        right=Example(
            "---\ntitle: An example\nattachments: files/flyer.pdf\n---\nText.\n",
            others={"2022-02/files/flyer.pdf": b"%PDF-"},
        ),
        find=attachments,
        note="Also types that mail systems refuse, and more than 20MB together. Over 5MB, or a space in its name, "
        "is a warning.",
    ),
)
