"""A file with all that rules on it alone may look at, so that what they said of it can be remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ..content.source import Source, Workspace
from ..memory import Memory
from ..model import Fonts, Issue, Item, Prose, Theme
from .checked_file import CheckedFile
from .closed_contents import ClosedContents, contents_in
from .word_lists import WordLists


class LooksAroundError(Exception):
    """A rule looks at other files than the one that it judges."""


class _NoOthers(Mapping[str, Source]):
    """Stands where the other files would: a rule that looks at them cannot be answered from its own file."""

    def __getitem__(self, path: str) -> Source:
        raise LooksAroundError(path)

    def __iter__(self) -> Iterator[str]:
        raise LooksAroundError

    def __len__(self) -> int:
        raise LooksAroundError


class _Unseen(tuple[Any, ...]):
    """Stands where all issues would, or the items of an issue, in the same way."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        raise LooksAroundError

    def __len__(self) -> int:
        raise LooksAroundError

    def __contains__(self, value: object) -> bool:
        raise LooksAroundError

    def __getitem__(self, place: Any) -> Any:
        raise LooksAroundError

    def __reduce__(self) -> str:
        """Name the only one there is, so that what was kept between commands has the same."""
        return "_UNSEEN"


_NO_OTHERS, _UNSEEN = _NoOthers(), _Unseen()
_NO_THEME = Theme(name="", values=(), logo=None, fonts=Fonts(regular=b"", bold=b""))


class OneFile(NamedTuple):
    """A file, and of its surroundings what rules may look at; the names are those of CheckedFile."""

    source: Source
    workspace: Workspace
    """Without other files and the theme. Of the issues there is only the newest, cut; in its own file there is none."""
    words: WordLists
    issue: Issue | None
    """Of an item: without its contents."""
    item: Item | None
    public_repository: bool | None
    broken: bool
    broken_beside: bool
    closed: ClosedContents | None
    """What the file may hold of it."""

    def checked(self, rule_ids: Collection[str]) -> CheckedFile:
        """Return the file as rules see it; a rule that looks at others then raises LooksAroundError."""
        return CheckedFile(**self._asdict(), sources=_NO_OTHERS, rule_ids=rule_ids)


class Heads:
    """The issues of a workspace without their contents."""

    def __init__(self, workspace: Workspace, memory: Memory) -> None:
        self._memory = memory
        heads = map(_without_contents, workspace.issues)
        self._by_id = {head.id: memory.same(("head", head.id), head) for head in heads}
        self._newest = max(self._by_id.values(), key=lambda issue: (issue.day, issue.id), default=None)

    def one_file(self, file: CheckedFile) -> OneFile:
        """Cut off what rules on a file alone may not look at."""
        head = self._by_id[file.issue.id] if file.issue else None
        is_newest = head is not None and head is self._newest and not file.item
        issues = _UNSEEN if is_newest else tuple(filter(None, [self._newest]))
        ids = {each.id for each in (head, self._newest) if each}
        workspace = file.workspace._replace(
            issues=issues,
            theme=_NO_THEME,
            sources=(),
            enclosed={file.source.path: file.enclosed},
            sent=file.workspace.sent & ids,
            late=file.workspace.late & {file.item.slug} if file.item else frozenset(),
        )
        return OneFile(
            source=file.source,
            workspace=workspace,
            words=file.words,
            issue=head if file.item else file.issue,
            item=file.item,
            public_repository=file.public_repository,
            broken=file.broken,
            broken_beside=file.broken_beside,
            closed=file.closed and contents_in(file.closed, file.source, file.item, self._memory),
        )


def _without_contents(issue: Issue) -> Issue:
    return replace(
        issue, items=_UNSEEN, sections=(), first=(), introduction="", prose=Prose(), preheader="", images=(), at=()
    )
