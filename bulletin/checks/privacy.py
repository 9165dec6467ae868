"""Rules for text that could identify a person. A message never quotes the text that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content.word_lists import english
from ..model import Circulation
from ..text import humanize
from ..text.expressions import Expression, compiled
from ..text.private import Number, join_links, meeting_codes, meeting_place, numbers
from ..text.urls import unwrapped
from .addressees import Known, names_reader, why_personal
from .case_stories import addresses, ages, has_other_names
from .checked_file import CheckedFile
from .fixed_addresses import replacement_hint
from .rule import TEXTS, Example, Finding, rule

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    r"(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+[0-9]{{2,4}})"
)
_BIRTH = rf"\b(?:d\.?o\.?b\b\.?|date\s+of\s+birth|born(?:\s+on)?)[\s:=-]{{0,4}}(?:is\s+|was\s+|the\s+)?{_DATE}"
_PERSON = r"\b(?:child|patient|mother|baby|father|boy|girl|woman|man|victim|infant)\b"
_LIVES = (
    _PERSON + r"(?![ -](?:safety|protection|death|services?|health|care|line|welfare))[^.!?\n]{0,100}?"
    r"\b(?:lives?|lived|living|resides?|resided|residing|from|address\s+(?:is|was))\b[^.!?\n]{0,60}?"
    r"\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\b"
)
# What each home has in it: these are found sooner than a whole one.
_POSTCODE, _HOUSE = r"[0-9][a-z0-9]? ?[0-9][a-z]{2}", r"[0-9][a-zA-Z]?,? [A-Z]"
_DEATH = (
    rf"\b(?:child|baby|adult|patient|infant)\s+[a-z]{{1,2}}\b[^.!?\n]{{0,80}}?"
    rf"\b(?:died|dies|death|killed)\b[^.!?\n]{{0,30}}?{_DATE}"
)
_STREET = (
    r"(?:[A-Z][a-z'’]+ ){1,3}(?:Road|Rd|Street|St|Lane|Close|Avenue|Ave|Drive"
    r"|Crescent|Way|Gardens|Grove|Terrace|Court|Place|Mews|Walk|Green|Rise|Hill|View|Row|Copse|Croft|Dene|Drove|Parade"
    r"|Square|Vale|Bank|Brow|Chase|Dale|Fold|Garth|Glade|Glebe|Hurst|Knoll|Lea|Leas|Mead|Meadows?|Mount|Orchard|Paddock"
    r"|Ridge|Spinney|Villas|Woods?|Yard|Cottages|Heath|Heights|Fields?|Park)\b"
)
_HOME = (
    r"(?:\b(?P<title>(?:Mrs?|Ms|Miss|Mr and Mrs|Cllr)\.? )?(?P<first>[A-Z][a-z]+"
    r"|[A-Z]\.?(?= [A-Z][a-z]))(?: [A-Z][a-z'’-]+){0,2}(?:['’]s)?(?:,"
    r"| at| of|:|\n| –| -)\s?|\b(?P<home>(?:my|our"
    r"|his|her"
    r"|their) (?:own |home )?(?:house|home|flat|address),?(?:(?: at| is|:),?)?|(?:me|myself) at)\s)"
    rf"(?P<house>[0-9]{{1,3}}[a-zA-Z]?,? {_STREET})"
)
"""A house number and a street behind somebody's name."""
_NAMED_HOUSE = Expression(
    r"\b(?P<who>[A-Z][a-z]+(?: [A-Z][a-z'’-]+){1,2})(?:,| at| of|:) (?P<house>(?:The )?(?:[A-Z][a-z'’]+ ){0,2}"
    r"(?:Barn|Cottage|House|Farm|Farmhouse|Lodge|Bungalow|Mill|Villa|Bakery|Forge|Smithy|Oast|Rectory|Vicarage"
    r"|Croft|Grange|Stables), "
    rf"(?:{_STREET}|(?:[A-Z][a-z'’]+(?: [A-Z][a-z'’]+)?, )[A-Z][a-z'’]+(?=[\s.,;]*(?:\n|$))|(?:[A-Z][a-z'’]+(?:"
    rf", )?){{1,3}},? ?(?i:tel|phone|mob|e-?mail)))",
    needs=(
        *("Barn, ", "Cottage, ", "House, ", "Farm, ", "Farmhouse, ", "Lodge, ", "Bungalow, ", "Mill, ", "Villa, "),
        *("Bakery, ", "Forge, ", "Smithy, ", "Oast, "),
        *("Rectory, ", "Vicarage, ", "Croft, ", "Grange, ", "Stables, "),
    ),
)
"""A house with a name and its street, or with the number to ring there, behind somebody's name."""
_PLACE_OF = Expression(
    r"(?<!St )(?<!St\. )(?<!Saint )\b(?P<who>[A-Z][a-z]+(?: [A-Z][a-z'’-]+?)?)['’]s? "
    r"(?!(?:\w+ )?(?i:church|hospital|school|hospice|centre|hall|pub|inn|bar|caf[eé]|place|court|college|theatre"
    r"|cathedral)\b)"
    r"[a-z][^.!?\n]{0,90}?\b[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\b",
    needs=("'", "’"),
)
"""A postcode behind what belongs to somebody who is called by name, like "Steve Brown's garden"."""
_HOUSE_OF = Expression(
    r"(?<!St )(?<!St\. )(?<!Saint )\b(?P<first>[A-Z][a-z]+)(?: [A-Z][a-z]+)?['’]s "
    r"(?:(?:house|flat|bungalow|cottage|home)(?=[.,;!?)]|$| (?:at|on|for|in|from|to|and|is|was|near|by)\b)"
    r"|(?:front |back )?(?:door|letter ?box|porch|doorstep|driveway)\b)",
    needs=("'s ", "’s "),
)
"""The home of somebody who is called by the given name."""
_HOUSE_OF_FAMILY = re.compile(
    r"\b(?:at|from|to|outside) the (?P<family>[A-Z][a-z]+?)(?:s['’]|['’]s?) (?:house|home|flat|bungalow|farm|garden)\b"
)
"""The home of a family: "from the Hobbs' house"."""
_LIVES_AT = re.compile(
    r"(?<!St )(?<!St\. )(?<!Saint )\b(?P<first>[A-Z][a-z]+)(?: [A-Z][a-z'’-]+)? (?:now |still )?(?:lives?|stays"
    r"|living|resides)"
    r" (?:at (?:the |number |no\. )?[A-Z0-9]|next door|(?:opposite|above|behind|next to|beside) the\b"
    r"|in the (?:\w+ )?(?:cottage|house|flat|bungalow|lodge)\b)"
)
"""The home of somebody who lives there."""
_HOSTED_AT = Expression(
    r"\b(?P<house>[0-9]{1,3}[a-zA-Z]? (?:[A-Z][a-z'’]+ ){1,3}(?:Road|Rd|Street|St|Lane|Close|Avenue|Ave|Drive"
    r"|Crescent|Way"
    r"|Gardens|Grove|Terrace))\b[^.!?\n]{0,30}\b(?:home of|permission of|courtesy of|hosted by"
    r"|invitation of|hospitality of|hosts?:?)\b[^.!?\n]{0,40}",
    needs=("home of", "permission of", "courtesy of", "hosted by", "invitation of", "hospitality of", "host"),
)
"""A house number and a street in front of those whose home it is."""
_FEW = (
    r"\b(?:one|two|three|four|[1-4])\s+(?:of\s+(?:which|whom|these|them)"
    r"|(?:(?:young|older|looked[ -]after|newborn)\s+)?"
    r"(?:child|children|babies|baby|infants?|people|adults?|patients?|women|woman|men|man|girls?|boys?)\b)"
    r"(?!\s+(?:deaths?|protection|safeguarding|health|care|safety|services?)\b)"
    r"(?P<near>[^.!?\n]{0,80})"
)
_GRAVE = r"\b(?:die[ds]?|deaths?|abused|suicide|killed|serious\s+case\s+review|full\s+(?:serious\s+case\s+)?review)\b"
_THESE_FEW = (
    r"\bof\s+(?:these|them|which|whom),?\s+(?:one|two|three|four|[1-4])"
    r"\s+(?:was|were|went|had|have|has|progressed|died)\b"
)
_INVITATION = 300
"""A passcode that begins within so many characters after a link or a meeting ID belongs to the same meeting."""
_ENDING = 6
"""How many of the last characters of an address a line `ignore` gives to name it."""
_NAME = (
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss)\.? )?[A-Z][\w'’-]+(?: [A-Z]\.?)?(?: [A-Z][\w'’-]+){1,2}(?: \(.*\))?"
    r"|[A-Z][\w'’-]+, [A-Z][\w'’-]+.*"
)
_NO_NAME = (
    r"\b(?:NHS|Team|Trust|Microsoft|Office|Word|Service|Board|Council|Group|Society|Foundation|University|College"
    r"|Police|"
    r"Administrator|User|Adobe|Canva|Apple|Bulletin|Safeguarding|England)\b"
)


