"""`bulletin new`: write the file of a new item, with the lines of its kind explained."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from ..content.files import ISSUE_ID
from ..content.frontmatter import VALUE_LIMIT
from ..content.keys import ITEM
from ..content.load import issue_day
from ..errors import FolderError, RequestError
from ..model.rows import KINDS, TRAINING, Key
from ..text import humanize
from ..text.slugs import slug
from ..text.suggest import did_you_mean

_FOUR_WEEKS = timedelta(weeks=4)
_WRITTEN = ("title", "kind")
_NOT_EXPLAINED = ("circulation", "circulation note", "hold until", "was", "gone", "moved to", "replaces")
"""Keys without an example: some name an item that must be there, and what says who may see an item is refused where
it is commented out, since it may have been meant."""
_BODY = {
    "update": "Say what it is about.\n\n## Key messages\n\n1. **What to do**\n   Why, and where to read more.\n",
    "service": "Say what the service offers, and to whom.\n",
    "event": "Say what happens there, and for whom it is.\n",
    "training": "Say what people will learn, and for whom it is.\n",
}
_USUAL_BODY = "Write the text here. Leave an empty line between paragraphs.\n"


def start(content: Path, issue: str | None, kind: str, title: str) -> Path:
    """Write the file of a new item and return its path.

    Raises RequestError for a kind or an issue that does not exist, FolderError if the file
    is there already or cannot be written.
    """
    if kind not in KINDS:
        raise RequestError(f'I do not know the kind "{kind}". {did_you_mean(kind, KINDS) or _choices()}')
    title = " ".join(title.split())
    if not title.isprintable() or len(title) > VALUE_LIMIT:
        raise RequestError(f"The title must be one line of at most {VALUE_LIMIT:,} characters that can be seen.")
    name = slug(title)
    if not name:
        raise RequestError(f'"{title}" has no letters that I can use in a file name. Choose another title.')
    folder = _folder(content, issue)
    path = folder / f"{name}.md"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(item_text(kind, title, issue_day(content, folder.name)))
    except FileExistsError:
        raise FolderError(f"{path} is there already. Choose another title, or edit that file.") from None
    except OSError as error:
        raise FolderError(f"I cannot write {path}: {error.strerror}.") from error
    return path


def item_text(kind: str, title: str, day: date) -> str:
    """Return the text of a new item for an issue of a day; it is on hold, so nothing in it goes out by mistake."""
    keys = [key for key in ITEM if kind in key.kinds and key.name not in (*_WRITTEN, *_needed_lines(kind, day))]
    lines = [
        "---",
        f"title: {title}",
        f"kind: {kind}",
        "# This item is left out of everything until you delete the next line.",
        "hold until: somebody has checked it",
        *(line for lines in _needed_lines(kind, day).values() for line in lines),
        "#",
        "# To use one of the lines below, delete the # in front of it.",
        *(_explained(key) for key in keys if key.name not in _NOT_EXPLAINED),
        "---",
        _BODY.get(kind, _USUAL_BODY),
    ]
    return "\n".join(lines)


def _needed_lines(kind: str, day: date) -> dict[str, tuple[str, ...]]:
    """Return, by key, the lines without which an item of the kind does not load, or says little."""
    if kind in TRAINING:
        later = day + _FOUR_WEEKS
        return {
            "sessions": ("sessions:", f"  - {humanize.day(later)}, 10am to 11am"),
            "place": ("place: Microsoft Teams",),
            "booking": ("booking: Say how people book, or put a link after each date.",),
        }
    return {"open": ("open: Monday to Friday, 9am to 5pm",)} if kind == "service" else {}


def _explained(key: Key) -> str:
    return f"# {key.name}: {key.example}\n#     {key.help}"


def _folder(content: Path, issue: str | None) -> Path:
    issues = sorted(path.name for path in content.iterdir() if path.is_dir() and ISSUE_ID.fullmatch(path.name))
    if not issues:
        raise RequestError(f"There is no issue in {content} yet. Make a folder like 2022-03 with an issue.md in it.")
    if issue is None:
        return content / max(issues, key=lambda name: (issue_day(content, name), name))
    if issue not in issues:
        raise RequestError(f'There is no issue "{issue}". {did_you_mean(issue, issues)}'.strip())
    return content / issue


def _choices() -> str:
    return f"Use {humanize.listed(KINDS, 'or')}."
