"""Check built files before they are written.

Pages are parsed as browsers parse them, since a team's own templates may have written their HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import chain, pairwise

from lxml import etree  # type: ignore[import-untyped]

from ..errors import ContentError, Problem
from ..memory import NO_MEMORY, Memory
from ..model import Asset, Bulletin, File, Issue, Item, Session, Timing
from ..text import zones
from ..text.lines import lines_of
from .built_html import BuiltPage, Fault, WrittenMarks, marks_of, page_faults
from .run import BY_ID, weigh

LONG, TOO_LONG = 90_000, 102_400
"""The sizes in bytes above which Gmail may cut an email, and above which it does."""
HEAVY = 1_000_000
"""The size in bytes above which a message without attachments gets a warning."""
TOO_HEAVY = 20_000_000
"""The size in bytes above which many mail systems refuse a message."""
FULL = 800_000
"""The size in bytes above which a calendar to subscribe to gets a warning; Google ignores those over a million."""

_FOLD = re.compile(r"\r?\n[ \t]")
"""The line break and blank inside a folded line (RFC 5545, section 3.1)."""
_EVENT = re.compile(r"BEGIN:VEVENT\r?\n(.*?)END:VEVENT", re.DOTALL)
_UID = re.compile(r"UID[^:\r\n]*:([^\r\n]*)")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_PROPERTIES = ("UID", "SEQUENCE", "LOCATION", "DESCRIPTION", "DTSTART", "DTEND")


@dataclass(slots=True)
class Inspection:
    """Check built files one by one, and collect their problems."""

    bulletin: Bulletin
    memory: Memory = NO_MEMORY
    """Remembers pages without a fault."""
    sessions: Mapping[str, tuple[Item, Session]] = field(init=False)
    """UIDs of sessions → the item and the session."""
    written: WrittenMarks = field(init=False)
    """The addresses and marks that editors wrote themselves."""
    _problems: list[Problem] = field(default_factory=list, init=False)
    _emails: dict[str, bytes] = field(default_factory=dict, init=False)
    """The HTML and plain text of each email, by path."""

    def __post_init__(self) -> None:
        items = [item for issue in (*self.bulletin.issues, *self.bulletin.mail) for item in issue.items]
        issues = (*self.bulletin.issues, *self.bulletin.mail)
        self.written = marks_of(chain((issue.introduction for issue in issues), map(_written, items)))
        self.sessions = {str(session.uid): (item, session) for item in items for session in item.sessions}

    def judge(self, file: File) -> None:
        """Check one file."""
        if isinstance(file.data, Asset):
            return
        ending = file.path.rpartition(".")[2]
        if file.path.startswith("mail/") and ending in ("html", "txt"):
            self._emails[file.path] = file.data
        if ending not in _JUDGES:
            return
        sessions = self._sessions_in(file.path, file.data) if ending == "ics" else ()
        place, facts = ("faultless", file.path), (file.sha256, self.bulletin.settings.base_url, *sessions)
        if self.memory.knows(place, *facts):
            return
        faults = tuple(_JUDGES[ending](self, file.path, file.data))
        for fault in faults:
            self._add(file.path, fault)
        if ending in _REMEMBERED and not faults:
            self.memory.note(place, *facts)

    def _sessions_in(self, path: str, data: bytes) -> tuple[tuple[Item, Session] | None, ...]:
        """Return the sessions of which a calendar has entries, each with its item; None for those of no session."""
        uids = self.memory.recall(("uids", path), _uids, data)
        return tuple(self.sessions.get(uid) for uid in uids)

    def _add(self, path: str, fault: Fault) -> None:
        """Add a fault of the built file, issue or item at a path, unless an editor wrote what is at fault."""
        if fault.quoted and self.written.has(fault.quoted):
            return
        rule = BY_ID[fault.rule]
        problem = Problem(
            path=path,
            line=1,
            column=1,
            rule=fault.rule,
            message=fault.message,
            hint=fault.hint or rule.hint,
            severity=fault.severity or rule.severity,
        )
        weighed = weigh(problem, self.bulletin.settings)
        if weighed:
            self._problems.append(weighed)

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem of the files, sorted by place. Call it after the last file."""
        for issue in self.bulletin.mail:
            page, plain = (self._emails.get(f"mail/{issue.id}/bulletin.{ending}") for ending in ("html", "txt"))
            if page is None:
                continue
            for fault in _size_faults(issue, page):
                self._add(issue.path, fault)
            for item in () if plain is None else _items_not_in_plain_text(issue, page, plain):
                self._add(item.path, Fault("EML05", "The title of this item is not in the plain text.", hint=""))
        return tuple(sorted(set(self._problems)))


