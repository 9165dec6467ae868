"""Rules of contacts: phone numbers and mailboxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import unquote

from ..content.frontmatter import Wrong
from ..content.phones import is_uk, mended_tel, read_phone
from ..content.word_lists import english
from ..model import Circulation
from ..text.expressions import Expression, compiled
from ..text.suggest import is_slip
from ..text.urls import is_at
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule
from .text_spans import Spans

_HOUR = (
    r"[0-9]{1,2}(?:[.:][0-9]{2})?(?:\s?(?:[ap]\.?m|hours?|hrs?|days?|weeks?|minutes?)\b|/7"
    r"|\s?[-–]\s?[0-9]{1,2}(?:[.:][0-9]{2})?\s?[ap]\.?m\b)"
)
"""An hour behind a number, no part of it: "ring 01632 960 123 9am to 5pm"."""
_FROM_TO = r"[0-2][0-9][0-5][0-9][.-][0-2][0-9][0-5][0-9](?![0-9])"
"""Hours like 0930-1630, no number."""
_GOES_ON = r"\s{0,3}\n[\s>]{0,12}(?!0[0-9]{4})[0-9]{3,8}(?: [0-9]{3,4})?(?![0-9/]|[ -][0-9])"
"""The end of a line, behind which the rest of a number stands: it is judged as readers see it, on one line."""
_PHONE = (
    r"\b(?P<word>call|phone|tel|telephone|ring|text|sms|fax|helpline|mobile)\b(?:\s+(?:us|them|the\s+team))?"
    r"(?:\s+(?:on|is|number|no))*[:.]?\s{0,3}"
    rf"(?P<number>(?!{_FROM_TO})0[0-9]{{2,4}}(?:[.-][0-9]{{2,8}}){{1,3}}"
    rf"|\+?(?:\([0-9]{{2,6}}\)|[0-9])(?:(?! {_HOUR})[0-9 ]|\([0-9]{{1,5}}\)){{3,18}}(?<=[0-9]))"
    rf"(?![0-9/:-]| (?!{_HOUR})\(?[0-9]|[.,][0-9]| ?(?:hours|hrs)\b|{_GOES_ON})"
)
_GROUPED = (
    r"(?<![\w.,/:£$€+#-])(?P<number>(?:\+44[ \u00a0]?(?:\(0\)[ \u00a0]?)?0?[1-9]|\(?0[1-9])[0-9]{1,4}\)?"
    r"(?:[ \u00a0-][0-9]{2,8}){1,3})(?! ?(?:hours|hrs)\b)"
    rf"(?!{_GOES_ON})"
    r"(?![\w/:-]|[.,][0-9]|[ \u00a0][0-9](?!4 ?(?:hours|hrs)\b))"
)
_FEWEST_DIGITS = 9
# What every such number has in it: this is found sooner than a whole one.
_IN_PHONE, _IN_GROUPED, _IN_LOCAL = r"[0-9][0-9 ()]{3}", r"[0-9)][ \u00a0-][0-9]{2}", r"[0-9]{3}[ -]?[0-9]{2}"
_HOURS = r"(?:[0-9]{4}[ \u00a0-]?){2,}"
_COUNTED = re.compile(r"[0-9]{1,6}\s+[a-z]")
_ANY_PHONE = (
    r"(?<![\w/.])(?:\(?(?:\+|0)[0-9](?:[ ()-]{0,2}[0-9]){7,12}|\(?[2-9][0-9]{2}\)?[ .-][0-9]{3}[ .-][0-9]{4})(?![\w/])"
)
"""A number with as many digits as a phone number has, whatever its groups."""
_EMAIL = r"[a-z0-9._'+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}"
_PROTECTED = re.compile(
    r"\[(?:email|protected|javascript)\s(?:protected(?:\semail(?:\saddress)?)?|email)\]"
    r"|this\semail\saddress\sis\sbeing\sprotected\sfrom\sspam\s?bots"
)
"""In small letters, what a web page shows in place of an address that it hides from programs."""
_OBSCURED = (
    r"\b(?P<name>[a-z0-9][\w.+-]{1,40})(?:\s?[\[({]\s?at\s?[\])}]\s?|\s\*at\*\s|\sat\s(?=[\w-]+\s?[\[({]\s?dot))"
    r"(?P<domain>[a-z0-9-]{2,40}(?:\s?(?:\.|[\[({]\s?dot\s?[\])}]|\sdot\s)\s?[a-z0-9-]{2,20}){1,4})"
)
"""An address that programs are not to find: sue [at] example.org, sue(at)example(dot)org."""
_IN_CAPITALS = re.compile(r"\b[\w.+-]{1,40} AT [\w-]{2,40}(?: DOT [\w-]{2,20}){1,4}\b")
"""The same with words in capitals: sue AT example DOT org."""
_HIDES = re.compile(r"[\[({]\s?(?:at|dot)|\*at\*")
"""What every such address has in it: this is found sooner than a whole one."""
_WITH_AT = re.compile(
    r"(?<![\w.@/-])(?P<name>[a-z][a-z0-9]*[._][a-z0-9]+) at (?P<domain>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:org|com|net|uk"
    r"|edu"
    r"|example))(?![\w@/-]|\.\w)"
)
"""Two words that a full stop joins, "at", and a host: sue.hall at example.org."""
_AT_ALONE = Expression(
    r"(?<![\w.@/-])(?P<name>[a-z][a-z0-9]*[._][a-z0-9]+ ?[\[(]at[\])])(?![ ]?[\w-]+ ?[.\[(])",
    needs=("(at", "[at"),
)
"""The name of a mailbox with "(at)" and no host behind it."""
_WITHOUT_AT = Expression(
    r"\b(?:contact|e-?mail|write)\b[^.!?\n]{0,40} (?P<name>(?!www\.)[a-z][\w-]*\.(?:gmail|googlemail|hotmail|yahoo"
    r"|outlook|aol|btinternet|mail|icloud|talktalk|sky)\.(?:com|co\.uk|net|org|example)(?![\w@/-]))",
    needs=(
        ".gmail.",
        ".googlemail.",
        ".hotmail.",
        ".yahoo.",
        ".outlook.",
        ".aol.",
        ".btinternet.",
        ".mail.",
        ".icloud.",
        ".talktalk.",
        ".sky.",
    ),
)
"""An address that has a full stop in place of "@"."""
_DOT = re.compile(r"\s?[\[({]\s?dot\s?[\])}]\s?|\sdot\s")
_ASKS = re.compile(r"\b(?:contact|call|ring|phone|tel|telephone|reach|speak|ask|enquir|details|book|collect|text|see)")
_CLOSE = 60
"""The number of characters before a number in which words like "call" are looked for."""
_EXTENSION = re.compile(r"\b(?:ext(?:ension|n)?\.?|x)\s?(?:no\.?\s)?[0-9]{3,5}\b")
_OUTSIDE_LINE = re.compile(r"\(?0[0-9]{2,4}\)?[ -]?[0-9]{3}")
_NO_ZERO = re.compile(
    r"\b(?:on|at) (?P<number>[1-9][0-9]{4} [0-9]{6}|[1-9][0-9]{2,3} [0-9]{3} [0-9]{3,4}|[1-9][0-9]{10})(?![\w-]"
    r"|[.,:][0-9])"
)
_LOCAL = re.compile(
    r"(?<![\w'’-])(?:(?P<first>[a-z'’-]+) )?(?P<word>[a-z'’-]+)(?: no)?[.:]{0,2} ?\(?"
    r"(?P<number>[2-9][0-9]{2}-[0-9]{4}|[2-9][0-9]{3} [0-9]{4}|[2-9][0-9]{4,6}|[2-9][0-9]{2} [0-9]{3,4})"
    r"(?![\w-]|[.,:][0-9]|\s[0-9])"
)
"""A number without its area code."""
_CURLY = re.compile(r"(?<![\w.+'-])([a-z][a-z0-9._+'-]*)[\u2018\u2019\u02bc]$")
_LONGEST_NAME = 64
_SHORT_NAME, _LONG_NAME = 3, 6
"""The lengths of a mailbox name above which one other letter is advice, and from which it is an error."""
_FILLERS = frozenset({"the", "our", "and", "of", "team"})


@rule(
    "CON01",
    "error",
    "This is not a phone number that reaches anybody.",
    "Write it like 0344 255 0623.",
    on=TEXTS,
    triggers=("call", "phone", "tel", "ring", "text", "sms", "fax", "helpline", "mobile", "0", "+44"),
    wrong="Call ‸0344 255 062 for help.",
    right="Call 0344 255 0623 or 116 123 for help.",
    note="In `phone:` and `contact:`, in links that ring, and in the text: an error after a word like phone or call, "
    "else a warning. Numbers are judged as those of the United Kingdom where the time zone is Europe/London.",
)
def unusable_number(file: CheckedFile) -> Iterator[Finding]:
    if not is_uk(file.workspace.settings.time_zone):
        return
    judged: set[int] = set()
    reported: set[int] = set()
    text = file.prose_and_code
    for match in re.finditer(_PHONE, text) if re.search(_IN_PHONE, text) else ():
        judged.add(match.start("number"))
        if not _COUNTED.match(text, match.start("number")):
            problems = list(_judge_number(match.start("number"), match["number"].strip(), match["word"]))
            reported.update(problem.offset for problem in problems)
            yield from problems
    for match in re.finditer(_GROUPED, text) if re.search(_IN_GROUPED, text) else ():
        number = match["number"].replace("\u00a0", " ")
        digits = re.sub("[^0-9]", "", number)
        is_other = len(digits) < _FEWEST_DIGITS or re.fullmatch(_HOURS, number)
        if not is_other and match.start() not in judged and not file.is_reference(match.start()):
            yield from _judge_number(match.start(), number, "", "warning")
    yield from _dialled_wrong(file)
    yield from _out_of_reach(file, judged, reported)
    for match in _INVENTED.finditer(file.prose):
        yield Finding(match.start(), f'"{match[0]}" stands where a number was to be filled in.', severity="warning")


def _out_of_reach(file: CheckedFile, judged: set[int], reported: set[int]) -> Iterator[Finding]:
    """Yield numbers that lack their first 0 or their area code, and extensions alone."""
    yield from _incomplete(file, judged, reported) if re.search(_IN_LOCAL, file.prose) else ()
    circulation = file.item.circulation if file.item else Circulation.PUBLIC
    for match in _EXTENSION.finditer(file.prose) if circulation is Circulation.PUBLIC else ():
        start, _ = file.sentence_around(match.start())
        if not _OUTSIDE_LINE.search(file.prose, start, match.start()) and _BEHIND_ON.search(
            _before(file, match.start())
        ):
            message = f'"{file.words_at(match.start(), match.end())}" can be dialled from inside only.'
            yield Finding(match.start(), message, "Write the whole number in front of it.", "warning")


def _incomplete(file: CheckedFile, judged: set[int], reported: set[int]) -> Iterator[Finding]:
    """Yield numbers that lack their first 0 or their area code; reported: those of which something was said."""
    for match in _NO_ZERO.finditer(file.prose):
        start, number = match.start("number"), match["number"]
        if start not in judged and _ASKS.search(_before(file, start)):
            message = f'"{number}" does not begin like a UK phone number.'
            yield Finding(start, message, f'Check it: did you mean "0{number}"?', "warning")
    for match in _LOCAL.finditer(file.prose):
        start, number = match.start("number"), match["number"]
        is_code = match["word"] in ("text", "sms")
        if start not in reported and not is_code and _rings_locally(file, match) and not is_day_of_issue(file, number):
            yield Finding(start, f'"{number}" needs its area code.', "Write the whole number.", "warning")


def _rings_locally(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether the words in front of a short number are a name, or words to ring it with."""
    names = [group for group in ("first", "word") if (match[group] or "") in file.words.given_names]
    if any(file.prose_as_written[match.start(group)].isupper() for group in names):
        last = file.prose_as_written[match.start("word")]
        return last.isupper() or match["word"] in _ON
    if match["word"] in _TELEPHONE:
        return True
    written = file.prose_as_written[match.start("word")]
    is_exchange = match["first"] == "on" and written.isupper()
    return (match["word"] in _ON or is_exchange) and _RINGS.search(_before(file, match.start("number"))) is not None


