"""Real session lines: what is complete is read right or refused with a reason, what lacks something is refused."""

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
"""What a sentence says that names what a line lacks."""

Row = Mapping[str, Any]


class Outcome(NamedTuple):
    """What the reader made of a line: the item, or the first sentence with which the line was refused."""

    item: Item | None
    refused: str


def rows() -> list[Row]:
    return [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]


class Given(NamedTuple):
    """A line, and what its bulletin and item say besides."""

    line: str
    issue: str
    clocks: str = ""
    keys: str = ""


def outcomes(tmp_path: Path, lines: Sequence[Given]) -> list[Outcome]:
    """Read lines, each as the only session of an item of its own, in bulletins of the evening by their clocks."""
    found: dict[Given, Outcome] = {}
    for clocks in sorted({given.clocks for given in lines}):
        own = [given for given in lines if given.clocks == clocks]
        zone = f"time zone: {clocks}\n" if clocks else ""
        folder = tmp_path / clocks.replace("/", "-")
        found |= zip(own, _read(folder, EVENING + zone, own), strict=True)
    return [found[given] for given in lines]


def _read(folder: Path, settings: str, lines: Sequence[Given]) -> list[Outcome]:
    files: dict[str, str | bytes] = {"bulletin.yml": settings}
    names = [f"{given.issue[:7]}/line-{number}.md" for number, given in enumerate(lines)]
    for name, given in zip(names, lines, strict=True):
        files[f"{given.issue[:7]}/issue.md"] = ISSUE.format(given.issue)
        files[name] = ITEM.format(f"Course {name}", f"{given.keys}\n" if given.keys else "", given.line)
    refused: dict[str, str] = {}
    for problem in read(make_content(folder, files)).problems:
        if problem.severity == "error":
            said = f"{problem.message} {problem.hint} [{problem.rule}]"
            refused.setdefault("/".join(problem.path.split("/")[-2:]), said)
    sound = {name: text for name, text in files.items() if name not in refused}
    found = read(make_content(folder, sound, name="sound"))
    assert found.bulletin is not None, found.problems
    items = {"/".join(item.path.split("/")[-2:]): item for issue in found.bulletin.issues for item in issue.items}
    return [Outcome(items.get(name), refused.get(name, "")) for name in names]


def meetings(item: Item) -> list[list[str]]:
    found = []
    for session in sorted(item.sessions, key=lambda session: session.start):
        whole = session.timing is not Timing.TIMED
        ends = (session.start, session.end - timedelta(days=1)) if whole else (session.start, session.end)
        found.append([moment.isoformat()[: 10 if whole else 16] for moment in ends])
    return found


def judge(row: Row, found: Outcome) -> str:
    """Return right, refused, named (what it lacks is named), other (refused for something else) or wrong."""
    if "complete" in row:
        if found.refused:
            return "refused"
        return "right" if found.item and means(found.item, row) else "wrong"
    if not found.refused:
        return "named" if found.item and found.item.awaited and "date" in row["lacking"] else "wrong"
    return "named" if any(re.search(NAMES[lack], found.refused) for lack in row["lacking"]) else "other"


def means(item: Item, row: Row) -> bool:
    """Return whether an item says what a complete line was labelled with."""
    words = {(session.label, session.place.casefold(), session.state.value) for session in item.sessions}
    label, place = row.get("label", ""), row.get("place", "").casefold()
    return meetings(item) == row["complete"] and words == {(label, place, row.get("state", "open"))}


@pytest.fixture(scope="module")
def corpus() -> list[Row]:
    return rows()


@pytest.fixture(scope="module")
def judged(corpus: list[Row], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Row, Outcome, str]]:
    given = [Given(row["line"], row["issue"], row.get("clocks", "")) for row in corpus]
    found = outcomes(tmp_path_factory.mktemp("lines"), given)
    return [(row, outcome, judge(row, outcome)) for row, outcome in zip(corpus, found, strict=True)]


def test_the_corpus_holds_300_lines_of_15_organisations(corpus: list[Row]) -> None:
    assert (len({row["line"] for row in corpus}) >= 300, len({row["from"] for row in corpus}) >= 15) == (True, True)


def test_no_line_is_read_wrong(judged: list[tuple[Row, Outcome, str]]) -> None:
    assert [(row["line"], found.refused) for row, found, verdict in judged if verdict == "wrong"] == []


def test_a_line_that_lacks_something_is_refused_by_the_sentence_that_names_it(
    judged: list[tuple[Row, Outcome, str]],
) -> None:
    assert [(row["line"], found.refused) for row, found, verdict in judged if verdict == "other"] == []


def test_a_complete_line_that_is_refused_is_read_when_its_advice_is_followed(
    judged: list[tuple[Row, Outcome, str]], tmp_path: Path
) -> None:
    refused = [row for row, _, verdict in judged if verdict == "refused"]
    followed = [
        Given(row.get("followed", row["line"]), row["issue"], row.get("clocks", ""), row.get("keys", ""))
        for row in refused
    ]
    found = outcomes(tmp_path, followed)
    unread = [
        (given.line, one.refused, one.item and meetings(one.item))
        for row, given, one in zip(refused, followed, found, strict=True)
        if not (one.item and means(one.item, row))
    ]
    assert unread == []


def test_the_shares_are_those_of_the_document(judged: list[tuple[Row, Outcome, str]]) -> None:
    assert table(judged) in (ROOT / "docs" / "precision.md").read_text("utf-8")


def table(judged: Sequence[tuple[Row, Outcome, str]]) -> str:
    """Write how many lines met each verdict."""
    count = Counter(verdict if "complete" in row else f"lacking {verdict}" for row, _, verdict in judged)
    complete = sum("complete" in row for row, _, _ in judged)
    return (
        "| Lines | Number | Read right | Refused | Read wrong |\n|---|---:|---:|---:|---:|\n"
        f"| complete | {complete} | {count['right']} | {count['refused']} | {count['wrong']} |\n"
        f"| lacking something | {len(judged) - complete} | – | {count['lacking named'] + count['lacking other']}, "
        f"{count['lacking named']} by its name | {count['lacking wrong']} |\n"
    )
