"""Real session lines: a complete one is read right or refused with a reason, an incomplete one is refused."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bulletin.content.load import read
from bulletin.model import Item, Timing
from tests.support.folders import SETTINGS, make_content
from tests.support.values import ROOT

CORPUS = ROOT / "tests" / "content" / "real_session_lines.jsonl"
EVENING = SETTINGS.replace("place: Microsoft Teams\n", "usual hours: 7am to 10pm\n")
ISSUE = "---\nissue date: {}\nstatus: ready\n---\nWelcome.\n"
ITEM = "---\ntitle: {}\nbooking: Ask us.\nplace: none\n{}sessions:\n  - {}\n---\nText.\n"
NAMES = {
    "year": r"has no year|would be .* not near",
    "hours": r"What time is|is not a time",
    "end": r"has no end|What time is",
    "date": r"There is no date|as a date|has no day|[Dd]ates? to be confirmed",
    "day": r"There is no date|as a date",
    "bounds": r"as dates",
    "month": r"do not know the month|as a date|no date",
    "weekday": r"weekday|is a \w+day, not a|I do not know|as a date",
    "zone": r"the clocks in|time zone",
    "am-or-pm": r"am or pm|means",
}
"""For each thing that a line may lack, a pattern of the sentences that name it."""

Row = Mapping[str, Any]


class Outcome(NamedTuple):
    """The result of reading a line: the item, or the first sentence with which the line was refused."""

    item: Item | None
    refused: str


def rows() -> list[Row]:
    return [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]


class WrittenLine(NamedTuple):
    """A session line, with its issue date, time zone and further keys of its item."""

    line: str
    issue: str
    clocks: str = ""
    keys: str = ""


def outcomes(tmp_path: Path, lines: Sequence[WrittenLine]) -> list[Outcome]:
    """Read each line as the only session of an item; lines of one time zone are read in one bulletin."""
    by_line: dict[WrittenLine, Outcome] = {}
    for clocks in sorted({line.clocks for line in lines}):
        of_clocks = [line for line in lines if line.clocks == clocks]
        zone = f"time zone: {clocks}\n" if clocks else ""
        folder = tmp_path / clocks.replace("/", "-")
        by_line |= zip(of_clocks, _read(folder, EVENING + zone, of_clocks), strict=True)
    return [by_line[line] for line in lines]


def _read(folder: Path, settings: str, lines: Sequence[WrittenLine]) -> list[Outcome]:
    files: dict[str, str | bytes] = {"bulletin.yml": settings}
    names = [f"{line.issue[:7]}/line-{number}.md" for number, line in enumerate(lines)]
    for name, line in zip(names, lines, strict=True):
        files[f"{line.issue[:7]}/issue.md"] = ISSUE.format(line.issue)
        files[name] = ITEM.format(f"Course {name}", f"{line.keys}\n" if line.keys else "", line.line)
    refused: dict[str, str] = {}
    for problem in read(make_content(folder, files)).problems:
        if problem.severity == "error":
            sentence = f"{problem.message} {problem.hint} [{problem.rule}]"
            refused.setdefault("/".join(problem.path.split("/")[-2:]), sentence)
    sound = {name: text for name, text in files.items() if name not in refused}
    reading = read(make_content(folder, sound, name="sound"))
    assert reading.bulletin is not None, reading.problems
    items = {"/".join(item.path.split("/")[-2:]): item for issue in reading.bulletin.issues for item in issue.items}
    return [Outcome(items.get(name), refused.get(name, "")) for name in names]


def meetings(item: Item) -> list[list[str]]:
    rows_of_meetings = []
    for session in sorted(item.sessions, key=lambda session: session.start):
        is_whole_day = session.timing is not Timing.TIMED
        ends = (session.start, session.end - timedelta(days=1)) if is_whole_day else (session.start, session.end)
        rows_of_meetings.append([moment.isoformat()[: 10 if is_whole_day else 16] for moment in ends])
    return rows_of_meetings


def judge(row: Row, outcome: Outcome) -> str:
    """Return "right", "refused", "named" (the missing part is named), "other" (refused for another reason) or "wrong"."""
    if "complete" in row:
        if outcome.refused:
            return "refused"
        return "right" if outcome.item and means(outcome.item, row) else "wrong"
    if not outcome.refused:
        return "named" if outcome.item and outcome.item.awaited and "date" in row["lacking"] else "wrong"
    return "named" if any(re.search(NAMES[lack], outcome.refused) for lack in row["lacking"]) else "other"


def means(item: Item, row: Row) -> bool:
    """Return whether an item has the days, names, places and state with which its complete line was labelled."""
    words = {(session.label, session.place.casefold(), session.state.value) for session in item.sessions}
    label, place = row.get("label", ""), row.get("place", "").casefold()
    return meetings(item) == row["complete"] and words == {(label, place, row.get("state", "open"))}


@pytest.fixture(scope="module")
def corpus() -> list[Row]:
    return rows()


@pytest.fixture(scope="module")
def judged(corpus: list[Row], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Row, Outcome, str]]:
    lines = [WrittenLine(row["line"], row["issue"], row.get("clocks", "")) for row in corpus]
    line_outcomes = outcomes(tmp_path_factory.mktemp("lines"), lines)
    return [(row, outcome, judge(row, outcome)) for row, outcome in zip(corpus, line_outcomes, strict=True)]


def test_the_corpus_holds_300_lines_of_15_organisations(corpus: list[Row]) -> None:
    assert (len({row["line"] for row in corpus}) >= 300, len({row["from"] for row in corpus}) >= 15) == (True, True)


def test_no_line_is_read_wrong(judged: list[tuple[Row, Outcome, str]]) -> None:
    assert [(row["line"], outcome.refused) for row, outcome, verdict in judged if verdict == "wrong"] == []


def test_an_incomplete_line_is_refused_by_a_sentence_that_names_the_missing_part(
    judged: list[tuple[Row, Outcome, str]],
) -> None:
    assert [(row["line"], outcome.refused) for row, outcome, verdict in judged if verdict == "other"] == []


def test_a_complete_line_that_is_refused_is_read_when_its_advice_is_followed(
    judged: list[tuple[Row, Outcome, str]], tmp_path: Path
) -> None:
    refused = [row for row, _, verdict in judged if verdict == "refused"]
    followed = [
        WrittenLine(row.get("followed", row["line"]), row["issue"], row.get("clocks", ""), row.get("keys", ""))
        for row in refused
    ]
    line_outcomes = outcomes(tmp_path, followed)
    unread = [
        (line.line, outcome.refused, outcome.item and meetings(outcome.item))
        for row, line, outcome in zip(refused, followed, line_outcomes, strict=True)
        if not (outcome.item and means(outcome.item, row))
    ]
    assert unread == []


def test_the_document_has_the_measured_numbers(judged: list[tuple[Row, Outcome, str]]) -> None:
    assert table(judged) in (ROOT / "docs" / "precision.md").read_text("utf-8")


def table(judged: Sequence[tuple[Row, Outcome, str]]) -> str:
    """Return the number of lines with each verdict, as a Markdown table."""
    count = Counter(verdict if "complete" in row else f"lacking {verdict}" for row, _, verdict in judged)
    complete = sum("complete" in row for row, _, _ in judged)
    return (
        "| Lines | Number | Read right | Refused | Read wrong |\n|---|---:|---:|---:|---:|\n"
        f"| complete | {complete} | {count['right']} | {count['refused']} | {count['wrong']} |\n"
        f"| lacking something | {len(judged) - complete} | – | {count['lacking named'] + count['lacking other']}, "
        f"{count['lacking named']} by its name | {count['lacking wrong']} |\n"
    )
