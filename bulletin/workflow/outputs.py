"""Values for GITHUB_OUTPUT and GITHUB_STEP_SUMMARY, in a form that nothing in them can leave."""

from __future__ import annotations

from collections.abc import Mapping

SUMMARY_LIMIT = 900_000
"""Bytes; GitHub shows none of a summary over 1 MiB."""
_CUT = "\n\nThe rest does not fit here.\n"


def assignments(values: Mapping[str, str], delimiter: str) -> str:
    """Lines for GITHUB_OUTPUT. delimiter: random, so that no value can hold it by design."""
    return "".join(f"{name}<<{delimiter}\n{value}\n{delimiter}\n" for name, value in values.items())


def fitting(summary: str) -> str:
    """A summary that GitHub shows: cut at a line if it is too long, and it says so."""
    data = summary.encode()
    if len(data) <= SUMMARY_LIMIT:
        return summary
    whole_lines = data[: SUMMARY_LIMIT - len(_CUT)].rpartition(b"\n")[0]
    return whole_lines.decode() + _CUT
