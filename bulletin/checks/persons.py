"""The rule for mailboxes and phone numbers that belong to one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content.word_lists import english
from ..text.expressions import compiled
from .checked_file import CheckedFile
from .contacts import is_day_of_issue
from .rule import TEXTS, Finding, rule

_EMAIL = (
    r"(?<![\w.+'’-])(?P<name>[a-z0-9][\w.+'’-]{0,63})(?:@| ?[\[(] ?at ?[\])] ?|(?P<spoken> at (?![\w.+-]*@)))"
    r"(?P<domain>[a-z0-9-]+(?:\.[a-z0-9-]+)+)"
)
_AT = ("@", "(at", "( at", "[at", "[ at", " at ")
"""What every mailbox has in it."""
_FIRST_LAST = re.compile(r"[a-z]{1,20}[._][a-z'’-]{2,}[0-9]{0,4}")
_PRIVATE_PROVIDER = re.compile(r"(?!nhsmail|webmail)[a-z]{2,}mail")
"""Names of hosts that the list private-mail need not have."""
_MOBILE = r"(?:(?:\+44\s?(?:\(0\)\s?)?|0)7(?:[ \u00a0-]?[0-9]){9}|(?:\+61\s?|0)4[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}"
_MOBILE_IN_IRELAND = r"|\(?08[35679]\)?[ -][0-9]{3}[ -]?[0-9]{4})"
_LANDLINE = r"(?:\+44\s?(?:\(0\)\s?)?|\(?0)[12][0-9]{1,4}\)?[\s-]?[0-9]{3,4}[\s-]?[0-9]{2,4}"
_ABROAD = r"(?:\+[1-9][0-9]{0,2}(?:[ ()-]{0,2}[0-9]){8,11}|\(?[2-9][0-9]{2}\)?[ .-][0-9]{3}[.-][0-9]{4})"
"""A number as it is written abroad, or in North America."""
_LOCAL = r"[2-9][0-9]{2,3}[ -]?[0-9]{2,4}"
_NUMBER = (
    rf"(?<![\w+/.-])(?:(?P<mobile>{_MOBILE}{_MOBILE_IN_IRELAND})|(?P<landline>{_LANDLINE}|{_ABROAD})|(?P<local>{_LOCAL}))"
    r"(?![\w-]|[.,:][0-9]|/(?!0[1-9]))"
)
_DIGITS = re.compile(r"[0-9]{3}[\s-]?[0-9]{2}")
"""What every number has in it: this is found sooner than a whole one."""
_SERVICE = re.compile(
    r"\b(?:text|texting|sms|whatsapp|chathealth|helpline|duty|on[ -]call|line|switchboard|reception|office|ext"
    r"|extension|team|service|department|unit|ward|surgery|clinic|practice|centre|trust|council|school|nurses?"
    r"|officer|manager|charity|company|society|hospice|hospital|museum|library|archives?|theatre|university|college"
    r"|archivist|curator|librarian|administrator|receptionist|bursar|headteacher|director|registrar|consultant"
    r"|ad?vis[eo]r|executive|solicitors?|agents?)\b"
)
"""Words before a number which show that it belongs to a workplace or a team."""
_TEXT_SERVICE = re.compile(
    r"\b(?:text|texting|sms|whatsapp|chathealth|helpline|duty|on[ -]call|(?<!direct )(?<!land )line)\b"
)
"""Words before a mobile number which show that it belongs to a team; no switchboard or office has such a number."""
_NEAR = 70
"""How many characters before a number or a mailbox are searched for the name of its owner."""
_SENT_TO = (
    r"(?:[Cc]ontact|[Cc]all(?:ing)?|[Rr]ing(?:ing)?|[Pp]hon(?:e|ing)|[Tt]ext|[Aa]sk(?: for)?|[Ss]peak(?:ing)? "
    r"(?:to|with)|[Ss]ee|[Ll]et|[Tt]ell|[Ee]-?mail|"
    r"[Nn]otify|is|or|and|to|from|via|with|[Dd]r|[Mm]rs?|[Mm]s|[Mm]iss)"
)
_PERSON = (
    r"(?:(?P<title>Mrs?|Ms|Miss|Cllr|Rev|Fr|Father|Revd)\.?\s+|(?P<initial>[A-Z]\.?)\s+)?"
    r"(?P<first>[A-Z][a-z'’-]+)(?P<last>(?:\s+[A-Z][a-z'’-]+){0,2})"
)
_NAME = re.compile(rf"\b{_SENT_TO}\.?\s+{_PERSON}\b[^.!?\n]{{0,45}}$")
"""A person's name after a word like "contact" or "ask", somewhere before the number."""
_NAMED = re.compile(
    rf"(?:^|(?<=[\s(*_–-])(?<!\w-)){_PERSON}[\s:,(*_–-]{{1,5}}(?i:tel(?:ephone)?\.?(?: no)?|phone|mob(?:ile)?|ring"
    rf"|call|on|at|is)?[\s:.*_]{{0,4}}$"
)
"""A name right before a number, or on the line above it, like "Jane Smith, tel:"."""
_ORGANISATIONS = frozenset(
    (
        "ambulance", "arms", "centre", "charity", "church", "club", "college", "council", "court", "foundation",
        "group", "hall", "hospice", "hospital", "hotel", "house", "inn", "institute", "library", "lodge", "museum",
        "park", "school", "society", "surgery", "theatre", "trust", "university",
    )
)  # fmt: skip
"""Last words of the names of organisations and places, which are not names of persons."""
_MINE = re.compile(
    r"\b(?:me|myself)\b[^.!?\n]{0,20}$|\bmy (?:home |own |personal |new )?(?:number|mobile|phone|e-?mail"
    r"|address)\b[^.!?\n]{0,15}$"
    r"|\bi(?: can be|['’]m| am| may be) (?:best )?(?:contacted|reached|phoned|rung|called|texted|e-?mailed|available"
    r"|on|at)\b[^.!?\n]{0,30}$"
)
"""Words before a number or a mailbox with which its owner speaks, like "call me on" or "my number is"."""
_BEHIND = re.compile(
    r"\s{0,2}(?:[(–-]|ask(?:ing)? for|for)\s{0,2}(?P<first>[A-Z][a-z]+)\b"
    r"|[ ]{1,2}(?P<alone>[A-Z][a-z]+)(?: [A-Z][\w'’-]+)?[.*_]{0,3}$",
    re.MULTILINE,
)
"""A name after a number, as in "01234 567890 (ask for Jane)"."""
_THEIRS = re.compile(
    r"\b(?:contact|call|ring|phone|text|reach|e-?mail|speak to|give|let) (?:her|him)\b[^.!?\n]{0,40}$"
    r"|\b(?:her|his) (?:home |mobile |phone |own )?(?:number|mobile|phone)\b[^.!?\n]{0,15}$"
    r"|\b(?:mrs?|ms|miss|br|sr|rev|cllr) [a-z]+['’]s (?:home |mobile |phone )?(?:number|mobile|phone)\b[^.!?\n]{0,15}$"
)
"""Words before a number with which the text speaks of its owner, like "call her on"."""
_AT_HOME = re.compile(r"\s{0,2}\((?:home|h|mobile|mob|m|evenings?(?: only)?)\)")
"""A word in brackets after a private number, like "(home)" or "(evenings only)"."""
_MOBILE_OF = re.compile(r"\bmob(?:ile)?\b[\s.:–-]{0,4}$")


