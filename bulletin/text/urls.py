"""Remove from web addresses the wrappers of mail systems, and the parameters that track readers.

Nothing else in an address changes: not its capitals, encoding or order.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import quote, unquote, urlsplit

_V3 = r"(?i)/v3/__(.+?)__;([^!]*)!"
"""Proofpoint, version 3: …/v3/__https://example.org/a__;Iw!!secret$"""
_REPLACED = r"\*(?:\*([A-Za-z0-9_-]))?"
"""A character that version 3 replaced by a star, or as many as the letter behind two stars tells."""
_BASE64_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_ONE_SLASH = re.compile(r"(?i)^(https?:/)(?=[^/])")
"""A beginning that lost a slash, as mail programs shorten two slashes in a path."""
_IN_PATH = r"(?i)/(?:ru=)?(https?%3a%2f%2f[^/?#\s]+)"
"""An encoded address as a part of the path: …/redirect/https%3A%2F%2Fexample.org/1"""
_UNDERSCORES = r"(?i)/v2/(?:[a-z0-9.]+/)*___(https?://.+?)___\."
"""Avanan, version 2, an address between underscores: …/v2/r01/___https://example.org/a___.secret"""
_WHOLE = r"(?i)https?://[^\s<>\"'`{}|\\^]+"
_UNSAFE = re.compile(r"[^\x21-\x7e]|[<>\"'`{}|\\^]")
"""Characters that a browser encodes when it opens an address."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_TARGET = re.compile(r"[^\s<>()\"'`\\]*")
_STOPS = ".,;:!?)]'*"
"""Characters with which no bare address ends."""
_SEPARATOR = r"(&(?:amp;)?)"
_DEEPEST = 5
_LONGEST = 8000
"""The most characters of an address that is unwrapped."""


class AddressRows:
    """The rows of a list of address patterns, indexed by host and parameter, so that few are tried for an address.

    The first cell of a row is a parameter ("key="), or a pattern of an address without https:// and www., in which
    "*" matches anything.
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self.all = tuple(tuple(row) for row in rows)
        self._numbers: dict[str, list[int]] = {}
        self._pieces: list[tuple[str, int]] = []
        """For each pattern without a fixed host: its longest part without a star, and the number of its row."""
        for number, row in enumerate(self.all):
            key = _key(row[0])
            if key:
                self._numbers.setdefault(key, []).append(number)
            else:
                self._pieces.append((max(row[0].split("*"), key=len), number))

    def candidates(self, address: str, parameters: Iterable[str] = ()) -> list[tuple[str, ...]]:
        """Return the rows that an address may match, in the order of the list. parameters: the names in its query."""
        keys = {address.partition("/")[0], *(f"{name}=" for name in parameters)}
        numbers = [number for key in keys for number in self._numbers.get(key, ())]
        numbers += (number for piece, number in self._pieces if piece in address)
        return [self.all[number] for number in sorted(numbers)]


def _key(pattern: str) -> str:
    """Return the parameter or the host for which a row is indexed; "" if the pattern has no fixed host."""
    host, slash, _ = pattern.partition("/")
    return host if "*" not in host and (slash or pattern.endswith("=")) else ""


def is_wrapped(url: str, rows: AddressRows) -> bool:
    """Tell whether an address is a wrapper of a mail system round another. rows: those of the list "wrappers"."""
    return any(_wrappings(url, rows))


def unwrapped(url: str, rows: AddressRows) -> str:
    """Return the real address inside a wrapped one, through several wrappers if needed; "" if it is not certain."""
    inner = url
    for _ in range(_DEEPEST):
        wrappings = list(_wrappings(inner, rows))
        if not wrappings:
            break
        inner = next(filter(None, (_address_inside(inner, how) for how in wrappings)), "")
    inner = _UNSAFE.sub(lambda match: quote(match[0]), _ONE_SLASH.sub(r"\1/", inner.strip()))
    fits_whole = inner != url and not is_wrapped(inner, rows) and re.fullmatch(_WHOLE, inner)
    return inner if fits_whole and host(inner) else ""


def reads_back(kind: str, address: str) -> bool:
    """Tell whether an address would be read as a whole in the place of the one that a link has.

    kind: that of the link, like "named" and "bare".
    """
    if not address.isascii() or not _ADDRESS.fullmatch(address) or not _TARGET.fullmatch(address):
        return False
    if "&" in address and ";" in address:
        return False
    if kind in ("named", "angled"):
        return not address.endswith(("*", "_"))
    return "," not in address and not address.endswith((*_STOPS, "-", "_"))


