"""Split run.txt into the lists that the Action installs: `python .github/locks/action.py`, in `make lock`."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
BIG = ("chardet", "lxml", "markupsafe", "pillow")
"""Packages with a file for each platform: pip gets the platform, so that it need not compare all files."""
SPARE = ("charset-normalizer",)
"""premailer's requests uses either this or chardet, and its hundreds of files take long to compare."""


def entries(text: str) -> dict[str, str]:
    """Return the lines of each package, by name."""
    packages = re.findall(r"^([a-z0-9-]+)==(?:.*\\\n)*.*\n", text, re.MULTILINE)
    parts = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    return dict(zip(packages, parts, strict=True))


def lists(text: str) -> dict[str, str]:
    """Return the text of each list by its file name."""
    packages = entries(text)
    rest = [name for name in packages if name not in (*BIG, *SPARE)]
    chosen = {"action-1.txt": BIG, "action-2.txt": rest}
    return {name: "".join(packages[name] for name in names) for name, names in chosen.items()}


if __name__ == "__main__":
    for name, text in lists((HERE / "run.txt").read_text("utf-8")).items():
        (HERE / name).write_text(text, "utf-8")
