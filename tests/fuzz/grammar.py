"""Make random bulletins by a grammar of what editors write, with a canary in every field of an item.

A canary is a word that occurs nowhere else, so an output that has it has text of its item.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from tests.fuzz import attachments, templates

Folder = dict[str, bytes]
"""The bytes of each file by its path, which begins with "content" or "templates"."""

CIRCULATIONS = ("public", "public", "public", "staff", "limited")
KINDS = ("training", "training", "information", "service", "update", "learning", "notice")
WORDS = [
    "children",
    "adults",
    "training",
    "review",
    "practice",
    "guidance",
    "neglect",
    "staff",
    "referral",
    "strategy",
    "partnership",
    "domestic",
    "abuse",
    "learning",
    "health",
    "records",
    "visit",
    "support",
    "service",
    "team",
    "website",
    "survey",
    "report",
    "policy",
    "network",
    "hospital",
    "community",
    "safe",
    "sleep",
    "information",
    "sharing",
    "resources",
    "recruitment",
    "mental",
    "capacity",
    "café",
    "naïve",
    "“quoted”",
    "it’s",
    "&",
    "<",
    ">",
    "%",
    "“”",
    "—",
    "€",
]
PLACES = ("Microsoft Teams", "Stopford House, Stockport SK1 3XE", "Zoom", "online", "The May Room, Bury")
ADDRESSES = ("https://example.org/{}", "https://example.org/a/{}?b=1&c=2", "mailto:{}@example.org")


class Canaries(NamedTuple):
    """The unique words by which text of an item is recognised in an output."""

    text: str
    """The word in the item's fields."""
    name: str
    """The word in the names of the item's files."""


