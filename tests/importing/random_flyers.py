"""Make flyers of random structure, wording and format from a seed, with the sessions that each of them states."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from tests.importing.made_documents import ISSUE, MadeDocument, mail, table, word

_TITLES = (
    "Trauma informed practice: training",
    "Modern slavery webinar",
    "Safer sleep course",
    "Learning event",
    "Hoarding workshop",
    "Leadership programme: event dates",
    "Risk assessment course",
)
_PLACES = ("Stopford House", "Microsoft Teams", "Preston Town Hall", "Zoom", "")
_NOISE = (
    "Book by {day}.", "Registration closes on {day} at 5pm.", "This flyer was published on {day}.", "Our office is open 9am to 5pm.",
    "Policy of {day}, version 2.", "Places are free for NHS staff.", "Delivered by A Trainer via {place}.",
    "The last course was held on 12 January 2021, 10am to 12pm.", "Certificates are sent in 10 to 15 days.",
    "Early bird until {day}.", "Lunch is from 12pm to 1pm.", "Call us on 0161 496 0000, Monday to Friday, 9am to 5pm.",
    "Training for designated leads.", "The helpline answers from 8am to 8pm every day.", "Review date: {day}",
)  # fmt: skip


_BEHIND = (
    " (90 minutes)", " (arrival from 8.45am)", " (coffee provided)", " (booking closes 14 February 2022)", " - keynote by A Trainer",
    " (online delivery)", " - updated guidance", " (12 places)", " *",
)  # fmt: skip
"""Words after a session that do not change it."""


class Meeting(NamedTuple):
    """A session that a flyer states."""

    day: date
    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.day} {self.start:%H:%M}-{self.end:%H:%M}"


def flyer(number: int) -> MadeDocument:
    """Make a flyer; the same number makes the same flyer."""
    dice = random.Random(number)
    meetings = _meetings(dice)
    if dice.random() < 0.2:
        meetings = []
    lines = dice.choice(_STRUCTURES)(dice, meetings) if meetings else _letter(dice)
    noise = [_noise(dice) for _ in range(dice.randrange(6))]
    before = noise[: len(noise) // 2]
    parts: list[Part] = [*before, *lines, *noise[len(noise) // 2 :]]
    ending, write = dice.choice(_FORMATS)
    name = f"flyer-{number}.{ending}"
    return MadeDocument(name, write(dice.choice(_TITLES), parts), tuple(map(str, meetings)))


Part = str | Sequence[Sequence[str]]
"""A paragraph, with "\\n" between its lines, or the rows of a table."""


def _meetings(dice: random.Random) -> list[Meeting]:
    days = sorted(dice.sample(range(20, 200), dice.choice((1, 1, 2, 3, 4))))
    start = dice.choice((540, 570, 600, 780, 810, 840))
    end = start + dice.choice((60, 90, 120, 180))
    shifts = [dice.choice((0, 30, 60)) if dice.random() < 0.5 else 0 for _ in days]
    return [
        Meeting(ISSUE + timedelta(day), _clock(start + shift), _clock(end + shift))
        for day, shift in zip(days, shifts, strict=True)
    ]


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _day(dice: random.Random, day: date) -> str:
    ordinal = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    return dice.choice((
        f"{day:%A} {day.day} {day:%B %Y}", f"{day.day} {day:%B %Y}", f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}",
        f"{day:%A} {day.day}{ordinal} {day:%B %Y}", f"{day:%a} {day.day} {day:%b %Y}", f"{day:%A, %B} {day.day}, {day.year}",
        f"{day.day}{ordinal} of {day:%B %Y}", f"{day:%Y-%m-%d}", f"{day:%d.%m.%Y}",
    ))  # fmt: skip


def _time(dice: random.Random, clock: time) -> str:
    hour, half = (clock.hour - 1) % 12 + 1, "am" if clock.hour < 12 else "pm"
    minutes = f"{clock.minute:02}"
    written = [f"{hour}.{minutes}{half}", f"{hour}:{minutes}{half}", f"{clock:%H:%M}", f"{clock:%H.%M}"]
    return dice.choice([*written, *([f"{hour}{half}"] if not clock.minute else [])])


def _hours(dice: random.Random, meeting: Meeting) -> str:
    state = dice.getstate()
    start = _time(dice, meeting.start)
    dice.setstate(state)  # Both times of a range have the same format.
    end = _time(dice, meeting.end)
    return f"{start}{dice.choice((' - ', '-', ' to ', ' – '))}{end}"


def _noise(dice: random.Random) -> str:
    return dice.choice(_NOISE).format(
        day=_day(dice, ISSUE + timedelta(dice.randrange(1, 60))), place=dice.choice(_PLACES[:4])
    )


def _letter(dice: random.Random) -> list[Part]:
    """Return lines with a date that is not of a session, and hours that do not belong to it."""
    day = _day(dice, ISSUE + timedelta(dice.randrange(1, 60)))
    hours = dice.choice(
        ("Open 9am to 5pm", "Lunch: 12pm to 1pm", "Office hours: 9am - 5pm", "Our desk is staffed 9am to 5pm.")
    )
    parts: list[Part] = [day, hours, f"{day}: new form", "The training team answers 10am to 4pm"]
    dice.shuffle(parts)
    return parts[: dice.randrange(1, 5)]


def _table(dice: random.Random, meetings: Sequence[Meeting]) -> list[Part]:
    heads = {"date": "Date", "time": "Time", "place": "Venue", "label": "Cohort"}
    columns = ["date", "time", *dice.sample(("place", "label"), dice.randrange(3))]
    dice.shuffle(columns)
    rows = [[heads[column] for column in columns]] if len(meetings) > 1 or dice.random() < 0.8 else []
    for number, meeting in enumerate(meetings, 1):
        cells = {
            "date": _day(dice, meeting.day),
            "time": _hours(dice, meeting),
            "place": dice.choice(_PLACES),
            "label": str(number),
        }
        rows.append([cells[column] for column in columns])
    return [rows]


def _lines(dice: random.Random, meetings: Sequence[Meeting]) -> list[Part]:
    joint = dice.choice((", ", " ", " from ", " | "))
    lines = [f"{_day(dice, meeting.day)}{joint}{_hours(dice, meeting)}" for meeting in meetings]
    place = dice.choice(_PLACES)
    lines = [f"{line}, {place}" if place else line for line in lines]
    lines = [line + dice.choice(_BEHIND) if dice.random() < 0.3 else line for line in lines]
    return ["\n".join(lines)] if dice.random() < 0.5 else list(lines)


def _labels(dice: random.Random, meetings: Sequence[Meeting]) -> list[Part]:
    parts: list[Part] = []
    for meeting in meetings:
        lines = [
            f"Date: {_day(dice, meeting.day)}",
            f"Time: {_hours(dice, meeting)}",
            f"Venue: {dice.choice(_PLACES[:4])}",
        ]
        parts += ["\n".join(lines)] if dice.random() < 0.5 else lines
    return parts


def _two_lines(dice: random.Random, meetings: Sequence[Meeting]) -> list[Part]:
    return ["\n".join(f"{_day(dice, meeting.day)}\n{_hours(dice, meeting)}" for meeting in meetings)]


def _sentences(dice: random.Random, meetings: Sequence[Meeting]) -> list[Part]:
    forms = (
        "The session takes place on {day}, {hours}, at Chorley House.",
        "Join us on {day} from {hours} to hear what is new.",
        "We will meet {hours} on {day} via Microsoft Teams.",
        "The training will be held on {day} from {hours}, and lasts 90 minutes.",
        "Due to demand there is another session on {day}, {hours}.",
    )
    return [dice.choice(forms).format(day=_day(dice, meeting.day), hours=_hours(dice, meeting)) for meeting in meetings]


_STRUCTURES: tuple[Callable[[random.Random, Sequence[Meeting]], list[Part]], ...] = (
    _table, _table, _lines, _labels, _two_lines, _sentences,
)  # fmt: skip


def _as_text(title: str, parts: Sequence[Part]) -> bytes:
    pieces = [
        part if isinstance(part, str) else "\n".join("\t".join(cell or "-" for cell in row) for row in part)
        for part in parts
    ]
    return "\n\n".join([title, *pieces]).encode()


def _as_markdown(title: str, parts: Sequence[Part]) -> bytes:
    pieces = [f"# {title}"]
    for part in parts:
        if isinstance(part, str):
            pieces.append(part.replace("\n", "  \n"))
        else:
            rows = [f"| {' | '.join(row)} |" for row in part]
            pieces.append("\n".join([rows[0], f"|{'---|' * len(part[0])}", *rows[1:]]))
    return "\n\n".join(pieces).encode()


def _as_html(title: str, parts: Sequence[Part]) -> bytes:
    return f"<html><body><h1>{title}</h1>{''.join(map(_html, parts))}</body></html>".encode()


def _html(part: Part) -> str:
    if isinstance(part, str):
        return f"<p>{part.replace(chr(10), '<br>')}</p>"
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in part) + "</table>"


def _as_word(title: str, parts: Sequence[Part]) -> bytes:
    def build(document: Any) -> None:
        document.add_heading(title, 1)
        for part in parts:
            if isinstance(part, str):
                document.add_paragraph(part)
            else:
                table(document, part)

    return word(build)


def _as_mail(title: str, parts: Sequence[Part]) -> bytes:
    return mail(title, html=_as_html(title, parts).decode())


_FORMATS: tuple[tuple[str, Callable[[str, Sequence[Part]], bytes]], ...] = (
    ("txt", _as_text), ("md", _as_markdown), ("html", _as_html), ("docx", _as_word), ("eml", _as_mail),
)  # fmt: skip