_ON = frozenset(("on", "at"))
_TELEPHONE = frozenset(("tel", "telephone", "phone", "phoning", "ring", "ringing", "home"))
_RINGS = re.compile(
    r"\b(?:call|calling|ring|ringing|phone|phoning|tel|telephone|contact|speak(?:ing)? to|a (?:ring|call)"
    r"|(?:details|information|tickets|forms)\b[^.!?\n]{0,20}\bfrom)\b"
)


def is_day_of_issue(file: CheckedFile, number: str) -> bool:
    """Tell whether six digits are a day near that of the issue, as 010222 is under a letter of February 2022."""
    try:
        day = datetime.strptime(number, "%d%m%y").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return False
    return abs((day - file.day).days) < _YEAR


_YEAR = 366


_INVENTED = re.compile(
    r"(?<![\w.,/£$-])(?:\(?0[1-9][0-9]{2,4}\)?[ -]?(?:000[ -]?000|111[ -]?111|999[ -]?999|123[ -]?456)"
    r"|01234[ -]?567[ -]?890|0123[ -]?456[ -]?7890|07(?:123[ -]?456[ -]?789|000[ -]?000[ -]?000))(?![\w-]|[ ][0-9])"
)
"""Numbers that people type until they know the right one."""
_BEHIND_ON = re.compile(r"\b(?:on|to|at|via|call|ring|phone|tel|telephone|contact)\b[^.!?\n]{0,30}$")


