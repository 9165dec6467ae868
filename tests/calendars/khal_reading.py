"""Imports calendar files with khal's own command line and lists them, each in a calendar of its own, in one process.

usage: khal_reading.py FOLDER FILE...     (writes JSON: rows by file)
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path

from khal.cli import main_khal

FIELDS = ("uid", "start-long-full", "end-long-full", "title", "status", "description")
YEARS = ("20211201T000000Z", "20230201T000000Z")
FORMS = """
[locale]
local_timezone = UTC
default_timezone = UTC
dateformat = %Y%m%d
longdateformat = %Y%m%d
timeformat = %H%M%S
datetimeformat = %Y%m%dT%H%M%SZ
longdatetimeformat = %Y%m%dT%H%M%SZ
"""


def configured(folder: Path) -> Path:
    """A configuration whose one calendar is the folder `events` in a folder."""
    (folder / "events").mkdir(parents=True, exist_ok=True)
    config = folder / "khal.conf"
    calendar = f"[calendars]\n[[calendar]]\npath = {folder}/events\n"
    config.write_text(f"{calendar}{FORMS}[sqlite]\npath = {folder}/khal.db\n", "utf-8")
    return config


def khal(*arguments: str) -> str:
    """What the command line prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main_khal(arguments, standalone_mode=False)
    return out.getvalue()


def listed(config: Path) -> list[dict[str, str]]:
    """Every event that khal lists."""
    asked = [part for field in FIELDS for part in ("--json", field)]
    said = khal("-c", str(config), "list", "--once", *asked, *YEARS)
    return [row for day in said.splitlines() for row in json.loads(day)]


def main() -> None:
    """Read the files."""
    folder, *files = sys.argv[1:]
    found = {}
    for number, file in enumerate(files):
        config = configured(Path(folder, str(number)))
        khal("-c", str(config), "import", "--batch", "-a", "calendar", file)
        found[file] = listed(config)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