@rule(
    "CON04",
    "warning",
    "This reaches one person alone.",
    "Give a team's mailbox or number, which others answer too; people leave, and addresses are collected.",
    on=TEXTS,
    wrong="Contact Jane Smith on ‸jane.smith@example.org.",
    right="Contact the team on safeguarding.team@example.org, or text our nurses on 07700 900123.",
    note="A mailbox of a person's name (`lists/given-names.txt`), or of an initial and a surname "
    "(`lists/surnames.txt`), or with a private provider "
    "(`lists/private-mail.txt`) behind one; a mobile number, or a number without the name of a team, behind "
    "somebody's name. Who wants to be reached so says it: `ignore: CON04 because she asked for it`.",
)
def person(file: CheckedFile) -> Iterator[Finding]:
    before: re.Match[str] | None = None
    for match in compiled(_EMAIL).finditer(file.lower) if any(sign in file.lower for sign in _AT) else ():
        is_own = match[0] == file.workspace.settings.email.casefold()
        is_copy = before and before[0] == match[0] and _COPIED.fullmatch(file.lower, before.end(), match.start())
        before = match
        if not is_own and not is_copy and not file.addresses.holds(match.start()) and _is_persons(file, match):
            yield Finding(match.start(), "This looks like the mailbox of one person.")
    for match in compiled(_NUMBER).finditer(file.prose) if _DIGITS.search(file.prose) else ():
        kind = match.lastgroup or ""
        if _is_somebodys(file, match, kind):
            what = "mobile number" if kind == "mobile" else "number"
            yield Finding(match.start(), f"This looks like the {what} of one person.")


