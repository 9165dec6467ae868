"""A bulletin with every kind of date: a course, whole days, nights, deadlines, announcements, places of each kind."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from bulletin.model import Awaited, Bulletin, Item, Session, State, Timing
from bulletin.text import zones
from tests.support.values import LONDON, make_bulletin, make_issue, make_session, make_settings, make_training

BOOK = "https://example.org/book/{}"


def at(month: int, day: int, hour: int = 9, minute: int = 30) -> datetime:
    return datetime(2022, month, day, hour, minute, tzinfo=LONDON)


def whole(month: int, day: int, days: int = 1) -> dict[str, Any]:
    """Return a session over whole days."""
    start = at(month, day, 0, 0)
    end = datetime.combine(start.date() + timedelta(days=days), start.time(), LONDON)
    return {"timing": Timing.ALL_DAY, "start": start, "end": end}


def course(item: str, **changes: Any) -> tuple[Session, ...]:
    """Return the sessions of a course of three days with one booking."""
    days = [at(3, 8), at(3, 10), at(3, 17)]
    return tuple(
        make_session(
            item,
            f"cohort-2-{start:%Y-%m-%d}",
            label="Cohort 2",
            start=start,
            end=start + timedelta(hours=3),
            course="cohort-2",
            part=number,
            parts=3,
            book=BOOK.format("cohort-2"),
            stem=f"cohort-2-0000000{number}",
            **changes,
        )
        for number, start in enumerate(days, 1)
    )


def session(item: str, key: str, label: str, **changes: Any) -> Session:
    start = changes.pop("start", at(3, 15))
    usual: dict[str, Any] = {
        "end": start + timedelta(hours=2),
        "book": BOOK.format(key),
        "label": label,
        "start": start,
    }
    return make_session(item, key, **(usual | changes))


def items() -> tuple[Item, ...]:
    lisbon = zones.zone("Europe/Lisbon")
    awaited = Awaited(
        label="Cohort 5", when="May 2022", month=(2022, 5), place="Stopford House", hours="", book="", presenters=()
    )
    coaching = make_training(
        "coaching",
        *course("coaching"),
        session("coaching", "cohort-1", "Cohort 1", start=at(3, 1), place="Stopford House, Stockport SK1 3XE"),
        session("coaching", "cohort-3", "Cohort 3", start=at(3, 24), state=State.POSTPONED),
        title="Coaching young people",
        presenters=("Ann Oar",),
        cost="Free",
        awaited=(awaited,),
    )
    kinds = make_training(
        "kinds",
        session("kinds", "conference", "Conference", place="The ICC, Birmingham", **whole(6, 3, 3)),
        session("kinds", "open-day", "Open day", book="", **whole(4, 9) | {"timing": Timing.UNKNOWN}),
        session(
            "kinds", "weekend", "Weekend", start=at(3, 4, 18, 0), end=at(3, 6, 16, 0), place="Losehill House", book_by=date(2022, 2, 20)
        ),
        session("kinds", "hybrid", "Hybrid", place="The Lowry and on Zoom", presenters=("Dr Bea Blade",), cost="£20", note="Bring a laptop."),
        session("kinds", "phone", "By phone", place="Telephone"),
        session("kinds", "tbc", "Somewhere", place="Place to be confirmed", state=State.CLOSED),
        session("kinds", "lisbon", "From Lisbon", start=datetime(2022, 3, 16, 10, tzinfo=lisbon), zone="Europe/Lisbon", also=("America/New_York",)),
        session("kinds", "later", "Later", start=at(5, 3), opens=date(2022, 4, 1)),
        session("kinds", "asked", "Early booking", start=at(3, 28), book_by=datetime(2022, 3, 4, 17)),
        make_session(
            "kinds",
            "survey-closes",
            label="Survey closes",
            start=at(3, 4, 17, 0),
            end=at(3, 4, 17, 0),
            deadline=True,
            place="",
            book="",
            stem="survey-closes",
        ),
        title="Every kind of date",
    )  # fmt: skip
    free = make_training(
        "drop-in",
        session("drop-in", "drop-in", "", book="", start=at(3, 2)),
        title="Drop-in advice",
        bookable=False,
        booking="No need to book, just come along.",
    )
    return coaching, kinds, free


def bulletin(**changes: Any) -> Bulletin:
    settings = make_settings(**changes.pop("settings", {}))
    return make_bulletin(make_issue(*items()), settings=settings, **changes)
