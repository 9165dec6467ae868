"""The keys that an editor may write, as one table for each kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .frontmatter import KeyNames, same_key

KINDS = ("training", "service", "update", "information", "learning", "notice")
"""The kinds of item, in the order of their sections."""

SECTIONS = {
    "training": "Training",
    "service": "New services",
    "update": "Updates",
    "information": "Information",
    "learning": "Learning",
    "notice": "Notices",
}


class Key(NamedTuple):
    """One key: what it is for, how it is written, and where it may stand."""

    name: str
    says: str
    """What it is for, in one sentence."""
    example: str = ""
    aliases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = KINDS
    """The kinds of item that have it."""
    one_a_line: bool = False
    sub_lines: bool = False


def _key(name: str, says: str, example: str = "", *aliases: str) -> Key:
    return Key(name=name, says=says, example=example, aliases=aliases)


def _line(name: str, says: str, example: str = "", *aliases: str) -> Key:
    return Key(name=name, says=says, example=example, aliases=aliases, one_a_line=True)


def _for(kind: str, *keys: Key) -> tuple[Key, ...]:
    return tuple(key._replace(kinds=(kind,)) for key in keys)


NEVER_EMPTY = {
    "default circulation": 'Write "default circulation: staff" or "public".',
    "circulation": "Write public, staff or limited, or delete the line.",
    "circulation note": "Write who it is for, or delete the line.",
    "hold until": "Write why or until when, or delete the line.",
    "status": "Write draft or ready, or delete the line.",
    "issue date": "Write the date, like 1 February 2022.",
    "title": "Write the title.",
    "sessions": "Write one session on each line below it, or delete the line.",
}
"""Keys that may not stand there without a value, since that could be read as something else; what to do."""

SETTINGS: tuple[Key, ...] = (
    _key("name", "The bulletin's name.", "North West safeguarding bulletin"),
    _key("email", "The team's mailbox: the contact of every item without one.", "team@example.org", "mailbox"),
    _key("default circulation", "Who sees an item that does not say so: public or staff.", "staff"),
    _key("id", "The bulletin's name in addresses; it never changes.", "nw-safeguarding"),
    _key("team", "Who the bulletin is from.", "North West safeguarding team"),
    _key("base url", "Where the web pages will stand.", "https://example.org/nw-safeguarding/", "site"),
    _key("region", "The region, for the masthead.", "North West"),
    _key("address", "The postal address, for the footer of the email.", "1 High Street, Leeds LS1 1AA"),
    _key("why you get this", "Why readers get the email.", "You get this because you are on the team list."),
    _key("language", "The language of the text.", "en-GB"),
    _key("time zone", "The zone of all times.", "Europe/London"),
    _key("theme", "The look.", "health"),
    _key("logo", "The team's own logo, a file in content/files/.", "files/logo.png"),
    _key("logo alt", "What the logo shows.", "North West safeguarding team"),
    _key("place", "Where sessions are that do not say so.", "Microsoft Teams"),
    _key("joining details", "When joining details are sent.", "3 working days before"),
    _key("remind", "When calendars remind people; Outlook keeps the first.", "1 day, 1 week"),
    _key("bank holidays", "Whose bank holidays are no working days.", "England and Wales"),
    _key("extra bank holidays", "Bank holidays that were proclaimed lately.", "19 September 2022"),
    _key("send from", "The sender's address, if the mail server wants another.", "bulletin@example.org"),
    _key("list id", "The mailing list's name for mail programs.", "nw.lists.example.org"),
    _key("unsubscribe", "Where readers leave the list.", "mailto:leave@example.org"),
    _key("one click unsubscribe", "Whether the https address in unsubscribe takes one click.", "yes"),
    _key("subject", "The subject of the email.", "{name}: {covers}"),
    _key("limited subject", "The subject of the limited edition.", "[Limited] {items}"),
    _key("email budget", "The bytes that the email may have.", "73000"),
    _key("topics", "The topics that items may have.", "domestic abuse, adults"),
    Key(name="acronyms", says="What acronyms stand for.", example="  CDOP: child death overview panel", sub_lines=True),
    _key("sample", "Whether every edition is only a sample.", "yes"),
    Key(name="checks", says="Rules that weigh less or more.", example="  TXT10: off", sub_lines=True, one_a_line=True),
)

ISSUE: tuple[Key, ...] = (
    _key("issue date", "The day on which the issue goes out.", "1 February 2022", "date"),
    _key("status", "draft or ready.", "ready"),
    _key("title", "The issue's title.", "North West safeguarding bulletin"),
    _key("covers", "The time that the issue is about.", "February and March 2022"),
    _key("circulation", "Who sees the introduction: public or staff.", "public"),
    _key("start with", "Items that stand first.", "training notice"),
    _key("sections", "The order of the sections.", "Training, For GPs"),
    _key("repeat", "Items of earlier issues that are printed again.", "safer-recruitment"),
    _key("subject", "The subject of the email.", "{name}: {covers}"),
    _key("limited note", "Whether the email says that another was sent to some readers.", "yes"),
)

SNIPPET: tuple[Key, ...] = (
    _key("title", "The heading.", "Before you book"),
    _key("use on", "The kinds of item that it goes with.", "training"),
    _key("calendar", "Whether it stands in calendar entries.", "yes"),
    _key("use until", "The last issue date on which it is used.", "15 June 2022"),
)

ITEM: tuple[Key, ...] = (
    _key("title", "The title, best within 65 characters.", "Learning from Safeguarding Adult Reviews: self-neglect"),
    _key("kind", "training, service, update, information, learning or notice.", "training"),
    _key("slug", "The name in addresses, to keep them when the file is renamed.", "self-neglect"),
    _key("summary", "The item in one sentence of at most 200 characters.", "A learning event on self-neglect."),
    _key("summary only", "Whether the email has only the summary and a link.", "yes"),
    _key("from", "The organisation that it comes from.", "NHS National Patient Safety Team"),
    _key("published", "When the source was published.", "25 January 2022"),
    _key("for", "Who it is for.", "GPs, health visitors", "audience"),
    _key("areas", "The areas that it is about.", "Wirral, Sefton", "area"),
    _key("topics", "Topics from bulletin.yml.", "domestic abuse, adults", "topic", "tags"),
    _key("section", "The section that it stands in.", "Patient safety"),
    _key("order", "Its place in the section, as a number.", "1"),
    _key("pin", "Whether it stands first in its section.", "yes"),
    _key("circulation", "Who may see it: public, staff or limited.", "public"),
    _key("circulation note", "For a limited item: one sentence that says who it is for.", "Not for forwarding."),
    _key("hold until", "Why it is held back, or the date until which it is.", "the families have read the reports"),
    _key("show until", "How long it is current.", "31 March 2022"),
    _key("email", "Whom to ask.", "team@example.org"),
    _key("phone", "The number to call.", "0344 255 0623", "tel"),
    _line("contact", "Other contacts, one a line.", "Text relay: 18001 0161 496 0000"),
    _line("links", "Links with their names, one a line.", "Full report: https://example.org/report", "link"),
    _key("attachments", "Files in files/, with a name if you like.", "Flyer: files/flyer.pdf", "attachment"),
    _key("include", "Snippets that go with it.", "junk mail, booking help"),
    _key("image", "A picture in files/.", "files/poster.png"),
    _key("image alt", 'What the picture shows; "none" for decoration.', "Two nurses at a table"),
    _key("content note", "What readers should know before they read.", "This item is about child deaths."),
    _key("support", "Where readers find help.", "Samaritans: 116 123"),
    _key("credit", "Whose work it is.", "Shared by the Merseyside CDOP team."),
    _line("corrected", "Corrections, one a line.", "3 February 2022: the phone number"),
    _key("gone", "Why a published item is no longer here.", "The course was withdrawn."),
    _key("moved to", "The item that took its place.", "safer-recruitment-2023"),
    _line("ignore", "Rules that do not hold here, and why.", "TXT03 because it is the title of a film"),
    *_for(
        "training",
        _line("sessions", "The dates, one a line.", "Cohort 1: 23 February 2022", "session", "date"),
        _key("time", "The time of the sessions whose line has none.", "9:30am to 4:30pm", "times"),
        _key("place", "Where they are.", "Microsoft Teams", "venue", "location"),
        _key("presenter", "Who gives them.", "NSPCC", "presenters", "delivered by", "speaker"),
        _key(
            "book", "Where to book, if all sessions share it.", "https://example.org/book", "booking link", "register"
        ),
        _key("booking", "How booking works, in words.", "You will hear from us if your application is successful."),
        _key("book by", "The last day to book.", "5 working days before"),
        _key("places", "The places of each session.", "16"),
        _key("cost", "What it costs.", "Free"),
        _key("requires", "What people must do to take part.", "the full day"),
        _key("level", "The level of the training.", "Safeguarding children level 3"),
        _key("joining details", "When joining details are sent.", "3 working days before"),
        _key("remind", "When calendars remind people.", "1 day, 1 week"),
        _key("unusual hours", "Whether times outside 7am to 9pm are right.", "yes"),
    ),
    *_for(
        "service",
        _key("open", "The opening hours.", "Monday to Friday, 8am to 8pm", "hours"),
        _key("run by", "Who runs it.", "SWGfL"),
        _key("funded by", "Who pays for it.", "Home Office"),
        _key("developed with", "Who helped to develop it.", "Department for Education"),
        _key("launched", "When it began.", "18 January 2022"),
    ),
    *_for(
        "learning",
        _key("source", "The report that it comes from.", "Safeguarding annual report 2018/19"),
        _key("reviews", "The reviews that it is about.", "SAR 3, SAR 4"),
    ),
)


def names(table: Sequence[Key]) -> KeyNames:
    """A table of keys as the front matter reads it."""
    accepted = {same_key(name): key.name for key in table for name in (key.name, *key.aliases)}
    one_a_line = frozenset(key.name for key in table if key.one_a_line)
    sub_lines = frozenset(key.name for key in table if key.sub_lines)
    return KeyNames(accepted, one_a_line, sub_lines)
