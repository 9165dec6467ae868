"""Define the frozen values of the program: settings, issues, items, sessions, files.

Values are complete when they are made, and compared by value. Positions (`at`) and fields that follow from
others (`prose`, `templates`) are not compared, so that a cache stays valid when a line moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from ..text import media_types
from ..text.slugs import slug
from .rows import KINDS, LEARNING, OWN, SERVICE, TRAINING, Key, Secret, ValueType, key, row

Month = tuple[int, int]
"""A year and a month: (2022, 5)."""

Moment = date | datetime
"""A day, or a local date and time to the minute."""


def day_of(moment: Moment) -> date:
    """Return the day of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


At = tuple[str, int, int]
"""A key, and the line and column of its value, from 1."""


def _place_of(at: tuple[At, ...], key: str) -> tuple[int, int]:
    return next(((line, column) for name, line, column in at if name == key), (1, 1))


ACT_BY = "act-by"
"""The key of the session that the key `act by` makes: the day by which readers must act."""

ACT_BY_WORDS = "Act by"
"""The words before that day, and its label if the item has no `action`."""

FULL = "full"
PICTURE_WIDTHS = {"small": 144, "half": 288, FULL: 0}
"""The names of widths of pictures → the width in pixels; 0 for as wide as the text."""


class Circulation(StrEnum):
    """Who may see something; as an audience: who receives a file."""

    PUBLIC = "public"
    STAFF = "staff"
    LIMITED = "limited"


ACCESS_WORDS = {"public": "public", "staff": "for staff", "limited": "limited", "held": "on hold"}
"""Who may see an item, each with fewer readers than the one before → the words for it in messages."""

ACCESS_LEVELS = tuple(ACCESS_WORDS)