def fits(text: str, pattern: str) -> bool:
    """Tell whether a text matches a pattern, in which "*" matches anything; takes linear time."""
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
    """Yield, for each row that an address matches, the second cell: how the real address is put into it."""
    scheme, _, rest = url.partition("://")
    if scheme.lower() not in ("http", "https"):
        return
    address = re.sub(r"^(?:www\.)?([^/?#:]*):[0-9]{1,5}(?=/)", r"\1", rest.lower()).removeprefix("www.")
    yield from (row[1] for row in rows.candidates(address) if len(row) > 1 and fits(address, row[0]))


def _address_inside(url: str, how: str) -> str:
    """Return the address inside a wrapped one, "" if it is not certain. how: the second cell of a row."""
    if len(url) > _LONGEST:
        return ""
    if how == "v3":
        match = re.search(_V3, url)
        return _with_replaced(match[1], match[2]) if match else ""
    if how == "underscores":
        match = re.search(_UNDERSCORES, url)
        return match[1] if match else ""
    name, _, form = how.partition("=")
    parameter = rf"(?i)[?&](?:amp;)?{re.escape(name)}=([^&#\s]+)"
    match = re.search(_IN_PATH if how == "path" else parameter, url)
    return _decode_inner(match[1], form.strip()) if match else ""


def _with_replaced(address: str, encoded: str) -> str:
    """Return an address of Proofpoint's version 3 with the characters that it replaced; "" if they do not fit.

    encoded: these characters, in Base64.
    """
    characters = from_base64(encoded, "utf-8")
    counts = [_BASE64_LETTERS.index(match[1]) + 2 if match[1] else 1 for match in re.finditer(_REPLACED, address)]
    if sum(counts) != len(characters):
        return ""
    taken, numbers = iter(characters), iter(counts)
    return re.sub(_REPLACED, lambda _: "".join(islice(taken, next(numbers))), address)


def _decode_inner(inner: str, form: str) -> str:
    """Decode an address inside another, "" if it cannot be decoded.

    form: its encoding: "", dashes or base64, or base64 behind the letters "a1".
    """
    if form == "dashes":
        inner = inner.replace("-", "%").replace("_", "/")
    elif form.startswith("base64"):
        return from_base64(unquote(inner).removeprefix(form.removeprefix("base64").strip()))
    return unquote(inner, errors="strict") if _is_utf8(inner) else ""


def from_base64(text: str, encoding: str = "ascii") -> str:
    """Decode a text from Base64, in either alphabet, with or without padding; "" if that is impossible."""
    bare = text.replace("+", "-").replace("/", "_").rstrip("=")
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4)).decode(encoding)
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _is_utf8(encoded: str) -> bool:
    try:
        unquote(encoded, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def host(url: str) -> str:
    """Return the host of an address in small letters, without "www."; "" if there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_at(url_host: str, name: str) -> bool:
    """Tell whether a host, as `host` returns it, is a domain or below it: a.example.org is at example.org."""
    return url_host == name or url_host.endswith(f".{name}")


def parents(url_host: str) -> Iterator[str]:
    """Yield a host and each domain above it, the nearest first: a.example.org, example.org, org."""
    while url_host:
        yield url_host
        url_host = url_host.partition(".")[2]


def untracked(url: str, rows: Iterable[Sequence[str]]) -> str:
    """Remove the parameters of the list "tracking" from an address; nothing but its query changes.

    rows: the name of a parameter, which may end in "*", and its host if it only belongs to one.
    """
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in url):
        return url  # urlsplit drops control characters, so its query would not be found in the address.
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
    # urlunsplit would drop an empty fragment and write the scheme in small letters.
    joined = "".join(separator + parameter for separator, parameter in remaining)
    return before + ("?" + joined.removeprefix(remaining[0][0]) if remaining else "") + after


def _query(url: str) -> str:
    """Return the query of an address, "" if it cannot be parsed."""
    try:
        return urlsplit(url).query
    except ValueError:
        return ""


def _has_name(parameter: str, name: str) -> bool:
    written = parameter.partition("=")[0]
    return written.startswith(name[:-1]) if name.endswith("*") else written == name
