"""Which issues a preview shows: those that a pull request changes, else the newest draft, else the newest ready one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..model import Issue


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