def _written(item: Item) -> str:
    """Return the texts and addresses that an editor wrote in an item, joined."""
    links = [link.url for link in item.links] + [contact.url for contact in item.contacts]
    return "\n".join([item.title, item.summary, item.body, *links, *(session.book for session in item.sessions)])


def check_built(bulletin: Bulletin, files: Iterable[File]) -> tuple[Problem, ...]:
    """Return every problem of built files, sorted by path, line, column and rule; paths are those of built files."""
    inspection = Inspection(bulletin)
    for file in files:
        inspection.judge(file)
    return inspection.problems()


def judged(
    bulletin: Bulletin,
    files: Iterable[File],
    note: Callable[[Problem], None] | None = None,
    memory: Memory = NO_MEMORY,
) -> Iterator[File]:
    """Yield the files unchanged while checking them; after the last, raise ContentError if one has an error.

    note: a function to call with each problem, if none of them is an error. memory: pages that had no fault before.
    """
    inspection = Inspection(bulletin, memory)
    for file in files:
        inspection.judge(file)
        yield file
    problems = inspection.problems()
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    if note:
        for problem in problems:
            note(problem)


def _page_faults(inspection: Inspection, path: str, data: bytes) -> Iterator[Fault]:
    """Check a page or an email as browsers and mail programs show it (EML02, EML04, EML06, EML07, EML08)."""
    page = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if page is None:
        return  # lxml returns None for an empty page, which a team's template may make.
    pictures = page.iter("img") if path.startswith("mail/") else ()
    if any(picture.get("src", "").lower().startswith("data:") for picture in pictures):
        yield Fault("EML02", "A picture stands inside the text of the email.", hint="")
    yield from page_faults(BuiltPage(page, path, inspection.bulletin.settings.base_url))


def _message_faults(_inspection: Inspection, _path: str, data: bytes) -> Iterator[Fault]:
    """Check the size of a message: the limit of mail systems (LNK13), and a lower one without attachments (EML02)."""
    size = f"{len(data) / 1_000_000:.1f}MB"
    if len(data) > TOO_HEAVY:
        message = f"The message has {size} as it is sent; {TOO_HEAVY // 1_000_000}MB is the most that mail carries."
        yield Fault("LNK13", message, hint="Attach less, and link to the rest.", severity="error")
    elif len(data) > HEAVY and b"\nContent-Disposition: attachment" not in data:
        yield Fault("EML02", f"The message has {size} with its pictures.", hint="")


def _calendar_faults(inspection: Inspection, path: str, data: bytes) -> Iterator[Fault]:
    """Check the size of a calendar, and each entry (CAL01, CAL02, CAL04)."""
    if len(data) > FULL and re.fullmatch(r"site/(topics/[^/]+/)?calendar\.ics", path):
        yield Fault("CAL04", f"{path} has {len(data) // 1000}KB of the 1,000KB that it may have.", hint="")
    for event in _EVENT.finditer(_unfolded(data)):
        entry = _properties(event[1])
        if entry.get("UID", "") in inspection.sessions:
            yield from _entry_faults(entry, *inspection.sessions[entry["UID"]])
        else:
            yield Fault("CAL02", "A calendar entry is of no session.")


def _entry_faults(entry: Mapping[str, str], item: Item, session: Session) -> Iterator[Fault]:
    """Check the entry of a session."""
    if entry.get("SEQUENCE", "0") != str(session.revision.sequence):
        yield Fault("CAL02", f"The SEQUENCE of {session.key} is not the recorded one.")
    for name, expected in _bounds(session).items():
        moment = _moment(entry.get(name, ""))
        if moment != expected:
            is_now = moment or "not there"
            yield Fault("CAL02", f"The {name} of {session.key} is {is_now}, and its line says {expected}.")
    for message in _missing_words(entry, item, session):
        yield Fault("CAL01", message, severity="warning")


def _unfolded(calendar: bytes) -> str:
    return _FOLD.sub("", calendar.decode("utf-8"))


def _uids(calendar: bytes) -> tuple[str, ...]:
    """Return the value of every property UID in a calendar, and perhaps of others whose names end with it."""
    return tuple(_UID.findall(_unfolded(calendar)))


