"""Give the pictures of drafts names that no other picture and no file has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count

from .drafts import Draft

_NUMBERED = re.compile(r"(?P<stem>.+)-[0-9]+(?P<ending>\.[a-z]+)")
"""A name as `choose_pictures` gives it."""
_IN_TEXT = re.compile(r"files/(?P<name>[a-z0-9-]+\.[a-z]+)")


def with_free_pictures(drafts: Iterable[Draft], taken: Collection[str] = ()) -> Iterator[Draft]:
    """Yield drafts with another number for each picture whose name is taken, also by one of a draft before.

    taken: the names in the folder `files/`.
    """
    names = {name.lower() for name in taken}
    for draft in drafts:
        renamed: dict[str, str] = {}
        for picture in draft.pictures:
            renamed[picture.name] = _free(picture.name, names)
            names.add(renamed[picture.name])
        yield _renamed(draft, renamed)


def _free(name: str, taken: Collection[str]) -> str:
    match = _NUMBERED.fullmatch(name)
    if name not in taken or not match:
        return name
    return next(free for number in count(1) if (free := f"{match['stem']}-{number}{match['ending']}") not in taken)


def _renamed(draft: Draft, names: dict[str, str]) -> Draft:
    """Write a draft's pictures by their new names, in its text and in its marks."""

    def written(text: str) -> str:
        return _IN_TEXT.sub(lambda match: f"files/{names.get(match['name'], match['name'])}", text)

    if all(old == new for old, new in names.items()):
        return draft
    pictures = tuple(picture._replace(name=names[picture.name]) for picture in draft.pictures)
    marks = tuple(map(written, draft.marks))
    return draft._replace(text=written(draft.text), marks=marks, pictures=pictures)
