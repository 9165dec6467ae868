"""Start and end the process of `bulletin` or `python -m bulletin`."""

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
    # premailer 3.10 caches 128 parsed style sheets and selectors by default. One of our emails has more, so premailer
    # would parse every email of an archive anew. It reads this variable when it is imported.
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
    """Print what a command printed last time, and exit with its exit code."""
    try:
        for text, stream in ((ending.err, sys.stderr), (ending.out, sys.stdout)):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
            stream.write(text)
    except OSError:
        sys.exit(1)
    _exit_at_once(ending.code)


def _exit_at_once(code: int) -> None:
    """End the process without freeing its objects one by one.

    Returns if the command succeeded but the rest of its output cannot be written.
    """
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        if code == 0:
            return  # Python then reports the error itself.
        # The error was printed already. Without os._exit, Python could exit with 120 instead of `code`.
    os._exit(code)


if __name__ == "__main__":
    if not sys.flags.safe_path:
        # `python -m bulletin` looks for modules in the working directory first. A file there must not stand in for a
        # library, and none of its files changes what a command does.
        del sys.path[0]
    main()
