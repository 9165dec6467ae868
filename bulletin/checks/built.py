"""Rules on built files, each judged before anything is written.

Pages are parsed as browsers parse them, since a team's templates write their HTML; nothing here knows an output.
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
from ..model import Asset, Bulletin, File, Issue, Item, Session, Timing
from ..text import zones
from ..text.lines import lines_of
from .built_html import BuiltPage, WrittenMarks, faults, marks_of
from .run import BY_ID, weigh

LONG, TOO_LONG = 90_000, 102_400
"""Bytes from which Gmail may cut an email off, and from which it does."""
HEAVY = 1_000_000
"""Bytes of a message without attachments that is heavy."""
TOO_HEAVY = 20_000_000
"""Bytes of a message as it is sent, which many mail systems refuse."""
FULL = 800_000
"""Bytes of a calendar that is nearly too large to subscribe to; Google drops a calendar of more than a million."""

_FOLD = re.compile(r"\r?\n[ \t]")
"""Between the lines of a long line (RFC 5545, 3.1)."""
_EVENT = re.compile(r"BEGIN:VEVENT\r?\n(.*?)END:VEVENT", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_PROPERTIES = ("UID", "SEQUENCE", "LOCATION", "DESCRIPTION", "DTSTART", "DTEND")


@dataclass(slots=True)
class Inspection:
    """Judges built files, one after the other."""

    bulletin: Bulletin
    sessions: Mapping[str, tuple[Item, Session]] = field(init=False)
    """Every session and its item, by the session's UID."""
    written: WrittenMarks = field(init=False)
    _problems: list[Problem] = field(default_factory=list, init=False)
    _emails: dict[str, bytes] = field(default_factory=dict, init=False)
    """The HTML and plain text of each email, by path."""

    def __post_init__(self) -> None:
        items = [item for issue in (*self.bulletin.issues, *self.bulletin.mail) for item in issue.items]
        issues = (*self.bulletin.issues, *self.bulletin.mail)
        self.written = marks_of(chain((issue.introduction for issue in issues), map(_written, items)))
        self.sessions = {str(session.uid): (item, session) for item in items for session in item.sessions}

    def judge(self, file: File) -> None:
        """Judge one file."""
        if isinstance(file.data, Asset):
            return
        ending = file.path.rpartition(".")[2]
        if file.path.startswith("mail/") and ending in ("html", "txt"):
            self._emails[file.path] = file.data
        if ending in _JUDGES:
            _JUDGES[ending](self, file.path, file.data)

    def add(self, rule_id: str, path: str, message: str, hint: str = "", severity: str = "") -> None:
        """Add a problem of a built file, or of the issue or item of this path, as severe as the settings make it."""
        rule = BY_ID[rule_id]
        problem = Problem(
            path=path,
            line=1,
            column=1,
            rule=rule_id,
            message=message,
            hint=hint or rule.hint,
            severity=severity or rule.severity,
        )
        weighed = weigh(problem, self.bulletin.settings)
        if weighed:
            self._problems.append(weighed)

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem of the files, sorted by place; to be called after the last file."""
        for issue in self.bulletin.mail:
            page, plain = (self._emails.get(f"mail/{issue.id}/bulletin.{ending}") for ending in ("html", "txt"))
            if page is not None:
                _judge_size(self, issue, page)
            if page is not None and plain is not None:
                _judge_plain_text(self, issue, page, plain)
        return tuple(sorted(set(self._problems)))


def _written(item: Item) -> str:
    """Return what an editor wrote of an item, in which an address or a mark may stand."""
    links = [link.url for link in item.links] + [contact.url for contact in item.contacts]
    return "\n".join([item.title, item.summary, item.body, *links, *(session.book for session in item.sessions)])


def check_built(bulletin: Bulletin, files: Iterable[File]) -> tuple[Problem, ...]:
    """Return every problem of built files, sorted by path, line, column and rule; a path is that of the built file."""
    inspection = Inspection(bulletin)
    for file in files:
        inspection.judge(file)
    return inspection.problems()


def judged(bulletin: Bulletin, files: Iterable[File], note: Callable[[Problem], None] | None = None) -> Iterator[File]:
    """Yield the same files one by one; raise ContentError after the last if a rule finds an error in them.

    note: is called with each problem that is no error.
    """
    inspection = Inspection(bulletin)
    for file in files:
        inspection.judge(file)
        yield file
    problems = inspection.problems()
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    if note:
        for problem in problems:
            note(problem)


def _judge_page(inspection: Inspection, path: str, data: bytes) -> None:
    """Judge a page or an email as its readers meet it (EML02, EML04, EML06, EML07, EML08)."""
    page = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if page is None:
        return  # An empty page, as a team's template may make one.
    is_email = path.startswith("mail/")
    if is_email and any(picture.get("src", "").lower().startswith("data:") for picture in page.iter("img")):
        inspection.add("EML02", path, "A picture stands inside the text of the email.")
    document = BuiltPage(page, path, inspection.bulletin.settings.base_url, inspection.written)
    for fault in faults(document):
        inspection.add(fault.rule, path, fault.message, "This is a fault of a template or of Bulletin.")


def _judge_message(inspection: Inspection, path: str, data: bytes) -> None:
    """Judge the size of a message, and of one without attachments (EML02, LNK13)."""
    if len(data) > TOO_HEAVY:
        size = f"{len(data) / 1_000_000:.1f}MB"
        message = f"The message has {size} as it is sent; {TOO_HEAVY // 1_000_000}MB is the most that mail carries."
        inspection.add("LNK13", path, message, "Attach less, and link to the rest.", "error")
    elif len(data) > HEAVY and b"\nContent-Disposition: attachment" not in data:
        inspection.add("EML02", path, f"The message has {len(data) / 1_000_000:.1f}MB with its pictures.")


def _judge_calendar(inspection: Inspection, path: str, data: bytes) -> None:
    """Judge the size of a calendar, and each entry (CAL01, CAL02, CAL04)."""
    if len(data) > FULL and re.fullmatch(r"site/(topics/[^/]+/)?calendar\.ics", path):
        inspection.add("CAL04", path, f"{path} has {len(data) // 1000}KB of the 1,000KB that it may have.")
    hint = "This is a fault of a template or of Bulletin."
    for event in _EVENT.finditer(_FOLD.sub("", data.decode("utf-8"))):
        entry = _properties(event[1])
        if entry.get("UID", "") not in inspection.sessions:
            inspection.add("CAL02", path, "A calendar entry is of no session.", hint)
            continue
        item, session = inspection.sessions[entry["UID"]]
        if entry.get("SEQUENCE", "0") != str(session.revision.sequence):
            inspection.add("CAL02", path, f"The SEQUENCE of {session.key} is not the recorded one.", hint)
        for name, expected in _bounds(session).items():
            moment = _moment(entry.get(name, ""))
            if moment != expected:
                message = f"The {name} of {session.key} is {moment or 'not there'}, and its line says {expected}."
                inspection.add("CAL02", path, message, hint)
        for message in _missing_words(entry, item, session):
            inspection.add("CAL01", path, message, hint, "warning")


def _bounds(session: Session) -> dict[str, date | datetime]:
    """Return when a session begins and ends, in UTC; days where it has no hours, the end being the day after."""
    if session.deadline or session.timing is not Timing.TIMED:
        first = session.start.date()
        return {"DTSTART": first, "DTEND": first + timedelta(days=1) if session.deadline else session.end.date()}
    return {"DTSTART": session.start.astimezone(UTC), "DTEND": session.end.astimezone(UTC)}


def _moment(value: str) -> date | datetime | None:
    """Read a day, or a time with its zone: `Europe/London:20220308T093000` (RFC 5545, 3.3.5); None for neither."""
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
    """Return the first value of each property that is judged, unescaped (RFC 5545, 3.3.11); of a time its zone, too."""
    properties: dict[str, str] = {}
    for line in lines_of(event):
        name, _, value = line.partition(":")
        name, _, parameters = name.partition(";")
        zone = re.search("TZID=([^;]*)", parameters)
        value = f"{zone[1]}:{value}" if zone else value
        if name in _PROPERTIES:
            text = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
            properties.setdefault(name, text)
    return properties


def _missing_words(entry: Mapping[str, str], item: Item, session: Session) -> Iterator[str]:
    """Yield a sentence for each thing that people need on the day and a calendar entry lacks."""
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


def _judge_size(inspection: Inspection, issue: Issue, page: bytes) -> None:
    """Judge the size of an issue's email (EML01)."""
    if len(page) <= LONG:
        return
    largest = _largest_items(page.decode("utf-8"), issue)
    effect = "Gmail cuts it off." if len(page) > TOO_LONG else "Gmail may cut off its end, where the contact is."
    hint = f"Shorten an item, or set `summary only: yes`. The largest are {largest}." if largest else ""
    inspection.add("EML01", issue.path, f"The email is {len(page) // 1000}KB. {effect}", hint)


