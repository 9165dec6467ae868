"""Rules of links: their addresses and their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..content.source import Hyperlink
from ..content.word_lists import english
from ..model import Asset, Circulation, Item
from ..text import slugs
from ..text.expressions import Expression
from ..text.meant_addresses import meant_address
from ..text.private import join_links
from ..text.urls import host, is_wrapped, parents, untracked, unwrapped
from .addressees import is_for_all
from .checked_file import CheckedFile
from .fixed_addresses import replacement_hint
from .rule import TEXTS, Example, Finding, Rule, rule
from .text_spans import Spans

_PROSE_KINDS = ("named", "angled", "bare")
_LARGEST, _LARGEST_MESSAGE = 5_000_000, 20_000_000
"""The most bytes of one attached file, and of a message as it is sent."""
_LARGE_HOSTED, _LARGEST_HOSTED = 25_000_000, 100_000_000
"""The bytes above which a file that is only linked to gets a warning, and an error."""
_BASE64_LINE, _BASE64_LINE_SENT = 57, 78
"""The bytes of a file in one line of Base64, and the bytes of that line with its end (RFC 2045, section 6.8)."""
_EDITIONS = (
    ("email", (Circulation.PUBLIC, Circulation.STAFF)),
    ("limited edition", (Circulation.LIMITED,)),
)
"""The messages of an issue, and the circulations of the items whose files are attached to them."""

_TAIL = r"(?i)\s*\((?:www\.)?(?:[a-z0-9-]+\.)+(?:uk|org|com|net|eu|int)\)|\s[-–|] (?:nhs england|nhs|gov\.uk)$"
_TAIL_IN_TEXT = r"\((?:www\.)?(?:[a-z0-9-]+\.)+(?:uk|org|com|net|eu|int)\)"
_DOCUMENT = r"(?i)\.(pdf|docx?|xlsx?|pptx?)(?:[?#]|$)"
_DOCUMENT_TYPES = {
    "pdf": ("PDF", ("pdf",)),
    "doc": ("Word", ("word", "doc")),
    "docx": ("Word", ("word", "doc")),
    "xls": ("Excel", ("excel", "xls", "spreadsheet")),
    "xlsx": ("Excel", ("excel", "xls", "spreadsheet")),
    "ppt": ("PowerPoint", ("powerpoint", "ppt", "slides")),
    "pptx": ("PowerPoint", ("powerpoint", "ppt", "slides")),
}
_ATTACHED = (
    r"\bsee\s+(?:the\s+)?(?:attached|enclosed)\b|\bplease\s+find\s+(?:the\s+)?(?:attached|enclosed)\b"
    r"|\battached\s+(?:flyers?|posters?|leaflets?|documents?|forms?|files?|letters?|pdfs?|spreadsheets?|guidance"
    r"|briefings?|agenda|"
    r"programme|booklet|presentation|slides)\b"
    r"|\b(?:is|are)\s+attached(?=\s*[.,;]|\s+(?:for|here|below|to\s+this\s+(?:email|bulletin|item|message))\b)"
    r"|\bsee\s+(?:the\s+|our\s+)?(?:flyers?|posters?|leaflets?)\b(?!\s(?:in|on|at|outside|around|by|near)\b)"
)
_AROUND = 40
"""The number of characters before and after a link in which the type of a document may be named."""
_GO_ON = re.compile(r"[\s,;*_]*(?:and|or|see also)?[\s,;*_]*")
"""What stands between two links in a row; code, a note, another cell or another entry does not."""
_PRIVATE_PLACE = r"(?i)https?://(?:localhost|127\.0\.0\.1|[\w-]+(?::[0-9]+)?(?:/|$)|[\w.-]+\.local(?:[:/]|$))"


_SAFE = "https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fbook&data=05"


@rule(
    "LNK01",
    "warning",
    "An address is wrapped in one of a mail system.",
    "`bulletin fix` puts the real address in its place; please check it.",
    on=TEXTS,
    triggers=("http",),
    wrong=f"[Book a place](‸{_SAFE})",
    right="[Book a place](https://example.org/book)",
    note="Those of `lists/wrappers.txt`, also in each other: Microsoft SafeLinks, Proofpoint, Mimecast, Barracuda, "
    "Cisco, Trend Micro, Symantec, Google and others. An error where the real address cannot be read.",
)
def wrapped_address(file: CheckedFile) -> Iterator[Finding]:
    for link in _web_links(file):
        if is_wrapped(link.url, file.words.wrappers):
            real = unwrapped(link.url, file.words.wrappers)
            if real:
                hint = replacement_hint(file, link, real, ", if that is right")
                yield Finding(link.at, f"This is not the real address, but a wrapper round one at {host(real)}.", hint)
            else:
                hint = "Open the page, and copy its address from there."
                yield Finding(link.at, "I cannot see the real address inside this wrapper.", hint, "error")


@rule(
    "LNK02",
    "warning",
    "A link carries tracking.",
    "`bulletin fix` removes it.",
    on=TEXTS,
    triggers=("?",),
    wrong="[The podcast](‸https://soundcloud.com/nhs/psirf?si=1&utm_source=clipboard)",
    right="[The podcast](https://soundcloud.com/nhs/psirf)",
)
def tracking_parameters(file: CheckedFile) -> Iterator[Finding]:
    rows = file.words.tracking
    for link in _web_links(file):
        typed = _as_typed(file, link) if "?" in link.url else link.url
        clean = untracked(typed, rows)
        if clean != typed and not is_wrapped(link.url, file.words.wrappers):
            message = f"The link to {host(link.url)} carries tracking."
            yield Finding(link.at, message, replacement_hint(file, link, clean))


def _as_typed(file: CheckedFile, link: Hyperlink) -> str:
    """Return the address of a link as its author typed it, without the percent signs that Markdown puts there."""
    match = _UNSPACED.match(file.source.text, link.at)
    return match[0] if match and unquote(match[0]) == unquote(link.url) else link.url


_UNSPACED = re.compile(r"[^\s()<>]+")


@rule(
    "LNK03",
    "warning",
    "A link has no name.",
    "Give it one: [what people will find](https://…).",
    on=TEXTS,
    triggers=("http",),
    wrong="More at ‸https://example.org/forum/2022/deterioration-and-sepsis/welcome-to-members today.",
    right="More in the [National Deterioration Forum](https://example.org/forum) today.",
    note="An error in `links:`, where a name is needed. A short address that people can read and type is advice; so is "
    "the address of a site. An address in square brackets is no name either.",
)
def bare_address(file: CheckedFile) -> Iterator[Finding]:
    for link in file.source.links:
        if not link.url.lower().startswith("http") or next(join_links(link.url), None):
            continue  # PRIV06 asks the editor to remove a join link.
        if _SECOND_ADDRESS.search(link.url):
            continue  # LNK07 says that these are two addresses.
        begun = _is_begun(file.source.text, link.start)
        if link.kind in ("bare", "angled") and not begun:
            severity = "info" if _can_be_typed(link.url) else ""
            yield Finding(link.start, hint=_naming_hint(file, link), severity=severity)
        elif link.kind == "named" and _WEB_WORDS.match(link.label) and not _can_be_typed(link.label):
            yield Finding(link.start, "The name of this link is a long address.", _naming_hint(file, link))


_WEB_WORDS = re.compile(r"(?i)\s*https?://\S+\s*$")
_LONGEST_QUERY = 20
_TYPED = 50
"""The most characters of an address that people still type from paper."""


def _can_be_typed(address: str) -> bool:
    """Tell whether an address and its query are short enough to be typed."""
    return len(address.strip()) <= _TYPED and len(address.partition("?")[2]) <= _LONGEST_QUERY


def _is_begun(text: str, start: int) -> bool:
    """Tell whether "](" is before an address, so that another rule reports an incomplete link."""
    return bool(re.search(r"\][ \t]?\([ \t]*$", text[max(0, start - 4) : start]))


def _naming_hint(file: CheckedFile, link: Hyperlink) -> str:
    """Return the hint how to name a link, with its address as typed, or the real address if it is wrapped."""
    address = link.url if link.kind == "named" else file.source.text[link.start : link.end].strip("<>")
    if is_wrapped(link.url, file.words.wrappers):
        address = unwrapped(link.url, file.words.wrappers)
    if not address or "\n" in address:
        return "Give this link a name."
    if address.count("(") != address.count(")"):
        address = f"<{address}>"
    return f"Give this link a name: write [what people will find]({address})."


@rule(
    "LNK04",
    "error",
    "The words of a link do not say where it goes.",
    'Write what people will find, for example "SAR 3 full report".',
    on=TEXTS,
    wrong="For the report ‸[click here](https://example.org/sar-3).",
    right="Read the [SAR 3 full report](https://example.org/sar-3).",
)
def vague_words(file: CheckedFile) -> Iterator[Finding]:
    for link in file.source.links:
        if _is_vague(file, link):
            yield Finding(link.start, f'"{link.label.strip()}" does not say where the link goes.')
    spans = Spans((link.start, link.end) for link in file.source.links)
    vague = Spans((link.start, link.end) for link in file.source.links if _is_vague(file, link))
    for match in _CLICK.finditer(file.prose):
        before = file.prose[match.start() - 1 : match.start()]
        is_named = any(map(vague.holds, range(match.start(), match.end())))
        if not is_named and not spans.holds(match.start()) and before not in ('"', "'", "“", "‘"):
            words = file.words_at(match.start(), match.end())
            message = f'"{words}" does not say where the link goes.'
            hint = "Put what people will find into the link itself."
            if not file.source.links:
                message, hint = f'The text says "{words}", and there is no link.', "Add the link."
            yield Finding(match.start(), message, hint, "" if match["here"] else "warning")


def _is_vague(file: CheckedFile, link: Hyperlink) -> bool:
    """Tell whether the words of a link say nothing of where it goes."""
    label = " ".join(link.label.casefold().strip(" .:!>»→()").split())
    is_named = link.kind in ("named", "links")
    listed = is_named and label in file.words.vague_links
    return listed or (is_named and bool(_BEGINS_VAGUE.match(label) or _ENDS_VAGUE.fullmatch(label)))


_BEGINS_VAGUE = re.compile(r"(?:please )?(?:click|press|tap) (?:here|on (?:this|the) link|this link|the link)\b")
_VAGUE_WORD = (
    "please|click|see|read|view|find|out|get|look|go|it|them|this|more|all|full|further|the|info|information|details?"
    "|document|report|article|results?|can|be|found|is|are|available|online|website|page|visit|access|for|about|and"
)
_ENDS_VAGUE = re.compile(rf"(?:(?:{_VAGUE_WORD}) )+here")
"""Words of a link of which none says what people will find."""
_CLICK = Expression(
    r"\b(?:(?P<here>click\s+here)|(?:click|press|tap)\s+(?:on\s+)?(?:the|this)\s+(?:\w+\s+)?links?\b"
    r"|can\s+be\s+(?:found|viewed|seen|read|accessed|downloaded|booked|made)\s+here(?=\.)"
    r"|(?:read|viewed?|downloaded|clip|intranet|pages?|minutes|recording|guidance|policy)\b[^.!?\n\[(]{0,20}\shere"
    r"(?=[).,;]|\swhich\b)"
    r"|(?:click|press|tap)\s+(?:on\s+)?(?:the|this)\s+(?:\w+\s+)?(?:button|banner|icon|image|picture|logo|tab)\b"
    r"|(?:button|banner|image|picture|logo)\s(?:below|above)\s(?:to|for)\b|\bthis\sqr\scode\swill\stake\syou\b"
    r"|\bin\sthe\sside-?bar\b|(?:through|using)\sthis\slink\b"
    r"|(?:follow|use|see)\s+(?:this|the\s+following)\s+link\b|(?P<line>\b(?:see|read|view|found|find|available"
    r"|online|download"
    r"|downloaded|seen|accessed|watch|listen|details|information|register|registration|book|apply|sign\sup"
    r"|more)\b[^.!?\n]{0,60}?"
    r"(?<=\s)here\s?:?(?=\s*(?:\n|$)))|(?:follow|use|see)\s+the\s+link\s+(?:below|here|above)\b)",
    needs=("here", "link", "button", "banner", "icon", "image", "picture", "logo", "tab", "qr", "bar"),
)
"""Words that send readers to a link, like "click here"."""


@rule(
    "LNK05",
    "info",
    "Two links have the same words and go to different places.",
    "Say what is different, for example the date.",
    on=TEXTS,
    wrong="[Lunch and learn](https://example.org/1) and ‸[lunch and learn](https://example.org/2)",
    right="[Lunch and learn in May](https://example.org/1) and [lunch and learn in June](https://example.org/2)",
)
def ambiguous_words(file: CheckedFile) -> Iterator[Finding]:
    first_by_label: dict[str, Hyperlink] = {}
    for link in file.source.links:
        label = " ".join(link.label.casefold().split())
        is_named = link.kind in ("named", "links") and label and label not in file.words.vague_links
        if is_named and _LEADS.match(link.url):
            first = first_by_label.setdefault(label, link)
            if first.url.rstrip("/") != link.url.rstrip("/"):
                yield Finding(link.start, f'2 links say "{link.label[:60]}" but go to different places.')


_LEADS = re.compile(r"(?i)https?://\S|mailto:\S|tel:\S|sms:\S|#\S|[^:?#]+\.md(?:#|$)")
"""An address that leads somewhere; of another one, LNK07 says that it does not."""


@rule(
    "LNK15",
    "warning",
    "A short address does not say where it leads.",
    "Open it, and write the address of the page that you come to.",
    on=TEXTS,
    wrong="Tell us on the [feedback form](‸https://bit.ly/3xAmPl3).",
    right="Tell us on the [feedback form](https://example.org/feedback). Watch the [film](https://youtu.be/abc).",
    note="Some workplaces block them, and whoever owns one may let it lead elsewhere. The hosts of "
    "`lists/shorteners.txt`, also of forms and maps, without those whose pages all are of one kind, like youtu.be.",
)
def short_address(file: CheckedFile) -> Iterator[Finding]:
    for link in _web_links(file):
        name = host(link.url)
        if name in file.words.hiding_shorteners:
            yield Finding(link.at, f"An address of {name} does not say where it leads.")
    for name in file.words.hiding_shorteners:
        # One without https:// is no link yet, and leads there once somebody types it.
        for match in re.finditer(rf"(?<![\w./@-]){re.escape(name)}/[\w-]+", file.prose) if name in file.prose else ():
            if not file.addresses.holds(match.start()):
                yield Finding(match.start(), f"An address of {name} does not say where it leads.")


@rule(
    "LNK16",
    "warning",
    "A page can be opened by some readers only.",
    "Say how the others get it, or leave it out.",
    triggers=(
        "confluence",
        "sharepoint",
        "internal",
        "intranet",
        "staffnet",
        "extranet",
        "network",
        "log in",
        "login",
        "password",
        "members",
        "logged in",
        "private",
        "restricted",
        "closed",
        "invite-only",
        "only ",
        "need a",
        "requires a",
        "require a",
        "must have a",
        "with a",
        "404",
        "403",
        "denied",
    ),
    wrong="The form is ‸on the intranet.",
    right="The form is on our website. Log in to your mailbox to reply. Staff: ask us for a new intranet page.",
    note="In an item for the public: an intranet, a page behind a password, or the members' pages of a web site.",
)
def closed_page(file: CheckedFile) -> Iterator[Finding]:
    if file.item is None or file.item.circulation is not Circulation.PUBLIC:
        return
    for match in _CLOSED.finditer(file.prose):
        words = file.words_at(match.start(), match.end())
        if not _PLANNED.search(file.prose, max(0, match.start() - _NEAR), match.start()):
            # A members' area is for those who are members, which the words say.
            severity = "info" if match["area"] else ""
            yield Finding(
                match.start(), f'The text says "{words}", which not every reader can open.', severity=severity
            )
    for link in _web_links(file):
        if _HOST_OF_STAFF.search(host(link.url)):
            yield Finding(link.at, f"{host(link.url)} is a site that not every reader can open.")


_PLANNED = re.compile(r"\b(?:set up|setting up|create|creating|start|launch|links go) (?:an? |to )?\Z")
_NEAR = 20
"""Words in front of a page that is only planned, or that is what the item is about."""
_HOST_OF_STAFF = re.compile(r"(?:^|[.-])(?:intranet|extranet|staffnet|confluence|sharepoint|wiki-?int|internal)\d?[.-]")
"""Parts of the name of a site that only those who work there can open."""
_CLOSED = re.compile(
    r"\b(?:on|via|from|through|visit|see) (?:the |our |your )?(?:\w+ )?(?:intranet|staffnet|extranet)\b"
    r"|\bmust be (?:on|connected to|logged (?:in|on) to) (?:the |an? )?(?:[\w-]+ )?network\b"
    r"|(?P<area>\b(?:in|on|to|from|of|via|particularly|especially|see|visit) (?:the |our )?(?:members"
    r"|member)['’]?s?['’]?"
    r" (?:only )?(?:area|section|pages?|zone|site)\b)"
    r"|\bpassword[- ]protected (?:page|area|site|section|folder|document)\b"
    r"|\b(?:private|restricted|internal|closed|invite-only) (?:[\w-]+ )?(?:board|wiki|repo|repository|channel|forum"
    r"|workspace|drive|folder|document|doc|page|site|portal|calendar|spreadsheet)\b"
    r"|\bonly (?:[\w'’-]+ ){1,4}(?:can|will be able to|are able to|may) (?:open|see|view|access|read) (?:it|this"
    r"|them|these|the)\b"
    r"|\byou[’']?(?:ll| will| may| might) (?:get|see) an? (?:404|403|access denied|permission)\b"
    r"|\bonly (?:works?|opens?|open) (?:if|when|for|on|from|inside|within) [^.!?\n]{0,40}"
    r"\b(?:network|logged (?:in|on)|staff|nhs)\b"
    r"|\b(?:on|via|from|through|in|into|see|visit|open|view|access|to) (?:the |our |your |an? )?(?:[\w'’]+"
    r" )?(?:intranet|staffnet"
    r"|extranet|sharepoint)\b"
    r"|\b(?:must|need to|have to) (?:first )?(?:log|sign) ?-?in (?:to (?:read|see|view|open|access|watch"
    r"|download)|using"
    r"|with)\b"
    r"|\b(?:need|requires?|must have|with) an? (?:nhs|nhs\.net|nhsmail|staff|member['’]?s?|university|school|council"
    r"|futurenhs|gov\.uk|athens|openathens) (?:\w+ )?(?:account|login|log-in|email|e-mail|address|password)\b"
    r"[^.!?\n]{0,30}\b(?:to (?:open|view|see|access|read|join|use|log|watch|download)|for access)\b"
    r"|\b(?:access is |is )?(?:restricted|limited) to (?:members|staff|colleagues|users) (?:with|who|of)\b"
)


@rule(
    "LNK17",
    "warning",
    "The name of a file stands where its words or its link should.",
    "Link the file, and say in words what it is.",
    on=TEXTS,
    triggers=("_", ".pdf", ".doc", ".xls", ".ppt"),
    wrong="Read ‸Letter_to_the_Chair_6_Oct today.",
    right="Read the [letter to the chair (PDF)](https://example.org/Letter_to_the_Chair.pdf), saved as `a_b_c.pdf`.",
)
def name_of_file(file: CheckedFile) -> Iterator[Finding]:
    for match in _NAME_OF_FILE.finditer(file.prose_as_written):
        if match.start() >= file.source.body and not file.addresses.holds(match.start()):
            yield Finding(match.start(), f'"{match[0][:60]}" is the name of a file.')


_NAME_OF_FILE = re.compile(
    r"(?<![\w/.@#\\:=+$\[-])(?:[A-Z0-9][\w'’-]*_[\w'’-]*_[\w-]*[a-z][\w-]*(?:\.\w{3,4})?"
    r"|[A-Za-z0-9][\w'’()-]{2,}\.(?:pdf|docx?|xlsx?|pptx?))(?![\w/(=\]])"
)
"""Words that are joined by low lines, or end like a document."""


@rule(
    "LNK18",
    "warning",
    "A place is named that lies on a computer or a drive of somebody's work.",
    "Attach the file, or link to a page that all readers can open.",
    on=TEXTS,
    triggers=(":\\", ":/", "\\\\", "drive", "desktop"),
    wrong="The form is in ‸S:\\Shared\\Forms.",
    right="Fill in the [form](https://example.org/forms). We met on the High Street drive. A: yes.",
)
def place_on_drive(file: CheckedFile) -> Iterator[Finding]:
    is_public = file.item is None or file.item.circulation is Circulation.PUBLIC
    for match in _ON_DRIVE.finditer(file.prose):
        if match["path"] or is_public:
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'"{words}" can be opened by those who work there, at most.')


_ON_DRIVE = Expression(
    r"(?P<path>(?<![\w/.])(?:[a-z]:[\\/](?!/)[\w .-]*\w|file:///\S+|\\\\[a-z][\w.-]+\\[\w$-]+))"
    r"|\b(?:on|in|from|to|see|via) (?:the |our |your )?(?:shared|[a-z]|[a-z]:|network|team) drive\b",
    needs=(":\\", ":/", "\\\\", " drive"),
)


no_booking = Rule(
    "LNK06",
    "error",
    "The item does not say how people book.",
    "Add `book:` with a link, or `booking:` with words.",
    wrong="---\ntitle: Training\nsessions:\n  - ‸8 March 2022, 10am to 11am\n---\nText.\n",
    right="---\ntitle: Training\nsessions:\n  - 8 March 2022, 10am to 11am, https://example.org/book\n---\nText.\n",
)


@rule(
    "LNK07",
    "error",
    "An address leads nowhere, or not everybody can follow it.",
    "Use the whole public address, with https.",
    on=TEXTS,
    triggers=("://", "www."),
    wrong="[SAR 3](‸#)",
    right="[SAR 3](https://example.org/sar-3)",
    note="A warning for a long address without https:// in the text, for one of another kind, like ftp://, and for "
    "http of a host in `lists/https-hosts.txt`; advice for a short one, and for http elsewhere.",
)
def weak_address(file: CheckedFile) -> Iterator[Finding]:
    yield from _other_schemes(file)
    for link in file.source.links:
        url = link.url.lower()
        second = _SECOND_ADDRESS.search(url)
        if second:
            first, rest = link.url[: second.start()], link.url[second.start() :]
            hint = f"Write {first} and {rest} apart, each with its own words."
            yield Finding(link.at, "These are two addresses without a blank between them.", hint)
        elif link.kind == "bare" and url.startswith("www."):
            address = file.source.text[link.start : link.end]
            hint = f"Write [what people will find](https://{address})."
            severity = "info" if _can_be_typed(url) else "warning"
            yield Finding(link.start, "This address has no https:// in front.", hint, severity)
        elif re.match(_PRIVATE_PLACE, url):
            message = "This address is on one computer or network only."
            yield Finding(link.at, message, "Use the public address.", "warning")
        elif url.startswith("http://") and not is_wrapped(url, file.words.wrappers):
            message = f"The link to {host(url)} is not safe (http)."
            if not file.words.https_hosts.isdisjoint(parents(host(url))):
                yield Finding(link.at, message, replacement_hint(file, link, f"https{link.url[4:]}"), "warning")
            else:
                yield Finding(link.at, message, "Use https if the page has it.", "info")


_SECOND_ADDRESS = re.compile(r"(?<=[^\W_])https?://|(?<=\.[a-z]{2})www\.|(?<=\.[a-z]{3})www\.")
"""The start of an address right behind a letter or digit of another."""


def _other_schemes(file: CheckedFile) -> Iterator[Finding]:
    """Find addresses in the text that are no links, like ftp://example.org, and blanks that https:// lacks."""
    for match in _OTHER_SCHEME.finditer(file.prose):
        meant = meant_address(file.source.text[match.start() : match.end()].rstrip(".,;:!?"))
        if not file.addresses.holds(match.start()):
            message = f"{match['scheme']}:// begins no web address, and is printed as typed."
            hint = (
                f"Write {meant} instead."
                if meant
                else "Write the address of a page, with https://, or attach the file."
            )
            yield Finding(match.start(), message, hint, "warning")
    for link in file.source.links:
        before = file.source.text[max(0, link.start - 1) : link.start]
        if link.kind == "bare" and _LATIN.match(before):
            yield Finding(link.start, "There is no blank before this address.", "Put one in front of it.", "warning")


