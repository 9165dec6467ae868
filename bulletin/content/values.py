"""Read single values: lists, links, contacts, lengths of time, numbers, choices."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import quote, unquote

from ..model import Contact, Link
from ..text.field_marks import ADDRESS_FIELD
from ..text.humanize import excerpt
from ..text.meant_addresses import DRIVE, is_doubled, meant_address, protected_mailbox, without_blanks
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .frontmatter import Wrong
from .holidays import working_days_before
from .phones import is_behind, is_texted, read_phone, unread_number

SCHEMES = ("http", "https", "mailto", "tel", "sms")
SHORTEST, FURTHEST = 5, 4 * 7 * 24 * 60
"""The least and the most minutes between a reminder and its session."""
LONGEST_SESSION = 16 * 60
"""The greatest length of a session, in minutes."""

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_MINUTES = {"minute": 1, "min": 1, "hour": 60, "hr": 60, "day": 24 * 60, "week": 7 * 24 * 60}
_DURATION = r"(?i)([0-9]+|a|an|one|two|three) *(minute|min|hour|hr|day|week)s?( before)?"
_HOURS_AND_MINUTES = (
    r"(?i)(?P<hours>[0-9]+) *(?:hours?|hrs?|h)(?:,| and)? *(?P<minutes>[0-5]?[0-9]) *(?:minutes?|mins?|m)?"
    r"|(?P<whole>[0-9]+|an|one|two|three)(?:[.,]5 *(?:hours?|hrs?)| *½ *(?:hours?|hrs?)| hours? and a half)"
)
_BEFORE = (
    r"(?i)(?:at least )?([0-9]+|one|two|three|four|five) ((?:working )?days?|(?:working )?weeks?)"
    r"(?: (?:before|beforehand|prior|in advance|earlier))?"
)
_BEFORE_LIKE = r"(?i)[0-9]|.*\bwork\w* da\w*"
_MOST_BEFORE = 30
_NO_PLACE = r"[\s\"'<>{}\\`|^]"
_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]*):"
_ENCODED_LETTERS = r"(?:%[89A-Fa-f][0-9A-Fa-f])+"
"""Percent-encoded letters outside ASCII; markdown-it encodes them in addresses."""
_QUOTES = "\u201c\u201d\u2018\u2019\u00ab\u00bb\"'"
_FILE = r"(?i)(?![a-z][a-z0-9+.-]*:)[^?#]{1,200}\.(?:csv|docx?|gif|ics|jpe?g|pdf|png|pptx?|txt|xlsx?|zip)"
_WITHOUT_SCHEME = r"//[^/?#:\s]+\.[^/?#:\s]+"
_USER = r"(?i)https?://[^/?#]*@"
_HOST = r"(?i)https?://[^/?#:\[\]]+\S*|https?://\[[0-9A-Fa-f:.]+\]\S*"
_NO_HOST = r"(?i)https?://(?:[^/?#@]*\.\.|[.-]|[^/?#@:]*:(?:[0-9]{6,}|[7-9][0-9]{4}|6[6-9][0-9]{3})(?![0-9]))"
"""A name of a site that cannot be one: with two full stops in a row, or a number of a port that is too high."""
_HIDDEN_MAILBOX = r"(?i)/cdn-cgi/l/email-protection(?:#((?:[0-9a-f]{2}){6,200})(?![\w])|\b)"
_MARKDOWN_LINK = r"\[([^\]]+)\]\((\S+)\)"
_APART = r"\[([^\]]+)\](?:[ \t]+\(|[\[{<])(\S+)[)\]}>]"
_LABELLED = r"(.+?)(?::| [–-]) +(\S+)"
_BEGUN = r"\[([^\[\]]+)\][ \t]*\((\S[^()]*)\)?"
_SPACED = r"(?i)(.+?)(?::| [–-]) +((?:https?|mailto|tel|sms):\S.*|www\..*)"
"""A link whose address has blanks in it."""
_WORDLESS = r"(?i)\[[^\w\[\]]*\]\((\S+)\)|[^\w\[\]<]+(?:\s|(?<=:))((?:https?|mailto|tel|sms):\S+)"
"""A link with an address and no name."""
_LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"

_EMAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_PLAIN_LETTERS = str.maketrans("\u2018\u2019\u02bc\uff07\uff20", "'" * 4 + "@", " \u00a0\u200b")
"""Characters that a word processor puts into an email address → what was typed."""
_LABEL = r"((?:(?![0-9]{3})[^:@])+): +"
_PART = r"(?:\([^()]*\)|[^,])+"
_ENDS_IN_NUMBER = r"[0-9][)]?$|[0-9] *\([^()]*\)$"
_PLURAL = {"email": "emails", "phone": "phones", "url": "web addresses", "name": "names"}


def read_yes_no(text: str) -> bool:
    """Read yes, no, true or false; raises Wrong."""
    if text.casefold() not in _YES_NO:
        raise Wrong("STR07", f'"{excerpt(text)}" is neither yes nor no.')
    return _YES_NO[text.casefold()]


def read_number(text: str, low: int = 1, high: int = 9999) -> int:
    """Read a whole number within bounds; raises Wrong."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Wrong("STR07", f'"{excerpt(text)}" is not a number.')
    if not low <= int(text) <= high:
        raise Wrong("STR07", f'"{text}" is not from {low:,} to {high:,}.')
    return int(text)


