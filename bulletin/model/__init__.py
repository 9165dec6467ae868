"""The frozen values that the whole program speaks: settings, issues, items, sessions.

Everything is complete the moment it exists and is compared by value; positions
(`at`) and what follows from other fields (`prose`, `templates`) stay out of the
comparison, so that a moved line spoils no cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from ..text.slugs import slug
from .rows import KINDS, LEARNING, OWN, SERVICE, TRAINING, Key, Secret, ValueType, key, row

Month = tuple[int, int]
"""Year and month, where no day is known."""

Moment = date | datetime
"""A day, or a local date and time to the minute."""

At = tuple[str, int, int]
"""A key and where its value stands: line and column, from 1."""


ACT_BY = "act-by"
"""The key of the session that is the day by which readers must have acted: `act by`."""

ACT_BY_WORDS = "Act by"
"""What stands before that day, and is its label where nothing says what to do."""

FULL = "full"
PICTURE_WIDTHS = {"small": 144, "half": 288, FULL: 0}
"""How wide a picture may be shown, in pixels; 0 for as wide as the text."""


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
    CLOSED = "booking closed"
    PROVISIONAL = "provisional"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Timing(StrEnum):
    """What is known of a session's hours."""

    TIMED = "timed"
    ALL_DAY = "all day"
    UNKNOWN = "time to be confirmed"


