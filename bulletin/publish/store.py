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
"""Begins with a dot, so that it is never read as content."""
_TRIES = 12


class LedgerText(NamedTuple):
    """The text of a ledger as it is stored."""

    text: str
    """"" where there is none."""
    sha: str
    """What a write names, so that it fails if another came first."""


class Store(Protocol):
    """A ledger that several may write."""

    def read(self) -> LedgerText:
        """Return the text that is stored now; raise PublishError if that cannot be known."""

    def write(self, text: str, old: LedgerText, why: str) -> bool:
        """Write a text in place of the one that was read; return False if another came first, or if nobody knows."""

    def wait(self, attempt: int) -> None:
        """Let some time pass before the next attempt."""


def ledger_of(stored: LedgerText) -> Ledger:
    """Read the ledger in a text; raise ContentError for a damaged one."""
    return parse(stored.text) if stored.text else EMPTY


def update(store: Store, change: Callable[[Ledger], Ledger], why: str) -> Ledger:
    """Write a change of the ledger, over whatever is stored, and return the new ledger.

    An answer that is unclear is settled by reading again: change must leave alone what it has
    changed already. What change raises is raised. Raises PublishError if it could not be written.
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
    """Of the file, from the repository's root."""

    def read(self) -> LedgerText:
        """Read the file as the branch has it now."""
        answer = self.repository.get(f"contents/{quote(self.path)}?ref={quote(self.branch, safe='')}")
        if answer.status == 404 and answer.message == "Not Found":
            return self._absent(answer)
        if answer.status != 200 or not isinstance(answer.body, dict):
            raise refusal(answer, "read the ledger", "contents: read")
        sha = str(answer.body["sha"])
        if answer.body.get("encoding") != "base64":  # a file of more than 1 MB
            answer = self.repository.get(f"git/blobs/{sha}")
        return LedgerText(_decode(answer), sha)

    def write(self, text: str, old: LedgerText, why: str) -> bool:
        """Put the file in place of the one that was read."""
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

    def _absent(self, answer: Answer) -> LedgerText:
        """Return no text, but only if the branch itself can be read: a token without rights gets 404 too."""
        branch = self.repository.get(f"branches/{quote(self.branch, safe='')}")
        if branch.status != 200:
            raise refusal(answer, "read the ledger", "contents: read")
        return LedgerText("", "")


class FolderLedger(NamedTuple):
    """The ledger in a content folder on this machine."""

    folder: Path
    pause: Callable[[float], None]

    def read(self) -> LedgerText:
        """Read the file; "" where there is none."""
        try:
            data = (self.folder / NAME).read_bytes()
        except FileNotFoundError:
            return LedgerText("", "")
        except OSError as error:
            raise PublishError(f"I cannot read {self.folder / NAME}: {error.strerror}.") from error
        return LedgerText(data.decode("utf-8", "replace"), hashlib.sha256(data).hexdigest())

    def write(self, text: str, old: LedgerText, why: str) -> bool:
        """Put the file in place of the one that was read, whole, while nobody else does."""
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
    """Replace a file at once: whoever reads it meanwhile has the old one or the new one; raise OSError."""
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