def _judge_plain_text(inspection: Inspection, issue: Issue, page: bytes, plain: bytes) -> None:
    """Judge whether each title of an issue's email is in its plain text (EML05)."""
    text, letters = page.decode("utf-8"), _letters(plain.decode("utf-8"))
    for item in issue.items:
        if _title_tag(item) in text and _letters(item.title) not in letters:
            inspection.add("EML05", item.path, "The title of this item is not in the plain text.")


def _letters(text: str) -> str:
    """Return a text without blanks and line ends, in small letters."""
    return "".join(text.split()).casefold()


def _title_tag(item: Item) -> str:
    """Return an item's title as it stands in the HTML of an email, between two tags."""
    return f">{html.escape(item.title, quote=False)}<"


def _largest_items(page: str, issue: Issue) -> str:
    """Return the three items that take most of an email, with their sizes."""
    starts = sorted((start, item.title) for item in issue.items if (start := page.rfind(_title_tag(item))) >= 0)
    spans = pairwise([*starts, (len(page), "")])
    sizes = [(len(page[start:end].encode()), title) for (start, title), (end, _) in spans]
    return ", ".join(f'"{title[:40]}" ({size // 1000}KB)' for size, title in sorted(sizes, reverse=True)[:3])


_JUDGES: Mapping[str, Callable[[Inspection, str, bytes], None]] = {
    "html": _judge_page,
    "eml": _judge_message,
    "ics": _judge_calendar,
}
"""What judges a file, by the ending of its name."""
