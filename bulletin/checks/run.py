"""Run every rule on every file, set severities by the settings, and redact problems for the public."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import ModuleType
from typing import NamedTuple

from ..circulation.audience import seen_by
from ..content.load import Reading
from ..content.source import Workspace
from ..errors import Problem, reading
from ..ledger.promises import lost, promised_addresses
from ..memory import NO_MEMORY, Memory
from ..model import Circulation, Issue, Item, Settings
from ..text.expressions import has_any
from ..text.private import hidden
from . import (
    acronyms,
    apostrophes,
    booking_days,
    capitals,
    circulation,
    contacts,
    content_folder,
    contradictions,
    dates,
    email,
    empty_places,
    family_news,
    grammar,
    imports,
    link_words,
    links,
    marks,
    near_days,
    odd_days,
    odd_times,
    other_hours,
    other_places,
    pasted_mail,
    persons,
    privacy,
    slips,
    spelling,
    structure,
    style,
    wording,
)
from .answers import hint_for, is_answered, unanswered
from .as_printed import as_printed
from .checked_file import CheckedFile
from .closed_contents import closed_contents
from .follow_ups import NamedWords, without_follow_ups, without_refused
from .old_issues import is_too_late
from .one_cause import with_one_sentence
from .one_file import Heads, LooksAroundError, OneFile
from .rule import FIXED, Finding, Rule, group_of
from .word_lists import WordLists

_MODULES = (
    privacy,
    circulation,
    dates,
    contradictions,
    booking_days,
    near_days,
    odd_days,
    odd_times,
    other_hours,
    other_places,
    links,
    link_words,
    contacts,
    persons,
    family_news,
    pasted_mail,
    acronyms,
    capitals,
    wording,
    empty_places,
    slips,
    grammar,
    apostrophes,
    spelling,
    style,
    structure,
    marks,
    email,
    content_folder,
    imports,
)


def _rules_of(module: ModuleType) -> list[Rule]:
    """Return the rules that a module defines, in the order of their ids."""
    return sorted((value for value in vars(module).values() if isinstance(value, Rule)), key=lambda rule: rule.id)


RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in _rules_of(module))

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}


_ALL_RULES = tuple(rule for rule in RULES if rule.find is not None)
_FIXED_RULES = tuple(rule for rule in _ALL_RULES if group_of(rule.id) in FIXED)


def check(
    reading: Reading,
    *,
    public_repository: bool | None = None,
    archive: bool = True,
    memory: Memory | None = None,
) -> tuple[Problem, ...]:
    """Return every problem, sorted by path, line, column and rule; with those met while reading.

    Each file is judged at its issue's date. public_repository: whether anyone can read the repository that the
    files lie in, which only its host knows (GitHub: `repository.private` of the event is false); if
    True, limited and held items are errors (RST02), and what is said of files that are not public
    quotes nothing of them. None: what bulletin.yml says, and where it says nothing, RST02 looks at nothing.
    archive: whether all rules look at the issues that were sent, too; if False, privacy and circulation alone.
    memory: the results of earlier checks, so that only what has changed is judged anew.
    """
    memory = memory or NO_MEMORY
    settings = reading.workspace.settings
    if public_repository is None and settings.public_repository:
        public_repository = True
    files = checked_files(reading, public_repository, memory)
    judged = _Judged(Heads(reading.workspace, memory), memory)
    problems = [
        problem for file in files for problem in judged.problems(file, all_rules=archive or not _was_sent(file))
    ]
    sent = _files_of_sent(reading.workspace)
    read = [problem for problem in reading.problems if problem.path not in sent or not is_too_late(problem)]
    problems = [*without_refused(problems, read, {source.path: source for source in reading.workspace.sources})]
    problems += filter(None, (weigh(problem, settings) for problem in (*read, *_lost(reading))))
    ordered = tuple(with_one_sentence(sorted({_without_identifiers(problem) for problem in problems})))
    return redact(ordered, reading) if public_repository else ordered


def _files_of_sent(workspace: Workspace) -> frozenset[str]:
    """Return the files of the sent issues, and of the items that are theirs."""
    sent = [issue for issue in workspace.issues if issue.id in workspace.sent]
    items = [item.path for issue in sent for item in issue.items if item.issue == issue.id]
    return frozenset([*items, *(issue.path for issue in sent)])


def _lost(reading: Reading) -> tuple[Problem, ...]:
    """Return a problem for each published address that the next build would not have (NAM03).

    The addresses of a build are known without rendering it.
    """
    bulletin = reading.bulletin
    if bulletin is None or not bulletin.promised:
        return ()
    return lost(bulletin, promised_addresses(seen_by(bulletin, Circulation.PUBLIC)))


def checked_files(
    reading: Reading, public_repository: bool | None = None, memory: Memory = NO_MEMORY
) -> Iterator[CheckedFile]:
    """Yield every file as rules see it."""
    workspace = reading.workspace
    sources = {source.path: source for source in workspace.sources}
    issues = {issue.path: issue for issue in workspace.issues}
    issues_by_id = {issue.id: issue for issue in workspace.issues}
    items = {item.path: item for issue in workspace.issues for item in issue.items}
    broken = {problem.path for problem in reading.problems if problem.severity == "error"}
    folders = {path.rpartition("/")[0] for path in broken}
    words = memory.recall("word lists", WordLists, workspace.settings, workspace.words)
    closed = memory.same("closed", closed_contents(workspace, sources, memory))
    for path, source in sources.items():
        item = items.get(path)
        yield CheckedFile(
            source=source,
            workspace=workspace,
            words=words,
            issue=issues_by_id.get(item.issue) if item else issues.get(path),
            item=item,
            public_repository=public_repository,
            broken=path in broken,
            broken_beside=path.rpartition("/")[0] in folders,
            sources=sources,
            closed=closed,
            rule_ids=BY_ID.keys(),
        )


def _was_sent(file: CheckedFile) -> bool:
    return file.issue is not None and file.issue.id in file.workspace.sent


class _Judged(NamedTuple):
    """What rules say of files, as far as it is known already."""

    heads: Heads
    memory: Memory

    def problems(self, file: CheckedFile, *, all_rules: bool) -> Sequence[Problem]:
        """Return what all rules find in a file, or privacy and circulation; it is judged anew if it has changed.

        Rules that look at other files are always asked again.
        """
        place = "problems", file.source.path
        alone = self.memory.recall(place, _judged_alone, self.heads.one_file(file), all_rules)
        if not alone.looked_around:
            return alone.problems
        with reading(file.source.path):
            views, words = _Views(file), NamedWords()
            rules = (BY_ID[rule_id] for rule_id in alone.looked_around)
            around = [problem for rule in rules for problem in _problems_of(rule, views, words)]
            return without_follow_ups(file, [*alone.problems, *around])


class _JudgedAlone(NamedTuple):
    """What rules find in a file without a look at others."""

    problems: Sequence[Problem]
    looked_around: tuple[str, ...]
    """The ids of the rules that need a look at others."""


def _judged_alone(one_file: OneFile, all_rules: bool) -> _JudgedAlone:
    file = one_file.checked(BY_ID.keys())
    problems: list[Problem] = []
    looked_around = []
    with reading(file.source.path):
        views, words = _Views(file), NamedWords()
        for rule in _ALL_RULES if all_rules else _FIXED_RULES:
            if rule.triggers and not has_any(views.lower, rule.triggers):
                continue
            try:
                problems += [*_problems_of(rule, views, words)]
            except LooksAroundError:
                looked_around.append(rule.id)
        return _JudgedAlone(tuple(without_follow_ups(file, problems)), tuple(looked_around))


class _Views:
    """A file as it is written and as its readers see it: without marks, and with each paragraph on one line."""

    def __init__(self, file: CheckedFile) -> None:
        self.file = file

    @cached_property
    def printed(self) -> tuple[CheckedFile, Sequence[int]] | None:
        """Return the file as readers see it, and where each of its letters is written; None if both are the same."""
        printed = as_printed(self.file.source)
        return (replace(self.file, source=printed.source), printed.offsets) if printed else None

    @cached_property
    def lower(self) -> str:
        """Both texts in small letters."""
        return f"{self.file.lower}\n{self.printed[0].lower}" if self.printed else self.file.lower


_AS_PRINTED = frozenset(("privacy", "circulation", "dates", "contacts"))
"""The groups whose rules also look at a file as readers see it."""
_OF_WHOLE_FILES = frozenset(("CON03", "DAT02", "DAT19", "DAT20", "DAT31", "DAT32", "PRIV08"))
"""Rules that something in another paragraph may silence, so that they cannot look at some paragraphs alone."""
_PRINTED_RULES = frozenset(rule.id for rule in RULES if rule.group in _AS_PRINTED) - _OF_WHOLE_FILES


def _problems_of(rule: Rule, views: _Views, words: NamedWords) -> Iterator[Problem]:
    """Yield the problems that a rule finds in a file as it is written, then those only in the file as it is printed.

    words: the words that rules before this one have named.
    """
    file = views.file
    as_written = [*words.named_first(rule.id, _weighed(file, rule, _findings(rule, file)))]
    yield from as_written
    if rule.id not in _PRINTED_RULES or views.printed is None:
        return
    printed, offsets = views.printed
    places = {(problem.path, problem.line) for problem in as_written}
    findings = (
        finding if finding.path else finding._replace(offset=offsets[finding.offset])
        for finding in _findings(rule, printed)
    )
    yield from (each for _, each in _weighed(file, rule, findings) if (each.path, each.line) not in places)


def _findings(rule: Rule, file: CheckedFile) -> Iterator[Finding]:
    """Yield what a rule finds in a file, and nothing answers."""
    if rule.find is not None and file.source.kind in rule.on and not is_answered(file, rule.id):
        yield from unanswered(file, rule.id, rule.find(file))


def _weighed(file: CheckedFile, rule: Rule, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Problem]]:
    """Yield each finding with its problem, whose severity is that of the settings; none if they turn it off."""
    for finding in findings:
        problem = _weigh_in_issue(_problem(rule, finding, file), file)
        if problem:
            yield finding, problem


def _problem(rule: Rule, finding: Finding, file: CheckedFile) -> Problem:
    path = finding.path or file.source.path
    source = file.sources[path] if finding.path else file.source
    line, column = source.place(finding.offset)
    return Problem(
        path=path,
        line=line,
        column=column,
        rule=rule.id,
        message=finding.message or rule.says,
        hint=hint_for(file, rule.hint if finding.hint is None else finding.hint),
        severity=finding.severity or rule.severity,
    )


def _without_identifiers(problem: Problem) -> Problem:
    """Return a problem with the health numbers, mailboxes and join links in its path and sentences hidden."""
    path, message, hint = hidden(problem.path), hidden(problem.message), hidden(problem.hint)
    return replace(problem, path=path, message=message, hint=hint)


def weigh(problem: Problem, settings: Settings) -> Problem | None:
    """Return a problem of reading or of a built file with its severity by the settings; None if they turn it off."""
    if problem.severity == "error":
        return problem  # No setting changes it: content that could not be read cannot be built.
    return _weigh_by_settings(problem, settings)


def _weigh_in_issue(problem: Problem, file: CheckedFile) -> Problem | None:
    """Return a problem with its severity by the settings; None if they turn it off.

    In a sent issue an error becomes a warning, and a problem that cannot be mended any more becomes None. Rules of
    privacy and circulation keep their severity.
    """
    weighed = _weigh_by_settings(problem, file.workspace.settings)
    sent = _was_sent(file)
    if weighed and sent and weighed.severity == "error" and group_of(problem.rule) not in FIXED:
        return replace(weighed, severity="warning")
    return None if weighed and sent and is_too_late(weighed) else weighed


def _weigh_by_settings(problem: Problem, settings: Settings) -> Problem | None:
    group = group_of(problem.rule)
    if group in FIXED:
        return problem
    levels = dict(settings.checks)
    names = (problem.rule, group.upper(), problem.rule.rstrip("0123456789"))
    level = next((levels[name] for name in names if name in levels), problem.severity)
    return None if level == "off" else replace(problem, severity=level)


def select(problems: Iterable[Problem], rule_ids: Collection[str], groups: Collection[str]) -> tuple[Problem, ...]:
    """Return the problems of some rules and groups; all problems if neither is given."""
    if not rule_ids and not groups:
        return tuple(problems)
    ids = {rule_id.upper() for rule_id in rule_ids}
    return tuple(problem for problem in problems if problem.rule in ids or group_of(problem.rule) in groups)


def redact(problems: Sequence[Problem], reading: Reading) -> tuple[Problem, ...]:
    """Return problems that quote no file which is not public: in its place stands the rule's own sentence."""
    public = public_paths(reading, problems)
    texts = {source.path: source.text for source in reading.workspace.sources}
    names = _names_not_public(reading.workspace, public)
    return tuple(
        problem
        if problem.path in public and not _quotes(problem, names, texts.get(problem.path, ""))
        else _in_general(problem)
        for problem in problems
    )


