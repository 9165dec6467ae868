"""`bulletin serve`: show the bulletin in a browser while its files are edited, until Ctrl-C."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..content.load import read
from ..serving.latest import Latest
from ..serving.server import Options, serving
from ..serving.watching import has_library, pauses, watch

_BYTES = 16
"""The bytes of each secret: too many to guess."""


class ServeOptions(NamedTuple):
    """The options of `bulletin serve`."""

    folder: Path
    port: int
    issue: str = ""
    opens: bool = False
    """Whether to open the page in the browser of this machine."""


class Terminal(NamedTuple):
    """The effects of the command outside the folder."""

    say: Callable[[str], None]
    """Print one line."""
    open: Callable[[str], object]
    """Open an address in a browser."""


def run(options: ServeOptions, terminal: Terminal) -> None:
    """Serve until Ctrl-C; raise RequestError for an unknown issue, or if no port is free."""
    if options.issue:
        read(options.folder, mail=[options.issue], every_file=False)
    latest, stop = Latest(options.folder, options.issue), threading.Event()
    keys = (secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES))
    server = serving(latest, Options(options.port, keys, has_editor(os.environ)))
    # Ctrl-C is the normal way to stop, also while the server starts.
    with suppress(KeyboardInterrupt), server as address:
        for line in _lines(address, options):
            terminal.say(line)
        if options.opens:
            terminal.open(address)
        watch(options.folder, latest.touch, pauses(options.folder, stop, library=has_library()))
    stop.set()
    terminal.say("Stopped.")


def has_editor(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal belongs to VS Code, which can open links to lines of files."""
    return environ.get("TERM_PROGRAM") == "vscode"


def _lines(address: str, options: ServeOptions) -> list[str]:
    port = int(address.split("/")[2].rpartition(":")[2])
    moved = f" Port {options.port} is taken, so it is {port}." if options.port not in (0, port) else ""
    faster = "" if has_library() else " Changes show a little sooner with: pip install 'bulletin[serve]'."
    return [
        f"Open {address}",
        f"Only this machine can, and only with the whole address.{moved}{faster} Ctrl-C stops it.",
    ]
