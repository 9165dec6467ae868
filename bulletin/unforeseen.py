"""Turn an error that nobody foresaw into one sentence, its traceback in a temporary file."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

from .errors import path_of

EXIT_CODE = 70
"""What a run ends with then (EX_SOFTWARE of sysexits.h), so that it is never taken for what content does."""


def sentence(error: BaseException, folder: Path | None = None) -> str:
    """Write the traceback of an error into a new file, and say in one sentence where, and at which file it happened.

    folder: where the new file lies; by default the machine's temporary folder. The sentence quotes nothing of
    the content, and neither does it quote the error, which may.
    """
    path = path_of(error)
    where = f" while I was reading {path}" if path else ""
    return (
        f"Something went wrong{where} that nobody foresaw: this is a fault of Bulletin. "
        f"Please report it to those who look after Bulletin, with {_write(error, folder)}, "
        "once you have looked that it quotes nothing private."
    )


def places(error: BaseException) -> str:
    """Say where an error came from, one place a line, innermost last, without a word of the error itself."""
    frames = traceback.extract_tb(error.__traceback__)
    return "".join(f"{frame.filename}:{frame.lineno} in {frame.name}\n" for frame in frames) + type(error).__name__


def _write(error: BaseException, folder: Path | None) -> str:
    """Write a traceback into a new file that only its owner can read; return what the sentence calls it."""
    text = "".join(traceback.format_exception(error)).encode("ascii", "backslashreplace").decode("ascii")
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            errors="backslashreplace",
            dir=folder,
            prefix="bulletin-",
            suffix=".txt",
            delete=False,
        ) as file:
            file.write(text)
    except OSError:
        return "what --debug prints, since I cannot write a file"
    return f"the file {file.name}"
