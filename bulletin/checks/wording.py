"""Rules for words and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TypeVar

from ..content.writing import NEW_NAME
from ..text.expressions import Expression, compiled
from ..text.humanize import excerpt
from .checked_file import CheckedFile
from .mistaken_words import MISTAKEN_WORDS
from .quotes import is_quoted
from .rule import TEXTS, Example, Finding, rule
from .word_lists import HYPHENATED, first_day, plain_words

_PLACEHOLDER = re.compile(
    r"(?<![\w-])(?:[xX]{2,}(?:/[xX]{2,}){0,2}|TB[CA]|tb[ca]|[T]ODO|\?{3,}|[Ll]orem\s+ipsum"
    r"|(?:[Tt]ext|[Tt]itle|[Nn]ame|[Dd]ate|[Ll]ink|[Ii]mage|[Pp]icture|[Cc]aption|[Cc]ontent) goes here"
    r"|\[(?:insert|add|type|enter|image:|bookmark:|tbc|link|name|date|your)\b[^\]\n]{0,80}\]|<(?:insert"
    r"|add)\b[^>\n]{0,80}>)(?![\w-])"
)
_PLACEHOLDER_IN_BRACKETS = re.compile(
    r"\[(?:insert|add|type here|type your|enter|image:|bookmark:|tbc|link here|name|date|your)[^\]\n]{0,80}\]"
    r"|\[(?:(?:first|last|full|family|given|preferred|recipient|contact|practice|trust|team|school|organi[sz]ation"
    r"|company|client|manager|speaker|presenter|event|course|venue|service)(?:['’]s)?[ _-]?names?|surname|forename"
    r"|salutation|job title|venue|start time|e-?mail address|(?:phone|telephone|contact|mobile) (?:number|details)"
    r"|signature|web(?:site)? address|dd[/-]mm[/-]yy(?:yy)?)\]",
    re.IGNORECASE,
)
_PLACEHOLDERS = ("xx", "XX", "TB", "tb", "ODO", "???", "orem", "[", "<", "goes here")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n\s*(?:[-*+>|#]|[0-9]{1,3}[.)])\s")
_BEFORE_TEAM = r"(?:[\w&]{1,30}\s{1,3}){1,12}$"


_RETIRED = date(2022, 6, 15)
_NEAR_TEAM = 160
_BULLETIN = (
    "name: Bulletin\nteam: North West Region Safeguarding team\nregion: North West\nemail: team@example.org\n"
    "default circulation: public\nbase url: https://example.org/x/\nplace: Microsoft Teams\n"
    "acronyms:\n  LPS: Liberty Protection Safeguards\n"
)
_LATER = {"2022-02/issue.md": "---\nissue date: 1 August 2022\nstatus: ready\n---\nWelcome.\n"}
_TEAM = {"bulletin.yml": _BULLETIN}


@rule(
    "TXT04",
    "warning",
    "A word is misspelt.",
    "Correct it.",
    on=TEXTS,
    wrong="Harmful ‸secual behaviour.",
    right="Harmful sexual behaviour, says Luke Hart.",
    note="The words of `lists/misspellings.txt`; TXT20 looks words up in a dictionary.",
)
def misspelling(file: CheckedFile) -> Iterator[Finding]:
    for match, right in _listed_words(file, file.words.misspellings):
        yield Finding(match.start(), f'"{match[0]}" is misspelt.', f'Did you mean "{right}"?')


@rule(
    "TXT21",
    "warning",
    "A word was taken for another that sounds or looks like it.",
    "Correct it.",
    on=TEXTS,
    wrong="We are ‸pouring over the report.",
    right="We are poring over the report.",
    note="The words of `lists/confusions.txt`, and others by what stands beside them; what is quoted stays.",
)
def confused_words(file: CheckedFile) -> Iterator[Finding]:
    for start, end, row in file.words.confusions.find(file.prose, file.vocabulary):
        whole = file.prose[start:end].split() == file.lower[start:end].split()  # with no code in the middle
        if whole and not is_quoted(file.prose, start) and not _LETTER_A.match(file.prose_as_written, max(0, start - 2)):
            message = f'"{file.words_at(start, end)}" is not what was meant.'
            yield Finding(start, message, f'Did you mean "{row[1]}"?', end=end)
    for mistake, match in MISTAKEN_WORDS.matches(file):
        start = match.start() + len(match[0]) - len(match[0].lstrip(".!? \n"))
        if not is_quoted(file.prose, start):
            message = f'"{file.words_at(start, match.end())}" is not what was meant.'
            yield Finding(start, message, mistake.hint, end=match.end())


_LETTER_A = re.compile(r"[^\W_] A ")
"""A letter that is a name, as in "Group A open"."""


@rule(
    "TXT05",
    "info",
    "A word has its American spelling.",
    "Use the British one.",
    on=TEXTS,
    wrong="Challenging ‸behavior is a sign.",
    right="Challenging behaviour is a sign, says the Rockefeller Center.",
    note="The words of `lists/american.txt`.",
)
def american_spelling(file: CheckedFile) -> Iterator[Finding]:
    for match, row in _listed_words(file, file.words.american):
        right = row[1]
        if len(row) < 3 or not match[0][0].isupper():
            yield Finding(match.start(), f'"{match[0]}" is the American spelling.', f'Write "{right}".')


_Row = TypeVar("_Row", str, tuple[str, ...])


def _listed_words(file: CheckedFile, words: Mapping[str, _Row]) -> Iterator[tuple[re.Match[str], _Row]]:
    """Yield each word of the prose that is a key of a mapping, with its value."""
    if words.keys().isdisjoint(file.hyphenated):
        return
    for match in re.finditer(HYPHENATED, file.prose_as_written):
        value = words.get(match[0].lower())
        if value:
            yield match, value


@rule(
    "TXT06",
    "error",
    "Something was to be filled in here.",
    "Fill it in, or take it out.",
    on=TEXTS,
    triggers=("xx", "tbc", "tba", "todo", "???", "lorem", "[", "<insert", "<add", "goes here"),
    wrong="The meeting is on ‸xx March.",
    right="The meeting is on 3 March 2022.",
    note="TBC and TBA are advice: what is still open may be said.",
)
def placeholder(file: CheckedFile) -> Iterator[Finding]:
    prose = file.prose_as_written
    yield from _alt_placeholders(file)
    yield from _open_presenters(file)
    if not any(word in prose for word in _PLACEHOLDERS):
        return
    matches = {
        match.start(): match
        for pattern in (_PLACEHOLDER_IN_BRACKETS, _PLACEHOLDER)
        for match in pattern.finditer(prose)
    }
    matches = {start: match for start, match in matches.items() if not _is_reason_to_wait(file, start)}
    # A match right after a full stop is the name of a field or a file, like "name.TBC".
    matches = {start: match for start, match in matches.items() if prose[max(0, start - 1) : start] != "."}
    for start, match in sorted(matches.items()):
        still = file.source.text[start : match.end()][:60]
        if match[0].lower().strip("[]") in _OPEN:
            yield _still_open(start, still)
        else:
            yield Finding(start, f'This still says "{still}".')


def _is_reason_to_wait(file: CheckedFile, offset: int) -> bool:
    """Tell whether an offset is in the value of `hold until`, which no reader sees."""
    return any(
        value.key == "hold until" and value.start <= offset <= value.start + len(value.text)
        for value in file.source.values
    )


def _still_open(offset: int, words: str) -> Finding:
    hint = "Fill it in when it is known; until then readers see it."
    return Finding(offset, f'"{words}" is still open.', hint, "info")


def _open_presenters(file: CheckedFile) -> Iterator[Finding]:
    """Yield the session lines whose own presenter is still open; that of a key stands in the prose."""
    for value in file.source.values:
        match = _OPEN_PRESENTER.search(value.text) if value.key == "sessions" else None
        if match:
            yield _still_open(value.start + match.start("words"), match["words"])


def _alt_placeholders(file: CheckedFile) -> Iterator[Finding]:
    """Yield pictures whose alternative text is still that of a template."""
    for picture in file.source.pictures:
        if _PLACEHOLDER.search(picture.alt):
            yield Finding(picture.start, f'This still says "{picture.alt[:60]}".', "Say what the picture shows.")


_OPEN = ("tbc", "tba")
"""Words for a fact that is not known yet; they are advice, not an error."""
_OPEN_PRESENTER = re.compile(rf"(?:\bwith|\bpresenter:)\s+(?P<words>{'|'.join(_OPEN)})\b", re.IGNORECASE)


_OF_PRINT = Expression(
    r"\b(?:continued|see|turn to|over to|back to|go to|on)\s(?:on\s|to\s|the\s)?page\s[0-9]{1,3}\b(?!\s(?:of"
    r"|in)\b)|\b(?:see|turn|continued)\soverleaf\b|\bplease turn over\b",
    needs=("page", "overleaf", "turn over"),
)
_OF_MAIL = Expression(
    r"\bview\s(?:this|the|it|this e-?mail|this message)\s?(?:e-?mail|newsletter|message)?\s(?:in|on)\s(?:your|a"
    r"|the|an?\sinternet)\s(?:web\s)?browser\b"
    r"|\bsent from my (?:iphone|ipad|mobile|samsung|blackberry|phone)\b|\bgo to (?:the )?online version\b"
    r"|\b(?:trouble|problems|difficulty) (?:viewing|reading) this (?:e-?mail|message|newsletter)\b"
    r"|\[cid:[^\]\n]{1,80}\]|-{4,} next part -{4,}|\ban html attachment was scrubbed\b|-{3,} ?(?:original|forwarded)"
    r" message ?-{3,}|\bbegin forwarded message\b"
    r"|\bthis (?:e-?mail|message) (?:has )?(?:originated|came) from (?:outside|an external)\b",
    needs=(
        *("originated", "came from"),
        *("browser", "sent from my", "online version", "viewing this", "reading this", "[cid:", "next part"),
        *("scrubbed", "original message", "forwarded message"),
    ),
)
_OF_PAGE = (
    r"(?m)^[^\w\n]*(?P<words>(?:back|return|go|scroll) to (?:the )?top(?: of (?:the )?page)?|hide (?:this )?ads?"
    r"|report (?:this )?ad"
    r"|advertisement|(?:skip to (?:the )?(?:main |utility )?(?:content|navigation|menu) ?){1,4}"
    r"|leave a reply|your email address will not be published\.?(?: required fields are marked \*?)?|post a comment"
    r"|log in to (?:reply|comment)|click (?:the image )?to (?:enlarge"
    r"|expand)|toggle navigation"
    r"|print this page|print friendly,? (?:pdf|version|page)[\w ,&]{0,12}|share this (?:page|article|post|story"
    r"|document|on \w+)"
    r"|continue reading|posted by \w+|load more|show (?:more|less)"
    r"|article continues below(?: ad\w*)?"
    r"|continue reading below|leave a comment|no comments|cookie settings|accept (?:all )?cookies"
    r"|search this site|close menu"
    r"|powered by wordpress|builtwithnof|built with nof|page [0-9]{1,3}(?: of [0-9]+)?|next page|previous page"
    r"|main menu)[^\w\n]*$"
)
"""Words that a web page has round its text, alone on a line."""
_IN_PAGE = (
    r"(?P<words>[(\[]?(?:this )?(?:link )?(?:will )?\bopens? (?:another website )?in (?:a )?new (?:browser )?(?:tab"
    r"|window)[)\]]?"
    r"|(?:\.{3}|…) ?read more\b|\bread more ?(?:»|>|→|\.{3}|…)"
    r"|\[(?:external link|citation needed|edit)\]|\[image removed by sender\.?[^\]\n]{0,40}\])"
)
"""Words that a web page or mail program puts into its text, for screen readers or for those who edit it."""


_NOT_READY = (
    r"(?:(?:first|second|third|final|latest|rough|working) )?draft(?: (?:version )?v?[0-9]{1,2}(?:\.[0-9])?)?"
    r"|(?:for|awaiting|pending|subject to) (?:approval|sign[ -]?off|final check)|to be (?:approved|signed off|checked)"
    r"|not (?:yet )?(?:approved|signed off|final|ready)|work in progress|wip|unfinished|incomplete"
)
_OF_WRITING = (
    rf"(?P<open>[(\[]) ?(?:(?i:{_NOT_READY})|(?i:final(?: version)?)) ?[)\]]"
    rf"|^\W*(?i:{_NOT_READY}) ?[:–—|/-]|[:–—|/-] (?i:{_NOT_READY})\W*$"
    r"|^DRAFT\b|\b(?:DRAFT|FINAL)$|^(?i:copy of) (?=[A-Z])"
)
"""What a title has from the name of a file, or from a text that somebody still works on."""
_NOT_READY_LINE = (
    rf"^[ \t>*_#(\[]*(?:DRAFT\b(?! [a-z])|(?i:{_NOT_READY})(?=[\s*_.!)\]]*$|[*_)\]]* ?:|[*_]* [–—-] |[)\]]))"
)
_BEFORE_WORDS = " \t*_>#:–—|/-(["
_TITLES = ("title", "section", "sections", "covers", "summary", "subject", "preheader")


def _of_writing(file: CheckedFile) -> Iterator[Finding]:
    """Find words that say of a title, or on a line of their own, that the text is not ready."""
    if file.item and file.item.held:
        return
    places = [
        (value.start + match.end() - len(match[0].lstrip(_BEFORE_WORDS)), match[0])
        for value in file.source.values
        if value.key in _TITLES
        for match in compiled(_OF_WRITING).finditer(value.text)
    ]
    lines = compiled(_NOT_READY_LINE, re.MULTILINE).finditer(file.source.text, file.source.body)
    for start, words in (*places, *((match.start(), match[0]) for match in lines)):
        hint = _UNREADY.get(file.source.kind, "Take it out.")
        yield Finding(start, f'This says "{words.strip(f"{_BEFORE_WORDS})].!")}", and readers would see it.', hint)


_UNREADY = {
    "item": 'Take it out; if the item is not ready, write "hold until: …" too, and if it is about a draft, say so in '
    'words, like "draft guidance".',
    "issue": 'Take it out; if the issue is not ready, write "status: draft".',
}


@rule(
    "TXT23",
    "warning",
    "Something is left over from writing, from print, from another mail or from a web page.",
    "Take it out, or write a link.",
    on=TEXTS,
    triggers=(
        "draft",
        "final",
        "copy of",
        "approv",
        "sign",
        "progress",
        "wip",
        "not ready",
        "not yet ready",
        "unfinished",
        "incomplete",
        "page",
        "overleaf",
        "turn over",
        "browser",
        "sent from my",
        "originated",
        "came from",
        "online version",
        "viewing",
        "reading this",
        "[cid:",
        " top",
        " ad",
        "advert",
        "skip to",
        "leave a",
        "not be published",
        "log in to",
        "toggle",
        " more",
        " less",
        " below",
        "comment",
        "cookie",
        "wordpress",
        "search this",
        "menu",
        "builtwith",
        "built with",
        "enlarge",
        "expand",
        "share this",
        "next part",
        "scrubbed",
        "print friendly",
        "read more",
        "posted by",
        " in a new ",
        " in new ",
        "[external",
        "citation",
        "[edit]",
        "by sender",
        " message",
    ),
    wrong="The results are ‸on page 7.",
    right="The results are on page 7 of the report. See the page on sepsis.",
)
def left_over(file: CheckedFile) -> Iterator[Finding]:
    yield from _of_writing(file)
    for match in _OF_PRINT.finditer(file.prose):
        words = file.words_at(match.start(), match.end())
        message = f'The text says "{words}", and a bulletin has no pages.'
        yield Finding(match.start(), message, severity="info")  # Mostly a page of something that goes along.
    for match in _OF_MAIL.finditer(file.prose):
        words = file.words_at(match.start(), match.end())
        yield Finding(match.start(), f'"{words}" is left over from another mail.', "Take it out.")
    for match in chain(compiled(_OF_PAGE).finditer(file.prose), compiled(_IN_PAGE).finditer(file.prose)):
        words = file.words_at(*match.span("words"))
        yield Finding(match.start("words"), f'"{words}" is left over from a web page.', "Take it out.")


@rule(
    "TXT17",
    "error",
    "A text of the file that `bulletin init` or `bulletin new` wrote is still there.",
    "Write your own in its place, or delete it.",
    on=TEXTS,
    wrong="‸Write the text here. Leave an empty line between paragraphs.",
    right="The text is written. There is an empty line between paragraphs.",
    note="The sentences of `lists/starter-texts.txt`. In a draft, and in an item that is on hold, nothing is said.",
)
def starter_text(file: CheckedFile) -> Iterator[Finding]:
    is_held = file.item is not None and bool(file.item.held)
    is_draft = file.issue is not None and not file.issue.ready
    if not is_held and not is_draft:
        before = -1
        for start, end, _ in sorted(file.words.starter_texts.find(file.prose, file.vocabulary)):
            if before >= 0 and not file.prose[before:start].strip(" ."):
                before = end
                continue  # It goes on with what was said already.
            before = end
            yield Finding(start, f'"{excerpt(file.words_at(start, end), 60)}" is the text that the file began with.')
        if file.item is not None and Path(file.item.path).name == NEW_NAME:
            sentence = f'The file is still called "{NEW_NAME}", and its page would be, too.'
            yield Finding(0, sentence, "Rename it, in the small letters and hyphens that its address should have.")


@rule(
    "TXT07",
    "warning",
    "Internet Explorer was retired on 15 June 2022.",
    "Remove this advice.",
    on=TEXTS,
    triggers=("internet explorer",),
    wrong=Example("Do not use ‸Internet Explorer.", others=_LATER),
    right=Example("Use Microsoft Edge.", others=_LATER),
    note="In issues from that day on; not in a snippet with `use until:`.",
)
def internet_explorer(file: CheckedFile) -> Iterator[Finding]:
    if file.source.kind == "snippet" and file.value_offset("use until"):
        return
    for match in re.finditer("internet explorer", file.prose) if file.day >= _RETIRED else ():
        yield Finding(match.start())


@rule(
    "TXT08",
    "info",
    "A name was replaced before this issue.",
    "Write the new name, if that is what you mean.",
    on=TEXTS,
    wrong=Example("Ask your ‸CCG.", others=_LATER),
    right="Ask your CCG, which will soon be an integrated care board.",
    note="The names and days of `lists/outdated.txt`.",
)
def replaced_name(file: CheckedFile) -> Iterator[Finding]:
    matches = sorted(file.words.outdated.find(file.prose, file.vocabulary), key=lambda match: (match.start, -match.end))
    earlier: set[str] = set()
    last_end = 0
    for start, end, (old, since, new, *_) in matches:
        day = first_day(since)
        explained = new.split(" (")[0].lower() in file.prose
        if day and day <= file.day and start >= last_end and not explained and old not in earlier:
            earlier.add(old)
            last_end = end
            message = f"{file.words_at(start, end)} was replaced in {day.strftime('%B')} {day.year}."
            yield Finding(start, message, f"Write {new}, if that is what you mean.")


@rule(
    "TXT09",
    "warning",
    "Words can blame or label people.",
    "See the appropriate language guide of The Children's Society.",
    on=TEXTS,
    wrong="Young people ‸putting themselves at risk.",
    right="Young people at risk because of what others do.",
    note="The words of `lists/language.txt`; what is quoted stays.",
)
def blaming_words(file: CheckedFile) -> Iterator[Finding]:
    for start, end, row in file.words.language.find(file.prose, file.vocabulary):
        if not is_quoted(file.prose, start):
            yield Finding(start, f'"{file.words_at(start, end)}" can blame or label people.', f"Better: {row[1]}.")


@rule(
    "TXT14",
    "info",
    "These words say nothing.",
    "Leave them out.",
    on=TEXTS,
    wrong="‸As you will be aware, places are few.",
    right="Places are few.",
    note="The words of `lists/openings.txt`.",
)
def empty_words(file: CheckedFile) -> Iterator[Finding]:
    for start, end, _ in file.words.openings.find(file.prose, file.vocabulary):
        words = file.words_at(start, end)
        yield Finding(start, f'"{words}" says nothing.', f'Leave out "{words}".')


@rule(
    "TXT12",
    "info",
    "A sentence, paragraph or list is long.",
    "Make two of it.",
    on=TEXTS,
    wrong="‸" + "This sentence goes on and on " * 7 + "without an end.",
    right="This sentence ends soon.",
    note="Over 30 words; over 40 is a warning. A paragraph over 120 words, a list over 9 entries.",
)
def long_sentence(file: CheckedFile) -> Iterator[Finding]:
    for block in file.source.blocks:
        if block.kind != "paragraph":
            continue
        for start, end in _sentences(file.prose, block.start, block.end):
            sentence = file.prose[start:end]
            count = len(sentence.split())
            if count > _LONG_SENTENCE:
                offset = start + len(sentence) - len(sentence.lstrip())
                severity = "warning" if count > _TOO_LONG_SENTENCE else "info"
                yield Finding(offset, f"This sentence has {count} words.", "Make two of it.", severity)
        count = len(file.prose[block.start : block.end].split())
        if count > _LONG_PARAGRAPH:
            yield Finding(block.start, f"This paragraph has {count} words.", "Make two of it, or a list.")
    yield from _long_lists(file)


_LONG_SENTENCE, _TOO_LONG_SENTENCE, _LONG_PARAGRAPH, _LONG_LIST = 30, 40, 120, 9


def _sentences(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end offsets of each sentence between two offsets."""
    for match in _SENTENCE_END.finditer(prose, start, end):
        yield start, match.end()
        start = match.end()
    yield start, end


