"""Answer the requests of the editor's page: views, problems, the form, new items and dropped documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from ..errors import BulletinError, Problem
from ..outputs.form import page as form_page
from . import dropped, new_files
from .guard import HOSTS
from .latest import WAIT, Latest, Snapshot
from .messages import CSS, HTML, JAVASCRIPT, WebAnswer, WebRequest, json_answer, number_of, text_answer
from .state import Surroundings, state, verdict_values

_FOLDER = Path(__file__).parent
_OWN_FILES = {"desk.css": CSS, "desk.js": JAVASCRIPT}
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
"""The policy for emails: no scripts. With allow-same-origin the desk can read how far an email is scrolled."""
_FORM_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-scripts"
)
"""The policy for the form: no network, and a separate origin (sandbox), so that it cannot reach the desk.

The page of the form has an even stricter policy.
"""


class ServedDesk(NamedTuple):
    """What is needed to answer requests."""

    latest: Latest
    site_url: str
    """The address of the served web archive, with "/" at the end."""
    has_editor: bool
    """Whether links to lines of files open in VS Code."""


def answer(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    """Answer a request that `guard` has accepted."""
    if request.path in _OWN_FILES and request.method == "GET":
        return WebAnswer(200, _OWN_FILES[request.path], (_FOLDER / request.path).read_bytes())
    route = _ROUTES.get((request.method, request.path))
    if route is None:
        return text_answer(404, "There is nothing here.")
    try:
        return route(desk, request)
    except BulletinError as error:
        return json_answer({"refused": str(error)}, 409)
    except OSError as error:
        return json_answer({"refused": f"I cannot use {error.filename}: {error.strerror}."}, 409)


def _page(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    origins = " ".join(f"http://{host}:{_port(desk.site_url)}" for host in HOSTS)
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        f"frame-src 'self' {origins}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    text = (_FOLDER / "desk.html").read_text("utf-8")
    values = {"FOLDER": str(desk.latest.content), "SITE": desk.site_url}
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(escape(value)))
    return WebAnswer(200, HTML, text.encode(), policy)


def _port(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].rpartition(":")[2]


def _state(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    """Answer with the state of the files when it is newer than that of the page, or after WAIT seconds."""
    after = number_of(request.query.get("after", ""))
    if desk.latest.wait(after, WAIT) <= after:
        return json_answer({"number": after})
    return json_answer(state(_snapshot(desk, request)))


def _snapshot(desk: ServedDesk, request: WebRequest) -> Snapshot:
    return desk.latest.snapshot(request.query.get("issue", ""))


def _verdict(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    """Answer with the problems of the files; the page asks for them after the emails, since they take longer."""
    snapshot = _snapshot(desk, request)
    verdict = desk.latest.verdict(snapshot)
    around = Surroundings(desk.has_editor, dict(_changed_at(verdict.listed.problems)))
    return json_answer(verdict_values(snapshot, verdict, around))


def _changed_at(problems: Iterable[Problem]) -> Iterator[tuple[str, float]]:
    for path in {problem.path for problem in problems}:
        try:
            yield path, Path(path).stat().st_mtime
        except OSError:
            continue  # The file is gone, or is one that a build would make.


def _view(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    """Answer with a page of an email."""
    snapshot = _snapshot(desk, request)
    mails = {mail.name: mail for mail in (snapshot.view.mails if snapshot.view else ())}
    mail = mails.get(request.query.get("mail", ""))
    page = mail.pages.get(request.query.get("page", "")) if mail else None
    if page is None:
        return text_answer(404, "There is no such email any more.")
    return WebAnswer(200, HTML, page.encode(), _MAIL_POLICY)


def _form(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    bulletin = desk.latest.bulletin()
    if bulletin is None:
        return text_answer(409, "The form needs a bulletin.yml that can be read. Put right what the list says.")
    return WebAnswer(200, HTML, form_page(bulletin, desk_issue=_snapshot(desk, request).issue).encode(), _FORM_POLICY)


def _judge_item(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    item = new_files.typed_item(request.body)
    return json_answer(new_files.judged_values(new_files.judge(desk.latest, item)))


def _write_item(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    path = new_files.write(desk.latest, new_files.typed_item(request.body))
    desk.latest.touch()
    return json_answer({"path": path.as_posix()})


def _read_document(desk: ServedDesk, request: WebRequest) -> WebAnswer:
    issue, name = request.query.get("issue", ""), request.query.get("name", "")
    return json_answer(dropped.read_document(desk.latest, issue, name, request.body))


_ROUTES: Mapping[tuple[str, str], Callable[[ServedDesk, WebRequest], WebAnswer]] = {
    ("GET", ""): _page,
    ("GET", "state.json"): _state,
    ("GET", "verdict.json"): _verdict,
    ("GET", "view"): _view,
    ("GET", "form"): _form,
    ("POST", "judge-item"): _judge_item,
    ("POST", "write-item"): _write_item,
    ("POST", "read-document"): _read_document,
}
