"""The Action's two steps: `run` carries out the command, `link` adds the addresses of the uploads."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType

from .. import unforeseen
from ..errors import BulletinError, ContentError, LeakError, Problem, RequestError
from ..reports.github import Annotation, annotation, commands
from . import build, check, comment, inputs, proposal, review, send, suggestions, summary
from .checkout import find_checkout, head_of_pull, payload
from .context import context, is_public
from .default_branch import repository
from .result import Machine, Result, Step
from .runner import write_commands, write_outputs, write_summary

COMMANDS: Mapping[str, Callable[[Step], Result]] = {
    "check": check.run,
    "build": build.run,
    "publish": send.publish,
    "mark-sent": send.mark_sent,
    "item": proposal.run,
}
"""The function of each value of the input `command`."""


def run(machine: Machine) -> int:
    """Carry out the command in the inputs; return the exit code. Errors become annotations, never tracebacks."""
    signal.signal(signal.SIGXCPU, _stop)
    try:
        step = _step(machine)
        result = COMMANDS[step.inputs.command](step)
    except KeyboardInterrupt:
        return _finish(machine, Result(fails=True, annotations=(annotation("error", _CANCELLED),)), 1)
    except ContentError as error:
        # The problems may quote items that are not public, so report only places and rules.
        return _finish(machine, _failure(_PROBLEMS, list(map(_without_quotes, error.problems))), error.exit_code)
    except BulletinError as error:
        # Everybody can read the log of a public repository, so report a leak without its words.
        public = is_public(payload(machine.environ))
        sentence = str(error) if not isinstance(error, LeakError) else _LEAK if public else error.public
        return _finish(machine, _failure(sentence), error.exit_code)
    if not step.inputs.annotations:
        result = replace(result, annotations=())
    if not step.inputs.summary:
        result = replace(result, summary="")
    return _finish(machine, result, 1)


def link(machine: Machine) -> int:
    """Add the addresses of the uploads to the summary, and update the comment; never fail the job for a comment."""
    environ = machine.environ
    names = ("PREVIEW_URL", "BUNDLE_URL", "LIMITED_URL")
    links = summary.links(*(environ.get(name, "") for name in names))
    annotations: tuple[Annotation, ...] = ()
    try:
        step = _step(machine)
        if step.inputs.comment and step.context.number:
            annotations += _comment(step, links)
            refusal, lines = _suggest(step)
            annotations += refusal
            links += lines
    except RequestError as error:
        annotations = (annotation("info", str(error)),)
    text = links if environ.get("INPUT_SUMMARY") != "false" else ""
    return _finish(machine, Result(summary=text, annotations=annotations), 0)


_LEAK = (
    "A built file would hold something that its readers may not see, so nothing was written. "
    "Everybody can read this log: run `bulletin build` on your machine, which says what it is. [RST01]"
)
_PROBLEMS = "I stopped, because something is wrong here:"
_CANCELLED = "I was stopped. The ledger says how far this came: the next run goes on, and nobody gets it twice."
_TOO_LONG = (
    "I stopped after 5 minutes of computing, which is far more than a bulletin needs. "
    "Look whether a template of your own repeats something many times."
)


def _failure(sentence: str, lines: Sequence[str] = ()) -> Result:
    """Return the result of a command that failed: an annotation for each line, or else for the sentence."""
    annotations = tuple(annotation("error", line) for line in lines or (sentence,))
    return Result(fails=True, annotations=annotations, summary=summary.verdict(sentence, lines))


def _with_sentence(step: Callable[[Machine], int]) -> Callable[[Machine], int]:
    """Return the step, changed to end with one sentence at an unforeseen error."""

    def guarded(machine: Machine) -> int:
        try:
            return step(machine)
        except Exception as error:
            return _finish(machine, _unforeseen(machine, error), unforeseen.EXIT_CODE)

    return guarded


def _unforeseen(machine: Machine, error: Exception) -> Result:
    """Return the result for an unforeseen error, with its places if the runner logs for debugging."""
    folder = machine.environ.get("RUNNER_TEMP", "")
    result = _failure(unforeseen.sentence(error, Path(folder) if folder else None))
    if machine.environ.get("RUNNER_DEBUG") != "1":
        return result
    return replace(result, annotations=(*result.annotations, annotation("info", unforeseen.places(error))))


STEPS: Mapping[str, Callable[[Machine], int]] = {"run": _with_sentence(run), "link": _with_sentence(link)}
"""The steps of action.yml, by the argument of .github/action/run.sh."""


def _stop(number: int, frame: FrameType | None) -> None:
    """Raise RequestError: the step has used all the processor time that it may (`ulimit -t`)."""
    raise RequestError(_TOO_LONG)


def _step(machine: Machine) -> Step:
    environ = machine.environ
    return Step(inputs.read(environ), context(environ, payload(environ)), machine)


def _without_quotes(problem: Problem) -> str:
    """Return a problem's place and rule; with its words only for the ledger and templates, which quote no item."""
    if problem.rule.startswith(("LED", "TPL")):
        return str(problem)
    return f"{problem.path}:{problem.line}:{problem.column}: there is something wrong. [{problem.rule}]"


def _comment(step: Step, links: str) -> tuple[Annotation, ...]:
    """Write the comment; return an annotation if that was not possible."""
    if step.context.foreign:
        text = "No comment on a pull request from outside: look at the job summary."
        return (annotation("info", text),)
    verdict = Path(step.machine.environ.get("VERDICT", ""))
    text = verdict.read_text("utf-8") if verdict.is_file() else ""
    body = comment.body(f"{text}\n{links}", step.context.run_url)
    refusal = comment.put(repository(step), step.context.number, body)
    return (annotation("info", refusal),) if refusal else ()


def _suggest(step: Step) -> tuple[tuple[Annotation, ...], str]:
    """Write the review; return an annotation and the lines to paste if that was not possible."""
    verdict = step.machine.environ.get("VERDICT", "")
    offered = suggestions.read(Path(verdict).with_name(suggestions.FILE_NAME)) if verdict else ()
    if not offered or step.context.foreign:
        return (), ""
    refusal = review.put(repository(step), step.context.number, head_of_pull(find_checkout(step)), offered)
    if not refusal:
        return (), ""
    return (annotation("info", refusal),), suggestions.listing(offered)


def _finish(machine: Machine, result: Result, exit_code: int) -> int:
    """Write what the runner reads, and the annotations; return the exit code, 0 if the result does not fail."""
    write_outputs(machine, result.outputs)
    write_summary(machine, result.summary)
    write_commands(machine, commands(result.annotations))
    return exit_code if result.fails else 0
