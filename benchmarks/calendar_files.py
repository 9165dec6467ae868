"""Measure how fast calendar files are written: by Bulletin, by icalendar with its own time zones, and by npm's ics.

usage: calendar_files.py [--rounds N]     (about two minutes with 5 rounds; needs node and tests/tools/install.sh)

Each program is a process, which prints how long the work took without its start and imports. In each round every
program runs once. All write the same sessions with the same words; times are in Europe/London, and files of one
session have reminders. Printed are the figures of README.md.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
SINGLES, LARGE = 1_000, 10_000
TARGETS = {("singles", "icalendar"): 0.15, ("singles", "ics"): 0.5, ("large", "ics"): 0.6}
TITLE, PLACE, TEAM, EMAIL = (
    "Safer recruitment training",
    "Microsoft Teams",
    "North West safeguarding team",
    "team@example.org",
)
SETTINGS = f"name: {TEAM}\nemail: {EMAIL}\ndefault circulation: public\nbase url: https://example.org/x/\nplace: {PLACE}\nremind: 1 day\ntopics: adults\n"
ISSUE = "---\nissue date: 1 February 2022\nstatus: ready\n---\n"
POLICY = "---\ntitle: Before you book\nuse on: training\ncalendar: yes\n---\nWe pay for each place so that it is free to you. Please think carefully before you register. If you cannot attend, tell us as soon as possible, so that we can offer your place to someone else.\n"
ITEM = f"---\ntitle: {TITLE}\ntime: 9:30am to 4:30pm\ntopics: adults\nsessions:\n  - Cohort 1: 8 March 2022, https://example.org/book/1\n---\nWhat the course covers.\n"


def bulletin(count: int) -> Any:
    """Return a bulletin with one item, which has `count` sessions."""
    from bulletin import load
    from bulletin.text.slugs import session_uid

    with tempfile.TemporaryDirectory() as place:
        for path, text in (
            ("bulletin.yml", SETTINGS),
            ("2022-02/issue.md", ISSUE),
            ("2022-02/safer.md", ITEM),
            ("snippets/policy.md", POLICY),
        ):
            file = Path(place, "content", path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        loaded = load(Path(place, "content"))
    (item,) = loaded.issues[0].items
    (first,) = item.sessions
    sessions = []
    for number in range(count):
        shift, key = timedelta(days=number % 700), f"cohort-{number}"
        start, end = first.start + shift, first.end + shift
        uid = session_uid(loaded.settings.id, item.slug, key)
        book = f"https://example.org/book/{number}"
        sessions.append(
            replace(first, key=key, uid=uid, stem=key, label=f"Cohort {number}", start=start, end=end, book=book)
        )
    item = replace(item, sessions=tuple(sessions))
    return replace(loaded, issues=(replace(loaded.issues[0], items=(item,)),))


def ours(view: Any, task: str) -> list[bytes]:
    """Return the calendar files that Bulletin writes; the calendar of an item has no limit of size."""
    from bulletin.outputs.calendar import calendar_files

    (item,) = view.issues[0].items
    if task == "large":
        return [calendar_files.item_file(view.settings, item)]
    return [calendar_files.session_file(view.settings, item, session) for session in item.sessions]


def icalendar(view: Any, task: str) -> list[bytes]:
    """Return the same files, written as icalendar's documentation shows, with its `add_missing_timezones()`."""
    from icalendar import Alarm, Calendar, Event, vCalAddress, vText

    from bulletin.outputs.calendar import event as calendar_event
    from bulletin.outputs.sessions import line

    (item,) = view.issues[0].items

    def event(session: Any) -> Any:
        words = line(item, session, date.min)
        component = Event()
        organiser = vCalAddress(f"mailto:{EMAIL}")
        organiser.params["CN"] = vText(TEAM)
        for name, value in (
            ("uid", str(session.uid)), ("dtstamp", session.revision.modified), ("dtstart", session.start), ("dtend", session.end),
            ("summary", calendar_event.summary(words)), ("sequence", 0), ("status", "CONFIRMED"), ("created", session.revision.created),
            ("last-modified", session.revision.modified), ("location", calendar_event.location(words)),
            ("description", calendar_event.description(view.settings, words)), ("url", session.book), ("organizer", organiser),
            ("contact", EMAIL), ("categories", ["adults"]), ("class", "PUBLIC"), ("transp", "OPAQUE"),
        ):  # fmt: skip
            component.add(name, value)
        return component

    def calendar(sessions: Any, *, alarms: bool) -> bytes:
        document = Calendar()
        document.add("prodid", "-//x//x//EN")
        document.add("version", "2.0")
        document.add("method", "PUBLISH")
        for session in sessions:
            entry = event(session)
            if alarms:
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("description", TITLE)
                alarm.add("trigger", timedelta(days=-1))
                entry.add_component(alarm)
            document.add_component(entry)
        document.add_missing_timezones()
        return bytes(document.to_ical())

    if task == "large":
        return [calendar(item.sessions, alarms=False)]
    return [calendar([session], alarms=True) for session in item.sessions]