def _before(file: CheckedFile, offset: int) -> str:
    return file.prose[max(0, offset - _CLOSE) : offset]


def _judge_number(offset: int, number: str, label: str, severity: str = "") -> Iterator[Finding]:
    """Yield the problem of a number, if it has one. label: the word before it."""
    if compiled(_IRISH).fullmatch(number):
        return
    try:
        read_phone(number, uk=True, label=label)
    except Wrong as wrong:
        yield Finding(offset, wrong.message, wrong.hint or None, severity)


_IRISH = r"\(?0(?:1|2[12567]|4[0-9]|5[1-9]|6[1-9]|8[35679]|9[0-9])\)?[ -][0-9]{3}[ -]?[0-9]{4}"
"""A number of Ireland, as it is written there; in the United Kingdom none that begins so has so few digits."""


def _dialled_wrong(file: CheckedFile) -> Iterator[Finding]:
    """Find `tel:` and `sms:` links that dial a wrong number."""
    for link in file.source.links:
        scheme, _, rest = link.url.partition(":")
        if scheme.lower() not in ("tel", "sms"):
            continue
        number = " ".join(unquote(re.split("[;?]", rest)[0]).split())
        problems = list(_judge_number(link.at, number, scheme.replace("sms", "text")))
        yield from problems
        mended = "" if problems else mended_tel(link.url)
        if mended:
            yield Finding(link.at, f"This link dials {number}, which reaches nobody.", f'Write "{mended}".')


@rule(
    "CON02",
    "error",
    "This is not the email address that was meant.",
    "Check the address.",
    on=TEXTS,
    triggers=("@",),
    wrong="Write to [us](mailto:‸taem@example.org).",
    right="Write to [us](mailto:team@example.org).",
    note="One letter beside the bulletin's own mailbox or its domain, or a domain of `lists/mail-domains.txt`; a curly "
    "apostrophe.",
)
def wrong_mailbox(file: CheckedFile) -> Iterator[Finding]:
    team = file.workspace.settings.email
    for match in re.finditer(_EMAIL, file.lower):
        before = len(match[0]) - len(match[0].lstrip("'.-+"))
        offset, address = match.start() + before, match[0].strip("'.-+")
        if address == team.casefold() or file.addresses.holds(offset):
            continue
        name, _, domain = address.partition("@")
        near = _nearness(address, team.casefold())
        own_domain = team.casefold().partition("@")[2]
        beside = not near and _is_beside(domain, own_domain)
        meant = team if near else f"{name}@{own_domain}" if beside else _meant(name, domain, file.words.mail_domains)
        curly = _CURLY.search(file.lower, max(0, offset - _LONGEST_NAME), offset)
        if meant:
            what = "is not quite the team's mailbox" if meant == team else "is no mailbox that exists"
            yield Finding(
                offset, f'"{address}" {what}.', f"Did you mean {meant}?", near or ("warning" if beside else "error")
            )
        elif curly:
            hint = f'Write "{curly[1]}\'{address}", with a straight one.'
            yield Finding(curly.start(), "The apostrophe in this address is a curly one.", hint)


def _nearness(address: str, team: str) -> str:
    """Return the severity for an address that is nearly the team's; "" if it is another address.

    Swapped letters, like taem@ for team@, are an error. One other letter in a short name, like teem@, is only advice,
    since it may be a real name. Another number or an "s" at the end makes another mailbox of the team.
    """
    (name, _, domain), (own_name, _, own_domain) = address.partition("@"), team.partition("@")
    if name == own_name:
        return "error" if is_slip(domain, own_domain) else ""
    numbered = name.rstrip("s0123456789") == own_name.rstrip("s0123456789")
    if domain != own_domain or numbered or not is_slip(name, own_name):
        return ""
    if len(own_name) >= _LONG_NAME or sorted(name) == sorted(own_name):
        return "error"
    return "info" if len(name) == len(own_name) > _SHORT_NAME else ""


def _is_beside(domain: str, own: str) -> bool:
    """Tell whether a domain is one slip beside that of the bulletin's own mailbox, and no other one by its number."""
    is_numbered = re.sub("[0-9]", "", domain) == re.sub("[0-9]", "", own)
    return len(own) > _LONG_DOMAIN and not is_numbered and is_slip(domain, own)


