"""Read the comments of a pull request page by page, and compare them with new ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..publish.github_api import Answer, Repository

_PAGES = 30
_PER_PAGE = 100


def comments(repository: Repository, path: str) -> Iterator[dict[str, Any] | Answer]:
    """Yield each comment at a path of the API, such as "pulls/1/comments"; if GitHub refuses, yield its answer last."""
    for page in range(1, _PAGES + 1):
        answer = repository.get(f"{path}?per_page={_PER_PAGE}&page={page}")
        if answer.status != 200 or not isinstance(answer.body, list):
            yield answer
            return
        yield from answer.body
        if len(answer.body) < _PER_PAGE:
            return


def comparable(body: str) -> str:
    """Return a comment with LF line ends, to compare it with another; GitHub keeps line ends as CRLF."""
    return body.replace("\r\n", "\n").strip()


def is_denied(answer: Answer) -> bool:
    """Tell whether GitHub refused for lack of rights; for what a token may not even read, the status is 404."""
    return answer.status in (401, 403, 404)
