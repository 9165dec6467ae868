"""Read, check, report and build one random folder, and collect the properties that it breaks."""

from __future__ import annotations

import base64
import re
import shutil
import signal
import traceback
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple

import bulletin
from bulletin.checks.built import judged
from bulletin.checks.run import RULES, check, source_lines
from bulletin.circulation.audience import seen_by
from bulletin.cli.check import CheckOptions, check_folder, warnings_of
from bulletin.content.load import Reading, read
from bulletin.errors import BulletinError, ContentError, LeakError
from bulletin.folder import write
from bulletin.ledger import document as ledger_document
from bulletin.ledger import entries
from bulletin.ledger.promises import promised_addresses
from bulletin.model import Circulation, File
from bulletin.outputs import render
from bulletin.outputs.manifest import promised
from bulletin.reports import FORMATS
from bulletin.reports.details import Details
from tests.fuzz.grammar import Canaries, Folder, Grammar
from tests.fuzz.mutation import mutate
from tests.support.mailing import Mailing, record_mailing

SLOW = 15
"""The seconds of processor time that a folder may take."""

_CLOSED = re.compile(rb"^[\s#>-]*circulation[ \t]*:[ \t]*(limited|staff)\b", re.MULTILINE | re.IGNORECASE)
_COMMAND = re.compile(r"::(error|warning|notice) ")
_RULES = {rule.id: rule.says for rule in RULES}
_PACKAGE = Path(bulletin.__file__).parent


class Fault(NamedTuple):
    """A property that a folder breaks."""

    kind: str
    """The kind of the fault; of each kind only the first fault is printed."""
    detail: str


class _Slow(BaseException):
    """Raised when a folder takes too long; not an Exception, so that no `except Exception` catches it."""