def read_choice(text: str, key: str, choices: Sequence[str]) -> str:
    """Read one of several choices, in any capitals; raises Wrong. key: the name of the key, for the message."""
    choice_of = {choice.casefold(): choice for choice in choices}.get(" ".join(text.casefold().split()))
    if choice_of is None:
        hint = did_you_mean(text, choices) or f"Use {', '.join(choices[:-1])} or {choices[-1]}."
        raise Wrong("STR07", f'I do not know "{key}: {excerpt(text)}".', hint)
    return choice_of


def read_language(text: str) -> str:
    """Read a language tag (BCP 47: language, script, region); raises Wrong."""
    if not re.fullmatch(_LANGUAGE, text):
        raise Wrong("SET02", f'"{excerpt(text)}" is not a language tag.', "Write it like en-GB.")
    return text


def read_slug_value(text: str) -> str:
    """Read a slug, which must be written as it will be in the address; raises Wrong."""
    if slug(text) != text:
        hint = f'Write it like "{slug(text)}".' if slug(text) else "Use small letters, digits and hyphens."
        raise Wrong("NAM01", f'"{excerpt(text)}" cannot stand in a web address.', hint)
    return text


def split_list(text: str) -> tuple[tuple[int, str], ...]:
    """Split a list on one line into its entries, each with its offset; raises Wrong."""
    inner, shift = (text[1:-1], 1) if text.startswith("[") and text.endswith("]") else (text, 0)
    entries, offset = [], shift
    parts = inner.split(",")
    for index, part in enumerate(parts):
        entry = part.strip()
        if not entry:
            if index == len(parts) - 1:
                raise Wrong("STR07", "There is nothing after the last comma.", "Remove it.", max(offset - 1, 0))
            raise Wrong("STR07", "There is nothing between two commas.", "Remove one.", min(offset, len(text)))
        entries.append((offset + len(part) - len(part.lstrip()), entry))
        offset += len(part) + 1
    return tuple(entries)


def check_url(url: str, offset: int = 0) -> str:
    """Check an http, https, mailto, tel or sms address and return it unchanged; raises Wrong (LNK07, CON02)."""
    wrong = _wrong_address(url)
    if wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, offset)
    return url


def _wrong_address(url: str) -> Wrong | None:
    """Return the problem of an address, None if it is right."""
    scheme, rest = _scheme(url), url.partition(":")[2]
    typed = re.sub(_ENCODED_LETTERS, lambda match: unquote(match[0]), url)
    message = f'"{excerpt(typed)}" is not an address I can use.'
    bare = typed.strip(_QUOTES)
    if field := ADDRESS_FIELD.search(typed):
        says = f'Bulletin fills nothing in here, and "{field[0]}" would stay in the address as typed.'
        return Wrong("LNK07", says, "Write an address that is right for every reader.")
    if typed[:1] in _QUOTES and bare != typed and _scheme(bare) in SCHEMES:
        return Wrong("LNK07", message, f'Write "{bare}", without quotation marks.')
    if not url or (scheme in SCHEMES and not rest.strip("/")):
        return Wrong("LNK07", "The address of this link is missing.", "Write it, or take the link out.")
    if scheme not in SCHEMES and not re.search(_HIDDEN_MAILBOX, url):
        return _wrong_scheme(url, typed, message)
    if scheme in ("http", "https") and (not rest.startswith("//") or (rest[2:6] == "http" and is_doubled(url))):
        return Wrong("LNK07", message, _meant_hint(typed))
    if re.search(_NO_PLACE, url):
        return Wrong("LNK07", *_misplaced_sign(url, message))
    if re.match(_USER, url):
        return Wrong("LNK07", f'"{excerpt(url)}" holds a user name.', "Use the public address.")
    if scheme.startswith("http") and (not re.fullmatch(_HOST, url) or re.match(_NO_HOST, url)):
        return Wrong(
            "LNK07", message, _meant_hint(typed) if not re.match(_NO_HOST, url) else "Check the name of the site."
        )
    protected = re.search(_HIDDEN_MAILBOX, url)
    if protected:
        message = "This is what a web site puts in place of a mailbox, and it leads nowhere."
        mailbox = protected_mailbox(protected[1]) if protected[1] else ""
        return Wrong("LNK07", message, f'Write the mailbox itself: "mailto:{mailbox or "…"}".')
    return _wrong_mailbox(rest) if scheme == "mailto" else None


