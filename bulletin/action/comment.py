"""Keep one comment on the pull request up to date, found by its mark and by being a bot's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..publish.github_api import Answer, Repository

MARK = "<!-- bulletin: preview -->"
LIMIT = 65_536
"""Characters that a comment may have."""
_PAGES = 30
_PER_PAGE = 100
_CUT = "\n\nThe rest is in the job summary.\n"
_DENIED = "I may not comment here, so look at the job summary. Give the job `permissions: pull-requests: write`."


def body(text: str, run_url: str) -> str:
    """Return the comment: its mark, the text as far as it fits, and a link to the run."""
    end = f"\n\n[This run]({run_url})\n"
    room = LIMIT - len(MARK) - len(end) - len(_CUT) - 1
    fits = text if len(text) <= room else text[:room].rpartition("\n")[0] + _CUT
    return f"{MARK}\n{fits}{end}"


def put(repository: Repository, number: int, text: str) -> str:
    """Make or change the comment, if it says something else; return what went wrong, "" if nothing did."""
    old = None
    for row in _comments(repository, number):
        if isinstance(row, Answer):
            return _DENIED if row.status in (401, 403, 404) else f"GitHub did not show the comments: {row.status}."
        if MARK in str(row.get("body", "")) and _is_ours(row):
            old = row
            break
    if old and _is_same(old["body"], text):
        return ""
    if old:
        answer = repository.send("PATCH", f"issues/comments/{old['id']}", {"body": text})
    else:
        answer = repository.send("POST", f"issues/{number}/comments", {"body": text})
    if answer.status in (200, 201):
        return ""
    return _DENIED if answer.status in (401, 403, 404) else f"GitHub did not take the comment: {answer.status}."


def _comments(repository: Repository, number: int) -> Iterator[dict[str, Any] | Answer]:
    """Yield each comment; then the answer, if it refuses."""
    for page in range(1, _PAGES + 1):
        answer = repository.get(f"issues/{number}/comments?per_page={_PER_PAGE}&page={page}")
        if answer.status != 200 or not isinstance(answer.body, list):
            yield answer
            return
        yield from answer.body
        if len(answer.body) < _PER_PAGE:
            return


def _is_ours(comment: dict[str, Any]) -> bool:
    return str(comment.get("user", {}).get("type")) == "Bot"


def _is_same(old: str, new: str) -> bool:
    """Return whether two comments say the same; GitHub keeps line ends as CRLF."""
    return old.replace("\r\n", "\n").strip() == new.replace("\r\n", "\n").strip()
