"""Write the job summary as Markdown: the verdict first, then the problems, then the contents of each issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import Problem
from ..reports import markdown
from ..reports.details import Details
from ..reports.markdown import escape
from ..text.humanize import count
from .preview import CLIP, View


def check(problems: Sequence[Problem], views: Iterable[View], details: Details) -> str:
    """Return the verdict, every problem, and each previewed issue."""
    return "\n".join([markdown.render(problems, details), *(_issue(view) for view in views)])


def ignore_lines(lines: Sequence[Problem]) -> str:
    """Return the lists of the lines `ignore:`, for the person who approves; "" if there are none."""
    return "".join(
        _let_through(heading, [line for line in lines if line.rule.startswith(group)])
        for group, heading in _LET_THROUGH
    )


_LET_THROUGH = (
    ("RST", "Words that sound restricted, let through by `ignore: RST03`"),
    ("PRIV", "What looks private, let through by `ignore: PRIV…`"),
)
"""The first letters of rules, and the heading of the list of lines that silence them."""


def _let_through(heading: str, lines: Sequence[Problem]) -> str:
    if not lines:
        return ""
    listed = (
        f"- {escape(line.path)}:{line.line}{f': {escape(line.message)}' if line.message else ''}" for line in lines
    )
    return "\n".join([f"\n### {heading}\n", *listed]) + "\n"


def nothing_to_check() -> str:
    """Return the summary for a pull request that changes nothing of the bulletin."""
    return "**Nothing to check: this pull request changes nothing of the bulletin.**\n"


def verdict(sentence: str, lines: Iterable[str] = ()) -> str:
    """Return a verdict and sentences under it."""
    return "\n\n".join([f"**{escape(sentence)}**", *(escape(line) for line in lines)]) + "\n"


def links(preview: str, bundle: str, limited: str) -> str:
    """Return the link step's part of the summary. An address is "" if nothing was uploaded there."""
    parts = []
    if preview:
        parts.append(
            f"### [Open the preview]({preview})\n\nThe email on a computer, on a phone, in dark colours, "
            "without pictures, as plain text, and before and after."
        )
    if bundle:
        parts.append(f"[Everything that was built, as a zip]({bundle})")
    if limited:
        parts.append(f"[The limited edition, as a zip of its own]({limited}). Open it only if you may.")
    return "\n\n".join(parts) + "\n" if parts else ""


def _changed(number: int) -> str:
    if not number:
        return "This pull request changes nothing that readers of this email see."
    return f"This pull request changes {count(number, 'part')} of it: the preview shows them before and after."


def _issue(view: View) -> str:
    state = "draft" if view.draft else "ready"
    lines = [
        f"\n### {escape(view.id)}: {escape(view.subject)}\n",
        f"{escape(view.day)}, {state}. {count(len(view.rows), 'item')} and {count(len(view.sessions), 'session')} "
        f"in the email, {view.size:,} bytes of HTML: {view.percent}% of the {CLIP:,} after which Gmail cuts it off.",
    ]
    lines += [_changed(view.comparison.changes)] if view.comparison else []
    lines += [f"{view.limited:,} limited, in an edition of its own."] if view.limited else []
    lines += [f"{view.held:,} on hold, in nothing."] if view.held else []
    if view.rows:
        lines += ["\n| Item | Kind | On the web |", "| --- | --- | --- |"]
        lines += [f"| {escape(row.title)} | {escape(row.kind)} | {escape(row.site)} |" for row in view.rows]
    if view.sessions:
        lines += ["\nSessions, in words:\n", *(f"- {escape(line)}" for line in view.sessions)]
    if view.changes:
        lines += [
            "\nChanges since the last issue that was sent:\n",
            *(f"- {escape(line)}" for line in view.changes),
        ]
    return "\n".join(lines) + "\n"
