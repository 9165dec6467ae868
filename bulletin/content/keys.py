"""List the keys that an editor may write, one table for each kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model import PICTURE_WIDTHS, Circulation, Item
from ..model.rows import Key, ValueType, rows
from ..text.humanize import DAYS
from .frontmatter import KeyNames, same_key

SECTIONS = {
    "training": "Training",
    "event": "Events",
    "service": "New services",
    "update": "Updates",
    "information": "Information",
    "learning": "Learning",
    "notice": "Notices",
}


NEVER_EMPTY = {
    "default circulation": 'Write "default circulation: staff" or "public".',
    "circulation": "Write public, staff or limited, or delete the line.",
    "circulation note": "Write who it is for; only an item that is not limited can do without the line.",
    "hold until": "Write why or until when, or delete the line.",
    "status": "Write draft or ready, or delete the line.",
    "issue date": "Write the date, like 1 February 2022.",
    "title": "Write the title.",
    "sessions": "Write one session on each line below it, or delete the line.",
}
"""Keys that must have a value, since an empty one could be misread → what to do."""

SETTINGS: tuple[Key, ...] = (
    Key("name", "The bulletin's name.", "North West safeguarding bulletin"),
    Key("email", "The team's mailbox: the contact of every item without one.", "team@example.org", ("mailbox",)),
    Key(
        "default circulation",
        "Who sees an item that does not say so: public or staff.",
        "staff",
        choices=(Circulation.PUBLIC, Circulation.STAFF),
    ),
    Key("id", "The bulletin's name in addresses; it never changes.", "nw-safeguarding"),
    Key("team", "Who the bulletin is from.", "North West safeguarding team"),
    Key("base url", "Where the web pages will stand.", "https://example.org/nw-safeguarding/", ("site",)),
    Key("region", "The region, for the masthead.", "North West"),
    Key("address", "The postal address, for the footer of the email.", "1 High Street, Leeds LS1 1AA"),
    Key("why you get this", "Why readers get the email.", "You get this because you are on the team list.", prose=True),
    Key("language", "The language of the text.", "en-GB"),
    Key("time zone", "The zone of all times.", "Europe/London"),
    Key("theme", "The look.", "health"),
    Key("logo", "The team's own logo, a file in content/files/.", "files/logo.png"),
    Key("logo alt", "What the logo shows.", "North West safeguarding team", prose=True),
    Key("logo width", "How wide the logo is shown.", "small", choices=tuple(PICTURE_WIDTHS)),
    Key("place", "Where sessions are that do not say so.", "Microsoft Teams"),
    Key("online", "How people take part online where sessions do not say it.", "Butter"),
    Key("also show", "Time zones whose hours are printed, too.", "America/New_York"),
    Key(
        "dates", "day first or month first: how 03/04/2022 is read.", "day first", choices=("day first", "month first")
    ),
    Key("usual hours", "The hours between which sessions are not asked about.", "7am to 10pm"),
    Key("lasts", "How long a session is whose line has a start alone.", "2 hours"),
    Key(
        "bookings stand",
        "Whether those who have booked keep their place when a session changes: yes, no, or words.",
        "yes",
        prose=True,
    ),
    Key("joining details", "When joining details are sent.", "3 working days before"),
    Key("remind", "When calendars remind people; Outlook keeps the first.", "1 day, 1 week"),
    Key(
        "reminder",
        "The day on which readers are reminded of the sessions of the week that begins then.",
        "Monday",
        choices=DAYS,
    ),
    Key("bank holidays", "Whose bank holidays are no working days.", "England and Wales"),
    Key("extra bank holidays", "Bank holidays that were proclaimed lately.", "19 September 2022"),
    Key("send from", "The sender's address, if the mail server wants another.", "bulletin@example.org"),
    Key("list id", "The mailing list's name for mail programs.", "nw.lists.example.org"),
    Key("unsubscribe", "Where readers leave the list.", "mailto:leave@example.org"),
    Key(
        "one click unsubscribe",
        "Whether the https address in unsubscribe takes one click.",
        "yes",
        type=ValueType.YES_NO,
    ),
    Key("email head", "Snippets that stand first in every email.", "before you read"),
    Key("email foot", "Snippets that stand last in every email.", "leaving the list"),
    Key("kinds", "The order of the kinds of item, where an issue lists no sections.", "notice, training, service"),
    Key(
        "editions",
        "Emails for some readers: what they take, their subject and the name of their list.",
        "  GPs: for: GPs, practice nurses; areas: Wirral; subject: {name} for GPs",
        sub_lines=True,
        one_a_line=True,
    ),
    Key("subject", "The subject of the email.", "{name}: {covers}", prose=True),
    Key("limited subject", "The subject of the limited edition.", "[Limited] {items}", prose=True),
    Key("email budget", "The bytes that the email may have.", "73000"),
    Key("topics", "The topics that items may have.", "domestic abuse, adults"),
    Key("acronyms", "What acronyms stand for.", "  CDOP: child death overview panel", sub_lines=True),
    Key("sample", "Whether every edition is only a sample.", "yes", type=ValueType.YES_NO),
    Key("repository", "The repository on GitHub, which the form for new items opens.", "our-team/our-bulletin"),
    Key("public repository", "Whether anybody can read the repository.", "yes", type=ValueType.YES_NO),
    Key(
        "form",
        "Whether the pages have the form for new items though the repository is private.",
        "yes",
        type=ValueType.YES_NO,
    ),
    Key("checks", "Rules that weigh less or more.", "  TXT10: off", sub_lines=True, one_a_line=True),
)

ISSUE: tuple[Key, ...] = (
    Key("issue date", "The day on which the issue goes out.", "1 February 2022", ("date",)),
    Key("status", "draft or ready.", "ready", choices=("draft", "ready")),
    Key("number", "Which issue it is, as the team counts them.", "42", type=ValueType.NUMBER),
    Key("title", "The issue's title.", "North West safeguarding bulletin", prose=True),
    Key("preheader", "What mail programs show beside the subject.", "Forty training places are free.", prose=True),
    Key("covers", "The time that the issue is about.", "February and March 2022", prose=True),
    Key("circulation", "Who sees the introduction: public or staff.", "public", choices=tuple(Circulation)),
    Key("start with", "Items that stand first.", "training notice"),
    Key("sections", "The order of the sections.", "Training, For GPs", prose=True),
    Key("repeat", "Items of earlier issues that are printed again.", "safer-recruitment"),
    Key("subject", "The subject of the email.", "{name}: {covers}", prose=True),
    Key("limited note", "Whether the email says that another was sent to some readers.", "yes", type=ValueType.YES_NO),
)

SNIPPET: tuple[Key, ...] = (
    Key("title", "The heading.", "Before you book", prose=True),
    Key("use on", "The kinds of item that it goes with.", "training"),
    Key("calendar", "Whether it stands in calendar entries.", "yes", type=ValueType.YES_NO),
    Key("use until", "The last issue date on which it is used.", "15 June 2022"),
)

ITEM: tuple[Key, ...] = tuple(key for row in rows(Item).values() for key in row.keys)
"""The keys of an item, from the rows of its fields, in their order."""

TABLES: Mapping[str, Sequence[Key]] = {"settings": SETTINGS, "issue": ISSUE, "snippet": SNIPPET, "item": ITEM}
"""The keys of each kind of file."""

PROSE_KEYS = frozenset(key.name for table in TABLES.values() for key in table if key.prose)
"""The keys whose values are printed as sentences or phrases."""


def names(table: Sequence[Key]) -> KeyNames:
    """Return a table of keys in the form that the reader of front matter needs."""
    accepted = {same_key(name): key.name for key in table for name in (key.name, *key.aliases)}
    one_a_line = frozenset(key.name for key in table if key.one_a_line)
    sub_lines = frozenset(key.name for key in table if key.sub_lines)
    return KeyNames(accepted, one_a_line, sub_lines)
