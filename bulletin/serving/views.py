"""Make the views of a reading's issues: all emails and pages that the editor's page shows."""

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
from ..outputs.email.editions import LIMITED, MAIN, Edition, editions_of
from ..outputs.email.looks import looks, pictures_of
from ..outputs.sessions import Line, issue_lines
from ..text import humanize
from ..text.jinja import environment

_MAIL = ("email", "editions", "limited")
"""The outputs that make the emails of an issue."""
_FIRST = 1
"""The number in the file names of a correction. It is a placeholder: only the ledger has the real number."""
_TEMPLATE = "mail_page.html"


class Look(NamedTuple):
    """A way to show an email, such as on a phone."""

    name: str
    label: str
    page: str
    """The name of the email's page that it shows."""
    is_narrow: bool = False
    """Whether the page is shown as narrow as a phone."""


LOOKS = (
    Look("computer", "Computer", "light"),
    Look("phone", "Phone", "light", is_narrow=True),
    Look("dark", "Dark", "dark"),
    Look("bare", "Pictures off", "bare"),
    Look("text", "Plain text", "text"),
    Look("dates", "Dates in words", "dates"),
)


class EmailView(NamedTuple):
    """One email of an issue, in all its looks."""

    name: str
    """bulletin, limited, the slug of an edition for some readers, correction-1, limited-correction-1."""
    label: str
    subject: str
    pages: Mapping[str, str]
    """Names of the pages in `LOOKS` → HTML."""


class IssueView(NamedTuple):
    """Everything that the editor's page shows of an issue."""

    id: str
    day: str
    """The date in words."""
    draft: bool
    mails: tuple[EmailView, ...]
    note: str
    """Why an issue that was sent has no correction; "" if it has one or was not sent."""
    problems: tuple[Problem, ...]
    """The problems of the built emails, such as a skipped heading level."""


def views(reading: Reading, memory: Memory = NO_MEMORY) -> dict[str, IssueView]:
    """Return the view of each issue whose mail the reading has, by its id.

    Pure: the same reading gives the same views, so that they may be remembered. Raises ContentError with every problem
    if the reading has no bulletin, and, as `render` does, LeakError and TemplateError.
    """
    bulletin = reading.complete()
    files = {file.path: file for file in outputs.files(bulletin, _MAIL, memory)}
    rendered, problems, sent = _Rendered(bulletin, files), check_built(bulletin, files.values()), reading.workspace.sent
    return {
        issue.id: _issue_view(rendered, issue, is_sent=issue.id in sent)._replace(problems=problems)
        for issue in bulletin.mail
    }


class _Rendered(NamedTuple):
    """A bulletin and the files that were made from it."""

    bulletin: Bulletin
    files: Mapping[str, File]
    """The files by path."""

    def text(self, issue: str, name: str) -> str:
        """Return the text of a file of an issue's mail, by the issue's id and the file's name; "" without it."""
        file = self.files.get(addresses.mail(issue, name))
        return file.data.decode() if file and isinstance(file.data, bytes) else ""

    def seen(self, issue: Issue, edition: Edition) -> Issue | None:
        """Return an issue with only the items of an edition, None if the edition has no mail of it."""
        mail = seen_by(self.bulletin, edition.audience).mail
        view = next((mailed for mailed in mail if mailed.id == issue.id), None)
        return replace(view, items=tuple(filter(edition.selects, view.items))) if view else None

    def label(self, edition: Edition) -> str:
        """Return the name of an edition on the editor's page."""
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
    """Yield the emails of an issue, one for each edition that has a file."""
    for edition in editions_of(rendered.bulletin.settings):
        view = rendered.seen(issue, edition)
        if view and rendered.text(issue.id, f"{edition.name}.html"):
            mail = EmailView(edition.name, rendered.label(edition), edition.subject(view), {})
            yield _with_pages(mail, rendered, view)


def _corrections(rendered: _Rendered, issue: Issue) -> tuple[tuple[EmailView, ...], str]:
    """Return the correction of each edition that has one, and "" or the reason why there is none."""
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
            # Without items, so that the page "Dates in words" does not list all sessions of the issue.
            corrections.append(_with_pages(mail, corrected, replace(view, items=())))
    return tuple(corrections), ""


def _with_pages(mail: EmailView, rendered: _Rendered, view: Issue) -> EmailView:
    """Return an email with its pages. view: the issue as the readers of its edition see it."""
    look = looks(rendered.text(view.id, f"{mail.name}.html"), pictures_of(rendered.bulletin, view))
    text, language = rendered.text(view.id, f"{mail.name}.txt"), rendered.bulletin.settings.language
    lines = sorted(issue_lines(view), key=lambda line: (line.session.start, line.name))
    pages = {"light": look.light, "dark": look.dark, "bare": look.bare}
    pages |= {"text": _text_page(language, mail, text), "dates": _dates_page(language, mail, lines)}
    return mail._replace(pages=pages)


def _text_page(language: str, mail: EmailView, text: str) -> str:
    return _filled(language=language, subject=mail.subject, text=text, lines=(), limited=False)


def _dates_page(language: str, mail: EmailView, lines: Sequence[Line]) -> str:
    """Return the page that lists sessions in words."""
    rows = [(f"{line.when}{line.hours and f', {line.hours}'}", _rest(line)) for line in lines]
    limited = Circulation.LIMITED in {line.item.circulation for line in lines}
    return _filled(language=language, subject=mail.subject, text="", lines=rows, limited=limited)


def _filled(**values: object) -> str:
    source = (Path(__file__).parent / _TEMPLATE).read_text("utf-8")
    return environment(DictLoader({_TEMPLATE: source})).get_template(_TEMPLATE).render(**values)


def _rest(line: Line) -> str:
    return ", ".join(filter(None, (line.name, line.session.place, line.state, line.places)))
