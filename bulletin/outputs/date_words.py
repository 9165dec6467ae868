"""Choose the words for dates: those for training only if the readers have items about training."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Bulletin


class DateWords(NamedTuple):
    """The words for dates in headings, links and sentences, like "Training dates"."""

    calendar: str
    dates: str
    anchor: str
    """The anchor of the dates in the email, like "training-dates"."""
    column: str
    """The heading of the table column with the names of sessions, like "Training"."""
    session: str
    """The word for one date, like "training session"."""
    book: str
    """The words of the link from an item to its booking buttons."""
    news: str
    """The words for the bulletin's contents, like "News and training"."""
    any: bool = True
    """Whether the bulletin has dates."""

    @property
    def sessions(self) -> str:
        """The word for several dates, like "training sessions"."""
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
    items = [item for issue in (*bulletin.issues, *bulletin.mail) for item in issue.live_items]
    kinds = {item.kind for item in items}
    if "training" in kinds:
        return TRAINING
    if "event" in kinds:
        return EVENTS
    return DEADLINES if any(item.sessions for item in items) else NO_DATES
