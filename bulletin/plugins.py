"""Find the outputs that other installed packages add, by their entry points `bulletin.outputs`.

    [project.entry-points."bulletin.outputs"]
    tally = "bulletin_tally:OUTPUT"

The name is that of the output; the value names an object of the class `Output`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib.metadata import EntryPoint, entry_points

from .errors import OutputError
from .model import Circulation, Output
from .text.slugs import slug

GROUP = "bulletin.outputs"


def installed_outputs(names: Collection[str]) -> tuple[Output, ...]:
    """Return the outputs of other packages, sorted by name.

    Raises OutputError for an output that cannot be imported or is not allowed. names: the names that are taken.
    """
    return tuple(_checked(sorted(entry_points(group=GROUP), key=lambda point: point.name), names))


def _checked(points: Collection[EntryPoint], names: Collection[str]) -> Iterator[Output]:
    taken = set(names)
    for point in points:
        package = point.dist.name if point.dist else point.module
        output = _load(point, package)
        if point.name in taken or slug(point.name) != point.name:
            raise OutputError(f"{_of(point.name, package)} cannot have this name: it is taken, or no name of a folder.")
        taken.add(point.name)
        yield output._replace(package=package)


def _load(point: EntryPoint, package: str) -> Output:
    try:
        output = point.load()
    except Exception as error:
        raise OutputError(f"{_of(point.name, package)} cannot be imported ({type(error).__name__}).") from error
    if not isinstance(output, Output) or output.name != point.name or output.audience not in tuple(Circulation):
        sentence = f"{_of(point.name, package)} is not an Output of the name {point.name} for one audience."
        raise OutputError(f"{sentence} Its entry point is {point.value}.")
    return output


def _of(name: str, package: str) -> str:
    return f'The output "{name}" of the package {package}'
