"""Keep one comment on a pull request or an issue up to date; it is a bot's comment with a hidden mark."""

from __future__ import annotations

from typing import Any

from ..publish.github_api import Answer, ListError, Repository

MARK = "<!-- bulletin: preview -->"
LIMIT = 65_536
"""Characters that a comment may have."""
_CUT = "\n\nThe rest is in the job summary.\n"
_DENIED = "I may not comment here, so look at the job summary. Give the job `permissions: pull-requests: write`."


def body(text: str, run_url: str, mark: str = MARK) -> str:
    """Return the text of the comment: its mark, the text, cut if it is too long, and a link to the run."""
    end = f"\n\n[This run]({run_url})\n"
    room = LIMIT - len(mark) - len(end) - len(_CUT) - 1
    fits = text if len(text) <= room else text[:room].rpartition("\n")[0] + _CUT
    return f"{mark}\n{fits}{end}"


def put(repository: Repository, number: int, text: str, mark: str = MARK) -> str:
    """Write the comment if it is new or has changed; return the sentence on what went wrong, "" if nothing did."""
    rows = repository.rows(f"issues/{number}/comments")
    try:
        old = next((row for row in rows if mark in str(row.get("body", "")) and _is_ours(row)), None)
    except ListError as error:
        answer = error.answer
        return _DENIED if is_denied(answer) else f"GitHub did not show the comments: {answer.status}."
    if old and comparable(old["body"]) == comparable(text):
        return ""
    if old:
        answer = repository.send("PATCH", f"issues/comments/{old['id']}", {"body": text})
    else:
        answer = repository.send("POST", f"issues/{number}/comments", {"body": text})
    if answer.status in (200, 201):
        return ""
    return _DENIED if is_denied(answer) else f"GitHub did not take the comment: {answer.status}."


def comparable(body: str) -> str:
    """Return a comment with LF line ends, to compare it with another; GitHub keeps line ends as CRLF."""
    return body.replace("\r\n", "\n").strip()


def is_denied(answer: Answer) -> bool:
    """Tell whether GitHub refused for lack of rights; for what a token may not even read, the status is 404."""
    return answer.status in (401, 403, 404)


def _is_ours(comment: dict[str, Any]) -> bool:
    return str(comment.get("user", {}).get("type")) == "Bot"
