"""Read one item's file into an Item, and note every problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from .. import addresses
from ..ledger.entries import Ledger
from ..model import ACCESS_WORDS, Attachment, Circulation, Contact, Exemption, Image, Item, Link, Month, Session
from ..model.rows import ARTICLES, TRAINING, ValueType, rows
from ..text import humanize, slugs
from ..text.suggest import did_you_mean
from .comments import without_comments
from .dates import read_date, read_month_or_date
from .fields import Fields
from .files import AssetFolder
from .frontmatter import Document, PlacedText, Wrong
from .images import AssetReader, PictureText
from .import_marks import unsettled
from .item_links import ItemLink
from .markdown import MarkdownText, ParsedText, parse
from .phones import is_uk, read_phone
from .positions import ParserNotes
from .session_defaults import ParentIssue, read_session_defaults
from .sessions import NO_SESSIONS, ItemSessions, read_action, read_sessions
from .snippets import SnippetFile, snippets_for
from .summaries import SUMMARY_LIMIT
from .values import (
    read_choice,
    read_contact,
    read_email,
    read_link,
    read_number,
    read_slug_value,
)

BOOK_WORDS = "Book or start"
"""The words on the button of training without dates."""

RESERVED = ("index", "issue", "card", "calendar", "feed", "files")
"""Slugs that no item may have, since the site has pages and files of these names."""

_IGNORE = re.compile(r"([A-Z]{3,4}[0-9]{2})(?: +(?:…|\.\.\.)(\S+))? because (\S.*)")
_WAS = re.compile(r"(?:staff|limited|held)(?:\W.*)?", re.IGNORECASE)
_NEVER_IGNORED = re.compile(r"RST(?!03|11)|PRIV0[37]")
_ONE_NUMBER = (
    'Say which number, and why: "ignore: {} …123 because it is a purchase order".',
    "Instead of 123 write its last three digits.",
)
_ONE_ADDRESS = (
    'Say which address, and why: "ignore: {} …abc123 because it is our public page".',
    "Instead of abc123 write the last 6 letters of the address, or more.",
)
_ONLY_ONE = {
    "PRIV01": (re.compile("[0-9]{3}"), _ONE_NUMBER),
    "PRIV04": (re.compile(r"\S{6,}"), _ONE_ADDRESS),
    "PRIV06": (re.compile(r"\S{6,}"), _ONE_ADDRESS),
}
"""Rules that can only be ignored for one number or address: the pattern of its ending, and message and hint."""
_CORRECTION = re.compile(r"([^:]+): +(\S.*)")


class ItemContext(NamedTuple):
    """What reading an item needs from the rest of the content."""

    home: ParentIssue
    slug: str
    """Its slug by its file name, which its key `slug` may replace."""
    snippets: Mapping[str, SnippetFile]
    ledger: Ledger
    assets: AssetFolder
    """The files beside it."""
    mailed: bool
    """Whether the mail of its issue is being made."""
    ground: str
    """The colour to put behind transparent pictures."""


class ItemFile(NamedTuple):
    """An item, with what is needed to resolve its references to other items."""

    item: Item
    moved_to: PlacedText | None
    replaces: PlacedText | None
    document: Document
    notes: ParserNotes
    """The parser's notes about its body, from which positions are found."""
    item_links: tuple[ItemLink, ...] = ()
    """The links in its body to other items."""
    sessions_complete: bool = True
    """Whether each of its session lines could be read."""


class _Identity(NamedTuple):
    """The values of an item on which reading the others depends."""

    title: str
    kind: str
    slug: str
    circulation: Circulation
    held: str
    """Why it is on hold, "" if it is not."""