def _bounds(session: Session) -> dict[str, date | datetime]:
    """Return the right DTSTART and DTEND of a session: times in UTC, or dates if the session has no hours.

    An end that is a date is the day after the last day (RFC 5545, section 3.6.1).
    """
    if session.deadline or session.timing is not Timing.TIMED:
        first = session.start.date()
        return {"DTSTART": first, "DTEND": first + timedelta(days=1) if session.deadline else session.end.date()}
    return {"DTSTART": session.start.astimezone(UTC), "DTEND": session.end.astimezone(UTC)}


def _moment(value: str) -> date | datetime | None:
    """Read a day, or a time with its zone before it, like `Europe/London:20220308T093000` (RFC 5545, section 3.3.5).

    Returns None for a text that is neither.
    """
    zone, _, text = value.rpartition(":")
    try:
        if len(text) == len("20220308"):
            return date.fromisoformat(text)
        if text.endswith("Z"):
            return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=zones.zone(zone)).astimezone(UTC)
    except (ValueError, LookupError):
        return None


def _properties(event: str) -> dict[str, str]:
    """Return the first value of each property in _PROPERTIES, unescaped (RFC 5545, section 3.3.11).

    A time has its zone before it: `Europe/London:20220308T093000`.
    """
    properties: dict[str, str] = {}
    for line in lines_of(event):
        name, _, value = line.partition(":")
        name, _, parameters = name.partition(";")
        if name not in _PROPERTIES or name in properties:
            continue
        zone = re.search("TZID=([^;]*)", parameters)
        value = f"{zone[1]}:{value}" if zone else value
        properties[name] = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    return properties


def _missing_words(entry: Mapping[str, str], item: Item, session: Session) -> Iterator[str]:
    """Yield a sentence for each missing part of a calendar entry: place, contact, snippets for the calendar."""
    if session.place and not entry.get("LOCATION"):
        yield f"The entry of {session.key} does not say where it is."
    description = " ".join(entry.get("DESCRIPTION", "").split())
    addresses = [address for contact in item.contacts for address in (contact.email, contact.phone, contact.url)]
    addresses = [address for address in addresses if address]
    if addresses and not any(address in description for address in addresses):
        yield f"The entry of {session.key} does not say whom to ask."
    for snippet in item.snippets:
        if snippet.calendar and " ".join(snippet.title.split()) not in description:
            yield f'The entry of {session.key} does not say "{snippet.title[:60]}".'


def _size_faults(issue: Issue, page: bytes) -> Iterator[Fault]:
    """Check the size of an issue's email (EML01)."""
    if len(page) <= LONG:
        return
    largest = _largest_items(page.decode("utf-8"), issue)
    effect = "Gmail cuts it off." if len(page) > TOO_LONG else "Gmail may cut off its end, where the contact is."
    hint = f"Shorten an item, or set `summary only: yes`. The largest are {largest}." if largest else ""
    yield Fault("EML01", f"The email is {len(page) // 1000}KB. {effect}", hint=hint)


def _items_not_in_plain_text(issue: Issue, page: bytes, plain: bytes) -> Iterator[Item]:
    """Yield each item whose title is in an issue's email and not in its plain text."""
    text, letters = page.decode("utf-8"), _letters(plain.decode("utf-8"))
    for item in issue.items:
        if _title_tag(item) in text and _letters(item.title) not in letters:
            yield item


def _letters(text: str) -> str:
    """Return a text without blanks and line ends, in small letters."""
    return "".join(text.split()).casefold()


def _title_tag(item: Item) -> str:
    """Return an item's title as it is written in the HTML of an email, between two tags."""
    return f">{html.escape(item.title, quote=False)}<"


def _largest_items(page: str, issue: Issue) -> str:
    """Return the titles of the three items that take the most bytes of an email, with their sizes."""
    starts = sorted((start, item.title) for item in issue.items if (start := page.rfind(_title_tag(item))) >= 0)
    spans = pairwise([*starts, (len(page), "")])
    sizes = [(len(page[start:end].encode()), title) for (start, title), (end, _) in spans]
    return ", ".join(f'"{title[:40]}" ({size // 1000}KB)' for size, title in sorted(sizes, reverse=True)[:3])


_JUDGES: Mapping[str, Callable[[Inspection, str, bytes], Iterator[Fault]]] = {
    "html": _page_faults,
    "eml": _message_faults,
    "ics": _calendar_faults,
}
"""Ending of file names → the function that yields the faults of such files."""
_REMEMBERED = ("html", "ics")
"""Endings of files that never have a fault if equal bytes had none; calendars, as long as the sessions are the same."""