@rule(
    "PRIV01",
    "error",
    "There is what looks like a real NHS number.",
    "Remove it now and tell your information governance lead: it may already be in the file's history. "
    "Use 999 123 4567 in examples.",
    on=("item", "issue", "snippet", "settings"),
    wrong="The patient's number is ‸485 777 3457.",
    right="An NHS number looks like 999 123 4567.",
    note="Looked for in every file, in names of files and in attachments; only its last two digits are said. A word "
    "of `lists/number-words.txt` right before it says that it is something else, as does an address around it. "
    "In an item that is not limited, `ignore: PRIV01 …123 because it is a purchase order` answers the one number "
    "that ends so, and the Action's summary lists the line; what the text calls an NHS number has no such answer.",
)
def nhs_number(file: CheckedFile) -> Iterator[Finding]:
    numbers = [(number.start, number, "This") for number in _numbers(file)]
    for offset, number, where in (*numbers, *_numbers_in_files(file)):
        if number.certain:
            message = f"{where} looks like a real NHS number (ends {number.ending})."
            # What the text itself calls an NHS number is none of something else.
            yield Finding(offset, message, _number_hint(file, number), thing="" if number.named else number.digits)


def _number_hint(file: CheckedFile, number: Number) -> str | None:
    """Return a hint with the line `ignore` to write if a number is not a patient's; None if no such line is allowed."""
    if file.item is None or file.item.circulation is Circulation.LIMITED or number.named:
        return None
    answer = '"ignore: PRIV01 …123 because it is a purchase order", with its last three digits'
    return f"{nhs_number.hint} If it is no patient's, write {answer}."


