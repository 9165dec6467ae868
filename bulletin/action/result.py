"""A step of the Action, and its result: outputs, summary, annotations, and whether it failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from .context import Context
from .inputs import Inputs


class Machine(NamedTuple):
    """The machine that runs a step: everything outside that a step may use, besides files and servers."""

    environ: Mapping[str, str]
    clock: Callable[[], datetime]
    """UTC."""
    pause: Callable[[float], None]
    say: Callable[[str], None]
    """Write one line to the log; never a word of content."""
    random: Callable[[], str]
    """Return letters and digits that nobody can guess."""


class Step(NamedTuple):
    """One run of the Action."""

    inputs: Inputs
    context: Context
    machine: Machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a command."""

    fails: bool = False
    outputs: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    annotations: str = ""


SUMMARY_LIMIT = 900_000
"""Bytes; GitHub shows none of a summary over 1 MiB."""
_CUT = "\n\nThe rest does not fit here.\n"


def output_lines(values: Mapping[str, str], delimiter: str) -> str:
    """Return lines for GITHUB_OUTPUT. delimiter: random, so that no value can hold it by design."""
    return "".join(f"{name}<<{delimiter}\n{value}\n{delimiter}\n" for name, value in values.items())


def cut_to_limit(summary: str) -> str:
    """Cut a summary that GitHub would not show at the end of a line, and say so in it."""
    data = summary.encode()
    if len(data) <= SUMMARY_LIMIT:
        return summary
    whole_lines = data[: SUMMARY_LIMIT - len(_CUT)].rpartition(b"\n")[0]
    return whole_lines.decode() + _CUT
