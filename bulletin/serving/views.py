"""Turn a reading into everything that the desk shows of its issues: the place at which views can be remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from jinja2 import DictLoader

from .. import addresses, outputs
from ..checks.built import check_built
from ..circulation.audience import seen_by
from ..content.load import Reading
from ..errors import Problem, RequestError
from ..model import Bulletin, Circulation, File, Issue
from ..outputs.email.looks import looks, pictures_of
from ..outputs.email.plan import LIMITED, MAIN, Edition, editions_of
from ..outputs.sessions import Line, issue_lines
from ..text import humanize
from ..text.jinja import environment

_MAIL = ("email", "editions", "limited")
"""The outputs that make the emails of an issue."""
_FIRST = 1
"""The number in the names of a correction's files, which no reader sees; the ledger knows the real one."""
_TEMPLATE = "mail_page.html"


class Look(NamedTuple):
    """A way to look at an email."""

    name: str
    label: str
    page: str
    """Which of the email's pages it shows."""
    is_narrow: bool = False


LOOKS = (
    Look("computer", "Computer", "light"),
    Look("phone", "Phone", "light", is_narrow=True),
    Look("dark", "Dark", "dark"),
    Look("bare", "Pictures off", "bare"),
    Look("text", "Plain text", "text"),
    Look("dates", "Dates in words", "dates"),
)


class MailView(NamedTuple):
    """One email of an issue, to look at."""

    name: str
    """bulletin, limited, the slug of an edition for some readers, correction, limited-correction."""
    label: str
    subject: str
    pages: Mapping[str, str]
    """The name of each page of `LOOKS` → HTML."""


class IssueView(NamedTuple):
    """What the desk shows of an issue."""

    id: str
    day: str
    draft: bool
    mails: tuple[MailView, ...]
    note: str
    """Why there is no correction of an issue that was sent, "" where there is one, or it was not sent."""
    problems: tuple[Problem, ...]
    """What is wrong with the emails themselves: too long, a heading left out."""


def views(reading: Reading) -> dict[str, IssueView]:
    """Return the view of each issue whose mail the reading has, by its id.

    Pure: the same reading gives the same views. Raises what `render` raises: ContentError with every problem where
    there is no bulletin, LeakError, TemplateError.
    """
    bulletin = reading.complete()
    files = {file.path: file for file in outputs.files(bulletin, _MAIL)}
    problems = check_built(bulletin, files.values())
    return {issue.id: _issue_view(reading, bulletin, issue, files, problems) for issue in bulletin.mail}


def _issue_view(
    reading: Reading, bulletin: Bulletin, issue: Issue, files: Mapping[str, File], problems: tuple[Problem, ...]
) -> IssueView:
    corrections, note = _corrections(bulletin, issue) if issue.id in reading.workspace.sent else ((), "")
    return IssueView(
        id=issue.id,
        day=humanize.weekday(issue.day),
        draft=not issue.ready,
        mails=(*_mails(bulletin, issue, files), *corrections),
        note=note,
        problems=problems,
    )


def _mails(bulletin: Bulletin, issue: Issue, files: Mapping[str, File]) -> Iterator[MailView]:
    """Yield the editions of an issue that have something for their readers."""
    for edition in editions_of(bulletin.settings):
        view = _seen(bulletin, issue, edition)
        if view and addresses.mail(issue.id, f"{edition.name}.html") in files:
            yield _mail_view(
                bulletin, view, files, MailView(edition.name, _label(bulletin, edition), edition.subject(view), {})
            )


def _seen(bulletin: Bulletin, issue: Issue, edition: Edition) -> Issue | None:
    """Return an issue as the readers of an edition see it; None where it has nothing for them."""
    mail = seen_by(bulletin, edition.audience).mail
    view = next((mailed for mailed in mail if mailed.id == issue.id), None)
    return replace(view, items=tuple(filter(edition.selects, view.items))) if view else None


def _label(bulletin: Bulletin, edition: Edition) -> str:
    names = {each.slug: each.name for each in bulletin.settings.editions}
    return {MAIN.name: "Email", LIMITED.name: "Limited edition"}.get(edition.name) or f"For {names[edition.name]}"


def _corrections(bulletin: Bulletin, issue: Issue) -> tuple[tuple[MailView, ...], str]:
    """Return the correction in each edition that has one; else why there is none."""
    try:
        files = {file.path: file for file in outputs.render_correction(bulletin, issue.id, _FIRST)}
    except RequestError as error:
        return (), str(error)
    corrections = []
    for edition in editions_of(bulletin.settings):
        view, stem = _seen(bulletin, issue, edition), f"{edition.correction}-{_FIRST}"
        if view and addresses.mail(issue.id, f"{stem}.html") in files:
            label = "Correction" if edition is MAIN else f"Correction: {_label(bulletin, edition)}"
            # Its own dates are in its sentences; the sessions of the whole issue are not what it says.
            mail = MailView(stem, label, f"Correction: {edition.subject(view)}", {})
            corrections.append(_mail_view(bulletin, replace(view, items=()), files, mail))
    return tuple(corrections), ""


def _mail_view(bulletin: Bulletin, view: Issue, files: Mapping[str, File], mail: MailView) -> MailView:
    """Add to an email its pages. view: the issue as its readers see it."""
    html, text = (_text(files, addresses.mail(view.id, f"{mail.name}.{ending}")) for ending in ("html", "txt"))
    look = looks(html, pictures_of(bulletin, view))
    return mail._replace(
        pages={
            "light": look.light,
            "dark": look.dark,
            "bare": look.bare,
            "text": _page(bulletin, mail, text=text, lines=()),
            "dates": _page(bulletin, mail, text="", lines=_in_order(issue_lines(view))),
        }
    )


def _in_order(lines: Iterable[Line]) -> Collection[Line]:
    return sorted(lines, key=lambda line: (line.session.start, line.name))


def _text(files: Mapping[str, File], path: str) -> str:
    file = files.get(path)
    return file.data.decode() if file and isinstance(file.data, bytes) else ""


def _page(bulletin: Bulletin, mail: MailView, *, text: str, lines: Collection[Line]) -> str:
    """Fill in the page that shows a plain text, or sessions in words."""
    source = (Path(__file__).parent / _TEMPLATE).read_text("utf-8")
    template = environment(DictLoader({_TEMPLATE: source})).get_template(_TEMPLATE)
    limited = Circulation.LIMITED in {line.item.circulation for line in lines}
    return template.render(
        language=bulletin.settings.language,
        subject=mail.subject,
        text=text,
        lines=[(f"{line.when}{line.hours and f', {line.hours}'}", _rest(line)) for line in lines],
        limited=limited,
    )


def _rest(line: Line) -> str:
    return ", ".join(filter(None, (line.name, line.session.place, line.state, line.places)))
