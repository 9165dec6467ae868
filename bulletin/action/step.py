"""The Action's two steps: `run` does what the command says, `link` says where the uploads are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..errors import BulletinError, ContentError, Problem, RequestError
from . import annotations as annotating
from . import build, check, comment, inputs, send, summary
from . import result as action_result
from .checkout import payload
from .context import context
from .ground import repository
from .result import Edge, Result, Step

COMMANDS: Mapping[str, Callable[[Step], Result]] = {
    "check": check.run,
    "build": build.run,
    "publish": send.publish,
    "mark-sent": send.mark_sent,
}


def run(edge: Edge) -> int:
    """Do what the inputs ask for; returns the exit code. Errors are annotations, never tracebacks."""
    try:
        step = Step(inputs.read(edge.environ), context(edge.environ, payload(edge.environ)), edge)
        result = COMMANDS[step.inputs.command](step)
    except ContentError as error:
        # Which words are whose cannot be told here, so only places and rules are said.
        said = "".join(annotating.message("error", _discreet(one)) for one in error.problems[:8])
        return _leave(edge, Result(fails=True, annotations=said), error.exit_code)
    except BulletinError as error:
        said = annotating.message("error", str(error))
        return _leave(edge, Result(fails=True, annotations=said, summary=summary.said(str(error))), error.exit_code)
    if not step.inputs.annotations:
        result = Result(fails=result.fails, outputs=result.outputs, summary=result.summary)
    if not step.inputs.summary:
        result = Result(fails=result.fails, outputs=result.outputs, annotations=result.annotations)
    return _leave(edge, result, 1)


def link(edge: Edge) -> int:
    """Add the uploads' addresses to the summary, and keep the comment up to date; never fails the job for a comment."""
    environ = edge.environ
    said = summary.links(environ.get("PREVIEW_URL", ""), environ.get("BUNDLE_URL", ""), environ.get("LIMITED_URL", ""))
    note = ""
    try:
        step = Step(inputs.read(environ), context(environ, payload(environ)), edge)
        if step.inputs.comment and step.context.number:
            note = _commented(step, said)
    except RequestError as error:
        note = annotating.message("notice", str(error))
    return _leave(edge, Result(summary=said if environ.get("INPUT_SUMMARY") != "false" else "", annotations=note), 0)


def _discreet(problem: Problem) -> str:
    """Where a problem is; its words too if they are about the ledger, which quotes nobody."""
    if problem.rule.startswith("LED"):
        return str(problem)
    return f"{problem.path}:{problem.line}:{problem.column}: there is something wrong. [{problem.rule}]"


def _commented(step: Step, said: str) -> str:
    if step.context.foreign:
        return annotating.message("notice", "No comment on a pull request from outside: look at the job summary.")
    verdict = Path(step.edge.environ.get("VERDICT", ""))
    text = verdict.read_text("utf-8") if verdict.is_file() else ""
    wrong = comment.put(repository(step), step.context.number, comment.body(f"{text}\n{said}", step.context.run_url))
    return annotating.message("notice", wrong) if wrong else ""


def _leave(edge: Edge, result: Result, exit_code: int) -> int:
    """Write what the runner reads, and say the annotations."""
    _append(edge.environ.get("GITHUB_OUTPUT", ""), action_result.assignments(result.outputs, f"end-{edge.random()}"))
    _append(edge.environ.get("GITHUB_STEP_SUMMARY", ""), action_result.fitting(result.summary))
    for line in result.annotations.splitlines():
        edge.say(line)
    return exit_code if result.fails else 0


def _append(path: str, text: str) -> None:
    if path and text:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
