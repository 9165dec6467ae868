"""`command: check`: report problems on the lines of the pull request, and preview the email."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from .. import addresses, reports
from ..checks.answers import AnsweredLine, answered_lines
from ..checks.built import check_built
from ..checks.old_issues import Listing, listing
from ..checks.run import RULES, check, checked_files, redact
from ..circulation.audience import public_cut
from ..circulation.tripwire import Tripwire
from ..content.load import Reading, read, read_ledger
from ..errors import ContentError, Problem
from ..model import Bulletin, Circulation, File, Issue, issue_in_work, newest_first
from ..outputs import render
from ..publish.past_ledgers import LedgerFile, raise_if_lost
from ..publish.store import NAME
from ..reports.details import FAIL_ON, Details, count_by_severity
from ..text.private import hidden
from . import screenshot, suggestions, summary
from .base import base
from .checkout import Checkout, changed_issues, find_checkout, in_repository, touches_bulletin
from .folders import limited_files, output_folder, preview_files, put
from .preview import Preview, Rendering, make_preview, preview_page
from .result import Result, Step
from .runner import write_verdict

_CHANGES_UNKNOWN = "I cannot see what this pull request changes. Add `fetch-depth: 2` to actions/checkout."


def run(step: Step) -> Result:
    """Check the content and build the preview; fail as the input `fail-on` says."""
    checkout = find_checkout(step)
    if step.context.number and not touches_bulletin(checkout):
        return Result(outputs={"errors": "0", "warnings": "0"}, summary=summary.nothing_to_check())
    reading, problems = _check(step, checkout)
    preview = None
    if reading.bulletin:
        try:
            preview = _preview(step, checkout, reading.bulletin)
        except ContentError as error:
            refused = redact(error.problems, reading) if step.context.public else error.problems
            problems = tuple(sorted({*problems, *refused}))
    ignore_lines = in_repository(_ignore_lines(reading, public=step.context.public), checkout.root)
    offered = suggestions.suggestions(reading, checkout, problems, public=step.context.public)
    report = listing(problems, reading.workspace)
    listed = Listing(in_repository(report.problems, checkout.root), report.counted)
    checked = CheckedContent(in_repository(problems, checkout.root), listed, ignore_lines, offered)
    return _result(step, checkout, checked, preview)


class CheckedContent(NamedTuple):
    """The problems and suggestions of a check."""

    problems: tuple[Problem, ...]
    listed: Listing
    """The problems that the summary lists and that become annotations."""
    ignore_lines: tuple[Problem, ...]
    """The lines `ignore:` that silence a rule of circulation or privacy."""
    suggestions: tuple[suggestions.Suggestion, ...]


def _ignore_lines(reading: Reading, *, public: bool) -> tuple[Problem, ...]:
    """Return every line that silences a rule of circulation or privacy.

    public: whether everybody can read the summary; then the reasons in items that are not public are left out.
    """

    def listed(line: AnsweredLine) -> Problem:
        message = hidden(line.reason) if line.public or not public else ""
        return Problem(path=line.path, line=line.line, column=1, rule=line.rule, message=message, severity="info")

    return tuple(map(listed, answered_lines(checked_files(reading))))


def _result(step: Step, checkout: Checkout, checked: CheckedContent, preview: Preview | None) -> Result:
    """Write the report, verdict, suggestions and preview into the output folder; return the result."""
    problems = checked.problems
    out = output_folder(step)
    report, verdict = out / "report.json", out / "summary.md"
    report.write_text(reports.json.render(problems), "utf-8")
    counted = replace(details(), counted=checked.listed.counted)
    text = summary.check(checked.listed.problems, preview.views if preview else (), counted)
    text += summary.ignore_lines(checked.ignore_lines)
    write_verdict(verdict, text)
    if may_comment(step):
        suggestions.write(checked.suggestions, out / suggestions.FILE_NAME)
    else:
        text += suggestions.listing(checked.suggestions)
    outputs = counts(problems) | {"report-json": str(report), "verdict": str(verdict)}
    notes = [reports.github.annotation("info", sentence) for sentence in _unknown_changes(step, checkout)]
    if preview:
        outputs |= _write_preview(step, preview, out)
        notes += screenshot.take(step, preview.views, out)
    annotations = reports.github.problem_annotations(checked.listed.problems, details(checkout.changed))
    fails = any(problem.severity in FAIL_ON[step.inputs.fail_on] for problem in problems)
    return Result(fails=fails, outputs=outputs, summary=text, annotations=(*notes, *annotations))


def _unknown_changes(step: Step, checkout: Checkout) -> tuple[str, ...]:
    """Return a sentence if the checkout does not show what the pull request changes."""
    return (_CHANGES_UNKNOWN,) if step.context.number and checkout.changed is None else ()


def may_comment(step: Step) -> bool:
    """Return whether the link step may write to the pull request."""
    return step.inputs.comment and bool(step.context.number) and not step.context.foreign


def counts(problems: tuple[Problem, ...]) -> dict[str, str]:
    """Return the outputs with the numbers of errors and of warnings."""
    numbers = count_by_severity(problems)
    return {"errors": str(numbers["error"]), "warnings": str(numbers["warning"])}


def details(changed: Collection[str] | None = None) -> Details:
    """Return the context of reports. changed: as in `Details`; the problems' paths start at the repository's root."""
    return Details(rules={rule.id: rule.says for rule in RULES}, changed=changed)


def issues_to_preview(issues: Iterable[Issue], ids: Collection[str]) -> tuple[str, ...]:
    """Return the ids that are issues; if there are none, the newest draft; without a draft, the newest issue."""
    every = newest_first(issues)
    named = tuple(issue.id for issue in every if issue.id in ids)
    usual = issue_in_work(every)
    return named or ((usual.id,) if usual else ())


def _check(step: Step, checkout: Checkout) -> tuple[Reading, tuple[Problem, ...]]:
    """Read the bulletin with the email of the previewed issues, as far as it can be read, and find every problem."""
    ids = (step.inputs.issue,) if step.inputs.issue else changed_issues(checkout)
    folder = step.context.workspace / checkout.content
    ids = tuple(issue for issue in ids if (folder / issue / "issue.md").is_file())
    reading = read(checkout.content, mail=ids, base_url=step.inputs.site_url)
    mail = issues_to_preview(reading.workspace.issues, ids)
    if reading.bulletin and mail and {issue.id for issue in reading.bulletin.mail} != set(mail):
        reading = read(checkout.content, mail=mail, base_url=step.inputs.site_url)
    problems = check(reading, public_repository=step.context.public)
    return reading, tuple(sorted({*problems, *_losses(folder, checkout, reading)}))


def _losses(folder: Path, checkout: Checkout, reading: Reading) -> tuple[Problem, ...]:
    """Return the problem of a ledger that has lost entries, as far as the checkout has its history."""
    if reading.bulletin is None:
        return ()
    try:
        file = LedgerFile(folder, (checkout.content / NAME).as_posix())
        raise_if_lost(file, read_ledger(checkout.content), reading.bulletin.settings.id)
    except ContentError as error:
        return error.problems
    return ()


def _preview(step: Step, checkout: Checkout, bulletin: Bulletin) -> Preview:
    """Render everything and preview it, in a public repository only the public items; raise ContentError."""
    cut = public_cut(bulletin) if step.context.public else bulletin
    files = {file.path: file for file in render(cut)}
    if step.context.public:
        _raise_if_leaks(bulletin, files.values())
    problems = check_built(cut, files.values())
    if any(problem.is_error for problem in problems):
        raise ContentError(problems)
    left_out = len(_slugs(bulletin) - _slugs(cut))
    before = base(step, checkout, bulletin)
    return make_preview(Rendering(bulletin=cut, files=files, left_out=left_out, commit=step.context.sha, base=before))


def _raise_if_leaks(bulletin: Bulletin, files: Iterable[File]) -> None:
    """Raise LeakError if a file contains something that is not public; skip the manifest, which is not uploaded."""
    tripwire = Tripwire(bulletin)
    for file in files:
        if file.path != addresses.MANIFEST:
            tripwire.check(replace(file, circulation=Circulation.PUBLIC))


def _slugs(bulletin: Bulletin) -> set[str]:
    return {item.slug for issue in bulletin.mail for item in issue.items}


def _write_preview(step: Step, preview: Preview, out: Path) -> dict[str, str]:
    """Write the files to upload; return the outputs with their paths."""
    page, files = out / f"{step.inputs.artifact_name or 'bulletin-preview'}.html", preview.rendering.files.values()
    page.write_text(preview_page(preview), "utf-8", newline="\n")
    bundle, limited = out / "bundle", out / "limited"
    put(preview_files(files), bundle)
    limited_edition = list(limited_files(files))
    put(limited_edition, limited)
    outputs = {"preview-file": str(page), "bundle-dir": str(bundle), "site-dir": str(bundle / "site")}
    return outputs | ({"limited-dir": str(limited)} if limited_edition else {})