def exported(view: Any) -> list[dict[str, Any]]:
    """Return the sessions for the script with npm's ics; their times are in UTC, since ics writes no other."""
    from bulletin.outputs.calendar import event as calendar_event
    from bulletin.outputs.sessions import line

    (item,) = view.issues[0].items

    def row(session: Any) -> dict[str, Any]:
        words = line(item, session, date.min)
        start, end = (
            [moment.year, moment.month, moment.day, moment.hour, moment.minute]
            for moment in (session.start.astimezone(UTC), session.end.astimezone(UTC))
        )
        return {
            "uid": str(session.uid), "start": start, "end": end, "title": calendar_event.summary(words), "url": session.book,
            "description": calendar_event.description(view.settings, words), "location": calendar_event.location(words),
        }  # fmt: skip

    return [row(session) for session in item.sessions]


SIDES: dict[str, Callable[[Any, str], list[bytes]]] = {"ours": ours, "icalendar": icalendar}


def side(name: str, task: str) -> None:
    """Run one program in one round, and print how long it wrote and how many bytes."""
    view = bulletin(SINGLES if task == "singles" else LARGE)
    SIDES[name](bulletin(1), task)  # Imports what the program needs, so that this is not measured.
    started = time.perf_counter()
    files = SIDES[name](view, task)
    print(json.dumps({"seconds": time.perf_counter() - started, "bytes": sum(map(len, files))}))


def measured(task: str, rounds: int, place: Path) -> dict[str, list[dict[str, float]]]:
    """Run every program once in each round; return what they print, without the first round, which only warms up."""
    data = place / f"{task}.json"
    data.write_text(json.dumps(exported(bulletin(SINGLES if task == "singles" else LARGE))), "utf-8")
    commands = {name: [sys.executable, __file__, "--side", name, "--what", task] for name in SIDES}
    commands["ics"] = ["node", str(HERE / "calendar_files.mjs"), task, str(data)]
    results: dict[str, list[dict[str, float]]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
            results[name].append(json.loads(done.stdout))
    return {name: runs[1:] for name, runs in results.items()}


def main() -> None:
    """Measure, and print the table of README.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--side")
    parser.add_argument("--what")
    options = parser.parse_args()
    if options.side:
        side(options.side, options.what)
        return
    print("| what | by | seconds | MB | ours ÷ theirs | to be at most |\n|---|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as place:
        for task, title in (("singles", f"{SINGLES:,} single files"), ("large", f"one calendar of {LARGE:,} sessions")):
            runs_by_name = measured(task, options.rounds, Path(place))
            for name, runs in runs_by_name.items():
                ratio = statistics.median(
                    our_run["seconds"] / run["seconds"] for our_run, run in zip(runs_by_name["ours"], runs, strict=True)
                )
                seconds, size = statistics.median(run["seconds"] for run in runs), runs[0]["bytes"] / 1e6
                target = TARGETS.get((task, name), "")
                ratio_text = f"**{ratio:.2f}**" if name != "ours" else ""
                print(
                    f"| {title} | {'Bulletin' if name == 'ours' else name} | {seconds:.2f} | {size:.1f} | {ratio_text} | {target} |",
                    flush=True,
                )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
