"""Write the texts of a new team's repository: settings, one example of each kind, workflows, README."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from ..content.holidays import bank_holidays, working_day_from, working_days_before
from ..content.keys import SETTINGS
from ..content.writing import NEW_NAME, entry_lines
from ..errors import RequestError
from ..model.rows import KINDS
from ..text import humanize
from ..text.slugs import slug
from .editors import editor_files
from .forms import form_files
from .item import short_text

README = "README.md"
ANSWERED = ("name", "email", "default circulation", "public repository", "id", "place")
NEEDS_A_FILE = ("logo", "logo alt")
"""Settings that need a file. They are only explained, as uncommenting them without the file is an error."""
PLACE_HOLDERS = {"OWNER/bulletin": "repository", "0" * 40: "commit", " # v1.0.0": "version"}
"""The place-holders for the Action in the files, and the part of the Action that replaces each."""

_FOLDER = Path(__file__).parent / "files"
_HIDDEN = {"github/": ".github/", "gitignore": ".gitignore"}
_ACTION = re.compile(r"(?P<repository>[\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40})(?P<version> # v[0-9][\w.-]*)?")
_DRAFT_DAYS = 14
_WEDNESDAY = 2
_EXAMPLES = {
    "unsubscribe": "https://example.org/leave",
    "one click unsubscribe": "no",
    "form": "no",
    "email head": "leaving the list",
    "email foot": "leaving the list",
}
"""Examples of settings that work alone, for those whose documented example needs another setting or a snippet."""
_EVENT = "event"
"""The kind that is another name for training, so that it gets no link and no example of its own."""

_HOLD = re.compile(r"^hold until: .*\n", re.MULTILINE)
_PRIVATE = {
    "DEFAULT": "staff",
    "HOLD": "hold until: our own text stands here\n",
    "HELD": " The item is left out until you delete its line `hold until`.",
    "ON_HOLD": ", on hold",
    "WHO": "The repository must be **private**: its files say what is not for everybody.",
}
_PUBLIC = {
    "DEFAULT": "public",
    "HOLD": "",
    "HELD": "",
    "ON_HOLD": "",
    "WHO": "Anybody can read this **public** repository at once, drafts too: what is on hold, or not for everybody, "
    "must not be in it.",
}
"""The values that differ between a public and a private repository."""


class Team(NamedTuple):
    """A new team, and its bulletin."""

    name: str
    """The bulletin's name."""
    email: str
    today: date
    action: str
    """The Action that the workflows use, like "owner/name@commit # v1.2.3"; "" to keep the place-holders."""
    public: bool = False
    """Whether anybody can read the repository: then no example is on hold, for staff or limited."""


def files(team: Team) -> dict[str, str]:
    """Return the text of every file, by its path from the repository's root."""
    values = _values(team)
    texts = {}
    for path in sorted(path for path in _FOLDER.rglob("*") if path.is_file()):
        name = path.relative_to(_FOLDER).as_posix()
        for visible, hidden in _HIDDEN.items():
            name = re.sub(f"^{visible}", hidden, name)
        text = with_action(_fill_in(path.read_text("utf-8"), values), team.action)
        texts[name.replace("ISSUE/", f"{values['ISSUE']}/")] = text
    return texts | form_files(public=team.public) | editor_files()


