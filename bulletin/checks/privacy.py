"""Rules of privacy: what could tell who a person is. Nothing that they find is ever quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from ..model import Circulation
from ..text.private import Number, join_links, mailbox, numbers
from ..text.urls import unwrapped
from .page import Page
from .rule import Example, Found, Rule

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    r"(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+[0-9]{{2,4}})"
)
_BIRTH = re.compile(
    rf"\b(?:d\.?o\.?b\b\.?|date\s+of\s+birth|born(?:\s+on)?)[\s:=-]{{0,4}}(?:is\s+|was\s+|the\s+)?{_DATE}"
)
_PERSON = r"\b(?:child|patient|mother|baby|father|boy|girl|woman|man|victim|infant)\b"
_LIVES = re.compile(
    _PERSON + r"(?![ -](?:safety|protection|death|services?|health|care|line|welfare))[^.!?\n]{0,100}?"
    r"\b(?:lives?|lived|living|resides?|resided|residing|from|address\s+(?:is|was))\b[^.!?\n]{0,60}?"
    r"\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\b"
)
_DEATH = re.compile(
    rf"\b(?:child|baby|adult|patient|infant)\s+[a-z]{{1,2}}\b[^.!?\n]{{0,80}}?\b(?:died|dies|death|killed)\b[^.!?\n]{{0,30}}?{_DATE}"
)
_FEW = re.compile(
    r"\b(?:one|two|three|four|[1-4])\s+(?:of\s+(?:which|whom|these|them)"
    r"|(?:(?:young|older|looked[ -]after|newborn)\s+)?"
    r"(?:child|children|babies|baby|infants?|people|adults?|patients?|women|woman|men|man|girls?|boys?)\b)"
    r"(?!\s+(?:deaths?|protection|safeguarding|health|care|safety|services?)\b)"
    r"(?P<near>[^.!?\n]{0,80})"
)
_GRAVE = re.compile(
    r"\b(?:die[ds]?|deaths?|abused|suicide|killed|serious\s+case\s+review|full\s+(?:serious\s+case\s+)?review)\b"
)
_THESE_FEW = re.compile(
    r"\bof\s+(?:these|them|which|whom),?\s+(?:one|two|three|four|[1-4])\s+(?:was|were|went|had|have|has|progressed|died)\b"
)
_HOME = ("lives", "lived", "living", "resid", "from", "address")
_POSTCODE = re.compile(r"[0-9][a-z0-9]? ?[0-9][a-z]{2}\b")
_TOKENS = ("key", "token", "invite", "invitation", "registrationkey", "auth")
_TOKEN_LENGTH = 16
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss)\.? )?[A-Z][\w'’-]+(?: [A-Z]\.?)?(?: [A-Z][\w'’-]+){1,2}(?: \(.*\))?"
    r"|[A-Z][\w'’-]+, [A-Z][\w'’-]+.*"
)
_NO_NAME = re.compile(
    r"\b(?:NHS|Team|Trust|Microsoft|Office|Word|Service|Board|Council|Group|Society|Foundation|University|College|Police|"
    r"Administrator|User|Adobe|Canva|Apple|Bulletin|Safeguarding|England)\b"
)


def nhs_number(page: Page) -> Iterator[Found]:
    """A number that has an NHS number's check digit and range, or is called one."""
    for number in page.numbers:
        if number.certain:
            yield Found(number.start, f"This looks like a real NHS number (ends {number.ending}).")
    for offset, number, where in _elsewhere(page):
        if number.certain:
            yield Found(offset, f"{where} looks like a real NHS number (ends {number.ending}).")


def other_health_number(page: Page) -> Iterator[Found]:
    """A number with the check digit, but of Scotland, Northern Ireland or a range that is not issued."""
    for number in page.numbers:
        if not number.certain:
            yield Found(number.start, f"This could be a health number (ends {number.ending}).")
    for offset, number, where in _elsewhere(page):
        if not number.certain:
            yield Found(offset, f"{where} could be a health number (ends {number.ending}).")


