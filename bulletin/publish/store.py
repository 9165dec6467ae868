"""Read and write the ledger in a repository or a folder, by compare-and-swap."""

from __future__ import annotations

import base64
import binascii
import fcntl
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import quote

from ..errors import PublishError
from ..ledger.document import dump, parse
from ..ledger.entries import EMPTY, Ledger
from .github_api import Answer, Repository, is_protected, refusal, waiting

NAME = "ledger.json"
_UNFINISHED = f".{NAME}.unfinished"
"""The name of a ledger that is being written; with its dot it is never read as content."""
_TRIES = 12


def ledger_path(content: str) -> str:
    """Return the ledger's path in a repository. content: the path of the content folder; "" if it is the root."""
    return f"{content}/{NAME}" if content else NAME


class LedgerText(NamedTuple):
    """The text of a ledger as it is stored."""

    text: str
    """The text, "" if no ledger is stored."""
    sha: str
    """The version of the text. A write names it, and fails if another write came first."""


class Store(Protocol):
    """A stored ledger that several programs may write."""

    def read(self) -> LedgerText:
        """Return the stored text; raise PublishError if it cannot be read."""

    def write(self, text: str, old: LedgerText, why: str) -> bool:
        """Replace the text that was read; return False if another write came first, or if the answer is unclear."""

    def wait(self, attempt: int) -> None:
        """Wait before the next attempt. attempt: its number, from 1."""


def ledger_of(stored: LedgerText) -> Ledger:
    """Read a ledger from its text; raise ContentError if it is damaged."""
    return parse(stored.text) if stored.text else EMPTY


def update(store: Store, change: Callable[[Ledger], Ledger], why: str) -> Ledger:
    """Apply a change to the stored ledger, write it, and return the new ledger.

    After a conflict or an unclear answer, read again and repeat the change: so `change` must not change anything
    the second time. Errors of `change` pass through. Raises PublishError if the ledger could not be written.
    """
    for attempt in range(_TRIES):
        if attempt:
            store.wait(attempt)
        stored = store.read()
        new_ledger = change(ledger_of(stored))
        text = dump(new_ledger)
        if text == stored.text or store.write(text, stored, why):
            return new_ledger
    raise PublishError(f"The ledger could not be written in {_TRIES} attempts ({why}). Run this again.")


class RepositoryLedger(NamedTuple):
    """The ledger on a branch of a repository."""

    repository: Repository
    branch: str
    path: str
    """The path of the file from the repository's root."""

    def read(self) -> LedgerText:
        """Read the file as the branch has it now."""
        answer = self.repository.get(f"contents/{quote(self.path)}?ref={quote(self.branch, safe='')}")
        if answer.status == 404 and answer.message == "Not Found":
            return self._empty_if_absent(answer)
        if answer.status != 200 or not isinstance(answer.body, dict):
            raise refusal(answer, "read the ledger", "contents: read")
        sha = str(answer.body["sha"])
        if answer.body.get("encoding") != "base64":  # The API leaves out the text of a file over 1 MB.
            answer = self.repository.get(f"git/blobs/{sha}")
        return LedgerText(_decode(answer), sha)

    def write(self, text: str, old: LedgerText, why: str) -> bool:
        """Replace the file that was read."""
        body = {
            "message": f"{why} [skip ci]",
            "content": base64.b64encode(text.encode()).decode("ascii"),
            "branch": self.branch,
        } | ({"sha": old.sha} if old.sha else {})
        answer = self.repository.send("PUT", f"contents/{quote(self.path)}", body)
        if answer.status in (200, 201):
            return True
        if not is_protected(answer) and (answer.unclear or answer.status in (409, 422, 429)):
            self.repository.pause(waiting(answer, 1) if answer.status == 429 else 0)
            return False
        raise refusal(answer, "write the ledger", "contents: write")

    def wait(self, attempt: int) -> None:
        """Wait longer each time."""
        self.repository.pause(min(2.0**attempt, 30.0) / 4)

    def _empty_if_absent(self, answer: Answer) -> LedgerText:
        """Return an empty text if the branch can be read; else raise, as a token without rights gets 404 too."""
        branch = self.repository.get(f"branches/{quote(self.branch, safe='')}")
        if branch.status != 200:
            raise refusal(answer, "read the ledger", "contents: read")
        return LedgerText("", "")


class FolderLedger(NamedTuple):
    """The ledger in a content folder on this machine."""

    folder: Path
    pause: Callable[[float], None]

    def read(self) -> LedgerText:
        """Read the file; the text is "" if there is none."""
        try:
            data = (self.folder / NAME).read_bytes()
        except FileNotFoundError:
            return LedgerText("", "")
        except OSError as error:
            raise PublishError(f"I cannot read {self.folder / NAME}: {error.strerror}.") from error
        return LedgerText(data.decode("utf-8", "replace"), hashlib.sha256(data).hexdigest())

    def write(self, text: str, old: LedgerText, why: str) -> bool:
        """Replace the file that was read, in one step and under a lock on the folder."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            if self.read().sha != old.sha:
                return False
            _replace(self.folder / NAME, text)
        except OSError as error:
            raise PublishError(f"I cannot write {self.folder / NAME}: {error.strerror}.") from error
        finally:
            os.close(folder)
        return True

    def wait(self, attempt: int) -> None:
        """Wait longer each time."""
        self.pause(0.1 * attempt)


def _replace(path: Path, text: str) -> None:
    """Replace a file in one step: a reader gets either the old file or the new one. Raises OSError."""
    unfinished = path.with_name(_UNFINISHED)
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _decode(answer: Answer) -> str:
    """Decode the text of a file that the API returned."""
    try:
        return base64.b64decode(answer.body["content"]).decode("utf-8")
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise refusal(answer, "read the ledger", "contents: read") from None