_OTHER_SCHEME = Expression(
    r"(?<![\w.+/:-])(?!https?:|file:)(?P<scheme>[a-z][a-z0-9+.-]{1,20})://[\w\[?][^\s<>()]{0,200}",
    needs=("://",),
)
"""The start of an address that browsers and mail programs of readers may not open. A place on a drive is LNK18."""


@rule(
    "LNK08",
    "info",
    "A page needs an account.",
    "Say so, and how to ask for one.",
    on=TEXTS,
    triggers=("http",),
    wrong="See the [forum](‸https://future.nhs.uk/forum).",
    right="See the [forum](https://future.nhs.uk/forum). You need a FutureNHS account.",
)
def account_needed(file: CheckedFile) -> Iterator[Finding]:
    if "account" in file.prose or "log in" in file.prose or "sign in" in file.prose:
        return
    for link in _web_links(file):
        names = (file.words.accounts.get(parent) for parent in parents(host(link.url)))
        name = next(filter(None, names), "")
        # PRIV06 says to take the link of a meeting out.
        is_closed = name and not is_for_all(link.url, file.words.public_addresses)
        if is_closed and link.kind not in ("sessions", "book") and not next(join_links(link.url), None):
            yield Finding(link.at, f"This page needs a {name} account.")


@rule(
    "LNK09",
    "info",
    "The name of a web site came along when a link was copied.",
    "`bulletin fix` removes it.",
    on=TEXTS,
    triggers=("(", " - ", " – ", " | "),
    wrong="‸[Cultural competence (england.nhs.uk)](https://example.org/book)",
    right="[Cultural competence](https://example.org/book)",
)
def site_name_in_words(file: CheckedFile) -> Iterator[Finding]:
    links = [link for link in file.source.links if link.kind in ("named", "links")]
    for link in links:
        match = re.search(_TAIL, link.label)
        if match and match.end() == len(link.label) and match.start():
            hint = f'Write "{link.label[: match.start()].strip()}"; `bulletin fix` does it.'
            yield Finding(link.start, f'"{match[0].strip()}" came along when the link was copied.', hint)
    spans = Spans((link.start, link.end) for link in links)
    for match in re.finditer(_TAIL_IN_TEXT, file.prose):
        if not spans.holds(match.start()):
            yield Finding(match.start(), f'"{match[0]}" came along when a link was copied.', f'Delete "{match[0]}".')


