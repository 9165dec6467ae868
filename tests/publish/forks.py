"""Run publishing in new processes, forked from a server that has imported everything: `python -m tests.publish.forks`."""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bulletin.errors import BulletinError
from tests.publish.built import Run, carry_out


class Process:
    """The process of a run, which a test can end at any step."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._descriptor = os.pidfd_open(pid)

    def kill(self) -> None:
        """End the process at once with SIGKILL, as a cancelled job or a lost machine does."""
        signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)

    def join(self, seconds: float = 60) -> None:
        """Wait until the process has ended."""
        assert select.select([self._descriptor], [], [], seconds)[0], "a run did not end"


class Forks:
    """A client of the server that forks runs."""

    def __init__(self, requests: IO[bytes], replies: IO[bytes]) -> None:
        self._requests, self._replies = requests, replies

    def start(self, work: Run | Callable[[], str], report: Path) -> Process:
        """Start a run, or other work, in a new process, which writes its result to the file `report`."""
        pickle.dump((work, report), self._requests)
        self._requests.flush()
        process = Process(int(self._replies.readline()))
        self._requests.write(b"go\n")
        self._requests.flush()
        return process


@contextmanager
def forks() -> Iterator[Forks]:
    """Start the server that forks runs, and yield its client until the block ends."""
    command = [sys.executable, "-m", "tests.publish.forks"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin
        assert server.stdout
        yield Forks(server.stdin, server.stdout)
        server.stdin.close()


def serve() -> None:
    """Fork a process for each request on stdin, until stdin ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        try:
            work, report = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        start, begin = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(begin)
            os.read(start, 1)
            carry_out_one(work, report)
        os.close(start)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        sys.stdin.buffer.readline()
        os.write(begin, b"x")
        os.close(begin)


def carry_out_one(work: Run | Callable[[], str], report: Path) -> None:
    try:
        result = carry_out(work).state if isinstance(work, Run) else work()
    except BulletinError as error:
        result = f"error: {error}"
    report.write_text(result, "utf-8")
    os._exit(0)


if __name__ == "__main__":
    serve()
