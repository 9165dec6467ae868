"""Choose the words for dates: those of training only where the readers of a view have some."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Bulletin


class DateWords(NamedTuple):
    """What dates are called in headings, links and sentences."""

    calendar: str
    dates: str
    anchor: str
    """Of the dates in the email."""
    column: str
    """Above what a date is about, in a table."""
    session: str
    """One of them."""
    book: str
    """What leads from an item to its buttons."""
    news: str
    """What the bulletin holds."""
    any: bool = True
    """Whether there are dates at all."""

    @property
    def sessions(self) -> str:
        """Several of them."""
        return f"{self.session}s"


TRAINING = DateWords(
    calendar="Training calendar",
    dates="Training dates",
    anchor="training-dates",
    column="Training",
    session="training session",
    book="Book in the training dates",
    news="News and training",
)
EVENTS = DateWords(
    calendar="Calendar",
    dates="Dates",
    anchor="dates",
    column="Event",
    session="session",
    book="Book in the table of dates",
    news="News and events",
)
DEADLINES = EVENTS._replace(column="What", session="date", news="News")
NO_DATES = DEADLINES._replace(any=False)


def date_words(bulletin: Bulletin) -> DateWords:
    """Choose the words for a view of the bulletin."""
    items = [item for issue in (*bulletin.issues, *bulletin.mail) for item in issue.items if not item.retired]
    kinds = {item.kind for item in items}
    if "training" in kinds:
        return TRAINING
    if "event" in kinds:
        return EVENTS
    return DEADLINES if any(item.sessions for item in items) else NO_DATES
