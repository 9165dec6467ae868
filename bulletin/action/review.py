"""Write a review of the pull request that holds suggestions, each once however often the job runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..publish.github_api import Answer, Repository
from .suggestions import Suggestion, block

_MARK = "<!-- bulletin: suggestion -->"
_SAYS = "Bulletin would write this line so. Accept it, or leave it."
_PAGES = 30
_PER_PAGE = 100
_DENIED = "I may not suggest lines here, so look at the job summary. Give the job `permissions: pull-requests: write`."


def put(repository: Repository, number: int, head: str, found: Sequence[Suggestion]) -> str:
    """Write the suggestions that are not there yet; return what went wrong, "" if nothing did.

    head: the newest commit of the pull request, in whose lines they are counted.
    """
    there: set[tuple[str, str]] = set()
    for row in _comments(repository, number) if found else ():
        if isinstance(row, Answer):
            return _refusal(row)
        there.add((str(row.get("path")), _plain(str(row.get("body")))))
    new = [comment for comment in map(_comment, found) if (comment["path"], _plain(comment["body"])) not in there]
    if not new:
        return ""
    review = {"commit_id": head, "event": "COMMENT", "body": "", "comments": new}
    answer = repository.send("POST", f"pulls/{number}/reviews", review)
    return "" if answer.status in (200, 201) else _refusal(answer)


def _comment(suggestion: Suggestion) -> dict[str, Any]:
    body = f"{_MARK}\n{_SAYS}\n\n{block(suggestion)}\n"
    return {"path": suggestion.path, "line": suggestion.line, "side": "RIGHT", "body": body}


def _comments(repository: Repository, number: int) -> Iterator[dict[str, Any] | Answer]:
    """Yield each comment on a line; then the answer, if it refuses."""
    for page in range(1, _PAGES + 1):
        answer = repository.get(f"pulls/{number}/comments?per_page={_PER_PAGE}&page={page}")
        if answer.status != 200 or not isinstance(answer.body, list):
            yield answer
            return
        yield from answer.body
        if len(answer.body) < _PER_PAGE:
            return


def _refusal(answer: Answer) -> str:
    return _DENIED if answer.status in (401, 403, 404) else f"GitHub did not take the suggestions: {answer.status}."


def _plain(body: str) -> str:
    """Return a comment as it compares; GitHub keeps line ends as CRLF."""
    return body.replace("\r\n", "\n").strip()