class State(StrEnum):
    """The state of a session, as its line says."""

    OPEN = "open"
    FULL = "full"
    WAITING_LIST = "waiting list"
    CLOSED = "booking closed"
    PROVISIONAL = "provisional"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Timing(StrEnum):
    """Whether a session has hours, takes all day, or has no hours yet."""

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
    """A rule that an item ignores, and why."""

    rule: str
    """The rule's id, like "TXT03"."""
    ending: str
    """The end of the only number or address for which it is ignored, like "137"; "" for all."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach somebody: at least one of email, phone and url is set."""

    label: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    """The phone number as typed, with words like "option 2"."""
    tel: str = ""
    """The phone as a `tel:` address (RFC 3966), "" without a phone."""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file beside the content, with its size and hash: an attachment, an image, a logo."""

    name: str
    """The name of the file, for links and mail."""
    address: str
    """Its address, after the base url."""
    source: Path = field(compare=False)
    """The path of the file on disk."""
    media_type: str
    size: int
    """The size in bytes."""
    sha256: str
    width: int = 0
    """The width in pixels; 0 for files that are no images."""
    height: int = 0
    """The height in pixels; 0 for files that are no images."""
    data: bytes | None = field(default=None, repr=False, compare=False)
    """The bytes, if an output needs them: of images, and of attachments of the mail that is being made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """An attachment of an item, with its label."""

    label: str
    asset: Asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture with its text alternative and caption."""

    alt: str
    """The text alternative; "" for decoration."""
    asset: Asset
    caption: str = ""
    """The words under the picture."""
    width: str = FULL
    """A name in PICTURE_WIDTHS."""

    @property
    def shown(self) -> tuple[int, int]:
        """The printed width and height in pixels; on a narrow screen it is smaller."""
        widest = PICTURE_WIDTHS[self.width] or self.asset.width
        width = min(widest, self.asset.width)
        return width, round(self.asset.height * width / self.asset.width) if self.asset.width else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A Markdown text in the forms that the outputs need, parsed once."""

    page: str = ""
    """HTML for a web page; `##` becomes h2. Images have placeholders, `src="asset:ADDRESS"`."""
    email: str = ""
    """HTML for the email; `##` becomes h4, since the title of an item is h3."""
    text: str = ""
    """Plain text, not wrapped, with one empty line between blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A standing text with its `{fields}` filled in. Snippets are public."""

    slug: str
    title: str
    body: str
    """Markdown."""
    calendar: bool = False
    """Whether calendar entries have it, too."""
    shared: bool = False
    """Whether all items of a kind have it (`use on`); then the email prints it only once."""
    prose: Prose = field(default_factory=Prose, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The revision of a session's calendar entry (RFC 5545, section 3.8.7); times are in UTC."""

    sequence: int
    """SEQUENCE: how often it was changed in a way that matters to people who have it."""
    created: datetime
    modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A session as the last mail that named it described it."""

    issue: str
    start: datetime
    end: datetime
    place: str
    state: State
    title: str = ""
    """The item's title; "" in entries of version 1 of the ledger, which did not have this field and those below."""
    label: str = ""
    timing: Timing = Timing.TIMED
    book: str = ""
    book_by: Moment | None = None
    opens: Moment | None = None
    presenters: tuple[str, ...] = ()
    cost: str = ""
    is_course: bool | None = None
    """As `Session.is_course`; None in older entries, as is the next."""
    bookable: bool | None = None
    """Whether people booked it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One calendar entry of an item: a meeting, a day of a course, or a deadline."""

    key: str
    """Its name in the ledger, unique in its item, which never changes: "cohort-1", "2022-03-08"."""
    uid: UUID
    stem: str
    """The name of its calendar file, without ending and without a date."""
    label: str = field(metadata=row(hashed="label"))
    """Its name as printed, "Cohort 1"; "" if it has only a date."""
    start: datetime
    """The start, aware, in the session's own zone (`zone`) or else the bulletin's."""
    end: datetime
    """The end, aware, in the same zone as the start."""
    place: str
    """The place as printed, with the online service."""
    state: State = field(metadata=row(hashed="state"))
    moved_from: date | None = field(metadata=row(hashed="moved_from"))
    book: str = field(metadata=row(hashed="book"))
    """The booking address, "" if it has none."""
    places: int | None = field(metadata=row(hashed="places"))
    """The number of places, None if it is not written."""
    book_by: Moment | None = field(metadata=row(hashed="book_by"))
    """The last day or hour to book."""
    joining_by: date | None
    """The day by which joining details are sent; None if that is not written as a number of days before."""
    reminders: tuple[timedelta, ...] = field(metadata=row(hashed="remind"))
    revision: Revision
    told: Told | None
    timing: Timing = field(default=Timing.TIMED, metadata=row(hashed="timing"))
    """Whether it has hours. If it is not TIMED, start and end are midnights, and the end is after the last day."""
    zone: str = ""
    """The IANA name of its time zone, "" for the bulletin's."""
    also: tuple[str, ...] = field(default=(), metadata=row(hashed="also"))
    """The IANA names of other zones in which its hours are printed, too."""
    venue: str = ""
    """The place where people meet, "" if it is only online. A hybrid session has both `venue` and `service`."""
    service: str = ""
    """The online service, like "Microsoft Teams"; "" if it is not online."""
    presenters: tuple[str, ...] = ()
    """The presenters of its line, or else of its item."""
    cost: str = ""
    """The cost of its line, or else of its item."""
    audience: tuple[str, ...] = ()
    """The audience of its line, or else of its item."""
    note: str = field(default="", metadata=row(hashed="note"))
    """The note in its line."""
    opens: Moment | None = field(default=None, metadata=row(hashed="opens"))
    """When booking opens."""
    course: str = field(default="", metadata=row(hashed="course"))
    """The name of its course's calendar file, without ending; "" if it is not part of a course.

    "calendar" if people attend all sessions of the item.
    """
    part: int = field(default=1, metadata=row(hashed="part"))
    """Its number among the days of its course, from 1, by their starts."""
    parts: int = field(default=1, metadata=row(hashed="parts"))
    """The number of days of its course."""
    deadline: bool = field(default=False, metadata=row(hashed="deadline"))
    """Whether it is a deadline and not a meeting."""
    month_first: bool = False
    """Whether its dates are printed with the month first: March 8, 2022."""
    at: tuple[At, ...] = field(default=(), compare=False)

    @property
    def written_at(self) -> tuple[int, int]:
        """The line and column of its line in the file, (1, 1) if it has none."""
        return next(((line, column) for _, line, column in self.at), (1, 1))

    @property
    def is_course(self) -> bool:
        """Whether it is a day of a course of several days, which people attend whole."""
        return self.parts > 1

    @property
    def online(self) -> bool:
        """Whether people can only take part online."""
        return bool(self.service) and not self.venue

    @property
    def status(self) -> str:
        """The STATUS of its calendar entry (RFC 5545, section 3.8.1.11)."""
        status = STATUS.get(self.state, "CONFIRMED")
        return "TENTATIVE" if self.timing is Timing.UNKNOWN and status == "CONFIRMED" else status


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A session that is announced without a date."""

    label: str
    when: str
    """When it is, as written: "May 2022", "spring 2022", "w/c 7 March 2022"; "" if that is not written."""
    month: Month | None
    """The month at the end of which lists have it, None to have it last."""
    place: str
    hours: str
    book: str
    presenters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An update of an item, which is a separate entry in the feeds."""

    at: datetime
    title: str
    said: tuple[str, ...]
    """The sentences of its text."""
    session: str
    """The key of the session that it is about, "" if there are several or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of the bulletin, from one file.

    The metadata of each field is its row: the keys of the file that it comes from, whether it is hashed, and how
    secret it is (see `Row`). To add a key, add a field; for a value that is only printed as "Label: text", add a
    `Key` to `details` instead.
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
    """The id of the issue whose folder has its file."""
    path: str
    """The path of its file, for messages."""
    body: str = field(metadata=row(hashed="body", secret=(Secret.ADDRESSES,)))
    """The text in Markdown, without comments."""
    body_line: int
    """The line of the file on which the body begins."""
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
    """Why it is on hold, or until when; "" if it is not."""
    was: str = field(
        default="",
        metadata=key(
            "was",
            "Allows it to be more public than it was when it was recorded: staff, limited or held.",
            "staff",
            type=OWN,
        ),
    )
    """The value as written: a level, perhaps with words after it."""
    withdrawn: bool = False
    """Whether it was on the web and may not be any more; its page then only says so."""
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
    """The button. Training without dates has one to the address in its key `book`."""
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
    """The slug of that item; the readers of this item may all see it."""
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
                ("duration",),
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
    """The sessions in the order of their lines. The keys after `sessions` apply to all of them."""
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
    """The label of the session that `act by` makes; "" without `act by`."""
    awaited: tuple[Awaited, ...] = field(default=(), metadata=row(hashed="awaited", secret=(Secret.WHOLE,)))
    """Sessions without a date; they are written as lines of `sessions`, too."""
    bookable: bool = field(default=True, metadata=row(hashed="bookable", in_session_hash=True))
    """Whether sessions need booking; False with `book: not needed`."""
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
    """yes, no, or words; "" if neither the item nor the settings have it."""
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
    """When joining details are sent, in words; "" if it is a number of days before."""
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
    """Label and text of the keys that only its kind has: ("Opening hours", "Monday to Friday, 8am to 8pm")."""
    first_published: datetime
    modified: datetime
    updates: tuple[Update, ...] = ()
    """The updates in the ledger, earliest first."""
    at: tuple[At, ...] = field(default=(), compare=False)

    @property
    def closeness(self) -> int:
        """Its place in ACCESS_LEVELS: the greater, the fewer may see it."""
        return ACCESS_LEVELS.index(self.access)

    @property
    def title_url(self) -> str:
        """The address that its title links to, with `link title: yes`; else ""."""
        first = self.button or next(iter(self.links), None)
        return first.url if self.link_title and first else ""

    @property
    def act_by(self) -> Session | None:
        """The session of its key `act by`, None without one."""
        if not self.action:
            return None
        return next((session for session in self.sessions if session.deadline and session.key == ACT_BY), None)

    @property
    def access(self) -> str:
        """Who may see it, as one of ACCESS_LEVELS: "held" if it is on hold, else its circulation."""
        return "held" if self.held else str(self.circulation)

    @property
    def closed(self) -> bool:
        """Whether it is limited or on hold."""
        return bool(self.held) or self.circulation is Circulation.LIMITED

    @property
    def retired(self) -> bool:
        """Whether it is gone, moved or withdrawn, so that its page only says so."""
        return bool(self.gone or self.moved_to or self.withdrawn)

    def place_of(self, key: str) -> tuple[int, int]:
        """Return the line and column of the value of a key, (1, 1) if its file does not have the key."""
        return _place_of(self.at, key)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Its files: attachments, its picture, and the pictures in its text."""
        images = ((self.image,) if self.image else ()) + self.body_images
        return (*(attachment.asset for attachment in self.attachments), *(image.asset for image in images))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One edition of the bulletin."""

    id: str
    title: str
    day: date
    instant: datetime
    """09:00 on its day in the bulletin's zone, as a datetime in UTC."""
    covers: str
    """The time that it is about: "February and March 2022"."""
    ready: bool
    """Whether it is ready to be sent, not a draft."""
    path: str
    """The path of its issue.md, for messages."""
    introduction: str
    """The introduction in Markdown."""
    prose: Prose = field(repr=False, compare=False)
    """The introduction, parsed."""
    preheader: str
    """The words beside the subject in inboxes: by default the first sentence of the introduction; "" if none."""
    circulation: Circulation
    """Who may see the introduction."""
    items: tuple[Item, ...]
    """The items in printing order, with those of other issues that it repeats."""
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """Heading and slugs of each section, without the slugs in `first`."""
    first: tuple[str, ...]
    """The slugs of the items before all sections."""
    has_limited: bool
    """Whether it has a limited item that is not on hold."""
    limited_note: bool
    """Whether the main email says that some readers got another email."""
    subject: str
    """The subject of the email, filled in."""
    limited_subject: str
    """The subject of the limited edition, filled in."""
    edition_subjects: tuple[tuple[str, str], ...] = ()
    """Slug and subject of each edition for some readers."""
    images: tuple[Image, ...] = ()
    """The pictures of the introduction."""
    number: int | None = None
    """Its number, as the team counts its issues."""
    dates_before: str = ""
    """The heading of the section before which the list of dates is printed; "" to print it before all sections."""
    head: tuple[Snippet, ...] = ()
    """The snippets at the start of its email."""
    foot: tuple[Snippet, ...] = ()
    """The snippets at the end of its email."""
    month_first: bool = False
    """Whether its day is printed with the month first: March 8, 2022."""
    at: tuple[At, ...] = field(default=(), compare=False)

    def place_of(self, key: str) -> tuple[int, int]:
        """Return the line and column of the value of a key, (1, 1) if its file does not have the key."""
        return _place_of(self.at, key)

    @property
    def live_items(self) -> tuple[Item, ...]:
        """Its items that are not retired."""
        return tuple(item for item in self.items if not item.retired)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference between the bulletin and what readers were told."""

    what: tuple[str, ...]
    """The kinds of change: names in `ledger.history.KINDS`, in their order."""
    item: Item
    session: Session | None
    """The session that changed, None if the item did."""
    before: Told | None
    """What readers were told about the session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The font for drawing pictures in two weights, as bytes of TrueType files."""

    regular: bytes = field(repr=False)
    bold: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The look of the bulletin: colours, fonts and the logo."""

    name: str
    values: tuple[tuple[str, str], ...]
    """The values of theme.yml by name: ("brand", "#005eb8")."""
    logo: Image | None
    fonts: Fonts
    files: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderEdition:
    """A separate email for some readers, with the items for them and those for everybody."""

    name: str
    """Its name as the team writes it: GPs."""
    slug: str
    """Its name in file names, and in the deliveries of the ledger: gps."""
    audience: tuple[str, ...] = ()
    """The audiences whose items it has; () for any."""
    areas: tuple[str, ...] = ()
    """The areas whose items it has; () for any."""
    topics: tuple[str, ...] = ()
    """The topics whose items it has; () for any."""
    subject: str = ""
    """The pattern of its subject, "" for the main edition's subject with the name after it."""
    list_id: str = ""
    """The id of its mailing list, "" for the bulletin's."""

    def takes(self, item: Item) -> bool:
        """Tell whether it has an item: audience, areas and topics of the item each match its own, or are empty."""
        pairs = ((self.audience, item.audience), (self.areas, item.areas), (self.topics, item.topics))
        return all(not own or not of_item or set(map(slug, own)) & set(map(slug, of_item)) for own, of_item in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings in bulletin.yml; docs/keys.md explains each key."""

    id: str
    name: str
    team: str
    email: str
    default_circulation: Circulation
    base_url: str
    """The address of the site, with "/" at the end."""
    hosted: bool
    """Whether the base url is real, not the stand-in for a bulletin without a site."""
    region: str
    address: str
    language: str
    time_zone: str
    zone_rule: str
    """The zone's rule for the future, as a POSIX TZ string (RFC 9636, section 3.3)."""
    why: str
    """Why readers get the email."""
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
    """The hours within which sessions are usual; others need `unusual hours: yes`."""
    lasts: timedelta | None = None
    """The length of sessions whose lines have only a start."""
    online: str = ""
    """The online service of sessions whose lines and items have none."""
    also: tuple[str, ...] = ()
    """The IANA names of other zones in which hours are printed, too."""
    reminder: str = ""
    """The weekday on which the reminder of the week's sessions is sent; "" for no automatic reminder."""
    bookings_stand: str = ""
    """yes, no, or words, for items without this key; "" if it is not set."""
    kinds: tuple[str, ...] = KINDS
    """The kinds of item in the order of their sections."""
    editions: tuple[ReaderEdition, ...] = ()
    """The emails for some readers."""
    repository: str = ""
    """The repository on GitHub, as owner/name."""
    branch: str = "main"
    """The branch for which new items are proposed."""
    public_repository: bool = False
    """Whether anybody can read the repository."""
    form: bool = False
    """Whether the pages have the form for new items."""
    at: tuple[At, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """Everything that outputs need."""

    settings: Settings
    theme: Theme
    as_of: date
    """The day for which it is built: sessions from this day on are coming."""
    issues: tuple[Issue, ...]
    """The issues on the web, ready and not after `as_of`, newest first."""
    mail: tuple[Issue, ...]
    """The issues whose email is made, newest first; drafts may be among them."""
    changes: tuple[Change, ...]
    """The differences from what readers were told."""
    promised: tuple[str, ...]
    """The published addresses, which must not vanish."""
    templates_hash: str
    templates: Mapping[str, str] = field(compare=False, repr=False)
    """Template texts by name, such as "email/bulletin.html"."""
    own_templates: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The names of the templates that differ from the package's, each with its path in the templates folder."""
    unrecorded: tuple[Change, ...] = ()
    """The differences from the last recording, for the feeds."""
    unsaid: tuple[str, ...] = ()
    """The slugs of items whose text differs from that of the last mail without being in `changes`."""
    recorded_until: datetime | None = None
    """The latest time in the ledger; no feed may have an earlier time of change."""
    package_templates_hash: str = field(default="", compare=False, repr=False)
    """The hash of the package's templates; compiled templates with another hash are out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spilled:
    """An item that an email has only in its short form, because the email would have been too long."""

    issue: str
    """The id of the email's issue."""
    item: str
    """The slug of the item."""
    to: str
    """Where its whole text is: web or file."""
    bytes: int
    """The size in bytes of its whole form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A built file that is not written yet."""

    path: str
    """The path in the output folder, with "/"."""
    data: bytes | Asset
    """The bytes, or an Asset to be copied when the file is written."""
    output: str
    """The name of the output that made it, from its row in OUTPUTS."""
    circulation: Circulation
    """Who may see it."""
    spilled: tuple[Spilled, ...] = ()
    """The items that it has only in their short form."""

    sha256: str = field(init=False)
    """The SHA-256 of its bytes, in hexadecimal."""

    def __post_init__(self) -> None:
        data = self.data
        sha256 = data.sha256 if isinstance(data, Asset) else hashlib.sha256(data).hexdigest()
        object.__setattr__(self, "sha256", sha256)

    @property
    def size(self) -> int:
        """The size in bytes."""
        return self.data.size if isinstance(self.data, Asset) else len(self.data)

    @property
    def manifest_row(self) -> dict[str, Any]:
        """Its facts in manifest.json, without its path, which is the row's key."""
        return {
            "bytes": self.size,
            "circulation": str(self.circulation),
            "media_type": media_types.of_name(self.path),
            "output": self.output,
            "sha256": self.sha256,
        }

    def read_bytes(self) -> bytes:
        """Return its bytes. Those of an Asset may have to be read from the disk, which outputs must not do."""
        if isinstance(self.data, bytes):
            return self.data
        return self.data.source.read_bytes() if self.data.data is None else self.data.data


class Part(NamedTuple):
    """What an issue yields for an output."""

    files: tuple[File, ...] = ()
    """Its own files."""
    facts: tuple[Any, ...] = ()
    """What the files of all issues together need of it, such as its entries in the search."""


class Output(NamedTuple):
    """A kind of file that a bulletin is rendered to, such as the RSS feed.

    Bulletin's own outputs are made in parts, one for each issue, so that a part is made again only if something that
    it depends on has changed. An output of another package has `render` instead.
    """

    name: str
    """The name for `--only` and in the manifest: "rss"."""
    audience: Circulation
    """The readers whose view of the bulletin it gets."""
    media_type: str
    """The media type of its main file."""
    says: str
    """Its description in one line."""
    render: Callable[[Bulletin], Iterable[File]] | None = None
    """Make all its files from the view of its readers."""
    package: str = ""
    """The name of the package that adds it, "" for Bulletin's own outputs."""
    commons: Callable[[Bulletin], Iterable[tuple[Any, Issue]]] | None = None
    """Return, for each issue of a view that has a part, what the part depends on besides the issue, and the issue."""
    part: Callable[[Any, Issue], Part] | None = None
    """Make the part of an issue, from what `commons` returned for it."""
    common: Callable[[Bulletin], Any] | None = None
    """Return what the files of no single issue depend on besides the parts; None if it is the whole view."""
    whole: Callable[[Any, Sequence[Part]], Iterable[File]] | None = None
    """Make the files of no single issue, from what `common` returned. The parts have facts and no files."""


def newest_first(issues: Iterable[Issue]) -> list[Issue]:
    """Sort issues by their days, and issues of one day by their ids, the newest first."""
    return sorted(issues, key=lambda issue: (issue.day, issue.id), reverse=True)


def newest_issue(issues: Iterable[Issue]) -> Issue | None:
    """Return the newest issue, None if there are no issues."""
    return next(iter(newest_first(issues)), None)


def issue_in_work(issues: Iterable[Issue]) -> Issue | None:
    """Return the newest draft, else the newest issue, None if there are no issues."""
    every = tuple(issues)
    return newest_issue(issue for issue in every if not issue.ready) or newest_issue(every)


def home_items(bulletin: Bulletin) -> tuple[Item, ...]:
    """Return the items of all issues on the web, newest issue first, without repeated items."""
    return tuple(item for issue in bulletin.issues for item in issue.items if item.issue == issue.id)


def session_count(items: Iterable[Item]) -> int:
    """Count the sessions of items, without deadlines."""
    return sum(not session.deadline for item in items for session in item.sessions)


def live_items(bulletin: Bulletin) -> tuple[Item, ...]:
    """Return the items of all issues on the web, newest issue first, without repeated and retired items."""
    return tuple(item for item in home_items(bulletin) if not item.retired)