@rule(
    "LNK10",
    "warning",
    "A link to a document does not say what kind it is.",
    'Add "(PDF)" to its words.',
    on=TEXTS,
    triggers=(".pdf", ".doc", ".xls", ".ppt"),
    wrong="‸[Cell salvage](https://example.org/cell.pdf)",
    right="[Cell salvage (PDF)](https://example.org/cell.pdf)",
    note="The size of a page elsewhere is not known; attachments have theirs by themselves.",
)
def missing_document_type(file: CheckedFile) -> Iterator[Finding]:
    for link in file.source.links:
        match = re.search(_DOCUMENT, link.url) if link.kind in ("named", "links") else None
        if match and _LEADS.match(link.url) and not is_wrapped(link.url, file.words.wrappers):
            name, words = _DOCUMENT_TYPES[match[1].lower()]
            around = file.prose[max(0, link.start - _AROUND) : link.end + _AROUND]
            label = " ".join(link.label.casefold().strip(" .:!>»→").split())
            is_named = any(word in link.label.casefold() or re.search(rf"\b{word}\b", around) for word in words)
            if not is_named and label not in file.words.vague_links:  # For vague words LNK04 asks for other words.
                message = f"The link does not say that it is a {name} document."
                yield Finding(link.start, message, f'Write "{link.label.strip()} ({name})".')


