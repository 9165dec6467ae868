"""Rule about link words that name another place than the link goes to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ..content.frontmatter import Wrong
from ..content.phones import SHORT_CODES, is_uk, read_phone
from ..text.expressions import compiled
from ..text.meant_addresses import meant_address
from ..text.urls import host, is_at, is_wrapped, unwrapped
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_ENDINGS = "com|cymru|eu|gov|info|int|london|net|nhs|org|scot|uk|wales"
_WEB = rf"(?i)(?P<scheme>https?://)?(?:www\.)?(?:[a-z0-9-]{{1,63}}\.){{1,6}}(?:{_ENDINGS})(?:[/?#][^\s]*)?"
_MAILBOX = r"(?i)[a-z0-9._'+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}"
_PROTECTED = "/cdn-cgi/l/email-protection"
"""What a web site puts in place of the address of a mailbox."""
_PHONE = r"\+?[0-9][0-9 ()-]{7,18}[0-9]"


@rule(
    "LNK14",
    "error",
    "The words of a link name another place than the link goes to.",
    "Write the same in both, or words that say what people will find.",
    on=TEXTS,
    triggers=("http", "mailto:", "tel:"),
    wrong="Write to ‸[hub@example.org](mailto:desk@example.org).",
    right="Write to [hub@example.org](mailto:hub@example.org). See [www.example.org](https://example.org/book).",
    note="Mailboxes and phone numbers; another web site is a warning, for words may be an old name of it. A warning, "
    "too, where the words are a mailbox or a number alone, and the link goes to a page.",
)
def other_place(file: CheckedFile) -> Iterator[Finding]:
    for link in file.source.links:
        if link.kind in ("named", "links"):
            goes_to, words = _real(file, link.url), _real(file, link.label.strip(" .,;:<>()"))
            named, goes, severity = _difference(file, goes_to, words) if goes_to and words else ("", "", "")
            if named:
                hint = f'Write the right one in both places: "{named}" or "{goes}".'
                if _begins_otherwise(goes_to, named):
                    meant = meant_address(named)
                    hint = f"Write [{named}]({meant}), or words that say what people will find."
                yield Finding(link.start, f'The words say "{named}", and the link goes to {goes}.', hint, severity)


def _begins_otherwise(url: str, named: str) -> bool:
    """Tell whether a link is of another kind than its words: a page for a mailbox, a mailbox for a page."""
    kinds = [address.partition(":")[0].lower().replace("https", "http") for address in (url, meant_address(named))]
    return kinds[0] != kinds[1] and bool(kinds[1])


def _real(file: CheckedFile, address: str) -> str:
    """Return an address without a wrapper round it, "" if that cannot be taken off."""
    wrappers = file.words.wrappers
    return unwrapped(address, wrappers) if is_wrapped(address, wrappers) else address


def _difference(file: CheckedFile, url: str, words: str) -> tuple[str, str, str]:
    """Return the place in the words, the link's place, and the severity; ("", "", "") if the places are the same."""
    scheme, _, rest = url.partition(":")
    target = unquote(re.split("[?;]", rest)[0])
    same = ("", "", "")
    is_british = is_uk(file.workspace.settings.time_zone)
    if scheme.lower() == "mailto":
        named = _only(_MAILBOX, words)
        if not named and compiled(_WEB).fullmatch(words):
            return words, target, "warning"
        return same if named.lower() in ("", target.lower()) else (named, target, "error")
    if scheme.lower() == "tel" and is_british:
        if compiled(_MAILBOX).fullmatch(words):
            return words, target, "error"
        named = words if words in SHORT_CODES else _only(_PHONE, words)
        return same if _dial(named) in ("", _dial(target)) else (named, target, "error")
    if scheme.lower() not in ("http", "https"):
        return same
    if compiled(_WEB).fullmatch(words):
        return same if _is_same_site(words, url, file) else (words, host(url), "warning")
    if _PROTECTED in url:
        return same  # LNK07 says that it leads nowhere.
    is_number = is_british and compiled(_PHONE).fullmatch(words) and _dial(words)
    if (is_number or compiled(_MAILBOX).fullmatch(words)) and words.lower() not in unquote(url).lower():
        return words, host(url), "warning"
    return same


def _only(pattern: str, words: str) -> str:
    """Return the mailbox or number in the words of a link, "" if there is none, or more than one."""
    places = [match[0] for match in compiled(pattern).finditer(words)]
    return places[0] if len(places) == 1 else ""


def _dial(number: str) -> str:
    try:
        return read_phone(number, uk=True).tel
    except Wrong:
        return ""


def _is_same_site(words: str, url: str, file: CheckedFile) -> bool:
    """Tell whether an address in words, perhaps a shortened one, belongs to the site of the link."""
    named = host(words if "://" in words else f"https://{words}")
    goes = host(url)
    if named in file.words.shorteners or is_at(goes, named) or is_at(named, goes) or _owner(named) == _owner(goes):
        return True
    return any(named in part for part in (urlsplit(url).path, urlsplit(url).query))


def _owner(name: str) -> str:
    """Return the registered domain of a host, guessed from its form: example.co.uk, example.org."""
    parts = name.split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3 else parts[-2:])
