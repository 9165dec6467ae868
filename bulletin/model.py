"""The frozen values that the whole program speaks: settings, issues, items, sessions.

Everything is complete the moment it exists and is compared by value; positions
(`at`) and what follows from other fields (`prose`, `templates`) stay out of the
comparison, so that a moved line spoils no cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from .content.source import Desk
from .errors import Problem

Month = tuple[int, int]
"""Year and month, where no day is known."""

At = tuple[str, int, int]
"""A key and where its value stands: line and column, from 1."""


class Circulation(StrEnum):
    """Who may see something; as an audience: who receives a file."""

    PUBLIC = "public"
    STAFF = "staff"
    LIMITED = "limited"


class State(StrEnum):
    """What the team says of a session."""

    OPEN = "open"
    FULL = "full"
    WAITING_LIST = "waiting list"
    PROVISIONAL = "provisional"
    CANCELLED = "cancelled"


STATUS = {State.PROVISIONAL: "TENTATIVE", State.CANCELLED: "CANCELLED"}
"""STATUS of RFC 5545 section 3.8.1.11 for the states that are not CONFIRMED."""

ONLINE = ("microsoft teams", "ms teams", "teams", "zoom", "webex", "online", "webinar")
"""Places that are no place, in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A named address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach somebody: at least one of email, phone and url is set."""

    label: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    """As typed."""
    tel: str = ""
    """The phone as a `tel:` address (RFC 3966), "" without a phone."""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that load has measured: an attachment, an image, a logo."""

    name: str
    """The file's own name, for links and mail."""
    address: str
    """Where it is hosted, after the base url."""
    source: Path = field(compare=False)
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    width: int = 0
    """Pixels; 0 for what is no image."""
    height: int = 0
    data: bytes | None = field(default=None, repr=False, compare=False)
    """The bytes, where an output needs them: images, and what is attached to the mail being made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with an item."""

    label: str
    asset: Asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture and what it shows."""

    alt: str
    """"" where it is only decoration."""
    asset: Asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A Markdown text in the forms that the outputs need, parsed once."""

    page: str = ""
    """HTML for a web page: the text's own `##` is h2. Images stand as `src="asset:ADDRESS"`."""
    email: str = ""
    """HTML for the email, where an item's title is h3: `##` is h4."""
    text: str = ""
    """Plain text, not wrapped; blocks are parted by one empty line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of boilerplate, its `{fields}` filled in. Snippets are public text."""

    slug: str
    title: str
    body: str
    """Markdown."""
    calendar: bool = False
    """Whether it stands in calendar entries."""
    shared: bool = False
    """Whether it goes with every item of a kind (`use on`), so that the email prints it once."""
    prose: Prose = field(default_factory=Prose, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Where a session stands in its history (RFC 5545 sections 3.8.7.1, .3 and .4); times in UTC."""

    sequence: int
    created: datetime
    modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the last mail that named a session said of it."""

    issue: str
    start: datetime
    end: datetime
    place: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One date on which something happens."""

    key: str
    """What names it within its item, for ever."""
    uid: UUID
    stem: str
    """Its file name without ending; holds no date."""
    label: str
    """"" for a session that has only its date."""
    start: datetime
    """Aware, in the bulletin's zone; so is `end`."""
    end: datetime
    place: str
    state: State
    moved_from: date | None
    book: str
    """The booking address, "" where there is none."""
    places: int | None
    book_by: date | None
    joining_by: date | None
    """When joining details are promised, if that is a number of days before."""
    reminders: tuple[timedelta, ...]
    revision: Revision
    told: Told | None
    at: tuple[At, ...] = field(default=(), compare=False)

    @property
    def online(self) -> bool:
        """Whether the place is a name for "online"."""
        return self.place.casefold() in ONLINE

    @property
    def status(self) -> str:
        """STATUS of RFC 5545 section 3.8.1.11."""
        return STATUS.get(self.state, "CONFIRMED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of the bulletin: one file."""

    slug: str
    uid: UUID
    issue: str
    """The id of the issue in whose folder it lies."""
    kind: str
    title: str
    path: str
    """The file, for messages."""
    circulation: Circulation
    circulation_note: str
    held: str
    """Why it is held back; "" if it is free."""
    body: str
    """Markdown, as written."""
    body_line: int
    prose: Prose = field(repr=False, compare=False)
    summary: str
    summary_only: bool
    section: str
    order: int | None
    pinned: bool
    organisation: str
    """The key `from`."""
    published: date | Month | None
    audience: tuple[str, ...]
    areas: tuple[str, ...]
    topics: tuple[str, ...]
    contacts: tuple[Contact, ...]
    links: tuple[Link, ...]
    attachments: tuple[Attachment, ...]
    image: Image | None
    body_images: tuple[Image, ...]
    snippets: tuple[Snippet, ...]
    details: tuple[tuple[str, str], ...]
    """The kind's own lines: ("Opening hours", "Monday to Friday, 8am to 8pm")."""
    sessions: tuple[Session, ...]
    """As written."""
    presenters: tuple[str, ...]
    booking: str
    cost: str
    requires: str
    level: str
    joining: str
    """Joining details in words, where they are not a number of days."""
    content_note: str
    support: str
    credit: str
    corrections: tuple[tuple[date, str], ...]
    show_until: date | None
    gone: str
    moved_to: str
    """The slug of the item that took its place."""
    first_published: datetime
    modified: datetime
    ignored: tuple[tuple[str, str], ...]
    at: tuple[At, ...] = field(default=(), compare=False)

    @property
    def retired(self) -> bool:
        """Whether only a page that says so is left of it."""
        return bool(self.gone or self.moved_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One edition of the bulletin."""

    id: str
    title: str
    day: date
    instant: datetime
    """09:00 of its day in the bulletin's zone, in UTC."""
    covers: str
    ready: bool
    path: str
    introduction: str
    prose: Prose = field(repr=False, compare=False)
    """The introduction."""
    preheader: str
    """The introduction's first sentence, "" where there is none."""
    circulation: Circulation
    """The introduction's."""
    items: tuple[Item, ...]
    """In printing order; an item of another issue is here by `repeat`."""
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """(heading, slugs), without those of `first`."""
    first: tuple[str, ...]
    """The slugs that stand before all sections."""
    has_limited: bool
    limited_note: bool
    subject: str
    """The pattern, filled in."""
    limited_subject: str
    images: tuple[Image, ...] = ()
    """The introduction's."""
    at: tuple[At, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that readers were told otherwise."""

    what: str
    """moved, time, place, cancelled, restored, added or corrected."""
    item: Item
    session: Session | None
    before: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The font of the pictures in two weights, as the bytes of TrueType files."""

    regular: bytes = field(repr=False)
    bold: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The look: named values and the team's own pictures."""

    name: str
    values: tuple[tuple[str, str], ...]
    logo: Image | None
    fonts: Fonts
    files: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What bulletin.yml says."""

    id: str
    name: str
    team: str
    email: str
    default_circulation: Circulation
    base_url: str
    """Ends in "/"."""
    hosted: bool
    """Whether the base url is a real one and not the stand-in."""
    region: str
    address: str
    language: str
    time_zone: str
    zone_rule: str
    """The zone's rule for all years to come, as a POSIX TZ string (RFC 9636 section 3.3)."""
    why: str
    place: str
    joining: str
    reminders: tuple[timedelta, ...]
    bank_holidays: str
    extra_bank_holidays: tuple[date, ...]
    send_from: str
    list_id: str
    unsubscribe: tuple[str, ...]
    one_click: bool
    email_budget: int
    topics: tuple[str, ...]
    acronyms: tuple[tuple[str, str], ...]
    sample: bool
    """Whether every edition says that it is only a sample."""
    checks: tuple[tuple[str, str], ...]
    at: tuple[At, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """Everything that any output may need."""

    settings: Settings
    theme: Theme
    as_of: date
    """The day on which "coming" is judged."""
    issues: tuple[Issue, ...]
    """Those that are shown (ready and due), newest first."""
    mail: tuple[Issue, ...]
    """Those whose email is made, newest first; a draft may be among them."""
    changes: tuple[Change, ...]
    promised: tuple[str, ...]
    """The published addresses, which may not vanish."""
    templates_hash: str
    templates: Mapping[str, str] = field(compare=False, repr=False)
    """Template texts by name, such as "email/bulletin.html"."""
    notices: tuple[Problem, ...] = field(default=(), compare=False)
    """What load saw that is no error."""
    everything: tuple[Issue, ...] = field(default=(), compare=False, repr=False)
    """Every issue, drafts and those of later days too, newest first: for the editor's checks alone."""
    desk: Desk = field(default_factory=Desk, compare=False, repr=False)
    """The files as they were written: for the editor's checks alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spilled:
    """An item that is short in an email, because the whole would have been too long."""

    issue: str
    item: str
    """Its slug."""
    to: str
    """Where the whole item is: web or file."""
    bytes: int
    """Of its whole form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One built file, not yet written."""

    path: str
    """From the output folder, with "/"."""
    data: bytes | Asset
    """An Asset is copied when the file is written."""
    output: str
    """The name of its row in OUTPUTS."""
    circulation: Circulation
    """Who receives it."""
    spilled: tuple[Spilled, ...] = ()
    """The items that are short in it."""

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.data.size if isinstance(self.data, Asset) else len(self.data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal."""
        return self.data.sha256 if isinstance(self.data, Asset) else hashlib.sha256(self.data).hexdigest()


def home_items(bulletin: Bulletin) -> tuple[Item, ...]:
    """Every item of the shown issues once, in its home issue, newest issue first."""
    return tuple(one for shown in bulletin.issues for one in shown.items if one.issue == shown.id)


def live_items(bulletin: Bulletin) -> tuple[Item, ...]:
    """The same without those of which only a page is left."""
    return tuple(one for one in home_items(bulletin) if not one.retired)