@rule(
    "LNK11",
    "info",
    "A link stands twice in a row, has its full stop inside, or no blank beside it.",
    "Keep one; put the full stop after the link.",
    on=TEXTS,
    wrong="Read [the report](https://example.org/r) ‸[again](https://example.org/r).",
    right="Read [the report](https://example.org/r).",
)
def repeated_link(file: CheckedFile) -> Iterator[Finding]:
    before: Hyperlink | None = None
    for link in file.source.links:
        if link.kind not in _PROSE_KINDS:
            continue
        if before and before.url == link.url and _GO_ON.fullmatch(file.lower, before.end, link.start):
            second = " ".join(file.source.text[link.start : link.end].split())
            yield Finding(
                link.start, "The same link stands here twice in a row.", f'Keep one: delete the second, "{second}".'
            )
        if link.kind == "named" and (sentence := _missing_blank(file.source.text, link, before)):
            yield Finding(link.start, sentence, "Put one there, so that readers do not see one long word.", "warning")
        before = link
        if link.kind == "named" and re.search(r"[a-z]{2}\.$", link.label) and not link.label.endswith(("etc.", "..")):
            yield Finding(link.start, "The full stop is inside the link.", "Put it after the link.")


def _missing_blank(text: str, link: Hyperlink, before: Hyperlink | None) -> str:
    """Return the sentence that a blank is missing before or behind a link, "" if none is."""
    if _LATIN.match(text[max(0, link.start - 1) : link.start]) or (before and before.end == link.start):
        return "There is no blank before this link."
    behind = _WORD_BEHIND.match(text, link.end)
    has_blank = text[link.start : link.at].endswith((" ](", "\n]("))
    if (
        behind
        and not has_blank
        and behind[0] not in _ENDINGS_OF_WORDS
        and (len(behind[0]) > 3 or behind[0] in english().common)
    ):
        return "There is no blank behind this link."
    return ""


