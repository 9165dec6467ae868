"""What words and sentences say: the functions of the rules of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from heapq import merge

from ..model import State
from ..text.suggest import likeness
from .checked_file import CheckedFile, Spans
from .rule import TEXTS, Example, Finding, rule
from .word_lists import first_day

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


_NAMES = ("from", "presenter", "run by", "funded by", "developed with", "credit")
"""Keys whose values are names of people and organisations, which stay as they are."""
_CODE = re.compile(r"[A-Z]{1,4}[0-9]+[A-Z0-9]*")
_NEARLY = 0.75
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
    "TXT01",
    "warning",
    "An acronym is not written in full.",
    "Write it in full the first time, or add it to acronyms in bulletin.yml.",
    on=("item", "issue"),
    wrong="The ‸SBYB guidance is new.",
    right="The stop before you block (SBYB) guidance is new, says the NHS.",
    note="Well-known ones are in `lists/acronyms.txt`; those in bulletin.yml are written in full by Bulletin.",
)
def acronyms(file: CheckedFile) -> Iterator[Finding]:
    said = file.source.said
    explained = {match[1] for match in _EXPLAINED.finditer(said)} | {match[1] for match in _IN_BRACKETS.finditer(said)}
    known = file.words.well_known
    seen: set[str] = set()
    shouted = Spans((match.start(), match.end()) for match in _shouted(file))
    for match in _ACRONYM.finditer(said):
        before = said[match.start() - 1 : match.start()] if match.start() else ""
        after = said[match.end() : match.end() + 1]
        if before.isalnum() or before in ("&", "-", "_", "/", "#", "'") or after.isalnum() or after in ("-", "_", "@"):
            continue
        word = match[0].rstrip("&")
        bare = word[:-1] if word.endswith("s") else word
        numberless = bare.rstrip("0123456789")
        if word in seen or {word, bare, numberless} & (known | explained | file.words.acronyms.keys()):
            continue
        if _ROMAN.fullmatch(word) or _CODE.fullmatch(word) or shouted.holds(match.start()):
            continue
        if file.source.key_at(match.start()) in _NAMES:
            continue
        seen.add(word)
        yield Finding(match.start(), f"What does {bare} mean?")


@rule(
    "TXT02",
    "warning",
    "An acronym has another meaning here than it has.",
    "Correct the words, or the acronym.",
    on=TEXTS,
    triggers=("(",),
    wrong=Example("‸Liberty of Protection Safeguards (LPS) begin.", others=_TEAM),
    right=Example("Liberty Protection Safeguards (LPS) begin.", others=_TEAM),
)
def wrong_expansion(file: CheckedFile) -> Iterator[Finding]:
    said = file.source.said
    for match in _EXPLAINED.finditer(said):
        meaning = file.words.expansions.get(match[1])
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
            yield Finding(start, f'"{written}" should be "{meaning}".')


def _plain(text: str) -> list[str]:
    return [_plain_word(word) for word in _WORD.findall(text)]


def _plain_word(word: str) -> str:
    return word.lower().replace("-", "").removesuffix("s")


def _shouted(file: CheckedFile) -> Iterator[re.Match[str]]:
    """Words in capitals that are no acronyms."""
    known = file.words.well_known | file.words.expansions.keys() | file.words.acronyms.keys()
    for match in _CAPITALS.finditer(file.source.said):
        before = file.source.said[match.start() - 1 : match.start()] if match.start() else ""
        after = file.source.said[match.end() : match.end() + 1]
        if before.isalnum() or after.isalnum() or before in ("(", "-", "_") or after in ("-", "_"):
            continue
        words = re.findall("[A-Z]+", match[0])
        long = [word for word in words if len(word) > 4 and word not in known]
        if (len(words) > 1 and long) or any(len(word) > 6 for word in long):
            yield match


@rule(
    "TXT03",
    "warning",
    "Words are in capitals.",
    "Use capitals for names and first letters only.",
    on=TEXTS,
    wrong="‸IMPORTANT NOTICE for all.",
    right="The NSPCC and CAMHS have an important notice.",
)
def capitals(file: CheckedFile) -> Iterator[Finding]:
    for match in _shouted(file):
        yield Finding(match.start(), f'"{match[0][:60]}" is in capitals.', f'Write "{match[0][:60].capitalize()}".')


@rule(
    "TXT04",
    "warning",
    "A word is misspelt.",
    "Correct it.",
    on=TEXTS,
    wrong="Harmful ‸secual behaviour.",
    right="Harmful sexual behaviour, says Luke Hart.",
    note="The words of `lists/misspellings.txt`; there is no dictionary yet.",
)
def misspelt(file: CheckedFile) -> Iterator[Finding]:
    for match, right in _listed(file, file.words.misspellings):
        yield Finding(match.start(), f'"{match[0]}" is misspelt.', f'Did you mean "{right}"?')


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
def american(file: CheckedFile) -> Iterator[Finding]:
    spellings = {word: row[1] for word, row in file.words.american.items()}
    for match, right in _listed(file, spellings):
        row = file.words.american[match[0].lower()]
        if len(row) < 3 or not match[0][0].isupper():
            yield Finding(match.start(), f'"{match[0]}" is the American spelling.', f'Write "{right}".')


def _listed(file: CheckedFile, listed: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    hits = listed.keys() & file.vocabulary
    hyphened = [word for word in listed if "-" in word and word in file.prose]
    if hits or hyphened:
        for match in _WORD.finditer(file.source.said):
            right = listed.get(match[0].lower())
            if right:
                yield match, right


@rule(
    "TXT06",
    "error",
    "Something was to be filled in here.",
    "Fill it in, or take it out.",
    on=TEXTS,
    triggers=("xx", "tbc", "tba", "todo", "???", "lorem", "[", "<insert", "<add"),
    wrong="The meeting is on ‸xx March.",
    right="The meeting is on 3 March 2022.",
    note="TBC may stand in an item with a session that is provisional.",
)
def placeholder(file: CheckedFile) -> Iterator[Finding]:
    if not any(word in file.source.said for word in _PLACEHOLDERS):
        return
    provisional = file.item is not None and any(one.state is State.PROVISIONAL for one in file.item.sessions)
    both = (one.finditer(file.source.said) for one in (_PLACEHOLDER, _PLACEHOLDER_IN_BRACKETS))
    last = -1
    for match in merge(*both, key=lambda one: one.start()):
        if match.start() != last and not (provisional and match[0].lower() == "tbc"):
            last = match.start()
            written = file.source.text[match.start() : match.end()]
            yield Finding(match.start(), f'This still says "{written[:60]}".')


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
    if file.day >= _RETIRED:
        at = file.prose.find("internet explorer")
        while at >= 0:
            yield Finding(at)
            at = file.prose.find("internet explorer", at + 1)


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
def outdated(file: CheckedFile) -> Iterator[Finding]:
    taken: list[tuple[int, int]] = []
    hits = sorted(file.words.outdated.find(file.prose, file.vocabulary), key=lambda hit: (hit.start, -hit.end))
    seen: set[str] = set()
    for start, end, row in hits:
        day = first_day(row[1])
        inside = bool(taken) and start < taken[-1][1]
        named = row[2].split(" (")[0].lower() in file.prose
        if day and day <= file.day and not inside and not named and row[0] not in seen:
            seen.add(row[0])
            taken.append((start, end))
            written = " ".join(file.source.said[start:end].split())
            said = f"{written} was replaced in {day.strftime('%B')} {day.year}."
            yield Finding(start, said, f"Write {row[2]}, if that is what you mean.")


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
def language(file: CheckedFile) -> Iterator[Finding]:
    for start, end, row in file.words.language.find(file.prose, file.vocabulary):
        if _quoted(file.prose, start):
            continue
        written = " ".join(file.source.said[start:end].split())
        yield Finding(start, f'"{written}" can blame or label people.', f"Better: {row[1]}.")


def _quoted(said: str, offset: int) -> bool:
    line = said[said.rfind("\n\n", 0, offset) + 1 : offset]
    return line.count('"') % 2 == 1 or line.count("“") > line.count("”")


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
        written = " ".join(file.source.said[start:end].split())
        yield Finding(start, f'"{written}" says nothing.')


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
    said, source = file.source.said, file.source
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
                yield Finding(at, f"This sentence has {count} words.", "Make two of it.", severity)
        long = block.end - block.start > 2 * _LONG_PARAGRAPH
        words = len(said[block.start : block.end].split()) if long else 0
        if words > _LONG_PARAGRAPH:
            yield Finding(block.start, f"This paragraph has {words} words.", "Make two of it, or a list.")
    yield from _long_lists(file)


_LONG_SENTENCE, _TOO_LONG_SENTENCE, _LONG_PARAGRAPH, _LONG_LIST = 30, 40, 120, 9


def _sentences(said: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _SENTENCE_END.finditer(said, start, end):
        yield at, match.end()
        at = match.end()
    yield at, end


def _long_lists(file: CheckedFile) -> Iterator[Finding]:
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
    "TXT13",
    "info",
    "An apostrophe makes a plural.",
    "Leave it out.",
    on=TEXTS,
    triggers=("'s", "’s"),
    wrong="Some ‸GP's are asked to write.",
    right="The CCG's duties are many, and GPs are asked to write.",
)
def apostrophe_plural(file: CheckedFile) -> Iterator[Finding]:
    for match in _PLURAL.finditer(file.source.said):
        before = file.source.said[max(0, match.start() - 12) : match.start()]
        plural = re.search(r"['’]s\s+(?:are|were|have|who|can|should|will|must|may|do|need)\b", match[0])
        if plural or _PLURAL_BEFORE.search(before):
            yield Finding(
                match.start(),
                f'"{match["word"]}\'s" has an apostrophe.',
                f'Write "{match["word"]}s" for more than one.',
            )


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
    team = file.workspace.settings.team
    wanted = [word for word in _plain(team.replace("&", "and")) if word != "and"]
    region = set(_plain(file.workspace.settings.region))
    if len(wanted) < 4 or not region or wanted[-1] != "team":
        return
    initials = "".join(word[0] for word in _plain(file.workspace.settings.region))
    seen: set[tuple[str, ...]] = set()
    at = file.prose.find(" team")
    while at >= 0:
        before = _BEFORE_TEAM.search(file.prose[max(0, at - _NEAR_TEAM) : at + 1])
        found = [word for word in _plain(before[0].replace("&", "and")) if word != "and"] if before else []
        start = next((n for n, word in enumerate(found) if word in (*region, "regional", "region", initials)), -1)
        named = found[start:] if start >= 0 else []
        if wanted[-2] in named and [*found, "team"][-len(wanted) :] != wanted and tuple(named) not in seen:
            seen.add(tuple(named))
            said = "This is another name of your team."
            yield Finding(at + 1, said, f'Always write "{team}" or "we".')
        at = file.prose.find(" team", at + 1)