def _wrong_scheme(url: str, typed: str, message: str) -> Wrong:
    """Return the problem of an address that begins with nothing that can be used. typed: as the editor wrote it."""
    if url.casefold().startswith("www."):
        return Wrong("LNK07", "Write the link with https:// in front:", f'"https://{excerpt(url)}".')
    if re.match(_WITHOUT_SCHEME, url):
        return Wrong("LNK07", "https: is missing in this address.", f'Write "https:{_percent_encoded(url)}".')
    if re.match(DRIVE, typed):
        return Wrong("LNK07", _ON_A_DRIVE, "Say in words where it is, or attach the file.")
    if re.fullmatch(_FILE, typed) and not meant_address(typed):
        name = re.split(r"[/\\]", unquote(typed))[-1]
        return Wrong("LNK07", f'"{excerpt(typed)}" is a file.', f'To attach it write "attachments: {name}" above.')
    return Wrong("LNK07", message, _meant_hint(typed))


_ON_A_DRIVE = "This leads to a drive that not everybody can reach."
_NEXT_LINK = r"\).*\]\("
"""What an address goes over if it begins with < and no > follows."""


def _meant_hint(typed: str) -> str:
    """Return what to type in place of an address that cannot be used."""
    meant = meant_address(typed)
    if meant:
        return f'Write "{_percent_encoded(meant)}".'
    if re.fullmatch(r"[\w-]{1,80}", typed):
        return f'Write "{typed}.md" for an item, or https:// in front of a web address.'
    return "Use https, mailto or tel."


def _misplaced_sign(url: str, message: str) -> tuple[str, str]:
    """Return what is wrong with an address that has a sign which no address may have, and what to type."""
    if re.search(_NEXT_LINK, url):
        return "The address begins with <, and no > ends it.", f'Write "({url.partition(")")[0]})", without the <.'
    address, blank, words = url.partition(" ")
    if _scheme(url) in ("tel", "sms", "mailto") and not re.search(r"[\"'<>{}\\`|^]", url):
        return message, f'Write "{without_blanks(url)}".'
    if blank and not re.search(r"[./]", words):
        return message, f'Write the address alone: "{excerpt(address)}".'
    return message, f'Write "{_percent_encoded(url)}".'


def _scheme(url: str) -> str:
    match = re.match(_SCHEME, url)
    return match[1].casefold() if match else ""


def _percent_encoded(url: str) -> str:
    """Percent-encode the characters that no address may have, such as blanks and braces."""
    return re.sub(_NO_PLACE, lambda match: quote(match[0]), url)


def _wrong_mailbox(rest: str) -> Wrong | None:
    """Return the problem of the mailboxes of a mailto address, None if they are right. rest: all after "mailto:"."""
    for mailbox in filter(None, re.split("[,;]", unquote(rest.partition("?")[0]))):
        try:
            read_email(mailbox)
        except Wrong as wrong:
            return wrong
    return None


