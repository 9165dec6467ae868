"""Read the comments of a pull request page by page, and compare them with those that would be written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..publish.github_api import Answer, Repository

_PAGES = 30
_PER_PAGE = 100


def comments(repository: Repository, path: str) -> Iterator[dict[str, Any] | Answer]:
    """Yield each comment at a path of the API, such as "pulls/1/comments"; then the answer, if it refuses."""
    for page in range(1, _PAGES + 1):
        answer = repository.get(f"{path}?per_page={_PER_PAGE}&page={page}")
        if answer.status != 200 or not isinstance(answer.body, list):
            yield answer
            return
        yield from answer.body
        if len(answer.body) < _PER_PAGE:
            return


def comparable(body: str) -> str:
    """Return a comment as it compares with another; GitHub keeps line ends as CRLF."""
    return body.replace("\r\n", "\n").strip()


def is_denied(answer: Answer) -> bool:
    """Tell whether GitHub refused because the token may not do this; it says 404 where a token may not even look."""
    return answer.status in (401, 403, 404)
