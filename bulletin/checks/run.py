"""Every rule over every file: what is found, as milder or harder as the bulletin wants it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ..content.source import Reading, Source, Workspace
from ..errors import Problem
from ..model import Circulation, Issue, Item, Settings
from ..text.private import hidden
from . import circulation, contacts, dates, email, links, privacy, reading, structure, wording
from .lists import Words
from .page import Page
from .reading import SETTINGS
from .rule import FIXED, GROUPS, Example, Found, Rule

LEVELS = ("off", "info", "warning", "error")


def _unknown(page: Page) -> Iterator[Found]:
    """A rule or group in `checks:` or `ignore:` that does not exist."""
    for value in page.source.values:
        name = value.text.split()[0].upper() if value.text.split() else ""
        if value.key == "ignore" and page.source.kind == "item" and value.start in page.line_starts_of("ignore"):
            if name not in BY_ID:
                yield Found(value.start, f'There is no rule "{name[:20]}".')
        elif value.key == "checks" and page.source.kind == "settings" and not _is_known(value.text):
            yield Found(value.start, f'There is no rule or group "{value.text[:40]}".')


def _is_known(text: str) -> bool:
    """Whether a name or value under `checks:` is a level, a rule, a group, or the letters of one."""
    return text.casefold() in (*LEVELS, *GROUPS.values()) or text.upper() in (*BY_ID, *GROUPS)


RULES: tuple[Rule, ...] = (
    *privacy.RULES,
    *circulation.RULES,
    *dates.RULES,
    *links.RULES,
    *contacts.RULES,
    *wording.RULES,
    *structure.RULES,
    *email.RULES,
    *email.CALENDAR_RULES,
    *reading.RULES,
    Rule(
        id="SET04",
        severity="warning",
        says="A rule is named that does not exist.",
        hint="Write it as it is said in brackets at the end of a problem.",
        wrong=Example(SETTINGS + "checks:\n  ‸TXT99: off\n", "bulletin.yml"),
        right=Example(SETTINGS + "checks:\n  TXT10: off\n  dates: warning\n", "bulletin.yml"),
        find=_unknown,
        on=("settings", "item"),
        triggers=("checks", "ignore"),
    ),
)

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}


def discreet(problems: Sequence[Problem], workspace: Workspace) -> tuple[Problem, ...]:
    """The problems, without a word of any file that not everybody may read: those say what their rule says."""
    open_to_all = _public_paths(workspace)
    return tuple(one if one.path in open_to_all else _in_general(one) for one in problems)


def lines(workspace: Workspace, problems: Sequence[Problem], *, public: bool) -> Callable[[str, int], str]:
    """(path, line) → the line of the file, for reports; "" for lines that hold something private.

    public: whether the report goes where everybody can read it; then only lines of public files are shown.
    """
    texts = {source.path: source.text.split("\n") for source in workspace.sources}
    shown: Collection[str] = _public_paths(workspace) if public else texts.keys()
    # What is private may go on in the next line.
    secret = {(one.path, one.line + more) for one in problems if one.rule.startswith("PRIV") for more in (0, 1)}

    def line(path: str, number: int) -> str:
        if path not in shown or (path, number) in secret or not 0 < number <= len(texts.get(path, ())):
            return ""
        return hidden(texts[path][number - 1])

    return line


def _in_general(problem: Problem) -> Problem:
    rule = BY_ID.get(problem.rule)
    if rule is None:
        return replace(problem, message="Something is wrong here.", hint="")
    return replace(problem, message=rule.says, hint=rule.hint)


def _public_paths(workspace: Workspace) -> frozenset[str]:
    """The files whose words everybody may read: settings, snippets, public introductions and free public items."""
    closed = {issue.path for issue in workspace.issues if issue.circulation is not Circulation.PUBLIC}
    closed |= {
        item.path
        for issue in workspace.issues
        for item in issue.items
        if item.held or item.circulation is not Circulation.PUBLIC
    }
    known = {issue.path for issue in workspace.issues}
    known |= {item.path for issue in workspace.issues for item in issue.items}
    sources = {source.path for source in workspace.sources if source.kind in ("settings", "snippet")}
    return frozenset((known | sources) - closed)


def check(reading: Reading, *, public_repository: bool | None = None) -> tuple[Problem, ...]:
    """Return every problem of what was read, sorted by path, line, column and rule; with those met while reading.

    Each file is judged at its issue's date. public_repository: whether anyone can read the repository that the
    files lie in, which only its host knows (GitHub: `repository.private` of the event is false); if
    True, limited and held items are errors (RST02), and what is said of files that are not public
    quotes nothing of them. None: nobody said, and RST02 looks at nothing.
    """
    found = [problem for page in pages_of(reading, public_repository) for problem in _judged(page)]
    notices = [weighed(one, reading.workspace.settings) for one in reading.problems]
    shown = [replace(one, path=hidden(one.path)) for one in (*found, *filter(None, notices))]
    shown = [replace(one, message=hidden(one.message), hint=hidden(one.hint)) for one in shown]
    problems = tuple(sorted(set(shown)))
    return discreet(problems, reading.workspace) if public_repository else problems


def pages_of(reading: Reading, public_repository: bool | None = None) -> Iterator[Page]:
    """Yield every file as rules see it."""
    workspace = reading.workspace
    items: Mapping[str, Item] = {item.path: item for issue in workspace.issues for item in issue.items}
    homes: Mapping[str, Issue] = {issue.id: issue for issue in workspace.issues}
    heads: Mapping[str, Issue] = {issue.path: issue for issue in workspace.issues}
    broken = {problem.path for problem in reading.problems if problem.severity == "error"}
    words = Words.of(workspace, dict(workspace.settings.acronyms))
    sources: Mapping[str, Source] = {source.path: source for source in workspace.sources}
    for source in workspace.sources:
        item = items.get(source.path)
        yield Page(
            source=source,
            workspace=workspace,
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


def _judged(page: Page) -> Iterator[Problem]:
    ignored = {rule for rule, _ in page.item.ignored} if page.item else frozenset()
    for rule in _rules(page.source.kind):
        if rule.find and rule.id not in ignored and _may_have(rule, page):
            for found in rule.find(page):
                problem = weighed(_problem(rule, found, page), page.workspace.settings, page)
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


def weighed(problem: Problem, settings: Settings, page: Page | None = None) -> Problem | None:
    """The problem as severe as the settings and the past of its issue make it; None if it is turned off."""
    group = group_of(problem.rule)
    if group in FIXED:
        return problem
    read = page is None
    if read and problem.severity == "error":
        return problem  # Without what could not be read there is nothing to build.
    levels = dict(settings.checks)
    named = (problem.rule, group.upper(), problem.rule.rstrip("0123456789"))
    level = next((levels[name] for name in named if name in levels), problem.severity)
    if level == "off":
        return None
    if page and page.issue and page.issue.id in page.workspace.sent and level == "error":
        level = "warning"
    return replace(problem, severity=level)


__all__ = ["BY_ID", "check", "chosen", "group_of", "pages_of", "weighed"]