def read_item(fields: Fields, context: ItemContext) -> ItemFile:
    """Read an item and note every problem in the fields; a value that cannot be read is the default."""
    document, settings = fields.document, context.home.settings
    simple_values = _simple_values(fields, context.home.day)
    identity = _read_identity(fields, context)
    assets = _asset_reader(identity, context)
    body = _read_body(fields, identity, assets, context)
    sessions = _read_item_sessions(fields, identity, context)
    values = simple_values | _own_values(fields, identity, context)
    values |= identity._asdict() | _session_values(fields, sessions, context.home.day)
    moved_to, replaces = fields.value("moved to"), fields.value("replaces")
    values["moved_to"] = slugs.slug(moved_to.text) if moved_to else ""
    values["replaces"] = slugs.slug(replaces.text) if replaces else ""
    values["summary"] = _summary(fields, body)
    values["summary_only"] = _summary_only(fields, values["summary_only"], identity.circulation)
    values["attachments"], values["image"] = _attachments(fields, assets), _image(fields, assets)
    if not identity.held:
        fields.problems += unsettled(document)
    item = Item(
        **values,
        uid=slugs.item_uid(settings.id, identity.slug),
        issue=context.home.issue,
        path=document.path,
        body=without_comments(document.body),
        body_line=document.body_line,
        prose=body.prose,
        body_images=body.images,
        first_published=context.home.instant,
        modified=context.home.instant,
        at=fields.at,
    )
    _note_contradictions(fields, item)
    return ItemFile(item, moved_to, replaces, document, body.notes, body.item_links, sessions.complete)


def _read_identity(fields: Fields, context: ItemContext) -> _Identity:
    return _Identity(
        title=fields.required("title"),
        kind=_kind(fields),
        slug=_slug(fields, context.slug),
        circulation=read_circulation(fields, context),
        held=_hold_reason(fields, context.home.day),
    )


def _asset_reader(identity: _Identity, context: ItemContext) -> AssetReader:
    """Make the reader of an item's files; it keeps the bytes of files that no web page has and the mail needs."""
    is_on_web = identity.circulation is Circulation.PUBLIC and context.home.settings.hosted
    return AssetReader(
        folder=context.assets,
        owner=addresses.item(identity.slug),
        keep=context.mailed and not identity.held and not is_on_web,
        ground=context.ground,
        published=context.ledger.addresses,
    )


def _read_body(fields: Fields, identity: _Identity, assets: AssetReader, context: ItemContext) -> ParsedText:
    body = parse(
        MarkdownText(
            text=fields.document.body,
            acronyms=context.home.settings.acronyms,
            image=assets.image,
            shift=2,
            title=identity.title,
            path=fields.document.path,
            name=identity.slug or "text",
            language=context.home.settings.language,
        )
    )
    fields.note_refused(body.refused)
    return body


def _own_values(fields: Fields, identity: _Identity, context: ItemContext) -> dict[str, Any]:
    """Return the values of keys of type OWN that depend neither on the body nor on the sessions."""
    settings, day = context.home.settings, context.home.day
    return {
        "topics": _topics(fields, settings.topics),
        "contacts": _contacts(fields, context),
        "links": fields.read_lines("links", read_link),
        "snippets": snippets_for(fields, identity.kind, context.snippets, day),
        "details": _details(fields, identity.kind, day),
        "action": _action(fields),
        "bookings_stand": fields.text("bookings stand", settings.bookings_stand),
        "corrections": _corrections(fields, day),
        "was": _was(fields),
        "ignored": _ignored(fields),
    }


def _session_values(fields: Fields, read: ItemSessions, day: date) -> dict[str, Any]:
    """Return the values that depend on the sessions. day: the date of the issue."""
    return {
        "sessions": read.sessions,
        "awaited": read.awaited,
        "bookable": read.bookable,
        "joining": read.joining,
        "button": _button(fields, read.book),
        "show_until": _read_day(fields, "show until", day) or _last_day(read.sessions),
    }


def _read_month_or_date(fields: Fields, key: str, day: date) -> date | Month | None:
    return fields.read(key, lambda text: read_month_or_date(text, day, month_first=fields.month_first), None)


def _read_day(fields: Fields, key: str, day: date) -> date | None:
    return fields.read(key, lambda text: read_date(text, day, month_first=fields.month_first).day, None)


