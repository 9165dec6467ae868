"""One item's file → Item, and all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .. import addresses
from ..ledger.entries import Ledger
from ..model import Attachment, Circulation, Contact, Image, Item, Month, Session
from ..text import humanize, slugs
from ..text.suggest import did_you_mean
from .dates import read_date, read_month_or_date
from .fields import SUMMARY_LIMIT, Fields
from .files import Files
from .frontmatter import Document, PlacedText, Wrong
from .images import AssetReader
from .keys import KINDS
from .markdown import MarkdownText, ParsedText, parse
from .positions import ParserNotes
from .sessions import ParentIssue, SessionDefaults, read_session_defaults, read_sessions
from .snippets import SnippetFile, snippets_for
from .values import (
    is_uk,
    read_choice,
    read_contact,
    read_email,
    read_link,
    read_number,
    read_phone,
    read_slug_value,
    read_yes_no,
)

RESERVED = ("index", "issue", "card", "calendar", "feed", "files")

_A_KIND = {"service": "a service", "update": "an update", "notice": "a notice"}
_IGNORE = re.compile(r"([A-Z]{3,4}[0-9]{2}) because (\S.*)")
_NEVER_IGNORED = re.compile(r"RST|PRIV(?!02|05)")
_CORRECTION = re.compile(r"([^:]+): +(\S.*)")
_DETAILS = {
    "service": (
        ("open", "Opening hours"),
        ("run by", "Run by"),
        ("funded by", "Funded by"),
        ("developed with", "Developed with"),
    ),
    "learning": (("source", "Source"),),
}


class Around(NamedTuple):
    """What an item needs to know of the rest of the content."""

    home: ParentIssue
    snippets: Mapping[str, SnippetFile]
    ledger: Ledger
    files: Files
    folder: Path
    mailed: bool
    """Whether the issue's mail is being made."""


class Found(NamedTuple):
    """An item and what the other items must exist for."""

    item: Item
    moved_to: PlacedText | None
    document: Document
    notes: ParserNotes
    """What says where everything stands in its text."""


def read_item(fields: Fields, around: Around) -> Found:
    """An item as well as it can be read."""
    document = fields.document
    title = fields.required("title")
    kind = _kind(fields)
    slug = _slug(fields, document.path)
    circulation, note = read_circulation(fields, around), fields.text("circulation note")
    held = _held(fields, around.home.day)
    settings = around.home.settings
    keep = around.mailed and not held and (circulation is not Circulation.PUBLIC or not settings.hosted)
    assets = AssetReader(files=around.files, folder=around.folder, owner=addresses.item(slug), keep=keep)
    body = parse(MarkdownText(text=document.body, acronyms=settings.acronyms, image=assets.image, shift=2, title=title))
    fields.note_refused(body.refused)
    retired = fields.text("gone"), fields.value("moved to")
    sessions, shared = _sessions(fields, kind, slug, around)
    day = around.home.day
    item = Item(
        slug=slug,
        uid=slugs.item_uid(settings.id, slug),
        issue=around.home.issue,
        kind=kind,
        title=title,
        path=document.path,
        circulation=circulation,
        circulation_note=note,
        held=held,
        body=document.body,
        body_line=document.body_line,
        prose=body.prose,
        summary=_summary(fields, body),
        summary_only=_summary_only(fields, circulation),
        section=fields.text("section"),
        order=fields.read("order", read_number, None),
        pinned=fields.read("pin", read_yes_no, False),
        organisation=fields.text("from"),
        published=fields.read("published", lambda text: read_month_or_date(text, day), None),
        audience=fields.texts("for"),
        areas=fields.texts("areas"),
        topics=_topics(fields, settings.topics),
        contacts=_contacts(fields, around),
        links=fields.each(fields.lines("links"), read_link),
        attachments=_attachments(fields, assets),
        image=_image(fields, assets),
        body_images=body.images,
        snippets=snippets_for(fields, kind, around.snippets, day),
        details=_details(fields, kind, day),
        sessions=sessions,
        presenters=fields.texts("presenter"),
        booking=fields.text("booking"),
        cost=fields.text("cost"),
        requires=fields.text("requires"),
        level=fields.text("level"),
        joining=shared.joining if shared and isinstance(shared.joining, str) else "",
        content_note=fields.text("content note"),
        support=fields.text("support"),
        credit=fields.text("credit"),
        corrections=_corrections(fields, day),
        show_until=fields.read("show until", lambda text: read_date(text, day).day, None) or _last(sessions),
        gone=retired[0],
        moved_to=slugs.slug(retired[1].text) if retired[1] else "",
        first_published=around.home.instant,
        modified=around.home.instant,
        ignored=_ignored(fields),
        at=fields.at,
    )
    _judge(fields, item)
    return Found(item=item, moved_to=retired[1], document=document, notes=body.notes)


