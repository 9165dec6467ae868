"""Turn a GitHub issue that a form wrote into a pull request, and answer in it.

In this module "issue" means an issue on GitHub; an issue of the bulletin is called bulletin issue.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from ..checks.run import check
from ..content import misplaced
from ..content.issue_form import MARK, Answers, answers, label
from ..content.keys import ITEM, names
from ..content.load import Reading, read
from ..content.top_part import read as read_file
from ..content.writing import write_item
from ..errors import Problem, PublishError
from ..model import Item
from ..outputs.session_text import session_sentence
from ..publish.github_api import ListError, Repository, refusal
from ..reports.github import annotation
from ..reports.markdown import escape
from ..text.slugs import slug
from . import comment, item_branch
from .checkout import Checkout, find_checkout, payload
from .context import mapping
from .default_branch import repository
from .issue_files import IssueFile, issue_files
from .item_branch import ItemBranch, Overtaken, PullRequest
from .result import Result, Step

_TEAM = ("OWNER", "MEMBER", "COLLABORATOR")
"""GitHub's `author_association` of a writer who belongs to the team."""
_ACCEPTED = "accepted"
"""The label with which the team accepts an issue of a writer outside the team."""
_COMMENT_MARK = "<!-- bulletin: item -->"
_STATUS = "bulletin/item"
_TRIES = 3
"""The most times that an issue is read, if it is edited during the run."""


class Remark(NamedTuple):
    """A problem of one answer, or of the whole issue."""

    question: str
    """The question, "" for the whole issue."""
    sentence: str
    stops: bool = True
    """Whether it must be corrected before the item can be accepted."""


class Proposal(NamedTuple):
    """An item that an issue proposes, and its problems."""

    title: str
    path: str
    """The path of the item from the repository's root; "" if there is no item yet."""
    text: str
    remarks: tuple[Remark, ...]
    item: Item | None = None
    files: tuple[IssueFile, ...] = ()

    @property
    def stops(self) -> bool:
        """Tell whether something must be corrected before the item can be accepted."""
        return any(remark.stops for remark in self.remarks)

    @property
    def contents(self) -> Mapping[str, bytes]:
        """Return the bytes of the item and of its files, by their paths from the repository's root."""
        folder = self.path.rpartition("/")[0]
        files = {f"{folder}/files/{file.name}": file.data for file in self.files}
        return {self.path: self.text.encode()} | files


def run(step: Step) -> Result:
    """Answer the newest event of an issue; a writer who may not propose items gets no answer and no branch."""
    event = payload(step.machine.environ)
    number = int(mapping(event.get("issue")).get("number") or 0)
    if not number:
        return Result(annotations=(annotation("info", "This was not started by an issue."),))
    branch = ItemBranch(repository(step), number, step.context.branch)
    for _ in range(_TRIES):
        try:
            return _renew(step, branch, event)
        except Overtaken:
            continue
    return Result(annotations=(annotation("info", _EDITED),))


_EDITED = "The issue was edited again and again while I read it. Its newest edit has a run of its own, which answers."


def _renew(step: Step, branch: ItemBranch, event: Mapping[str, Any]) -> Result:
    """Bring branch, pull request and answer up to date with the issue; raise Overtaken if it was edited meanwhile."""
    here, issue = branch.repository, _github_issue(branch)
    if issue.get("state") == "closed":
        item_branch.withdraw(branch)
        return Result()
    text = _text(here, issue, event)
    if f"### {MARK}" not in text:
        return Result()
    checkout = find_checkout(step)
    proposal = _proposal(step, checkout, answers(text, public=step.context.public))
    return _answer(step, branch, proposal, issue)


def _github_issue(branch: ItemBranch) -> Mapping[str, Any]:
    answer = branch.repository.get(f"issues/{branch.number}")
    if answer.status != 200:
        raise refusal(answer, "read the issue", "issues: write")
    return mapping(answer.body)


def _raise_if_edited(branch: ItemBranch, before: Mapping[str, Any]) -> None:
    """Raise Overtaken if the issue has changed since it was read."""
    now = _github_issue(branch)
    if any(now.get(name) != before.get(name) for name in ("body", "state")):
        raise Overtaken("The issue was edited.")


