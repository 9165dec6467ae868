"""Imitate the part of GitHub's REST API that Bulletin uses, with its refusals and failures, on this machine.

It has the contents API with its compare and swap, branches, blobs, releases and their files, comments, the permissions
of tokens in GitHub's words, and accidents: an answer that is lost before or after the request took effect. `events` is
called at every step, so that a test can end a process there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.servers import http_server

Reply = tuple[int, Any]
DENIED: Reply = (403, {"message": "Resource not accessible by integration"})
MISSING: Reply = (404, {"message": "Not Found"})


class FakeGitHub:
    """A server with one repository, which carries out requests one after the other."""

    def __init__(self) -> None:
        self.permissions = {"contents": "write", "pull-requests": "none"}
        self.token = "a-token"
        self.branches: dict[str, dict[str, bytes]] = {"main": {}}
        self.history: list[bytes] = []
        self.protected = ""
        self.releases: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.line_comments: list[dict[str, Any]] = []
        self.reviews: list[dict[str, Any]] = []
        self.head = ""
        """The newest commit of the pull request; a review of another commit is refused."""
        self.difference: dict[str, set[int]] = {}
        """By file, the lines on the right side of the pull request's difference."""
        self.issues: dict[int, dict[str, Any]] = {}
        self.issue_log: list[dict[str, Any]] = []
        self.people: dict[str, str] = {}
        """Login → permission: "admin", "write" or "read"."""
        self.heads: dict[str, str] = {}
        """The newest commit of each branch."""
        self.commits: dict[str, dict[str, Any]] = {}
        self.newer: dict[str, Any] = {"status": "identical", "files": []}
        """What the default branch has that a commit lacks, as the API compares them."""
        self.trees: dict[str, dict[str, bytes]] = {}
        self.blobs: dict[str, bytes] = {}
        self.rule = ""
        """GitHub's message if a rule forbids to move a branch; "" if none does."""
        self.moves: list[dict[str, Any]] = []
        """The bodies of requests to move a branch that exists."""
        self.pulls: list[dict[str, Any]] = []
        self.no_pulls = ""
        """GitHub's message if a job may not open pull requests; "" if it may."""
        self.statuses: dict[str, dict[str, Any]] = {}
        self.immutable = True
        self.calls: list[tuple[str, str]] = []
        self.accidents: dict[int, str] = {}
        """Number of a call, from 0 → "lost" (never arrives), "unanswered" (works, without an answer), or a status, like "500"."""
        self.events: Callable[[str], None] = lambda event: None
        self._lock = threading.Lock()
        self._number = 0
        self.url = ""

    # -- the repository's rules

    def may(self, scope: str, level: str) -> bool:
        ranks = ["none", "read", "write"]
        return ranks.index(self.permissions.get(scope, "none")) >= ranks.index(level)

    def answer(self, method: str, path: str, body: Any) -> Reply:
        for pattern, scope, answer in ROUTES:
            match = re.fullmatch(pattern, path)
            if match:
                level = "read" if method == "GET" else "write"
                if not self.may(scope, level):
                    return (404, {"message": "Not Found"}) if method == "GET" else DENIED
                return answer(self, method, [unquote(group or "") for group in match.groups()], body)
        return MISSING

    def contents(self, method: str, names: list[str], body: Any) -> Reply:
        path, query = names[0], parse_qs(names[1] or "")
        branch = body["branch"] if method == "PUT" else query.get("ref", ["main"])[0]
        if branch not in self.branches:
            return MISSING
        files = self.branches[branch]
        data = files.get(path)
        if method == "GET":
            if data is None:
                return MISSING
            small = len(data) <= 1_000_000
            content = base64.encodebytes(data).decode() if small else ""
            return 200, {"sha": sha(data), "encoding": "base64" if small else "none", "content": content}
        if self.protected:
            return 409, {"message": self.protected}
        if data is not None and "sha" not in body:
            return 422, {"message": 'Invalid request.\n\n"sha" wasn\'t supplied.'}
        if data is not None and body["sha"] != sha(data):
            return 409, {"message": f"{path} does not match {body['sha']}"}
        files[path] = base64.b64decode(body["content"])
        self.history.append(files[path])
        return 200 if data else 201, {"content": {"sha": sha(files[path])}}

    def compare(self, method: str, names: list[str], body: Any) -> Reply:
        return (200, self.newer) if names == ["4f1c0de...main"] else MISSING

    def new_blob(self, method: str, names: list[str], body: Any) -> Reply:
        data = base64.b64decode(body["content"])
        self.blobs[sha(data)] = data
        return 201, {"sha": sha(data)}

    def blob(self, method: str, names: list[str], body: Any) -> Reply:
        for files in self.branches.values():
            for data in files.values():
                if sha(data) == names[0]:
                    return 200, {"content": base64.encodebytes(data).decode(), "encoding": "base64"}
        return MISSING

    def branch(self, method: str, names: list[str], body: Any) -> Reply:
        return (200, {"name": names[0]}) if names[0] in self.branches else (404, {"message": "Branch not found"})

    def all_releases(self, method: str, names: list[str], body: Any) -> Reply:
        query = parse_qs(names[0] or "")
        if method == "GET":
            size, page = int(query["per_page"][0]), int(query["page"][0])
            return 200, self.releases[(page - 1) * size : page * size]
        if any(release["tag_name"] == body["tag_name"] and not release["draft"] for release in self.releases):
            return 422, {"message": "Validation Failed", "errors": [{"code": "already_exists", "field": "tag_name"}]}
        self._number += 1
        address = f"https://github.com/acme/newsletter/releases/tag/{body['tag_name']}"
        new_release = {"id": self._number, "assets": [], "html_url": address} | body
        new_release["upload_url"] = f"{self.url}/uploads/releases/{self._number}/assets{{?name,label}}"
        self.releases.append(new_release)
        return 201, new_release

    def one_release(self, method: str, names: list[str], body: Any) -> Reply:
        release = next((row for row in self.releases if row["id"] == int(names[0])), None)
        if release is None:
            return MISSING
        if method == "PATCH":
            release |= body
        return 200, release

    def upload(self, method: str, names: list[str], body: Any) -> Reply:
        release = next(row for row in self.releases if row["id"] == int(names[0]))
        name = parse_qs(names[1])["name"][0]
        if self.immutable and not release["draft"]:
            return 422, {"message": "Cannot upload assets to an immutable release."}
        if any(row["name"] == name for row in release["assets"]):
            return 422, {"message": "Validation Failed", "errors": [{"code": "already_exists", "field": "name"}]}
        self._number += 1
        release["assets"].append(
            {
                "id": self._number,
                "name": name,
                "size": len(body),
                "state": "uploaded",
                "data": base64.b64encode(body).decode(),
            }
        )
        return 201, release["assets"][-1]

    def one_asset(self, method: str, names: list[str], body: Any) -> Reply:
        for release in self.releases:
            release["assets"] = [asset for asset in release["assets"] if asset["id"] != int(names[0])]
        return 204, None

    def all_comments(self, method: str, names: list[str], body: Any) -> Reply:
        query = parse_qs(names[1] or "")
        if method == "GET":
            size, page = int(query["per_page"][0]), int(query["page"][0])
            return 200, self.comments[(page - 1) * size : page * size]
        if len(body["body"]) > 65536:
            return 422, {"message": "Validation Failed"}
        self._number += 1
        bot = {"login": "github-actions[bot]", "type": "Bot"}
        self.comments.append({"id": self._number, "body": body["body"], "user": bot, "html_url": "https://x.invalid/"})
        return 201, self.comments[-1]

    def one_comment(self, method: str, names: list[str], body: Any) -> Reply:
        comment = next((row for row in self.comments if row["id"] == int(names[0])), None)
        if comment is None:
            return MISSING
        comment["body"] = body["body"]
        return 200, comment

    def all_line_comments(self, method: str, names: list[str], body: Any) -> Reply:
        query = parse_qs(names[1] or "")
        size, page = int(query["per_page"][0]), int(query["page"][0])
        return 200, self.line_comments[(page - 1) * size : page * size]

    def review(self, method: str, names: list[str], body: Any) -> Reply:
        lines = [(comment["path"], comment["line"], comment["side"]) for comment in body["comments"]]
        is_in = all(line in self.difference.get(path, ()) and side == "RIGHT" for path, line, side in lines)
        if body["commit_id"] != self.head or body["event"] != "COMMENT" or not lines or not is_in:
            return 422, {"message": "Unprocessable Entity", "errors": ["Line could not be resolved"]}
        bot = {"login": "github-actions[bot]", "type": "Bot"}
        comments = [
            {**comment, "body": comment["body"].replace("\n", "\r\n"), "user": bot} for comment in body["comments"]
        ]
        self.line_comments += comments
        self.reviews.append(body)
        return 200, {"id": len(self.reviews)}

    # -- issues, commits and pull requests

    def commit_of(self, branch: str) -> str:
        return self.heads.setdefault(
            branch, self.commit({"tree": self.tree(self.branches[branch]), "message": "First"})
        )

    def tree(self, files: dict[str, bytes]) -> str:
        name = hashlib.sha1(repr(sorted(files.items())).encode()).hexdigest()
        self.trees[name] = dict(files)
        return name

    def commit(self, values: dict[str, Any]) -> str:
        name = hashlib.sha1(repr((sorted(values.items()), len(self.commits))).encode()).hexdigest()
        self.commits[name] = values
        return name

    def one_issue(self, method: str, names: list[str], body: Any) -> Reply:
        issue = self.issues.get(int(names[0]))
        return (200, issue) if issue else MISSING

    def issue_events(self, method: str, names: list[str], body: Any) -> Reply:
        return 200, self.issue_log

    def permission(self, method: str, names: list[str], body: Any) -> Reply:
        return 200, {"permission": self.people.get(names[0], "none")}

    def ref(self, method: str, names: list[str], body: Any) -> Reply:
        if names[0] not in self.branches:
            return MISSING
        return 200, {"object": {"sha": self.commit_of(names[0])}}

    def one_commit(self, method: str, names: list[str], body: Any) -> Reply:
        values = self.commits[names[0]]
        return 200, {"sha": names[0], "message": values["message"], "tree": {"sha": values["tree"]}}

    def new_tree(self, method: str, names: list[str], body: Any) -> Reply:
        files = dict(self.trees[body["base_tree"]])
        for entry in body["tree"]:
            if entry["sha"]:
                files[entry["path"]] = self.blobs[entry["sha"]]
            else:
                del files[entry["path"]]
        return 201, {"sha": self.tree(files)}

    def new_commit(self, method: str, names: list[str], body: Any) -> Reply:
        return 201, {"sha": self.commit(body)}

    def new_ref(self, method: str, names: list[str], body: Any) -> Reply:
        branch = body["ref"].removeprefix("refs/heads/")
        if branch in self.branches:
            return 422, {"message": "Reference already exists"}
        self.move(branch, body["sha"])
        return 201, {}

    def one_ref(self, method: str, names: list[str], body: Any) -> Reply:
        if method == "DELETE":
            del self.branches[names[0]], self.heads[names[0]]
            return 204, None
        self.moves.append(body)
        if self.rule:
            return 422, {"message": self.rule}
        if body["force"] or self.commits[body["sha"]]["parents"] != [self.heads[names[0]]]:
            return 422, {"message": "Update is not a fast forward"}
        self.move(names[0], body["sha"])
        return 200, {}

    def move(self, branch: str, commit: str) -> None:
        self.heads[branch] = commit
        self.branches[branch] = self.trees[self.commits[commit]["tree"]]

    def all_pulls(self, method: str, names: list[str], body: Any) -> Reply:
        if method == "GET":
            head = parse_qs(names[0])["head"][0].partition(":")[2]
            return 200, [pull for pull in self.pulls if pull["head"] == head and pull["state"] == "open"]
        if self.no_pulls:
            return 403, {"message": self.no_pulls}
        self.pulls.append({"number": 100 + len(self.pulls), "state": "open"} | body)
        return 201, self.pulls[-1]

    def one_pull(self, method: str, names: list[str], body: Any) -> Reply:
        self.pulls[int(names[0]) - 100] |= body
        return 200, {}

    def status(self, method: str, names: list[str], body: Any) -> Reply:
        self.statuses[names[0]] = body
        return 201, {}

    # -- the server

    def settle(self) -> None:
        """Wait until no request is in progress."""
        with self._lock:
            return

    def take(self, handler: BaseHTTPRequestHandler, body: bytes) -> Reply | None:
        """Return the answer to one request, or None if none arrives."""
        with self._lock:
            url = urlsplit(handler.path)
            number = len(self.calls)
            self.calls.append((handler.command, url.path))
            accident = self.accidents.pop(number, "")
            if handler.headers.get("Authorization") != f"Bearer {self.token}":
                return 401, {"message": "Bad credentials"}
            self.events(f"before {handler.command} {url.path}")
            if accident.isdecimal():
                return int(accident), {"message": "Accident"}
            if accident == "lost":
                return None
            is_json = handler.headers.get("Content-Type", "").startswith("application/json")
            payload = json.loads(body) if body and is_json else body
            reply = self.answer(handler.command, url.path + (f"?{url.query}" if url.query else ""), payload)
            self.events(f"after {handler.command} {url.path}")
            return None if accident == "unanswered" else reply