def _numbers(file: CheckedFile) -> Iterator[Number]:
    """Yield the possible health numbers in a text, without those that a word before them calls something else."""
    for number in file.numbers:
        if number.named or not file.is_reference(number.start):
            yield number


@rule(
    "PRIV02",
    "warning",
    "There is what could be a National Insurance number, or a health number from Scotland or Northern Ireland.",
    "Remove it if it identifies a patient. If it is something else, write `ignore: PRIV02 because …`.",
    on=("item", "issue", "snippet", "settings"),
    wrong="The file is called ‸0101701233.",
    right="The book is ISBN 0306406152.",
)
def other_health_number(file: CheckedFile) -> Iterator[Finding]:
    for match in _INSURANCE.finditer(file.source.text):
        yield Finding(match.start(), f"This could be a National Insurance number (ends {match[0][-1]}).")
    for number in _numbers(file):
        if not number.certain:
            yield Finding(number.start, f"This could be a health number (ends {number.ending}).")
    for offset, number, where in _numbers_in_files(file):
        if not number.certain:
            yield Finding(offset, f"{where} could be a health number (ends {number.ending}).")


_INSURANCE = re.compile(
    r"(?<![\w/-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PRSTW-Z][A-CEGHJ-NPRSTW-Z]"
    r" ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?![\w/-])"
)
"""The form of a National Insurance number (HMRC, NIM39110)."""


def _numbers_in_files(file: CheckedFile) -> Iterator[tuple[int, Number, str]]:
    """Yield the possible health numbers in names of files and in attachments.

    Each is (offset, number, subject of the message's sentence), like (0, number, "The name of this file").
    """
    item = file.item
    if item is None:
        return
    file_name = item.path.rpartition("/")[2].replace("_", " ")
    yield from ((0, number, "The name of this file") for number in numbers(file_name))
    in_text = {number.start for number in file.numbers}
    for asset in item.assets:
        offset = max(file.source.text.find(asset.name), 0)
        if not in_text.isdisjoint(range(offset, offset + len(asset.name))):
            continue  # The text names the file, so the number is already a finding.
        yield from ((offset, number, "The name of a file") for number in numbers(asset.name.replace("_", " ")))
    for enclosed in file.enclosed:
        offset = file.source.offset(enclosed.line, enclosed.column)
        yield from ((offset, number, "The attachment has a number that") for number in numbers(enclosed.text))


