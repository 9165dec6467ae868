"""Read and write the ledger in a clone, for publishing on one's own machine: fetch, commit, push.

The push is the compare-and-swap: it is made without force, so git refuses it if the remote has changed.
Nothing in the clone changes before the push has worked. The commit is made outside the working tree, on
top of the fetched commit, and changes only the ledger.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..errors import PublishError
from .store import NAME, FolderLedger, LedgerText, Store, ledger_path

_SECONDS = 300
"""Seconds that one call of git may take, including hooks and the typing of passphrases."""
_TRIES = 5
_LOCATION = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")
"""Variables that would point git to another clone; they are set when Bulletin runs in a git hook."""
_LONGEST = 400
_CREDENTIALS = re.compile(r"//[^/@\s]+@")


class LocalLedger(NamedTuple):
    """The ledger to publish with on one's own machine, and the commit of the content."""

    store: Store
    commit: str
    """The commit of the content; "" if there is no clone with a remote."""


class Console(NamedTuple):
    """How to wait, and how to print a sentence."""

    pause: Callable[[float], None]
    say: Callable[[str], None]


def local_ledger(content: Path, console: Console, *, dry: bool = False) -> LocalLedger:
    """Return the ledger to publish with; in a clone with a remote, bring it up to date first.

    dry: change nothing. Raises PublishError if the clone differs from its remote.
    """
    repository = _find(content)
    if repository is None:
        console.say(f"There is no remote, so I rely on {content / NAME} alone: publish from this folder only.")
        return LocalLedger(FolderLedger(content, console.pause), "")
    clone = CloneLedger(*repository, "", console)
    branch, tip = clone.newest()
    clone = clone._replace(branch=branch)
    clone.match_remote(tip, dry=dry)
    clone.deepen()
    return LocalLedger(clone, clone.head())


class _Git(NamedTuple):
    """The output of a call of git, and its exit code."""

    code: int
    out: str
    words: str
    """The text of its stderr, on one line, without credentials."""


def _git(root: Path, *arguments: str, data: bytes = b"", index: str = "") -> _Git:
    """Run git with its user's settings. index: the file to use as git's index, "" for the usual one."""
    environment = {name: value for name, value in os.environ.items() if name not in _LOCATION} | {"LC_ALL": "C.UTF-8"}
    if index:
        environment["GIT_INDEX_FILE"] = index
    try:
        process = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            env=environment,
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        return _Git(127, "", "git is not installed")
    except subprocess.TimeoutExpired:
        return _Git(124, "", f"git did not end within {_SECONDS // 60} minutes")
    complaint = " ".join(process.stderr.decode("utf-8", "replace").split())
    words = _CREDENTIALS.sub("//…@", complaint)[:_LONGEST]
    return _Git(process.returncode, process.stdout.decode("utf-8", "surrogateescape"), words)


def _find(content: Path) -> tuple[Path, str, str] | None:
    """Return a clone's root, the content's path in it, and its remote; None if there is no clone or no remote."""
    top = _git(content, "rev-parse", "--show-toplevel")
    if top.code:
        return None
    root = Path(top.out.rstrip("\n"))
    remotes = _git(root, "remote").out.split()
    branch = _git(root, "symbolic-ref", "--short", "HEAD").out.strip()
    upstream = _git(root, "config", f"branch.{branch}.remote").out.strip()
    chosen = [name for name in (upstream, "origin", *remotes) if name in remotes]
    if not chosen:
        return None
    inner = content.resolve().relative_to(root.resolve()).as_posix()
    return root, "" if inner == "." else inner, chosen[0]


