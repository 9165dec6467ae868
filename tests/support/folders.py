"""Write content folders for tests, and read their problems."""

from __future__ import annotations

from pathlib import Path

from bulletin import read

SETTINGS = """\
name: North West safeguarding bulletin
id: nw-safeguarding
email: team@example.org
default circulation: public
base url: https://example.org/nw-safeguarding/
place: Microsoft Teams
"""
HOSTLESS = SETTINGS.replace("base url: https://example.org/nw-safeguarding/\n", "")
ISSUE = """\
---
issue date: 1 February 2022
status: ready
---
Welcome to this issue.
"""
ITEM = """\
---
title: Safeguarding week starts on 21 March 2022
---
Free resources are on the [trust's website](https://example.org/week).
"""
TRAINING = """\
---
title: Safer recruitment training
time: 9:30am to 4:30pm
sessions:
  - Cohort 4: 8 March 2022, https://example.org/book/4
---
What the course covers.
"""


def make_content(root: Path, files: dict[str, str | bytes] | None = None, name: str = "content") -> Path:
    """Write a content folder with settings and one ready issue of one item, and return its path.

    files: path → text, added to those files or in place of them; a file with the text "" is left out.
    """
    usual: dict[str, str | bytes] = {
        "bulletin.yml": SETTINGS,
        "2022-02/issue.md": ISSUE,
        "2022-02/week.md": ITEM,
    }
    content = root / name
    content.mkdir(parents=True, exist_ok=True)
    for path, text in (usual | (files or {})).items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if text:
            file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return content


def problems(content: Path) -> list[str]:
    """Return every problem, of any severity, that reading a content folder finds, as lines of text."""
    problems_found = read(content, every_file=False).problems
    prefix = f"{content.parent.as_posix()}/"
    return [str(problem).replace(prefix, "") for problem in problems_found]