@rule(
    "PRIV03",
    "warning",
    "A date of birth, a home, a day of death or initials with an age could tell who a person is.",
    "Check that nobody can be identified, or leave it out.",
    on=TEXTS,
    wrong="The child (‸DOB 12/03/2014) was seen.",
    right="The child was 7 years old. Born in 2014, he lives in Leeds.",
)
def birth_or_home(file: CheckedFile) -> Iterator[Finding]:
    if any(word in file.lower for word in ("dob", "d.o.b", "of birth", "born")):
        for match in re.finditer(_BIRTH, file.lower):
            yield Finding(match.start(), "This is a date of birth.")
    text = file.prose_and_code
    for match in re.finditer(_LIVES, text) if re.search(_POSTCODE, text) else ():
        yield Finding(match.start(), "This says where a person lives.")
    yield from _homes(file)
    yield from _initials(file)
    has_death = any(word in text for word in ("died", "dies", "death", "killed"))
    for match in re.finditer(_DEATH, text) if has_death else ():
        yield Finding(match.start(), "This says when a person died.")


_YEARS = r"(?:1[01]|[1-9])?[0-9]"
_UNIT = r"(?: ?(?:years|yrs|months|weeks)\b| ?[mf])?"
_AGE = rf"(?:,? \(?aged? {_YEARS}|,? \({_YEARS}{_UNIT}[,)]|, {_YEARS},|, an? {_YEARS}[- ]years?[- ]old)"
_WITH_AGE = re.compile(
    rf"(?<![\w.])(?:(?:[A-Z]\.){{2,3}}|(?:Mr|Mrs|Ms|Miss|Mx|[Pp]atient|[Cc]lient|[Rr]esident)\.? [A-Z]{{1,3}}\.?){_AGE}"
    rf"|(?<![\w.])[A-Z]{{2}}(?:,? aged {_YEARS}\b| \({_YEARS}\)(?= (?:was|is|from|of|lives|lived|died|who)\b))"
    rf"|\([A-Z]{{2}}, {_YEARS}(?: (?:years|months|weeks|days))?\)"
    r"|\b[Ii]nitials:? [A-Z]{2,3}\b"
)
"""The initials of a person with the age; "Child K" and "Adult C" are names that reviews give."""
_IS_A_NUMBER = re.compile(r" (?:is|was|were) (?:now |just |only |an? )?[0-9]")
"""What each age behind a name has in it: this is found sooner."""
_IS_AGED = re.compile(
    r"(?<!King )(?<!Queen )(?<!Prince )(?<!Princess )\b(?P<first>[A-Z][a-z]+)(?: [A-Z][\w'’-]+)?,? (?:who )?"
    rf"(?:is|was|were)(?: now| just| only)? (?:an? {_YEARS}[- ]years?[- ]old\b|{_YEARS} (?:years|months|weeks|days)"
    rf" old\b|(?!0)[0-9]{{1,2}}(?=,? (?:and|when|but|now|with)\b(?! [0-9])))"
    rf"|\b(?:(?:Mr|Mrs|Ms|Miss|Mx|Patient|Client)\.? [A-Z]\b\.?|[B-HJ-Z]) (?:is|was) an? {_YEARS}[- ]years?[- ]old\b"
)
"""Somebody's age behind a given name, or behind the initial of a patient."""
_LIVES_IN = re.compile(
    rf"\b(?P<first>[A-Z][a-z]+)(?: [A-Z][a-z]+)?,? (?:is |\(|aged )?{_YEARS}\)?,? (?:and |who )?(?:lives|lived) in\b"
)


