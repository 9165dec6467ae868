"""Keep an item's branch and pull request up to date through GitHub's API, never by force."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from ..errors import PublishError
from ..publish.github_api import Answer, Repository, refusal

_MESSAGE = re.compile(r"Item from issue #(\d+)\n\n((?:File: .+\n?)+)\s*")
_CONTENTS = "contents: write"
_PULLS = "pull-requests: write"
_SOMEBODY_ELSE = "Somebody else has changed the branch {}, so I leave it alone. Go on there, or delete the branch."


class ItemBranch(NamedTuple):
    """The branch of the item that a GitHub issue proposes."""

    repository: Repository
    number: int
    """The number of the issue."""
    base: str
    """The target branch of the pull request."""

    @property
    def name(self) -> str:
        """Return the branch's name."""
        return f"item/{self.number}"


class PullRequest(NamedTuple):
    """The number of a pull request; None and the reason if there is none."""

    number: int | None
    refusal: str = ""


class Overtaken(PublishError):
    """Another run of this Action has updated the branch meanwhile."""


def commit(branch: ItemBranch, files: Mapping[str, bytes]) -> str:
    """Commit the item and its files to its branch, and return the newest commit.

    Files of an earlier commit by this Action that are not among `files` are removed. Raises PublishError if the
    newest commit of the branch is somebody else's, and Overtaken if another run of this Action was quicker.
    """
    head = _head(branch, branch.name)
    parent = head or _head(branch, branch.base)
    before = _read(branch, f"git/commits/{parent}")
    old = _own_files(branch, before) if head else ()
    if head and not old:
        raise PublishError(_SOMEBODY_ELSE.format(branch.name))
    hashes: dict[str, str | None] = {path: _blob(branch, data) for path, data in files.items()}
    hashes |= {path: None for path in old if path not in files}
    rows = [{"path": path, "mode": "100644", "type": "blob", "sha": sha} for path, sha in hashes.items()]
    tree = _write(branch, "git/trees", {"base_tree": before["tree"]["sha"], "tree": rows})
    if head and tree["sha"] == before["tree"]["sha"]:
        return head
    listed = "".join(f"File: {path}\n" for path in files)
    message = f"Item from issue #{branch.number}\n\n{listed}"
    new_commit = _write(branch, "git/commits", {"message": message, "tree": tree["sha"], "parents": [parent]})
    return _point(branch, str(new_commit["sha"]), head)


def pull_request(branch: ItemBranch, title: str, *, draft: bool) -> PullRequest:
    """Open the pull request, or update its title; the number is None if GitHub refuses."""
    pull = _open_pull(branch)
    if pull:
        if pull["title"] != title:
            branch.repository.send("PATCH", f"pulls/{pull['number']}", {"title": title})
        return PullRequest(int(pull["number"]))
    request = {"title": title, "head": branch.name, "base": branch.base, "body": f"Closes #{branch.number}"}
    answer = branch.repository.send("POST", "pulls", request | {"draft": draft})
    if answer.status == 422 and draft and "draft" in answer.message.lower():
        answer = branch.repository.send("POST", "pulls", request)
    if answer.status == 201:
        return PullRequest(int(answer.body["number"]))
    return PullRequest(None, answer.message or str(answer.status))


def withdraw(branch: ItemBranch) -> None:
    """Close the pull request and delete the branch, if its newest commit is by this Action."""
    head = _head(branch, branch.name)
    if not head or not _own_files(branch, _read(branch, f"git/commits/{head}")):
        return
    pull = _open_pull(branch)
    if pull:
        branch.repository.send("PATCH", f"pulls/{pull['number']}", {"state": "closed"})
    branch.repository.send("DELETE", f"git/refs/heads/{branch.name}")


def _own_files(branch: ItemBranch, before: Any) -> tuple[str, ...]:
    """Return the files that a commit by this Action wrote for this issue; none for somebody else's commit."""
    match = _MESSAGE.fullmatch(str(before.get("message", "")))
    if not match or int(match[1]) != branch.number:
        return ()
    return tuple(line.removeprefix("File: ") for line in match[2].splitlines())


def _blob(branch: ItemBranch, data: bytes) -> str:
    """Upload the bytes of a file, and return their hash."""
    body = {"encoding": "base64", "content": b64encode(data).decode("ascii")}
    return str(_write(branch, "git/blobs", body)["sha"])


def _head(branch: ItemBranch, name: str) -> str:
    """Return the newest commit of a branch, "" if there is none."""
    answer = branch.repository.get(f"git/ref/heads/{quote(name)}")
    if answer.status == 404:
        return ""
    return str(_expect(answer, 200, "show the branch")["object"]["sha"])


def _read(branch: ItemBranch, path: str) -> Any:
    return _expect(branch.repository.get(path), 200, "show the branch")


def _write(branch: ItemBranch, path: str, body: Any) -> Any:
    return _expect(branch.repository.send("POST", path, body), 201, "write the item")


def _point(branch: ItemBranch, sha: str, before: str) -> str:
    """Move the branch to a new commit on top of its newest one; raise PublishError if the branch has changed.

    before: the newest commit when it was read, "" if there was no branch.
    """
    if before:
        answer = branch.repository.send("PATCH", f"git/refs/heads/{branch.name}", {"sha": sha, "force": False})
    else:
        answer = branch.repository.send("POST", "git/refs", {"ref": f"refs/heads/{branch.name}", "sha": sha})
    newest = _head(branch, branch.name) if answer.status == 422 else ""
    if newest not in ("", before):
        is_ours = _own_files(branch, _read(branch, f"git/commits/{newest}"))
        raise Overtaken("Another run was quicker.") if is_ours else PublishError(_SOMEBODY_ELSE.format(branch.name))
    _expect(answer, 200 if before else 201, "write the item")
    return sha


def _open_pull(branch: ItemBranch) -> Any:
    owner = branch.repository.name.partition("/")[0]
    answer = branch.repository.get(f"pulls?state=open&head={quote(f'{owner}:{branch.name}', safe='')}")
    rows = _expect(answer, 200, "show the pull requests", _PULLS)
    return rows[0] if rows else None


def _expect(answer: Answer, status: int, what: str, permission: str = _CONTENTS) -> Any:
    if answer.status != status:
        raise refusal(answer, what, permission)
    return answer.body