def _elsewhere(page: Page) -> Iterator[tuple[int, Number, str]]:
    """Numbers in the names of files and in what attachments hold."""
    item = page.item
    if item is None:
        return
    own = item.path.rpartition("/")[2].replace("_", " ")
    yield from ((0, number, "The name of this file") for number in numbers(own))
    images = [image for image in (item.image, *item.body_images) if image]
    said = {number.start for number in page.numbers}
    for asset in (*(one.asset for one in item.attachments), *(image.asset for image in images)):
        offset = max(page.source.text.find(asset.name), 0)
        if not said.isdisjoint(range(offset, offset + len(asset.name))):
            continue  # It was found where the file is named.
        yield from ((offset, number, "The name of a file") for number in numbers(asset.name.replace("_", " ")))
    for enclosed in page.enclosed:
        offset = page.source.offset(enclosed.line, enclosed.column)
        yield from ((offset, number, "The attachment has a number that") for number in numbers(enclosed.text))


def birth_or_home(page: Page) -> Iterator[Found]:
    """A date of birth, the postcode of a person's home, or the day on which a person with initials died."""
    if any(word in page.lower for word in ("dob", "d.o.b", "of birth", "born")):
        for match in _BIRTH.finditer(page.lower):
            yield Found(match.start(), "This is a date of birth.")
    if not page.has_digits:
        return
    if any(word in page.said for word in _HOME) and _POSTCODE.search(page.said):
        for match in _LIVES.finditer(page.said):
            yield Found(match.start(), "This says where a person lives.")
    if any(word in page.said for word in ("died", "dies", "death", "killed")):
        for match in _DEATH.finditer(page.said):
            yield Found(match.start(), "This says when a person died.")


def personal_link(page: Page) -> Iterator[Found]:
    """A web address made for one person: a mailbox or a token stands in it."""
    for link in page.source.links:
        if not link.url.lower().startswith("http") or next(join_links(link.url), None):
            continue
        wrapped, inner = unwrapped(link.url), mailbox(link.url)
        if inner and (wrapped or inner.casefold() != page.workspace.settings.email.casefold()):
            hint = "`bulletin fix` puts the real address in its place." if wrapped else None
            yield Found(link.at, "This link was made for one person: an email address is inside it.", hint)
        elif not wrapped and _token(link.url):
            yield Found(link.at, "This link was made for one person: a registration key is inside it.")


def _token(url: str) -> bool:
    try:
        pairs = parse_qsl(urlsplit(url).query)
    except ValueError:
        return False
    return any(name.casefold() in _TOKENS and len(value) >= _TOKEN_LENGTH for name, value in pairs)


def few_people(page: Page) -> Iterator[Found]:
    """A count of fewer than five people near death, abuse or review."""
    for match in _FEW.finditer(page.said):
        if _GRAVE.search(match["near"]):
            yield Found(match.start())
    for match in _THESE_FEW.finditer(page.said):
        after = page.said[match.end() : match.end() + 80].split(".")[0]
        if _GRAVE.search(match[0] + after):
            yield Found(match.start())


def join_link(page: Page) -> Iterator[Found]:
    """A link by which anybody could join a meeting."""
    circulation = page.item.circulation if page.item else page.issue.circulation if page.issue else Circulation.PUBLIC
    severity = "error" if circulation is Circulation.PUBLIC else "warning"
    for match in join_links(page.source.text):
        yield Found(match.start(), severity=severity)