_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
"""A letter or digit of a script that puts blanks between words."""
_WORD_BEHIND = re.compile(r"[a-z]{2,20}")
_ENDINGS_OF_WORDS = frozenset(
    ("able", "based", "ed", "er", "ers", "es", "ing", "ings", "less", "like", "ly", "ment", "ness", "wide")
)
"""What may follow the words of a link without a blank: `[safeguard](…)ing`."""


@rule(
    "LNK12",
    "error",
    "The text speaks of a file, and none is attached.",
    "Attach the file (`attachments:`), or say where to find it.",
    triggers=("attached", "enclosed", "flyer", "poster", "leaflet"),
    wrong="For more, ‸see attached.",
    right="Children attached to a school can take part.",
)
def missing_attachment(file: CheckedFile) -> Iterator[Finding]:
    item = file.item
    if item is None or item.attachments or item.image or item.body_images:
        return
    for match in re.finditer(_ATTACHED, file.prose):
        if not _is_linked(file, match[0]):
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'The text says "{words}" but no file is attached.')


_ATTACHABLE = ("flyer", "poster", "leaflet", "letter", "form", "agenda", "programme", "booklet", "briefing", "slides")


def _is_linked(file: CheckedFile, words: str) -> bool:
    """Tell whether a link of the item is for the flyer, poster or leaflet that the words mention."""
    labels = [link.label.casefold() for link in file.source.links]
    if words.startswith("please") and any(re.search(_DOCUMENT, link.url) for link in file.source.links):
        return True
    things = [thing for thing in _ATTACHABLE if thing in words]
    return any(thing in label for thing in things for label in labels)


