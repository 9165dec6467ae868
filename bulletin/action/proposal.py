"""Turn an issue that was written with a form into a pull request, and answer in the issue in its writer's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import reports
from ..checks.run import check
from ..content.frontmatter import read as read_file
from ..content.issue_form import MARK, Answers, answers, label
from ..content.keys import ITEM, names
from ..content.load import Reading, read
from ..content.writing import write_item
from ..errors import Problem, PublishError
from ..model import Item
from ..outputs.session_text import session_sentence
from ..publish.github_api import Repository, refusal
from ..reports.markdown import escape
from ..text.slugs import slug
from . import comment, item_branch
from .checkout import Checkout, checkout, payload
from .comment_pages import comments
from .ground import repository
from .item_branch import ItemBranch, PullRequest
from .result import Result, Step

_TEAM = ("OWNER", "MEMBER", "COLLABORATOR")
"""What GitHub calls the writer of an issue who belongs to the team."""
_ACCEPTED = "accepted"
"""The label by which the team takes up the issue of somebody else."""
_COMMENT_MARK = "<!-- bulletin: item -->"
_STATUS = "bulletin/item"


class Remark(NamedTuple):
    """What is wrong with an answer, or with the issue as a whole."""

    question: str
    """"" for the issue as a whole."""
    sentence: str
    stops: bool = True
    """Whether the item cannot be taken in before it is put right."""


class Proposal(NamedTuple):
    """An item that an issue proposes, and what was found wrong in it."""

    title: str
    path: str
    """From the repository's root; "" if there is no item yet."""
    text: str
    remarks: tuple[Remark, ...]
    item: Item | None = None

    @property
    def stops(self) -> bool:
        """Tell whether something must be put right."""
        return any(remark.stops for remark in self.remarks)