class CloneLedger(NamedTuple):
    """The ledger on the default branch of a clone's remote."""

    root: Path
    folder: str
    """The path of the content folder from the root; "" if it is the root."""
    remote: str
    branch: str
    """The remote's default branch."""
    console: Console

    @property
    def path(self) -> str:
        """Return the ledger's path from the root."""
        return ledger_path(self.folder)

    def read(self) -> LedgerText:
        """Read the file as the remote has it now."""
        _, tip = self.newest()
        text = self._git("cat-file", "blob", f"{tip}:{self.path}")
        return LedgerText(text.out if text.code == 0 else "", tip)

    def write(self, text: str, old: LedgerText, why: str) -> bool:
        """Push a commit that changes only the ledger, on top of the commit that was read.

        If git reports a failure, read the remote's newest commit: the push may have worked and its answer got lost.
        """
        commit = self._commit(text, old.sha, f"{why} [skip ci]")
        push = self._git("push", "--quiet", self.remote, f"{commit}:refs/heads/{self.branch}")
        tip = commit if push.code == 0 else self.newest()[1]
        if tip == commit:
            self._follow(commit)
            return True
        if tip != old.sha:
            return False
        raise PublishError(
            f"{self.remote} did not take the ledger: {push.words or 'git did not say why'}. Nothing more is sent. "
            f"If the branch {self.branch} is protected, let the Action publish: see docs/action.md."
        )

    def wait(self, attempt: int) -> None:
        """Wait, longer at each attempt, and say so."""
        seconds = min(0.5 * attempt, 4)
        self.console.say(f"Somebody else wrote the ledger on {self.remote}. I try again in {seconds:g} seconds.")
        self.console.pause(seconds)

    def head(self) -> str:
        """Return the commit of the working tree, "" if there is none."""
        return self._git("rev-parse", "--verify", "--quiet", "HEAD").out.strip()

    def match_remote(self, tip: str, *, dry: bool) -> None:
        """Raise PublishError if the branch, the content or the templates differ from the remote's.

        A newer ledger on the remote is taken over. tip: the remote's newest commit. dry: change nothing.
        """
        here = self._git("symbolic-ref", "--short", "HEAD").out.strip()
        if here != self.branch:
            where = f'on the branch "{here}"' if here else "on no branch"
            sentence = f"You are {where}, and I publish only from {self.branch}, the default branch of {self.remote}."
            raise PublishError(f"{sentence} Type `git switch {self.branch}`.")
        places = [self.folder or ".", *([self._templates] if (self.root / self._templates).exists() else [])]
        changed = self._git("status", "--porcelain", "--untracked-files=all", "-z", "--", *places)
        if changed.code or changed.out:
            path = changed.out.split("\0")[0][3:] or changed.words
            sentence = f"{path} is not as it was committed, so nobody else could build what I would send."
            raise PublishError(f"{sentence} Commit and push it, or take it back.")
        self._match_commits(tip, dry=dry)

    def deepen(self) -> None:
        """Fetch the commits that a shallow clone lacks: only they say what a deleted or older ledger knew."""
        if self._git("rev-parse", "--is-shallow-repository").out.strip() != "true":
            return
        fetch = self._git("fetch", "--quiet", "--no-tags", "--unshallow", self.remote)
        if fetch.code:
            raise PublishError(
                f"This clone has only the newest commits, and {self.remote} did not give the others: {fetch.words}. "
                "Without them I cannot see what was published before. Type `git fetch --unshallow`."
            )

    @property
    def _templates(self) -> str:
        """The path of the folder beside the content whose templates replace the package's."""
        return (Path(self.folder).parent / "templates").as_posix() if self.folder else "templates"

    def _match_commits(self, tip: str, *, dry: bool) -> None:
        """Raise PublishError if clone and remote have different commits; take over newer ones of the ledger alone."""
        head = self.head()
        if head == tip:
            return
        if not head or self._git("merge-base", "--is-ancestor", head, tip).code:
            raise PublishError(f"There are commits here that {self.remote} has not. Type `git pull`, then `git push`.")
        names = self._git("diff", "--name-only", "--no-renames", "-z", head, tip).out.split("\0")
        if set(names) - {"", self.path}:
            raise PublishError(f"{self.remote} has newer commits. Type `git pull`, and look at what has changed.")
        if not dry:
            self._follow(tip)
            if self.head() != tip:
                raise PublishError("The newest ledger could not be taken over. Type `git pull`.")

    def newest(self) -> tuple[str, str]:
        """Fetch the remote's default branch; return its name and its newest commit. Raises PublishError."""
        words = ""
        for attempt in range(_TRIES):
            if attempt:
                seconds = float(2 ** (attempt - 1))
                self.console.say(f"I cannot reach {self.remote} ({words}). I try again in {seconds:g} seconds.")
                self.console.pause(seconds)
            heads = self._git("ls-remote", "--symref", self.remote, "HEAD")
            match = re.fullmatch(r"ref: refs/heads/(\S+)\tHEAD\n([0-9a-f]+)\tHEAD\n", heads.out)
            if heads.code == 0 and match is None:
                raise PublishError(f"{self.remote} has no commit on its default branch yet. Type `git push`.")
            if match and (self._has(match[2]) or self._fetch(match[1], match[2])):
                return match[1], match[2]
            words = heads.words.rstrip(".") or "it answered, and gave no commit"
        raise PublishError(f"I cannot reach {self.remote}: {words}. Nothing more is sent. Run this again.")

    def _has(self, commit: str) -> bool:
        return self._git("cat-file", "-e", f"{commit}^{{commit}}").code == 0

    def _fetch(self, branch: str, commit: str) -> bool:
        return self._git("fetch", "--quiet", "--no-tags", self.remote, f"refs/heads/{branch}").code == 0 and self._has(
            commit
        )

    def _commit(self, text: str, parent: str, why: str) -> str:
        """Make a commit that changes only the ledger and is on no branch yet; return its id. Raises PublishError."""
        blob = self._write_object("hash-object", "-w", "--stdin", data=text.encode())
        with _index() as index:
            self._write_object("read-tree", parent, index=index)
            self._write_object("update-index", "--add", "--cacheinfo", f"100644,{blob},{self.path}", index=index)
            tree = self._write_object("write-tree", index=index)
        signed = self._git("config", "--type=bool", "commit.gpgsign").out.strip() == "true"
        return self._write_object("commit-tree", *(["-S"] if signed else []), "-p", parent, "-m", why, tree)

    def _write_object(self, *arguments: str, data: bytes = b"", index: str = "") -> str:
        done = _git(self.root, *arguments, data=data, index=index)
        if done.code:
            raise PublishError(f"git could not write the ledger: {done.words}. Nothing more is sent.")
        return done.out.strip()

    def _follow(self, commit: str) -> None:
        """Move the clone's branch forward to a commit of its remote; do nothing if another branch is checked out."""
        if self._git("symbolic-ref", "--short", "HEAD").out.strip() != self.branch:
            return
        done = self._git("-c", "core.hooksPath=/dev/null", "merge", "--quiet", "--ff-only", commit)
        if done.code:
            self.console.say(f"{self.remote} has the new ledger, and this clone not yet. Type `git pull` afterwards.")

    def _git(self, *arguments: str) -> _Git:
        return _git(self.root, *arguments)


@contextmanager
def _index() -> Iterator[str]:
    """Yield the path of a temporary index, so that the clone's own stays as it is."""
    with tempfile.TemporaryDirectory(prefix="bulletin-index-") as folder:
        yield str(Path(folder) / "index")
