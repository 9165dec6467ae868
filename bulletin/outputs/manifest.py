"""manifest.json: what a build made and what it promises; it is never deployed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import addresses
from ..errors import ContentError
from ..ledger import vanishing
from ..ledger.document import values
from ..ledger.entries import session_ref
from ..ledger.recording import item_entry, session_entry
from ..listing import dumped, measured
from ..model import Bulletin, Circulation, File, Issue, Item, live_items

if TYPE_CHECKING:
    from .email.correction import Correction

OUTPUT = "manifest"
VERSION = 1

_SITE = "site/"
_PAGE = "index.html"
_UNPROMISED = (addresses.NOT_FOUND, addresses.SITEMAP, addresses.ROBOTS, addresses.SEARCH_INDEX)
_UNPROMISED_FOLDER = "assets/"


class Row(NamedTuple):
    """A file as it was made."""

    file: File
    size: int
    """Bytes."""
    sha256: str


def row(file: File) -> Row:
    """A file as it was made."""
    size, sha256 = measured(file)
    return Row(file=file, size=size, sha256=sha256)


def render(
    bulletin: Bulletin, rows: Iterable[Row], outputs: Iterable[str], correction: Correction | None = None
) -> File:
    """The manifest of a whole bulletin. outputs: the names of those that were made; correction: if that is one."""
    rows, settings = tuple(rows), bulletin.settings
    items = _items(bulletin)
    free = [item for item in items if not item.held]
    found = {
        "version": VERSION,
        "bulletin": settings.id,
        "as_of": bulletin.as_of.isoformat(),
        "base_url": settings.base_url,
        "outputs": sorted(outputs),
        "issues": list(_issue_rows(bulletin, rows)),
        "items": [_item(item) for item in free],
        "sessions": list(_sessions(bulletin, free)),
        "addresses": sorted(promised(row.file for row in rows)),
        "files": {row.file.path: _file(row) for row in rows},
        "held": len(items) - len(free),
    }
    if correction:
        names = ("id", "issue", "number", "items", "sessions")
        found["correction"] = {name: getattr(correction, name) for name in names}
    return File(path=addresses.MANIFEST, data=dumped(found), output=OUTPUT, circulation=Circulation.LIMITED)


def promised(files: Iterable[File]) -> Iterator[str]:
    """The addresses among files that may not vanish once they were published."""
    for file in files:
        address = file.path.removeprefix(_SITE)
        if file.path.startswith(_SITE) and address not in _UNPROMISED and not address.startswith(_UNPROMISED_FOLDER):
            page, _, name = address.rpartition(_PAGE)
            yield page if not name and address.endswith(_PAGE) else address


def _issues(bulletin: Bulletin) -> tuple[Issue, ...]:
    """Every issue that is shown or whose mail is made, by id."""
    found = {issue.id: issue for issue in (*bulletin.issues, *bulletin.mail)}
    return tuple(found[key] for key in sorted(found))


def _items(bulletin: Bulletin) -> tuple[Item, ...]:
    """Their items, by slug."""
    found = {item.slug: item for issue in _issues(bulletin) for item in issue.items}
    return tuple(found[key] for key in sorted(found))


def _issue_rows(bulletin: Bulletin, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    shown, mailed = ({issue.id for issue in several} for several in (bulletin.issues, bulletin.mail))
    spilled: dict[str, list[dict[str, Any]]] = {}
    for one in (one for row in rows for one in row.file.spilled):
        spilled.setdefault(one.issue, []).append({"item": one.item, "to": one.to, "bytes": one.bytes})
    for issue in _issues(bulletin):
        yield {
            "id": issue.id,
            "title": issue.title,
            "date": issue.day.isoformat(),
            "status": "ready" if issue.ready else "draft",
            "shown": issue.id in shown,
            "mail": issue.id in mailed,
            "items": [item.slug for item in issue.items if not item.held],
            "spilled": spilled.get(issue.id, []),
        }


def _item(item: Item) -> dict[str, Any]:
    title = {} if item.circulation is Circulation.LIMITED else {"title": item.title}
    own = {"slug": item.slug, "kind": item.kind, "circulation": str(item.circulation)}
    return own | values(item_entry(item)) | title


def _sessions(bulletin: Bulletin, items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    shown = {item.slug for item in live_items(bulletin) if item.circulation is Circulation.PUBLIC}
    for item in items:
        for session in sorted(item.sessions, key=lambda one: one.key):
            address = addresses.session(item, session) if item.slug in shown else ""
            entry = session_entry(item, session, bulletin.settings.time_zone, address)
            own = {"ref": session_ref(item.slug, session.key), "circulation": str(item.circulation)}
            yield own | values(entry)


def _file(row: Row) -> dict[str, Any]:
    return {
        "bytes": row.size,
        "sha256": row.sha256,
        "output": row.file.output,
        "circulation": str(row.file.circulation),
        "media_type": addresses.media_type(row.file.path),
    }


def keep(bulletin: Bulletin, files: Iterable[File]) -> None:
    """Refuse a whole build that does not make what was published; raises ContentError with the choice (NAM03).

    files: all that were made of the whole bulletin.
    """
    issues = (*bulletin.issues, *bulletin.mail)
    items = {item.slug: item for issue in issues for item in issue.items}
    content = next((PurePosixPath(issue.path).parent.parent for issue in issues), PurePosixPath("content"))
    path = (content / "ledger.json").as_posix()
    problems = vanishing.vanished_addresses(bulletin.promised, set(promised(files)), items.values(), path)
    if problems:
        raise ContentError(problems)