def without_examples(text: str) -> str:
    """Return the README for a team that has content already: without the step about the examples."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("6. "))


def with_action(text: str, action: str) -> str:
    """Replace the place-holders with the Action; raise RequestError if it is not OWNER/REPO@COMMIT."""
    if not action:
        return text
    match = _ACTION.fullmatch(action)
    if not match:
        message = f'"{action}" does not say which release the workflows use.'
        raise RequestError(f"{message} Write OWNER/REPO@COMMIT, with all 40 digits of the commit.")
    for place_holder, part in PLACE_HOLDERS.items():
        text = text.replace(place_holder, match[part] or "")
    return text


def _values(team: Team) -> dict[str, str]:
    """Return the values of the %NAMES% in the files; every date is a working day."""
    holidays = {day for year in range(3) for day in bank_holidays("England and Wales", team.today.year + year)}
    day = working_day_from(team.today + timedelta(days=_DRAFT_DAYS), holidays)
    session = working_day_from(day + timedelta(days=28 + (_WEDNESDAY - day.weekday()) % 7), holidays)
    later = working_day_from(session + timedelta(days=14), holidays)
    issue = f"{day:%Y-%m}"
    return {
        "NAME": team.name,
        "EMAIL": team.email,
        "ISSUE": issue,
        "NEXT": f"{day.replace(day=1) + timedelta(days=31):%Y-%m}",
        "DAY": humanize.day(day),
        "COVERS": humanize.month((day.year, day.month)),
        "SESSION": humanize.day(session),
        "LATER": humanize.day(later),
        "PUBLISHED": humanize.day(working_days_before(team.today + timedelta(days=1), 1, holidays)),
        "SETTINGS": _settings(team),
        "ADD": _links(public=team.public),
        "ACTION": _action_step(team.action),
        **(_PUBLIC if team.public else _PRIVATE),
    }


def _fill_in(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"%{name}%", value)
    return text


def _action_step(action: str) -> str:
    """Return the sentence of the README on the Action that the workflows use."""
    if action:
        return "The workflows use the release OWNER/bulletin@0000000000000000000000000000000000000000 # v1.0.0."
    return (
        "Run `bulletin init --here --action OWNER/REPO@COMMIT` with the owner, repository and commit of Bulletin's "
        "release: it fills them in wherever `.github/workflows` and this page have place-holders."
    )


def _settings(team: Team) -> str:
    """Return the text of bulletin.yml: the team's settings, then every other setting with an example in a comment."""
    lines = [
        *entry_lines("name", team.name),
        *entry_lines("email", team.email),
        "# Frozen once something was published: it is in every calendar entry.",
        f"id: {slug(team.name) or 'bulletin'}",
        "# Who sees an item that does not say so: public (everybody, on the web) or staff (the email alone).",
        f"default circulation: {(_PUBLIC if team.public else _PRIVATE)['DEFAULT']}",
        "# Whether anybody can read this repository: then nothing in it may be on hold, or for some alone.",
        f"public repository: {'yes' if team.public else 'no'}",
        "# Where sessions are that do not say so.",
        "place: Microsoft Teams",
        "",
        "# A logo: put the picture into content/files/, then write its name and what it shows, like",
        "# logo: files/logo.png",
        f"# logo alt: {team.name}",
        "",
        "# The questions below have good answers already. To give another, delete the # in front of its line.",
        *_questions(),
    ]
    return "\n".join(lines) + "\n"


def _questions() -> Iterator[str]:
    """Yield the lines of each setting that has a default: its explanation, and an example that works."""
    for key in SETTINGS:
        if key.name in (*ANSWERED, *NEEDS_A_FILE, "sample"):
            continue
        example = _EXAMPLES.get(key.name, key.example)
        yield f"# {key.help}"
        if key.sub_lines:
            yield from (f"#{line}" for line in (f"{key.name}:", *example.splitlines()))
        else:
            yield from (f"#{line}" for line in entry_lines(key.name, example))


def _links(*, public: bool) -> str:
    """Return a link for each kind that opens GitHub's editor with the lines of this kind."""
    texts = {kind: short_text(kind, "Write the title here") for kind in KINDS if kind != _EVENT}
    if public:
        texts = {kind: _HOLD.sub("", text) for kind, text in texts.items()}
    return "\n".join(
        f"- [{kind}](../../new/main/content?filename=ISSUE/{NEW_NAME}&value={quote(text, safe=',:*.')})"
        for kind, text in texts.items()
    )
