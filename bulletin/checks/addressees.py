"""Tell whether a web address was made for one person or for everybody.

The form of an address is not enough: a mailbox in it may be the name of a booking page, or of a calendar. So the lists
public-addresses and personal-addresses decide first; another address is personal if it contains a person's mailbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from ..text.expressions import compiled
from ..text.urls import AddressRows, fits, from_base64, host, is_at
from .word_lists import WordLists

_MAILBOX = r"(?i)(?<![\w.+'-])[\w.+'-]{1,64}@(?P<domain>(?:[a-z0-9-]{1,63}\.){1,6}(?P<top>[a-z]{2,24}))(?![\w-])"
_FILE_TYPES = frozenset(
    ("css", "gif", "gz", "htm", "html", "jpeg", "jpg", "js", "json", "mjs", "pdf", "png", "svg", "txt", "webp", "zip")
)
"""Endings of file names that look like a mailbox, as in logo@2x.png."""
_ENCODED = re.compile(r"(?<![A-Za-z0-9+_-])[A-Za-z0-9+_-]{12,200}={0,2}")
_LONGEST = 4000
"""The number of first characters of an address that are searched."""
_A_MAILBOX = "an email address is inside it"


class Known(NamedTuple):
    """The lists of addresses, and the bulletin's own mailbox."""

    public: Sequence[Sequence[str]]
    personal: AddressRows
    words: WordLists
    own_mailbox: str
    """The bulletin's mailbox, in small letters."""


def why_personal(url: str, lists: Known) -> str:
    """Return why a web address was made for one person, as the end of a sentence; "" for a public address."""
    plain = _plain(url)
    if any(
        not _is_public(text, mailbox, lists)
        for text in (plain, *_decoded(plain))
        for mailbox in compiled(_MAILBOX).finditer(text)
    ):
        return _A_MAILBOX
    address = plain.lower()
    parameters, url_host = list(_parameters(url)), host(url)
    for name, why, *limits in lists.personal.candidates(address, (name for name, _ in parameters)):
        if name.endswith("="):
            if _has_parameter(parameters, name[:-1], limits, url_host) and not _before(address, name, lists.public):
                return why
        elif fits(address, name) and not is_for_all(url, lists.public):
            return why
    return ""


def names_reader(url: str, real: str) -> bool:
    """Tell whether a wrapper has a mailbox of its own, that of the reader whose mail it was in.

    real: the address inside it, which may have a mailbox, too, as the page of a calendar has.
    """
    inside = tuple(match[0].lower() for match in compiled(_MAILBOX).finditer(_plain(real)))
    # A sign that the wrapper encoded may stand in front of the name of the one inside.
    return any(not match[0].lower().endswith(inside) for match in compiled(_MAILBOX).finditer(_without(url, real)))


def _without(url: str, real: str) -> str:
    """Return a wrapper without the address inside it, as far as both are written the same way."""
    return _plain(url).replace(_plain(real), " ")


def is_for_all(url: str, public: Iterable[Sequence[str]]) -> bool:
    """Tell whether the list of public addresses has this page, beside a row that is wider in another list."""
    address = _plain(url).lower()
    pages = (pattern for pattern, *_ in public if not pattern.startswith("@") and not pattern.endswith("="))
    return any(fits(address, f"{pattern.removesuffix('*')}*") for pattern in pages)


def _plain(url: str) -> str:
    """Return an address without scheme and www., percent-decoded twice, as a mailbox in it may be encoded twice."""
    text = url[:_LONGEST].partition("://")[2]
    for _ in range(2):
        text = unquote(text)
    return text.removeprefix("www.")


def _is_public(plain: str, mailbox: re.Match[str], lists: Known) -> bool:
    """Tell whether a match of a mailbox in an address is no mailbox, or not that of a person."""
    before, name = plain[: mailbox.start()].lower(), mailbox[0].partition("@")[0]
    domain = f"@{mailbox['domain'].lower()}"
    return (
        mailbox["top"].lower() in _FILE_TYPES
        or before.endswith("@")  # An account of the fediverse: /@name@server
        or mailbox[0].lower() == lists.own_mailbox
        or lists.words.is_shared_mailbox(name)
        or any(_names(pattern, before, domain) for pattern, *_ in lists.public)
    )


def _names(pattern: str, before: str, domain: str) -> bool:
    """Tell whether a pattern of the list of public addresses matches a mailbox.

    before: the address up to the mailbox. domain: its domain with "@". A pattern that ends in "*" matches no mailbox in
    the query.
    """
    if pattern.startswith("@"):
        return fits(domain, pattern)
    return fits(before, pattern) and not (pattern.endswith("*") and "?" in before)


def _before(address: str, name: str, public: Iterable[Sequence[str]]) -> bool:
    """Tell whether the list of public addresses has this address with this parameter. name: it, with "=" at its end."""
    before = address[: address.find(name) + len(name)]
    return any(pattern.endswith("=") and fits(before, pattern) for pattern, *_ in public)


def _decoded(plain: str) -> Iterator[str]:
    """Yield an address with a part that is a mailbox in Base64 as that mailbox, once for each such part."""
    for match in _ENCODED.finditer(plain):
        text = from_base64(match[0])
        if compiled(_MAILBOX).fullmatch(text):
            yield f"{plain[: match.start()]}{text}{plain[match.end() :]}"


def _parameters(url: str) -> Iterator[tuple[str, str]]:
    try:
        parts = urlsplit(url)
        yield from (
            (name.casefold(), value) for name, value in parse_qsl(f"{parts.query}&{parts.path.partition(';')[2]}")
        )
    except ValueError:
        return


def _has_parameter(parameters: Iterable[tuple[str, str]], name: str, limits: Sequence[str], url_host: str) -> bool:
    """Tell whether an address has a parameter with a long enough value.

    limits: the least length of the value (16 if it is missing), and the host at which it counts (any if missing).
    """
    shortest = int(limits[0]) if limits and limits[0].isdecimal() else 16
    here = len(limits) < 2 or is_at(url_host, limits[1])
    return here and any(given == name and len(value) >= shortest for given, value in parameters)