@rule(
    "LNK13",
    "error",
    "A file that goes with this item is missing or cannot be sent.",
    "Add the file to files/, or remove the line.",
    wrong="---\ntitle: An example\nattachments: ‸files/flier.pdf\n---\nText.\n",
    right=Example(
        "---\ntitle: An example\nattachments: files/flyer.pdf\n---\nText.\n",
        others={"2022-02/files/flyer.pdf": b"%PDF-"},
    ),
    note="Also types that mail systems refuse, a message of more than 20MB with its attachments, which grow by a "
    "third on their way, and a hosted file of more than 100MB. Over 5MB, for a hosted file over 25MB, or a space in "
    "its name, is a warning.",
    on=("item", "issue"),
)
def unusable_attachment(file: CheckedFile) -> Iterator[Finding]:
    if file.item is None:
        yield from _too_large_messages(file)
        return
    for asset in (attachment.asset for attachment in file.item.attachments):
        offset = max(file.source.text.find(asset.name), 0)
        ending = asset.name.rpartition(".")[2].casefold()
        if ending in file.words.blocked_types:
            message = f"{asset.name} cannot be sent: mail systems refuse .{ending} files."
            yield Finding(offset, message, "Save it as .docx or PDF.")
        yield from _too_large_file(file, asset, offset)
        if " " in asset.name:
            hint = f"Rename it {slugs.file_name(asset.name)}, here and in files/."
            yield Finding(offset, f'There is a space in the name "{asset.name}".', hint, "warning")


