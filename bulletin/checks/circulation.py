"""Rules of circulation: who may see a file, and who actually can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Circulation, Item
from ..text.expressions import Expression, compiled
from .answers import says_circulation
from .checked_file import CheckedFile
from .closed_contents import (
    BOILERPLATE,
    PARAGRAPH_WORDS,
    ClosedContents,
    informative_files,
    paragraphs,
    words_of,
)
from .markings import OFFER, Marking, Meaning, is_of_head
from .markings import markings as file_markings
from .rule import TEXTS, Example, Finding, Rule, rule

_HOLD = "hold"
"""The second cell of rows of lists/restrictions.txt that are about an embargo."""

_SHARED = "Three of the teams had not spoken with each other about the family before the meeting in May."
_LIMITED = "---\ntitle: An example\ncirculation: limited\n{}---\nText.\n"


leak = Rule(
    "RST01",
    "error",
    "Something that its readers may not see was found in a built file.",
    "Nothing was written. This is a fault of a template or of Bulletin.",
    wrong=Example("The title of a limited item stands in site/feed.xml.", described=True),
    right=Example("Every public file was searched, and holds none.", described=True),
    note="Searched in every file before any is put in place.",
)


@rule(
    "RST02",
    "error",
    "This repository is public, so anyone can already read this file.",
    "Move it to a private repository and delete it from here; its history must be rewritten too.",
    on=("item", "settings"),
    wrong=Example("An item with `circulation: limited` in a public repository.", described=True),
    right=Example("The same item in a private repository.", described=True),
    note="For a limited or held item; a warning for one for staff. Bulletin must be told whether the repository "
    "is public: `public repository: yes` in bulletin.yml, or `bulletin check --public-repository`; the Action knows. "
    "In a sample it is advice.",
)
def closed_item_in_public_repository(file: CheckedFile) -> Iterator[Finding]:
    if not file.public_repository:
        return
    settings = file.workspace.settings
    if file.source.kind == "settings" and settings.form and not settings.public_repository:
        message = "This repository is public, and its form asks who may see an item, as if it were not."
        yield Finding(file.value_offset("form"), message, 'Write "public repository: yes" in place of "form: yes".')
    if file.item is None:
        return
    on_hold = bool(file.item.held)
    closed = on_hold or file.item.circulation is Circulation.LIMITED
    if not closed and file.item.circulation is Circulation.PUBLIC:
        return
    key = "hold until" if on_hold else "circulation"
    severity = "info" if file.workspace.settings.sample else "error" if closed else "warning"
    yield Finding(file.value_offset(key), severity=severity)


@rule(
    "RST03",
    "error",
    "The text says that it is not for everybody to whom it goes.",
    'Add "circulation: limited", or remove the sentence.',
    on=("item", "issue"),
    wrong="This update is ‸not intended for general circulation.",
    right="Confidential advice is free, and you may share this with colleagues.",
    note="If the item has no line `circulation:`, an `ignore:` does not silence this: add that line. If it says public "
    "or staff, `ignore: RST03 because …` silences it; the Action's summary lists every such line. "
    "The wordings are in a list, to which `words/restrictions.txt` adds your own.",
)
def restriction_wording(file: CheckedFile) -> Iterator[Finding]:
    if file.item is not None and file.item.held:
        return
    limited = file.item is not None and file.item.circulation is Circulation.LIMITED
    yield from _told_to_wait(file)
    for match in file.restrictions:
        if _HOLD in match.row:
            hint = 'Add "hold until:" with the reason or the date.'
            yield Finding(match.start, "The text says that it is under embargo, and nothing holds it back.", hint)
        elif not limited:
            yield Finding(match.start, hint=_answer(file))
    for enclosed in () if limited else file.enclosed:
        first_page = enclosed.text[:FIRST_PAGE]
        matches = file.words.restrictions.uncontested(first_page.lower(), first_page)
        if any(_HOLD not in match.row for match in matches):
            message = "The file says that it is not for everybody to whom it goes."
            yield Finding(file.source.offset(enclosed.line, enclosed.column), message, _answer(file))


def _told_to_wait(file: CheckedFile) -> Iterator[Finding]:
    """Find titles and texts that are marked as not to be sent yet, unless their issue is a draft."""
    if file.item is None and not (file.issue and file.issue.ready):
        return
    hint = 'Add "hold until:" with the reason or the date.' if file.item else _DRAFT
    for marking in file_markings(file):
        is_named = any(marking.start <= limit.start < marking.end for limit in file.restrictions)
        if marking.meaning is Meaning.WAITING and not is_named:
            words = file.source.text[marking.start : marking.end]
            message = f'This says "{words}", and nothing holds it back.'
            news = " If that is the news, say so in a sentence." if marking.of_news else ""
            yield Finding(marking.start, message, f"Take it out. {hint}{news}", "warning" if marking.of_news else "")


_DRAFT = 'If the issue is not ready, write "status: draft".'

_WRITING = (
    "newsletter|bulletin|article|e-?mail|message|briefing|brief|information|update|publication|circular|letter|digest"
    "|mailing|reports?|notice|alert|edition|issue|note|summary|memo|memorandum"
)
_READERS = (
    "professionals|practitioners|clinicians|members|staff|employees|colleagues|directors|executives|managers|leads"
    "|partners|practices|gps|doctors|nurses|pharmacists|prescribers|commissioners|providers|secretaries|trustees"
    "|governors|headteachers|chairs|councillors|officers|teams|delegates|contractors|convenors|leaders|volunteers"
    "|correspondents|representatives|hcps|reps|coordinators|co-ordinators|clergy|churchwardens|wardens|incumbents"
    "|investigators|researchers|reviewers|examiners|assessors|mentors|tutors|franchisees|retailers|stockists"
    "|licensees|testers|officials|marshals|umpires|referees|coroners|stewards|superintendents|administrators"
    "|registrars|consultants|midwives|dentists|optometrists|paramedics"
    "|social workers|treasurers|captains|coaches|instructors|supervisors|reporters|journalists|ringers|landlords"
    "|employers"
    "|principals|heads|chief executives|branch officers|group leaders|librarians|curators"
)
_BODIES = (
    "branches|groups|boards|councils?|committees?|schools|parishes|clubs|pharmacies|settings|trusts|departments"
    "|churches"
    "|companies|troops|lodges|federations|sections|districts|constituencies|authorities|agencies|treasurers"
)
"""Those to whom the head of a circular is addressed, besides readers."""
_ALONE = "only|primarily|mainly|exclusively|solely|principally"
_FOR = (
    rf"(?:(?:{_ALONE}|produced|intended|written|aimed|designed|meant|prepared|issued|published|provided|compiled) )*"
    "(?:(?:for|at) (?:the )?(?:sole |exclusive )?(?:use (?:by|of) )?"
    "|(?:sent|emailed|e-mailed|circulated|distributed|cascaded|mailed|addressed|restricted|limited|available)"
    " (?:out )?(?:only )?(?:to|for) )"
)
_IS = "is|are|was|were|will be|has been|remains|goes out|went out"
_WORDS_OF_READERS = "|".join(
    (
        rf"(?:this|our|the) (?:[\w-]+ ){{0,2}}(?:{_WRITING}) (?:[^.!?,]{{0,60}} and )?(?:{_IS})"
        rf" {_FOR}[^.!?,]{{0,80}}?\b(?:{_READERS})\b",
        rf"(?:{_WRITING})\b[^.!?]{{0,30}}\b(?:{_ALONE}) (?:intended )?for [^.!?]{{0,40}}?\b(?:{_READERS})\b",
        rf"(?:newsletter|bulletin|e-?mail|briefing|digest|circular|mailing|update)\b[^.!?]{{0,80}}[ ,](?:is"
        rf"|are|goes"
        rf"|and) (?:sent|emailed|circulated|distributed|mailed"
        rf"|goes) (?:out )?(?:only )?to [^.!?]{{0,60}}?\b(?:{_READERS})\b",
        rf"this (?:{_WRITING}) is (?:{_ALONE}) (?:relevant|applicable|of interest|of relevance) (?:to|for)"
        rf" [^.!?\n]{{0,60}}?"
        rf"\b(?:{_READERS})\b",
        rf"(?:newsletter|bulletin|e-?mail|briefing|digest|circular|mailing|update|message)\b[^.!?\n]{{0,40}} (?:which"
        r"|that)? ?we (?:are |have |had )?(?:sending|send|sent|emailing|emailed|circulating|circulated|mailing)"
        rf" (?:out )?(?:only )?to [^.!?\n]{{0,60}}?\b(?:{_READERS})\b",
        r"(?:receiving|getting|sent) (?:this|it)\b[^.!?\n]{0,50}(?:because|since|as)\b[^.!?\n]{0,10}"
        r" you(?: are|['’]re| have been|['’]ve been) (?:identified|listed|registered|named|recorded|nominated"
        r"|known to us) as\b",
        rf"for (?:[\w'’-]+ ){{0,3}}(?:{_READERS}) (?P<alone>only)\b(?! (?:pay|need|have|had|get|if|when|one|two))",
        rf"(?:bring|draw|bringing|drawing) (?:this|these|the contents of this)\b[^.!?\n]{{0,30}} to (?:the"
        rf" attention of|your)"
        rf" (?:all )?(?:your |our |the )?(?:[\w-]+ )?(?:{_READERS})\b",
        r"this [\w-]+ is (?:only )?for (?:our |the )?(?:\w+ )?(?:supporters|patrons|subscribers|backers"
        r"|donors)\b",
        rf"intended (?:(?:{_ALONE}) )?for (?:use by )?(?:[\w-]+ ){{0,3}}(?:{_READERS})\b(?= only|[.)]|\s*$)",
        r"(?:only|exclusively) (?:available|visible|accessible|shared|sent) (?:to|with|for) (?:[\w-]+ ){0,2}"
        r"(?:supporters|patrons|members|subscribers|backers|donors|fellows)\b",
        r"(?:this|these|the) [\w-]+ (?:is|are) (?:only )?(?:intended|meant) (?:only )?for (?:the (?:sole "
        r"|exclusive )?use of )?"
        r"(?:our |all |the )?(?:\w+ )?(?:owners|residents|tenants|leaseholders|shareholders|recipients|addressees"
        r"|subscribers"
        r"|delegates|members)\b(?! of the public)",
        rf"(?:this|the|our) (?:page|site|website|area|section|portal|forum|blog|podcast|alert|{_WRITING}) (?:is"
        rf"|are) (?:only "
        rf"|just )?for (?:use by |action by )?(?:[\w-]+ ){{0,3}}(?:{_READERS})\b(?! of the public| to\b)",
        rf"(?:this|our|the) (?:{_WRITING}) goes (?:out )?(?:only )?to [^.!?]{{0,60}}?\b(?:{_READERS})\b",
        r"(?:need|have|must) (?:to )?be an? (?:\w+ )?(?:member|subscriber|supporter|patron) to (?:read|see|open|view"
        r"|access"
        r"|download|watch)\b",
        r"log(?:ged)? ?in\b[^.!?\n]{0,30}\bmembers?['’]? (?:area|section|pages?)\b",
        r"if you(?: are|['’]re) (?!interested|affected|planning)[^.!?\n]{0,120}\b(?:disregard|ignore) this "
        r"(?:post|posting|e-?mail|message|notice|item|letter|update|note|mailing)\b",
        rf"(?:link|page|area|recordings?|videos?|slides|documents?|files?|board|folder|minutes)\b[^.!?\n]{{0,40}}"
        rf"\b(?:available|open|visible|accessible|restricted) (?:only )?to (?:[\w-]+ ){{0,4}}(?:{_READERS})\b",
        r"you(?: are|['’]re) (?:receiving|getting) (?:this|these)\b[^.!?\n]{0,40}? (?:(?:because|as|since) you(?: are"
        r"|['’]re)|as an?\b)"
        rf" (?!subscrib)[^.!?\n]{{0,60}}?\b(?:member|clinician|prescriber|pharmacist|nurse|delegate|{_READERS})\b",
        r"this (?:message|e-?mail|newsletter|notice|item|letter) is (?:only|just) for (?:those|people|anyone) (?:on"
        r"|who|with)\b",
        r"not (?:intended |suitable |meant )for (?:the )?(?:general public|public|press|media)\b",
        r"for (?:internal )?(?:circulation|distribution|sharing|discussion|display|use) (?:in|within|inside"
        r"|among|amongst|by)"
        r" (?:your|our|the) (?:own )?(?:[\w-]+ )?(?:practices?|teams?|organisations?|schools?|departments?"
        r"|services?|trusts?"
        r"|branch(?:es)?|staff|colleagues|workplace|company|members|network|partnership|board|committee)\b",
        r"for (?:the )?(?:[\w-]+ )?(?:board|committee|council|panel|executive|trustees|governors|clergy)"
        r" (?P<board_alone>only)\b",
        r"(?:meetings?|sessions|events?|group|forum|area) (?:is|are|remains?) by invitation only",
        rf"(?:should|must|may|can|to) only be (?:completed|filled in|used|read|opened|answered"
        rf"|accessed) by [^.!?\n]{{0,40}}\b(?:{_READERS}|owners)\b",
        r"(?P<readers_alone>supporters?|patrons?|backers?|members?|subscribers?|professionals|clinicians"
        r"|prescribers|staff)"
        r"['’]?[ -]only\b(?! (?:pay|need|have|had|get|see|ever|after|once|when|if|car|toilets?|entrance|beyond|may|can"
        r"|could|should|must|will|evenings?|nights?|days?|sales?|previews?|shows?|trips?|tours?|dinners?|lunch(?:es)?"
        r"|part(?:y|ies)|prices?|offers?|competitions?)\b)",
    )
)
_HEADED = (
    r"(?m:^)[^\w\n]{0,6}(?:(?:for the attention of|fao)\s?:?|(?:(?:intended |target )?audience|action (?:for|by)"
    r"|for action by|(?:circulation|distribution)(?: list)?"
    rf"|circulated to|sent to|cascade to|to|cc)\s?:)\s?[^.!?\n]{{0,60}}\b(?:{_READERS}|{_BODIES})\b"
    r"|(?m:^)[^\w\n]{0,6}(?:information |data |document |security )?(?:classification|protective marking)[*_]{0"
    r",3}\s?:[*_]{0,3}\s?\w"
    rf"|(?m:^)[^\w\n]{{0,6}}(?:for )?(?:information|info|action)\s?:\s?(?:all (?:[\w-]+ ){{0,2}})?(?:{_READERS}"
    rf"|{_BODIES})\b"
)
_FOR_WHOM = (
    r"(?m:(?<=\s)(?<![0-9]\s)(?<![0-9][ap]m\s)[-–—] ?(?:for )?(?:all|for) (?:the )?(?:[\w-]+ ){0,2}"
    rf"(?:{_READERS})(?: only)?(?=[\s.*_)]{{0,3}}$))"
)
"""The readers of a list entry at its end, as in "Update on vaccines – all GPs"."""
_LABELLED = (
    r"(?m:^)[^\w\n]{0,6}(?:please )?(?:cascade|circulate|restricted|limited"
    r"|confined) (?:this )?to (?:all )?(?:the |your )?(?:[\w-]+ ){0,3}?"
    rf"(?:{_READERS})\b|(?m:^)[^\w\n]{{0,6}}(?:sent|circulated|distributed|emailed|e-mailed|cascaded) to\s?:\s?"
    r"(?!(?:all|everyone|everybody|us)?[^\w\n]*(?m:$))(?:all )?\w"
    rf"|(?m:^)[^\w\n]{{0,12}}(?:(?:to|for|fao|attention:?) )?all (?:[\w-]+ )?(?:{_READERS})[^\w\n]{{0,6}}(?m:$)"
    rf"|(?m:^)[^\w\n]{{0,12}}(?:for )?(?:the )?(?:[\w-]+ )?(?:{_READERS})(?: of the \w+)? only[^\w\n]{{0,6}}(?m:$)"
    rf"|\b(?:sent|emailed|circulated) on behalf of [^.!?\n]{{0,50}} to (?:all )?(?:[\w-]+ )?(?:{_READERS})\b"
    r"|\ball[ -](?:members?|staff|branches|branch secretaries|practices|gps|schools) (?:circular|letter|e-?mail"
    r"|bulletin"
    r"|communication|notice|message|memo)\b(?! (?:list|address))"
)
"""A line that says to whom the text was sent, and the name of a letter to all of a group."""
_COPIED = (
    r"\b(?:copy|text|extract) (?:of|from)[^.!?\n]{0,40}\b(?:e-?mail|letter|message"
    r"|circular)\b[^.!?\n]{0,70} to (?:all )?"
    rf"(?:[\w-]+ ){{0,2}}(?:{_READERS})\b"
    rf"|(?m:^)[^\w\n]{{0,6}}sent to (?:all )?(?:our )?(?:{_READERS}|customers|residents|parents|subscribers"
    rf"|supporters)\b"
)
"""A letter to others that a text repeats."""
_CALLED_IT = (
    rf"\bthis (?:is|was) [^.!?\n]{{0,80}}\b(?:{_WRITING})s?\b[^.!?\n]{{0,120}}[.!]\s+it (?:is|was|has been|goes|went)"
    rf" (?:out |sent |emailed |circulated |distributed )+(?:only )?to [^.!?]{{0,60}}?\b(?:{_READERS})\b"
)
"""The same in the sentence after the one that names the writing."""
_ADDRESSED = Expression(
    rf"\b(?:{_WORDS_OF_READERS})|(?P<head>{_HEADED})|{_FOR_WHOM}|{_LABELLED}|{_COPIED}|{_CALLED_IT}",
    needs=(
        *_READERS.split("|"),
        *("member", "supporter", "patron", "subscriber", "backer", "donor", "fellows", "owners", "residents"),
        *("tenants", "leaseholders", "shareholders", "recipients", "addressees", "clinician", "prescriber"),
        *("pharmacist", "nurse", "delegate", "branch", "schools", "disregard", "ignore", "only for", "just for"),
        *(
            "by invitation only",
            "only be ",
            "board only",
            "committee only",
            "council only",
            "panel only",
            "executive only",
            "for circulation",
            "for distribution",
            "for internal",
            "for discussion",
            "for use",
            "for display",
            "for sharing",
            "receiving this",
            "getting this",
            "receiving it",
            "not for",
            "not intended for",
            "not suitable for",
            "not meant for",
            "sent to",
            "circulated to",
        ),
        *("distributed to", "mailed to", "cascaded to", "classification", "protective marking", *_BODIES.split("|")),
    ),
)
"""Words, in small letters, that say for whom a text was written."""


@rule(
    "RST13",
    "warning",
    "The text says for whom it was written, and everybody may read it.",
    'Write "circulation:" with staff or limited, or take the words out; if all may read it, write '
    "`ignore: RST13 because …`.",
    on=("item", "issue"),
    wrong="This newsletter is ‸sent to the chairs and chief executives of NHS trusts.",
    right="This course is for nurses. The newsletter is sent to all who ask for it.",
    note="In an item for the public, or in one for staff that is addressed to some of them; a marking like "
    "CONFIDENTIAL at the start or end of a title, summary, subject or introduction stops the build, in an item for "
    "staff, too. Words that forbid to pass a text on are RST03.",
)
def words_of_readers(file: CheckedFile) -> Iterator[Finding]:
    if file.item is not None and file.item.held:
        return
    circulation = file.item.circulation if file.item else file.issue.circulation if file.issue else Circulation.PUBLIC
    markings = tuple(_markings(file, circulation))
    yield from markings
    if circulation is Circulation.LIMITED:
        return
    is_public = circulation is Circulation.PUBLIC
    message = "" if is_public else "The text says to whom it is addressed, and all staff may read it."
    for match in _ADDRESSED.finditer(file.prose_and_code):
        if any(finding.offset < match.end() and match.start() < finding.end for finding in markings):
            continue
        start, end = file.sentence_around(match.start())
        is_alone = match["alone"] or match["board_alone"] or match["readers_alone"]
        is_marking = is_alone and _MARKING.fullmatch(file.prose, match.start() - 2, match.end() + 1)
        is_offer = is_alone and not is_marking and OFFER.search(file.prose_and_code, start, end)
        is_limit = any(start <= limit.start < end for limit in file.restrictions)
        is_right = not is_public and (not match["head"] or _STAFF.search(file.prose_and_code, start, end))
        if not is_offer and not is_limit and not is_right:  # Of a limit, RST03 says more.
            hint = _FOR_STAFF if file.item is None else None if is_public else _FOR_SOME
            yield Finding(_words_of(file, match.start(), match.end()), message, hint)


def _markings(file: CheckedFile, circulation: Circulation) -> Iterator[Finding]:
    """Find texts that are marked as closed, as "Winter rota (staff only)", where more people may see them.

    So is `for: staff`, by which somebody meant `circulation: staff`: everybody sees what is "for" some.
    """
    for value in file.source.values if circulation is Circulation.PUBLIC else ():
        if value.key in ("for", "level", "areas") and (match := _FOR_NOBODY_ELSE.fullmatch(value.text.lower())):
            yield Finding(value.start, severity="error", end=value.start + match.end())
    for marking in file_markings(file):
        seen_by_all = circulation is Circulation.PUBLIC or is_of_head(file, marking)
        too_open = seen_by_all or (circulation is Circulation.STAFF and not marking.of_some)
        is_named = any(marking.start <= limit.start < marking.end for limit in file.restrictions)
        if marking.meaning is Meaning.CLOSED and too_open and not is_named:
            says = "" if seen_by_all else "This says that it is not for all staff, and all staff see it."
            hint = _hint_for(file, marking, seen_by_all)
            yield Finding(marking.start, says, hint, "error", end=marking.end)


def _hint_for(file: CheckedFile, marking: Marking, seen_by_all: bool) -> str | None:
    if file.item is not None:
        return None if seen_by_all else 'Write "circulation: limited", or take the words out.'
    return _IN_AN_ITEM if is_of_head(file, marking) or not seen_by_all else _FOR_STAFF


_FOR_NOBODY_ELSE = re.compile(
    r"\s*(?:(?:(?:all|our|own|internal|the) )*(?:staff|team|colleagues)"
    r"|(?:staff|team|members|colleagues|employees)['’]?[ -]only"
    r"|(?:internal|confidential|private|restricted|limited|sensitive|not (?:for )?public)(?: use)?(?: only)?)[\s.]*"
)
"""Words in small letters that name a circulation, where the readers should stand."""
_FOR_SOME = 'Write "circulation: limited", or take the words out.'
_FOR_STAFF = 'Write "circulation: staff", or take the words out.'
"""An introduction cannot be limited."""
_IN_AN_ITEM = 'Take the words out, and write what some readers alone may see into an item with "circulation: limited".'


_STAFF = re.compile(r"\b(?:staff|employees|colleagues|teams?|all|everyone|everybody)\b")
"""Readers whom an item for staff reaches."""
_MARKING = re.compile(r"(?s).?(?:\n|^).{6,25}:")
"""What stands in front of a text, as in "Members only: …"."""


def _words_of(file: CheckedFile, start: int, end: int) -> int:
    """Return the offset of words like "intended for" between two offsets, or `start` without such words."""
    match = compiled(_TO_WHOM).search(file.prose_and_code, start, end)
    return match.start() if match else start


_TO_WHOM = rf"\b{_FOR}"


FIRST_PAGE = 3_000
"""The number of first characters of an attachment that are searched for markings such as CONFIDENTIAL.