def left_in_file(page: Page) -> Iterator[Found]:
    """Tracked changes, comments, a place or an author in a file that goes with the item."""
    for enclosed in page.enclosed:
        offset = page.source.offset(enclosed.line, enclosed.column)
        if enclosed.changes or enclosed.comments:
            left = [
                f"{number:,} {what if number != 1 else what[:-1]}"
                for number, what in ((enclosed.changes, "tracked changes"), (enclosed.comments, "comments"))
                if number
            ]
            yield Found(offset, f"The file still has {' and '.join(left)}.")
        if enclosed.located:
            hint = "Save it without its location."
            yield Found(offset, "The picture says where it was taken.", hint, "warning")
        if any(_NAME.fullmatch(author) and not _NO_NAME.search(author) for author in enclosed.authors):
            hint = "Remove the properties, for example with Inspect Document in Word."
            yield Found(offset, "The file names its author.", hint, "warning")


_ITEM = "---\ntitle: An example\ncirculation: {}\n---\n{}\n"

RULES: tuple[Rule, ...] = (
    Rule(
        id="PRIV01",
        severity="error",
        says="There is what looks like a real NHS number.",
        hint="Remove it now and tell your information governance lead: it may already be in the file's history. "
        "Use 999 123 4567 in examples.",
        wrong="The patient's number is ‸485 777 3457.",
        right="An NHS number looks like 999 123 4567.",
        find=nhs_number,
        on=("item", "issue", "snippet", "settings"),
        note="Looked for in every file, in names of files and in attachments; only its last two digits are said.",
    ),
    Rule(
        id="PRIV02",
        severity="warning",
        says="There is what could be a health number from Scotland or Northern Ireland.",
        hint="Remove it if it identifies a patient. If it is something else, write `ignore: PRIV02 because …`.",
        wrong="The file is called ‸0101701233.",
        right="The book is ISBN 0306406152.",
        find=other_health_number,
        on=("item", "issue", "snippet", "settings"),
    ),
    Rule(
        id="PRIV03",
        severity="warning",
        says="A date of birth, a home or a day of death could tell who a person is.",
        hint="Check that nobody can be identified, or leave it out.",
        wrong="The child (‸DOB 12/03/2014) was seen.",
        right="The child was 7 years old. Born in 2014, he lives in Leeds.",
        find=birth_or_home,
        on=("item", "issue", "snippet"),
    ),
    Rule(
        id="PRIV04",
        severity="error",
        says="A link was made for one person.",
        hint="Use the public link.",
        wrong="[Book a place](‸https://example.org/book?email=jane.smith%40example.com)",
        right="[Book a place](https://example.org/book?event=1234)",
        find=personal_link,
        on=("item", "issue", "snippet"),
        triggers=("http",),
    ),
    Rule(
        id="PRIV05",
        severity="info",
        triggers=("died", "dies", "death", "abused", "suicide", "killed", "case review", "full review"),
        says="Small numbers can identify people.",
        hint="Check your disclosure policy. If it is all right, write `ignore: PRIV05 because …`.",
        wrong="There were 10 reviews, ‸2 of which went on to a full serious case review.",
        right="There were 2 learning events about the review of a death.",
        find=few_people,
        on=("item", "issue"),
    ),
    Rule(
        id="PRIV06",
        severity="error",
        says="Anyone with this link could join the session.",
        hint="Send the link to the people who have booked, and write `place: Microsoft Teams` here.",
        wrong="[Join](‸https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc)",
        right="The session is on Microsoft Teams. We send the link when you have booked.",
        find=join_link,
        on=("item", "issue", "snippet"),
        triggers=("teams.", "zoom", "webex", "meet.google"),
        note="A warning in an item that is not public.",
    ),
    Rule(
        id="PRIV07",
        severity="error",
        says="A file that goes with this item tells more than it shows.",
        hint="Accept the changes, delete the comments, and save it again.",
        wrong=Example("The flyer still has tracked changes and 3 comments.", told=True),
        right=Example("The flyer was saved after all changes were accepted.", told=True),
        find=left_in_file,
        note="Word, Excel, PowerPoint, PDF, JPEG and PNG files. The place of a picture and an author are warnings; "
        "pictures that Bulletin shows are published without either.",
    ),
)
