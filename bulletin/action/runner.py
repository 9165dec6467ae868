"""Write to each place that GitHub's runner reads, so that text from content cannot begin a line there.

The places are the log with its workflow commands, the files GITHUB_OUTPUT and GITHUB_STEP_SUMMARY, and the
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
    """Write a sentence to the log as one line that the runner does not take for a workflow command."""
    line = break_old_commands(one_line(sentence)).lstrip()
    machine.say(f": {line}" if line.startswith("::") else line)


def write_commands(machine: Machine, commands: str) -> None:
    """Write workflow commands to the log. commands: the text from `reports.github`, one command a line."""
    for command in commands.split("\n"):
        if command:
            machine.say(one_line(command))


def write_outputs(machine: Machine, values: Mapping[str, str]) -> None:
    """Write the outputs of the step, each value on one line between random delimiters."""
    delimiter = f"end-{machine.random()}"
    lines = (f"{name}<<{delimiter}\n{one_line(value)}\n{delimiter}\n" for name, value in values.items())
    _append(machine.environ.get("GITHUB_OUTPUT", ""), "".join(lines))


def write_summary(machine: Machine, markdown: str) -> None:
    """Add to the summary of the job. markdown: text from content in it must be escaped by `reports.markdown.escape`."""
    _append(machine.environ.get("GITHUB_STEP_SUMMARY", ""), cut_to_limit(_without_breaks(markdown)))


def write_verdict(path: Path, markdown: str) -> None:
    """Write the file that the link step reads. markdown: as for `write_summary`."""
    path.write_text(_without_breaks(markdown), "utf-8", newline="\n")


def cut_to_limit(summary: str) -> str:
    """Cut a summary that is too long for GitHub at the end of a line, and add a sentence that says so."""
    data = summary.encode()
    if len(data) <= SUMMARY_LIMIT:
        return summary
    whole_lines = data[: SUMMARY_LIMIT - len(_CUT)].rpartition(b"\n")[0]
    return whole_lines.decode() + _CUT


def _without_breaks(markdown: str) -> str:
    """Return the text with a blank for every line end that is not LF."""
    return "\n".join(map(one_line, markdown.split("\n")))


def _append(path: str, text: str) -> None:
    if path and text:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