def _too_large_file(file: CheckedFile, asset: Asset, offset: int) -> Iterator[Finding]:
    size = f"{asset.size / 1_000_000:.1f}MB"
    if not (file.item and _is_hosted(file, file.item)):
        if asset.size > _LARGEST:
            message = f"{asset.name} is {size}; many mailboxes refuse more than 5MB."
            yield Finding(offset, message, "Make it smaller, or link to it.", "warning")
    elif asset.size > _LARGEST_HOSTED:
        message = f"{asset.name} is {size}; 100MB is the most that GitHub takes."
        yield Finding(offset, message, "Make it smaller, or link to where it is.")
    elif asset.size > _LARGE_HOSTED:
        message = f"{asset.name} is {size}, which takes long to load on a phone."
        yield Finding(offset, message, "Make it smaller.", "warning")


def _too_large_messages(file: CheckedFile) -> Iterator[Finding]:
    """Find messages of an issue that would be too large because of their attachments."""
    items = [item for item in file.issue.items if not (item.held or item.retired)] if file.issue else []
    for name, levels in _EDITIONS:
        chosen = [item for item in items if item.circulation in levels and not _is_hosted(file, item)]
        files = {asset.address: asset for item in chosen for asset in item.assets}
        size = sum(-(-asset.size // _BASE64_LINE) * _BASE64_LINE_SENT for asset in files.values())
        if size > _LARGEST_MESSAGE:
            largest = sorted(files.values(), key=lambda asset: -asset.size)[:3]
            names = ", ".join(f"{asset.name} ({asset.size / 1_000_000:.1f}MB)" for asset in largest)
            message = (
                f"The {name} of {file.issue.id if file.issue else ''} would have {size / 1_000_000:.0f}MB with its "
                "attachments, which grow by a third on their way; 20MB is the most that mail carries."
            )
            yield Finding(0, message, f"Link to the largest, or make them smaller: {names}.")


def _is_hosted(file: CheckedFile, item: Item) -> bool:
    return file.workspace.settings.hosted and item.circulation is Circulation.PUBLIC


def _web_links(file: CheckedFile) -> Iterator[Hyperlink]:
    return (link for link in file.source.links if link.url.lower().startswith("http"))
