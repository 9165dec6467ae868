"""Publish in order: check, wait until the site is live, deliver, release; on one's own machine, record first."""

from __future__ import annotations

import hashlib
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import NamedTuple

from ..errors import PublishError
from . import deliver, due
from .deliver import Outcome, Request, Services
from .github_api import Repository
from .publication import Publication
from .recording import CheckedBuild, record
from .release import Release, exists, release, release_files, tag
from .store import Store, ledger_of

EVERY = 10.0
"""Seconds between two requests for the page."""
LOOKS = 60
"""The number of requests; with EVERY it makes 10 minutes at most."""
_TIMEOUT = 20


def wait_until_live(request: Request, services: Services) -> None:
    """Wait until the issue's page on the web is the built one; raise PublishError after LOOKS requests."""
    page, minutes = request.publication.page, f"{LOOKS * EVERY / 60:.0f} minutes"
    start = f"Waiting until {page} is live, for at most {minutes}. Nothing is sent before."
    services.say(f"{start} {request.terms.not_now}")
    for look in range(LOOKS):
        if look:
            services.pause(EVERY)
        if _is_live(page, request.publication.page_sha256):
            return
    sentence = f"{page} is not the page that was built, after {minutes}. Nothing was sent."
    raise PublishError(f"{sentence} {request.terms.live}")


def _is_live(page: str, sha256: str) -> bool:
    request = urllib.request.Request(page, headers={"Cache-Control": "no-cache", "User-Agent": "bulletin"})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as reply:
            return hashlib.sha256(reply.read()).hexdigest() == sha256
    except (OSError, HTTPException, ValueError):
        return False


class ReleaseTarget(NamedTuple):
    """The repository in which releases are made."""

    repository: Repository
    public: bool
    """Whether everybody can see it."""


_RELEASED = ("sent", "already", "by hand", "waiting")
"""The outcomes after which an issue or correction gets a release."""
_BY_HAND = ("by hand", "waiting")
"""The outcomes after which a reminder gets a release; once it is sent, nobody needs its files."""


def publish_and_release(
    request: Request, services: Services, files: Mapping[str, bytes], target: ReleaseTarget | None = None
) -> Outcome:
    """Wait until the site is live, send the issue, and make its release; raise PublishError.

    What a person sends by hand is not waited for: it is only said that the site is not live.
    files: the bytes of the release's files by path. target: None makes no release.
    """
    publication = request.publication
    check_publishable(publication, target)
    if target:
        _raise_if_released(publication, services.store, target.repository)
    if publication.page and not request.dry and not deliver.is_settled(request, services):
        if request.server or target:
            wait_until_live(request, services)
        elif not _is_live(publication.page, publication.page_sha256):
            services.say(f"{publication.page} is not the page that was built. Put the site online before you send it.")
    outcome = deliver.publish(request, services)
    final_state = _BY_HAND if due.is_reminder(publication.id) else _RELEASED
    if target is None or outcome.state not in final_state:
        return outcome
    return outcome._replace(release=release(target.repository, _release(publication, files, target)))


def check_publishable(publication: Publication, target: ReleaseTarget | None) -> None:
    """Raise PublishError for a sample, and for a publication that a public repository must not have."""
    if publication.sample:
        raise PublishError("This bulletin is a sample, so I send nothing. Delete `sample: yes` when it is a real one.")
    if target and target.public and not (publication.public and not publication.limited):
        sentence = f"{publication.id} holds what is not public, and everybody can see this repository."
        raise PublishError(f"{sentence} Make it private. [RST02]")


def _raise_if_released(publication: Publication, store: Store, repository: Repository) -> None:
    """Raise PublishError if there is a release of an issue of which the ledger says that no run has begun it.

    A forced push takes the commits of the ledger away, and leaves the release.
    """
    entry = ledger_of(store.read()).issues.get(publication.id)
    if (entry is None or entry.state == "recorded") and exists(repository, tag(publication.id)):
        raise PublishError(
            f"GitHub has the release {tag(publication.id)}, so {publication.id} went out, and the ledger does not know "
            "it. If a push put the default branch back, restore ledger.json as it was before. If nobody has the "
            "issue, delete that release. Then run this again."
        )


def _release(publication: Publication, files: Mapping[str, bytes], target: ReleaseTarget) -> Release:
    notes = [f"The bulletin of {publication.day:%Y-%m-%d}."]
    if publication.page:
        notes.append(f"On the web: {publication.page}")
    notes.append("To send it by hand: open the zip, then read-me-first.txt.")
    return Release(
        tag=tag(publication.id),
        name=f"Bulletin {publication.id}",
        notes="\n\n".join(notes) + "\n",
        commit=publication.commit,
        files=release_files(publication, files, public=target.public),
    )


def record_and_publish(checked: CheckedBuild, request: Request, services: Services) -> Outcome:
    """Record the build, then publish the issue once, without a release; raise PublishError and RequestError."""
    _record(checked, request, services)
    return publish_and_release(request, services, {})


def record_and_mark(checked: CheckedBuild, request: Request, services: Services) -> Outcome:
    """Record the build, and that a waiting issue was sent by hand; record nothing if it is not waiting."""
    deliver.check_markable(request, services)
    _record(checked, request, services)
    return deliver.mark_as_sent(request, services)


def _record(checked: CheckedBuild, request: Request, services: Services) -> None:
    if not request.dry:
        record(services.store, checked)


def send_test(request: Request, address: str, services: Services) -> Outcome:
    """Send only the main edition to one address, marked as a test; record nothing."""
    check_publishable(request.publication, None)
    return deliver.send_test(request, address, services)
