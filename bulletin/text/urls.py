"""Take off web addresses the wrappers that others put round them, and the parameters that tell who clicked.

Nothing else in an address is changed: no case, no encoding, no order.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

_V3 = r"(?i)/v3/__(.+?)__;([^!]*)!"
_IN_PATH = r"(?i)/(https?%3a%2f%2f[^/?#\s]+)"
_UNDERSCORES = r"(?i)/v2/(?:[a-z0-9.]+/)*___(https?://.+?)___\."
_WHOLE = r"(?i)https?://[^\s<>\"'`{}|\\^]+"
_SEPARATOR = r"(&(?:amp;)?)"
_DEEPEST = 5
_LONGEST = 8000
"""Characters of an address that is still taken apart."""


class AddressRows:
    """Rows of a list about addresses; the few that an address may fit are looked up by its host and its parameters.

    The first cell of a row is a pattern without https:// and www., in which "*" is anything, or a parameter ("key=").
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self.all = tuple(tuple(row) for row in rows)
        self._numbers: dict[str, list[int]] = {}
        self._pieces: list[tuple[str, int]] = []
        """The longest part without a star of each pattern of any host, and the number of its row."""
        for number, row in enumerate(self.all):
            key = _key(row[0])
            if key:
                self._numbers.setdefault(key, []).append(number)
            else:
                self._pieces.append((max(row[0].split("*"), key=len), number))

    def candidates(self, address: str, parameters: Iterable[str] = ()) -> list[tuple[str, ...]]:
        """Return the rows that an address may fit, in the order of the list. parameters: the names that it has."""
        keys = {address.partition("/")[0], *(f"{name}=" for name in parameters)}
        numbers = [number for key in keys for number in self._numbers.get(key, ())]
        numbers += (number for piece, number in self._pieces if piece in address)
        return [self.all[number] for number in sorted(numbers)]


def _key(pattern: str) -> str:
    """Return the parameter or the host that a pattern is of; "" where that is not certain."""
    host, slash, _ = pattern.partition("/")
    return host if "*" not in host and (slash or pattern.endswith("=")) else ""


def is_wrapped(url: str, rows: AddressRows) -> bool:
    """Tell whether a mail system put an address round another. rows: those of the list "wrappers"."""
    return any(_wrappings(url, rows))


def unwrapped(url: str, rows: AddressRows) -> str:
    """Find the real address inside a wrapped one, through all wrappers; "" where there is none that is certain."""
    inner = url
    for _ in range(_DEEPEST):
        wrappings = list(_wrappings(inner, rows))
        if not wrappings:
            break
        inner = next(filter(None, (_inner(inner, how) for how in wrappings)), "")
    fits_whole = inner != url and not is_wrapped(inner, rows) and re.fullmatch(_WHOLE, inner)
    return inner if fits_whole and host(inner) else ""


def fits(text: str, pattern: str) -> bool:
    """Tell whether a text has the form of a pattern, in which "*" is anything, in time that is linear."""
    first, *others = pattern.split("*")
    if not others:
        return text == pattern
    if not text.startswith(first):
        return False
    at = len(first)
    for part in others[:-1]:
        start = text.find(part, at)
        if start < 0:
            return False
        at = start + len(part)
    return len(text) - len(others[-1]) >= at and text.endswith(others[-1])


def _wrappings(url: str, rows: AddressRows) -> Iterator[str]:
    """Yield where the real address is, by each row that an address fits."""
    scheme, _, rest = url.partition("://")
    if scheme.lower() not in ("http", "https"):
        return
    address = re.sub(r"^(?:www\.)?([^/?#:]*):[0-9]{1,5}(?=/)", r"\1", rest.lower()).removeprefix("www.")
    yield from (row[1] for row in rows.candidates(address) if len(row) > 1 and fits(address, row[0]))


def _inner(url: str, how: str) -> str:
    """Take out the address inside, by the second cell of a row; "" where it is not certain."""
    if len(url) > _LONGEST:
        return ""
    if how == "v3":
        match = re.search(_V3, url)
        # What version 3 replaced by "*" is in the second part in a code of its own; only plain ones are certain.
        return match[1] if match and "*" not in match[1] else ""
    if how == "underscores":
        match = re.search(_UNDERSCORES, url)
        return match[1] if match else ""
    name, _, form = how.partition("=")
    parameter = rf"(?i)[?&](?:amp;)?{re.escape(name)}=([^&#\s]+)"
    match = re.search(_IN_PATH if how == "path" else parameter, url)
    return _decoded(match[1], form.strip()) if match else ""


def _decoded(inner: str, form: str) -> str:
    """Decode an address inside another. form: "", dashes or base64."""
    if form == "dashes":
        inner = inner.replace("-", "%").replace("_", "/")
    elif form == "base64":
        return from_base64(unquote(inner))
    return unquote(inner, errors="strict") if _is_utf8(inner) else ""


def from_base64(text: str) -> str:
    """Decode ASCII in Base64, of either alphabet and without its end too; "" for what is none."""
    bare = text.replace("+", "-").replace("/", "_").rstrip("=")
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _is_utf8(encoded: str) -> bool:
    try:
        unquote(encoded, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def host(url: str) -> str:
    """Give the host of an address in small letters, without "www."; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_at(url_host: str, name: str) -> bool:
    """Tell whether the host of an address, as `host` gives it, is another or below it."""
    return url_host == name or url_host.endswith(f".{name}")


def parents(url_host: str) -> Iterator[str]:
    """Yield a host, as `host` gives it, and each that it is below, the nearest first."""
    while url_host:
        yield url_host
        url_host = url_host.partition(".")[2]


def untracked(url: str, rows: Iterable[Sequence[str]]) -> str:
    """Remove the parameters of the list "tracking" from an address; nothing but its query changes.

    rows: a name, whose end may be "*", and the host that it belongs to, if it is not for all.
    """
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in url):
        return url  # urlsplit leaves control characters out, so what it gives does not stand in the address.
    query = _query(url)
    before, written, after = url.partition(f"?{query}")
    if not query or not written or "#" in before:
        return url
    url_host = host(url)
    names = [row[0] for row in rows if len(row) < 2 or is_at(url_host, row[1])]
    first, *others = re.split(_SEPARATOR, query)
    parameters = [("", first), *zip(others[::2], others[1::2], strict=True)]
    remaining = [pair for pair in parameters if not any(_has_name(pair[1], name) for name in names)]
    if len(remaining) == len(parameters):
        return url
    # Not urlunsplit, which would drop an empty fragment and write the scheme in small letters.
    joined = "".join(separator + parameter for separator, parameter in remaining)
    return before + ("?" + joined.removeprefix(remaining[0][0]) if remaining else "") + after


def _query(url: str) -> str:
    """Give the query of an address; "" for one that cannot be taken apart."""
    try:
        return urlsplit(url).query
    except ValueError:
        return ""


def _has_name(parameter: str, name: str) -> bool:
    written = parameter.partition("=")[0]
    return written.startswith(name[:-1]) if name.endswith("*") else written == name
