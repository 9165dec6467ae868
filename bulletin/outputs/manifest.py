"""Write manifest.json, which lists the files of a build and its published addresses; it is never published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import addresses
from ..errors import ContentError
from ..ledger.document import values
from ..ledger.entries import session_ref
from ..ledger.promises import is_promised, lost
from ..ledger.recording import item_entry, session_entry
from ..memory import NO_MEMORY, Memory
from ..model import Bulletin, Circulation, File, Issue, Item, Spilled, live_items
from ..text.json_text import indented_json

if TYPE_CHECKING:
    from .email.correction import Correction

OUTPUT = "manifest"
VERSION = 1

_SITE = "site/"
_PAGE = "index.html"


class ListedFile(NamedTuple):
    """The facts about a file in the manifest, without the bytes of the file."""

    path: str
    row: Mapping[str, Any]
    spilled: tuple[Spilled, ...]


def listed(file: File) -> ListedFile:
    """Return the facts about a file for the manifest."""
    return ListedFile(file.path, file.manifest_row, file.spilled)


class BuildFacts(NamedTuple):
    """The facts about a build in the manifest."""

    files: Sequence[ListedFile]
    outputs: Iterable[str]
    """The names of the outputs that were made."""
    correction: Correction | None = None
    """The correction, if the build is one."""


def facts_of_files(files: Iterable[File], correction: Correction | None = None) -> BuildFacts:
    """Return the facts about a build that makes these files, and no output without a file."""
    rows = tuple(map(listed, files))
    return BuildFacts(rows, {row.row["output"] for row in rows}, correction)


def render(bulletin: Bulletin, build: BuildFacts, memory: Memory = NO_MEMORY) -> File:
    """Return the manifest of a build. memory: the rows of items in earlier builds."""
    settings, items = bulletin.settings, _built_items(bulletin)
    free = [item for item in items if not item.held]
    rows = list(_rows(bulletin, free, memory))
    manifest: dict[str, Any] = {
        "version": VERSION,
        "bulletin": settings.id,
        "as_of": bulletin.as_of.isoformat(),
        "base_url": settings.base_url,
        "outputs": sorted(build.outputs),
        "issues": list(_issue_rows(bulletin, build.files)),
        "items": [row.item for row in rows],
        "sessions": [session for row in rows for session in row.sessions],
        "addresses": sorted(promised(build.files)),
        "files": {file.path: file.row for file in build.files},
        "held": len(items) - len(free),
    }
    if build.correction:
        names = ("id", "issue", "number", "items", "sessions")
        manifest["correction"] = {name: getattr(build.correction, name) for name in names}
    data = indented_json(manifest)
    return File(path=addresses.MANIFEST, data=data, output=OUTPUT, circulation=Circulation.LIMITED)


def promised(files: Iterable[File | ListedFile]) -> Iterator[str]:
    """Yield the addresses of files that may not vanish after they are published."""
    for file in files:
        address = file.path.removeprefix(_SITE)
        if file.path.startswith(_SITE) and is_promised(address):
            page, _, name = address.rpartition(_PAGE)
            yield page if not name and address.endswith(_PAGE) else address


def refuse_loss(bulletin: Bulletin, files: Iterable[ListedFile]) -> None:
    """Raise ContentError if a whole build lacks a published address (NAM03); its hint says what can be done.

    files: all files of the whole bulletin.
    """
    problems = lost(bulletin, frozenset(promised(files)))
    if problems:
        raise ContentError(problems)


def _built_issues(bulletin: Bulletin) -> tuple[Issue, ...]:
    """Return every issue that is on the web or whose mail is made, sorted by id."""
    by_id = {issue.id: issue for issue in (*bulletin.issues, *bulletin.mail)}
    return tuple(by_id[key] for key in sorted(by_id))


def _built_items(bulletin: Bulletin) -> tuple[Item, ...]:
    """Return the items of these issues, sorted by slug."""
    by_slug = {item.slug: item for issue in _built_issues(bulletin) for item in issue.items}
    return tuple(by_slug[slug] for slug in sorted(by_slug))


def _issue_rows(bulletin: Bulletin, files: Iterable[ListedFile]) -> Iterator[dict[str, Any]]:
    on_web, mailed = ({issue.id for issue in issues} for issues in (bulletin.issues, bulletin.mail))
    spilled: dict[str, list[dict[str, Any]]] = {}
    for short in (short for file in files for short in file.spilled):
        spilled.setdefault(short.issue, []).append({"item": short.item, "to": short.to, "bytes": short.bytes})
    for issue in _built_issues(bulletin):
        yield {
            "id": issue.id,
            "title": issue.title,
            "date": issue.day.isoformat(),
            "status": "ready" if issue.ready else "draft",
            "shown": issue.id in on_web,
            "mail": issue.id in mailed,
            "items": [item.slug for item in issue.items if not item.held],
            "spilled": spilled.get(issue.id, []),
        }


def _item_row(item: Item) -> dict[str, Any]:
    title = {} if item.circulation is Circulation.LIMITED else {"title": item.title}
    own = {"slug": item.slug, "kind": item.kind, "circulation": str(item.circulation)}
    return own | values(item_entry(item)) | title


class _Rows(NamedTuple):
    """The rows of an item and of its sessions."""

    item: dict[str, Any]
    sessions: tuple[dict[str, Any], ...]


def _rows(bulletin: Bulletin, items: Iterable[Item], memory: Memory) -> Iterator[_Rows]:
    public = {item.slug for item in live_items(bulletin) if item.circulation is Circulation.PUBLIC}
    for item in items:
        is_public = item.slug in public
        yield memory.recall(("manifest", item.slug), _rows_of, item, bulletin.settings.time_zone, is_public)


def _rows_of(item: Item, time_zone: str, is_public: bool) -> _Rows:
    return _Rows(_item_row(item), tuple(_session_rows(item, time_zone, is_public)))


def _session_rows(item: Item, time_zone: str, is_public: bool) -> Iterator[dict[str, Any]]:
    for session in sorted(item.sessions, key=lambda session: session.key):
        entry = session_entry(item, session, time_zone, addresses.session(item, session) if is_public else "")
        own = {"ref": session_ref(item.slug, session.key), "circulation": str(item.circulation)}
        yield own | values(entry)
