"""What a build says when it is done: what was made, and what to open first."""

from __future__ import annotations

import json
from pathlib import Path

from .. import addresses
from ..circulation.audience import seen_by
from ..folder import Written
from ..model import Bulletin, Circulation, Issue, live_items
from ..text import humanize

_WHERE = {"web": "whole on the web", "file": "whole in the file that is attached"}
"""What is said of a shortened item, by where the whole of it is."""


def built(bulletin: Bulletin, written: Written, out: Path) -> str:
    """The report, a few lines; names no item, since it may be read where not everything may be seen."""
    lines = [f"Built {out}: {_counted(written)}."]
    lines += [line for issue in bulletin.mail for line in _mail(bulletin, issue, out)] if len(bulletin.mail) < 3 else []
    if len(bulletin.mail) > 2:
        lines.append(f"  {humanize.count(len(bulletin.mail), 'email')} in {out / 'mail'}")
    view = seen_by(bulletin, Circulation.PUBLIC)
    items = live_items(view)
    sessions = sum(len(item.sessions) for item in items)
    lines += [
        f"Web archive of {humanize.count(len(view.issues), 'issue')} with {humanize.count(len(items), 'public item')}",
        f"  home page    {out / addresses.site(addresses.HOME)}",
        f"  feed         {out / addresses.site(addresses.FEED)}",
        f"  calendar     {out / addresses.site(addresses.CALENDAR)} ({humanize.count(sessions, 'session')})",
    ]
    first = out / addresses.mail(bulletin.mail[0].id, "bulletin.html") if bulletin.mail else out
    return "\n".join([*lines, *_shortened(bulletin, out), *_left_out(bulletin), f"Open first: {first}"])


def _counted(written: Written) -> str:
    parts = {
        "new": written.made,
        "changed": written.changed,
        "as they were": written.kept,
        "removed": written.removed,
    }
    return ", ".join(f"{len(paths):,} {word}" for word, paths in parts.items() if paths) or "nothing to do"


def _mail(bulletin: Bulletin, issue: Issue, out: Path) -> list[str]:
    staff = next(iter(one for one in seen_by(bulletin, Circulation.STAFF).mail if one.id == issue.id), issue)
    sessions = sum(len(item.sessions) for item in staff.items)
    draft = "" if issue.ready else ", a draft"
    counted = f"{humanize.count(len(staff.items), 'item')}, {humanize.count(sessions, 'session')}"
    lines = [
        f"Email of {issue.id}, {humanize.day(issue.day)}{draft}: {counted}",
        f"  to look at   {out / addresses.mail(issue.id, 'bulletin.html')}",
        f"  to send      {out / addresses.mail(issue.id, 'bulletin.eml')}",
    ]
    if issue.has_limited:
        lines.append(f"  limited      {out / addresses.mail(issue.id, 'limited.eml')} (for some readers only)")
    return lines


def _shortened(bulletin: Bulletin, out: Path) -> list[str]:
    """The items that are short in an email, by their files, as the manifest says."""
    paths = {item.slug: item.path for issue in (*bulletin.issues, *bulletin.mail) for item in issue.items}
    manifest = json.loads((out / addresses.MANIFEST).read_text("utf-8"))
    named = {issue.id for issue in bulletin.mail}
    found = [one for issue in manifest["issues"] if issue["id"] in named for one in issue["spilled"]]
    if not found:
        return []
    shown = [
        f"  {paths[one['item']]} ({humanize.size(one['bytes'])}, {_WHERE[one['to']]})"
        for one in found
        if one["item"] in paths
    ]
    budget = humanize.size(bulletin.settings.email_budget)
    return [f"Short in the email, so that it has at most {budget}: {humanize.count(len(found), 'item')}", *shown]


def _left_out(bulletin: Bulletin) -> list[str]:
    held = {item.slug for issue in (*bulletin.issues, *bulletin.mail) for item in issue.items if item.held}
    lines = [f"Left out: {humanize.count(len(held), 'item')} on hold"] if held else []
    if bulletin.settings.sample:
        lines.append("This bulletin is a sample: every edition says so.")
    return lines