def _long_lists(file: CheckedFile) -> Iterator[Finding]:
    """Yield lists with more than `_LONG_LIST` entries; an entry of an inner list does not count for the outer list."""
    open_lists: list[tuple[int, int, int]] = []
    counts: dict[tuple[int, int, int], int] = {}
    for block in file.source.blocks:
        while open_lists and block.start >= open_lists[-1][1]:
            open_lists.pop()
        if block.kind in ("list", "ordered list"):
            open_lists.append((block.start, block.end, block.depth))
        elif block.kind == "item" and open_lists:
            counts[open_lists[-1]] = counts.get(open_lists[-1], 0) + 1
    for (start, _, _), count in counts.items():
        if count > _LONG_LIST:
            yield Finding(start, f"This list has {count} entries.", "Part it under two headings.")


@rule(
    "TXT15",
    "info",
    "Your team has another name here.",
    "Always use the name in bulletin.yml, or write we.",
    on=TEXTS,
    triggers=(" team",),
    wrong=Example("Ask the NW region Quality & Safeguarding ‸team.", others=_TEAM),
    right=Example("Ask the North West Region Safeguarding team, or your own safeguarding team.", others=_TEAM),
)
def other_team_name(file: CheckedFile) -> Iterator[Finding]:
    settings = file.workspace.settings
    own_name = _words_of_name(settings.team)
    region = plain_words(settings.region)
    if len(own_name) < 4 or not region or own_name[-1] != "team":
        return
    regions = {*region, "regional", "region", "".join(word[0] for word in region)}
    earlier: set[tuple[str, ...]] = set()
    for match in re.finditer(" team", file.prose):
        before = re.search(_BEFORE_TEAM, file.prose[max(0, match.start() - _NEAR_TEAM) : match.start() + 1])
        words = _words_of_name(before[0]) if before else []
        start = next((index for index, word in enumerate(words) if word in regions), len(words))
        name = tuple(words[start:])
        if own_name[-2] in name and [*words, "team"][-len(own_name) :] != own_name and name not in earlier:
            earlier.add(name)
            hint = f'Always write "{settings.team}" or "we".'
            yield Finding(match.start() + 1, "This is another name of your team.", hint)


def _words_of_name(name: str) -> list[str]:
    """Return the plain words of a name, without "and": ["quality", "safeguarding", "team"]."""
    return [word for word in plain_words(name.replace("&", "and")) if word != "and"]
