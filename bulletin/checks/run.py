"""Every rule over every file: what is found, as milder or harder as the bulletin wants it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from ..desk import Source
from ..errors import Problem
from ..model import Bulletin, Issue, Item
from ..private import hidden
from .discretion import discreet
from .page import Page
from .rule import FIXED, GROUPS, Found, Rule
from .table import BY_ID, RULES
from .words import Words


def check(bulletin: Bulletin, *, public_repository: bool | None = None) -> tuple[Problem, ...]:
    """Every problem of a bulletin's files, sorted by path, line, column and rule; with those that load noted.

    A bulletin from `load` has no error of reading; one from `content.load.survey` may. Each file is
    judged at its issue's date. public_repository: whether anyone can read the repository that the
    files lie in, which only its host knows (GitHub: `repository.private` of the event is false); if
    True, limited and held items are errors (RST02), and what is said of files that are not public
    quotes nothing of them. None: nobody said, and RST02 looks at nothing.
    """
    found = [problem for page in pages_of(bulletin, public_repository) for problem in _judged(page, bulletin)]
    notices = [weighed(one, bulletin) for one in bulletin.notices]
    shown = [replace(one, path=hidden(one.path)) for one in (*found, *filter(None, notices))]
    shown = [replace(one, message=hidden(one.message), hint=hidden(one.hint)) for one in shown]
    problems = tuple(sorted(set(shown)))
    return discreet(problems, bulletin) if public_repository else problems


def pages_of(bulletin: Bulletin, public_repository: bool | None = None) -> Iterator[Page]:
    """Every file of a bulletin as rules see it."""
    items: Mapping[str, Item] = {item.path: item for issue in bulletin.everything for item in issue.items}
    homes: Mapping[str, Issue] = {issue.id: issue for issue in bulletin.everything}
    heads: Mapping[str, Issue] = {issue.path: issue for issue in bulletin.everything}
    broken = {problem.path for problem in bulletin.notices if problem.severity == "error"}
    words = Words.of(bulletin.desk, dict(bulletin.settings.acronyms))
    sources: Mapping[str, Source] = {source.path: source for source in bulletin.desk.sources}
    for source in bulletin.desk.sources:
        item = items.get(source.path)
        yield Page(
            source=source,
            bulletin=bulletin,
            words=words,
            issue=homes.get(item.issue) if item else heads.get(source.path),
            item=item,
            public_repository=public_repository,
            broken=source.path in broken,
            sources=sources,
        )


def chosen(problems: Iterable[Problem], only: Collection[str], groups: Collection[str]) -> tuple[Problem, ...]:
    """The problems of the rules and groups that are named; all if none is."""
    if not only and not groups:
        return tuple(problems)
    wanted = {rule.upper() for rule in only}
    return tuple(one for one in problems if one.rule in wanted or group_of(one.rule) in groups)


def group_of(rule: str) -> str:
    """The group of a rule."""
    return GROUPS.get(rule.rstrip("0123456789"), "")


def _judged(page: Page, bulletin: Bulletin) -> Iterator[Problem]:
    ignored = {rule for rule, _ in page.item.ignored} if page.item else frozenset()
    for rule in _rules(page.source.kind):
        if rule.find and rule.id not in ignored and _may_have(rule, page):
            for found in rule.find(page):
                problem = weighed(_problem(rule, found, page), bulletin, page)
                if problem:
                    yield problem


@lru_cache(maxsize=8)
def _rules(kind: str) -> tuple[Rule, ...]:
    """The rules that look at a kind of file."""
    return tuple(rule for rule in RULES if rule.find and kind in rule.on)


def _may_have(rule: Rule, page: Page) -> bool:
    lower = page.lower
    for trigger in rule.triggers:
        if trigger in lower:
            return True
    return not rule.triggers


def _problem(rule: Rule, found: Found, page: Page) -> Problem:
    source = page.sources.get(found.path, page.source) if found.path else page.source
    if source is page.source:
        line = bisect_right(page.starts, found.offset)
        column = found.offset - page.starts[line - 1] + 1
    else:
        line, column = source.place(found.offset)
    return Problem(
        path=found.path or source.path,
        line=line,
        column=column,
        rule=rule.id,
        message=found.message or rule.says,
        hint=rule.hint if found.hint is None else found.hint,
        severity=found.severity or rule.severity,
    )


def weighed(problem: Problem, bulletin: Bulletin, page: Page | None = None) -> Problem | None:
    """The problem as severe as the settings and the past of its issue make it; None if it is turned off."""
    group = group_of(problem.rule)
    if group in FIXED:
        return problem
    read = page is None
    if read and problem.severity == "error":
        return problem  # Without what could not be read there is nothing to build.
    levels = dict(bulletin.settings.checks)
    named = (problem.rule, group.upper(), problem.rule.rstrip("0123456789"))
    level = next((levels[name] for name in named if name in levels), problem.severity)
    if level == "off":
        return None
    if page and page.issue and page.issue.id in bulletin.desk.sent and level == "error":
        level = "warning"
    return replace(problem, severity=level)


__all__ = ["BY_ID", "check", "chosen", "group_of", "pages_of", "weighed"]
