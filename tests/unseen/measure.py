"""How good the checks are on lines of real bulletins that nobody wrote for them, as numbers for each group.

usage: python -m tests.unseen.measure                the counts of both halves
       python -m tests.unseen.measure --seen         and each line of the seen half on which they were wrong
       python -m tests.unseen.measure --agreement    how far the three labellings of the unseen half agree
       python -m tests.unseen.measure --write        puts the counts of the unseen half into docs/precision.md
"""

from __future__ import annotations

import argparse
import calendar
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from operator import eq
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from bulletin.checks.run import check
from bulletin.content.load import read
from bulletin.errors import Problem
from tests.support.values import ROOT

HERE = Path(__file__).parent
Labels = frozenset[str]
"""The groups of which something should be said on a line."""
MONTHS = list(calendar.month_name)
DOCUMENT = ROOT / "docs" / "precision.md"
HEADING = "## Real bulletins that the rules had not seen"

REACH = {
    "privacy": (0.95, 0.9),
    "circulation": (0.95, 0.9),
    "dates": (0.95, 0.9),
    "links": (0.9, 0.8),
    "contacts": (0.9, 0.8),
    "wording": (0.9, 0.8),
}
"""The groups of labels, and the precision and recall to be reached."""

GROUP_OF: Mapping[str, str] = {
    "PRIV": "privacy",
    "RST": "circulation",
    "DAT": "dates",
    "SES": "dates",
    "LNK": "links",
    "CON": "contacts",
    "TXT": "wording",
    "STR": "wording",
    "CON04": "privacy",
    # What stands in place of an address, and words that name another mailbox than the link: both are of no use to write to.
    "LNK14": "contacts",
    "FIL01": "wording",
    "FIL03": "wording",
    # No label speaks of headings, pictures, tables, length, repeated items, keys or lines that run together.
    **dict.fromkeys(
        ("STR01", "STR02", "STR03", "STR04", "STR05", "STR06", "STR07", "STR09", "STR10", "STR12", "LNK13"), ""
    ),
    # Nor of how long a sentence is, or of what kind of document a link leads to.
    "TXT12": "",
    "LNK10": "",
    # Nor of the folder, the settings, the ledger, the email, the calendars, the templates or an import.
    **dict.fromkeys(("FIL", "NAM", "SET", "LED", "EML", "CAL", "TPL", "IMP"), ""),
}
"""The group of a rule, by its id or else by its letters; "" where the labels say nothing of what it looks at."""


SPELLING = "TXT20"
"""The rule of the dictionary, whose precision is also printed alone."""


class Item(NamedTuple):
    """An item of a real bulletin, with what should be said of each of its lines."""

    name: str
    day: str
    circulation: str
    mailbox: str
    lines: tuple[str, ...]
    labels: tuple[frozenset[str], ...]

    @property
    def issue(self) -> str:
        """Return the id of the issue that the item is from."""
        _, month, year = self.day.split()
        return f"{year}-{MONTHS.index(month):02}-{self.name.rpartition('-')[0]}"


class Verdict(NamedTuple):
    """What the checks report on one line, and what they should report."""

    place: str
    text: str
    should: frozenset[str]
    fired: frozenset[str]
    """The groups of the errors and warnings."""
    advised: frozenset[str]
    """The groups of these and of the advice."""
    rules: tuple[str, ...]


class Score(NamedTuple):
    """How good the checks are in one group: numbers of lines."""

    group: str
    should: int
    fired: int
    right: int

    @property
    def precision(self) -> float | None:
        """Return the share of the reported lines that are right; None if none was reported."""
        return self.right / self.fired if self.fired else None

    @property
    def recall(self) -> float | None:
        """Return the share of the lines to be reported that were reported; None if there are none."""
        return self.right / self.should if self.should else None


def items(half: str) -> list[Item]:
    """Return the items of seen.txt or unseen.txt."""
    blocks = ("\n" + (HERE / f"{half}.txt").read_text("utf-8")).split("\n= ")[1:]
    return [_item(block) for block in blocks]


def _item(block: str) -> Item:
    name, _, issue, *rows = block.rstrip("\n").split("\n")
    day, circulation, mailbox = issue.removeprefix("  issue: ").split(", ")
    pairs = [re.split(r"\| ?", row, maxsplit=1) for row in rows]
    labels = tuple(frozenset(filter(None, label.strip().split(","))) for label, _ in pairs)
    return Item(name, day, circulation, mailbox, tuple(text for _, text in pairs), labels)


def group(rule: str) -> str:
    """Return the group of labels that a rule belongs to, "" for none."""
    return GROUP_OF[rule if rule in GROUP_OF else rule.rstrip("0123456789")]


