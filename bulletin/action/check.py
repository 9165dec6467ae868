"""`command: check`: what is wrong, on the lines of the pull request, and a preview of what would go out."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from .. import reports
from ..checks.run import RULES, check
from ..circulation.audience import public_cut
from ..content.load import read
from ..content.source import Reading
from ..errors import ContentError, Problem
from ..model import Bulletin, Circulation, Issue
from ..reports.details import Details
from . import annotations as annotating
from . import screenshot, summary
from .checkout import changed, inside, root_of
from .folders import limited_files, output_folder, preview_files, put
from .preview import Preview, Shown
from .result import Result, Step


def changed_issues(changed: Collection[str] | None, content: str) -> tuple[str, ...]:
    """The ids of the issues with a changed file. content: the folder from the repository's root, "" if it is that."""
    prefix = f"{content}/" if content else ""
    inner = (path.removeprefix(prefix) for path in changed or () if path.startswith(prefix))
    return tuple(sorted({path.partition("/")[0] for path in inner if "/" in path}))


def touches(changed: Collection[str] | None, content: str) -> bool:
    """Whether anything that makes the bulletin changed; yes where that is not known."""
    if changed is None:
        return True
    beside = "/".join([*content.split("/")[:-1], "templates"])
    if not content:
        return bool(changed)
    return any(path.startswith((f"{content}/", f"{beside}/")) for path in changed)


def previewed(issues: Iterable[Issue], wanted: Collection[str]) -> tuple[str, ...]:
    """The ids of the issues whose mail is shown."""
    newest_first = sorted(issues, key=lambda issue: (issue.day, issue.id), reverse=True)
    named = tuple(issue.id for issue in newest_first if issue.id in wanted)
    drafts = tuple(issue.id for issue in newest_first if not issue.ready)
    return named or drafts[:1] or tuple(issue.id for issue in newest_first)[:1]


FAILS = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
"""The severities at which the step fails, by the input `fail-on`."""
_UNSEEN = "I cannot see what this pull request changes. Add `fetch-depth: 2` to actions/checkout."


class Place(NamedTuple):
    """The content in its repository; paths relative to the workspace, and from the repository's root."""

    content: Path
    root: Path
    changed: frozenset[str] | None

    @property
    def inner(self) -> str:
        """The content folder from the repository's root, "" if it is the root."""
        found = Path(os.path.relpath(self.content, self.root)).as_posix()
        return "" if found == "." else found


def place(step: Step) -> Place:
    """Where the content lies; raises RequestError if that is nowhere."""
    workspace = step.context.workspace
    content = inside(workspace, step.inputs.path, "path")
    root = root_of(workspace, content)
    return Place(content, root, changed(workspace, root) if step.context.number else None)


def run(step: Step) -> Result:
    """Check the content and build the preview; fails as the input `fail-on` says."""
    here = place(step)
    counted = {"errors": "0", "warnings": "0"}
    if step.context.number and not touches(here.changed, here.inner):
        return Result(outputs=counted, summary=summary.nothing_to_check())
    reading, problems = _checked(step, here)
    notes = ""
    if step.context.number and here.changed is None:
        notes = annotating.message("notice", _UNSEEN)
    out = output_folder(step)
    preview = None
    if reading.bulletin:
        try:
            preview = _preview(step, reading.bulletin)
        except ContentError as error:
            problems = tuple(sorted({*problems, *error.problems}))
    problems = annotating.in_repository(problems, here.root.as_posix())
    report = out / "report.json"
    report.write_text(reports.json.render(problems), "utf-8")
    verdict = out / "summary.md"
    said = summary.check(problems, preview.views if preview else (), around(here))
    verdict.write_text(said, "utf-8", newline="\n")
    outputs = counts(problems) | {"report-json": str(report), "verdict": str(verdict)}
    if preview:
        outputs |= _written(step, preview, out)
        notes += screenshot.take(step, preview.views, out)
    return Result(
        fails=any(one.severity in FAILS[step.inputs.fail_on] for one in problems),
        outputs=outputs,
        summary=said,
        annotations=annotating.render(problems, here.changed) + notes,
    )


def counts(problems: tuple[Problem, ...]) -> dict[str, str]:
    """The outputs that count."""
    return {f"{kind}s": str(sum(one.severity == kind for one in problems)) for kind in ("error", "warning")}


def around(here: Place) -> Details:
    """What reports may know; the problems' paths are the repository's already."""
    return Details(rules={rule.id: rule.says for rule in RULES})


def _checked(step: Step, here: Place) -> tuple[Reading, tuple[Problem, ...]]:
    """The bulletin with the mail that is previewed, as far as it can be read, and every problem."""
    wanted = (step.inputs.issue,) if step.inputs.issue else changed_issues(here.changed, here.inner)
    there = [one for one in wanted if (step.context.workspace / here.content / one / "issue.md").is_file()]
    reading = read(here.content, mail=there, base_url=step.inputs.site_url)
    picked = previewed(reading.workspace.issues, there)
    if reading.bulletin and picked and {issue.id for issue in reading.bulletin.mail} != set(picked):
        reading = read(here.content, mail=picked, base_url=step.inputs.site_url)
    return reading, check(reading, public_repository=step.context.public)


def _preview(step: Step, whole: Bulletin) -> Preview:
    """Everything rendered, in a public repository of the public cut alone; raises ContentError."""
    # Where the content has errors nothing is shown, and what renders it is not needed.
    from ..checks.built import check_built
    from ..circulation.tripwire import Tripwire
    from ..outputs import render
    from . import preview as action_preview

    cut = public_cut(whole) if step.context.public else whole
    files = {file.path: file for file in render(cut)}
    if step.context.public:
        tripwire = Tripwire(whole)
        for file in files.values():
            if file.path != "manifest.json":
                tripwire.check(replace(file, circulation=Circulation.PUBLIC))
    problems = check_built(cut, files.values())
    if any(one.severity == "error" for one in problems):
        raise ContentError(problems)
    return action_preview.preview(
        Shown(bulletin=cut, files=files, left_out=_left_out(whole, cut), commit=step.context.sha)
    )


def _left_out(whole: Bulletin, cut: Bulletin) -> int:
    def slugs(bulletin: Bulletin) -> set[str]:
        return {item.slug for issue in bulletin.mail for item in issue.items}

    return len(slugs(whole) - slugs(cut))


def _written(step: Step, preview: Preview, out: Path) -> dict[str, str]:
    """Write what is uploaded, and say where it is."""
    from . import preview as action_preview

    opened, files = out / f"{step.inputs.artifact_name or 'bulletin-preview'}.html", preview.shown.files.values()
    opened.write_text(action_preview.render(preview), "utf-8", newline="\n")
    bundle, limited = out / "bundle", out / "limited"
    put((file for file in preview_files(files) if file.path != "manifest.json"), bundle)
    found = list(limited_files(files))
    put(found, limited)
    outputs = {"preview-file": str(opened), "bundle-dir": str(bundle), "site-dir": str(bundle / "site")}
    return outputs | ({"limited-dir": str(limited)} if found else {})
