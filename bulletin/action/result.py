"""Define a step of the Action and its result: outputs, summary, annotations, and whether it failed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from ..reports.github import Annotation
from .context import Context
from .inputs import Inputs


class Machine(NamedTuple):
    """The parts of the machine that a step may use, besides files and servers."""

    environ: Mapping[str, str]
    clock: Callable[[], datetime]
    """Return the time in UTC."""
    pause: Callable[[float], None]
    """Wait for a number of seconds."""
    say: Callable[[str], None]
    """Write one line to the log; only `runner` calls it."""
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
    annotations: tuple[Annotation, ...] = ()
    """Those that the summary does not list come first: the last of a severity may not fit."""