_READERS: Mapping[ValueType, Callable[[Fields, str, date], object]] = {
    ValueType.TEXT: lambda fields, key, day: fields.text(key),
    ValueType.LIST: lambda fields, key, day: fields.texts(key),
    ValueType.YES_NO: lambda fields, key, day: fields.says_yes(key),
    ValueType.NUMBER: lambda fields, key, day: fields.read(key, read_number, None),
    ValueType.DATE: _read_day,
    ValueType.MONTH_OR_DATE: _read_month_or_date,
}
"""The reader for each type of key; it gets the fields, the key and the issue's date. Keys of type OWN have no row."""


def _simple_values(fields: Fields, day: date) -> dict[str, Any]:
    """Return the values of the fields that have one key of a common type, by the field's name."""
    alone = {name: row.keys[0] for name, row in rows(Item).items() if len(row.keys) == 1}
    return {name: _READERS[key.type](fields, key.name, day) for name, key in alone.items() if key.type in _READERS}


def read_circulation(fields: Fields, context: ItemContext) -> Circulation:
    """Return who may see an item: its key `circulation`, else the bulletin's default."""

    def read(text: str) -> Circulation:
        try:
            return Circulation(read_choice(text, "circulation", tuple(Circulation)))
        except Wrong as wrong:
            raise Wrong("RST04", wrong.message, wrong.hint) from None

    return fields.read("circulation", read, context.home.settings.default_circulation)


def _kind(fields: Fields) -> str:
    deduced = "training" if fields.has("sessions") else "service" if fields.has("open") else "information"
    kind = fields.choice("kind", deduced)
    for entry in fields.document.entries.values():
        kinds = fields.table[entry.key].kinds
        if kind not in kinds:
            owner, here = (ARTICLES.get(word, word) for word in (kinds[0], kind))
            fields.refuse(entry.key, Wrong("STR07", f'"{entry.key}" belongs to {owner}, and this item is {here}.'))
    return kind


def _slug(fields: Fields, by_name: str) -> str:
    slug = fields.read("slug", read_slug_value, by_name)
    if not slug:
        name = fields.document.path.rpartition("/")[2]
        message = f'"{name}" has no letters that I can use in a web address.'
        fields.refuse("slug", Wrong("NAM01", message, "Add `slug:` with a short name."))
    elif slug in RESERVED:
        message = f'"{slug}" is a name that I need for a page of my own.'
        fields.refuse("slug", Wrong("NAM01", message, "Add `slug:` with another name."))
    return slug


def _hold_reason(fields: Fields, day: date) -> str:
    """Return why an item is on hold, "" if it is not; note a date that is not after the issue's (RST04)."""
    text = fields.text("hold until")
    try:
        until = read_date(text, day, month_first=fields.month_first).day if text else None
    except Wrong as wrong:
        # The value may be a reason in words. A value that begins like a date is a mistake in that date.
        if wrong.rule in ("DAT01", "DAT03") or text[:1].isdigit():
            fields.refuse("hold until", wrong)
        until = None
    if until and until <= day:
        days = f"{humanize.day(until)} is not after {humanize.day(day)}"
        message = f"{days}, the date of the issue, so it holds nothing."
        hint = "Write a later date or the reason, or delete the line if the item may go out."
        fields.refuse("hold until", Wrong("RST04", message, hint))
    elif text:
        message = "This item is on hold, so it is left out."
        fields.refuse(
            "hold until", Wrong("RST05", message, 'Delete the line "hold until" when it may go out.'), "warning"
        )
    return text


def _was(fields: Fields) -> str:
    """Return the value of `was`, as written, which allows an item to be more public than the ledger has it."""

    def read(text: str) -> str:
        if not _WAS.fullmatch(text):
            message = f'I do not know "was: {text[:60]}".'
            raise Wrong("RST04", message, "Write staff, limited or held: what the item was when it was last recorded.")
        return text

    return fields.read("was", read, "")


