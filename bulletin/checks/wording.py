"""What words and sentences say: the functions of the rules of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from heapq import merge

from ..model import State
from ..text.suggest import likeness
from . import style
from .lists import since
from .page import Page, Spans
from .rule import Example, Found, Rule

_ACRONYM = re.compile(r"[A-Z]{2}[A-Za-z0-9&]{0,8}")
_EXPLAINED = re.compile(r"\(\s*([A-Z][A-Za-z0-9&]{1,9}?)s?\s*\)")
_IN_BRACKETS = re.compile(r"\b([A-Z][A-Za-z0-9&]{1,9}?)s?\s+\(([a-zA-Z][^()\n]{4,100})\)")
_ROMAN = re.compile(r"[IVXLC]+")
_CAPITALS = re.compile(r"[A-Z]{2,}(?:[ '’&-]{1,3}[A-Z]{2,})*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLACEHOLDER = re.compile(
    r"(?<![\w-])(?:[xX]{2,}(?:/[xX]{2,}){0,2}|TB[CA]|tb[ca]|[T]ODO|\?{3,}|[Ll]orem\s+ipsum"
    r"|\[(?:insert|add|image:|bookmark:|tbc|link|name|date|your)\b[^\]\n]{0,80}\]|<(?:insert|add)\b[^>\n]{0,80}>)(?![\w-])"
)
_PLACEHOLDER_IN_BRACKETS = re.compile(
    r"\[(?:insert|add|image:|bookmark:|tbc|link here|name|date|your)[^\]\n]{0,80}\]", re.IGNORECASE
)
_PLACEHOLDERS = ("xx", "XX", "TB", "tb", "ODO", "???", "orem", "[", "<")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n\s*(?:[-*+>|#]|[0-9]{1,3}[.)])\s")
_PLURAL = re.compile(
    r"(?P<word>[A-Z]{2,6})['’]s\s+(?:are|were|have|and|or|who|to|can|should|will|must|may|in|with|for|across|working|do|need)\b"
)
_PLURAL_BEFORE = re.compile(
    r"\b(?:all|many|some|most|few|these|those|local|require|requires|for|[0-9]+|two|three|four)\s+$", re.IGNORECASE
)
_BEFORE_TEAM = re.compile(r"(?:[\w&]{1,30}\s{1,3}){1,12}$")


def acronyms(page: Page) -> Iterator[Found]:
    """Acronyms that nothing explains, each where it first stands."""
    said = page.source.said
    explained = {match[1] for match in _EXPLAINED.finditer(said)} | {match[1] for match in _IN_BRACKETS.finditer(said)}
    known = page.words.well_known
    seen: set[str] = set()
    shouted = Spans((match.start(), match.end()) for match in _shouted(page))
    for match in _ACRONYM.finditer(said):
        before = said[match.start() - 1 : match.start()] if match.start() else ""
        after = said[match.end() : match.end() + 1]
        if before.isalnum() or before in ("&", "-", "_", "/", "#", "'") or after.isalnum() or after in ("-", "_", "@"):
            continue
        word = match[0].rstrip("&")
        bare = word[:-1] if word.endswith("s") else word
        numberless = bare.rstrip("0123456789")
        if word in seen or {word, bare, numberless} & (known | explained | page.words.acronyms.keys()):
            continue
        if _ROMAN.fullmatch(word) or _CODE.fullmatch(word) or shouted.holds(match.start()):
            continue
        if page.source.key_at(match.start()) in _NAMES:
            continue
        seen.add(word)
        yield Found(match.start(), f"What does {bare} mean?")


_NAMES = ("from", "presenter", "run by", "funded by", "developed with", "credit")
"""Keys whose values are names of people and organisations, which stay as they are."""
_CODE = re.compile(r"[A-Z]{1,4}[0-9]+[A-Z0-9]*")


def wrong_expansion(page: Page) -> Iterator[Found]:
    """A known acronym after words that are nearly, but not, what it stands for."""
    said = page.source.said
    for match in _EXPLAINED.finditer(said):
        meaning = page.words.expansions.get(match[1])
        if not meaning:
            continue
        wanted = _plain(meaning)
        window = said[max(0, match.start() - len(meaning) - 40) : match.start()]
        spots = list(_WORD.finditer(window))
        before = [_plain_word(one[0]) for one in spots]
        if before[-len(wanted) :] == wanted:
            continue
        tails = [before[-length:] for length in (len(wanted) - 1, len(wanted), len(wanted) + 1)]
        near, tail = max((likeness(" ".join(one), " ".join(wanted)), one) for one in tails)
        if near > _NEARLY and len(tail) > 1:
            start = match.start() - len(window) + spots[-len(tail)].start()
            written = " ".join(said[start : match.end()].split())
            yield Found(start, f'"{written}" should be "{meaning}".')


_NEARLY = 0.75


def _plain(text: str) -> list[str]:
    return [_plain_word(word) for word in _WORD.findall(text)]


def _plain_word(word: str) -> str:
    return word.lower().replace("-", "").removesuffix("s")


def _shouted(page: Page) -> Iterator[re.Match[str]]:
    """Words in capitals that are no acronyms."""
    known = page.words.well_known | page.words.expansions.keys() | page.words.acronyms.keys()
    for match in _CAPITALS.finditer(page.source.said):
        before = page.source.said[match.start() - 1 : match.start()] if match.start() else ""
        after = page.source.said[match.end() : match.end() + 1]
        if before.isalnum() or after.isalnum() or before in ("(", "-", "_") or after in ("-", "_"):
            continue
        words = re.findall("[A-Z]+", match[0])
        long = [word for word in words if len(word) > 4 and word not in known]
        if (len(words) > 1 and long) or any(len(word) > 6 for word in long):
            yield match


def capitals(page: Page) -> Iterator[Found]:
    """Words in capitals."""
    for match in _shouted(page):
        yield Found(match.start(), f'"{match[0][:60]}" is in capitals.', f'Write "{match[0][:60].capitalize()}".')


def misspelt(page: Page) -> Iterator[Found]:
    """Words of the list of misspellings."""
    for match, right in _listed(page, page.words.misspellings):
        yield Found(match.start(), f'"{match[0]}" is misspelt.', f'Did you mean "{right}"?')


def american(page: Page) -> Iterator[Found]:
    """American spellings; a name keeps its own."""
    spellings = {word: row[1] for word, row in page.words.american.items()}
    for match, right in _listed(page, spellings):
        row = page.words.american[match[0].lower()]
        if len(row) < 3 or not match[0][0].isupper():
            yield Found(match.start(), f'"{match[0]}" is the American spelling.', f'Write "{right}".')


def _listed(page: Page, listed: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    hits = listed.keys() & page.vocabulary
    hyphened = [word for word in listed if "-" in word and word in page.said]
    if hits or hyphened:
        for match in _WORD.finditer(page.source.said):
            right = listed.get(match[0].lower())
            if right:
                yield match, right


def placeholder(page: Page) -> Iterator[Found]:
    """Something that was to be filled in."""
    if not any(word in page.source.said for word in _PLACEHOLDERS):
        return
    provisional = page.item is not None and any(one.state is State.PROVISIONAL for one in page.item.sessions)
    both = (one.finditer(page.source.said) for one in (_PLACEHOLDER, _PLACEHOLDER_IN_BRACKETS))
    last = -1
    for match in merge(*both, key=lambda one: one.start()):
        if match.start() != last and not (provisional and match[0].lower() == "tbc"):
            last = match.start()
            written = page.source.text[match.start() : match.end()]
            yield Found(match.start(), f'This still says "{written[:60]}".')


def internet_explorer(page: Page) -> Iterator[Found]:
    """Advice about a browser that is no more."""
    if page.source.kind == "snippet" and page.value("use until"):
        return
    if page.day >= _RETIRED:
        at = page.said.find("internet explorer")
        while at >= 0:
            yield Found(at)
            at = page.said.find("internet explorer", at + 1)


_RETIRED = date(2022, 6, 15)


def outdated(page: Page) -> Iterator[Found]:
    """Names that were replaced before the issue."""
    taken: list[tuple[int, int]] = []
    hits = sorted(page.words.outdated.find(page.said, page.vocabulary), key=lambda hit: (hit.start, -hit.end))
    seen: set[str] = set()
    for start, end, row in hits:
        day = since(row[1])
        inside = bool(taken) and start < taken[-1][1]
        named = row[2].split(" (")[0].lower() in page.said
        if day and day <= page.day and not inside and not named and row[0] not in seen:
            seen.add(row[0])
            taken.append((start, end))
            written = " ".join(page.source.said[start:end].split())
            said = f"{written} was replaced in {day.strftime('%B')} {day.year}."
            yield Found(start, said, f"Write {row[2]}, if that is what you mean.")


def language(page: Page) -> Iterator[Found]:
    """Words that can blame people who were harmed."""
    for start, end, row in page.words.language.find(page.said, page.vocabulary):
        if _quoted(page.said, start):
            continue
        written = " ".join(page.source.said[start:end].split())
        yield Found(start, f'"{written}" can blame or label people.', f"Better: {row[1]}.")


def _quoted(said: str, offset: int) -> bool:
    line = said[said.rfind("\n\n", 0, offset) + 1 : offset]
    return line.count('"') % 2 == 1 or line.count("“") > line.count("”")


def empty_words(page: Page) -> Iterator[Found]:
    """Openings that say nothing."""
    for start, end, _ in page.words.openings.find(page.said, page.vocabulary):
        written = " ".join(page.source.said[start:end].split())
        yield Found(start, f'"{written}" says nothing.')


def long_sentence(page: Page) -> Iterator[Found]:
    """Sentences of many words, and long paragraphs and lists."""
    said, source = page.source.said, page.source
    for block in source.blocks:
        if block.kind != "paragraph":
            continue
        if block.end - block.start < 2 * _LONG_SENTENCE:
            continue
        for start, end in _sentences(said, block.start, block.end):
            count = len(said[start:end].split()) if end - start > 2 * _LONG_SENTENCE else 0
            if count > _LONG_SENTENCE:
                at = start + len(said[start:end]) - len(said[start:end].lstrip())
                severity = "warning" if count > _TOO_LONG_SENTENCE else "info"
                yield Found(at, f"This sentence has {count} words.", "Make two of it.", severity)
        long = block.end - block.start > 2 * _LONG_PARAGRAPH
        words = len(said[block.start : block.end].split()) if long else 0
        if words > _LONG_PARAGRAPH:
            yield Found(block.start, f"This paragraph has {words} words.", "Make two of it, or a list.")
    yield from _long_lists(page)


_LONG_SENTENCE, _TOO_LONG_SENTENCE, _LONG_PARAGRAPH, _LONG_LIST = 30, 40, 120, 9


def _sentences(said: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _SENTENCE_END.finditer(said, start, end):
        yield at, match.end()
        at = match.end()
    yield at, end


def _long_lists(page: Page) -> Iterator[Found]:
    open_lists: list[tuple[int, int, int]] = []
    counts: dict[tuple[int, int, int], int] = {}
    for block in page.source.blocks:
        while open_lists and block.start >= open_lists[-1][1]:
            open_lists.pop()
        if block.kind in ("list", "ordered list"):
            open_lists.append((block.start, block.end, block.depth))
        elif block.kind == "item" and open_lists:
            counts[open_lists[-1]] = counts.get(open_lists[-1], 0) + 1
    for (start, _, _), count in counts.items():
        if count > _LONG_LIST:
            yield Found(start, f"This list has {count} entries.", "Part it under two headings.")


def apostrophe_plural(page: Page) -> Iterator[Found]:
    """An apostrophe that makes a plural of an acronym."""
    for match in _PLURAL.finditer(page.source.said):
        before = page.source.said[max(0, match.start() - 12) : match.start()]
        plural = re.search(r"['’]s\s+(?:are|were|have|who|can|should|will|must|may|do|need)\b", match[0])
        if plural or _PLURAL_BEFORE.search(before):
            yield Found(
                match.start(),
                f'"{match["word"]}\'s" has an apostrophe.',
                f'Write "{match["word"]}s" for more than one.',
            )


def other_team_name(page: Page) -> Iterator[Found]:
    """The bulletin's own team under another name."""
    team = page.workspace.settings.team
    wanted = [word for word in _plain(team.replace("&", "and")) if word != "and"]
    region = set(_plain(page.workspace.settings.region))
    if len(wanted) < 4 or not region or wanted[-1] != "team":
        return
    initials = "".join(word[0] for word in _plain(page.workspace.settings.region))
    seen: set[tuple[str, ...]] = set()
    at = page.said.find(" team")
    while at >= 0:
        before = _BEFORE_TEAM.search(page.said[max(0, at - _NEAR_TEAM) : at + 1])
        found = [word for word in _plain(before[0].replace("&", "and")) if word != "and"] if before else []
        start = next((n for n, word in enumerate(found) if word in (*region, "regional", "region", initials)), -1)
        named = found[start:] if start >= 0 else []
        if wanted[-2] in named and [*found, "team"][-len(wanted) :] != wanted and tuple(named) not in seen:
            seen.add(tuple(named))
            said = "This is another name of your team."
            yield Found(at + 1, said, f'Always write "{team}" or "we".')
        at = page.said.find(" team", at + 1)


