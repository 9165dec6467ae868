"""Read a content folder when a page asks, and remember the result and the last emails that could be built."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .. import outputs, unforeseen
from ..checks.old_issues import Listing, listing
from ..checks.run import check, source_lines
from ..content.load import Reading, read
from ..errors import BulletinError, ContentError, Problem, RequestError
from ..memory import Memory
from ..model import Bulletin, Circulation, File, Issue, issue_in_work
from .views import IssueView, views


class Snapshot(NamedTuple):
    """The result of reading the folder in one state of its files, with the view of one issue."""

    number: int
    """The number of the state; later states have larger numbers."""
    issue: str
    """The id of the issue that is shown, "" if there is none."""
    reading: Reading | None
    """The reading, None if the folder could not be read at all."""
    view: IssueView | None
    """The last view of this issue that could be built."""
    failure: str
    """The reason why the view is older than the files; "" if it is up to date."""
    problems: tuple[Problem, ...] = ()
    """The problems of building; `Latest.verdict` adds those of the rules."""


class Verdict(NamedTuple):
    """The problems in one state of the files."""

    problems: tuple[Problem, ...]
    """All problems, sorted by place."""
    listed: Listing
    """The problems without those that are only counted."""
    line: Callable[[str, int], str]
    """(path, line from 1) → that line, "" if it is unknown or private."""


WAIT = 20.0
"""How many seconds a page waits for a change; after that it is told that nothing changed."""
_MOST_WAITING = 20
"""The most pages that may wait at the same time; a further page gets its answer at once."""
_UNREAD = Verdict((), Listing((), ""), lambda path, line: "")
_STOPPED = "This is the last that could be built. Put right what the list says, and I go on."


class Latest:
    """Read a folder on demand, once for each state of its files; several threads may call the methods."""

    def __init__(self, content: Path, issue: str = "", as_of: date | None = None) -> None:
        """Prepare; the folder is not read until a method needs it.

        issue: the id of the issue to show first, "" for the newest draft or else the newest issue.
        """
        self.content = content
        self._issue, self._as_of = issue, as_of
        self._number = 1
        self._changed = threading.Condition()
        self._waiting = threading.Semaphore(_MOST_WAITING)
        # Reading and rendering use libraries with global settings, so only one thread at a time may do it.
        self._busy = threading.RLock()
        self._snapshots: dict[str, Snapshot] = {}
        self._verdict: tuple[Snapshot | None, Verdict] = (None, _UNREAD)
        self._last_views: dict[str, IssueView] = {}
        """Id of an issue → the last view of it that could be built."""
        self._site: tuple[int, Mapping[str, File]] = (0, {})
        self._bulletin: Bulletin | None = None
        self._memory = Memory()

    @property
    def number(self) -> int:
        """Return the number of the newest state of the files."""
        return self._number

    def touch(self) -> None:
        """Note that the files have changed: begin a new state and wake the pages that wait."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait(self, after: int, seconds: float) -> int:
        """Wait, at most some seconds, for a state later than `after`; return the number of the newest state."""
        if self._waiting.acquire(blocking=False):
            try:
                with self._changed:
                    self._changed.wait_for(lambda: self._number > after, seconds)
            finally:
                self._waiting.release()
        return self._number

    def snapshot(self, issue: str = "") -> Snapshot:
        """Return the newest state with the view of one issue. issue: its id, "" for the issue that is shown first."""
        snapshot = self._snapshots.get(issue)
        if snapshot and snapshot.number == self._number:
            return snapshot  # Without the lock, so that this does not wait for a thread that checks the files.
        with self._busy:
            snapshot = self._snapshots.get(issue)
            if snapshot is None or snapshot.number != self._number:
                snapshot = self._new_snapshot(issue or self._issue)
                self._snapshots |= {issue: snapshot, snapshot.issue: snapshot}
            return snapshot

    def verdict(self, snapshot: Snapshot) -> Verdict:
        """Return the problems of a snapshot's files; this runs the rules, which take longer than building emails."""
        with self._busy:
            if self._verdict[0] is not snapshot:
                self._verdict = (snapshot, _verdict(snapshot, self._memory))
            return self._verdict[1]

    def bulletin(self) -> Bulletin | None:
        """Return the last bulletin that could be read, None if there is none."""
        with self._busy:
            self.snapshot()
            return self._bulletin

    def site(self) -> Mapping[str, File]:
        """Return the files of the web archive by path, from the last time that they could be built."""
        with self._busy:
            snapshot = self.snapshot()
            number, files = self._site
            if number != snapshot.number and snapshot.reading and snapshot.reading.bulletin and not snapshot.failure:
                self._site = (snapshot.number, _site_files(snapshot.reading.bulletin, files, self._memory))
            return self._site[1]

    def judge(self, path: str, text: str) -> tuple[Reading, tuple[Problem, ...]]:
        """Read the folder as if the file at `path` contained `text`; return the reading and its additional problems.

        Raises OSError for a file that is deleted meanwhile.
        """
        with self._busy:
            before = frozenset(self.verdict(self.snapshot()).problems)
            reading = read(self.content, as_of=self._as_of, every_file=False, unsaved={path: text}, memory=self._memory)
            return reading, tuple(problem for problem in check(reading, memory=self._memory) if problem not in before)

    def _new_snapshot(self, issue: str) -> Snapshot:
        snapshot = Snapshot(self._number, issue, None, self._last_views.get(issue), _STOPPED)
        try:
            return self._with_emails(snapshot, self._read(issue))
        except OSError as error:
            # A file was deleted while it was read; that is a new state, which will be read in a moment.
            reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            return snapshot._replace(failure=f"I could not read everything ({reason}). {_STOPPED}")
        except BulletinError as error:
            return snapshot._replace(failure=f"{error} {_STOPPED}")
        except Exception as error:
            return snapshot._replace(failure=f"{unforeseen.sentence(error)} {_STOPPED}")

    def _read(self, issue: str) -> Reading:
        """Read the folder with the mail of one issue; if it does not exist, of the issue that is shown first."""
        if issue:
            try:
                return read(self.content, as_of=self._as_of, mail=[issue], every_file=False, memory=self._memory)
            except RequestError:
                self._issue = ""  # It was deleted or renamed, or another branch was checked out.
        reading = read(self.content, as_of=self._as_of, every_file=False, memory=self._memory)
        first = _first_issue_id(reading.workspace.issues)
        if reading.bulletin and [mailed.id for mailed in reading.bulletin.mail] != [first]:
            return read(self.content, as_of=self._as_of, mail=[first], every_file=False, memory=self._memory)
        return reading

    def _with_emails(self, snapshot: Snapshot, reading: Reading) -> Snapshot:
        """Return a snapshot with the newly built emails of its issue; if they cannot be built, with the last ones."""
        mailed = [issue.id for issue in reading.bulletin.mail] if reading.bulletin else []
        self._issue = mailed[0] if mailed else self._issue or _first_issue_id(reading.workspace.issues)
        snapshot = snapshot._replace(
            issue=mailed[0] if mailed else snapshot.issue or self._issue, reading=reading, failure=""
        )
        try:
            self._last_views |= views(reading, self._memory)
            self._bulletin = reading.bulletin
        except ContentError as error:
            snapshot = snapshot._replace(failure=_STOPPED, problems=error.problems)
        except BulletinError as error:
            snapshot = snapshot._replace(failure=f"{error} {_STOPPED}")
        view = self._last_views.get(snapshot.issue)
        return snapshot._replace(view=view, problems=snapshot.problems or (view.problems if view else ()))


def _verdict(snapshot: Snapshot, memory: Memory) -> Verdict:
    if snapshot.reading is None:
        return _UNREAD
    problems = tuple(sorted({*check(snapshot.reading, memory=memory), *snapshot.problems}))
    listed = listing(problems, snapshot.reading.workspace)
    return Verdict(problems, listed, source_lines(snapshot.reading, problems, public=False))


def _first_issue_id(issues: tuple[Issue, ...]) -> str:
    """Return the id of the newest draft, or else of the newest issue; "" without issues."""
    issue = issue_in_work(issues)
    return issue.id if issue else ""


def _site_files(bulletin: Bulletin, before: Mapping[str, File], memory: Memory) -> Mapping[str, File]:
    """Render the public files; if this fails, return those of the last time."""
    names = [output.name for output in outputs.OUTPUTS if output.audience is Circulation.PUBLIC]
    try:
        return {file.path: file for file in outputs.files(bulletin, names, memory)}
    except BulletinError:
        return before