def _initials(file: CheckedFile) -> Iterator[Finding]:
    """Yield who is told by initials and age, and whose first name stands with age and place."""
    prose = file.prose_as_written
    if has_other_names(file):
        return
    for match in _WITH_AGE.finditer(prose):
        yield Finding(match.start(), "Initials and an age can tell who a person is.")
    sentences = set()
    for match in _IS_AGED.finditer(prose) if _IS_A_NUMBER.search(prose) else ():
        sentences.add(file.sentence_around(match.start())[0])
        if match["first"] is None or match["first"].lower() in file.words.given_names:
            yield Finding(match.start(), "A name and an age can tell who a person is.")
    for at in ages(file):
        if file.sentence_around(at)[0] not in sentences:
            sentences.add(file.sentence_around(at)[0])
            yield Finding(at, "A name and an age can tell who a person is.")
    for match in _LIVES_IN.finditer(prose) if " live" in prose else ():
        if match["first"].lower() in file.words.given_names:
            yield Finding(match.start(), "A name, an age and a place can tell who a person is.")


def _homes(file: CheckedFile) -> Iterator[Finding]:
    """Yield where somebody who is named lives: by street and number, or as somebody's house."""
    homes = set()
    for match in compiled(_HOME).finditer(file.prose_as_written) if re.search(_HOUSE, file.prose_as_written) else ():
        homes.add(match.start("house"))
        if (match["first"] or "").lower() in file.words.given_names or match["home"] or match["title"]:
            yield Finding(match.start("house"), "This says where a person lives.")
    for pattern in (_NAMED_HOUSE, _PLACE_OF):
        for match in pattern.finditer(file.prose_as_written):
            if not file.words.given_names.isdisjoint(match["who"].lower().split()):
                yield Finding(match.start(), "This says where a person lives.")
    for match in _HOSTED_AT.finditer(file.prose_as_written):
        if not file.words.given_names.isdisjoint(word.lower() for word in re.findall(r"\b[A-Z][a-z]+", match[0])):
            yield Finding(match.start("house"), "This says where a person lives.")
    yield from (Finding(at, "This says where a person lives.") for at in addresses(file) if at not in homes)
    yield from _own_homes(file)


def _own_homes(file: CheckedFile) -> Iterator[Finding]:
    """Yield whose home is named, and where somebody lives."""
    for match in _HOUSE_OF_FAMILY.finditer(file.prose_as_written):
        family = match["family"].lower()
        if not {family, f"{family}s"}.isdisjoint(file.words.surnames) and family not in english().common:
            yield Finding(match.start(), "This says where a person lives.")
    lives = any(word in file.prose for word in (" lives ", " stays ", " live ", " living ", " resides "))
    for pattern in (_HOUSE_OF, _LIVES_AT) if lives else (_HOUSE_OF,):
        for match in pattern.finditer(file.prose_as_written):
            if match["first"].lower() in file.words.given_names:
                yield Finding(match.start(), "This says where a person lives.")


@rule(
    "PRIV04",
    "error",
    "A link was made for one person.",
    "Use the public link.",
    on=TEXTS,
    triggers=("http",),
    wrong="[Book a place](‸https://example.org/book?email=jane.smith%40example.com)",
    right="[Book a place](https://example.org/book?event=1234)",
    note="What is known of addresses stands in `lists/public-addresses.txt` and `lists/personal-addresses.txt`; "
    "`words/public-addresses.txt` adds your own. In an item that is not limited, `ignore: PRIV04 …abc123 because it "
    "is our public page` answers the one address that ends so.",
)
def personal_link(file: CheckedFile) -> Iterator[Finding]:
    own = file.workspace.settings.email.casefold()
    lists = Known(file.words.public_addresses, file.words.personal_addresses, file.words, own)
    for link in file.source.links:
        if not link.url.lower().startswith("http") or next(join_links(link.url), None):
            continue
        real = unwrapped(link.url, file.words.wrappers)
        why = why_personal(real or link.url, lists)
        if why:
            hint = f"Use the public link.{_public_answer(file, 'PRIV04', link.url, 'it is our public page')}"
            yield Finding(link.at, f"This link was made for one person: {why}.", hint, thing=link.url)
        elif real and names_reader(link.url, real):
            hint = replacement_hint(file, link, real, ", if that is right")
            yield Finding(link.at, "This link was made for one person: an email address is inside it.", hint)