class Grammar:
    """Makes a folder; the same random numbers make the same folder."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.folder: Folder = {}
        self.canaries: dict[str, Canaries] = {}
        """Of each item, by the path of its file."""

    def make(self) -> Folder:
        """Make a whole folder."""
        choose = self.random
        issues = ["2022-02", "2022-03", "2022-03-special", "2021-12"][: choose.choice((1, 1, 2, 2, 3))]
        self._put("content/bulletin.yml", self._settings())
        if choose.random() < 0.4:
            self._put("content/snippets/before.md", self._snippet())
        if choose.random() < 0.1:
            self._put("content/words/misspellings.txt", "# ours\nfutherr: further\n")
        for index, issue in enumerate(issues):
            self._put(f"content/{issue}/issue.md", self._issue(index))
            for _ in range(choose.choice((0, 1, 2, 2, 3, 4))):
                self._item(issue)
        if choose.random() < 0.15:
            self.folder |= templates.templates_of_a_team(choose)
        return self.folder

    def _put(self, path: str, text: str) -> None:
        self.folder[path] = text.encode()

    def _words(self, canary: str, most: int = 9) -> str:
        words = [self.random.choice(WORDS) for _ in range(self.random.randint(2, most))]
        words.insert(self.random.randrange(len(words)), canary)
        return " ".join(words).strip("—&<>% ") or canary

    def _settings(self) -> str:
        rare = self._rare
        lines = ["name: Lab bulletin", "email: team@example.org", "id: lab"]
        lines.append(f"default circulation: {self.random.choice(('staff', 'public'))}")
        lines += rare(0.8, "base url: https://example.org/lab/")
        lines += rare(0.9, "place: Microsoft Teams")
        lines += rare(0.5, "topics: alpha, beta, child protection")
        lines += rare(0.2, f"joining details: {self.random.choice(('3 working days before', 'in your inbox'))}")
        lines += rare(0.2, "remind: 1 day, 1 week")
        lines += rare(0.2, "region: North West")
        lines += rare(0.2, f"theme: {self.random.choice(('health', 'regatta', 'nothing'))}")
        lines += rare(0.2, "acronyms:\n  CDOP: child death overview panel")
        lines += rare(0.2, "checks:\n  TXT10: off\n  style: info")
        lines += rare(0.1, "time zone: Europe/Dublin")
        lines += rare(0.1, "language: cy")
        lines += rare(0.1, "email budget: 21000")
        lines += rare(0.1, "unsubscribe: mailto:leave@example.org")
        lines += rare(0.1, "sample: yes")
        return "\n".join(lines) + "\n"

    def _rare(self, chance: float, line: str) -> list[str]:
        return [line] if self.random.random() < chance else []

    def _snippet(self) -> str:
        return "---\ntitle: Before you book\nuse on: training\ncalendar: yes\n---\nAsk your manager {email} first.\n"

    def _issue(self, index: int) -> str:
        day = date(2022, 2, 1) + timedelta(days=28 * index)
        lines = ["---", f"issue date: {day.day} {day:%B} {day.year}"]
        lines.append(f"status: {self.random.choice(('ready', 'ready', 'ready', 'draft'))}")
        lines.append(f"circulation: {self.random.choice(('public', 'public', 'staff'))}")
        lines += self._rare(0.2, "covers: February and March 2022")
        lines += self._rare(0.2, 'subject: "{name}: {covers} {date}"')
        return "\n".join([*lines, "---", self._body("welcome"), ""])

    def _item(self, issue: str) -> None:
        number = len(self.canaries)
        canaries = Canaries(f"zq{number:03}xv", f"zf{number:03}xv")
        path = f"content/{issue}/{canaries.name}.md"
        self.canaries[path] = canaries
        self._put(path, self._item_text(issue, canaries))

    def _item_text(self, issue: str, canaries: Canaries) -> str:
        choose, rare, words = self.random, self._rare, self._words
        kind, level = choose.choice(KINDS), choose.choice(CIRCULATIONS)
        lines = ["---", f"title: {words(canaries.text)}", f"circulation: {level}"]
        if kind != "information" or choose.random() < 0.5:
            lines.append(f"kind: {kind}")
        if level == "limited":
            lines.append(f"circulation note: {words(canaries.text)}")
        lines += rare(0.08, f"hold until: {words(canaries.text)}")
        lines += rare(0.3, f"summary: {words(canaries.text)}")
        lines += rare(0.2, f"topics: {choose.choice(('alpha', 'beta, child protection', 'alpha, beta'))}")
        lines += rare(0.2, f"email: {canaries.text}@example.org")
        lines += rare(0.2, "phone: 0161 496 0000")
        lines += rare(0.2, f"contact: {canaries.text}: 0161 496 0001, {canaries.text}2@example.org")
        lines += rare(0.2, f"links: {words(canaries.text, 4)}: https://example.org/{canaries.text}")
        lines += rare(0.1, f"audience: {words(canaries.text)}")
        lines += rare(0.05, f"gone: {words(canaries.text)}")
        lines += rare(0.1, f"corrected: 3 February 2022: {words(canaries.text)}")
        lines += rare(0.1, "for: For GPs")
        lines += self._kind_lines(kind, canaries)
        if choose.random() < 0.2:
            name, data = attachments.attachment(choose, canaries.text)
            self.folder[f"content/{issue}/files/{canaries.name}-{name}"] = data
            lines.append(f"attachments: {words(canaries.text, 3)}: {canaries.name}-{name}")
        body = self._body(canaries.text)
        if choose.random() < 0.15:
            self.folder[f"content/{issue}/files/{canaries.name}.png"] = attachments.picture(choose, canaries.text)
            lines += [f"image: files/{canaries.name}.png", f'image alt: Poster "{canaries.text}" for all']
        return "\n".join([*lines, "---", body, ""])

    def _kind_lines(self, kind: str, canaries: Canaries) -> list[str]:
        rare, words = self._rare, self._words
        if kind == "training":
            return [
                *rare(0.9, "time: 9:30am to 4:30pm"),
                *rare(0.8, f"book: https://example.org/book/{canaries.text}"),
                *rare(0.2, f"booking: {words(canaries.text)}"),
                *rare(0.3, f"place: Room {canaries.text}, Stockport"),
                *rare(0.2, f"presenter: {words(canaries.text, 4)}"),
                *rare(0.2, f"cost: {words(canaries.text, 4)}"),
                *rare(0.1, "book by: 5 working days before"),
                "sessions:",
                *(f"  - {self._session(canaries)}" for _ in range(self.random.randint(1, 5))),
            ]
        if kind == "service":
            return [
                *rare(0.5, f"open: Monday to Friday {canaries.text}"),
                *rare(0.3, f"run by: {words(canaries.text, 4)}"),
            ]
        if kind == "learning":
            return [*rare(0.3, f"source: {words(canaries.text, 4)}"), *rare(0.3, f"reviews: SAR 3, {canaries.text}")]
        return []

    def _session(self, canaries: Canaries) -> str:
        choose = self.random
        day = date(2022, 2, 2) + timedelta(days=choose.randrange(300))
        written = f"{day.day} {day:%B} {day.year}"
        parts = [f"{day:%A} {written}" if choose.random() < 0.3 else written]
        parts += self._rare(0.4, choose.choice(("10am to 12pm", "9:30am to 4:30pm", "13:00-15:00")))
        parts += self._rare(0.3, f"at {choose.choice(PLACES)}")
        parts += self._rare(0.1, f"at {canaries.text} House, Bury")
        parts += self._rare(0.2, f"https://example.org/book/{canaries.text}/{choose.randrange(9)}")
        line = ", ".join(parts)
        state = choose.choice(("", "", "", " (full)", " (cancelled)", " (16 places)", " (waiting list)"))
        label = choose.choice(("", f"Cohort {choose.randrange(1, 60)}: ", f"{canaries.text} {choose.randrange(60)}: "))
        return f"{label}{line}{state}"

    def _body(self, canary: str) -> str:
        blocks = [self.random.choice(_BLOCKS)(self, canary) for _ in range(self.random.choice((1, 1, 2, 3, 5)))]
        return "\n\n".join(blocks)

    def paragraph(self, canary: str) -> str:
        """Return a paragraph."""
        return f"{self._words(canary, 25)}.".capitalize()

    def linked(self, canary: str) -> str:
        """Return a paragraph with a link."""
        address = self.random.choice(ADDRESSES).format(canary)
        return f"See the [{self._words(canary, 4)}]({address}) and **{canary} bold** or *{canary}*."

    def bullets(self, canary: str) -> str:
        """Return a list."""
        return "\n".join(f"- {self._words(canary)}" for _ in range(self.random.randint(1, 4)))

    def heading(self, canary: str) -> str:
        """Return a heading with a paragraph."""
        return f"## {self._words(canary, 4)}\n\n{self.paragraph(canary)}"

    def table(self, canary: str) -> str:
        """Return a table."""
        return f"| Name | {canary} |\n|---|---|\n| {self._words(canary, 3)} | {canary} 2 |"


_BLOCKS: tuple[Callable[[Grammar, str], str], ...] = (
    Grammar.paragraph,
    Grammar.paragraph,
    Grammar.linked,
    Grammar.bullets,
    Grammar.heading,
    Grammar.table,
)