def read_circulation(fields: Fields, around: Around) -> Circulation:
    """Who may see an item: its own word, else the bulletin's."""

    def read(text: str) -> Circulation:
        try:
            return Circulation(read_choice(text, "circulation", tuple(Circulation)))
        except Wrong as wrong:
            raise Wrong("RST04", wrong.message, wrong.hint) from None

    return fields.read("circulation", read, around.home.settings.default_circulation)


def _kind(fields: Fields) -> str:
    deduced = "training" if fields.has("sessions") else "service" if fields.has("open") else "information"
    kind = fields.read("kind", lambda text: read_choice(text, "kind", KINDS), deduced)
    for entry in fields.document.entries.values():
        kinds = fields.table[entry.key].kinds
        if kind not in kinds:
            owner, here = (_A_KIND.get(one, one) for one in (kinds[0], kind))
            fields.refuse(entry.key, Wrong("STR07", f'"{entry.key}" belongs to {owner}, and this item is {here}.'))
    return kind


def _slug(fields: Fields, path: str) -> str:
    name = path.rpartition("/")[2]
    slug = fields.read("slug", read_slug_value, slugs.slug(name[:-3]))
    if not slug:
        said = f'"{name}" has no letters that I can use in a web address.'
        fields.refuse("slug", Wrong("NAM01", said, "Add `slug:` with a short name."))
    elif slug in RESERVED:
        said = f'"{slug}" is a name that I need for a page of my own.'
        fields.refuse("slug", Wrong("NAM01", said, "Add `slug:` with another name."))
    return slug


def _held(fields: Fields, day: date) -> str:
    """Why the item is held back; a date in the past, seen from the issue, holds nothing."""
    text = fields.text("hold until")
    try:
        return text if text and read_date(text, day).day > day else ""
    except Wrong as wrong:
        # Words are a reason to hold; what begins like a date is a mistake.
        if wrong.rule in ("DAT01", "DAT03") or text[:1].isdigit():
            fields.refuse("hold until", wrong)
        return text


def _summary(fields: Fields, body: ParsedText) -> str:
    summary = fields.text("summary", body.summary)
    if len(summary) > SUMMARY_LIMIT and fields.has("summary"):
        said = f"The summary has {len(summary)} characters; {SUMMARY_LIMIT} is the limit."
        fields.refuse("summary", Wrong("STR07", said, "Say it shorter."))
    return summary


def _summary_only(fields: Fields, circulation: Circulation) -> bool:
    wanted_only = fields.read("summary only", read_yes_no, False)
    if wanted_only and circulation is not Circulation.PUBLIC:
        said = "Only a public item can be summary only: the full text needs a web page."
        fields.refuse("summary only", Wrong("STR07", said))
    return wanted_only


def _topics(fields: Fields, known: tuple[str, ...]) -> tuple[str, ...]:
    by_slug = {slugs.slug(topic): topic for topic in known}
    found = []
    for written in fields.listed("topics"):
        topic = by_slug.get(slugs.slug(written.text), "" if known else written.text)
        if topic:
            found.append(topic)
        else:
            hint = f"{did_you_mean(written.text, known)} If it is new, add it to topics in bulletin.yml.".strip()
            fields.note(written, Wrong("STR07", f'I do not know the topic "{written.text}".', hint))
    return tuple(found)


