"""Where the ledger lies: in the repository through the contents API, or in a folder; each compares and swaps."""

from __future__ import annotations

import base64
import binascii
import fcntl
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import quote

from ..errors import PublishError
from ..ledger.document import dump, parse
from ..ledger.entries import EMPTY, Ledger
from .github import Answer, Repository, refusal, waiting

NAME = "ledger.json"
_TRIES = 12


class Text(NamedTuple):
    """The ledger as it lies there."""

    text: str
    """"" where there is none."""
    sha: str
    """What a write names, so that it fails if another came first."""


class Store(Protocol):
    """A ledger that several may write."""

    def read(self) -> Text:
        """What is there now; raises PublishError if that cannot be known."""

    def write(self, text: str, old: Text, why: str) -> bool:
        """Whether it was written; False if another came first, or if nobody knows."""

    def wait(self, attempt: int) -> None:
        """Let some time pass before the next attempt."""


def ledger_of(found: Text) -> Ledger:
    """The ledger in a text; raises ContentError for a damaged one."""
    return parse(found.text) if found.text else EMPTY


def update(store: Store, change: Callable[[Ledger], Ledger], why: str) -> Ledger:
    """Write a change of the ledger, on whatever stands there, and return what then stands there.

    An answer that is unclear is settled by reading again: change must leave alone what it has
    changed already. What change raises is raised. Raises PublishError if it could not be written.
    """
    for attempt in range(_TRIES):
        if attempt:
            store.wait(attempt)
        found = store.read()
        wanted = change(ledger_of(found))
        text = dump(wanted)
        if text == found.text or store.write(text, found, why):
            return wanted
    raise PublishError(f"The ledger could not be written in {_TRIES} attempts ({why}). Run the workflow again.")


class RepositoryLedger(NamedTuple):
    """The ledger on a branch of a repository."""

    repository: Repository
    branch: str
    path: str
    """Of the file, from the repository's root."""

    def read(self) -> Text:
        """The file as the branch has it now."""
        answer = self.repository.get(f"contents/{quote(self.path)}?ref={quote(self.branch, safe='')}")
        if answer.status == 404 and answer.message == "Not Found":
            return self._absent(answer)
        if answer.status != 200 or not isinstance(answer.body, dict):
            raise refusal(answer, "read the ledger", "contents: read")
        sha = str(answer.body["sha"])
        if answer.body.get("encoding") != "base64":  # a file of more than 1 MB
            answer = self.repository.get(f"git/blobs/{sha}")
        return Text(_decoded(answer), sha)

    def write(self, text: str, old: Text, why: str) -> bool:
        """Put the file in place of the one that was read."""
        body = {
            "message": f"{why} [skip ci]",
            "content": base64.b64encode(text.encode()).decode("ascii"),
            "branch": self.branch,
        } | ({"sha": old.sha} if old.sha else {})
        answer = self.repository.send("PUT", f"contents/{quote(self.path)}", body)
        if answer.status in (200, 201):
            return True
        forbidden = "rule violations" in answer.message.lower() or "protected branch" in answer.message.lower()
        if not forbidden and (answer.unclear or answer.status in (409, 422, 429)):
            self.repository.pause(waiting(answer, 1) if answer.status == 429 else 0)
            return False
        raise refusal(answer, "write the ledger", "contents: write")

    def wait(self, attempt: int) -> None:
        """Wait longer each time."""
        self.repository.pause(min(2.0**attempt, 30.0) / 4)

    def _absent(self, answer: Answer) -> Text:
        """No file: only if the branch itself can be read, for a token without rights gets 404 too."""
        branch = self.repository.get(f"branches/{quote(self.branch, safe='')}")
        if branch.status != 200:
            raise refusal(answer, "read the ledger", "contents: read")
        return Text("", "")


class FolderLedger(NamedTuple):
    """The ledger in a content folder on this machine."""

    folder: Path
    pause: Callable[[float], None]

    def read(self) -> Text:
        """The file as it stands there."""
        try:
            data = (self.folder / NAME).read_bytes()
        except FileNotFoundError:
            return Text("", "")
        except OSError as error:
            raise PublishError(f"I cannot read {self.folder / NAME}: {error.strerror}.") from error
        return Text(data.decode("utf-8", "replace"), hashlib.sha256(data).hexdigest())

    def write(self, text: str, old: Text, why: str) -> bool:
        """Put the file in place of the one that was read, while nobody else does."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            if self.read().sha != old.sha:
                return False
            staged = self.folder / f".{NAME}.new"
            staged.write_text(text, "utf-8", newline="\n")
            staged.replace(self.folder / NAME)
        except OSError as error:
            raise PublishError(f"I cannot write {self.folder / NAME}: {error.strerror}.") from error
        finally:
            os.close(folder)
        return True

    def wait(self, attempt: int) -> None:
        """Wait longer each time."""
        self.pause(0.1 * attempt)


def _decoded(answer: Answer) -> str:
    try:
        return base64.b64decode(answer.body["content"]).decode("utf-8")
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise refusal(answer, "read the ledger", "contents: read") from None
