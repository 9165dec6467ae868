"""Rules on built files: each file is judged when it is made, before anything is put in place.

The HTML is Bulletin's own, so marks are found without a parser; nothing here knows an output.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from ..errors import ContentError, Problem
from ..model import Asset, Bulletin, File, Issue, Item, Session
from .run import BY_ID, weigh

_ESCAPED = re.compile(r"\\([\\;,nN])")
_EVENT = re.compile(r"BEGIN:VEVENT\n(.*?)END:VEVENT", re.DOTALL)
_WANTED = ("UID", "SEQUENCE", "LOCATION", "DESCRIPTION")


def problems(text: str, sessions: Mapping[str, tuple[Item, Session]]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with each entry: the sentence, its severity, its rule."""
    for event in _EVENT.finditer(text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")):
        said = _properties(event[1])
        known = sessions.get(said.get("UID", ""))
        if known is None:
            yield "A calendar entry is of no session.", "error", "CAL02"
            continue
        item, session = known
        if said.get("SEQUENCE", "0") != str(session.revision.sequence):
            yield f"The SEQUENCE of {session.key} is not the recorded one.", "error", "CAL02"
        if not said.get("LOCATION"):
            yield f"The entry of {session.key} does not say where it is.", "warning", "CAL01"
        description = " ".join(said.get("DESCRIPTION", "").split())
        reached = [way for one in item.contacts for way in (one.email, one.phone, one.url) if way]
        if reached and not any(way in description for way in reached):
            yield f"The entry of {session.key} does not say whom to ask.", "warning", "CAL01"
        for snippet in item.snippets:
            if snippet.calendar and " ".join(snippet.title.split()) not in description:
                yield f'The entry of {session.key} does not say "{snippet.title[:60]}".', "warning", "CAL01"


def _properties(event: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in event.splitlines():
        name, _, value = line.partition(":")
        bare = name.partition(";")[0]
        if bare in _WANTED:
            found.setdefault(bare, _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value))
    return found


LONG, LONGEST = 90_000, 102_400
"""Bytes from which Gmail may cut an email off, and from which it does."""
HEAVY = 1_000_000
FULL = 800_000
"""Bytes of a calendar to subscribe to; Google drops one of more than a million."""
_HEADING = re.compile(r"<h([1-6])[ >]")
_PICTURE = re.compile(r"<img\b[^>]*>")
_LINK = re.compile(r"<a ([^>]*)>(.*?)</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r"\balt=\"([^\"]*)\"")
_NAMED = re.compile(r"aria-label(?:ledby)?=\"[^\"]+\"|<title")


@dataclass(slots=True)
class Inspection:
    """Built files being looked at, one after the other."""

    bulletin: Bulletin
    found: list[Problem] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    """The HTML and plain text of each email as they are in their files, by path."""
    sessions: Mapping[str, tuple[Item, Session]] = field(init=False)

    def __post_init__(self) -> None:
        issues = (*self.bulletin.issues, *self.bulletin.mail)
        self.sessions = {str(one.uid): (item, one) for issue in issues for item in issue.items for one in item.sessions}

    def look(self, file: File) -> None:
        """Judge one file."""
        if isinstance(file.data, Asset):
            return
        ending = file.path.rpartition(".")[2]
        judge = _BY_ENDING.get(ending)
        if judge:
            judge(self, file.path, file.data)

    def add(self, rule: str, path: str, said: tuple[str, str], severity: str = "") -> None:
        """Note what a rule found in a built file; the path is that of the file or of its item."""
        row = BY_ID[rule]
        message, hint = said[0] or row.says, said[1] or row.hint
        problem = Problem(
            path=path, line=1, column=1, rule=rule, message=message, hint=hint, severity=severity or row.severity
        )
        kept = weigh(problem, self.bulletin.settings)
        if kept:
            self.found.append(kept)

    def problems(self) -> tuple[Problem, ...]:
        """All that was found, sorted by place."""
        for issue in self.bulletin.mail:
            _judge_texts(self, issue)
        return tuple(sorted(set(self.found)))


def check_built(bulletin: Bulletin, files: Iterable[File]) -> tuple[Problem, ...]:
    """Every problem of built files, sorted by path, line, column and rule; a path is that of the built file."""
    inspection = Inspection(bulletin)
    for file in files:
        inspection.look(file)
    return inspection.problems()


def judged(bulletin: Bulletin, files: Iterable[File], note: Callable[[Problem], None] | None = None) -> Iterator[File]:
    """The same files one by one; raises ContentError after the last, if a rule finds an error in them.

    note: is told each problem that is no error.
    """
    inspection = Inspection(bulletin)
    for file in files:
        inspection.look(file)
        yield file
    problems = inspection.problems()
    if any(problem.severity == "error" for problem in problems):
        raise ContentError(problems)
    for problem in problems if note else ():
        note(problem)  # type: ignore[misc]


def _page(inspection: Inspection, path: str, data: bytes) -> None:
    """Pictures, headings and links of a page or an email."""
    text = data.decode("utf-8")
    if path.startswith("mail/"):
        inspection.texts[path] = data
        if 'src="data:' in text:
            inspection.add("EML02", path, ("A picture stands inside the text of the email.", ""))
    for picture in _PICTURE.finditer(text):
        if not _ALT.search(picture[0]):
            inspection.add("EML06", path, ("A picture has no alt.", ""))
    levels = [int(level) for level in _HEADING.findall(text)]
    for before, after in pairwise(levels):
        if after > before + 1:
            inspection.add("EML06", path, (f"A heading jumps from level {before} to level {after}.", ""))
    for link in _LINK.finditer(text):
        words = _TAG.sub("", link[2]) if "<" in link[2] else link[2]
        if not words.strip() and "href=" in link[1] and not any(_ALT.findall(link[2])) and not _NAMED.search(link[0]):
            inspection.add("EML06", path, ("A link has no words.", ""))


def _plain(inspection: Inspection, path: str, data: bytes) -> None:
    if path.startswith("mail/"):
        inspection.texts[path] = data


def _message(inspection: Inspection, path: str, data: bytes) -> None:
    attached = data.count(b"\nContent-Disposition: attachment")
    if len(data) > HEAVY and not attached:
        said = f"The message has {len(data) / 1_000_000:.1f}MB with its pictures."
        inspection.add("EML02", path, (said, ""))


def _calendar(inspection: Inspection, path: str, data: bytes) -> None:
    if len(data) > FULL and re.fullmatch(r"site/(topics/[^/]+/)?calendar\.ics", path):
        inspection.add("CAL04", path, (f"{path} has {len(data) // 1000}KB of the 1,000KB that it may have.", ""))
    for said, severity, rule in problems(data.decode("utf-8"), inspection.sessions):
        inspection.add(rule, path, (said, "This is a fault of a template or of Bulletin."), severity)


_BY_ENDING: Mapping[str, Callable[[Inspection, str, bytes], None]] = {
    "html": _page,
    "txt": _plain,
    "eml": _message,
    "ics": _calendar,
}


def _judge_texts(inspection: Inspection, issue: Issue) -> None:
    """The email against its plain text, and its size."""
    data, plain = (inspection.texts.get(f"mail/{issue.id}/bulletin.{ending}") for ending in ("html", "txt"))
    if data is None:
        return
    size, page = len(data), data.decode("utf-8")
    if size > LONG:
        largest = _largest(page, issue)
        more = " Gmail cuts it off." if size > LONGEST else " Gmail may cut off its end, where the contact is."
        hint = f"Shorten an item, or set `summary only: yes`. The largest are {largest}." if largest else ""
        inspection.add("EML01", issue.path, (f"The email is {size // 1000}KB.{more}", hint))
    if plain is not None:
        bare = "".join(plain.decode("utf-8").split()).casefold()
        for item in issue.items:
            title = html.escape(item.title, quote=False)
            missing = "".join(item.title.split()).casefold() not in bare
            if missing and (f">{title}<" in page):
                inspection.add("EML05", item.path, ("The title of this item is not in the plain text.", ""))


def _largest(page: str, issue: Issue) -> str:
    """The three items that take most of an email, with their sizes."""
    starts = []
    for item in issue.items:
        at = page.rfind(f">{html.escape(item.title, quote=False)}<")
        if at >= 0:
            starts.append((at, item.title))
    starts.sort()
    ends = [*(at for at, _ in starts[1:]), len(page)]
    sized = [(len(page[at:end].encode()), title) for (at, title), end in zip(starts, ends, strict=True)]
    return ", ".join(f'"{title[:40]}" ({size // 1000}KB)' for size, title in sorted(sized, reverse=True)[:3])
