"""Make the output folder of a step, and write files into it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from .. import addresses
from ..errors import FolderError, RequestError
from ..model import Circulation, File
from .result import Step

_MARK = ".bulletin-output"


def output_folder(step: Step) -> Path:
    """Make the empty folder to write into: the input `output`, else a new folder in the runner's temporary folder.

    Raises RequestError for a folder outside the workspace, FolderError for a folder that an earlier step did not make.
    """
    context, name = step.context, step.inputs.output
    folder = context.workspace / name if name else context.temp / f"bulletin-{step.machine.random()}"
    real = folder.resolve()
    allowed = (context.workspace.resolve(), context.temp.resolve())
    if not any(real.is_relative_to(parent) and real != parent for parent in allowed):
        raise RequestError('Input "output" leads out of the workspace, or is the workspace. Write a folder in it.')
    if real.exists() and any(real.iterdir()) and not (real / _MARK).is_file():
        raise FolderError(f'I did not make the folder "{name}", so I do not empty it. Choose another `output`.')
    shutil.rmtree(real, ignore_errors=True)
    real.mkdir(parents=True)
    (real / _MARK).touch()
    return real


def put(files: Iterable[File], folder: Path) -> None:
    """Write files into a new folder."""
    put_bytes(((file.path, file.read_bytes()) for file in files), folder)


def put_bytes(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write files into a new folder. files: path and bytes of each; no path may lead out of the folder."""
    for path, data in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def preview_files(files: Iterable[File]) -> Iterable[File]:
    """Return the files of the preview's artifact: all but the limited edition and the manifest."""
    return (file for file in files if file.circulation is not Circulation.LIMITED and file.path != addresses.MANIFEST)


def limited_files(files: Iterable[File]) -> Iterable[File]:
    """Return the files of the limited edition's artifact."""
    return (file for file in files if file.circulation is Circulation.LIMITED and file.path.startswith("mail/"))
