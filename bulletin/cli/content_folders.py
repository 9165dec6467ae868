"""Find the content folder that a user means, and refuse a folder or file inside it by naming it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

SETTINGS = "bulletin.yml"
USUAL = "content"
"""The folder that a command takes if none is named."""


def content_folder(place: Path) -> Path | None:
    """Find the content folder around a folder, or inside it; None if there is none or several."""
    around = _around(place)
    if around is not None:
        return Path(os.path.relpath(around, place))
    inside = [path.parent for path in (place / USUAL / SETTINGS, *place.glob(f"*/{SETTINGS}")) if path.is_file()]
    first_is_usual = bool(inside) and inside[0] == place / USUAL
    return inside[0].relative_to(place) if first_is_usual or len(inside) == 1 else None


def _around(place: Path) -> Path | None:
    return next((folder for folder in (place, *place.parents) if (folder / SETTINGS).is_file()), None)


class ContentFolder(click.Path):
    """The type of an argument that names a content folder."""

    def __init__(self) -> None:
        """Make the type."""
        super().__init__(exists=True, file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder; fail with the folder that is meant if it lies elsewhere."""
        path = Path(value)
        if path == Path(USUAL) and not path.exists():
            self._refuse_elsewhere(ctx)
        elif not (path / SETTINGS).is_file():
            around = _around(path)
            if around is not None:
                raise click.UsageError(f'"{path}" is a part of the content folder "{around}": name that.', ctx)
        return super().convert(value, param, ctx)

    def _refuse_elsewhere(self, ctx: click.Context | None) -> None:
        """Fail if the folder "content" is missing here and another content folder is around or inside."""
        folder = content_folder(Path.cwd())
        if folder is None:
            message = f'There is no folder "{USUAL}" here. Name yours, or begin one: bulletin init news'
        elif folder == Path():
            message = 'This is the content folder itself. Type `cd ..` first, or name it: "."'
        elif set(folder.parts) <= {".."}:
            message = f"You are inside the content folder. Type `cd {folder / '..'}` first."
        else:
            message = f'There is no folder "{USUAL}" here. Name yours: "{folder}".'
        raise click.UsageError(message, ctx)