_LONG_DOMAIN = 9
"""The length up to which another letter makes another domain: nhs.uk, nhs.net."""


def _meant(name: str, domain: str, domains: Sequence[Sequence[str]]) -> str:
    """Return the right address for one whose domain has a slip, "" if it has none. domains: rows of mail-domains."""
    of_mailboxes = [row[0] for row in domains if len(row) == 1]
    if any(is_at(domain, mailbox_domain) for mailbox_domain in of_mailboxes):
        return ""
    near = next(
        (
            mailbox_domain
            for mailbox_domain in of_mailboxes
            if len(mailbox_domain) > _LONG_NAME and is_slip(domain, mailbox_domain)
        ),
        "",
    )
    endings = (domain.removesuffix(row[0]) + row[1] for row in domains if len(row) > 1 and domain.endswith(row[0]))
    meant = near or next(endings, "")
    return f"{name}@{meant}" if meant else ""


@rule(
    "CON05",
    "warning",
    "An address is not written as one, so that nobody can write to it.",
    "Type the address.",
    on=TEXTS,
    triggers=("at", "protected"),
    wrong="Write to ‸hub [at] example.org.",
    right="Write to hub@example.org. We meet at example.org (at noon).",
    note="Addresses that are hidden from programs, like `hub(at)example(dot)org`, and what a web page shows in place "
    'of one when it is copied: "[email protected]", which is an error.',
)
def obscured_address(file: CheckedFile) -> Iterator[Finding]:
    for match in _PROTECTED.finditer(file.prose):
        words = file.words_at(match.start(), match.end())
        yield Finding(
            match.start(), f'This says "{words}", which a web page shows in place of an address.', severity="error"
        )
    for match in _IN_CAPITALS.finditer(file.prose_as_written):
        address = match[0].replace(" AT ", "@").replace(" DOT ", ".")
        yield Finding(match.start(), "This address cannot be clicked or copied.", f"Write {address}.")
    for match in _WITH_AT.finditer(file.prose) if " at " in file.prose else ():
        address = f"{match['name']}@{match['domain']}"
        yield Finding(match.start(), "This address cannot be clicked or copied.", f"Write {address}.")
    for match in (*_AT_ALONE.finditer(file.prose), *_WITHOUT_AT.finditer(file.prose)):
        yield Finding(match.start("name"), f'"{match["name"]}" is no whole email address.')
    for match in compiled(_OBSCURED).finditer(file.prose) if _HIDES.search(file.prose) else ():
        address = f"{match['name']}@{_DOT.sub('.', match['domain'])}"
        yield Finding(match.start(), "This address cannot be clicked or copied.", f"Write {address}.")


@rule(
    "CON06",
    "warning",
    "An email address is not whole, or has a sign too many.",
    "Check the address.",
    on=TEXTS,
    triggers=("@",),
    wrong="Write to ‸hub@example,org for a place.",
    right="Write to hub@example.org, or follow @hub. Run crate@1.2 as root@server.",
    note="A comma, a blank or two full stops in it, or no ending after a word like email.",
)
def broken_mailbox(file: CheckedFile) -> Iterator[Finding]:
    for match in _BROKEN_MAILBOX.finditer(file.prose):
        if match["alone"] and not _ASKS_TO_WRITE.search(file.prose, max(0, match.start() - _CLOSE), match.start()):
            continue
        if not file.addresses.holds(match.start()):
            words = file.words_at(match.start(), match.end())
            meant = _whole_mailbox(match[0])
            yield Finding(match.start(), f'"{words}" is no email address.', f"Did you mean {meant}?" if meant else None)


def _whole_mailbox(broken: str) -> str:
    """Return the address that was meant by one with a sign too many or a comma; "" if it cannot be told."""
    name, _, domain = re.sub(r"\s+", "", broken).replace("@@", "@").replace(",", ".").partition("@")
    whole = f"{re.sub(r'[.]{2,}', '.', name)}@{re.sub(r'[.]{2,}', '.', domain).strip('.')}"
    return whole if re.fullmatch(_EMAIL, whole) else ""


_BROKEN_MAILBOX = re.compile(
    r"(?<![\w.@/+-])(?:[a-z0-9][\w.+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*,(?:com|org|net|uk|co\.uk|nhs\.uk|gov\.uk"
    r"|org\.uk|ac\.uk)\b"
    r"|[a-z0-9][\w.+-]*@@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}"
    r"|[a-z0-9][\w+-]*(?:\.[\w+-]+)*(?:\.\.[\w.+-]*@[a-z0-9.-]+|@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.\.[a-z]{2,}"
    r"|\.?@\.[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})"
    r"|[a-z][\w.+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[ ](?:com|org|net|uk|co\.uk|org\.uk|ac\.uk|gov\.uk|nhs\.uk"
    r"|ie)(?![\w@-]|\.\w)"
    r"|(?P<alone>[a-z][a-z0-9]*\.[a-z0-9]+\.(?<!\.com\.)(?<!\.org\.)(?<!\.net\.)(?<!\.uk\.)[ ][a-z][\w.+-]*@[a-z0-9.-]+"
    r"|[a-z][\w.+-]*@[a-z][a-z0-9-]+(?![\w@]|\.\w|-)"
    r"|[a-z][\w.+-]*(?: @ ?| ?@ )[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|uk)\b))"
)
"""What was to be an email address; `alone`: what could be something else without a word that asks to write there."""
_ASKS_TO_WRITE = re.compile(
    r"\b(?:e-?mail(?:ed|ing)?|write to|contact|mailto|reply to|send\b[^.!?\n]{0,30} to)\b[^.!?\n]{0,25}$"
)


