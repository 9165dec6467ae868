"""The program, `bulletin` or `python -m bulletin`: how its process begins and ends."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> None:
    """Run the command line."""
    # What is imported is needed until the end: looking for what is not took a twentieth of a short run.
    gc.set_threshold(100_000, 20, 50)
    from .cli import main as run

    try:
        run()
    except SystemExit as end:
        if isinstance(end.code, int):
            _leave(end.code)
        raise


def _leave(code: int) -> None:
    """End the process without freeing one object after the other, which took a tenth of a short run.

    Returns where something could not be written: Python says so as it always does.
    """
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)


if __name__ == "__main__":
    main()