def _public_answer(file: CheckedFile, rule_id: str, url: str, reason: str) -> str:
    """Return a sentence with the line `ignore` to write if an address is public; "" if no such line is allowed."""
    if file.item is None or file.item.circulation is Circulation.LIMITED:
        return ""
    return f' If it is public, write "ignore: {rule_id} …{url[-_ENDING:]} because {reason}".'


@rule(
    "PRIV05",
    "info",
    "Small numbers can identify people.",
    "Check your disclosure policy. If it is all right, write `ignore: PRIV05 because …`.",
    on=("item", "issue"),
    triggers=("died", "dies", "death", "abused", "suicide", "killed", "case review", "full review"),
    wrong="There were 10 reviews, ‸2 of which went on to a full serious case review.",
    right="There were 2 learning events about the review of a death.",
)
def few_people(file: CheckedFile) -> Iterator[Finding]:
    for match in re.finditer(_FEW, file.prose_and_code):
        if re.search(_GRAVE, match["near"]):
            yield Finding(match.start())
    for match in re.finditer(_THESE_FEW, file.prose_and_code):
        after = file.prose_and_code[match.end() : match.end() + 80].split(".")[0]
        if re.search(_GRAVE, match[0] + after):
            yield Finding(match.start())


@rule(
    "PRIV06",
    "error",
    "Anyone with this link could join the session.",
    "Send the link to the people who have booked, and write the place alone, like `place: Microsoft Teams`.",
    on=TEXTS,
    triggers=(
        *("teams", "zoom", "webex", "meet.", "goto", "whereby", "bluejeans", "skype", "appear.in", "hangouts", "/b/"),
        *("meeting", "passcode", "conference", "webinar", "event number", "dial", "jit.si"),
    ),
    wrong="[Join](‸https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc)",
    right="The session is on Microsoft Teams. We send the link when you have booked.",
    note="A warning in an item that is not public. The link, the ID and the passcode of one meeting are said line by "
    "line, and answered together. Where anybody may join, `ignore: PRIV06 …abc123 because the "
    "drop-in is open to all` answers the one address that ends so, in an item that is not limited.",
)
def join_link(file: CheckedFile) -> Iterator[Finding]:
    circulation = file.item.circulation if file.item else file.issue.circulation if file.issue else Circulation.PUBLIC
    severity = "error" if circulation is Circulation.PUBLIC else "warning"
    ways = [(match.start(), match[0].rstrip(").,;*_'`"), "") for match in join_links(file.source.text)]
    message = "Anyone with this meeting ID or passcode could join the session."
    ways += [(match.start(), match["code"].replace(" ", ""), message) for match in meeting_codes(file.source.text)]
    before, first, line = -_INVITATION, "", (-1, -1)
    for start, thing, says in sorted(ways):
        # The link, the ID and the passcode of one meeting are one thing, and each line of it is to be taken out.
        is_same = says and start - before < _INVITATION
        before, first = start, first if is_same else thing
        if not is_same or not line[0] <= start < line[1]:
            hint = "Take it out, too." if is_same else _where_instead(file, start, first)
            yield Finding(start, says, hint, severity, thing=first)
        line = file.source.text.rfind("\n", 0, start), file.source.text.find("\n", start)


def _where_instead(file: CheckedFile, start: int, way: str) -> str:
    """Return the hint for a link or a code at an offset, with the name of the service that it is for."""
    what = "link" if "/" in way else "code"
    place = meeting_place(way, file.source.text[max(0, start - _INVITATION) : start + len(way)])
    answer = _public_answer(file, "PRIV06", way, "the drop-in is open to all")
    instead = f"write `place: {place}` here" if file.item else "take it out here"
    return f"Send the {what} to the people who have booked, and {instead}.{answer}"


