"""`bulletin new`: write the file of a new item, with the lines of its kind explained."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from ..content.files import ISSUE_ID
from ..content.keys import ITEM
from ..content.load import issue_day, read_ledger, settings_of
from ..content.top_part import VALUE_LIMIT
from ..content.writing import entry_lines
from ..errors import FolderError, RequestError
from ..model.rows import KINDS, TRAINING, Key
from ..text import humanize
from ..text.slugs import slug
from ..text.suggest import did_you_mean

_FOUR_WEEKS = timedelta(weeks=4)
_WRITTEN = ("title", "kind")
_NOT_EXPLAINED = ("circulation", "circulation note", "hold until", "was", "gone", "moved to", "replaces")
"""Keys without an example. Some name another item, which must exist. The keys of circulation are refused in a comment,
as they may have been meant."""
_BODY = {
    "update": "Say what it is about.\n\n## Key messages\n\n1. **What to do**\n   Why, and where to read more.\n",
    "service": "Say what the service offers, and to whom.\n",
    "event": "Say what happens there, and for whom it is.\n",
    "training": "Say what people will learn, and for whom it is.\n",
}
_HELD = (
    "# This item is left out of everything until you delete the next line.",
    "hold until: somebody has checked it",
)
_NOT_HELD = ("# Make the pull request a draft, and ready for review when somebody has checked the item.",)
_USUAL_BODY = "Write the text here. Leave an empty line between paragraphs.\n"


class NewItem(NamedTuple):
    """A new item: its file, and whether it is on hold."""

    path: Path
    held: bool


def start(content: Path, issue: str | None, kind: str, title: str) -> NewItem:
    """Write the file of a new item and return its path.

    The item is on hold, unless bulletin.yml says that the repository is public. Raises RequestError for an unknown
    kind, and for an issue that does not exist or was sent; FolderError if the file exists or cannot be written.
    """
    if kind not in KINDS:
        raise RequestError(f'I do not know the kind "{kind}". {did_you_mean(kind, KINDS) or _choices()}')
    title = " ".join(title.split())
    if not title.isprintable() or len(title) > VALUE_LIMIT:
        raise RequestError(f"The title must be one line of at most {VALUE_LIMIT:,} characters that can be seen.")
    name = slug(title)
    if not name:
        raise RequestError(f'"{title}" has no letters that I can use in a file name. Choose another title.')
    folder = open_issue(content, issue)
    path = folder / f"{name}.md"
    held = not settings_of(content).public_repository
    text = item_text(kind, title, issue_day(content, folder.name), held=held)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise FolderError(f"{path} is there already. Choose another title, or edit that file.") from None
    except OSError as error:
        raise FolderError(f"I cannot write {path}: {error.strerror}.") from error
    return NewItem(path, held)


def short_text(kind: str, title: str) -> str:
    """Return the text of a new item for any issue, without the explained examples; the item is on hold."""
    lines = [
        "---",
        f"title: {title}",
        f"kind: {kind}",
        "hold until: somebody has checked it",
        *(line for lines in _needed_lines(kind, None).values() for line in lines),
        "---",
        _BODY.get(kind, _USUAL_BODY),
    ]
    return "\n".join(lines)


def item_text(kind: str, title: str, day: date, *, held: bool = True) -> str:
    """Return the text of a new item for an issue of a day.

    held: whether it is on hold, so that it is not sent by mistake; in a public repository this is not possible.
    """
    keys = [key for key in ITEM if kind in key.kinds and key.name not in (*_WRITTEN, *_needed_lines(kind, day))]
    lines = [
        "---",
        *entry_lines("title", title),
        f"kind: {kind}",
        *(_HELD if held else _NOT_HELD),
        *(line for lines in _needed_lines(kind, day).values() for line in lines),
        "#",
        "# To use one of the lines below, delete the # in front of it.",
        *(_explanation(key) for key in keys if key.name not in _NOT_EXPLAINED),
        "---",
        _BODY.get(kind, _USUAL_BODY),
    ]
    return "\n".join(lines)


def _needed_lines(kind: str, day: date | None) -> dict[str, tuple[str, ...]]:
    """Return by key the lines that an item of the kind needs; none of them states a fact that nobody has written.

    day: the date of the issue; None if the lines are for any issue.
    """
    if kind in TRAINING:
        example = f"{humanize.day(day + _FOUR_WEEKS)}, 10am to 11am" if day else ""
        explained = (f"#     One line a date, like: {example}",) if day else ()
        return {
            "sessions": ("sessions:", "  - Date to be confirmed", *explained),
            "booking": ("booking: Say how people book, or put a link after each date.",),
        }
    return {"open": ("open: Say when it is open.",)} if kind == "service" else {}


def _explanation(key: Key) -> str:
    return "\n".join([*(f"# {line}" for line in entry_lines(key.name, key.example)), f"#     {key.help}"])


def open_issue(content: Path, issue: str | None) -> Path:
    """Return the folder of an issue that takes new items: the named one, else the newest.

    Raises RequestError for an issue that does not exist or was sent.
    """
    issues = sorted(path.name for path in content.iterdir() if path.is_dir() and ISSUE_ID.fullmatch(path.name))
    if not issues:
        raise RequestError(f"There is no issue in {content} yet. Begin one: bulletin new issue")
    if issue is None:
        chosen = max(issues, key=lambda name: (issue_day(content, name), name))
    elif issue in issues:
        chosen = issue
    else:
        raise RequestError(f'There is no issue "{issue}". {did_you_mean(issue, issues)}'.strip())
    if chosen in read_ledger(content).issues:
        raise RequestError(
            f"The issue {chosen} has gone out, so nothing is added to it. Begin the next: bulletin new issue"
        )
    return content / chosen


def _choices() -> str:
    return f"Use {humanize.listed(KINDS, 'or')}."