The headers and footers of its pages come first.
"""


@rule(
    "RST14",
    "warning",
    "The text says that an embargo is over.",
    "Check that it is, and take the words out.",
    on=("item", "issue"),
    triggers=("embargo",),
    wrong="The ‸embargo on this report has been lifted.",
    right="The arms embargo was lifted. Most awards come with an embargo.",
    note="The title alone is not looked at. Words that say that an embargo still lasts are RST03. In a held item"
    " nothing is said.",
)
def lifted_embargo(file: CheckedFile) -> Iterator[Finding]:
    if file.item is not None and file.item.held:
        return
    sentences = {file.sentence_around(each.start)[0] for each in file_markings(file) if each.meaning is Meaning.WAITING}
    for match in _LIFTED.finditer(file.prose_and_code):
        start, end = file.sentence_around(match.start())
        is_trade = _OF_TRADE.search(file.prose_and_code, start, end)
        if not is_trade and not any(start <= limit.start < end for limit in file.restrictions):
            sentences.add(start)
            yield Finding(match.start())
    for match in _EMBARGO.finditer(file.prose_and_code):
        if file.source.key_at(match.start()) == "title":
            continue  # The text says more.
        start, end = file.sentence_around(match.start())
        is_general = _IN_GENERAL.search(file.prose_and_code, start, end)
        is_other = start in sentences or any(start <= limit.start < end for limit in file.restrictions)
        if not is_general and not is_other:
            sentences.add(start)
            message, hint = "The text speaks of an embargo.", "Check that nothing here is still under it."
            yield Finding(match.start(), message, hint)


_LIFTED = re.compile(
    r"\bembargo\b[^.!?\n]{0,60}\b(?:lifted|broken|ended|expired|is over|no longer (?:applies|in force))\b"
    r"|\b(?:lift|lifting|lifted|end|ending|ended|removed|breaking|broke) (?:the|this|our|its) (?:\w+ )?embargo\b"
)
_OF_TRADE = re.compile(
    r"\b(?:arms|trade|oil|food|weapons|grain|import|export|economic|sanctions|country|countries|until|unless)\b"
)
"""Words of embargoes that are not on news, and of those that still last."""
_EMBARGO = re.compile(r"\bembargo(?:e[sd])?\b")
_IN_GENERAL = re.compile(
    r"\b(?:arms|trade|oil|food|weapons|grain|import|export|economic|sanctions|war|lifted|over|no longer|most|many|often"
    r"|usually|typically|sometimes|generally|open access|repositor\w+|thesis|theses|months|years|polic(?:y|ies)"
    r"|what is|embargo breaks?|an embargo|any embargo\w*|embargo status|embargoes around|will receive"
    r"|results embargo)\b"
)
"""Words of embargoes that are not on news, and of what an embargo is."""


closed_target = Rule(
    "RST12",
    "error",
    "A link leads to an item that not all of its readers may see.",
    "Take the link out, or let the item that it stands in go to fewer people.",
    wrong=Example(
        "---\ntitle: An example\n---\nSee [the update](‸closed.md).\n",
        others={"2022-02/closed.md": "---\ntitle: For staff\ncirculation: staff\n---\nText.\n"},
    ),
    right=Example(
        "---\ntitle: An example\n---\nSee [the update](open.md).\n",
        others={"2022-02/open.md": "---\ntitle: For all\ncirculation: public\n---\nText.\n"},
    ),
    note="Written as a link to its file, or with the whole address of its page.",
)


def _answer(file: CheckedFile) -> str:
    """Return the hint for words of restriction; an introduction cannot be limited."""
    if file.item is None:
        return 'Remove the sentence, or move it into an item with "circulation: limited".'
    if not says_circulation(file):
        return 'Write "circulation:" with limited, staff or public: the item does not say who may see it.'
    return 'Write "circulation: limited", remove the sentence, or write "ignore: RST03 because …" if all may read it.'


unclear_circulation = Rule(
    "RST04",
    "error",
    "Bulletin cannot tell who may see this.",
    "Use public, staff or limited; a limited item also needs a circulation note.",
    wrong="---\ntitle: An example\ncirculation: ‸restricted\n---\nText.\n",
    right=_LIMITED.format("circulation note: For patient safety leads.\n"),
)


item_on_hold = Rule(
    "RST05",
    "warning",
    "This item is on hold, so it is left out.",
    'Delete the line "hold until" when it may go out.',
    wrong="---\ntitle: An example\nhold until: ‸the families have read the reports\n---\nText.\n",
    right="---\ntitle: An example\n---\nText.\n",
)


more_public = Rule(
    "RST09",
    "error",
    "This item is more public than it was when it was last recorded.",
    'If that is meant, write "was: staff" in it (or limited, or held: what it was).',
    wrong=Example("`circulation: public` in an item that the ledger knows as one for staff.", described=True),
    right=Example("The same with the line `was: staff`.", described=True),
    note="The line allows this one change. Delete it once the new level is recorded.",
)


needless_was = Rule(
    "RST10",
    "warning",
    'The line "was" is no longer needed.',
    "Delete it.",
    wrong=Example("`was: staff` in an item that the ledger knows as public.", described=True),
    right=Example("The same without the line.", described=True),
)


no_top_part = Rule(
    "RST06",
    "error",
    "The top part of this file cannot be found, so Bulletin cannot tell who may see it.",
    "Put the keys between two lines of three hyphens.",
    wrong=Example("‸Free resources.\n", "2022-02/week.md"),
    right="---\ntitle: An example\n---\nFree resources.\n",
)


shared_file = Rule(
    "RST07",
    "error",
    "A file of a limited or held item is used by another item too.",
    "Give each its own copy.",
    wrong=Example(
        _LIMITED.format("circulation note: For leads.\nattachments: flyer.pdf\n"),
        others={
            "2022-02/files/flyer.pdf": b"%PDF-1.4",
            "2022-02/other.md": "---\ntitle: Other\nattachments: flyer.pdf\n---\nText.\n",
        },
        at=("2022-02/example.md", 1, 1),
    ),
    right=Example(
        "---\ntitle: An example\nattachments: flyer.pdf\n---\nText.\n",
        others={"2022-02/files/flyer.pdf": b"%PDF-1.4"},
    ),
)


@rule(
    "RST11",
    "error",
    "Something of a limited or held item stands in a more public one, too.",
    "Take it out here; if these readers may have it, write `ignore: RST11 because …`.",
    on=TEXTS,
    wrong=Example(
        f"---\ntitle: A summary\n---\n‸{_SHARED}\n",
        others={"2022-02/limited.md": _LIMITED.format("circulation note: For leads.\n").replace("Text.", _SHARED)},
    ),
    right="---\ntitle: A summary\n---\nThe review is out, and each team has had a letter.\n",
    note=f"A paragraph of {PARAGRAPH_WORDS} words or more, a file or a picture; the title of such an item is a "
    "warning. Left out: paragraphs of snippets, "
    f"logos, decorative pictures, and paragraphs that {BOILERPLATE} or more of the more public files contain too.",
)
def closed_content_in_open_item(file: CheckedFile) -> Iterator[Finding]:
    if file.closed is None or (file.item is not None and file.item.closed):
        return
    yield from _open_paragraphs(file, file.closed)
    yield from _open_titles(file, file.closed)
    if file.item is not None:
        yield from _open_files(file, file.item, file.closed)


def _open_paragraphs(file: CheckedFile, closed: ClosedContents) -> Iterator[Finding]:
    """Find paragraphs of limited and held items in the text and in its attachments."""
    if not closed.paragraphs:
        return
    last = -1
    for paragraph in paragraphs(file.source):
        path = closed.paragraphs.get(paragraph.words)
        if path and paragraph.start >= last:
            last = paragraph.end
            yield Finding(paragraph.start, f"This paragraph stands in {path}, which fewer people may see.")
    for enclosed in file.enclosed:
        line = " ".join(("", *words_of(enclosed.text), ""))
        for words, path in closed.paragraphs.items():
            if " ".join(("", *words, "")) in line:
                message = f"This file holds a paragraph of {path}, which fewer people may see."
                yield Finding(file.source.offset(enclosed.line, enclosed.column), message)


_REFERENCES = ("start with", "repeat", "include", "moved to", "replaces", "ignore")
"""Keys that name items, and are not printed as written."""


def _open_titles(file: CheckedFile, closed: ClosedContents) -> Iterator[Finding]:
    """Find titles of limited and held items, as in an introduction that was written before an item was held back."""
    for title, path in closed.titles.items():
        pattern = r"\s+".join(map(re.escape, title.split()))
        for match in re.finditer(pattern, file.prose_as_written):
            if file.source.key_at(match.start()) not in _REFERENCES:
                message = f"This is the title of {path}, which fewer people may see."
                yield Finding(match.start(), message, severity="warning")


def _open_files(file: CheckedFile, item: Item, closed: ClosedContents) -> Iterator[Finding]:
    """Find files with the same bytes as a file of a limited or held item; the same path is a case for RST07."""
    for asset in informative_files(item):
        twin, path = closed.files.get(asset.sha256, (None, ""))
        if twin and twin.source != asset.source:
            message = f"{asset.name} is the same file as {twin.name} of {path}, which fewer people may see."
            yield Finding(_mention(file, asset.name), message)


def _mention(file: CheckedFile, name: str) -> int:
    """Return the offset at which an item names a file, 0 if it does not."""
    return max(file.source.text.find(name), 0)