@rule(
    "CON03",
    "warning",
    "The text sends readers to somebody, and gives no phone or email.",
    "Add `email:` or `phone:`.",
    triggers=(
        *("contact", "get in touch", "call ", "phone ", "ring ", "email ", "e-mail ", "speak ", "rsvp", "reply to"),
        *("ask ", "talk to", "see ", "let ", "book with", "sign up with", "name to", "names to", "return", "text "),
        *("tell ", " from ", "give ", "given ", "send", "sent ", "show you", "details", "information", " to "),
        *(
            "advise ",
            "inform ",
            "notify ",
            "reach out",
            "word with",
            "respond",
            "submit",
            "report",
            " with ",
            "tickets",
        ),
        *(
            "forms",
            "copies",
            "posters",
            "leaflets",
            "drop me",
            " know",
            " via ",
            " through ",
            "is the ",
            "be happy",
            "be glad",
        ),
    ),
    wrong="‸Get in touch with the CDOP team.",
    right="Contact your IT department, or contact us.",
)
def missing_contact(file: CheckedFile) -> Iterator[Finding]:
    item = file.item
    if item is None or any(file.value_offset(key) for key in ("email", "phone", "contact")):
        return
    linked = Spans((link.start, link.end) for link in file.source.links)
    last = 0
    for match, severity in sorted((*_offices(file), *_people(file)), key=lambda pair: pair[0].start()):
        # The words of a role may stand inside those of a person: "Contact Jane or the clerk".
        if (
            match.start() < last
            or linked.holds(match.end() - 1)
            or _leads_on(file, match)
            or _is_near_address(file, match)
        ):
            continue
        last = match.end()
        words = file.words_at(match.start(), match.end())
        yield Finding(match.start(), f'The text says "{words}" but gives no phone or email.', severity=severity)
    yield from _gaps(file)


def _gaps(file: CheckedFile) -> Iterator[Finding]:
    """Yield where an address or a number was to follow, and nothing does."""
    for match in _GAP.finditer(file.prose_as_written):
        if not any(match.start() <= link.start < match.end() + _CLOSE for link in file.source.links):
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'Behind "{words}" an address or a number is missing.', "Type it.")