def run(step: Step) -> Result:
    """Do for an issue what its newest event asks for; whoever may not propose gets no answer and no branch."""
    event = payload(step.machine.environ)
    number = int(_mapping(event.get("issue")).get("number") or 0)
    if not number:
        return Result(annotations=reports.github.message("info", "This was not started by an issue."))
    here = repository(step)
    answer = here.get(f"issues/{number}")
    if answer.status != 200:
        raise refusal(answer, "read the issue", "issues: write")
    issue, branch = _mapping(answer.body), ItemBranch(here, number, step.context.branch)
    if issue.get("state") == "closed":
        item_branch.withdraw(branch)
        return Result()
    text = _text(here, issue, event)
    if f"### {MARK}" not in text:
        return Result()
    content = checkout(step)
    proposal = _proposal(step, content, answers(text, public=step.context.public))
    return _answer(step, branch, proposal)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(here: Repository, issue: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """Return the issue's text if its writer may propose an item, else "".

    What a stranger wrote counts as it was when the team accepted it, and not as it was edited afterwards.
    """
    if issue.get("author_association") in _TEAM:
        return str(issue.get("body") or "")
    is_accepted = event.get("action") == "labeled" and _mapping(event.get("label")).get("name") == _ACCEPTED
    if is_accepted and _may_write(here, _accepted_by(here, int(issue["number"]))):
        return str(_mapping(event.get("issue")).get("body") or "")
    return ""


def _accepted_by(here: Repository, number: int) -> str:
    """Return who put the label there last, as GitHub knows it."""
    found = ""
    for row in comments(here, f"issues/{number}/events"):
        if isinstance(row, dict) and row.get("event") == "labeled" and row.get("label", {}).get("name") == _ACCEPTED:
            found = str(_mapping(row.get("actor")).get("login") or "")
    return found


def _may_write(here: Repository, login: str) -> bool:
    if not login.replace("-", "").isalnum():
        return False
    answer = here.get(f"collaborators/{login}/permission")
    return answer.status == 200 and _mapping(answer.body).get("permission") in ("admin", "write")


def _proposal(step: Step, content: Checkout, found: Answers) -> Proposal:
    """Write the item, and judge it as if it stood in the repository already."""
    title = str(found.values.get("title", ""))
    remarks = [Remark("", sentence) for sentence in found.problems]
    reading = read(content.content)
    name, folder = slug(title), _open_issue(reading)
    if title and not name:
        remarks.append(Remark(MARK, "The title has no letters that I can use in a file name."))
    if not folder:
        remarks.append(Remark("", "There is no issue of the bulletin to put it into. The team can begin the next one."))
    file = content.content / folder / f"{name}.md"
    place = step.context.workspace / file
    if not remarks and place.exists():
        taken = f"The name {name}.md is taken by an item that is there already. Choose another title."
        remarks.append(Remark(MARK, taken))
    if remarks:
        return Proposal(title, "", "", tuple(remarks))
    text = write_item(found.values, found.body)
    before = check(reading, public_repository=step.context.public)
    place.write_text(text, "utf-8", newline="\n")
    try:
        judged = _judged(step, file, text, frozenset(before))
    finally:
        place.unlink()
    return judged._replace(title=title, path="/".join(filter(None, (content.inner, folder, file.name))))


def _open_issue(reading: Reading) -> str:
    """Return the newest issue that was not sent, "" if there is none."""
    workspace = reading.workspace
    return next((issue.id for issue in workspace.issues if issue.id not in workspace.sent), "")


def _judged(step: Step, file: Path, text: str, before: Collection[Problem]) -> Proposal:
    """Say what is wrong with the item, and what is wrong elsewhere only since it is there."""
    reading, path = read(file.parent.parent), file.as_posix()
    new = [one for one in check(reading, public_repository=step.context.public) if one not in before]
    items = (item for issue in reading.workspace.issues for item in issue.items)
    item = next((item for item in items if item.path == path), None)
    remarks = (
        Remark(_question(one, text, path), f"{one.message} {one.hint}".strip(), stops=one.severity == "error")
        for one in new
        if one.severity != "info"
    )
    return Proposal("", path, text, tuple(remarks), item)


def _question(problem: Problem, text: str, path: str) -> str:
    """Return the question whose answer stands at a problem's line; "" for a problem elsewhere."""
    document = read_file(text, path, names(ITEM))
    if problem.path != path:
        return ""
    if problem.line > document.end:
        return label("body")
    before = [entry for entry in document.entries.values() if entry.line <= problem.line]
    return label(max(before, key=lambda entry: entry.line).key) if before else ""


def _answer(step: Step, branch: ItemBranch, proposal: Proposal) -> Result:
    """Keep the pull request and the comment up to date."""
    pull, note = PullRequest(None), ""
    if proposal.path:
        try:
            sha = item_branch.commit(branch, proposal.path, proposal.text)
            pull = item_branch.pull_request(branch, proposal.title, draft=step.context.public)
            _set_status(step, branch, sha, proposal)
        except PublishError as error:
            note = str(error)
    lines = [*_remark_lines(proposal), *_date_lines(proposal), *_way_lines(step, branch, proposal, pull, note)]
    body = comment.body("\n".join(lines), step.context.run_url, _COMMENT_MARK)
    refused = comment.put(branch.repository, branch.number, body, _COMMENT_MARK)
    said = reports.github.message("info", refused) if refused else ""
    return Result(annotations=said + (reports.github.message("error", note) if note else ""), fails=bool(note))


def _remark_lines(proposal: Proposal) -> Sequence[str]:
    """Say what is to be put right, under its questions, and what only should be looked at."""
    stops, others = ([one for one in proposal.remarks if one.stops is stops] for stops in (True, False))
    if stops:
        lines = ["**There is something to put right.** Edit your text above, and I look again.", ""]
    else:
        lines = ["**Nothing is wrong.** Thank you.", ""]
    lines += [*map(_remark_line, stops), ""]
    return [*lines, "Please look at this, too:", "", *map(_remark_line, others), ""] if others else lines


def _remark_line(remark: Remark) -> str:
    question = f"**{escape(remark.question)}** " if remark.question else ""
    return f"- {question}{escape(remark.sentence)}"


def _date_lines(proposal: Proposal) -> Sequence[str]:
    """Say each date in words, so that its writer sees how it was read."""
    sessions = proposal.item.sessions if proposal.item else ()
    if not sessions:
        return ()
    return ("| Dates, as I read them |", "| --- |", *(f"| {escape(session_sentence(one))} |" for one in sessions), "")


def _way_lines(step: Step, branch: ItemBranch, proposal: Proposal, pull: PullRequest, note: str) -> Sequence[str]:
    """Say where the item is, and where flyers go."""
    home = step.context.run_url.partition("/actions/")[0]
    if not proposal.path:
        return ()
    if note:
        return (escape(note),)
    folder = f"{proposal.path.rpartition('/')[0]}/files"
    flyers = (
        f"Flyers and pictures: [put them here]({home}/upload/{branch.name}/{folder}), and say so in the pull request."
    )
    if pull.number:
        return (f"The team has it as #{pull.number}.", "", flyers)
    compare = f"{home}/compare/{branch.base}...{branch.name}?expand=1"
    reason = (
        f"I may not open a pull request here ({escape(pull.refusal)}). Somebody of the team can [open it]({compare})."
    )
    return (reason, "", flyers)


def _set_status(step: Step, branch: ItemBranch, sha: str, proposal: Proposal) -> None:
    """Say on the commit whether it may be taken in, since checks do not run on what a job's own token pushed."""
    state = "failure" if proposal.stops else "success"
    says = "Something is to be put right: look at the issue." if proposal.stops else "Nothing is wrong."
    status = {"state": state, "context": _STATUS, "description": says, "target_url": step.context.run_url}
    branch.repository.send("POST", f"statuses/{sha}", status)