_COPIED = re.compile(r"[\s()<>\[\]*_:|]{0,6}(?:mailto:)?")
"""What stands between two copies of one mailbox, as in `[jo@example.org](mailto:jo@example.org)`."""


def _is_persons(file: CheckedFile, mailbox: re.Match[str]) -> bool:
    """Return whether a mailbox belongs to one person, by its own name, or by its provider and a name before it."""
    name, words = mailbox["name"], file.words
    if (words.is_shared_mailbox(name) and not _is_first_and_last(file, name)) or _is_thing(file, name):
        return False
    if mailbox["spoken"]:
        return _FIRST_LAST.fullmatch(name) is not None
    if _FIRST_LAST.fullmatch(name) or _begins_with_given_name(file, name) or _is_initial_and_surname(file, name):
        return True
    before = file.source.text[max(0, mailbox.start() - _NEAR) : mailbox.start()]
    behind = _NAME_BEHIND.match(file.source.text, mailbox.end())
    people = [match for match in _FULL_NAME.finditer(before) if _is_name(file, match["first"], match["last"])]
    people += [behind] if behind and behind["first"].lower() in words.given_names else []
    if _is_of_somebody_named(file, name):
        return True
    if any(match["last"].lower() in name or name.startswith(match["first"].lower()) for match in people):
        return True
    if _MINE.search(before.lower()):
        return True
    provider = mailbox["domain"].partition(".")[0]
    is_private = provider in words.private_mail or _PRIVATE_PROVIDER.fullmatch(provider) is not None
    given = any(word.lower() in words.given_names for word in re.findall(r"\b[A-Z][a-z]+\b", before))
    alone = _GIVEN_BEHIND.match(file.source.text, mailbox.end())
    given = given or (alone is not None and alone[1].lower() in words.given_names)
    return is_private and (given or bool(people))


def _is_first_and_last(file: CheckedFile, name: str) -> bool:
    """Tell whether a mailbox is called by a given name and a surname, although the surname may be a word: jane.hall."""
    first, separator, last = name.rstrip("0123456789").replace("_", ".").partition(".")
    return bool(separator) and first in file.words.given_names and last in file.words.surnames


def _is_thing(file: CheckedFile, name: str) -> bool:
    """Tell whether a mailbox is called first.last and neither part is that of a person, like "oakfield.scouts"."""
    first, _, last = name.rstrip("0123456789").replace("_", ".").partition(".")
    is_name = len(first) == 1 or first in file.words.given_names or first in NAMES_AND_WORDS
    return not is_name and last in english().common


def _is_initial_and_surname(file: CheckedFile, name: str) -> bool:
    """Tell whether a mailbox is called by an initial or two and a surname, like "jsmith" or "ajsmith"."""
    letters = name.rstrip("0123456789")
    if letters in english().common or letters in english().rare or letters.startswith(_NO_INITIALS):
        return False
    surnames = file.words.surnames
    ends = letters[:-1] in surnames and len(letters) > _LEAST_SURNAME
    return ends or any(letters[count:] in surnames for count in (1, 2) if len(letters) - count >= count + 3)


_NO_INITIALS = ("st", "the", "hm", "uk", "rc", "pc", "nhs")


def _is_name(file: CheckedFile, *words: str) -> bool:
    """Return whether words with capitals are a person's name: a word is a given name, or no word is English."""
    small = [word.lower() for word in words if word]
    named = not file.words.given_names.isdisjoint(small)
    return named or (len(small) > 1 and english().common.isdisjoint(small) and _NO_NAMES.isdisjoint(small))


_NO_NAMES = frozenset(
    ("tel", "mob", "sms", "fax", "email", "whatsapp", "facebook", "nhs", "the", "and", "for", "our", "ring", "call")
)


_FULL_NAME = re.compile(r"\b(?=(?P<first>[A-Z][a-z'’-]+)\s+(?P<last>[A-Z][a-z'’-]{2,})\b)")
"""Two words with capitals in a row. "Contact Ruth Gale" has two such pairs, so matches overlap."""


def _is_of_somebody_named(file: CheckedFile, name: str) -> bool:
    """Tell whether a mailbox is called by the surname and an initial of somebody whom the text names: "kbarden"."""
    letters = name.rstrip("0123456789").replace(".", "").replace("_", "")
    return any(
        letters in (first[0] + last, last + first[0], first + last, last + first, first[:2] + last)
        and not {first, last} <= english().common
        for first, last in file.name_pairs
    )