class Trial:
    """A folder, its canaries, and the faults that were found when Bulletin processed it."""

    def __init__(self, seed: int, root: Path) -> None:
        self.random = Random(seed)
        self.root = root
        grammar = Grammar(self.random)
        self.folder: Folder = grammar.make()
        self.canaries = grammar.canaries
        self.sound = self.random.random() < 0.4
        if not self.sound:
            self.folder = mutate(self.random, self.folder)
        self.faults: list[Fault] = []
        self.builds = 0
        """How often a build was made of it."""

    def run(self) -> tuple[Fault, ...]:
        """Try the folder; then, if it could be built, with the ledger of that build and more damage."""
        _write(self.folder, self.root)
        built = self._guarded()
        if built and self.random.random() < 0.3:
            self._record(built)
            if self.random.random() < 0.7:
                self.folder = mutate(self.random, self.folder)
            _write(self.folder, self.root)
            self._guarded()
        return tuple(self.faults)

    def _fault(self, kind: str, detail: object) -> None:
        self.faults.append(Fault(kind, str(detail)[:3000]))

    def _guarded(self) -> list[File] | None:
        try:
            with _limit(SLOW):
                return self._try()
        except _Slow as error:
            self._fault(f"slow in {_place(error)}", traceback.format_exc())
        except Exception as error:
            self._fault(f"{type(error).__name__} in {_place(error)}", traceback.format_exc())
        return None

    def _try(self) -> list[File] | None:
        content = self.root / "content"
        if not content.is_dir():
            return None
        reading = read(content)
        problems = check(reading)
        self._report(reading, public=False)
        self._report(reading, public=True)
        if any(problem.severity == "error" for problem in problems):
            return self._expect_refusal(content)
        return self._build(content)

    def _report(self, reading: Reading, *, public: bool) -> None:
        problems = check(reading, public_repository=public or None)
        details = Details(line=source_lines(reading, problems, public=public), rules=_RULES)
        for name, form in FORMATS.items():
            text = form(problems, details)
            if public:
                self._search_report(reading, name, text)
            if name == "github":
                for line in re.split("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text):
                    if line and not _COMMAND.match(line):
                        self._fault("a line of the log that is no command", line)

    def _search_report(self, reading: Reading, name: str, text: str) -> None:
        public = {
            item.path
            for issue in reading.workspace.issues
            for item in issue.items
            if item.circulation is Circulation.PUBLIC and not item.held
        }
        for path, canaries in self._own_canaries():
            if (self.root / path).as_posix() not in public and path in self.folder and canaries.text in text:
                at = text.find(canaries.text)
                self._fault(
                    f"a public {name} report quotes an item that is not public", text[max(0, at - 300) : at + 99]
                )

    def _expect_refusal(self, content: Path) -> None:
        """Build a folder that check refuses: the build must refuse it, too."""
        try:
            warnings_of(read(content, every_file=False)), read(content, every_file=False).complete()
        except BulletinError:
            return
        self._fault("build takes what check refuses", [str(problem) for problem in check(read(content))][:5])

    def _build(self, content: Path) -> list[File] | None:
        """Build a folder that check accepts; if the build refuses it, `check --built` must report the same errors."""
        reading = read(content, every_file=False)
        if reading.bulletin is None:
            self._fault("check misses what reading refuses", [str(problem) for problem in reading.problems][:5])
            return None
        bulletin = reading.bulletin
        try:
            files = list(render(bulletin))
            list(judged(bulletin, files))
            write(files, self.root / "build")
        except LeakError as error:
            self._fault("a leak, or a false alarm", error)
            return None
        except BulletinError as error:
            self._expect_found_built(content, error)
            return None
        if self.random.random() < 0.15:
            self._expect_nothing_built(content)
        self.builds += 1
        built, expected = set(promised(files)), promised_addresses(seen_by(bulletin, Circulation.PUBLIC))
        if built != expected:
            self._fault("addresses that check expects are not those that are made", sorted(built ^ expected)[:9])
        self._search(files)
        return files

    def _expect_found_built(self, content: Path, error: BulletinError) -> None:
        refused = {problem.rule for problem in error.problems} if isinstance(error, ContentError) else {str(error)}
        try:
            report = check_folder(content, CheckOptions(built=True))
        except BulletinError as other:
            self._fault("check --built stops instead of reporting", other)
            return
        if isinstance(error, ContentError) and any(problem.rule == "NAM03" for problem in error.problems):
            self._fault("check misses an address that would vanish", error)
        if not report.fails or not all(rule in report.text for rule in refused):
            self._fault("check --built misses what build refuses", f"{error}\n---\n{report.text}")

    def _expect_nothing_built(self, content: Path) -> None:
        report = check_folder(content, CheckOptions(built=True))
        if report.fails:
            self._fault("check --built refuses what build takes", report.text)

    def _search(self, files: list[File]) -> None:
        closed = {
            path: canaries for path, canaries in self._own_canaries() if _CLOSED.search(self.folder.get(path, b""))
        }
        for file in files:
            if not file.path.startswith("site/"):
                continue
            data = file.read_bytes()
            for path, canaries in closed.items():
                for text in _texts(data):
                    if canaries.text.encode() in text or canaries.name.encode() in text or canaries.name in file.path:
                        at = max(text.find(canaries.text.encode()), text.find(canaries.name.encode()))
                        where = f"{path} in {file.path}: {text[max(0, at - 200) : at + 100]!r}"
                        self._fault(f"leak into {re.sub('z[qf][0-9]+xv', 'z', file.path)}", where)
                        break

    def _own_canaries(self) -> Iterator[tuple[str, Canaries]]:
        """Yield the canaries of items, without those that damage has copied into another item's file."""
        for path, canaries in self.canaries.items():
            words = (canaries.text.encode(), canaries.name.encode())
            owners = [other for other, data in self.folder.items() if any(word in data for word in words)]
            if all(canaries.name in other for other in owners):
                yield path, canaries

    def _record(self, files: list[File]) -> None:
        """Write the ledger of a build in which one issue was sent, in some cases damaged."""
        bulletin = read(self.root / "content").complete()
        issue = next(iter(bulletin.issues), None)
        mailing = None
        if issue and self.random.random() < 0.5:
            items = [item for item in issue.items if not item.held]
            refs = [f"{item.slug}/{session.key}" for item in items for session in item.sessions]
            mailing = Mailing(issue=issue.id, items=frozenset(item.slug for item in items), sessions=frozenset(refs))
        at = datetime(2022, 2, 1, 9, tzinfo=UTC)
        ledger = record_mailing(entries.EMPTY, bulletin, tuple(promised(files)), at, mailing)
        self.folder["content/ledger.json"] = ledger_document.dump(ledger).encode()


def _texts(data: bytes) -> Iterator[bytes]:
    """Yield the bytes, and the texts that are packed or encoded in them."""
    yield data
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                yield from (archive.read(name)[:1_000_000] for name in archive.namelist()[:50])
        except Exception:
            return  # The message is damaged, so its parts cannot be decoded.
    for block in re.findall(rb"(?:[A-Za-z0-9+/]{60,}=*\r?\n?)+", data[:200_000]):
        with suppress(ValueError):
            yield base64.b64decode(block + b"==")


def _write(folder: Folder, root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    for path, data in folder.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _place(error: BaseException) -> str:
    """Return the innermost function of Bulletin in the traceback of an error."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    if not frames:
        return "?"
    return f"{Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()}:{frames[-1].name}"


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    """Raise _Slow if the context takes longer than this."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