def sha(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


_REPO = r"/repos/acme/newsletter"
ROUTES: list[tuple[str, str, Callable[[FakeGitHub, str, list[str], Any], Reply]]] = [
    (rf"{_REPO}/contents/([^?]*)(?:\?(.*))?", "contents", FakeGitHub.contents),
    (rf"{_REPO}/compare/(.*)", "contents", FakeGitHub.compare),
    (rf"{_REPO}/git/blobs", "contents", FakeGitHub.new_blob),
    (rf"{_REPO}/git/blobs/(.*)", "contents", FakeGitHub.blob),
    (rf"{_REPO}/branches/(.*)", "contents", FakeGitHub.branch),
    (rf"{_REPO}/releases(?:\?(.*))?", "contents", FakeGitHub.all_releases),
    (rf"{_REPO}/releases/(\d+)", "contents", FakeGitHub.one_release),
    (rf"{_REPO}/releases/assets/(\d+)", "contents", FakeGitHub.one_asset),
    (r"/uploads/releases/(\d+)/assets\?(.*)", "contents", FakeGitHub.upload),
    (rf"{_REPO}/issues/(\d+)/comments(?:\?(.*))?", "pull-requests", FakeGitHub.all_comments),
    (rf"{_REPO}/issues/comments/(\d+)", "pull-requests", FakeGitHub.one_comment),
    (rf"{_REPO}/issues/(\d+)", "issues", FakeGitHub.one_issue),
    (rf"{_REPO}/issues/(\d+)/events\?.*", "issues", FakeGitHub.issue_events),
    (rf"{_REPO}/collaborators/([^/]*)/permission", "contents", FakeGitHub.permission),
    (rf"{_REPO}/git/ref/heads/(.*)", "contents", FakeGitHub.ref),
    (rf"{_REPO}/git/commits/(.*)", "contents", FakeGitHub.one_commit),
    (rf"{_REPO}/git/trees", "contents", FakeGitHub.new_tree),
    (rf"{_REPO}/git/commits", "contents", FakeGitHub.new_commit),
    (rf"{_REPO}/git/refs", "contents", FakeGitHub.new_ref),
    (rf"{_REPO}/git/refs/heads/(.*)", "contents", FakeGitHub.one_ref),
    (rf"{_REPO}/pulls(?:\?(.*))?", "pull-requests", FakeGitHub.all_pulls),
    (rf"{_REPO}/pulls/(\d+)", "pull-requests", FakeGitHub.one_pull),
    (rf"{_REPO}/statuses/(.*)", "statuses", FakeGitHub.status),
    (rf"{_REPO}/pulls/(\d+)/comments(?:\?(.*))?", "pull-requests", FakeGitHub.all_line_comments),
    (rf"{_REPO}/pulls/(\d+)/reviews", "pull-requests", FakeGitHub.review),
]


@contextmanager
def github() -> Iterator[FakeGitHub]:
    """Run a server on 127.0.0.1 until the block ends."""
    fake = FakeGitHub()

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            reply = fake.take(self, self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            if reply is None:
                self.close_connection = True
                return
            data = b"" if reply[1] is None else json.dumps(reply[1]).encode()
            self.send_response(reply[0])
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(data)

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.do)

    with http_server(Handler) as fake.url:
        yield fake
