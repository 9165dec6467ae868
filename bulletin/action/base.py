"""Build the emails as they were before a pull request, so that the preview can show what it changes for readers."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..circulation.audience import public_cut
from ..circulation.tripwire import Tripwire
from ..content.load import read
from ..errors import BulletinError, LeakError
from ..model import Bulletin, Circulation, File, Issue
from ..outputs import files
from .checkout import Checkout, base_files
from .folders import put_bytes
from .result import Step

_MAIL = ("email", "editions")
"""The outputs that are compared; the limited edition is on no page."""


class Base(NamedTuple):
    """The bulletin of the branch that a pull request is merged into."""

    bulletin: Bulletin | None
    """Cut to what may be seen where the page goes, now and before; None where there is nothing to compare with."""
    files: Mapping[str, File]
    """By path."""
    note: str
    """Why there is nothing to compare with, "" where nobody asks."""


NO_BASE = Base(None, {}, "")
_UNKNOWN = "What it was before is not known here: add `fetch-depth: 2` to actions/checkout."
_UNBUILT = "What it was before could not be built, so there is nothing to compare with."
_CLOSED = "What it was before is not shown: it has words that not everybody who may open this page may see now."


def base(step: Step, checkout: Checkout, bulletin: Bulletin) -> Base:
    """Build the emails of the same issues as they were before. bulletin: as it is now, with all that is in it."""
    if not step.context.number:
        return NO_BASE
    contents = base_files(checkout)
    if not contents:
        return NO_BASE._replace(note=_UNKNOWN)
    with tempfile.TemporaryDirectory(dir=step.context.temp, prefix="bulletin-base-") as name:
        put_bytes(contents.items(), Path(name))  # Git lists no path that leads out of a folder.
        try:
            return _render_base(step, Path(name) / checkout.inner, bulletin)
        except LeakError:
            return NO_BASE._replace(note=_CLOSED)
        except BulletinError:
            return NO_BASE._replace(note=_UNBUILT)


def _render_base(step: Step, folder: Path, bulletin: Bulletin) -> Base:
    """Read and render the folder; raise BulletinError where that cannot be, LeakError for words that are closed now."""
    mail = [issue.id for issue in bulletin.mail if (folder / issue.id / "issue.md").is_file()]
    if not mail:
        return NO_BASE
    before = read(folder, mail=mail, base_url=step.inputs.site_url, every_file=False).complete()
    before = _without(public_cut(before) if step.context.public else before, _hidden_slugs(step, bulletin))
    built = {file.path: file for file in files(before, _MAIL)}
    tripwire = Tripwire(bulletin)
    for file in built.values():
        tripwire.check(replace(file, circulation=Circulation.PUBLIC) if step.context.public else file)
    return Base(before, built, "")


def _hidden_slugs(step: Step, bulletin: Bulletin) -> frozenset[str]:
    """Return the slugs of the items that the page must not hold now, though it might have before."""
    open_levels = {Circulation.PUBLIC} if step.context.public else {Circulation.PUBLIC, Circulation.STAFF}
    items = [item for issue in bulletin.mail for item in issue.items]
    return frozenset(item.slug for item in items if item.held or item.circulation not in open_levels)


def _without(bulletin: Bulletin, slugs: Collection[str]) -> Bulletin:
    """Return a bulletin without the items of these names."""

    def cut(issue: Issue) -> Issue:
        return replace(issue, items=tuple(item for item in issue.items if item.slug not in slugs))

    return replace(bulletin, issues=tuple(map(cut, bulletin.issues)), mail=tuple(map(cut, bulletin.mail)))
