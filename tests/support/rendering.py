"""Render one output of a bulletin, without what `render` does around it."""

from __future__ import annotations

from bulletin import Bulletin, File
from bulletin.outputs import OUTPUTS, output_files


def rendered_files(name: str, view: Bulletin) -> tuple[File, ...]:
    """Return the files of the output of a name. view: what its readers may see; nothing is taken out of it here."""
    (output,) = (output for output in OUTPUTS if output.name == name)
    return tuple(output_files(output, view))