_NEAR_TEAM = 160


_ALL = ("item", "issue", "snippet")
_BULLETIN = (
    "name: Bulletin\nteam: North West Region Safeguarding team\nregion: North West\nemail: team@example.org\n"
    "default circulation: public\nbase url: https://example.org/x/\nplace: Microsoft Teams\n"
    "acronyms:\n  LPS: Liberty Protection Safeguards\n"
)
_LATER = {"2022-02/issue.md": "---\nissue date: 1 August 2022\nstatus: ready\n---\nWelcome.\n"}
_TEAM = {"bulletin.yml": _BULLETIN}

RULES = (
    Rule(
        id="TXT01",
        severity="warning",
        says="An acronym is not written in full.",
        hint="Write it in full the first time, or add it to acronyms in bulletin.yml.",
        wrong="The ‸SBYB guidance is new.",
        right="The stop before you block (SBYB) guidance is new, says the NHS.",
        find=acronyms,
        on=("item", "issue"),
        note="Well-known ones are in `lists/acronyms.txt`; those in bulletin.yml are written in full by Bulletin.",
    ),
    Rule(
        id="TXT02",
        severity="warning",
        says="An acronym has another meaning here than it has.",
        hint="Correct the words, or the acronym.",
        wrong=Example("‸Liberty of Protection Safeguards (LPS) begin.", others=_TEAM),
        right=Example("Liberty Protection Safeguards (LPS) begin.", others=_TEAM),
        find=wrong_expansion,
        on=_ALL,
        triggers=("(",),
    ),
    Rule(
        id="TXT03",
        severity="warning",
        says="Words are in capitals.",
        hint="Use capitals for names and first letters only.",
        wrong="‸IMPORTANT NOTICE for all.",
        right="The NSPCC and CAMHS have an important notice.",
        find=capitals,
        on=_ALL,
    ),
    Rule(
        id="TXT04",
        severity="warning",
        says="A word is misspelt.",
        hint="Correct it.",
        wrong="Harmful ‸secual behaviour.",
        right="Harmful sexual behaviour, says Luke Hart.",
        find=misspelt,
        on=_ALL,
        note="The words of `lists/misspellings.txt`; there is no dictionary yet.",
    ),
    Rule(
        id="TXT05",
        severity="info",
        says="A word has its American spelling.",
        hint="Use the British one.",
        wrong="Challenging ‸behavior is a sign.",
        right="Challenging behaviour is a sign, says the Rockefeller Center.",
        find=american,
        on=_ALL,
        note="The words of `lists/american.txt`.",
    ),
    Rule(
        id="TXT06",
        severity="error",
        says="Something was to be filled in here.",
        hint="Fill it in, or take it out.",
        wrong="The meeting is on ‸xx March.",
        right="The meeting is on 3 March 2022.",
        find=placeholder,
        on=_ALL,
        triggers=("xx", "tbc", "tba", "todo", "???", "lorem", "[", "<insert", "<add"),
        note="TBC may stand in an item with a session that is provisional.",
    ),
    Rule(
        id="TXT07",
        severity="warning",
        says="Internet Explorer was retired on 15 June 2022.",
        hint="Remove this advice.",
        wrong=Example("Do not use ‸Internet Explorer.", others=_LATER),
        right=Example("Use Microsoft Edge.", others=_LATER),
        find=internet_explorer,
        on=_ALL,
        triggers=("internet explorer",),
        note="In issues from that day on; not in a snippet with `use until:`.",
    ),
    Rule(
        id="TXT08",
        severity="info",
        says="A name was replaced before this issue.",
        hint="Write the new name, if that is what you mean.",
        wrong=Example("Ask your ‸CCG.", others=_LATER),
        right="Ask your CCG, which will soon be an integrated care board.",
        find=outdated,
        on=_ALL,
        note="The names and days of `lists/outdated.txt`.",
    ),
    Rule(
        id="TXT09",
        severity="warning",
        says="Words can blame or label people.",
        hint="See the appropriate language guide of The Children's Society.",
        wrong="Young people ‸putting themselves at risk.",
        right="Young people at risk because of what others do.",
        find=language,
        on=_ALL,
        note="The words of `lists/language.txt`; what is quoted stays.",
    ),
    Rule(
        id="TXT10",
        severity="info",
        says="Short forms and signs are hard to read.",
        hint="Write it in full.",
        wrong="Bring forms, ‸e.g. a consent form.",
        right="Bring forms, for example a consent form. A&E is open.",
        find=style.house_style,
        on=_ALL,
        note="eg, ie, etc, &, don't, telephone, no-break spaces, gaps, typed bullets, curly quotes: each kind is said "
        "once in a file.",
    ),
    Rule(
        id="TXT11",
        severity="info",
        says="A date or time is not in the usual form.",
        hint='Write it like "23 February 2022, 9:30am to 4:30pm".',
        wrong="Open ‸Monday – Friday.",
        right="Open Monday to Friday, 8am to 8pm, until 3 May 2022.",
        find=style.ways_of_time,
        on=_ALL,
    ),
    Rule(
        id="TXT12",
        severity="info",
        says="A sentence, paragraph or list is long.",
        hint="Make two of it.",
        wrong="‸" + "This sentence goes on and on " * 7 + "without an end.",
        right="This sentence ends soon.",
        find=long_sentence,
        on=_ALL,
        note="Over 30 words; over 40 is a warning. A paragraph over 120 words, a list over 9 entries.",
    ),
    Rule(
        id="TXT13",
        severity="info",
        says="An apostrophe makes a plural.",
        hint="Leave it out.",
        wrong="Some ‸GP's are asked to write.",
        right="The CCG's duties are many, and GPs are asked to write.",
        find=apostrophe_plural,
        on=_ALL,
        triggers=("'s", "’s"),
    ),
    Rule(
        id="TXT14",
        severity="info",
        says="These words say nothing.",
        hint="Leave them out.",
        wrong="‸As you will be aware, places are few.",
        right="Places are few.",
        find=empty_words,
        on=_ALL,
        note="The words of `lists/openings.txt`.",
    ),
    Rule(
        id="TXT15",
        severity="info",
        says="Your team has another name here.",
        hint="Always use the name in bulletin.yml, or write we.",
        wrong=Example("Ask the NW region Quality & Safeguarding ‸team.", others=_TEAM),
        right=Example("Ask the North West Region Safeguarding team, or your own safeguarding team.", others=_TEAM),
        find=other_team_name,
        on=_ALL,
        triggers=(" team",),
    ),
)