def _is_near_address(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether a mailbox, a number or a link to one stands shortly before words like "contact Sue", or behind."""
    start, end = max(0, match.start() - _BESIDE), match.end() + _BESIDE
    start = max(start, file.source.text.rfind("\n\n", start, match.start()))
    if "@" in file.source.text[start:end]:
        return True
    if not _BY_MAIL.match(file.prose, match.start()) and compiled(_ANY_PHONE).search(file.prose, start, end):
        return True
    return any(link.url.lower().startswith(("mailto:", "tel:")) for link in file.source.links if start <= link.at < end)


_BY_MAIL = re.compile(r"e-?mail")
"""Words that no phone number answers."""
_BESIDE = 200
"""The number of characters around words like "contact Sue" in which their address may stand."""


_GAP = re.compile(
    r"\b(?:(?:e-?mail|ring|call|phone|text|contact|telephone)(?:ing)? (?:me|us|him|her|them|(?-i:[A-Z][a-z]+)"
    r"|the (?:office|team|club|secretary"
    r"|clerk)) (?:on|at|via)|e-?mail (?:at|via))(?=[ ]{0,2}(?:[.,;]\s|\n|$|or (?:by|phone|call"
    r"|ring|e-?mail|text|telephone)\b|and (?:we|i)\b|if you\b|to let\b|for (?:more|further|details|a)\b))",
    re.IGNORECASE,
)
"""Words behind which an address or a number was lost, as in "email us at or ring"."""


def _leads_on(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether the sentence of words like "contact Sue" says how to make contact, or asks nobody to.

    It names a channel, or has a link or an occasion to meet behind them.
    """
    start, end = file.sentence_around(match.start())
    if _CHANNEL.search(file.source.text, start, end) or _TRIED.search(file.prose, start, match.start()):
        return True
    if _SHORT_NUMBER.search(file.prose, match.end(), end):
        return True  # CON01 says what it lacks.
    if _POSTAL.match(file.prose_as_written, match.end()):
        return True
    return bool(_OCCASION.match(file.prose, match.end())) or any(
        match.start() <= link.start < end for link in file.source.links
    )


_OCCASION = re.compile(
    r"(?: (?:at (?:the|our|this|next|any) (?:[\w'’-]+ ){0,2}?(?:meetings?|door|desk|bar|start|end|event|session|stall"
    r"|stand)"
    r"|on (?:the (?:night|door)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?:when|once) you (?:arrive|get there|come|are there)|(?:after|during) (?:the )?(?:service|mass|meeting"
    r"|rehearsal|session|class|training)))\b"
)
"""Where and when readers meet somebody, which is as good as a number to ring."""
_POSTAL = re.compile(
    r"[^.!?\n]{0,40}, [^.!?\n]{0,60}\b(?:House|Cottage|Farm|Road|Street|Lane|Close|Avenue|Drive|Crescent|Gardens"
    r"|Terrace|P\.?O\.? Box)\b"
)
"""A postal address behind somebody's name, which is a way to reach them."""
_SHORT_NUMBER = re.compile(
    r"\b(?:on|at|telephone|phone|tel|ring|call)\b[^.!?\n0-9]{0,15} [2-9](?:[0-9]{2}[ -]?[0-9]{3,4}|[0-9]{3,5}"
    r"|[0-9]{3} [0-9]{4})\b"
)
"""A number without its area code."""
_TRIED = re.compile(
    r"\b(?:(?:attempt(?:s|ed|ing)?|tried|trying|tries|unable|able|managed|failed|fails|had|asked (?:him|her|them)"
    r"|wanted|how|decided|used) to|without|after|from) \Z"
)
"""Words of somebody who made contact, or could not: nobody is asked to."""
_CHANNEL = re.compile(
    r"(?i)(?<!\w)#[a-z][\w-]{2,}|\b(?:slack|discord|facebook|instagram|whatsapp|twitter|zulip)\b"
    r"|\b(?:using|via|through) (?:the|our) (?:contact|form|link|website|app|portal)\b"
)
"""A place online at which to write, which is as good as an address."""


def _offices(file: CheckedFile) -> Iterator[tuple[re.Match[str], str]]:
    """Yield where readers are sent to a team, to somebody in a role, or to whoever wrote it, with the severity."""
    settings = file.workspace.settings
    team, mailbox = settings.team.casefold(), settings.email.casefold().partition("@")[0]
    for match in compiled(_REACH).finditer(file.prose_and_code) if _has_word(file, WORDS[_REACH]) else ():
        if not _is_ours(match["who"], team, mailbox):
            yield match, "info" if _OF_EVERYBODY.search(match["who"]) else ""
    for pattern in (_REACH_ROLE, _REACH_WRITER):
        for match in compiled(pattern).finditer(file.prose_and_code) if _has_word(file, WORDS[pattern]) else ():
            role = match.groupdict().get("who")
            if role is None or not _is_ours(role, team, mailbox):
                yield match, "info" if role and _OF_EVERYBODY.search(role) else ""


_OF_EVERYBODY = re.compile(
    r"\b(?:office|reception|desk|school|surgery|practice|clinic|clerks?|councillors?|committee(?: members?)?"
    r"|members? of (?:the )?committee)$"
)
"""Whom most readers know how to reach: their own surgery and school, the clerk, and the committee that they meet."""


def _people(file: CheckedFile) -> Iterator[tuple[re.Match[str], str]]:
    """Yield where readers are sent to somebody by name, with the severity."""
    for pattern in (_REACH_PERSON, _ASK_SOMEBODY, _GIVE_A_CALL, _SOMEBODY_KNOWS):
        for match in compiled(pattern).finditer(file.prose_as_written) if _has_word(file, WORDS[pattern]) else ():
            if _has_given_name(file, match):
                yield match, ""
            elif pattern == _REACH_PERSON and (match["last"] or match["title"]):
                # Two words with capitals may also be the name of an organisation.
                is_somebody = match["title"] or _HIM_OR_HER.match(file.prose, match.end())
                yield match, "" if is_somebody else "info"


_HIM_OR_HER = re.compile(r"[^.!?\n]{0,60}\b(?:him|her|he|she)\b")
"""A pronoun behind two words with capitals, which shows that they are a person's name."""
_OFFICE = (
    r"(?:(?:[\w&'’-]+\s+){0,5}?(?:team|panel|board|unit|service|office|helpline|hotline|lead|co-?ordinator"
    r"|organisers?|surgery|practice|reception|clinic|school|secretary|treasurer|chair|warden|clerk|hub|desk"
    r"|department)(?!\s+desk\b))"
)
_REACH = (
    r"(?<!will )(?<!would )(?<!they )(?<!he )(?<!she )\b(?:get\s+in\s+touch\s+with|contact|call|phone|ring|e-?mail|text"
    r"|speak\s+(?:to|with)|rsvp\s+to|reply\s+to"
    rf"|reach\s+out\s+to)\s+(?:the|our)\s+(?P<who>{_OFFICE})\b"
)
_ROLES = (
    r"(?:secretar(?:y|ies)|treasurers?|chair(?:man|woman|person|s)?|co-?chairs?|clerks?|organi[sz]ers?|captains?"
    r"|co-?ordinators?|leaders?|wardens?|churchwardens?|elders?|committee(?:\s+members?)?|members?\s+of\s+(?:the\s+)?"
    r"(?:committee|council|board|team)|councillors?|trustees?|governors?|stewards?|coach(?:es)?|editors?|presidents?"
    r"|conven[eo]rs?|superintendents?|officers?|champions?|ambassadors?|reps?|representatives?|executives?"
    r"|sides(?:man|men|people)|almoners?|marshals?|hosts?)"
)
_REACH_ROLE = (
    r"\b(?:get\s+in\s+touch\s+with|contact(?:ing)?|call|phone|ring|e-?mail|(?:speak|talk)\s+(?:to|with)"
    r"|a\s+word\s+with|reply\s+to|reach\s+out\s+to|apply\s+to|please\s+(?:inform|notify)|(?:details|information"
    r"|forms?|tickets)\s+(?:available\s+)?from|(?:submit|submitted|e-?mailed|be\s+(?:sent|handed|returned"
    r"|given))\b[^.!?\n]{0,30}?\sto"
    r"|(?:please\s+)(?:send|give|pass|hand|return|forward)\b[^.!?\n]{0,30}?\sto|(?:tickets?|forms?)\b[^.!?\n]{0"
    r",20}?\sfrom(?=\s+any\b)|please\s+see"
    r"|(?:names?|views|suggestions|offers|thoughts|ideas|apologies|interest)\b[^.!?\n]{0,25}?\sto(?=\s+(?:any|one)\b)"
    r"|please\s+let(?=[^.!?\n]{0,50}\sknow\b))"
    r"\s+(?:(?:the|our|a|an|any(?:\s+other)?|another|(?:one|any)\s+of\s+(?:the|our))\s+)"
    rf"(?P<who>(?:[\w&'’-]+\s+){{0,2}}?{_ROLES})\b(?!\s+of\s+your|['’]s?\s)"
)
"""Words that send readers to somebody by a role alone."""
_REACH_WRITER = (
    r"(?<!will )(?<!would )(?<!did )(?<!may )\b(?:(?:get\s+in\s+touch\s+with|contact(?:ing)?|e-?mail(?:ing)?"
    r"|reach\s+out\s+to|respond\s+(?:by\s+e-?mail\s+)?to)"
    r"\s+(?:me|myself)\b(?=[.!]|\s*$| (?:and|or|if|with|for|to|by|before|about|at any|as)\b|, [a-z-]+ [a-z-]+,)"
    r"|(?:send|drop|write)\s+me\s+an?\s+(?:e-?mail|line|note)\b"
    r"|please\s+e-?mail\s+(?:and|if|to|or)\s(?!us\b|the\b|our\b)|just\s+e-?\s?mail\s+(?:if|and)\s"
    r"|please\s+(?:contact|call|ring|e-?mail|phone|text|telephone)\s+(?:him|her)\b"
    r"|(?:contact|call|ring|e-?mail|phone|text|speak\s+to|talk\s+to|ask)\s+(?:him|her)\s+(?:if|for\s+(?:more"
    r"|details|any|further))\b"
    r"|(?<!to\s)(?<!to )(?:give|drop)\s+me\s+a\s+(?:call|ring|bell|line|message|text|shout)\b|e-?mail\s+me\s+back\b"
    r"|please\s+(?:call|ring|phone|text|telephone)\s+me\b(?!\s+on\b)|please\s+let\s+(?:him|her)\s+know\b(?!\s+by\b)"
    r"|please\s+let\s+(?:him|her|them)\s+know\s+by\s+(?:e-?mailing|phoning|texting|ringing|calling)\b"
    r"|(?:be|please)\s+(?:e-?mailed|sent|returned|given|handed|passed)\s+(?:back\s+|in\s+)?to\s+(?:me|myself)\b"
    r"|available\s+from\s+(?:me|myself)\b|(?:report|send|give|return|submit|pass)\b[^.!?\n]{0,40}\sto\s+(?:me"
    r"|myself)\s+or"
    r"\s+(?:a|any|another|one)\b)"
)
"""Words that send readers to whoever writes, who says not where to write."""
_REACH_PERSON = (
    r"(?:\b(?:[Gg]et in touch with|[Rr]each out to|[Cc]ontact(?:ing)?|CONTACT|[Ee]-?mail|[Rr]ing|[Pp]hone|[Mm]essage"
    r"|[Ss]peak (?:to|with)|[Tt]alk to|a (?:quick )?(?:word|chat) with|RSVP to|[Rr]eply to|[Ww]rite to"
    r"|(?<!will )(?<!also )(?<!would )(?:[Gg]ive|[Ss]end|[Pp]ass|[Ss]ubmit|[Rr]eturn|[Hh]and|[Pp]ay|[Ff]orward"
    r"|[Dd]eliver|[Bb]ring|[Gg]iving|[Ss]ending) (?:in|your|their|the|any|all|an?)\b[^.!?:;\n]{0,40}?"
    r" to"
    r"|\b(?:available|obtained|obtainable|collected|picked up|bought|purchased|ordered|borrowed|hired|booked)"
    r"(?: \([^)\n]{1,40}\))? (?:from|through|via|with)"
    r"|(?:[Ff]urther|[Mm]ore) (?:[Dd]etails|[Ii]nformation)(?: is| are)? from))\s+"
    r"(?P<who>(?P<title>(?:Dr|Mrs?|Ms|Miss|Prof|Rev|Revd|Fr|Sr|Canon|Cllr)\.? )?[A-Z][a-z'’-]+"
    r"(?P<last>(?: (?:and|or|&))? [A-Z][\w'’-]*)?+)(?=[\s,.;!]|$)(?! (?:in|at) (?:the )?(?:school |main |church "
    r"|parish )?"
    r"(?:office|reception|school|surgery|desk)\b)"
)
"""Words that send readers to somebody by name."""
_ASK_SOMEBODY = (
    r"\b(?:(?:[Aa]sk|[Tt]ext|[Cc]all|[Ss]ee(?! \w+ if)|[Ll]et(?: either)?|[Bb]ook with|[Ss]ign up with|[Pp]lease tell|"
    r"(?:[Tt]ickets?|[Ff]orms?|[Dd]etails|[Ii]nformation|[Cc]opies|[Pp]osters?)(?: (?:are|is))?(?: available"
    r"| to be had)? from|(?:[Gg]et|[Bb]uy|[Cc]ollect|[Pp]ick up|[Oo]rder|[Oo]btain|[Rr]eserve|[Bb]ook) (?:your|a"
    r"|the|one|copies|tickets)\b"
    r"[^.!?\n]{0,40}? (?:from|with|through|via)|"
    r"(?i:names?|numbers|volunteers|apologies|offers|replies|answers|entries|donations|cheques|orders|quer(?:y"
    r"|ies)|questions|enquiries"
    r"|contributions|articles|photos|suggestions|ideas|bookings|payments?|money|subs|subscriptions|recipes"
    r"|prizes|nominations|comments"
    r"|responses|items|copy|thoughts|offers of \w+)(?:,? please,?)? to"
    r"|(?i:put (?:your|their) names? down|confirm|register|check|reserve (?:your|a) \w+|book (?:your|a) \w+"
    r"|leave (?:your|a) \w+"
    r"|arrange (?:this|it|a \w+)) with"
    r"|[Rr]eturn(?:ed)? to|(?:given|handed|passed|submitted) (?:in )?to|and (?:return|send|give|hand|pass) to"
    r"|[Pp]lease (?:advise|inform|notify)"
    r"|(?:[Ss]end|[Gg]ive|[Pp]ass|[Hh]and|[Rr]eturn) (?:them|it|this|these|those)(?: in| back)?(?: either)? to) )"
    r"(?P<who>[A-Z][a-z]+(?: [A-Z][a-z'’-]+)?)(?P<tail>(?:(?:, (?:or |and )?| or "
    r"| and )[A-Z][a-z]+(?: [A-Z][a-z'’-]+)?)*(?: or (?:one|any|a member|another) of (?:the|our) (?:\w+ ){1"
    r",3}?(?=know))?"
    r"(?: know\b| have (?:your|the|any|a)\b| (?:for|with) (?:a|an|the|your|any|more|further|details|information"
    r"|info)\b| (?:if|by|before|after"
    r"|about)\b"
    r"| to (?:book|help|join|order|reserve|arrange|sign|volunteer|offer|pay|collect|get|buy|claim|check"
    r"|discuss)\b| no later than\b| of (?:your|any|numbers|the)\b| in advance\b"
    r"| or (?:phone|ring|call|e-?mail|text) (?:her|him)\b"
    r"|(?=[.!\n]|, or (?:any|a|an|one)\b|, (?:our|the)\b|, please\b|$)|(?= or you (?:can|may)\b)| or me\b"
    r"| or myself\b))"
)
"""Words that send readers to somebody by the given name alone, or else mean something else."""
_GIVE_A_CALL = (
    r"\b[Gg]ive (?:our (?:\w+ )?)?(?P<who>[A-Z][a-z]+(?: [A-Z][\w'’-]+)?)(?: (?:or|and"
    r"|&) [A-Z][a-z]+(?: [A-Z][\w'’-]+)?)? "
    r"a (?:quick )?(?:call|ring|bell|shout|buzz)\b"
)
_SOMEBODY_KNOWS = (
    r"\b(?:(?:[Gg]et in touch with|[Cc]ontact|[Aa]sk|[Ss]peak to|[Tt]alk to|[Ss]ee) (?:me|myself) (?:or|and) "
    r"(?P<second>[A-Z][a-z]+)\b"
    r"|(?P<first>[A-Z][a-z]+) (?:can|will|would be happy to|will be able to|will happily) (?:tell|give|send"
    r"|show) (?:you|anyone)"
    r" (?:more|where|how|the|all|everything|when|further|details)\b"
    r"|(?P<glad>[A-Z][a-z]+(?: [A-Z][\w'’-]+)?) (?:will|would) be (?:very |only too |more than )?"
    r"(?:happy|pleased|delighted|glad) to"
    r" (?:discuss|help|answer|chat|explain|hear|advise|take)\b"
    r"|(?P<contact>[A-Z][a-z]+(?: [A-Z][\w'’-]+)?)(?: \([^)\n]{1,30}\))? is the (?:contact(?=[.,;!]| for\b| if\b|\s*$)"
    r"|(?:person|man|woman|lady|chap|one|member) (?:to|you (?:need|want|have|ought) to|you should) (?:see|ask|contact"
    r"|speak|talk))"
    r"|(?P<needs>[A-Z][a-z]+)(?: (?:and|or|&) [A-Z][a-z]+)? (?:(?:just |only )?needs? to know|would (?:like|love) to"
    r" (?:know|hear))\b|[Ll]et us know ?[–:-]{1,2} ?(?:either )?(?P<either>[A-Z][a-z]+)\b"
    r"|(?P<holds>[A-Z][a-z]+) (?:has|have|is selling) (?:the |some |a few |more )?(?:tickets|forms|copies"
    r"|posters|raffle tickets|leaflets)\b(?! (?:left )?for\b)"
    r"|(?P<who>[A-Z][a-z]+) (?:has|knows) (?:more |all the |the |further )(?:details|information)\b)"
)
"""The same, where somebody's name alone says who knows more."""


_REACHING = "touch contact contacting call phone ring email mail text speak talk reply reach"
_TO_FETCH = (
    "details information forms form tickets ticket available obtained obtainable collected picked bought"
    " purchased ordered borrowed hired booked"
)
WORDS = {
    pattern: frozenset(words.split())
    for pattern, words in {
        _REACH: f"{_REACHING} rsvp",
        _REACH_ROLE: f"{_REACHING} {_TO_FETCH} word apply inform notify submit submitted emailed mailed name names "
        "views suggestions offers thoughts ideas apologies interest let sent handed returned given send give"
        " pass hand return forward see",
        _REACH_WRITER: "me myself email mail him her know speak talk ask",
        _REACH_PERSON: f"{_REACHING} {_TO_FETCH} word chat rsvp give send pass submit giving sending copies"
        f" message write return hand pay forward deliver bring",
        _ASK_SOMEBODY: f"{_TO_FETCH} ask text call see let book sign tell copies posters poster names name volunteers "
        "apologies offers numbers replies answers entries donations cheques return returned advise inform notify "
        "send give "
        "pass hand get buy collect pick order obtain reserve given handed passed submitted orders query queries "
        "questions enquiries contributions articles photos suggestions ideas bookings payment payments money"
        " subs subscriptions "
        "recipes prizes nominations comments responses items thoughts put confirm register check leave arrange copy",
        _GIVE_A_CALL: "give",
        _SOMEBODY_KNOWS: f"{_TO_FETCH} me myself tell give send show discuss help answer chat explain hear advise take "
        "contact person man woman lady chap one member know hear let tickets forms copies posters leaflets",
    }.items()
}
"""Words, in small letters, of which every text that a pattern matches has one."""


def _has_word(file: CheckedFile, words: frozenset[str]) -> bool:
    return not words.isdisjoint(file.all_words)


def _has_given_name(file: CheckedFile, match: re.Match[str]) -> bool:
    if _LET_KNOW.fullmatch(match[0]) and not english().knows(match["who"].lower()):
        return True
    people = (
        match.groupdict().get(group) or ""
        for group in ("who", "first", "second", "glad", "contact", "needs", "either", "holds")
    )
    return any(word.lower() in file.words.given_names for name in people for word in re.findall(r"[A-Z][a-z]+", name))


_LET_KNOW = re.compile(r"[Ll]et [A-Z][a-z]{2,} know")
"""Words behind which a word with a capital that no dictionary has is a name."""
_FRONT_DESK = re.compile(
    r"office|reception|admin|school|surgery|practice|parish|enquir|info|hello|contact|mail|head|ppg"
)
"""A mailbox that the front desk of a school, a surgery or a club reads."""
_LONG_PART = 6
"""The fewest letters of a word whose first four stand for it in a mailbox: comms@ is that of communications."""
_DESKS = frozenset(("office", "reception", "desk", "school", "surgery", "practice", "clinic"))


def _is_ours(who: str, team: str, mailbox: str) -> bool:
    """Tell whether words mean the bulletin's own team, whose mailbox is printed with every item.

    mailbox: the name of the bulletin's mailbox. If that of the front desk writes, "the school office" is its own, and
    so is "the clerk" of clerk@example.org; an office without any other word is that of whoever writes.
    """
    parts = [word for word in re.findall(r"[a-z]+", who) if word not in _FILLERS]
    if all(word[:5] in team for word in parts) or parts == ["office"] or parts[-1][:4] == mailbox[:4]:
        return True
    is_of_mailbox = any(len(part) >= _LONG_PART and part[:4] in mailbox for part in parts)
    return parts[-1] in mailbox or is_of_mailbox or (parts[-1] in _DESKS and _FRONT_DESK.search(mailbox) is not None)
