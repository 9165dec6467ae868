"""Write suggestions as a review of the pull request; a suggestion that is there already is not repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
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
    new = _not_there_yet([*map(_comment, offered)], rows)
    if not new:
        return ""
    review = {"commit_id": head, "event": "COMMENT", "body": "", "comments": new}
    answer = repository.send("POST", f"pulls/{number}/reviews", review)
    return "" if answer.status in (200, 201) else _refusal(answer)


def _not_there_yet(comments: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the comments that are not among the rows: as many as the same line has places in its file, once each.

    A comment on a line that moved since is that line's still.
    """
    there = Counter(map(_key, rows))
    lines = {(*_key(row), row.get("line")) for row in rows}
    kept = [comment for comment in comments if (*_key(comment), comment["line"]) in lines]
    there.subtract(map(_key, kept))
    new = []
    for comment in comments:
        if comment in kept:
            continue
        if there[_key(comment)] > 0:
            there[_key(comment)] -= 1
        else:
            new.append(comment)
    return new


def _key(comment: Mapping[str, Any]) -> tuple[str, str]:
    return str(comment.get("path")), comparable(str(comment.get("body")))


def _comment(suggestion: Suggestion) -> dict[str, Any]:
    body = f"{_MARK}\n{_SAYS}\n\n{block(suggestion)}\n"
    return {"path": suggestion.path, "line": suggestion.line, "side": "RIGHT", "body": body}


def _refusal(answer: Answer) -> str:
    return _DENIED if is_denied(answer) else f"GitHub did not take the suggestions: {answer.status}."
