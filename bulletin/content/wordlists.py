"""The lists of words: Bulletin's own, and what a team adds to them in `content/words/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from .files import Files
from .spelling import did_you_mean

_FOLDER = Path(__file__).parents[1] / "lists"


def read_lists(files: Files) -> Mapping[str, tuple[str, ...]]:
    """The lines of each list by its name, a team's own after Bulletin's; a list that nobody knows is a problem."""
    lists = dict(_own_lists())
    folder = files.content / "words"
    for path in files.entries(folder):
        name = path.stem
        if path.suffix.lower() != ".txt" or name not in lists:
            known = [f"{one}.txt" for one in lists]
            hint = did_you_mean(path.name, known) or f"The lists are {', '.join(known)}."
            files.wrong(path, "FIL05", f"{path.name} is no list of words. {hint}")
            continue
        text = files.text(path)
        lists[name] = (*lists[name], *_lines(text or ""))
    return lists


@lru_cache(maxsize=1)
def _own_lists() -> tuple[tuple[str, tuple[str, ...]], ...]:
    paths = sorted(_FOLDER.glob("*.txt"))
    return tuple((path.stem, tuple(_lines(path.read_text("utf-8")))) for path in paths)


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
