"""Import calendar files with khal's command line and list their events, in one process; each file has its own calendar.

usage: khal_reading.py FOLDER FILE...     (writes JSON: rows by file)
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from datetime import datetime, timedelta
from pathlib import Path

from khal.cli import main_khal

DAY = timedelta(days=1)
FIELDS = ("uid", "start-long-full", "end-long-full", "title", "status", "description")
YEARS = ("20220101T000000Z", "20221231T000000Z")
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


def write_configuration(folder: Path) -> Path:
    """Write a configuration with one calendar, which is the folder `events` in a folder; return its path."""
    (folder / "events").mkdir(parents=True, exist_ok=True)
    config = folder / "khal.conf"
    calendar = f"[calendars]\n[[calendar]]\npath = {folder}/events\n"
    config.write_text(f"{calendar}{FORMS}[sqlite]\npath = {folder}/khal.db\n", "utf-8")
    return config


def khal(*arguments: str) -> str:
    """Run khal's command line, and return what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main_khal(arguments, standalone_mode=False)
    return out.getvalue()


def list_events(config: Path, first: str = YEARS[0], last: str = YEARS[1]) -> list[dict[str, str]]:
    """Return a row of FIELDS for each event that khal lists from the first day until the last."""
    fields = [part for field in FIELDS for part in ("--json", field)]
    printed = khal("-c", str(config), "list", "--once", *fields, first, last)
    return [row for day in printed.splitlines() for row in json.loads(day)]


def main() -> None:
    """Import each file, and print the events as JSON: file → rows."""
    folder, *files = sys.argv[1:]
    rows = {}
    for number, file in enumerate(files):
        config = write_configuration(Path(folder, str(number)))
        khal("-c", str(config), "import", "--batch", "-a", "calendar", file)
        days = sorted(re.findall(r"DTSTART[^:]*:(2\d{7})", Path(file).read_text("utf-8"))) or [YEARS[0][:8]]
        around = (datetime.fromisoformat(days[0]) - DAY, datetime.fromisoformat(days[-1]) + 2 * DAY)
        rows[file] = list_events(config, *(f"{day:%Y%m%dT000000Z}" for day in around))
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main()
