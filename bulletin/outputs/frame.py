"""Take from a bulletin what the files of each of its issues need: settings, theme, templates and the day."""

from __future__ import annotations

from dataclasses import replace

from ..model import Bulletin, Issue, Prose


def frame(view: Bulletin) -> Bulletin:
    """Return a view of the bulletin without its issues and what was published.

    A file that is made from the frame and an issue is not made again when other issues change. The view is returned
    whole if a team's own templates name `bulletin`, as they may then print anything of it.
    """
    if any("bulletin" in view.templates[name] for name in view.own_templates):
        return view
    return replace(view, issues=(), mail=(), changes=(), unrecorded=(), unsaid=(), promised=(), recorded_until=None)


def heading(issue: Issue) -> Issue:
    """Return an issue without its texts and items."""
    return replace(issue, items=(), sections=(), first=(), head=(), foot=(), introduction="", prose=Prose(), images=())