def _group_of(problem: Problem) -> str:
    """Return the group that a problem belongs to.

    A mark that was not taken is one of links if it was to be a link, and an address that counts clicks is tracking;
    marks of a list that run together in a paragraph are of structure, of which no label speaks.
    """
    if problem.rule == "STR11" and _OF_LIST.search(problem.message):
        return ""
    if (problem.rule == "STR11" and _OF_LINK.search(problem.message)) or "clicks of one reader" in problem.message:
        return "links"
    return group(problem.rule)


_OF_LIST = re.compile(r"\blists?\b")
_OF_LINK = re.compile(r"\b(?:link|links|address|drive)\b")


def _files(collection: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield the content folder of one bulletin."""
    first = collection[0]
    yield (
        "bulletin.yml",
        f"name: The bulletin\nemail: {first.mailbox}\ndefault circulation: {first.circulation}\n"
        f"base url: https://example.org/bulletin/\n",
    )
    for item in collection:
        yield f"{item.issue}/issue.md", f"---\nissue date: {item.day}\nstatus: ready\n---\n"
        yield f"{item.issue}/{item.name}.md", "\n".join((*item.lines, ""))


def _problems(collection: Sequence[Item]) -> tuple[Problem, ...]:
    """Return the problems that the checks find in one bulletin."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in _files(collection):
            file = Path(folder, path)
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
        return check(read(Path(folder)))


def judged(collection: Sequence[Item]) -> Iterator[Verdict]:
    """Yield a verdict for each line; items with the same mailbox and circulation are one bulletin."""
    for bulletin in dict.fromkeys((item.mailbox, item.circulation) for item in collection):
        members = [item for item in collection if (item.mailbox, item.circulation) == bulletin]
        problems = _problems(members)
        for item in members:
            yield from _verdicts(item, [problem for problem in problems if Path(problem.path).stem == item.name])


def _verdicts(item: Item, problems: Sequence[Problem]) -> Iterator[Verdict]:
    for number, (text, should) in enumerate(zip(item.lines, item.labels, strict=True), 1):
        line_problems = [problem for problem in problems if problem.line == number]
        fired, advised = (
            frozenset(_group_of(problem) for problem in line_problems if advice or problem.severity != "info") - {""}
            for advice in (False, True)
        )
        yield Verdict(
            f"{item.name}:{number}",
            text,
            should,
            fired,
            advised,
            tuple(sorted({problem.rule for problem in line_problems})),
        )


def scores(verdicts: Sequence[Verdict], *, advice: bool = False) -> list[Score]:
    """Return a row for each group, of errors and warnings or of advice, too."""
    rows = []
    for name in REACH:
        should = [name in verdict.should for verdict in verdicts]
        fired = [name in (verdict.advised if advice else verdict.fired) for verdict in verdicts]
        rows.append(
            Score(
                name,
                sum(should),
                sum(fired),
                sum(is_due and has_fired for is_due, has_fired in zip(should, fired, strict=True)),
            )
        )
    return rows


def spelling(verdicts: Sequence[Verdict]) -> Score:
    """Return how good the dictionary is on lines on which something should be said of the wording."""
    fired = [verdict for verdict in verdicts if SPELLING in verdict.rules]
    right = sum("wording" in verdict.should for verdict in fired)
    return Score("spelling", sum("wording" in verdict.should for verdict in verdicts), len(fired), right)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def table(verdicts: Sequence[Verdict]) -> str:
    """Return the rows as Markdown."""
    head = (
        "| Group | Lines to speak of | Said | Right | Precision | Recall | To be reached | With advice |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|\n"
    )
    rows = zip(scores(verdicts), scores(verdicts, advice=True), strict=True)
    return head + "".join(
        f"| {row.group} | {row.should} | {row.fired} | {row.right} | {_share(row.precision)} | {_share(row.recall)} "
        f"| {REACH[row.group][0]:.2f}, {REACH[row.group][1]:.2f} | {_share(with_advice.precision)}, {_share(with_advice.recall)} |\n"
        for row, with_advice in rows
    )


def lines_in(collection: Sequence[Item]) -> int:
    """Return the number of lines with text in the items."""
    return sum(bool(text.strip()) and text != "---" for item in collection for text in item.lines)


class Agreement(NamedTuple):
    """How far those agree who labelled the unseen half, each without the others' labels."""

    same: float
    """The share of the lines with text that two labellers gave the same labels, by the mean of all pairs."""
    kappa: float
    """Cohen's kappa, by the mean of all pairs."""
    groups: Mapping[str, float]
    """The share of the lines to which one gave a label of a group that another gave it, too."""


def labellings() -> Mapping[str, tuple[Labels, ...]]:
    """Return the labels that each labeller gave a line of the unseen half, for lines to which any gave one."""
    rows = [line.split() for line in (HERE / "labellers.txt").read_text("utf-8").splitlines()[1:]]
    return {row[-1]: tuple(frozenset(labels.split(",")) - {"-"} for labels in row[:-1]) for row in rows}


def majority(labels: Sequence[Labels]) -> Labels:
    """Return the labels that more than half of the labellers gave a line."""
    counts = Counter(label for one in labels for label in one)
    return frozenset(label for label, count in counts.items() if 2 * count > len(labels))


def agreement() -> Agreement:
    """Compare the labellers of the unseen half pair by pair."""
    given, lines = labellings(), lines_in(items("unseen"))
    nothing = [Labels()] * (lines - len(given))
    columns = [[*column, *nothing] for column in zip(*given.values(), strict=True)]
    pairs = [_compare(first, second) for first, second in combinations(columns, 2)]
    return Agreement(
        fmean(pair.same for pair in pairs),
        fmean(pair.kappa for pair in pairs),
        {name: fmean(pair.groups[name] for pair in pairs) for name in REACH},
    )


def _compare(first: Sequence[Labels], second: Sequence[Labels]) -> Agreement:
    """Compare the labels of two labellers, line by line."""
    same = sum(map(eq, first, second)) / len(first)
    counts = Counter(first), Counter(second)
    chance = sum(counts[0][labels] * counts[1][labels] for labels in counts[0]) / len(first) ** 2
    both = list(zip(first, second, strict=True))
    groups = {
        name: 2
        * sum(name in one and name in other for one, other in both)
        / max(1, sum((name in one) + (name in other) for one, other in both))
        for name in REACH
    }
    return Agreement(same, (same - chance) / (1 - chance), groups)


def section(day: str) -> str:
    """Return the section of docs/precision.md: the unseen half alone."""
    collection = items("unseen")
    verdicts = list(judged(collection))
    agreed = agreement()
    score = spelling(verdicts)
    words = f"The dictionary ({SPELLING}) spoke of {score.fired} of these lines, and {score.right} of them are labelled wording."
    return f"""{HEADING}

{lines_in(collection)} lines in {len(collection)} items of {len({item.issue for item in collection})} issues of real bulletins and newsletters ([how they were collected and labelled](../tests/unseen/README.md)), labelled line by line by three labellers without the rules in view, before any rule had run on them: what two of them say counts. Those who write rules see these numbers, and not the lines. A line counts once in a group; "said" are errors and warnings, the last column has precision and recall if advice counts, too. Measured on {day}.

{table(verdicts)}
{words}

No labeller saw the labels of another. Two of them give {agreed.same:.0%} of the lines the same labels (Cohen's kappa is {agreed.kappa:.2f}). Of the lines that one gives a label of a group, another gives it to {_listed(agreed.groups)}: what a careful colleague says, another says, too, so often.
"""


def _listed(groups: Mapping[str, float]) -> str:
    return ", ".join(f"{share:.0%} ({name})" for name, share in groups.items())


def with_section(document: str, new: str) -> str:
    """Return the document with the section put in place of the one that it has, or at its end."""
    before, _, after = document.partition(HEADING)
    following = re.search(r"^## ", after, re.MULTILINE)
    return before.rstrip("\n") + "\n\n" + new + ("\n" + after[following.start() :] if following else "")


def _list_seen(verdicts: Sequence[Verdict]) -> None:
    for verdict in verdicts:
        for name in sorted(verdict.should ^ verdict.fired):
            print(
                f"{'missed' if name in verdict.should else 'wrong '} {name:11} {verdict.place:18} {' '.join(verdict.rules)} | {verdict.text[:150]}"
            )


def main() -> None:
    """Print the figures, or write them into docs/precision.md, by the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--seen", "--agreement", "--write"):
        parser.add_argument(option, action="store_true")
    options = parser.parse_args()
    if options.agreement:
        agreed = agreement()
        print(f"{agreed.same:.1%} alike, kappa {agreed.kappa:.2f}; {_listed(agreed.groups)}")
        return
    if options.write:
        today = datetime.now().astimezone()
        DOCUMENT.write_text(with_section(DOCUMENT.read_text("utf-8"), section(f"{today.day} {today:%B %Y}")), "utf-8")
        return
    for half in ("seen", "unseen"):
        collection = items(half)
        verdicts = list(judged(collection))
        print(f"{half}: {lines_in(collection)} lines, {len(collection)} items\n\n{table(verdicts)}")
        words = spelling(verdicts)
        print(f"{SPELLING}: {words.fired} lines said, {words.right} of them labelled wording\n")
        if options.seen and half == "seen":
            _list_seen(verdicts)


if __name__ == "__main__":
    main()
