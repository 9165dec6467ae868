"""Rename the pictures of drafts so that no other picture or file has the same name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count

from .drafts import Draft

_NUMBERED = re.compile(r"(?P<stem>.+)-[0-9]+(?P<ending>\.[a-z]+)")
"""A file name as `choose_pictures` makes it: flyer-1.png."""
_IN_TEXT = re.compile(r"files/(?P<name>[a-z0-9-]+\.[a-z]+)")


def with_free_pictures(drafts: Iterable[Draft], taken: Collection[str] = ()) -> Iterator[Draft]:
    """Yield the drafts, with another number in the name of each picture whose name is taken.

    taken: the names in the folder `files/`; the pictures of earlier drafts take names, too.
    """
    names = {name.lower() for name in taken}
    for draft in drafts:
        renamed: dict[str, str] = {}
        for picture in draft.pictures:
            renamed[picture.name] = _free_name(picture.name, names)
            names.add(renamed[picture.name])
        yield _with_new_names(draft, renamed)


def _free_name(name: str, taken: Collection[str]) -> str:
    match = _NUMBERED.fullmatch(name)
    if name not in taken or not match:
        return name
    return next(free for number in count(1) if (free := f"{match['stem']}-{number}{match['ending']}") not in taken)


def _with_new_names(draft: Draft, names: dict[str, str]) -> Draft:
    """Return a draft with new names of its pictures, also in its text and its marks. names: old name → new name."""

    def written(text: str) -> str:
        return _IN_TEXT.sub(lambda match: f"files/{names.get(match['name'], match['name'])}", text)

    if all(old == new for old, new in names.items()):
        return draft
    pictures = tuple(picture._replace(name=names[picture.name]) for picture in draft.pictures)
    marks = tuple(map(written, draft.marks))
    return draft._replace(text=written(draft.text), marks=marks, pictures=pictures)
