"""Make random edits that people make between two builds: of items, settings, templates and built files."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.support.folders import ISSUE, ITEM, TRAINING, make_content

Edit = Callable[[Path, random.Random], None]
"""A function that changes files in a folder with content/, and in some cases templates/ and build/."""

LIMITED = "---\ntitle: For some only\ncirculation: limited\ncirculation note: For the safeguarding leads.\n---\nNobody else may read the word periwinkle.\n"


def begin(root: Path) -> None:
    """Write the content folder from which the edits start."""
    issue = ISSUE.replace("1 February 2022", "1 January 2022")
    files: dict[str, str | bytes] = {
        "2022-01/issue.md": issue,
        "2022-01/old.md": ITEM.replace("21 March", "14 March"),
        "2022-02/training.md": TRAINING,
        "2022-02/limited.md": LIMITED,
    }
    make_content(root, files)


def _items(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("content/20*/*.md") if path.name != "issue.md")


def _in_item(old: str, new: str) -> Edit:
    """Return an edit that replaces words in an item that has them."""

    def edit(root: Path, chance: random.Random) -> None:
        items = _items(root)
        if items:
            _replace(chance.choice(items), old, new.format(number=chance.randrange(1, 9)))

    return edit


def _in_file(path: str, old: str, new: str) -> Edit:
    """Return an edit that replaces words in one file if it has them."""

    def edit(root: Path, chance: random.Random) -> None:
        _replace(root / path, old, new.format(number=chance.randrange(1, 9)))

    return edit


def _replace(path: Path, old: str, new: str) -> None:
    if path.is_file():
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def _write(path: str, text: str) -> Edit:
    """Return an edit that overwrites or creates a file."""

    def edit(root: Path, chance: random.Random) -> None:
        place = root / path.format(number=chance.randrange(1, 9))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.format(number=chance.randrange(1, 9)), "utf-8")

    return edit


def _remove(pattern: str) -> Edit:
    """Return an edit that deletes one of the files that match a pattern."""

    def edit(root: Path, chance: random.Random) -> None:
        files = sorted(path for path in root.glob(pattern) if path.is_file())
        if files:
            chance.choice(files).unlink()

    return edit


def _delete_item(root: Path, chance: random.Random) -> None:
    items = _items(root)
    if len(items) > 2:
        chance.choice(items).unlink()


def _rename_item(root: Path, chance: random.Random) -> None:
    items = _items(root)
    if items:
        path = chance.choice(items)
        path.rename(path.with_name(f"renamed-{chance.randrange(9)}.md"))


def _add_issue(root: Path, chance: random.Random) -> None:
    month = chance.choice(["2022-03", "2021-12"])
    folder = root / "content" / month
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "issue.md").write_text(ISSUE.replace("1 February 2022", f"1 {_MONTHS[month]}"), "utf-8")
    (folder / "more.md").write_text(ITEM.replace("week starts", f"week {chance.randrange(9)} starts"), "utf-8")


_MONTHS = {"2022-03": "March 2022", "2021-12": "December 2021"}


def _remove_issue(root: Path, chance: random.Random) -> None:
    shutil.rmtree(root / "content" / chance.choice(["2022-03", "2021-12"]), ignore_errors=True)


def _add_attachment(root: Path, chance: random.Random) -> None:
    place = root / "content" / "2022-02" / "files" / "notes.txt"
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"Notes number {chance.randrange(9)}.\n", "utf-8")
    _replace(root / "content" / "2022-02" / "week.md", "---\nFree", "files: notes.txt\n---\nFree")


def _add_picture(root: Path, chance: random.Random) -> None:
    place = root / "content" / "2022-02" / "files" / "map.png"
    place.parent.mkdir(exist_ok=True)
    Image.new("RGB", (40, 20), chance.choice(["red", "blue", "green"])).save(place)
    _replace(root / "content" / "2022-02" / "week.md", "Free", "![A map of the site](files/map.png)\n\nFree")


def _damage_ledger(root: Path, chance: random.Random) -> None:
    place = root / "content" / "ledger.json"
    if place.is_file():
        place.write_text(place.read_text("utf-8")[: chance.randrange(1, 200)], "utf-8")


def _change_built(root: Path, chance: random.Random) -> None:
    files = sorted(path for path in root.glob("build/**/*") if path.is_file())
    if files:
        path = chance.choice(files)
        if path.name == "manifest.json":
            return  # Without the manifest Bulletin would refuse to overwrite the other files.
        path.write_bytes(path.read_bytes()[:-1] + b"?")


def _toggle_setting(line: str) -> Edit:
    """Return an edit that adds a line to the settings, or removes it if it is there."""

    def edit(root: Path, chance: random.Random) -> None:
        place = root / "content" / "bulletin.yml"
        text = place.read_text("utf-8")
        place.write_text(text.replace(line, "") if line in text else text + line, "utf-8")

    return edit


EDITS: dict[str, Edit] = {
    "text": _in_item(".\n", ". It starts at {number}pm.\n"),
    "title": _in_item("title: ", "title: New {number} "),
    "circulation": _in_item("---\ntitle", "---\ncirculation: staff\ntitle"),
    "no circulation": _in_item("circulation: limited\n", ""),
    "hold": _in_item("---\ntitle", "---\nhold until: 1 March 2030\ntitle"),
    "no hold": _in_item("hold until: 1 March 2030\n", ""),
    "a session moves": _in_file("content/2022-02/training.md", "8 March", "1{number} March"),
    "a session is cancelled": _in_file("content/2022-02/training.md", "/book/4\n", "/book/4 (cancelled)\n"),
    "a session more": _in_file("content/2022-02/training.md", "sessions:\n", "sessions:\n  - {number} April 2022\n"),
    "delete": _delete_item,
    "add": _write("content/2022-02/added-{number}.md", ITEM.replace("week", "week {number}")),
    "rename": _rename_item,
    "issue": _in_file("content/2022-02/issue.md", "Welcome", "Welcome {number}"),
    "draft": _in_file("content/2022-02/issue.md", "status: ready", "status: draft"),
    "ready": _in_file("content/2022-02/issue.md", "status: draft", "status: ready"),
    "another issue": _add_issue,
    "no other issue": _remove_issue,
    "settings": _toggle_setting("team: The team of the north\n"),
    "topics": _toggle_setting("topics:\n  - adults\n"),
    "acronyms": _toggle_setting("acronyms:\n  DBS: Disclosure and Barring Service\n"),
    "checks": _toggle_setting("checks:\n  links: off\n"),
    "base url": _in_file("content/bulletin.yml", "org/nw-safeguarding", "org/nw-{number}"),
    "snippet": _write("content/snippets/standing.md", "---\ntitle: Standing\n---\nText {number}.\n"),
    "no snippet": _remove("content/snippets/*.md"),
    "picture": _add_picture,
    "attachment": _add_attachment,
    "an attachment changes": _write("content/2022-02/files/notes.txt", "Notes, version {number}.\n"),
    "an attachment goes": _remove("content/*/files/*"),
    "moved to": _in_file("content/2022-01/old.md", "---\ntitle", "---\nmoved to: week\ntitle"),
    "repeat": _in_file("content/2022-02/issue.md", "status: ready", "status: ready\nrepeat: old"),
    "gone": _remove("content/2022-01/old.md"),
    "own template": _write("templates/email/own.css", "p {{ margin: {number}px; }}\n"),
    "no own template": _remove("templates/*/*"),
    "a wrong template": _write("templates/email/footer.html", "{{{{ nothing.at_all }}}}\n"),
    "ledger": _damage_ledger,
    "no ledger": _remove("content/ledger.json"),
    "a mistake": _in_item("---\ntitle: ", "---\ntitel: "),
    "no mistake": _in_item("titel: ", "title: "),
    "an unknown file": _write("content/2022-02/what.docx", "{number}"),
    "no unknown file": _remove("content/2022-02/*.docx"),
    "a built file changes": _change_built,
    "a built file goes": _remove("build/*/**/*"),
}
"""Edits by their descriptions."""

COMMANDS = (
    ("build",),
    ("build", "--issue", "all"),
    ("build", "--as-of", "1 March 2022"),
    ("build", "--only", "feed", "--only", "pages"),
    ("check",),
    ("check", "--built"),
    ("check", "--format", "json"),
    ("publish", "--record", "--at", "2022-02-01T09:00:00Z"),
)
"""Commands that are run after an edit; the last writes the ledger that the others read."""