def _contacts(fields: Fields, around: Around) -> tuple[Contact, ...]:
    settings = around.home.settings
    uk = is_uk(settings.time_zone)
    email = fields.read("email", read_email, "")
    phone = fields.read("phone", lambda text: read_phone(text, uk), None)
    own = (Contact(email=email),) if email else ()
    calls = (phone,) if phone else ()
    others = fields.each(fields.lines("contact"), lambda text: read_contact(text, uk))
    return (*own, *calls, *others) or (Contact(email=settings.email),)


def _attachments(fields: Fields, assets: AssetReader) -> tuple[Attachment, ...]:
    found: dict[str, Attachment] = {}
    for attachment in fields.each(fields.listed("attachments"), lambda text: _attachment(text, assets)):
        other = found.setdefault(attachment.asset.address, attachment)
        if other is not attachment:
            said = f'"{other.asset.name}" and "{attachment.asset.name}" would have the same address.'
            fields.refuse("attachments", Wrong("NAM02", said, "Rename one."))
    return tuple(found.values())


def _attachment(text: str, assets: AssetReader) -> Attachment:
    label, _, name = text.rpartition(": ")
    asset = assets.asset(name.strip())
    return Attachment(label=label.strip() or asset.name, asset=asset)


def _image(fields: Fields, assets: AssetReader) -> Image | None:
    alt = fields.text("image alt")
    return fields.read("image", lambda text: assets.image(text, alt), None)


def _details(fields: Fields, kind: str, day: date) -> tuple[tuple[str, str], ...]:
    found = [(label, fields.text(key)) for key, label in _DETAILS.get(kind, ())]
    if kind == "service":
        launched = fields.read("launched", lambda text: read_month_or_date(text, day), None)
        found.append(("Launched", in_words(launched)))
    if kind == "learning":
        found.append(("Reviews", ", ".join(fields.texts("reviews"))))
    return tuple((label, text) for label, text in found if text)


def in_words(when: date | Month | None) -> str:
    """A date or a month in words; "" for neither."""
    if when is None:
        return ""
    return humanize.day(when) if isinstance(when, date) else humanize.month(when)


def _sessions(
    fields: Fields, kind: str, slug: str, around: Around
) -> tuple[tuple[Session, ...], SessionDefaults | None]:
    if kind != "training":
        return (), None
    if not (fields.has("gone") or fields.has("moved to")):
        fields.require("sessions")
    recorded = around.ledger.sessions_of(slug)
    shared = read_session_defaults(fields, slug, around.home, recorded)
    return read_sessions(fields, shared), shared


def _last(sessions: tuple[Session, ...]) -> date | None:
    return max((session.end.date() for session in sessions), default=None)


def _corrections(fields: Fields, day: date) -> tuple[tuple[date, str], ...]:
    def read(text: str) -> tuple[date, str]:
        match = _CORRECTION.fullmatch(text)
        if not match:
            said = f'I cannot read "{text[:60]}" as a correction.'
            raise Wrong("STR07", said, 'Write it like "3 February 2022: the phone number".')
        return read_date(match[1], day).day, match[2]

    return fields.each(fields.lines("corrected"), read)


def _ignored(fields: Fields) -> tuple[tuple[str, str], ...]:
    def read(text: str) -> tuple[str, str]:
        match = _IGNORE.fullmatch(text)
        if not match or _NEVER_IGNORED.match(match[1]):
            said = 'Say why: "ignore: TXT03 because …".'
            raise Wrong("STR07", said, "RST rules, and PRIV but 02 and 05, cannot be ignored.")
        return match[1], match[2]

    return fields.each(fields.lines("ignore"), read)


def _judge(fields: Fields, item: Item) -> None:
    """What holds between the keys of an item."""
    if item.circulation is Circulation.LIMITED and not item.circulation_note:
        said = 'A limited item needs "circulation note:", one sentence that says who it is for.'
        fields.refuse("circulation", Wrong("RST04", said))
    if item.gone and item.moved_to:
        fields.refuse("gone", Wrong("STR07", '"gone" and "moved to" are both there.', "Keep one."))
    if item.held:
        said = "This item is on hold, so it is left out."
        fields.refuse("hold until", Wrong("RST05", said, 'Delete the line "hold until" when it may go out.'), "warning")
