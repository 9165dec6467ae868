"""Measure `bulletin import`: how many sessions in documents it finds, misses and invents, by format.

python -m benchmarks.imports                the documents of tests/importing/made_documents.py
python -m benchmarks.imports --random 500   500 flyers of tests/importing/random_flyers.py
python -m benchmarks.imports FOLDER …       the documents of folders, each with a truth.json, like {"flyer.docx":
                                            ["2022-02-01", ["2022-03-08 09:30-12:30"]]}: issue date and sessions
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bulletin.content.session_line_values import LineContext, SessionLine
from bulletin.content.session_lines import read_session
from bulletin.content.word_lists import package_lists
from bulletin.importing.drafting import drafts_of
from bulletin.importing.drafts import Drafts, ImportContext
from tests.importing.made_documents import ISSUE, every
from tests.importing.random_flyers import flyer


class Document(NamedTuple):
    """A document, and the right sessions, which a person has listed."""

    name: str
    data: bytes
    day: date
    sessions: Counter[str]


def documents(folders: list[str]) -> Iterator[Document]:
    """Yield the documents of folders; without folders, those of tests/importing/made_documents.py."""
    for folder in map(Path, folders):
        if not (folder / "truth.json").is_file():
            raise SystemExit(f"{folder} has no truth.json that says which sessions its documents have.")
        for name, (day, sessions) in json.loads((folder / "truth.json").read_text("utf-8")).items():
            yield Document(name, (folder / name).read_bytes(), date.fromisoformat(day), Counter(sessions))
    for document in () if folders else every():
        yield Document(document.name, document.data, ISSUE, Counter(document.sessions))


def random_documents(count: int) -> Iterator[Document]:
    """Yield `count` flyers of random structure."""
    for document in map(flyer, range(count)):
        yield Document(document.name, document.data, ISSUE, Counter(document.sessions))


def sessions_of(result: Drafts, day: date) -> Counter[str]:
    """Return the sessions in drafts, like "2022-03-08 09:30-12:30"; one of several days counts once for each day."""
    stated: Counter[str] = Counter()
    for line in (line for draft in result.drafts for line in draft.sessions):
        read = read_session(line, LineContext(day))
        if isinstance(read, SessionLine) and read.parts[0].hours and read.parts[0].hours.range:
            hours = read.parts[0].hours.range
            stated.update(f"{day} {hours.start:%H:%M}-{hours.end:%H:%M}" for day in read.days)
    return stated


def main() -> None:
    """Print a row for each document, and the sums of each format."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    is_random = sys.argv[1:2] == ["--random"]
    for document in random_documents(int(sys.argv[2])) if is_random else documents(sys.argv[1:]):
        context = ImportContext(document.day, words=package_lists())
        result = drafts_of(document.name, document.data, context)
        sessions = sessions_of(result, document.day)
        missed, invented = document.sessions - sessions, sessions - document.sessions
        row = {"documents": 1, "right": (sessions & document.sessions).total(), "missed": missed.total()}
        row |= {"invented": invented.total(), "items": len(result.drafts), "unread": len(result.problems)}
        row["without sessions"] = int(not document.sessions)
        for name in (document.name.rpartition(".")[2], "all"):
            totals[name].update(row)
        flags = [f"missed {sorted(missed)}"] * bool(missed) + [f"INVENTED {sorted(invented)}"] * bool(invented)
        if flags or not is_random:
            print(f"{document.name:32} {row['right']:3} right  {len(result.drafts):2} items  {'; '.join(flags)}")
    print()
    for name, total in sorted(totals.items()):
        print(f"{name:6}", "  ".join(f"{key} {value}" for key, value in total.items()))


if __name__ == "__main__":
    main()
