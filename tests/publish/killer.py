"""End a process with SIGKILL at a step that its servers notice."""

from __future__ import annotations

import threading

from tests.publish.forks import Process


class Killer:
    """A listener of server events that ends a process at its n-th event, counted from 0."""

    def __init__(self, number: int) -> None:
        self.steps_left = number
        self.process: Process | None = None
        self.ready = threading.Event()
        self.at = ""

    def __call__(self, event: str) -> None:
        if self.steps_left < 0:
            return
        if self.steps_left == 0:
            self.ready.wait(10)
            assert self.process
            self.at = event
            self.process.kill()
            self.process.join()
        self.steps_left -= 1
