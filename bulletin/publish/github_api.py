"""Ask GitHub's REST API, again after a failure when the request only reads."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException
from typing import Any, NamedTuple

from ..errors import PublishError

TIMEOUT = 30
"""Seconds to wait for an answer."""
TRIES = 5
_VERSION = "2022-11-28"
_LONGEST_WAIT = 60.0
_PAGES = 30
"""The most pages of a list that are read."""
_PER_PAGE = 100
"""The rows of a page; GitHub allows no more."""


class Answer(NamedTuple):
    """An answer of the API; status 0 if there was none, so that the request may have arrived or not."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def unclear(self) -> bool:
        """Return whether the request may have worked although the answer does not say so."""
        return self.status == 0 or self.status >= 500

    @property
    def message(self) -> str:
        """Return GitHub's message, "" if there is none."""
        return str(self.body.get("message", "")) if isinstance(self.body, dict) else ""


class ListError(Exception):
    """GitHub did not show a list."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(answer.message)


class Repository(NamedTuple):
    """A repository, and the token to use. `url` is GITHUB_API_URL, so that GitHub Enterprise works too."""

    url: str
    name: str
    """The repository's name as owner/name."""
    token: str
    pause: Callable[[float], None]

    def get(self, path: str) -> Answer:
        """Read a path; try again after a server error, since reading changes nothing."""
        answer = self.send("GET", path)
        for attempt in range(1, TRIES):
            if not answer.unclear and answer.status != 429:
                break
            self.pause(waiting(answer, attempt))
            answer = self.send("GET", path)
        return answer

    def rows(self, path: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a list at a path such as "pulls/1/comments", page by page; raise ListError."""
        for page in range(1, _PAGES + 1):
            answer = self.get(f"{path}?per_page={_PER_PAGE}&page={page}")
            if answer.status != 200 or not isinstance(answer.body, list):
                raise ListError(answer)
            yield from answer.body
            if len(answer.body) < _PER_PAGE:
                return

    def send(self, method: str, path: str, body: Any = None, media_type: str = "application/json") -> Answer:
        """Send one request once. path: below the repository, or a full address on the same server."""
        address = path if path.startswith(("http://", "https://")) else f"{self.url}/repos/{self.name}/{path}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": media_type,
            "User-Agent": "bulletin",
            "X-GitHub-Api-Version": _VERSION,
        }
        request = urllib.request.Request(address, data=data, method=method, headers=headers)
        try:
            with _OPENER.open(request, timeout=TIMEOUT) as reply:
                return Answer(reply.status, _parse_json(reply.read()), dict(reply.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, _parse_json(_read_body(error)), dict(error.headers))
        except (OSError, HTTPException):
            return Answer(0, None, {})


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follow no redirect, so that the token reaches no other server."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(NoRedirect())


def waiting(answer: Answer, attempt: int) -> float:
    """Return the seconds to wait before the next request: those in the answer, else more at each attempt."""
    seconds = next((value for name, value in answer.headers.items() if name.lower() == "retry-after"), "")
    return min(float(seconds), _LONGEST_WAIT) if seconds.isdecimal() else float(min(2**attempt, 30)) / 2


def refusal(answer: Answer, what: str, permission: str) -> PublishError:
    """Return the error for an answer of failure, with what to do. what: the action, like "write the ledger"."""
    message = answer.message
    if answer.status in (401, 403, 404) or is_protected(answer):
        return PublishError(f'GitHub did not let me {what}: "{message}". {_advice(answer, permission)}')
    return PublishError(f'GitHub did not {what}: {answer.status or "no answer"} "{message}". Run the workflow again.')


def is_protected(answer: Answer) -> bool:
    """Return whether GitHub's message says that the branch is protected."""
    message = answer.message.lower()
    return "rule violations" in message or "protected branch" in message


def _advice(answer: Answer, permission: str) -> str:
    if is_protected(answer):
        return (
            "The branch is protected: let a GitHub App write content/ledger.json and give its token as `token`; "
            "see docs/action.md, Branch protection and the ledger."
        )
    if answer.status == 401:
        return "The token is not valid any more. Leave `token` out, or give a new one."
    return f"Give this job `permissions: {permission}`."


def _read_body(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read()
    except (OSError, HTTPException):
        return b""


def _parse_json(data: bytes) -> Any:
    try:
        return json.loads(data) if data else None
    except ValueError:
        return None
