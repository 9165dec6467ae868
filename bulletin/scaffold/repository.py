"""The files of a new team's repository: settings, one example of each kind, workflows, README."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from ..content.issue_form import form_text
from ..content.keys import SETTINGS
from ..content.writing import entry_lines
from ..model.rows import KINDS, Key
from ..text import humanize
from ..text.slugs import slug
from .editors import editor_files
from .item import item_text

ANSWERED = ("name", "email", "default circulation", "id", "place")
_FOLDER = Path(__file__).parent / "files"
_PUBLIC = (
    "# Anybody can read this repository, so nothing in it may be on hold or for some alone.",
    "public repository: yes",
)
_UNTIL = {
    False: "the item is left out until you delete its line `hold until`.",
    True: "make the pull request a draft until somebody has checked it.",
}
"""What the README says of a new item, by whether the repository is public."""
_READERS = {
    False: "If items are not for everybody, this repository must be private.",
    True: "Everybody can read this repository: no item can be on hold, for staff or limited here.",
}
_DRAFT_DAYS = 14
_WEDNESDAY = 2


class Team(NamedTuple):
    """A new team, and its bulletin."""

    name: str
    """The bulletin's."""
    email: str
    today: date
    action: str
    """What the workflows use: owner/name@commit # v1.2.3; "" leaves the place-holder."""
    public: bool = False
    """Whether anybody can read the repository: then nothing in it is on hold, for staff or limited."""


def files(team: Team) -> dict[str, str]:
    """Return the text of every file, by its path from the repository's root."""
    day = team.today + timedelta(days=_DRAFT_DAYS)
    issue = f"{day:%Y-%m}"
    session = day + timedelta(days=28 + (_WEDNESDAY - day.weekday()) % 7)
    values = {
        "NAME": team.name,
        "EMAIL": team.email,
        "ISSUE": issue,
        "DAY": humanize.day(day),
        "SESSION": humanize.day(session),
        "LATER": humanize.day(session + timedelta(days=14)),
        "PUBLISHED": humanize.day(team.today),
        "SETTINGS": _settings(team),
        "ADD": _links(issue, day, held=not team.public),
        "UNTIL": _UNTIL[team.public],
        "READERS": _READERS[team.public],
    }
    texts = {}
    for path in sorted(path for path in _FOLDER.rglob("*") if path.is_file()):
        name = path.relative_to(_FOLDER).as_posix().replace("github/", ".github/", 1)
        text = _fill_in(path.read_text("utf-8"), values)
        texts[name.replace("ISSUE/", f"{issue}/")] = _with_action(text, team.action)
    forms = {f".github/ISSUE_TEMPLATE/{kind}.yml": form_text(kind, public=team.public) for kind in KINDS}
    return texts | forms | editor_files()


def _fill_in(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"%{name}%", value)
    return text


def _with_action(text: str, action: str) -> str:
    return text.replace("OWNER/bulletin@0000000000000000000000000000000000000000 # v1.0.0", action) if action else text


def _settings(team: Team) -> str:
    """Return bulletin.yml: what is known of the team, then every other question with its example."""
    lines = [
        *entry_lines("name", team.name),
        *entry_lines("email", team.email),
        "# Frozen once something was published: it is in every calendar entry.",
        f"id: {slug(team.name) or 'bulletin'}",
        "# Who sees an item that does not say so: public (everybody, on the web) or staff (the email alone).",
        f"default circulation: {'public' if team.public else 'staff'}",
        *(_PUBLIC if team.public else ()),
        "# Where sessions are that do not say so.",
        "place: Microsoft Teams",
        "",
        "# The questions below have good answers already. To give another, delete the # in front.",
    ]
    for key in SETTINGS:
        if key.name not in ANSWERED and key.name not in ("sample", *(("public repository",) if team.public else ())):
            lines += [*_example(key), f"#     {key.help}"]
    return "\n".join(lines) + "\n"


def _example(key: Key) -> list[str]:
    """Return the line of a key with its example, which begins a line of its own where the key takes a few."""
    written = [f"{key.name}:", key.example] if key.sub_lines else entry_lines(key.name, key.example)
    return [f"# {line}" for line in written]


def _links(issue: str, day: date, *, held: bool) -> str:
    """Return for each kind a link that opens GitHub's editor with the lines of that kind."""
    return "\n".join(
        f"- [{kind}](../../new/main/content/{issue}?filename=name-of-the-item.md"
        f"&value={quote(item_text(kind, f'Title of the {kind}', day, held=held), safe='')})"
        for kind in KINDS
    )
