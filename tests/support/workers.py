"""Share the files of tests out to the workers of pytest-xdist, the longest first."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "browser": (
        "tests/serving/test_desk_browser.py",
        "tests/outputs/test_form.py",
        "tests/outputs/test_site_browser.py",
        "tests/outputs/test_email_browser.py",
        "tests/outputs/test_search_browser.py",
        "tests/outputs/test_email_copy.py",
        "tests/outputs/test_email_comparison.py",
    ),
    "action": ("tests/action/test_installed.py", "tests/action/test_workflows.py"),
}
"""Group → the files that run on one worker: they share Chromium, or the installed Action. These groups start first."""

LONGEST_FIRST = (
    "tests/test_set_up.py",
    "tests/calendars/test_clients.py",
    "tests/remember/test_random_edits.py",
    "tests/cli/test_commands.py",
    "tests/publish/test_tokens.py",
    "tests/serving/test_server.py",
    "tests/outputs/test_email_faults.py",
    "tests/importing/test_limits.py",
    "tests/action/test_check.py",
    "tests/circulation/test_tripwire.py",
    "tests/publish/test_once.py",
    "tests/cli/test_import.py",
    "tests/outputs/test_email_tools.py",
    "tests/test_docs_site.py",
    "tests/outputs/test_email_guarantees.py",
    "tests/publish/test_correcting.py",
    "tests/scaffold/test_repository.py",
    "tests/action/test_default_branch.py",
    "tests/calendars/test_caldav.py",
    "tests/outputs/test_feed_clients.py",
    "tests/test_other_ci.py",
    "tests/publish/test_past_ledgers.py",
)
"""Files that take ten seconds or more. They come before others, so that no worker runs one when the rest has ended."""

_GROUPS = {file: group for group, files in TOGETHER.items() for file in files}
_PLACES = {file: place for place, file in enumerate((*_GROUPS, *LONGEST_FIRST))}


def file_of(nodeid: str) -> str:
    """Return the file of a test, like "tests/test_fix.py", from its name for pytest."""
    return nodeid.partition("::")[0]


def group_of(nodeid: str) -> str:
    """Return the name of the group of tests that run on one worker: those of its file, or of files that share a thing."""
    return _GROUPS.get(file_of(nodeid), file_of(nodeid))


def place_in_line(nodeid: str) -> int:
    """Return a number by which tests are sorted: groups of files first, then the longest files, then all others."""
    return _PLACES.get(file_of(nodeid), len(_PLACES))


class SchedulingByFile(LoadScopeScheduling):
    """Give a worker whole groups of tests, in the order in which they were collected.

    pytest-xdist 3.8 has `--dist=loadgroup` for this, but with pytest 9.2 it ignores the groups without a word
    (pytest-xdist issue 1386): each worker started a browser and installed the Action. See `tests/support/test_workers.py`.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
