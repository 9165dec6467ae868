"""Permalinks never die: a build that would lose a published address is refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from .. import ledger
from ..errors import ContentError
from ..model import Bulletin, File
from .manifest import promised


def keep(bulletin: Bulletin, files: Iterable[File]) -> None:
    """Refuse a whole build that does not make what was published; raises ContentError with the choice (NAM03).

    files: all that were made of the whole bulletin.
    """
    issues = (*bulletin.issues, *bulletin.mail)
    items = {item.slug: item for issue in issues for item in issue.items}
    content = next((PurePosixPath(issue.path).parent.parent for issue in issues), PurePosixPath("content"))
    path = (content / "ledger.json").as_posix()
    problems = ledger.vanished_addresses(bulletin.promised, set(promised(files)), items.values(), path)
    if problems:
        raise ContentError(problems)