STATUS = {State.PROVISIONAL: "TENTATIVE", State.POSTPONED: "CANCELLED", State.CANCELLED: "CANCELLED"}
"""STATUS of RFC 5545 section 3.8.1.11 for the states that are not CONFIRMED."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A named address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A rule that does not hold in an item, and why."""

    rule: str
    ending: str
    """How the one number or address ends for which it does not hold; "" for the whole rule."""
    reason: str


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
    caption: str = ""
    """What stands under it."""
    width: str = FULL
    """One of PICTURE_WIDTHS."""

    @property
    def shown(self) -> tuple[int, int]:
        """The width and height at which it is shown, in pixels; on a narrow screen it is smaller."""
        widest = PICTURE_WIDTHS[self.width] or self.asset.width
        width = min(widest, self.asset.width)
        return width, round(self.asset.height * width / self.asset.width) if self.asset.width else 0


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
    title: str = ""
    """The item's; "" where the mail was recorded in version 1 of the ledger, which knew nothing of what follows."""
    label: str = ""
    timing: Timing = Timing.TIMED
    book: str = ""
    book_by: Moment | None = None
    opens: Moment | None = None
    presenters: tuple[str, ...] = ()
    cost: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One date on which something happens."""

    key: str
    """What names it within its item, for ever."""
    uid: UUID
    stem: str
    """Its file name without ending; holds no date."""
    label: str = field(metadata=row(hashed="label"))
    """"" for a session that has only its date."""
    start: datetime
    """Aware, in its own zone (`zone`), else in the bulletin's; so is `end`."""
    end: datetime
    place: str
    state: State = field(metadata=row(hashed="state"))
    moved_from: date | None = field(metadata=row(hashed="moved_from"))
    book: str = field(metadata=row(hashed="book"))
    """The booking address, "" where there is none."""
    places: int | None = field(metadata=row(hashed="places"))
    book_by: Moment | None = field(metadata=row(hashed="book_by"))
    joining_by: date | None
    """When joining details are promised, if that is a number of days before."""
    reminders: tuple[timedelta, ...] = field(metadata=row(hashed="remind"))
    revision: Revision
    told: Told | None
    timing: Timing = field(default=Timing.TIMED, metadata=row(hashed="timing"))
    """Where it is not TIMED, start and end are midnights, and the end is the day after the last."""
    zone: str = ""
    """The IANA name of its time zone, "" for the bulletin's."""
    also: tuple[str, ...] = field(default=(), metadata=row(hashed="also"))
    """IANA names of the zones whose hours are printed, too."""
    venue: str = ""
    """The place where people meet; "" for a session that is only online. Both this and `service`: hybrid."""
    service: str = ""
    """How people take part online: Microsoft Teams."""
    presenters: tuple[str, ...] = ()
    """The line's, else the item's; so are `cost` and `audience`."""
    cost: str = ""
    audience: tuple[str, ...] = ()
    note: str = field(default="", metadata=row(hashed="note"))
    """The line's own."""
    opens: Moment | None = field(default=None, metadata=row(hashed="opens"))
    """When booking opens."""
    course: str = field(default="", metadata=row(hashed="course"))
    """The course that it is a day of, as the name of the course's file without ending; "" if it stands alone.

    "calendar" where one attends all sessions of the item.
    """
    part: int = field(default=1, metadata=row(hashed="part"))
    """Which day of its course it is, from 1, in the order of starts."""
    parts: int = field(default=1, metadata=row(hashed="parts"))
    deadline: bool = field(default=False, metadata=row(hashed="deadline"))
    """Whether it is no meeting but a day by which something is due."""
    month_first: bool = False
    """Whether its dates are printed with the month first: March 8, 2022."""
    at: tuple[At, ...] = field(default=(), compare=False)

    @property
    def online(self) -> bool:
        """Whether people take part online only."""
        return bool(self.service) and not self.venue

    @property
    def status(self) -> str:
        """STATUS of RFC 5545 section 3.8.1.11."""
        status = STATUS.get(self.state, "CONFIRMED")
        return "TENTATIVE" if self.timing is Timing.UNKNOWN and status == "CONFIRMED" else status


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A session that is announced and has no date yet."""

    label: str
    when: str
    """As written: "May 2022", "spring 2022", "w/c 7 March 2022"; "" where nothing is said."""
    month: Month | None
    """The month at whose end it stands in lists."""
    place: str
    hours: str
    book: str
    presenters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What the feeds tell of an item in an entry of its own."""

    at: datetime
    title: str
    said: tuple[str, ...]
    """Sentences."""
    session: str
    """The key of the session that it is about, "" where there are several or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of the bulletin: one file.

    Each field carries its row: the keys that an editor writes it with, and what follows from it (see `Row`).
    A new key is one line here; a field that is only printed as "Label: text" is one more `Key` of `details`.
    """

    title: str = field(
        metadata=key(
            "title",
            "The title, best within 65 characters.",
            "Learning from Safeguarding Adult Reviews: self-neglect",
            type=OWN,
            prose=True,
            hashed="title",
            in_session_hash=True,
            secret=(Secret.PHRASES, Secret.WHOLE),
        )
    )
    kind: str = field(
        metadata=key(
            "kind",
            "training, event, service, update, information, learning or notice.",
            "training",
            type=OWN,
            choices=KINDS,
            hashed="kind",
        )
    )
    slug: str = field(
        metadata=key(
            "slug",
            "The name in addresses, to keep them when the file is renamed.",
            "self-neglect",
            type=OWN,
            secret=(Secret.WHOLE,),
        )
    )
    uid: UUID = field(metadata=row(secret=(Secret.WHOLE,)))
    issue: str
    """The id of the issue in whose folder it lies."""
    path: str
    """The file, for messages."""
    body: str = field(metadata=row(hashed="body", secret=(Secret.ADDRESSES,)))
    """Markdown, as written."""
    body_line: int
    prose: Prose = field(repr=False, compare=False, metadata=row(secret=(Secret.PHRASES, Secret.WHOLE)))
    summary: str = field(
        metadata=key(
            "summary",
            "The item in one sentence of at most 200 characters.",
            "A learning event on self-neglect.",
            type=OWN,
            prose=True,
            hashed="summary",
            secret=(Secret.PHRASES, Secret.WHOLE),
        )
    )
    summary_only: bool = field(
        default=False,
        metadata=key(
            "summary only", "Whether the email has only the summary and a link.", "yes", type=ValueType.YES_NO
        ),
    )
    organisation: str = field(
        default="",
        metadata=key(
            "from",
            "The organisation that it comes from.",
            "NHS National Patient Safety Team",
            prose=True,
            hashed="from",
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    published: date | Month | None = field(
        default=None,
        metadata=key(
            "published",
            "When the source was published.",
            "25 January 2022",
            type=ValueType.MONTH_OR_DATE,
            hashed="published",
        ),
    )
    audience: tuple[str, ...] = field(
        default=(),
        metadata=key(
            "for",
            "Who it is for.",
            "GPs, health visitors",
            ("audience",),
            type=ValueType.LIST,
            prose=True,
            hashed="for",
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    areas: tuple[str, ...] = field(
        default=(),
        metadata=key(
            "areas",
            "The areas that it is about.",
            "Wirral, Sefton",
            ("area",),
            type=ValueType.LIST,
            hashed="areas",
            secret=(Secret.WHOLE,),
        ),
    )
    topics: tuple[str, ...] = field(
        metadata=key(
            "topics",
            "Topics from bulletin.yml.",
            "domestic abuse, adults",
            ("topic", "tags"),
            type=OWN,
            hashed="topics",
            in_session_hash=True,
        )
    )
    section: str = field(
        default="", metadata=key("section", "The section that it stands in.", "Patient safety", prose=True)
    )
    order: int | None = field(
        default=None, metadata=key("order", "Its place in the section, as a number.", "1", type=ValueType.NUMBER)
    )
    pinned: bool = field(
        default=False, metadata=key("pin", "Whether it stands first in its section.", "yes", type=ValueType.YES_NO)
    )
    circulation: Circulation = field(
        metadata=key(
            "circulation", "Who may see it: public, staff or limited.", "public", type=OWN, choices=tuple(Circulation)
        )
    )
    circulation_note: str = field(
        default="",
        metadata=key(
            "circulation note",
            "For a limited item: one sentence that says who it is for.",
            "Not for forwarding.",
            prose=True,
            hashed="circulation_note",
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    held: str = field(
        metadata=key(
            "hold until",
            "Why it is held back, or the date until which it is.",
            "the families have read the reports",
            type=OWN,
            prose=True,
        )
    )
    """Why it is held back; "" if it is free."""
    was: str = field(
        default="",
        metadata=key(
            "was",
            "Allows it to be more public than it was when it was recorded: staff, limited or held.",
            "staff",
            type=OWN,
        ),
    )
    """As written: the level, and words after it if any."""
    withdrawn: bool = False
    """Whether it was on the web and may not be there now: only its address is left of it."""
    show_until: date | None = field(metadata=key("show until", "How long it is current.", "31 March 2022", type=OWN))
    contacts: tuple[Contact, ...] = field(
        metadata=row(
            Key("email", "Whom to ask.", "team@example.org", type=OWN),
            Key("phone", "The number to call.", "0344 255 0623", ("tel",), type=OWN),
            Key("contact", "Other contacts, one a line.", "Text relay: 18001 0161 496 0000", type=OWN, one_a_line=True),
            hashed="contact",
            in_session_hash=True,
            secret=(Secret.WHOLE,),
        )
    )
    links: tuple[Link, ...] = field(
        metadata=key(
            "links",
            "Links with their names, one a line.",
            "Full report: https://example.org/report",
            ("link",),
            type=OWN,
            one_a_line=True,
            prose=True,
            hashed="links",
            secret=(Secret.WHOLE,),
        )
    )
    button: Link | None = field(
        default=None,
        metadata=key(
            "button",
            "The main thing to do, as a button: its words and its address.",
            "Answer the survey: https://example.org/survey",
            type=OWN,
            prose=True,
            hashed="button",
            secret=(Secret.WHOLE,),
        ),
    )
    """Of training without dates that has `book`, where it is booked or started."""
    link_title: bool = field(
        default=False,
        metadata=key(
            "link title",
            "Whether its title leads where its button does, or its first link.",
            "yes",
            type=ValueType.YES_NO,
        ),
    )
    attachments: tuple[Attachment, ...] = field(
        metadata=key(
            "attachments",
            "Files in files/, with a name if you like.",
            "Flyer: files/flyer.pdf",
            ("attachment",),
            type=OWN,
            prose=True,
            hashed="attachments",
            secret=(Secret.WHOLE,),
        )
    )
    snippets: tuple[Snippet, ...] = field(
        metadata=key("include", "Snippets that go with it.", "junk mail, booking help", type=OWN)
    )
    image: Image | None = field(
        metadata=row(
            Key("image", "A picture in files/.", "files/poster.png", type=OWN),
            Key(
                "image alt",
                'What the picture shows; "none" for decoration.',
                "Two nurses at a table",
                type=OWN,
                prose=True,
            ),
            Key(
                "image caption",
                "What stands under the picture.",
                "The team at the launch in March",
                type=OWN,
                prose=True,
            ),
            Key("image width", "How wide the picture is shown.", "half", type=OWN, choices=tuple(PICTURE_WIDTHS)),
            hashed="images",
            secret=(Secret.WHOLE,),
        )
    )
    body_images: tuple[Image, ...] = field(metadata=row(hashed="images", secret=(Secret.WHOLE,)))
    content_note: str = field(
        default="",
        metadata=key(
            "content note",
            "What readers should know before they read.",
            "This item is about child deaths.",
            prose=True,
            hashed="content_note",
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    support: str = field(
        default="",
        metadata=key(
            "support",
            "Where readers find help.",
            "Samaritans: 116 123",
            prose=True,
            hashed="support",
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    credit: str = field(
        default="",
        metadata=key(
            "credit",
            "Whose work it is.",
            "Shared by the Merseyside CDOP team.",
            prose=True,
            hashed="credit",
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    corrections: tuple[tuple[date, str], ...] = field(
        metadata=key(
            "corrected",
            "Corrections, one a line.",
            "3 February 2022: the phone number",
            type=OWN,
            one_a_line=True,
            prose=True,
            hashed="corrected",
            secret=(Secret.PHRASES, Secret.WHOLE),
        )
    )
    gone: str = field(
        default="",
        metadata=key(
            "gone",
            "Why a published item is no longer here.",
            "The course was withdrawn.",
            prose=True,
            hashed="gone",
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    moved_to: str = field(
        metadata=key("moved to", "The item that took its place.", "safer-recruitment-2023", type=OWN, hashed="moved_to")
    )
    """The slug of the item that took its place."""
    replaces: str = field(
        default="",
        metadata=key(
            "replaces",
            "The earlier item whose advice no longer holds: its page says which item took its place.",
            "bed-rails-alert",
            type=OWN,
            hashed="replaces",
        ),
    )
    """The slug of that item, which may be seen by no fewer people."""
    review_by: date | None = field(
        default=None,
        metadata=key(
            "review by",
            "The day by which somebody looks at it again.",
            "1 March 2023",
            type=ValueType.DATE,
            hashed="review_by",
        ),
    )
    ignored: tuple[Exemption, ...] = field(
        metadata=key(
            "ignore",
            "Rules that do not hold here, and why.",
            "TXT03 because it is the title of a film",
            type=OWN,
            one_a_line=True,
        )
    )
    sessions: tuple[Session, ...] = field(
        metadata=row(
            Key(
                "sessions",
                "The dates, one a line.",
                "Cohort 1: 23 February 2022",
                ("session", "date"),
                type=OWN,
                one_a_line=True,
                kinds=TRAINING,
            ),
            Key(
                "time",
                "The time of the sessions whose line has none.",
                "9:30am to 4:30pm",
                ("times",),
                type=OWN,
                kinds=TRAINING,
            ),
            Key(
                "attend",
                "Whether people attend one of the sessions, or all of them with one booking.",
                "all",
                type=OWN,
                choices=("one", "all"),
                kinds=TRAINING,
            ),
            Key("place", "Where they are.", "Microsoft Teams", ("venue", "location"), type=OWN, kinds=TRAINING),
            Key(
                "online",
                "How people take part online, besides those who meet at the place.",
                "Butter",
                type=OWN,
                kinds=TRAINING,
            ),
            Key(
                "also show",
                "Time zones whose hours are printed, too.",
                "America/New_York",
                type=OWN,
                kinds=TRAINING,
            ),
            Key(
                "book",
                "Where to book, if all sessions share it.",
                "https://example.org/book",
                ("booking link", "register"),
                type=OWN,
                kinds=TRAINING,
            ),
            Key("booking opens", "When booking opens.", "1 March 2022", type=OWN, kinds=TRAINING),
            Key("book by", "The last day to book, or the hour.", "5 working days before", type=OWN, kinds=TRAINING),
            Key("places", "The places of each session.", "16", type=OWN, kinds=TRAINING),
            Key("remind", "When calendars remind people.", "1 day, 1 week", type=OWN, kinds=TRAINING),
            Key(
                "lasts",
                "How long a session is whose line has a start alone.",
                "2 hours",
                type=OWN,
                kinds=TRAINING,
            ),
            Key(
                "deadlines",
                "What is due, and until when, one a line.",
                "Survey closes: 5pm on Friday 4 March 2022",
                ("deadline", "closing date"),
                type=OWN,
                one_a_line=True,
            ),
            Key(
                "act by",
                "The day, or the hour, by which readers must have done what the item asks.",
                "5pm on Friday 4 March 2022",
                ("closes", "respond by"),
                type=OWN,
            ),
            Key(
                "unusual hours",
                "Whether times outside 7am to 9pm, more than 10 hours, or an end on the next day are right.",
                "yes",
                type=ValueType.YES_NO,
                kinds=TRAINING,
            ),
            secret=(Secret.WHOLE,),
        )
    )
    """As written; the keys after `sessions` hold for all of them."""
    action: str = field(
        default="",
        metadata=key(
            "action",
            "What readers must do by that day, in one sentence.",
            "Check every bed rail and tell your estates team",
            type=OWN,
            prose=True,
            hashed="action",
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    """What the label of its `act by` says; "" for an item without one."""
    awaited: tuple[Awaited, ...] = field(default=(), metadata=row(hashed="awaited", secret=(Secret.WHOLE,)))
    """Sessions that are announced without a date; they are lines of `sessions`, too."""
    bookable: bool = field(default=True, metadata=row(hashed="bookable", in_session_hash=True))
    """Whether people book at all: not with `book: not needed`."""
    bookings_stand: str = field(
        default="",
        metadata=key(
            "bookings stand",
            "Whether those who have booked keep their place when a session changes: yes, no, or words.",
            "yes",
            type=OWN,
            prose=True,
            kinds=TRAINING,
            secret=(Secret.PHRASES,),
        ),
    )
    """yes, no, or words; "" where nothing is said."""
    presenters: tuple[str, ...] = field(
        default=(),
        metadata=key(
            "presenter",
            "Who gives them.",
            "NSPCC",
            ("presenters", "delivered by", "speaker"),
            type=ValueType.LIST,
            prose=True,
            kinds=TRAINING,
            hashed="presenter",
            in_session_hash=True,
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    booking: str = field(
        default="",
        metadata=key(
            "booking",
            "How booking works, in words.",
            "You will hear from us if your application is successful.",
            prose=True,
            kinds=TRAINING,
            hashed="booking",
            in_session_hash=True,
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    cost: str = field(
        default="",
        metadata=key(
            "cost",
            "What it costs.",
            "Free",
            prose=True,
            kinds=TRAINING,
            hashed="cost",
            in_session_hash=True,
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    requires: str = field(
        default="",
        metadata=key(
            "requires",
            "What people must do to take part.",
            "the full day",
            prose=True,
            kinds=TRAINING,
            hashed="requires",
            in_session_hash=True,
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    level: str = field(
        default="",
        metadata=key(
            "level",
            "The level of the training.",
            "Safeguarding children level 3",
            prose=True,
            kinds=TRAINING,
            hashed="level",
            in_session_hash=True,
            secret=(Secret.PHRASES, Secret.WHOLE),
        ),
    )
    joining: str = field(
        metadata=key(
            "joining details",
            "When joining details are sent.",
            "3 working days before",
            type=OWN,
            prose=True,
            kinds=TRAINING,
            hashed="joining",
            secret=(Secret.PHRASES, Secret.WHOLE),
        )
    )
    """Joining details in words, where they are not a number of days."""
    details: tuple[tuple[str, str], ...] = field(
        metadata=row(
            Key(
                "open",
                "The opening hours.",
                "Monday to Friday, 8am to 8pm",
                ("hours",),
                "Opening hours",
                prose=True,
                kinds=SERVICE,
            ),
            Key("run by", "Who runs it.", "SWGfL", label="Run by", prose=True, kinds=SERVICE),
            Key("funded by", "Who pays for it.", "Home Office", label="Funded by", prose=True, kinds=SERVICE),
            Key(
                "developed with",
                "Who helped to develop it.",
                "Department for Education",
                label="Developed with",
                prose=True,
                kinds=SERVICE,
            ),
            Key(
                "launched",
                "When it began.",
                "18 January 2022",
                label="Launched",
                type=ValueType.MONTH_OR_DATE,
                kinds=SERVICE,
            ),
            Key(
                "source",
                "The report that it comes from.",
                "Safeguarding annual report 2018/19",
                label="Source",
                prose=True,
                kinds=LEARNING,
            ),
            Key(
                "reviews",
                "The reviews that it is about.",
                "SAR 3, SAR 4",
                label="Reviews",
                type=ValueType.LIST,
                kinds=LEARNING,
            ),
            hashed="details",
            secret=(Secret.PHRASES, Secret.WHOLE),
        )
    )
    """The kind's own lines: ("Opening hours", "Monday to Friday, 8am to 8pm")."""
    first_published: datetime
    modified: datetime
    updates: tuple[Update, ...] = ()
    """What was recorded, earliest first."""
    at: tuple[At, ...] = field(default=(), compare=False)

    @property
    def title_url(self) -> str:
        """Where its title leads, if it is only a pointer to elsewhere; else ""."""
        first = self.button or next(iter(self.links), None)
        return first.url if self.link_title and first else ""

    @property
    def act_by(self) -> Session | None:
        """The day by which readers must have done what it asks."""
        if not self.action:
            return None
        return next((one for one in self.sessions if one.deadline and one.key == ACT_BY), None)

    @property
    def retired(self) -> bool:
        """Whether only a page that says so is left of it."""
        return bool(self.gone or self.moved_to or self.withdrawn)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The files that go with it: attachments, its picture, and the pictures of its text."""
        images = ((self.image,) if self.image else ()) + self.body_images
        return (*(attachment.asset for attachment in self.attachments), *(image.asset for image in images))


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
    edition_subjects: tuple[tuple[str, str], ...] = ()
    """By the slugs of the editions for some readers."""
    images: tuple[Image, ...] = ()
    """The introduction's."""
    number: int | None = None
    """Which issue it is, as the team counts them."""
    dates_before: str = ""
    """The heading of the section above which the dates stand, "" where they stand above all."""
    head: tuple[Snippet, ...] = ()
    """What stands first in its email, each time."""
    foot: tuple[Snippet, ...] = ()
    """What stands last in its email, each time."""
    month_first: bool = False
    """Whether its day is printed with the month first: March 8, 2022."""
    at: tuple[At, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that readers were told otherwise."""

    what: tuple[str, ...]
    """Names of `ledger.history.KINDS`, in their order."""
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
class ReaderEdition:
    """An email of its own for some readers, who get what is for them and what is for all."""

    name: str
    """As the team writes it: GPs."""
    slug: str
    """Of its files, and of its deliveries in the ledger."""
    audience: tuple[str, ...] = ()
    """Of items that it takes; () for any. So are `areas` and `topics`."""
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    subject: str = ""
    """A pattern, "" for the main edition's with the name behind it."""
    list_id: str = ""
    """The name of its list for mail programs, "" for the bulletin's."""

    def takes(self, item: Item) -> bool:
        """Tell whether an item is for these readers: by each of the three it is for them, or for all."""
        pairs = ((self.audience, item.audience), (self.areas, item.areas), (self.topics, item.topics))
        return all(not wanted or not given or set(map(slug, wanted)) & set(map(slug, given)) for wanted, given in pairs)


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
    month_first: bool = False
    """Whether 03/04/2026 is 4 March, and dates are printed like "Tuesday, March 8, 2022"."""
    usual_hours: tuple[time, time] = (time(7), time(21))
    """Between which hours sessions are not asked about."""
    lasts: timedelta | None = None
    """How long a session is whose line has a start alone."""
    online: str = ""
    """An online place, for sessions that do not say."""
    also: tuple[str, ...] = ()
    """IANA names of the zones whose hours are printed, too."""
    reminder: str = ""
    """The weekday on which the reminder of a week's sessions goes out; "" sends none by itself."""
    bookings_stand: str = ""
    """yes, no, or words, for items that do not say; "" where nothing is said."""
    kinds: tuple[str, ...] = KINDS
    """The kinds of item in the order of their sections."""
    editions: tuple[ReaderEdition, ...] = ()
    """The emails for some readers."""
    repository: str = ""
    """On GitHub: owner/name."""
    branch: str = "main"
    """Of the repository, which new items are proposed for."""
    public_repository: bool = False
    """Whether the team says that anybody can read the repository."""
    form: bool = False
    """Whether the pages have the form for new items."""
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
    own_templates: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """The names of those that differ from the package's: a theme's, and the team's own."""
    unrecorded: tuple[Change, ...] = ()
    """What is different from what was last recorded, for the feeds."""
    unsaid: tuple[str, ...] = ()
    """The slugs of items whose words are others than the last mail's, which no change tells."""
    recorded_until: datetime | None = None
    """The latest time that was recorded, behind which no feed goes back."""
    package_templates_hash: str = field(default="", compare=False, repr=False)
    """Of the package's template texts: those that were compiled may be older."""


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


class Output(NamedTuple):
    """One thing that a bulletin is published as."""

    name: str
    """What `--only` and the manifest call it."""
    audience: Circulation
    """Whose view of the bulletin it is rendered from."""
    media_type: str
    """Of its main file."""
    says: str
    """What it is, in one line."""
    render: Callable[[Bulletin], Iterable[File]]
    package: str = ""
    """The package that adds it, "" where it is Bulletin's own."""


def home_items(bulletin: Bulletin) -> tuple[Item, ...]:
    """Every item of the shown issues once, in its home issue, newest issue first."""
    return tuple(item for issue in bulletin.issues for item in issue.items if item.issue == issue.id)


def session_count(items: Iterable[Item]) -> int:
    """Count the sessions of items; a closing date, which is in the calendar too, is none."""
    return sum(not session.deadline for item in items for session in item.sessions)


def live_items(bulletin: Bulletin) -> tuple[Item, ...]:
    """Return the same without those of which only a page is left."""
    return tuple(item for item in home_items(bulletin) if not item.retired)