def _summary(fields: Fields, body: ParsedText) -> str:
    summary = fields.text("summary", body.first.summary)
    if len(summary) > SUMMARY_LIMIT and fields.has("summary"):
        message = f"The summary has {len(summary)} characters; {SUMMARY_LIMIT} is the limit."
        fields.refuse("summary", Wrong("STR07", message, "Say it shorter."))
    return summary


def _summary_only(fields: Fields, value: bool, circulation: Circulation) -> bool:
    if value and circulation is not Circulation.PUBLIC:
        message = "Only a public item can be summary only: the full text needs a web page."
        fields.refuse("summary only", Wrong("STR07", message))
    return value


def _topics(fields: Fields, team_topics: tuple[str, ...]) -> tuple[str, ...]:
    by_slug = {slugs.slug(topic): topic for topic in team_topics}
    topics = []
    for written in fields.entries("topics"):
        topic = by_slug.get(slugs.slug(written.text), "" if team_topics else written.text)
        if topic:
            topics.append(topic)
        else:
            hint = f"{did_you_mean(written.text, team_topics)} If it is new, add it to topics in bulletin.yml.".strip()
            fields.note(written, Wrong("STR07", f'I do not know the topic "{written.text}".', hint))
    return tuple(topics)


def _contacts(fields: Fields, context: ItemContext) -> tuple[Contact, ...]:
    settings = context.home.settings
    uk = is_uk(settings.time_zone)
    email = fields.read("email", read_email, "")
    phone = fields.read("phone", lambda text: read_phone(text, uk), None)
    own = (Contact(email=email),) if email else ()
    calls = (phone,) if phone else ()
    others = fields.read_lines("contact", lambda text: read_contact(text, uk))
    return (*own, *calls, *others) or (Contact(email=settings.email),)


def _attachments(fields: Fields, assets: AssetReader) -> tuple[Attachment, ...]:
    attachments: dict[str, Attachment] = {}
    for attachment in fields.read_entries("attachments", lambda text: _attachment(text, assets)):
        other = attachments.setdefault(attachment.asset.address, attachment)
        if other is not attachment:
            message = f'"{other.asset.name}" and "{attachment.asset.name}" would have the same address.'
            fields.refuse("attachments", Wrong("NAM02", message, "Rename one."))
    return tuple(attachments.values())


def _button(fields: Fields, book: str) -> Link | None:
    """Read the main button; without the key, training without dates gets a button to its booking page."""
    button = fields.read("button", read_link, None)
    return button or (Link(label=BOOK_WORDS, url=book) if book else None)


def _attachment(text: str, assets: AssetReader) -> Attachment:
    label, _, name = text.rpartition(": ")
    asset = assets.asset(name.strip())
    return Attachment(label=label.strip() or asset.name, asset=asset)


def _image(fields: Fields, assets: AssetReader) -> Image | None:
    alt, caption, width = (fields.text(key) for key in ("image alt", "image caption", "image width"))
    for key in ("image caption", "image width"):
        if fields.has(key) and not fields.has("image"):
            fields.refuse(key, Wrong("STR07", f'"{key}" belongs to a picture, and there is no line "image:".'))
    return fields.read("image", lambda text: assets.image(PictureText(text, alt, caption, width)), None)


def _details(fields: Fields, kind: str, day: date) -> tuple[tuple[str, str], ...]:
    """Return label and text of each key that only this kind of item has, if it has a value."""
    keys = (key for key in rows(Item)["details"].keys if kind in key.kinds)
    details = ((key.label, _in_words(_READERS[key.type](fields, key.name, day))) for key in keys)
    return tuple((label, text) for label, text in details if text)


def _in_words(value: object) -> str:
    """Return a value in words: a text unchanged, a list with commas, a date or a month written out."""
    match value:
        case str():
            return value
        case date():
            return humanize.day(value)
        case (int() as year, int() as month):
            return humanize.month((year, month))
        case tuple():
            return ", ".join(map(str, value))
    return ""


