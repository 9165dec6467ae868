"""GitHub's REST API, as much of it as publishing needs: one request at a time, and what its answer means."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any, NamedTuple

from ..errors import PublishError

TIMEOUT = 30
"""Seconds."""
TRIES = 5
_VERSION = "2022-11-28"
_LONGEST_WAIT = 60.0


class Answer(NamedTuple):
    """What the API said; status 0 if nobody knows whether the request arrived."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def unclear(self) -> bool:
        """Whether the request may have worked although no answer says so."""
        return self.status == 0 or self.status >= 500

    @property
    def message(self) -> str:
        """GitHub's own words."""
        return str(self.body.get("message", "")) if isinstance(self.body, dict) else ""


class Repository(NamedTuple):
    """A repository and who asks; `url` is GITHUB_API_URL, so that GitHub Enterprise works too."""

    url: str
    name: str
    """owner/name."""
    token: str
    pause: Callable[[float], None]

    def get(self, path: str) -> Answer:
        """Ask; again after an error of the server, for asking changes nothing."""
        answer = self.send("GET", path)
        for attempt in range(1, TRIES):
            if not answer.unclear and answer.status != 429:
                break
            self.pause(waiting(answer, attempt))
            answer = self.send("GET", path)
        return answer

    def send(self, method: str, path: str, body: Any = None, media_type: str = "application/json") -> Answer:
        """One request, never repeated: path is under the repository, or a full address of the same server."""
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
                return Answer(reply.status, _json(reply.read()), dict(reply.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, _json(_rest(error)), dict(error.headers))
        except (OSError, HTTPException):
            return Answer(0, None, {})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token is for one server; it follows nobody elsewhere."""

    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect())


def waiting(answer: Answer, attempt: int) -> float:
    """Seconds to wait before the next request: what the server says, else longer each time."""
    said = next((value for name, value in answer.headers.items() if name.lower() == "retry-after"), "")
    return min(float(said), _LONGEST_WAIT) if said.isdecimal() else float(min(2**attempt, 30)) / 2


def refusal(answer: Answer, what: str, permission: str) -> PublishError:
    """An answer that says no, as a sentence with what to do. what: "write the ledger"."""
    said = answer.message
    if answer.status in (401, 403, 404) or "rule violations" in said.lower() or "protected branch" in said.lower():
        return PublishError(f'GitHub did not let me {what}: "{said}". {_advice(answer, permission)}')
    return PublishError(f'GitHub did not {what}: {answer.status or "no answer"} "{said}". Run the workflow again.')


def _advice(answer: Answer, permission: str) -> str:
    said = answer.message.lower()
    if "rule violations" in said or "protected branch" in said:
        return (
            "The branch is protected: let a GitHub App write content/ledger.json and give its token as `token`; "
            "see docs/action.md, Branch protection and the ledger."
        )
    if answer.status == 401:
        return "The token is not valid any more. Leave `token` out, or give a new one."
    return f"Give this job `permissions: {permission}`."


def _rest(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read()
    except (OSError, HTTPException):
        return b""


def _json(data: bytes) -> Any:
    try:
        return json.loads(data) if data else None
    except ValueError:
        return None
