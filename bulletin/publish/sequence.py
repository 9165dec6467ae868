"""The whole of publishing, in its order: refuse → site is live → once → release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..errors import PublishError
from .github import Repository
from .live import wait_until_live
from .once import Outcome, Request, World, publish
from .parcel import assets
from .publication import Publication
from .release import Release, release, tag


class Place(NamedTuple):
    """The repository that the releases are made in."""

    repository: Repository
    public: bool
    """Whether everybody can see it."""


class Done(NamedTuple):
    """What became of it."""

    outcome: Outcome
    release: str
    """Its address, "" if none was made."""


_RELEASED = ("sent", "already", "by hand", "waiting")


def run(request: Request, world: World, files: Mapping[str, bytes], place: Place | None) -> Done:
    """Publish an issue; raises PublishError. files: bytes by path. place: None makes no release."""
    refuse(request.publication, place)
    publication = request.publication
    if publication.page and not request.dry:
        world.say(f"Waiting until {publication.page} is live.")
        wait_until_live(publication.page, publication.page_sha256, world.pause)
    outcome = publish(request, world)
    if place is None or outcome.state not in _RELEASED:
        return Done(outcome, "")
    return Done(outcome, release(place.repository, _release(publication, files, place)))


def refuse(publication: Publication, place: Place | None) -> None:
    """Raise PublishError for what must not go out at all."""
    if publication.sample:
        raise PublishError("This bulletin is a sample, so I send nothing. Delete `sample: yes` when it is a real one.")
    if place and place.public and not (publication.public and not publication.limited):
        said = f"{publication.id} holds what is not public, and everybody can see this repository."
        raise PublishError(f"{said} Make it private. [RST02]")


def _release(publication: Publication, files: Mapping[str, bytes], place: Place) -> Release:
    notes = [f"The bulletin of {publication.day:%Y-%m-%d}."]
    if publication.page:
        notes.append(f"On the web: {publication.page}")
    notes.append("To send it by hand: open the zip, then read-me-first.txt.")
    return Release(
        tag=tag(publication.id),
        name=f"Bulletin {publication.id}",
        notes="\n\n".join(notes) + "\n",
        commit=publication.commit,
        assets=assets(publication, files, public=place.public),
    )
