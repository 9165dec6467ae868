"""Turn a reading into everything that the desk shows of its issues: the place at which views can be remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from jinja2 import DictLoader

from .. import addresses, outputs
from ..checks.built import check_built
from ..circulation.audience import seen_by
from ..content.load import Reading
from ..errors import Problem, RequestError
from ..memory import NO_MEMORY, Memory
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


class EmailView(NamedTuple):
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
    mails: tuple[EmailView, ...]
    note: str
    """Why there is no correction of an issue that was sent, "" where there is one, or it was not sent."""
    problems: tuple[Problem, ...]
    """What is wrong with the emails themselves: too long, a heading left out."""


def views(reading: Reading, memory: Memory = NO_MEMORY) -> dict[str, IssueView]:
    """Return the view of each issue whose mail the reading has, by its id.

    Pure: the same reading gives the same views. Raises what `render` raises: ContentError with every problem where
    there is no bulletin, LeakError, TemplateError.
    """
    bulletin = reading.complete()
    files = {file.path: file for file in outputs.files(bulletin, _MAIL, memory)}
    rendered, problems, sent = _Rendered(bulletin, files), check_built(bulletin, files.values()), reading.workspace.sent
    return {
        issue.id: _issue_view(rendered, issue, is_sent=issue.id in sent)._replace(problems=problems)
        for issue in bulletin.mail
    }


class _Rendered(NamedTuple):
    """A bulletin, and files that were made of it."""

    bulletin: Bulletin
    files: Mapping[str, File]
    """By path."""

    def text(self, issue: str, name: str) -> str:
        """Return a file of an issue's mail, "" if it is not there."""
        file = self.files.get(addresses.mail(issue, name))
        return file.data.decode() if file and isinstance(file.data, bytes) else ""

    def seen(self, issue: Issue, edition: Edition) -> Issue | None:
        """Return an issue as the readers of an edition see it; None where it has nothing for them."""
        mail = seen_by(self.bulletin, edition.audience).mail
        view = next((mailed for mailed in mail if mailed.id == issue.id), None)
        return replace(view, items=tuple(filter(edition.selects, view.items))) if view else None

    def label(self, edition: Edition) -> str:
        """Return what an edition is called on the desk."""
        names = {each.slug: f"For {each.name}" for each in self.bulletin.settings.editions}
        return ({MAIN.name: "Email", LIMITED.name: "Limited edition"} | names)[edition.name]


def _issue_view(rendered: _Rendered, issue: Issue, *, is_sent: bool) -> IssueView:
    corrections, note = _corrections(rendered, issue) if is_sent else ((), "")
    return IssueView(
        id=issue.id,
        day=humanize.weekday(issue.day),
        draft=not issue.ready,
        mails=(*_mails(rendered, issue), *corrections),
        note=note,
        problems=(),
    )


def _mails(rendered: _Rendered, issue: Issue) -> Iterator[EmailView]:
    """Yield the editions of an issue that have something for their readers."""
    for edition in editions_of(rendered.bulletin.settings):
        view = rendered.seen(issue, edition)
        if view and rendered.text(issue.id, f"{edition.name}.html"):
            mail = EmailView(edition.name, rendered.label(edition), edition.subject(view), {})
            yield _with_pages(mail, rendered, view)


def _corrections(rendered: _Rendered, issue: Issue) -> tuple[tuple[EmailView, ...], str]:
    """Return the correction in each edition that has one; else why there is none."""
    try:
        files = outputs.render_correction(rendered.bulletin, issue.id, _FIRST)
        corrected = rendered._replace(files={file.path: file for file in files})
    except RequestError as error:
        return (), str(error)
    corrections = []
    for edition in editions_of(rendered.bulletin.settings):
        view, stem = rendered.seen(issue, edition), f"{edition.correction}-{_FIRST}"
        if view and corrected.text(issue.id, f"{stem}.html"):
            label = "Correction" if edition is MAIN else f"Correction: {rendered.label(edition)}"
            mail = EmailView(stem, label, f"Correction: {edition.subject(view)}", {})
            # Its own dates are in its sentences; the sessions of the whole issue are not what it says.
            corrections.append(_with_pages(mail, corrected, replace(view, items=())))
    return tuple(corrections), ""


def _with_pages(mail: EmailView, rendered: _Rendered, view: Issue) -> EmailView:
    """Add to an email its pages. view: the issue as its readers see it."""
    look = looks(rendered.text(view.id, f"{mail.name}.html"), pictures_of(rendered.bulletin, view))
    text, language = rendered.text(view.id, f"{mail.name}.txt"), rendered.bulletin.settings.language
    lines = sorted(issue_lines(view), key=lambda line: (line.session.start, line.name))
    pages = {"light": look.light, "dark": look.dark, "bare": look.bare}
    pages |= {"text": _text_page(language, mail, text), "dates": _dates_page(language, mail, lines)}
    return mail._replace(pages=pages)


def _text_page(language: str, mail: EmailView, text: str) -> str:
    return _filled(language=language, subject=mail.subject, text=text, lines=(), limited=False)


def _dates_page(language: str, mail: EmailView, lines: Sequence[Line]) -> str:
    """Fill in the page that says sessions in words."""
    rows = [(f"{line.when}{line.hours and f', {line.hours}'}", _rest(line)) for line in lines]
    limited = Circulation.LIMITED in {line.item.circulation for line in lines}
    return _filled(language=language, subject=mail.subject, text="", lines=rows, limited=limited)


def _filled(**values: object) -> str:
    source = (Path(__file__).parent / _TEMPLATE).read_text("utf-8")
    return environment(DictLoader({_TEMPLATE: source})).get_template(_TEMPLATE).render(**values)


def _rest(line: Line) -> str:
    return ", ".join(filter(None, (line.name, line.session.place, line.state, line.places)))
