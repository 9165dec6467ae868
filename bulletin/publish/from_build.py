"""A built bulletin → the Publication of one of its issues."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from .. import addresses
from ..circulation.audience import seen_by
from ..errors import PublishError, RequestError
from ..ledger.entries import Ledger, ToldEntry, session_ref
from ..ledger.hashes import item_hash, session_hashes
from ..ledger.history import next_correction
from ..model import Bulletin, Circulation, File, Issue, Session
from ..outputs import render_correction
from ..outputs.email.correction import corrected
from ..outputs.email.plan import EDITIONS, Mention, plan
from ..outputs.email.plan import MAIN as MAIN_EDITION
from .publication import LIMITED, MAIN, Message, Named, Publication, message

MAIN_FILE, LIMITED_FILE = "bulletin-send.eml", "limited-send.eml"


class Build(NamedTuple):
    """A bulletin and everything that was rendered of it."""

    bulletin: Bulletin
    files: Mapping[str, File]
    """By path."""
    commit: str


def issue_publication(build: Build, issue_id: str) -> Publication:
    """An issue as it goes out; raises RequestError if it is not shown, PublishError if its mail was not made."""
    issue = _shown(build.bulletin, issue_id)
    named = _named(build.bulletin, issue_id, tuple(_mentions(build.bulletin, issue)))
    return _publication(build, issue, named, (MAIN_FILE, LIMITED_FILE))


def correction_publication(build: Build, ledger: Ledger, issue_id: str) -> tuple[Build, Publication]:
    """The next correction of an issue, and the build with its files.

    Raises RequestError for an issue that was not sent, or says nothing else by now.
    """
    issue, number = _shown(build.bulletin, issue_id), next_correction(ledger, issue_id)
    found = corrected(build.bulletin, issue_id, number)
    made = [file for file in render_correction(build.bulletin, issue_id, number) if file.path != addresses.MANIFEST]
    whole = build._replace(files={**build.files, **{file.path: file for file in made}})
    items = {item.slug: item for one in (*build.bulletin.issues, *build.bulletin.mail) for item in one.items}
    keys = [ref.partition("/") for ref in found.sessions]
    said = [(items[slug], None) for slug in found.items]
    sessions = [(items[slug], next(one for one in items[slug].sessions if one.key == key)) for slug, _, key in keys]
    circulations = {items[slug].circulation for slug in (*found.items, *(slug for slug, _, _ in keys))}
    names = (f"correction-{number}-send.eml", f"limited-correction-{number}-send.eml")
    publication = _publication(whole, issue, _named(build.bulletin, found.id, (*said, *sessions)), names)
    paths = {file.path for file in made}
    return whole, replace(
        publication,
        id=found.id,
        public=circulations <= {Circulation.PUBLIC},
        files={path: digest for path, digest in publication.files.items() if path in paths},
        limited=publication.limited & paths,
    )


def mail_files(build: Build, publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the files that a publication names."""
    for path in publication.files:
        yield path, _bytes(build.files[path])


def _publication(build: Build, issue: Issue, named: Named, names: tuple[str, str]) -> Publication:
    bulletin = build.bulletin
    page = addresses.site(addresses.issue(issue.id))
    has_page = bulletin.settings.hosted and page in build.files
    main = next(one for one in seen_by(bulletin, Circulation.STAFF).mail if one.id == issue.id)
    return Publication(
        id=issue.id,
        bulletin=bulletin.settings.id,
        title=issue.subject,
        day=issue.day,
        commit=build.commit,
        page=addresses.absolute(bulletin.settings, addresses.issue(issue.id)) if has_page else "",
        page_sha256=hashlib.sha256(_bytes(build.files[page])).hexdigest() if has_page else "",
        public=_is_public(bulletin, main),
        sample=bulletin.settings.sample,
        named=named,
        files={path: hashlib.sha256(_bytes(file)).hexdigest() for path, file in _mail(build, issue.id)},
        limited=frozenset(path for path, file in _mail(build, issue.id) if file.circulation is Circulation.LIMITED),
        messages=tuple(_messages(build, issue.id, names)),
    )


def _shown(bulletin: Bulletin, issue_id: str) -> Issue:
    """The issue as everybody's mail has it."""
    found = next((one for one in bulletin.issues if one.id == issue_id), None)
    if found is None:
        raise RequestError(f'There is no issue "{issue_id}" that is ready and whose date has come.')
    if all(one.id != issue_id for one in bulletin.mail):
        raise PublishError(f"The email of {issue_id} was not built.")
    return found


def _mail(build: Build, issue_id: str) -> Iterator[tuple[str, File]]:
    folder = addresses.mail(issue_id, "")
    return ((path, file) for path, file in sorted(build.files.items()) if path.startswith(folder))


def _messages(build: Build, issue_id: str, names: tuple[str, str]) -> Iterator[Message]:
    for list_, name in zip((MAIN, LIMITED), names, strict=True):
        path = addresses.mail(issue_id, name)
        if path in build.files:
            yield message(list_, path, _bytes(build.files[path]))


def _is_public(bulletin: Bulletin, main: Issue) -> bool:
    """Whether the main edition says nothing that not everybody may see."""
    mail = plan(seen_by(bulletin, MAIN_EDITION.audience), main, MAIN_EDITION)
    words = not main.introduction or main.circulation is Circulation.PUBLIC
    return words and {item.circulation for item, _ in mail.mentions} <= {Circulation.PUBLIC}


def _mentions(bulletin: Bulletin, issue: Issue) -> Iterator[Mention]:
    """Each item and each session that some edition of the issue names."""
    for edition in EDITIONS:
        view = seen_by(bulletin, edition.audience)
        cut = next((one for one in view.mail if one.id == issue.id), None)
        if cut:
            yield from plan(view, cut, edition).mentions


def _named(bulletin: Bulletin, publication_id: str, said: Iterable[Mention]) -> Named:
    said = tuple(said)
    zone = bulletin.settings.time_zone
    sessions = {session_ref(item.slug, one.key): (item, one) for item, one in said if one}
    whole = {item.slug: item for item, one in said if one is None}
    return Named(
        items={slug: item_hash(item) for slug, item in sorted(whole.items())},
        sessions={ref: _told(one, publication_id) for ref, (_, one) in sorted(sessions.items())},
        hashes={ref: session_hashes(item, one, zone).hash for ref, (item, one) in sorted(sessions.items())},
    )


def _told(session: Session, publication_id: str) -> ToldEntry:
    return ToldEntry(
        issue=publication_id,
        start=session.start.replace(tzinfo=None),
        end=session.end.replace(tzinfo=None),
        place=session.place,
        state=session.state,
    )


def _bytes(file: File) -> bytes:
    return file.data if isinstance(file.data, bytes) else file.data.data or file.data.source.read_bytes()