def _read_item_sessions(fields: Fields, identity: _Identity, context: ItemContext) -> ItemSessions:
    is_training = identity.kind in TRAINING
    if not is_training and not any(map(fields.has, ("deadlines", "act by"))):
        return NO_SESSIONS
    if is_training and not any(map(fields.has, ("gone", "moved to", "book"))):
        fields.require("sessions")
    recorded = context.ledger.sessions_of(identity.slug)
    read = read_sessions(fields, read_session_defaults(fields, identity.slug, context.home, recorded))
    return read if is_training else read._replace(joining="")


def _action(fields: Fields) -> str:
    """Read what readers must do by the day of `act by`; note an action without a day, which nothing would print."""
    action = read_action(fields)
    if fields.has("action") and not fields.has("act by"):
        message = "I do not know by which day readers must do this."
        fields.refuse("action", Wrong("STR07", message, 'Add "act by:" with the day, or say it in the text.'))
    elif len(action) > SUMMARY_LIMIT:
        message = f"The action has {len(action)} characters; {SUMMARY_LIMIT} is the limit."
        fields.refuse("action", Wrong("STR07", message, "Say it shorter."))
    return action


def _last_day(sessions: tuple[Session, ...]) -> date | None:
    return max((session.end.date() for session in sessions), default=None)


def _corrections(fields: Fields, day: date) -> tuple[tuple[date, str], ...]:
    def read(text: str) -> tuple[date, str]:
        match = _CORRECTION.fullmatch(text)
        if not match:
            message = f'I cannot read "{text[:60]}" as a correction.'
            raise Wrong("STR07", message, 'Write it like "3 February 2022: the phone number".')
        return read_date(match[1], day, month_first=fields.month_first).day, match[2]

    return fields.read_lines("corrected", read)


def _ignored(fields: Fields) -> tuple[Exemption, ...]:
    def read(text: str) -> Exemption:
        match = _IGNORE.fullmatch(text)
        only_one = _ONLY_ONE.get(text[:6])
        if only_one and not (match and match[2] and only_one[0].fullmatch(match[2])):
            message, hint = only_one[1]
            raise Wrong("STR07", message.format(text[:6]), hint)
        if not match or _NEVER_IGNORED.match(match[1]):
            message = 'Say why: "ignore: TXT03 because …".'
            raise Wrong("STR07", message, "RST rules but 03 and 11, PRIV03 and PRIV07 cannot be ignored.")
        if match[2] and not only_one:
            raise Wrong("STR07", f"{match[1]} is ignored in the whole item.", f'Write "{match[1]} because …".')
        return Exemption(rule=match[1], ending=match[2] or "", reason=match[3])

    return fields.read_lines("ignore", read)


def _note_contradictions(fields: Fields, item: Item) -> None:
    """Note keys of an item that contradict each other."""
    for exemption in item.ignored:
        if item.circulation is Circulation.LIMITED and exemption.ending:
            message = f"{exemption.rule} cannot be ignored in a limited item."
            fields.refuse("ignore", Wrong("STR07", message, "Delete this line."))
    if item.circulation is Circulation.LIMITED and not fields.knows("circulation note"):
        message = 'A limited item needs "circulation note:", one sentence that says who it is for.'
        fields.refuse("circulation", Wrong("RST04", message))
    if item.circulation_note and item.circulation is not Circulation.LIMITED:
        level = ACCESS_WORDS[item.circulation]
        message = f"A circulation note says who a limited item is for, and this item is {level}."
        fields.refuse("circulation note", Wrong("RST04", message, 'Add "circulation: limited", or delete the note.'))
    if item.link_title and not item.title_url:
        message = "The title has nowhere to lead."
        fields.refuse("link title", Wrong("STR07", message, 'Add "button:" or "links:", or delete this line.'))
    if item.gone and item.moved_to:
        fields.refuse("gone", Wrong("STR07", '"gone" and "moved to" are both there.', "Keep one."))