def _text(here: Repository, issue: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """Return the issue's text if its writer may propose an item, else "".

    The text of a writer outside the team is the one that the team accepted; later edits are ignored.
    """
    if issue.get("author_association") in _TEAM:
        return str(issue.get("body") or "")
    is_accepted = event.get("action") == "labeled" and mapping(event.get("label")).get("name") == _ACCEPTED
    if is_accepted and _may_write(here, _accepted_by(here, int(issue["number"]))):
        return str(mapping(event.get("issue")).get("body") or "")
    return ""


def _accepted_by(here: Repository, number: int) -> str:
    """Return the login of the person who added the label last, "" if nobody did, or if GitHub does not show it."""
    try:
        events = list(here.rows(f"issues/{number}/events"))
    except ListError:
        return ""
    added = [row for row in events if row.get("event") == "labeled" and row.get("label", {}).get("name") == _ACCEPTED]
    return str(mapping(added[-1].get("actor")).get("login") or "") if added else ""


def _may_write(here: Repository, login: str) -> bool:
    if not login.replace("-", "").isalnum():
        return False
    answer = here.get(f"collaborators/{login}/permission")
    return answer.status == 200 and mapping(answer.body).get("permission") in ("admin", "write")


def _proposal(step: Step, checkout: Checkout, form: Answers) -> Proposal:
    """Write the item's text, and check it as a file of the repository."""
    title = str(form.values.get("title", ""))
    reading = read(checkout.content)
    file = checkout.content / _unsent_bulletin_issue(reading) / f"{slug(title)}.md"
    place = step.context.workspace / file
    remarks = _objections(form, reading, place)
    if remarks:
        return Proposal(title, "", "", remarks)
    files, refusals = issue_files(form.attachments, _names(place.parent / "files"), step.machine.clock)
    text = write_item({**form.values, "attachments": [attached.name for attached in files]}, form.body)
    before = check(reading, public_repository=step.context.public)
    with _files_in_checkout(
        {place: text.encode()} | {place.parent / "files" / attached.name: attached.data for attached in files}
    ):
        checked = _check_item(step, file, text, frozenset(before))
    refused = tuple(Remark(label("attachments"), sentence) for sentence in refusals)
    path = "/".join(filter(None, (checkout.inner, file.parent.name, file.name)))
    return checked._replace(title=title, path=path, files=files, remarks=refused + checked.remarks)


def _objections(form: Answers, reading: Reading, place: Path) -> tuple[Remark, ...]:
    """Return the reasons why an item cannot be written. place: the path of its file."""
    remarks = [Remark("", sentence) for sentence in form.problems]
    if form.values.get("title") and place.name == ".md":
        remarks.append(Remark(MARK, "The title has no letters that I can use in a file name."))
    if not _unsent_bulletin_issue(reading):
        remarks.append(Remark("", "There is no issue of the bulletin to put it into. The team can begin the next one."))
    if not remarks and place.exists():
        taken = f"The name {place.name} is taken by an item that is there already. Choose another title."
        remarks.append(Remark(MARK, taken))
    return tuple(remarks)


def _names(folder: Path) -> Sequence[str]:
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


@contextmanager
def _files_in_checkout(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Write files into the checkout while they are checked; afterwards remove them and any folder created for them.

    `read(unsaved=…)` would not do: the files that an item attaches are looked up on the disk.
    """
    folders = [folder for folder in {path.parent for path in files} if not folder.is_dir()]
    try:
        for path, data in files.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        yield
    finally:
        for path in files:
            path.unlink(missing_ok=True)
        for folder in folders:
            folder.rmdir()


def _unsent_bulletin_issue(reading: Reading) -> str:
    """Return the id of the newest bulletin issue that was not sent, "" if there is none."""
    workspace = reading.workspace
    return next((issue.id for issue in workspace.issues if issue.id not in workspace.sent), "")


def _check_item(step: Step, file: Path, text: str, before: Collection[Problem]) -> Proposal:
    """Collect the problems of the item, and the problems elsewhere that appear only because of it."""
    reading, path = read(file.parent.parent), file.as_posix()
    new = [problem for problem in check(reading, public_repository=step.context.public) if problem not in before]
    items = (item for issue in reading.workspace.issues for item in issue.items)
    item = next((item for item in items if item.path == path), None)
    remarks = (
        Remark(_question(problem, text, path), _sentence(problem), stops=problem.is_error)
        for problem in new
        if problem.severity != "info"
    )
    return Proposal("", path, text, tuple(remarks), item)


_KEY = re.compile(r"[`\"]([a-z][a-z ]{0,30}):(?: …)?[`\"]")
"""A key without a value, as sentences name it."""


def _sentence(problem: Problem) -> str:
    """Return the sentence of a problem in the words of the form, whose writer sees no file and no lines of it."""
    if problem.message.startswith(misplaced.LIKE_KEYS):
        return f"{misplaced.LIKE_KEYS} of a file. {_NO_KEYS}"
    return _with_questions(problem.sentence)


_NO_KEYS = "Write their values as answers to the other questions, or take out the line of hyphens below them."


def _with_questions(sentence: str) -> str:
    """Name the questions of the form in place of the keys of a file, which its writer does not see."""
    return _KEY.sub(lambda match: f'"{label(match[1])}"' if label(match[1]) else match[0], sentence)


def _question(problem: Problem, text: str, path: str) -> str:
    """Return the question whose answer is on a problem's line; "" for a problem in another file."""
    document = read_file(text, path, names(ITEM))
    if problem.path != path:
        return ""
    if problem.line > document.end:
        return label("body")
    before = [entry for entry in document.entries.values() if entry.line <= problem.line]
    return label(max(before, key=lambda entry: entry.line).key) if before else ""


def _answer(step: Step, branch: ItemBranch, proposal: Proposal, issue: Mapping[str, Any]) -> Result:
    """Update the pull request and the comment; raise Overtaken if the issue differs from `issue`, as it was read.

    GitHub has no lock. So the issue is read again before the branch is written, since checking takes long, and before
    the comment is, so that it never answers an older text.
    """
    _raise_if_edited(branch, issue)
    outcome = _propose(step, branch, proposal) if proposal.path else _Outcome()
    _raise_if_edited(branch, issue)
    lines = [*_remark_lines(proposal), *_date_lines(proposal), *_way_lines(step, branch, proposal, outcome)]
    body = comment.body("\n".join(lines), step.context.run_url, _COMMENT_MARK)
    refused = comment.put(branch.repository, branch.number, body, _COMMENT_MARK)
    sentences = (("info", refused), ("error", outcome.error))
    annotations = tuple(annotation(severity, sentence) for severity, sentence in sentences if sentence)
    return Result(annotations=annotations, fails=bool(outcome.error))


class _Outcome(NamedTuple):
    """What became of a proposal on GitHub."""

    pull: PullRequest = PullRequest(None)
    error: str = ""
    """Why the item could not be pushed or proposed; "" if it could."""


def _propose(step: Step, branch: ItemBranch, proposal: Proposal) -> _Outcome:
    """Push the item to its branch, open or update the pull request, and set the status of the commit."""
    try:
        sha = item_branch.commit(branch, proposal.contents)
        pull = item_branch.pull_request(branch, proposal.title, draft=step.context.public)
        _set_status(step, branch, sha, proposal)
    except Overtaken:
        raise
    except PublishError as error:
        return _Outcome(error=str(error))
    return _Outcome(pull)


def _remark_lines(proposal: Proposal) -> Sequence[str]:
    """Return the lines on what must be corrected, each with its question, and on what to look at."""
    stops, others = ([remark for remark in proposal.remarks if remark.stops is stops] for stops in (True, False))
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
    """Return each date in words, so that the writer sees how it was read."""
    sessions = proposal.item.sessions if proposal.item else ()
    if not sessions:
        return ()
    return (
        "| Dates, as I read them |",
        "| --- |",
        *(f"| {escape(session_sentence(session))} |" for session in sessions),
        "",
    )


def _way_lines(step: Step, branch: ItemBranch, proposal: Proposal, outcome: _Outcome) -> Sequence[str]:
    """Return the lines on where the item is, and where to put flyers."""
    if not proposal.path:
        return ()
    if outcome.error:
        return (escape(outcome.error),)
    flyers, pull = _file_line(step, branch, proposal), outcome.pull
    if pull.number:
        return (f"The team has it as #{pull.number}.", "", flyers)
    home = step.context.run_url.partition("/actions/")[0]
    compare = f"{home}/compare/{branch.base}...{branch.name}?expand=1"
    reason = (
        f"I may not open a pull request here ({escape(pull.refusal)}). Somebody of the team can [open it]({compare})."
    )
    return (reason, "", flyers)


def _file_line(step: Step, branch: ItemBranch, proposal: Proposal) -> str:
    """List the attached files that were taken.

    In a private repository programs cannot download attachments, so link to the upload page.
    """
    names = ", ".join(file.name for file in proposal.files)
    if step.context.public:
        return f"I put these files with it: {escape(names)}." if names else ""
    home, folder = step.context.run_url.partition("/actions/")[0], proposal.path.rpartition("/")[0]
    place = f"{home}/upload/{branch.name}/{folder}/files"
    return f"Flyers and pictures: [put them here]({place}), and say so in the pull request."


def _set_status(step: Step, branch: ItemBranch, sha: str, proposal: Proposal) -> None:
    """Set a status on the commit, as GitHub runs no checks on commits that were pushed with a job's own token."""
    state = "failure" if proposal.stops else "success"
    says = "Something is to be put right: look at the issue." if proposal.stops else "Nothing is wrong."
    status = {"state": state, "context": _STATUS, "description": says, "target_url": step.context.run_url}
    branch.repository.send("POST", f"statuses/{sha}", status)
