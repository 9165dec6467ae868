"""After any edits of a session, its uid is the same, and its sequence counts its changes."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin import addresses, load, render
from bulletin.errors import ContentError
from bulletin.ledger import document
from bulletin.ledger.entries import EMPTY, Ledger, session_ref
from bulletin.model import Bulletin, Item, live_items
from bulletin.outputs.manifest import promised
from bulletin.text import humanize
from tests.publish.built import next_text
from tests.support.examples import examples
from tests.support.folders import SETTINGS
from tests.support.mailing import Mailing

STATUS = {"cancelled": "CANCELLED", "postponed": "CANCELLED", "provisional": "TENTATIVE"}
ISSUES = {"2022-01": "1 January 2022", "2022-02": "1 February 2022"}
LINE = re.compile(r'Put the line back, with \(cancelled\) if it will not happen: "([^"]+)"\.')
NOTE = re.compile(r"Add (\(moved from [^)]+\)), or people will have both in their calendars\.")


@dataclass
class Line:
    """A session of the item; the test identifies it by `number`, which no edit changes."""

    number: int
    label: str
    day: date
    ends: time = time(16, 30)
    place: str = "Microsoft Teams"
    state: str = ""
    moved_from: date | None = None
    whole_day: bool = False

    def __str__(self) -> str:
        label = f"{self.label}: " if self.label else ""
        notes = [self.state] if self.state else []
        notes += [f"moved from {humanize.day(self.moved_from)}"] if self.moved_from else []
        bracket = f" ({', '.join(notes)})" if notes else ""
        hours = "all day" if self.whole_day else humanize.hours(time(9, 30), self.ends)
        at = "" if self.place == "Microsoft Teams" else f", at {self.place}"
        return f"{label}{humanize.day(self.day)}, {hours}{at}{bracket}"


@dataclass
class Desk:
    """An item with its sessions, its ledger, and the values that the next record must have."""

    root: Path
    title: str = "Self-neglect"
    file: str = "self-neglect.md"
    issue: str = "2022-01"
    lines: list[Line] = field(default_factory=list)
    counter: int = 0
    mails: bool = False
    """Whether the next record is of a mail."""
    ledger: Ledger = EMPTY
    recorded: dict[int, tuple[object, ...]] = field(default_factory=dict)
    """Number → the values that SEQUENCE counts, at the last record."""
    sequences: dict[int, int] = field(default_factory=dict)
    uids: dict[int, str] = field(default_factory=dict)
    last_mail: dict[int, tuple[object, ...]] = field(default_factory=dict)
    """Number → the values that readers act on, in the last mail with the session."""

    def write(self) -> Path:
        content = self.root / "content"
        for old in content.rglob("*.md"):
            old.unlink()
        files = {"bulletin.yml": SETTINGS} | {
            f"{issue}/issue.md": f"---\nissue date: {day}\nstatus: ready\n---\n" for issue, day in ISSUES.items()
        }
        sessions = "".join(f"  - {line}\n" for line in self.session_lines())
        slug = "" if self.file == "self-neglect.md" else "slug: self-neglect\n"
        files[f"{self.issue}/{self.file}"] = (
            f"---\ntitle: {self.title}\n{slug}booking: Call us.\nsessions:\n{sessions}---\nText.\n"
        )
        if self.ledger.bulletin:
            files["ledger.json"] = document.dump(self.ledger)
        for path, text in files.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(text, "utf-8")
        return content

    def session_lines(self) -> list[str]:
        return [str(line) for line in self.lines]

    def record(self, when: datetime) -> None:
        """Load the item, compare uids, sequences and changes with those expected, and record."""
        bulletin = load(self.write(), revised=when)
        (item,) = live_items(bulletin)
        by_day = {session.start.date(): session for session in item.sessions}
        for line in self.lines:
            session = by_day[line.day]
            status = STATUS.get(line.state, "CONFIRMED")
            status = line.state if status == "CANCELLED" else status
            now = (line.day, line.whole_day or line.ends, line.place, status)
            if line.number in self.recorded:
                self.sequences[line.number] += self.recorded[line.number] != now
            self.recorded[line.number] = now
            assert session.revision.sequence == self.sequences.setdefault(line.number, 0), line
            assert self.uids.setdefault(line.number, str(session.uid)) == str(session.uid), line
        self._check_changes(bulletin, item)
        hosted = (addresses.item(item.slug), *promised(render(bulletin, ["calendars"])))
        mailing = None
        if self.mails:
            refs = frozenset(session_ref(item.slug, session.key) for session in item.sessions)
            mailing = Mailing(issue=item.issue, items=frozenset({item.slug}), sessions=refs)
            self.last_mail = {line.number: self._acted_on(line) for line in self.lines}
            self.mails = False
        text = next_text(self.ledger, bulletin, hosted, when, mailing)
        after = document.parse(text)
        for ref, entry in self.ledger.sessions.items():
            assert after.sessions[ref].sequence >= entry.sequence
            assert after.sessions[ref].modified >= entry.modified
            assert (after.sessions[ref].modified > entry.modified) == (after.sessions[ref].hash != entry.hash)
        assert set(self.ledger.addresses) <= set(after.addresses)
        assert set(self.ledger.items) <= set(after.items)
        assert {str(entry.uid) for entry in after.sessions.values()} == set(self.uids.values())
        self.ledger = after

    def _acted_on(self, line: Line) -> tuple[object, ...]:
        """Return the values of a session that readers act on; only the state if it is cancelled or postponed."""
        if line.state in ("cancelled", "postponed"):
            return (line.state,)
        return (line.day, line.whole_day or line.ends, line.place, line.state, self.title)

    def _check_changes(self, bulletin: Bulletin, item: Item) -> None:
        """Check that the changes are those sessions that differ from the last mail, and no others."""
        by_day = {session.start.date(): session.key for session in item.sessions}
        changed = {
            by_day[line.day]
            for line in self.lines
            if self.last_mail.get(line.number, ()) not in ((), self._acted_on(line))
        }
        new = {by_day[line.day] for line in self.lines if self.last_mail and line.number not in self.last_mail}
        new -= {by_day[line.day] for line in self.lines if line.state in ("cancelled", "postponed")}
        keys = [change.session.key for change in bulletin.changes if change.session]
        assert sorted(keys) == sorted(changed | new)

    # The edits. `which` chooses a session.

    def add(self, label: str) -> None:
        self.counter += 1
        self.lines.append(
            Line(self.counter, label and f"{label} {self.counter}", date(2022, 3, 1) + timedelta(self.counter))
        )

    def add_labelled(self, which: int) -> None:
        self.add("Cohort")

    def add_unlabelled(self, which: int) -> None:
        self.add("")

    def retitle(self, which: int) -> None:
        self.title += "!"

    def reorder(self, which: int) -> None:
        self.lines = self.lines[which % len(self.lines) :] + self.lines[: which % len(self.lines)]

    def rename_file(self, which: int) -> None:
        self.file = f"renamed-{which}.md"

    def move_issue(self, which: int) -> None:
        self.issue = "2022-02" if self.issue == "2022-01" else "2022-01"

    def move(self, which: int) -> None:
        line = self._chosen(which)
        self._to_another_day(line)
        line.moved_from = self.recorded[line.number][0]  # type: ignore[assignment]

    def drop_note(self, which: int) -> None:
        self._chosen(which).moved_from = None

    def cancel(self, which: int) -> None:
        self._chosen(which).state = "cancelled"

    def restore(self, which: int) -> None:
        self._chosen(which).state = ""

    def fill(self, which: int) -> None:
        self._chosen(which).state = "full"

    def doubt(self, which: int) -> None:
        self._chosen(which).state = "provisional"

    def postpone(self, which: int) -> None:
        self._chosen(which).state = "postponed"

    def close(self, which: int) -> None:
        self._chosen(which).state = "booking closed"

    def last_all_day(self, which: int) -> None:
        self._chosen(which).whole_day = True

    def mail(self, which: int) -> None:
        self.mails = True

    def change_place(self, which: int) -> None:
        self._chosen(which).place = "Stopford House"

    def change_time(self, which: int) -> None:
        self._chosen(which).ends = time(15, 30)

    def rename(self, which: int) -> None:
        """Give a session a new name. It is then identified by its day, so its line may have no note of a move."""
        line = self._chosen(which)
        self.counter += 1
        line.label, line.moved_from = f"Group {self.counter}", None

    def delete(self, which: int) -> None:
        """Delete a session, which is refused, and paste the line that the message gives."""
        line = self.lines.pop(which % len(self.lines))
        if self.lines:
            (pasted,) = LINE.findall(self._refusal("is missing now."))
        else:
            pasted = str(replace(line, state="cancelled", moved_from=None))
        line = replace(line, state="cancelled", moved_from=None)
        assert pasted == str(line)
        self.lines.append(line)

    def move_silently(self, which: int) -> None:
        """Move a session without a note, which is refused, and paste the note; without a label it counts as missing."""
        line = self._chosen(which)
        before = self.recorded[line.number][0]
        self._to_another_day(line)
        line.moved_from = None
        if line.label:
            (note,) = NOTE.findall(self._refusal("in the last issue and is now on"))
        else:
            (note,) = re.findall(r"add (\(moved from [^)]+\)) to that line", self._refusal("is missing now."))
        assert note == f"(moved from {humanize.day(before)})"  # type: ignore[arg-type]
        line.moved_from = before  # type: ignore[assignment]

    def _chosen(self, which: int) -> Line:
        return self.lines[which % len(self.lines)]

    def _to_another_day(self, line: Line) -> None:
        self.counter += 1
        line.day = date(2022, 3, 1) + timedelta(self.counter)

    def _refusal(self, words: str) -> str:
        with pytest.raises(ContentError) as refused:
            load(self.write())
        (problem,) = refused.value.problems
        assert (problem.rule, words in problem.message) == ("DAT15", True)
        return f"{problem.message} {problem.hint}"


STEPS = [
    Desk.add_labelled, Desk.add_unlabelled, Desk.retitle, Desk.reorder, Desk.rename_file, Desk.move_issue, Desk.move,
    Desk.drop_note, Desk.cancel, Desk.restore, Desk.fill, Desk.doubt, Desk.change_place, Desk.change_time, Desk.delete,
    Desk.move_silently, Desk.postpone, Desk.close, Desk.last_all_day, Desk.mail, Desk.rename,
]  # fmt: skip
HISTORIES = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5)), max_size=10)


@dataclass
class CourseDesk(Desk):
    """An item with one course, whose days are in one line."""

    label: str = "Cohort"

    def session_lines(self) -> list[str]:
        self.lines.sort(key=lambda line: line.day)
        days = [humanize.day(line.day) for line in self.lines]
        notes = [f"{humanize.day(line.day)} {line.state}" for line in self.lines if line.state]
        notes += [
            f"{humanize.day(line.day)} moved from {humanize.day(line.moved_from)}"
            for line in self.lines
            if line.moved_from
        ]
        bracket = f" ({', '.join(notes)})" if notes else ""
        first = self.lines[0]
        at = "" if first.place == "Microsoft Teams" else f", at {first.place}"
        return [f"{self.label}: {humanize.listed(days)}, {humanize.hours(time(9, 30), first.ends)}{at}{bracket}"]

    def add(self, label: str) -> None:
        super().add(label)
        first, new = self.lines[0], self.lines[-1]
        new.place, new.ends = first.place, first.ends

    def change_place(self, which: int) -> None:
        for line in self.lines:
            line.place = "Stopford House"

    def change_time(self, which: int) -> None:
        for line in self.lines:
            line.ends = time(15, 30)

    def rename(self, which: int) -> None:
        self.counter += 1
        self.label = f"Group {self.counter}"
        for line in self.lines:
            line.moved_from = None


COURSE_STEPS = [
    Desk.add_unlabelled, Desk.retitle, Desk.rename_file, Desk.move_issue, Desk.move, Desk.drop_note, Desk.cancel,
    Desk.restore, Desk.mail, CourseDesk.change_place, CourseDesk.change_time, CourseDesk.rename,
]  # fmt: skip
COURSE_HISTORIES = st.lists(st.tuples(st.sampled_from(COURSE_STEPS), st.integers(0, 5)), max_size=10)


@examples(20)
@given(COURSE_HISTORIES)
@example([(Desk.mail, 0), (Desk.add_unlabelled, 0), (Desk.mail, 0), (Desk.move, 1), (CourseDesk.rename, 0)])
@example([(Desk.mail, 0), (Desk.cancel, 0), (CourseDesk.change_time, 0), (Desk.mail, 0), (Desk.restore, 0)])
def test_in_any_history_each_day_of_a_course_keeps_its_uid_and_is_told(history) -> None:
    with tempfile.TemporaryDirectory() as place:
        desk, when = CourseDesk(Path(place)), datetime.fromisoformat("2022-01-03T09:00:00+00:00")
        desk.add_unlabelled(0)
        desk.add_unlabelled(0)
        desk.record(when)
        for step, which in history:
            step(desk, which)
            when += timedelta(hours=1)
            desk.record(when)


@pytest.mark.guarantee("CAL-25", "CAL-28", "CAL-32")
@examples(8)
@given(HISTORIES)
@example([(Desk.move, 1), (Desk.move, 1), (Desk.drop_note, 1), (Desk.cancel, 1), (Desk.restore, 1)])
@example([(Desk.move_silently, 0), (Desk.move_silently, 1), (Desk.delete, 0), (Desk.delete, 1), (Desk.restore, 0)])
@example(
    [(Desk.mail, 0), (Desk.postpone, 0), (Desk.mail, 0), (Desk.move, 0), (Desk.restore, 0), (Desk.last_all_day, 1)]
)
@example([(Desk.mail, 0), (Desk.close, 0), (Desk.mail, 0), (Desk.restore, 0), (Desk.change_place, 1), (Desk.mail, 0)])
@example([(Desk.rename_file, 0), (Desk.move_issue, 0), (Desk.reorder, 1), (Desk.retitle, 0), (Desk.move, 0)])
def test_in_any_history_a_session_keeps_its_uid_and_its_sequence_counts_its_moves(history) -> None:
    with tempfile.TemporaryDirectory() as place:
        desk, when = Desk(Path(place)), datetime.fromisoformat("2022-01-03T09:00:00+00:00")
        desk.add_labelled(0)
        desk.add_unlabelled(0)
        desk.record(when)
        for step, which in history:
            step(desk, which)
            when += timedelta(hours=1)
            desk.record(when)
        # A rebuild with the recorded ledger has the same bytes.
        assert document.dump(desk.ledger) == next_text(desk.ledger, load(desk.write()), desk.ledger.addresses, when)


def test_a_dumped_ledger_is_sorted_with_one_address_a_line(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.add_labelled(0)
    desk.add_labelled(0)
    desk.record(datetime.fromisoformat("2022-01-03T09:00:00+00:00"))
    text = document.dump(desk.ledger)
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert all(f'\n    "{address}"' in text for address in desk.ledger.addresses)
