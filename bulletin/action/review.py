"""Write suggestions as a review of the pull request; a suggestion that is there already is not repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..publish.github_api import Answer, ListError, Repository
from .comment import comparable, is_denied
from .suggestions import Suggestion, block

_MARK = "<!-- bulletin: suggestion -->"
_SAYS = "Bulletin would write this line so. Accept it, or leave it."
_DENIED = "I may not suggest lines here, so look at the job summary. Give the job `permissions: pull-requests: write`."


def put(repository: Repository, number: int, head: str, offered: Sequence[Suggestion]) -> str:
    """Write the suggestions that are not there yet; return the sentence on what went wrong, "" if nothing did.

    head: the newest commit of the pull request, to which the line numbers belong.
    """
    if not offered:
        return ""
    try:
        rows = list(repository.rows(f"pulls/{number}/comments"))
    except ListError as error:
        return _refusal(error.answer)
    present = {(str(row.get("path")), comparable(str(row.get("body")))) for row in rows}
    new = [
        comment for comment in map(_comment, offered) if (comment["path"], comparable(comment["body"])) not in present
    ]
    if not new:
        return ""
    review = {"commit_id": head, "event": "COMMENT", "body": "", "comments": new}
    answer = repository.send("POST", f"pulls/{number}/reviews", review)
    return "" if answer.status in (200, 201) else _refusal(answer)


def _comment(suggestion: Suggestion) -> dict[str, Any]:
    body = f"{_MARK}\n{_SAYS}\n\n{block(suggestion)}\n"
    return {"path": suggestion.path, "line": suggestion.line, "side": "RIGHT", "body": body}


def _refusal(answer: Answer) -> str:
    return _DENIED if is_denied(answer) else f"GitHub did not take the suggestions: {answer.status}."
