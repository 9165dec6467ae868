"""Write random bulletins of any size, always the same for a size, for Bulletin and for the naive script.

usage: corpus.py ITEMS FOLDER     (makes FOLDER/content and FOLDER/naive)
"""

from __future__ import annotations

import json
import random
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ISSUE_SIZE = 15
FIRST_ISSUE = date(2015, 1, 5)
# fmt: off
WORDS = [
    "advice", "agency", "assessment", "board", "care", "carer", "case", "child", "clinic", "colleague", "community",
    "concern", "council", "course", "health", "hospital", "idea", "inquiry", "lead", "leader", "learning", "letter",
    "level", "meeting", "member", "method", "mind", "month", "network", "notice", "nurse", "officer", "parent",
    "partner", "patient", "person", "place", "plan", "police", "policy", "practice", "programme", "question", "record",
    "referral", "region", "report", "research", "review", "risk", "safety", "school", "service", "session", "staff",
    "story", "strategy", "student", "support", "survey", "system", "team", "training", "trust", "visit", "voice",
    "week", "worker", "workshop",
]
ARTICLES = ["the", "our", "their", "this", "your", "its"]
VERBS = ["brings", "changes", "describes", "follows", "helps", "leads", "needs", "offers", "reaches", "shares"]
PREPOSITIONS = ["at", "before", "by", "for", "from", "in", "near", "on", "through", "to", "with", "without"]
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item with random words."""

    number: int
    title: str
    body: str
    circulation: str
    sessions: tuple[date, ...]

    @property
    def name(self) -> str:
        """The name of its file without ".md"."""
        return f"item-{self.number:05d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Up to fifteen items, and the day of the issue."""

    day: date
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """The id of the issue: the name of its folder."""
        return f"{self.day:%Y-%m}-day-{self.day.day}"


def sentence(chance: random.Random, low: int = 9, high: int = 19) -> str:
    """Return a sentence of about `low` to `high` random words; some have a link or bold words.

    Its words go together as those of a bulletin do, so that the rules of wording find as little as there.
    """

    def noun() -> str:
        return f"{chance.choice(ARTICLES)} {chance.choice(WORDS)}"

    length = chance.randint(low, high)
    row = [noun(), chance.choice(VERBS), noun()]
    while len(" ".join(row).split()) < length:
        row += [chance.choice(PREPOSITIONS), noun()]
    place, kind = chance.randrange(0, len(row), 2), chance.random()
    if kind < 0.12:
        row[place] = f"**{row[place]}**"
    elif kind < 0.34:
        address = f"https://www.example.org/{chance.choice(WORDS)}/{chance.randint(1, 999)}?v={chance.randint(1, 9)}"
        row[place] = f"[{row[place]} of {noun()}]({address})"  # "This report" alone would not say where it leads.
    text = " ".join(row)
    return text[0].upper() + text[1:] + "."


def body(chance: random.Random) -> str:
    """Return a text of about 370 words, with headings, lists, a table and a quotation."""

    def paragraph(count: int) -> str:
        return " ".join(sentence(chance) for _ in range(count))

    def entries(mark: str, count: int) -> str:
        return "\n".join(mark + sentence(chance, 6, 12) for _ in range(count))

    rows = "\n".join(
        f"| {chance.choice(WORDS)} {chance.choice(WORDS)} | {chance.randint(1, 28)} May |" for _ in range(4)
    )
    parts = (
        paragraph(4), f"## {chance.choice(WORDS).capitalize()} and {chance.choice(WORDS)}", paragraph(4), entries("- ", 4),
        f"### {chance.choice(WORDS).capitalize()}", paragraph(3), entries("1. ", 3), f"| What | When |\n|---|---|\n{rows}",
        f"> {sentence(chance)}", paragraph(3),
    )  # fmt: skip
    return "\n\n".join(parts) + "\n"


def issues(count: int) -> list[Issue]:
    """Return issues of fifteen items, `count` items in all; a third have three sessions, a tenth are not public."""
    chance = random.Random(20261124)
    new_issues = []
    for start in range(0, count, ISSUE_SIZE):
        day = FIRST_ISSUE + timedelta(weeks=start // ISSUE_SIZE)
        items = []
        for number in range(start, min(start + ISSUE_SIZE, count)):
            dates = tuple(day + timedelta(days=10 + 7 * week) for week in range(3)) if number % 3 == 0 else ()
            level = ("staff", "limited", "held")[number // 10 % 3] if number % 10 == 9 else "public"
            title = " ".join(chance.sample(WORDS, 5)).capitalize() + f" {number}"
            items.append(Item(number=number, title=title, body=body(chance), circulation=level, sessions=dates))
        new_issues.append(Issue(day=day, items=tuple(items)))
    return new_issues


def day_text(day: date) -> str:
    """Return a day like "1 February 2022"."""
    return f"{day.day} {day:%B %Y}"


def for_bulletin(issue: Issue, folder: Path) -> None:
    """Write an issue as a folder of Bulletin's content."""
    folder.mkdir(parents=True)
    head = f"---\nissue date: {day_text(issue.day)}\nstatus: ready\ncirculation: public\n---\nWelcome to the issue of {day_text(issue.day)}.\n"
    (folder / "issue.md").write_text(head, "utf-8")
    levels = {
        "public": "circulation: public",
        "staff": "circulation: staff",
        "limited": "circulation: limited\ncirculation note: For leads only.",
        "held": "circulation: public\nhold until: somebody has checked it",
    }
    for item in issue.items:
        lines = [f"title: {item.title}", levels[item.circulation]]
        if item.sessions:
            rows = (
                f"  - Session {n}: {day_text(day)}, https://example.org/book/{item.name}/{n}"
                for n, day in enumerate(item.sessions, 1)
            )
            lines += ["kind: training", "time: 10am to 11:30am", "sessions:", *rows]
        (folder / f"{item.name}.md").write_text("\n".join(["---", *lines, "---", item.body]), "utf-8")


def for_naive(issue: Issue, folder: Path) -> None:
    """Write an issue as files with YAML front matter, for the naive script."""
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(json.dumps({"day": issue.day.isoformat(), "name": issue.name}), "utf-8")
    for item in issue.items:
        values = {
            "title": item.title,
            "slug": item.name,
            "circulation": item.circulation,
            "sessions": [
                {"label": f"Session {n}", "day": day.isoformat(), "book": f"https://example.org/book/{item.name}/{n}"}
                for n, day in enumerate(item.sessions, 1)
            ],
        }
        front = "\n".join(f"{key}: {json.dumps(value)}" for key, value in values.items())
        (folder / f"{item.name}.md").write_text(f"---\n{front}\n---\n\n{item.body}", "utf-8")


SETTINGS = """\
name: Campus bulletin
id: campus
email: team@example.org
default circulation: public
base url: https://example.org/campus/
place: Microsoft Teams
remind: 1 day
"""


def main(count: int, folder: Path) -> None:
    """Write a bulletin of `count` items in both forms."""
    content = folder / "content"
    content.mkdir(parents=True)
    (content / "bulletin.yml").write_text(SETTINGS, "utf-8")
    for issue in issues(count):
        for_bulletin(issue, content / issue.name)
        for_naive(issue, folder / "naive" / issue.name)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
