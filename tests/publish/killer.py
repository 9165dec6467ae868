"""Ends a process, as a cancelled job or a lost machine does, at any step that anybody outside can tell apart."""

from __future__ import annotations

import threading

from tests.publish.forks import Process


class Killer:
    """Ends a process when it reaches the n-th step."""

    def __init__(self, number: int) -> None:
        self.left = number
        self.process: Process | None = None
        self.ready = threading.Event()
        self.at = ""

    def __call__(self, event: str) -> None:
        if self.left < 0:
            return
        if self.left == 0:
            self.ready.wait(10)
            assert self.process
            self.at = event
            self.process.kill()
            self.process.join()
        self.left -= 1
