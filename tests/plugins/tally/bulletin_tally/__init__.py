"""Render the coming sessions as a CSV file: an example of an output in another package."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from bulletin import Bulletin, Circulation, File, Output


def render(bulletin: Bulletin) -> Iterator[File]:
    """Yield site/sessions.csv; the bulletin has only public items."""
    rows = sorted(
        (session.start.isoformat(), item.title, session.place)
        for issue in bulletin.issues
        for item in issue.items
        for session in item.sessions
        if session.start.date() >= bulletin.as_of
    )
    table = io.StringIO(newline="")
    csv.writer(table).writerows([("start", "title", "place"), *rows])
    yield File(
        path="site/sessions.csv",
        data=table.getvalue().encode("utf-8"),
        output=OUTPUT.name,
        circulation=OUTPUT.audience,
    )


OUTPUT = Output(
    name="tally",
    audience=Circulation.PUBLIC,
    media_type="text/csv",
    says="the coming sessions, for a spreadsheet",
    render=render,
)
