"""Turn an unexpected error into one sentence, and write its traceback to a temporary file."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

from .errors import path_of

EXIT_CODE = 70
"""The exit code after an unexpected error (EX_SOFTWARE of sysexits.h); mistakes in content have other codes."""


def sentence(error: BaseException, folder: Path | None = None) -> str:
    """Write the traceback of an error to a new file, and return a sentence with this file and the one being read.

    folder: the folder of the new file; the machine's temporary folder if None. The sentence quotes nothing of the
    content, and nothing of the error's own message, which may quote content.
    """
    path = path_of(error)
    where = f" while I was reading {path}" if path else ""
    return (
        f"Something went wrong{where} that nobody foresaw: this is a fault of Bulletin. "
        f"Please report it to those who look after Bulletin, with {_write(error, folder)}, "
        "once you have looked that it quotes nothing private."
    )


def places(error: BaseException) -> str:
    """Return the places in the code of an error's traceback, one a line, innermost last, and its class."""
    frames = traceback.extract_tb(error.__traceback__)
    return "".join(f"{frame.filename}:{frame.lineno} in {frame.name}\n" for frame in frames) + type(error).__name__


def _write(error: BaseException, folder: Path | None) -> str:
    """Write a traceback to a new file that only its owner can read; return the words for it in the sentence."""
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