def _names_not_public(workspace: Workspace, public: Collection[str]) -> frozenset[str]:
    """Return the titles of the issues and items, and the slugs of the items, whose files are not public."""
    parts: list[Issue | Item] = [*workspace.issues, *(item for issue in workspace.issues for item in issue.items)]
    hidden_parts = [part for part in parts if part.path not in public]
    slugs = [part.slug for part in hidden_parts if isinstance(part, Item)]
    return frozenset(filter(None, [*(part.title for part in hidden_parts), *slugs]))


def _quotes(problem: Problem, names: Collection[str], text: str) -> bool:
    """Return whether a problem has one of the names in its sentences, and the text of its file does not."""
    sentence = f"{problem.message} {problem.hint}"
    return any(name in sentence and name not in text for name in names)


def _in_general(problem: Problem) -> Problem:
    rule = BY_ID.get(problem.rule)
    if rule is None:
        return replace(problem, message="Something is wrong here.", hint="")
    return replace(problem, message=rule.says, hint=rule.hint)


def source_lines(reading: Reading, problems: Sequence[Problem], *, public: bool) -> Callable[[str, int], str]:
    """Return a function from path and line number to that line, for reports; "" for a line that is private.

    public: whether the report goes where everybody can read it; then only lines of public files are shown.
    """
    texts = {source.path: source.text.split("\n") for source in reading.workspace.sources}
    readable: Collection[str] = public_paths(reading, problems) if public else texts.keys()
    # Private text may continue on the next line.
    private = {
        (problem.path, problem.line + next_line)
        for problem in problems
        if group_of(problem.rule) == "privacy"
        for next_line in (0, 1)
    }

    def line(path: str, number: int) -> str:
        if path not in readable or (path, number) in private or not 0 < number <= len(texts.get(path, ())):
            return ""
        return hidden(texts[path][number - 1])

    return line


def public_paths(reading: Reading, problems: Iterable[Problem]) -> frozenset[str]:
    """Return the paths of settings, snippets, public introductions and public items that are not on hold.

    A file with a circulation that cannot be read is left out. If the settings cannot be read, all texts are.
    """
    workspace = reading.workspace
    unread = {problem.path for problem in (*reading.problems, *problems) if _hides_level(problem)}
    settings = {source.path for source in workspace.sources if source.kind == "settings"}
    if unread & settings or not settings:
        return frozenset(settings)
    items = [item for issue in workspace.issues for item in issue.items]
    parts: list[Issue | Item] = [*workspace.issues, *items]
    paths = {source.path for source in workspace.sources if source.kind in ("settings", "snippet")}
    paths |= {part.path for part in parts}
    paths -= {part.path for part in parts if part.circulation is not Circulation.PUBLIC}
    paths -= {item.path for item in items if item.held}
    return frozenset(paths - unread)


def _hides_level(problem: Problem) -> bool:
    """Return whether, because of a problem, the circulation in a file may not have been understood."""
    is_key = problem.rule == "STR07"
    return problem.severity == "error" and (is_key or group_of(problem.rule) in ("circulation", "files"))
