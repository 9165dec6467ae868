"""Write bulletin/content/bank_holidays.json from the `holidays` library: `python docs/make_bank_holidays.py`.

The library is asked here and not while a bulletin is read, because importing it takes a seventh of the
time of building one issue, and a bulletin of a past day must not change when the library does.
tests/content/test_holidays.py compares the file with the library, so a new release shows what it changes.
"""

from __future__ import annotations

import json
from pathlib import Path

import holidays

FILE = Path(__file__).parents[1] / "bulletin" / "content" / "bank_holidays.json"
REGIONS = {"England and Wales": "ENG", "Scotland": "SCT", "Northern Ireland": "NIR"}
YEARS = range(1990, 2101)


def table() -> dict[str, list[str]]:
    """Return the bank holidays of each region that fall on Monday to Friday, as ISO dates in order."""
    return {
        region: sorted(
            day.isoformat() for day in holidays.country_holidays("GB", subdiv=code, years=YEARS) if day.weekday() < 5
        )
        for region, code in REGIONS.items()
    }


def text() -> str:
    """Return the file's text, one date a line."""
    return json.dumps(table(), indent=0, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