_GIVEN_BEHIND = re.compile(r"[ >]{0,2}\(([A-Z][a-z]+)\)")
_NAME_BEHIND = re.compile(r"[ >]{0,2}[(–-] ?(?P<first>[A-Z][a-z]+) (?P<last>[A-Z][\w'’-]+)")
"""A name after a mailbox, as in "bloggs@example.org (Jo Bloggs)"."""
_LEAST_SURNAME = 4
NAMES_AND_WORDS = frozenset(
    (
        "amber", "april", "ash", "barney", "basil", "bay", "carol", "chester", "cliff", "colman", "cooper", "coral",
        "crystal", "daisy", "dale", "dawn", "dean", "dexter", "dick", "dolly", "drew", "ebony", "eve", "faith",
        "fern", "flora", "florence", "frank", "gene", "gilbert", "ginger", "glen", "grace", "grant", "guy", "hazel",
        "heath", "hector", "holly", "honor", "hope", "iris", "ivy", "jasmine", "jay", "jean", "jewel", "josh",
        "joy", "june", "laurel", "lily", "logan", "lorne", "marley", "max", "may", "melody", "mercy", "merle",
        "merry", "miles", "moses", "myrtle", "nan", "nick", "norman", "oakley", "olive", "patience", "pearl", "peg",
        "piers", "pip", "poppy", "prudence", "queenie", "quinn", "reed", "rich", "robin", "rod", "rose", "rosemary",
        "rowan", "ruby", "rusty", "saffron", "sandy", "scarlet", "sherry", "sienna", "skip", "skye", "sterling",
        "summer", "taylor", "victoria", "viola", "violet", "wally", "will", "willow", "woody", "wren",
    )
)  # fmt: skip
"""Given names that are words or places, too: a surname must stand behind one."""


def _begins_with_given_name(file: CheckedFile, name: str) -> bool:
    """Return whether the name of a mailbox is a given name: alone, with an initial, or with a surname.

    A surname has at least `_LEAST_SURNAME` letters, and neither it nor its end is an English word.
    """
    letters = name.rstrip("0123456789")
    if letters in file.words.given_names or letters[:-1] in file.words.given_names:
        return letters not in english().common
    for length in range(3, len(letters) - _LEAST_SURNAME + 1):
        rest = letters[length:]
        if letters[:length] in file.words.given_names and rest.isalpha():
            common = english().common
            return letters not in common and not any(rest.endswith(word) for word in _tails(rest) if word in common)
    return False


def _tails(word: str) -> Iterator[str]:
    """Yield a word, and its ends of five letters or more, each of which may be a word itself."""
    return (word[at:] for at in range(max(1, len(word) - 4)))


def _is_somebodys(file: CheckedFile, number: re.Match[str], kind: str) -> bool:
    """Return whether a number belongs to one person, by the words before it and the name after it."""
    behind = _BEHIND.match(file.prose_as_written, number.end())
    if kind == "local" and is_day_of_issue(file, number[0]):
        return False
    if kind != "local" and behind and (behind["first"] or behind["alone"]).lower() in file.words.given_names:
        return True
    if kind != "local" and _AT_HOME.match(file.prose, number.end()):
        return True
    before = file.prose[max(0, number.start() - _NEAR) : number.start()]
    if kind != "local" and (_MINE.search(before) or _THEIRS.search(before)):
        return True
    if _follows_name(file, number.start(), kind) or _stands_behind_name(file, number.start(), kind):
        return True
    return kind != "local" and _is_signed(file, number)


def _stands_behind_name(file: CheckedFile, start: int, kind: str) -> bool:
    """Tell whether a name stands before a number, with words between them that say nothing of a team or of booking.

    A landline must be in the sentence of the name, a mobile number in its paragraph.
    """
    first = max(0, start - _FAR)
    first = max((match.end() for match in _NEW_ENTRY.finditer(file.source.text, first, start)), default=first)
    before = file.prose_as_written[first:start]
    before = before if kind == "mobile" else before.rpartition("\n")[2]
    names = [match for match in _ANY_NAME.finditer(before) if _is_person(file, match)]
    if not names:
        return False
    between = before[names[-1].end() :]
    small = between.lower()
    if kind == "mobile":
        return not _TEXT_SERVICE.search(small) and not _BOOKED.search(small)
    if kind == "local" and not _RINGS.search(small):
        return False
    return not (
        _OTHER_WAY.search(between) or _NEXT_SENTENCE.search(between) or _SERVICE.search(small) or _BOOKED.search(small)
    )


