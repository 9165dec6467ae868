"""Write what GitHub's runner reads: one function for each place, none of which content can begin a line of.

The places are the log, with its workflow commands, the files GITHUB_OUTPUT and GITHUB_STEP_SUMMARY, and the
verdict, which becomes a comment.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..reports.github import break_old_commands
from ..text.lines import one_line
from .result import Machine

SUMMARY_LIMIT = 900_000
"""Bytes; GitHub shows none of a summary over 1 MiB."""
_CUT = "\n\nThe rest does not fit here.\n"


def write_sentence(machine: Machine, sentence: str) -> None:
    """Write a sentence to the log as one line that is no workflow command."""
    line = break_old_commands(one_line(sentence)).lstrip()
    machine.say(f": {line}" if line.startswith("::") else line)


def write_commands(machine: Machine, commands: str) -> None:
    """Write workflow commands to the log. commands: as `reports.github` renders them, each ended by LF."""
    for command in commands.split("\n"):
        if command:
            machine.say(one_line(command))


def write_outputs(machine: Machine, values: Mapping[str, str]) -> None:
    """Write the outputs of the step, each value on one line between delimiters that nobody can guess."""
    delimiter = f"end-{machine.random()}"
    lines = (f"{name}<<{delimiter}\n{one_line(value)}\n{delimiter}\n" for name, value in values.items())
    _append(machine.environ.get("GITHUB_OUTPUT", ""), "".join(lines))


def write_summary(machine: Machine, markdown: str) -> None:
    """Add to the summary of the job. markdown: every text of content in it went through `reports.markdown.escape`."""
    _append(machine.environ.get("GITHUB_STEP_SUMMARY", ""), cut_to_limit(_without_breaks(markdown)))


def write_verdict(path: Path, markdown: str) -> None:
    """Write the file that the link step reads. markdown: as for `write_summary`."""
    path.write_text(_without_breaks(markdown), "utf-8", newline="\n")


def cut_to_limit(summary: str) -> str:
    """Cut a summary that GitHub would not show at the end of a line, and say so in it."""
    data = summary.encode()
    if len(data) <= SUMMARY_LIMIT:
        return summary
    whole_lines = data[: SUMMARY_LIMIT - len(_CUT)].rpartition(b"\n")[0]
    return whole_lines.decode() + _CUT


def _without_breaks(markdown: str) -> str:
    """Return the text with no other line end than LF."""
    return "\n".join(map(one_line, markdown.split("\n")))


def _append(path: str, text: str) -> None:
    if path and text:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
