"""`bulletin theme`: list the contrasts of a theme's colours, or write a page with all its elements."""

from __future__ import annotations

from pathlib import Path

from ..content.themes import PAIRS
from ..errors import FolderError
from ..model import Bulletin
from ..outputs.theme_page import NAME, theme_page
from ..outputs.web_colours import web_colours
from ..text.colours import contrast_ratio


def colour_lines(bulletin: Bulletin) -> str:
    """Return a line for each pair of colours, with its contrast and the required contrast."""
    colours = web_colours(dict(bulletin.theme.values))
    lines = [f"The look {bulletin.theme.name}:"]
    for pair in PAIRS:
        above, below = colours[pair.foreground], colours[pair.background]
        ratio = f"{contrast_ratio(above, below):5.2f} to 1, at least {pair.minimum}"
        lines.append(f"  {ratio}   {pair.foreground} {above} on {pair.background} {below}")
    return "\n".join(lines)


def write_page(bulletin: Bulletin, out: Path) -> str:
    """Write the page into a folder; return a sentence with its path. Raises FolderError."""
    path = out / NAME
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(theme_page(bulletin))
    except OSError as error:
        raise FolderError(f"I cannot write {path}: {error.strerror}.") from error
    return f"Open {path}"
