"""Keep the newest look at a content folder, and the last emails that could be built."""

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
from ..model import Bulletin, Circulation, File, Issue
from .views import IssueView, views


class FolderLook(NamedTuple):
    """What is known of the folder in one state of its files."""

    number: int
    """Of the state; a later one is larger."""
    issue: str
    """The id of the issue that is shown, "" where there is none."""
    reading: Reading | None
    """None where the folder could not be read at all."""
    view: IssueView | None
    """The last that could be built of this issue."""
    failure: str
    """Why the view is not that of the newest files, "" where it is."""
    problems: tuple[Problem, ...] = ()
    """What building met; `Latest.verdict` adds what the rules say."""


class Verdict(NamedTuple):
    """What is wrong with the files of a look."""

    problems: tuple[Problem, ...]
    """All of it, sorted by place."""
    listed: Listing
    """The same without what is only counted."""
    line: Callable[[str, int], str]
    """(path, line from 1) → that line, "" where it is not known or private."""


WAIT = 20.0
"""Seconds after which a page that waits for a change is told that there is none yet."""
_MOST_WAITING = 20
"""Pages that may wait at the same time; one more is told at once that nothing has changed."""
_UNREAD = Verdict((), Listing((), ""), lambda path, line: "")
_STOPPED = "This is the last that could be built. Put right what the list says, and I go on."


class Latest:
    """Looks at a folder when somebody asks, once for each state of its files; it may be asked from several threads."""

    def __init__(self, content: Path, issue: str = "", as_of: date | None = None) -> None:
        """Begin with no look. issue: the one that is shown at first, "" for the newest draft, else the newest."""
        self.content = content
        self._issue, self._as_of = issue, as_of
        self._number = 1
        self._changed = threading.Condition()
        self._waiting = threading.Semaphore(_MOST_WAITING)
        # Reading and rendering share settings of libraries, so that one thread does it at a time.
        self._busy = threading.RLock()
        self._looks: dict[str, FolderLook] = {}
        self._verdict: tuple[FolderLook | None, Verdict] = (None, _UNREAD)
        self._built: dict[str, IssueView] = {}
        self._site: tuple[int, Mapping[str, File]] = (0, {})
        self._bulletin: Bulletin | None = None
        self._memory = Memory()

    @property
    def number(self) -> int:
        """Return the number of the newest state of the files."""
        return self._number

    def touch(self) -> None:
        """Note that the files are others now."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait(self, after: int, seconds: float) -> int:
        """Wait until there is a state after a number, at most some seconds; return the newest number."""
        if self._waiting.acquire(blocking=False):
            try:
                with self._changed:
                    self._changed.wait_for(lambda: self._number > after, seconds)
            finally:
                self._waiting.release()
        return self._number

    def look(self, issue: str = "") -> FolderLook:
        """Return what is known of the newest state, with the view of an issue; "" for the one shown at first."""
        look = self._looks.get(issue)
        if look and look.number == self._number:
            return look  # Whoever checks the files meanwhile need not be waited for.
        with self._busy:
            look = self._looks.get(issue)
            if look is None or look.number != self._number:
                look = self._look_anew(issue or self._issue)
                self._looks |= {issue: look, look.issue: look}
            return look

    def verdict(self, look: FolderLook) -> Verdict:
        """Return what is wrong with the files of a look. The rules take longer than the emails."""
        with self._busy:
            if self._verdict[0] is not look:
                self._verdict = (look, _verdict(look, self._memory))
            return self._verdict[1]

    def bulletin(self) -> Bulletin | None:
        """Return the last bulletin that could be read, None if none could."""
        with self._busy:
            self.look()
            return self._bulletin

    def site(self) -> Mapping[str, File]:
        """Return the files of the web archive by path, as far as they could be built the last time."""
        with self._busy:
            look = self.look()
            number, files = self._site
            if number != look.number and look.reading and look.reading.bulletin and not look.failure:
                self._site = (look.number, _site_files(look.reading.bulletin, files, self._memory))
            return self._site[1]

    def judge(self, path: str, text: str) -> tuple[Reading, tuple[Problem, ...]]:
        """Read the folder as if a text stood at a path of it; return it, and what is wrong since the text is there.

        Raises OSError for a file that goes meanwhile.
        """
        with self._busy:
            before = frozenset(self.verdict(self.look()).problems)
            reading = read(self.content, as_of=self._as_of, every_file=False, unsaved={path: text}, memory=self._memory)
            return reading, tuple(problem for problem in check(reading, memory=self._memory) if problem not in before)

    def _look_anew(self, issue: str) -> FolderLook:
        look = FolderLook(self._number, issue, None, self._built.get(issue), _STOPPED)
        try:
            return self._built_look(look, self._read(issue))
        except OSError as error:
            # A file that went while it was read: the next state of the files is looked at in a moment.
            reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            return look._replace(failure=f"I could not read everything ({reason}). {_STOPPED}")
        except BulletinError as error:
            return look._replace(failure=f"{error} {_STOPPED}")
        except Exception as error:
            return look._replace(failure=f"{unforeseen.sentence(error)} {_STOPPED}")

    def _read(self, issue: str) -> Reading:
        """Read the folder with the mail of an issue; without one, or where it is gone, of the one to be shown first."""
        if issue:
            try:
                return read(self.content, as_of=self._as_of, mail=[issue], every_file=False, memory=self._memory)
            except RequestError:
                self._issue = ""
        reading = read(self.content, as_of=self._as_of, every_file=False, memory=self._memory)
        first = first_issue(reading.workspace.issues)
        if reading.bulletin and [mailed.id for mailed in reading.bulletin.mail] != [first]:
            return read(self.content, as_of=self._as_of, mail=[first], every_file=False, memory=self._memory)
        return reading

    def _built_look(self, look: FolderLook, reading: Reading) -> FolderLook:
        """Build the emails of the first issue whose mail was read, and remember them for when that cannot be done."""
        mailed = [issue.id for issue in reading.bulletin.mail] if reading.bulletin else []
        self._issue = mailed[0] if mailed else self._issue or first_issue(reading.workspace.issues)
        look = look._replace(issue=mailed[0] if mailed else look.issue or self._issue, reading=reading, failure="")
        try:
            self._built |= views(reading, self._memory)
            self._bulletin = reading.bulletin
        except ContentError as error:
            look = look._replace(failure=_STOPPED, problems=error.problems)
        except BulletinError as error:
            look = look._replace(failure=f"{error} {_STOPPED}")
        view = self._built.get(look.issue)
        return look._replace(view=view, problems=look.problems or (view.problems if view else ()))


def _verdict(look: FolderLook, memory: Memory) -> Verdict:
    if look.reading is None:
        return _UNREAD
    problems = tuple(sorted({*check(look.reading, memory=memory), *look.problems}))
    listed = listing(problems, look.reading.workspace)
    return Verdict(problems, listed, source_lines(look.reading, problems, public=False))


def first_issue(issues: tuple[Issue, ...]) -> str:
    """Return the id of the newest draft, else of the newest issue, "" if there is none."""
    newest_first = sorted(issues, key=lambda issue: (issue.day, issue.id), reverse=True)
    drafts = [issue for issue in newest_first if not issue.ready]
    return next((issue.id for issue in drafts or newest_first), "")


def _site_files(bulletin: Bulletin, before: Mapping[str, File], memory: Memory) -> Mapping[str, File]:
    """Render what is for everybody; where that fails, as it was before."""
    names = [output.name for output in outputs.OUTPUTS if output.audience is Circulation.PUBLIC]
    try:
        return {file.path: file for file in outputs.files(bulletin, names, memory)}
    except BulletinError:
        return before