@rule(
    "PRIV09",
    "warning",
    "A password or the code of a door is told.",
    "Give it to those who need it, and take it out here.",
    on=TEXTS,
    triggers=("password", "pwd", " code", " pin", "combination"),
    wrong="The wifi password is ‸Trust2022.",
    right="Ask us for the wifi password. The password is changed on Monday. The dress code is smart.",
    note="Passcodes of meetings are PRIV06. In a limited item nothing is said.",
)
def told_password(file: CheckedFile) -> Iterator[Finding]:
    circulation = file.item.circulation if file.item else file.issue.circulation if file.issue else Circulation.PUBLIC
    if circulation is Circulation.LIMITED:
        return
    of_meetings = {match.start("code") for match in meeting_codes(file.source.text)}
    for match in (*_PASSWORD.finditer(file.source.text), *_LABELLED_PASSWORD.finditer(file.source.text)):
        is_prose = match.start() >= file.source.body or file.source.key_at(match.start()) in _PRINTED_KEYS
        is_here = match.start("code") not in of_meetings and is_prose
        if is_here and not _NO_PASSWORD.fullmatch(match["code"]):
            of_meetings.add(match.start("code"))
            yield Finding(match.start("code"))


_PRINTED_KEYS = frozenset(
    ("title", "summary", "preheader", "booking", "joining details", "place", "sessions", "deadlines", "open", "contact")
)
"""Keys whose values are sentences; `pin: 2` is the place of an item in its section."""
_PASSWORD = re.compile(
    r"(?i)\b(?:password|pwd|combination|(?:code|pin)(?=[ ](?:for|to|of)[ ](?:the[ ])?(?:\w+[ ])?(?:door|gate|padlock"
    r"|lock"
    r"|safe|alarm|hall|shed|building)\b)|(?:wi-?fi|door|gate|key[ -]?safe|alarm|entry|padlock|lock|safe"
    r"|room)[ ](?:code|key|pin"
    r"|password"
    r"|combination))\b(?:[ ](?:for|to|of)(?:[ ][\w'’]+){1,4}?)?(?:[ ]is[:]?|[ ]?[:=]"
    r"|(?=[ ][a-z]{2,20}[0-9]))[ ]{1,2}[*_`\"“]{0,3}"
    r"(?P<code>(?=[^\s,;]*[0-9])(?![0-9]{1,2}\b)[^\s,;*_`\"”()]{4,24})"
)
"""A word for a secret, and what stands behind it with a number in it."""
_LABELLED_PASSWORD = re.compile(
    r"(?im)^[^\w\n]{0,6}(?:(?:the|our|site|event|login|user|guest|members['’]?|wi-?fi|album|gallery|page) ){0,2}"
    r"(?:password|pass ?code|pwd)[*_]{0,3}[:=][*_]{0,3}"
    r" ?[*_`\"“]{0,3}(?P<code>[^\s,;*_`\"”()<>\[\]]{3,24})[^\w\n]{0,4}$"
)
"""A line that is a label and a password, whatever word that is."""
_NO_PASSWORD = re.compile(r"(?i)[a-z]+(?:ed|en|ing)|none|same|below|above|tbc|tbd|here|contact|email")
"""What stands behind such a label without being a password, like "required"."""


@rule(
    "PRIV07",
    "error",
    "A file that goes with this item tells more than it shows.",
    "Accept the changes, delete the comments and what is hidden, and save it again.",
    wrong=Example("The flyer still has tracked changes and 3 comments.", described=True),
    right=Example("The flyer was saved after all changes were accepted.", described=True),
    note="Word, Excel, PowerPoint, PDF, JPEG, PNG, GIF and WebP files: tracked changes, comments, hidden text, slides "
    "and sheets. The place of a picture and an author are warnings; "
    "pictures that Bulletin shows are published without either.",
)
def hidden_contents(file: CheckedFile) -> Iterator[Finding]:
    for enclosed in file.enclosed:
        offset = file.source.offset(enclosed.line, enclosed.column)
        counts = (
            (enclosed.changes, "tracked change"),
            (enclosed.comments, "comment"),
            (enclosed.hidden, "hidden text"),
        )
        rest = [humanize.count(number, name) for number, name in counts if number]
        if rest:
            yield Finding(offset, f"The file still has {humanize.listed(rest)}.")
        if enclosed.located:
            hint = "Save it without its location."
            yield Finding(offset, "The picture says where it was taken.", hint, "warning")
        if any(re.fullmatch(_NAME, author) and not re.search(_NO_NAME, author) for author in enclosed.authors):
            hint = "Remove the properties, for example with Inspect Document in Word."
            yield Finding(offset, "The file names its author.", hint, "warning")