def read_link(text: str) -> Link:
    """Read "Name: address" or a Markdown link; raises Wrong (LNK03, LNK07)."""
    match = re.fullmatch(_MARKDOWN_LINK, text)
    bare = text.removeprefix("<").removesuffix(">")
    if match is None and re.match(_SCHEME, bare) and bare.split(":")[0].casefold() in SCHEMES and " " not in bare:
        raise Wrong("LNK03", "Give this link a name:", f'write "Name: {excerpt(bare)}".')
    wordless = re.fullmatch(_WORDLESS, text)
    if wordless:
        raise Wrong("LNK03", "This link has no name.", f'Write "Name: {excerpt(wordless[1] or wordless[2])}".')
    match = match or re.fullmatch(_LABELLED, text) or re.fullmatch(_SPACED, text)
    if match is None:
        raise _unread_link(text)
    label, url = match[1].strip(), match[2]
    if url == "#" or not url:
        raise Wrong(
            "LNK07", f'"{excerpt(label)}" goes nowhere.', "Add the address, or remove the link.", match.start(2)
        )
    return Link(label=label, url=check_url(url, match.start(2)))


def _unread_link(text: str) -> Wrong:
    """Return the problem of a link that is written in no way that can be read."""
    apart, begun = re.fullmatch(_APART, text), re.fullmatch(_BEGUN, text)
    hint = 'Write it like "Full report: https://example.org/report".'
    if begun and _scheme(begun[2]) in SCHEMES:
        hint = f'Write "[{begun[1]}]({_percent_encoded(without_blanks(begun[2]))})".'
    elif apart:
        hint = f'Write "[{apart[1]}]({apart[2]})".'
    return Wrong("LNK07", f'I cannot find the address in "{excerpt(text)}".', hint)


def read_duration(text: str) -> timedelta:
    """Read how long before a session a reminder comes, 5 minutes to 4 weeks; raises Wrong."""
    match = re.fullmatch(_DURATION, " ".join(text.split()))
    if match is None:
        hint = 'Write it like "1 week" or "30 minutes".'
        raise Wrong("STR07", f'I cannot read "{excerpt(text)}" as a length of time.', hint)
    minutes = _number(match[1]) * _MINUTES[match[2].lower()]
    if not SHORTEST <= minutes <= FURTHEST:
        raise Wrong("STR07", f'"{excerpt(text)}" is outside 5 minutes to 4 weeks.')
    return timedelta(minutes=minutes)


def _mixed_minutes(match: re.Match[str]) -> int:
    """Return the minutes of a length in hours and minutes: 1.5 hours, 1 hour 30 minutes, an hour and a half."""
    return 60 * _number(match["hours"] or match["whole"]) + (int(match["minutes"]) if match["minutes"] else 30)


def read_length(text: str) -> timedelta:
    """Read how long a session lasts, 5 minutes to 16 hours; raises Wrong."""
    written = " ".join(text.split())
    match, mixed = re.fullmatch(_DURATION, written), re.fullmatch(_HOURS_AND_MINUTES, written)
    if (match is None or match[3]) and mixed is None:
        hint = 'Write it like "2 hours" or "90 minutes".'
        raise Wrong("STR07", f'I cannot read "{excerpt(text)}" as a length of time.', hint)
    minutes = _mixed_minutes(mixed) if mixed else _number(match[1]) * _MINUTES[match[2].lower()] if match else 0
    if not SHORTEST <= minutes <= LONGEST_SESSION:
        raise Wrong("STR07", f'"{excerpt(text)}" is outside 5 minutes to 16 hours.')
    return timedelta(minutes=minutes)


class Before(NamedTuple):
    """A number of days before a date."""

    days: int
    working: bool
    """Whether only working days count."""

    def day(self, day: date, holidays: Collection[date]) -> date:
        """Return the day that is this number of days before a day."""
        if self.working:
            return working_days_before(day, self.days, holidays)
        return day - timedelta(days=self.days)


def read_before(text: str) -> Before:
    """Read a number of days or weeks before a date, like "3 working days before"; raises Wrong."""
    match = re.fullmatch(_BEFORE, " ".join(text.split()))
    if match is None:
        raise Wrong("STR07", f'I cannot read "{excerpt(text)}".', 'Write it like "3 working days before".')
    count, unit = _number(match[1]), match[2].lower()
    if not 1 <= count <= _MOST_BEFORE:
        raise Wrong("STR07", f'"{excerpt(text)}" is not from 1 to 30.')
    if unit.startswith("working week"):
        raise Wrong("STR07", f'"{excerpt(text)}": write working days, like "5 working days before".')
    weeks = unit.startswith("week")
    return Before(days=count * 7 if weeks else count, working=unit.startswith("working"))


