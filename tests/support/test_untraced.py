"""No line is traced while coverage is paused, because tracing doubles the time of a test."""

from __future__ import annotations

import sys
import threading


def test_nothing_is_traced_where_coverage_is_paused() -> None:
    assert (sys.gettrace(), threading.gettrace()) == (None, None)