def _is_person(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether one word with a capital, or two, name somebody, and not a church or a street."""
    if match["last"] and match["last"].lower() in _ORGANISATIONS:
        return False
    return match["first"].lower() in file.words.given_names


_OTHER_WAY = re.compile(r"@[^\n]{0,40}\bor\b")
"""A mailbox and a number for the same: whose the mailbox is, the number is, too."""
_FAR = 160
_ANY_NAME = re.compile(
    r"(?<!St )(?<!St\. )(?<!Saint )(?<![\w'’-])(?P<first>[A-Z][a-z]+)(?![\w'’-])(?=(?: (?P<last>[A-Z][\w'’-]+))?)"
    r"(?!(?: [A-Z][\w'’-]+)? (?:House|Hall|School|Centre|Church|Hospital|Street|Road|Lane|Court|Room|Trust|Foundation"
    r"|Institute)\b)"
)
_NEW_ENTRY = re.compile(r"\n\s*\n|\n\s*[-*+•]\s")
"""Where a paragraph or a list entry begins."""
_NEXT_SENTENCE = re.compile(r"[.!?;]\s+[A-Z]")
_RINGS = re.compile(r"\b(?:ring|call|bell|tel|telephone|phone)\b")
_BOOKED = re.compile(
    r"\b(?:book|booking|bookings|tickets?|enquiries|queries|reserv\w+|box office|hotel|theatre|venue|hall|helpline"
    r"|charity|available at|for (?:more|further)|to (?:register|apply|join|come|attend|order))\b"
)
"""Words behind a name after which a number is that of a place or of an event."""


def _is_signed(file: CheckedFile, number: re.Match[str]) -> bool:
    """Tell whether a number stands alone on its line, and somebody's name alone on one of the lines above it."""
    lines = file.prose_as_written[max(0, number.start() - _SIGNATURE) : number.start()].split("\n")
    if len(lines) < _NAME_AND_NUMBER or not _NUMBER_ALONE.fullmatch(file.line_of(number.start())):
        return False
    for line in reversed(lines[1 if number.start() > _SIGNATURE else 0 : -1][-_LINES_ABOVE:]):
        name = _NAME_ALONE.fullmatch(line.strip(" *_"))
        if name and not file.words.given_names.isdisjoint(word.lower() for word in name[0].split()):
            return True
        if not line.strip() or _SERVICE.search(line.lower()) or line.rstrip().endswith((".", ":", ";")):
            return False
    return False


_SIGNATURE, _LINES_ABOVE, _NAME_AND_NUMBER = 200, 4, 2
_NUMBER_ALONE = re.compile(r"[\W_]*(?i:tel|telephone|phone|mob|mobile|home|t|m|h)?[\W_]*[0-9() +-]{10,20}[\W_]*")
_NAME_ALONE = re.compile(r"(?:(?:Mrs?|Ms|Miss|Cllr|Rev|Dr)\.? )?[A-Z][a-z'’-]+(?: [A-Z]\.?)?(?: [A-Z][\w'’-]+){1,2}")


def _follows_name(file: CheckedFile, start: int, kind: str) -> bool:
    """Return whether the name of a person stands before a number, with no word for a team or a service."""
    before = file.prose_as_written[max(0, start - _NEAR) : start]
    line = before.rpartition("\n")[2]
    before = line.title() if line.isupper() else before
    service = _TEXT_SERVICE if kind == "mobile" else _SERVICE
    if kind == "mobile" and _MOBILE_OF.search(before.lower()) and not service.search(before.lower()):
        return True
    beside = _NAMED.search(before)
    match = beside or _NAME.search(before)
    if match is None or (kind == "local" and not beside):
        return False
    if (
        _OTHER_WAY.search(before[match.start() :])
        or service.search(before[match.start() :].lower())
        or _NEW_ENTRY.search(file.source.text, start - len(before) + match.start("first"), start)
    ):
        return False
    names = [word.lower() for word in (match["first"], *match["last"].split())]
    if names[-1] in _ORGANISATIONS or re.search(r"\b(?:St|Saint)\.?\s$", before[: match.start("first")]):
        return False
    title = match["title"] or (beside and match["initial"] and not match["last"])
    if bool(title) or not file.words.given_names.isdisjoint(names):
        return True
    if not NAMES_AND_WORDS.isdisjoint(names[:-1]) and names[-1] not in english().common:
        return True
    begins_line = not before[: match.start("first")].rpartition("\n")[2].strip(" *_-•")
    if beside and kind != "local" and begins_line and names[0] in NAMES_AND_WORDS and len(names) == 1:
        return True
    # A name that the list lacks is believed in front of a mobile number only.
    return kind == "mobile" and (not beside or _is_name(file, *names, "a name"))
