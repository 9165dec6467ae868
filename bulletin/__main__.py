"""The program, `bulletin` or `python -m bulletin`: how its process begins and ends."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import time

from .remember.unchanged import Ending, last_ending


def main() -> None:
    """Run the command line."""
    # Collect garbage rarely: almost nothing is freed before exit, and collecting costs 12 to 24 % of a build.
    gc.set_threshold(300_000, 20, 50)
    # premailer 3.10 keeps 128 parsed sheets and selectors together by default, fewer than one email of ours has, so
    # that each email of an archive would be parsed anew. It reads this when it is imported.
    os.environ.setdefault("PREMAILER_CACHE_MAXSIZE", "1000")
    ending = last_ending(sys.argv[1:], time.time_ns())
    if ending:
        return _say(ending)
    from .cli import main as run

    try:
        run()
    except SystemExit as end:
        if isinstance(end.code, int):
            _exit_at_once(end.code)
        raise


def _say(ending: Ending) -> None:
    """Say what a command said last time, and end as it did."""
    try:
        for text, stream in ((ending.err, sys.stderr), (ending.out, sys.stdout)):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
            stream.write(text)
    except OSError:
        sys.exit(1)
    _exit_at_once(ending.code)


def _exit_at_once(code: int) -> None:
    """End the process without freeing its objects one by one; return if only then the output could not be written."""
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        if code == 0:
            return  # Python says so as it always does.
        # It was said already; Python would end with 120 instead, by how much of the output it still holds.
    os._exit(code)


if __name__ == "__main__":
    main()