def read_joining(text: str) -> Before | str:
    """Read when joining details come: a number of days before, or words, unchanged; raises Wrong."""
    return read_before(text) if re.match(_BEFORE_LIKE, text) else text


def read_email(text: str) -> str:
    """Read an email address; raises Wrong (CON02)."""
    if not re.fullmatch(_EMAIL, text) or len(text) > 254 or ".." in text:
        plain = text.translate(_PLAIN_LETTERS).strip(" <>.,;").removeprefix("mailto:")
        plain = plain if "@" not in plain else f"{plain.partition('@')[0]}@{plain.partition('@')[2].replace(',', '.')}"
        inside = re.search(rf"(?:<|\(mailto:)({_EMAIL})[>)]", text)
        plain = inside[1] if inside else plain
        several = _parted(text)
        if several:
            raise Wrong("CON02", f'"{excerpt(text)}" is not an email address.', f'Write "{several}".')
        hint = f'Write "{plain}".' if plain != text and re.fullmatch(_EMAIL, plain) else ""
        raise Wrong("CON02", f'"{excerpt(text)}" is not an email address.', hint)
    return text


def _parted(text: str) -> str:
    """Return a mailbox and what else stands beside it with a comma between them; "" if there is no more than it."""
    match = re.fullmatch(rf"(?P<before>.*?)(?P<mailbox>{_EMAIL}){_JOINED}(?P<behind>.*)", text)
    if match is None or not (match["before"] or match["behind"]):
        return ""
    before = re.sub(rf"{_JOINED}$", "", match["before"])
    parts = [part for part in (before, match["mailbox"], match["behind"]) if part]
    return ", ".join(parts) if any(re.search("[0-9]{5}|[0-9] [0-9]{3}", part) for part in parts) else ""


_JOINED = r"[\s,;/|–-]*(?:\b(?:or|and)\b\s+)?"
"""What people write between two ways to reach somebody."""


def read_contact(text: str, uk: bool) -> Contact:
    """Read a contact of one or more parts, with or without a label; raises Wrong (CON01, CON02)."""
    label, parts = _split_contact(text)
    contacts: dict[str, str] = {}
    for offset, part in parts:
        for name, value in _read_contact_part(part, offset, uk, label).items():
            if name in contacts:
                kind = {"tel": "phone"}.get(name, name)
                hint = "Give each its own line."
                raise Wrong("CON02", f"I found 2 {_PLURAL.get(kind, kind)} in one contact.", hint, offset)
            contacts[name] = value
    if not contacts.keys() & {"email", "phone", "url"}:
        raise unread_number(text) or Wrong("CON01", f'"{excerpt(text)}" has no email, phone or web address.')
    return Contact(label=label, **contacts)


def _number(text: str) -> int:
    return _NUMBER_WORDS.get(text.lower()) or int(text[:9])


def _split_contact(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Split a contact into its label, before a colon, and its parts, between commas, with their offsets.

    A comma in brackets separates nothing; nor does a comma before words that belong to a phone number, like "option 2".
    """
    match = re.match(_LABEL, text)
    start = match.end() if match else 0
    parts: list[tuple[int, str]] = []
    behind_number = False
    for part in re.finditer(_PART, text[start:]):
        words = part[0].strip()
        if behind_number and is_behind(words):
            parts[-1] = (parts[-1][0], f"{parts[-1][1]}, {words}")
        elif words:
            parts.append((start + part.start() + len(part[0]) - len(part[0].lstrip()), words))
            behind_number = re.search(_ENDS_IN_NUMBER, words) is not None
    return (match[1].strip() if match else ""), parts


def _read_contact_part(part: str, offset: int, uk: bool, label: str) -> dict[str, str]:
    try:
        if part.casefold().startswith(("http:", "https:")):
            return {"url": check_url(part)}
        if "@" in part:
            named = re.fullmatch(rf"([^<>@,]*[^<>@, ]) *<({_EMAIL})>", part)
            if named:
                hint = f'Write "{named[1]}, {named[2]}".'
                raise Wrong("CON02", f'"{excerpt(part)}" is not an email address.', hint)
            return {"email": read_email(part)}
        if part[0] in "+0123456789(" or is_texted(part, label):
            phone = read_phone(part, uk, label)
            return {"phone": phone.phone, "tel": phone.tel}
    except Wrong as wrong:
        raise Wrong(wrong.rule, wrong.message, wrong.hint, offset) from None
    return {"name": part}
